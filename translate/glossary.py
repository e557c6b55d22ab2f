"""The glossary folder: CSV files that an editor keeps in a spreadsheet, read and validated.

    source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note
    Dar,person,exact,Dar es Salaam | Dar al-,,ڈار,ډار,دار,دار,Ishaq Dar at later mentions

A cell holds several values with ` | ` between them; in a language's cell the preferred form comes
first. Columns may stand in any order, and others beside them are left alone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TypeVar

from translate.errors import GlossaryError, UsageError
from translate.languages import LANGUAGES, Language, find_language
from translate.terms import (
    Case,
    Glossary,
    Kind,
    Match,
    Term,
    find_terms,
    has_form,
    term_spans,
    words_of,
)

__all__ = [
    "Case",
    "Glossary",
    "Kind",
    "Match",
    "Term",
    "find_terms",
    "has_form",
    "load_glossary",
    "parse_glossary",
    "term_spans",
]

_ARABIC_SCRIPT = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f]")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a file: its cells by column, and the line (1-based) it starts on."""

    path: str
    line: int
    cells: Mapping[str, str]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell, each once, in order."""
        parts = (" ".join(part.split()) for part in self.cells.get(column, "").split("|"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def value(self, column: str) -> str:
        return " ".join(self.cells.get(column, "").split())

    def fail(self, problem: str, remedy: str) -> NoReturn:
        raise GlossaryError(problem, remedy, path=self.path, line=self.line)


def load_glossary(folder: Path, languages: Sequence[Language] = LANGUAGES) -> Glossary:
    """The glossary of all `*.csv` files in `folder`; an empty one where there is no folder.

    Raises GlossaryError, naming file and line, for what `parse_glossary` does, and for a file
    that is not UTF-8 or cannot be read.
    """
    files = {str(path): _read(path) for path in sorted(folder.glob("*.csv"))}
    return parse_glossary(files, languages)


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problem = f"byte {error.object[error.start]:#04x} is not UTF-8"
        remedy = "Save the file as CSV UTF-8"
        raise GlossaryError(problem, remedy, path=path, line=line) from None
    except OSError as error:
        raise GlossaryError(
            f"the file cannot be read ({error.strerror})", "Check its permissions", path=path
        ) from None


def parse_glossary(files: Mapping[str, str], languages: Sequence[Language]) -> Glossary:
    """The terms of CSV texts, by file name and merged in the order of the names.

    `languages` are those that every file must have a column for. Raises GlossaryError for missing
    columns, broken quoting, rows with too many cells, empty or duplicate sources, unknown kinds
    and cases, rows without any translation, and translations in the wrong script.
    """
    terms: list[Term] = []
    seen: dict[tuple[str, ...], list[tuple[Term, str, _Row]]] = {}
    for path in sorted(files):
        for row in _rows(path, files[path], languages):
            term = _term(row)
            for spelling in (term.source, *term.aliases):
                _refuse_duplicate(seen, term, spelling, row)
            terms.append(term)
    return Glossary(tuple(terms))


def _rows(path: str, text: str, languages: Sequence[Language]) -> Iterator[_Row]:
    """The rows of one file that are not blank, their columns under the names used here."""
    lines = _cells(path, text.removeprefix("\ufeff"))
    header = next(lines, (1, []))[1]
    columns = [_column(name) for name in header]
    _check_columns(path, columns, languages)
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        row = _Row(path, line, dict(zip(columns, cells, strict=False)))
        if any(cell.strip() for cell in cells[len(columns) :]):
            row.fail(
                f"the row has {len(cells)} cells for {len(columns)} columns",
                "Put a cell that contains a comma between double quotes",
            )
        yield row


def _cells(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a CSV text with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        remedy = "Close every double quote, and write one inside a cell twice"
        raise GlossaryError(
            f"the row that starts here is not CSV ({error})", remedy, path=path, line=line
        ) from None


def _column(name: str) -> str:
    """The name used here for a column: a language's code for any of its names."""
    name = name.strip()
    try:
        return find_language(name).code
    except UsageError:
        return name.lower()


def _check_columns(path: str, columns: Sequence[str], languages: Sequence[Language]) -> None:
    wanted = ["source", *(language.code for language in languages)]
    missing = [name for name in wanted if name not in columns]
    twice = [name for name in columns if name and columns.count(name) > 1]
    if missing:
        names = ", ".join(missing)
        problem = f"column missing: {names}"
        remedy = "Add it to the first line; a cell may be empty where a language asks for nothing"
    elif twice:
        problem = f"column given twice: {twice[0]}"
        remedy = "Keep one of the two"
    else:
        return
    raise GlossaryError(problem, remedy, path=path, line=1)


def _term(row: _Row) -> Term:
    source = row.value("source")
    if not words_of(source):
        row.fail("the row has no source term", "Write the English term, or delete the row")
    case = Case.EXACT if source[0].isupper() else Case.ANY
    forms = tuple((lang.code, forms) for lang in LANGUAGES if (forms := _forms(row, lang)))
    if not forms:
        row.fail(f"{source!r} has no translation", "Fill in a language, or delete the row")
    return Term(
        source=source,
        kind=_choice(row, "kind", Kind.TERM),
        case=_choice(row, "case", case),
        forms=forms,
        aliases=row.values("aliases"),
        unless=row.values("unless"),
        note=row.value("note"),
    )


def _choice(row: _Row, column: str, default: _Choice) -> _Choice:
    """The value of a cell that may say only so much; an empty cell says `default`."""
    value = row.value(column).lower()
    choices = type(default)
    if value and value not in [choice.value for choice in choices]:
        known = ", ".join(choice.value for choice in choices)
        row.fail(f"unknown {column} {value!r}", f"Use one of: {known}")
    return choices(value) if value else default


def _forms(row: _Row, language: Language) -> tuple[str, ...]:
    forms = row.values(language.code)
    for form in forms:
        if not _ARABIC_SCRIPT.search(form):
            row.fail(
                f"{form!r} in column {language.code} is not in the script of {language.english}",
                "Write the translation there, or leave the cell empty",
            )
        foreign = next((letter for letter in form if letter in language.foreign), None)
        if foreign is not None:
            row.fail(
                f"{form!r} in column {language.code} has the letter {foreign} "
                f"(U+{ord(foreign):04X}), which {language.english} does not use",
                "Type the word with a keyboard of that language",
            )
    return forms


def _refuse_duplicate(
    seen: dict[tuple[str, ...], list[tuple[Term, str, _Row]]],
    term: Term,
    spelling: str,
    row: _Row,
) -> None:
    """Raises GlossaryError if another row, or this one, finds the same words in a source."""
    words = words_of(spelling)
    if not words:
        row.fail(f"the alias {spelling!r} has no word", "Write a spelling of the English term")
    same = seen.setdefault(tuple(word.lower() for word in words), [])
    for other, other_spelling, place in same:
        exact = term.case is Case.EXACT and other.case is Case.EXACT
        if exact and words != words_of(other_spelling):
            continue
        row.fail(
            f"{spelling!r} is already the term of {place.path}:{place.line}",
            "Keep one of the two rows and add the other's forms to it",
        )
    same.append((term, spelling, row))
