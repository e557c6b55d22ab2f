"""Terms in the rows of a table: read and validated, and written.

Every fault says in which column it is, by the name that the file gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from translate.errors import GlossaryError
from translate.languages import LANGUAGES, Language
from translate.termbase.columns import COLUMNS, KEY, first_column, forbidden_column
from translate.termbase.tables import BETWEEN, Row
from translate.terms import Case, Kind, Term, words_of

_ARABIC_SCRIPT = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f]")
_SEMICOLON = re.compile("[;؛]")
_FOREIGN = {language.code: re.compile(f"[{language.foreign}]") for language in LANGUAGES}
_FORMS = {language: language.code for language in LANGUAGES}
_FIRSTS = {language: first_column(language) for language in LANGUAGES}
_FORBIDDEN = {language: forbidden_column(language) for language in LANGUAGES}
_NEEDED = COLUMNS[: COLUMNS.index("note") + 1]
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Placed:
    """A term and where it stands: its file, and the line (1-based) of its row."""

    term: Term
    path: str
    line: int


@dataclass(slots=True)
class Spellings:
    """Whose the words of a source are: no words may be those of two terms."""

    _taken: dict[tuple[str, ...], list[tuple[tuple[str, ...], Placed]]] = field(
        default_factory=dict
    )

    def claim(self, placed: Placed) -> tuple[str, Placed] | None:
        """Take all spellings of a term; or none, and give the one that is another's, and whose."""
        own: dict[tuple[str, ...], list[tuple[tuple[str, ...], Placed]]] = {}
        for spelling in (placed.term.source, *placed.term.aliases):
            words = words_of(spelling)
            key = tuple(word.lower() for word in words)
            for other_words, other in (*self._taken.get(key, ()), *own.get(key, ())):
                exact = placed.term.case is Case.EXACT and other.term.case is Case.EXACT
                if not exact or words == other_words:
                    return spelling, other
            own.setdefault(key, []).append((words, placed))
        for key, places in own.items():
            self._taken.setdefault(key, []).extend(places)
        return None


def place_terms(
    rows: Iterable[Row | GlossaryError],
) -> tuple[tuple[Placed, ...], tuple[GlossaryError, ...]]:
    """The terms of rows, and what is wrong: faults that come among the rows, empty or duplicate
    sources, unknown words, rows without any translation, forms in the wrong script or with
    another language's letters, forms that contradict each other."""
    placed: list[Placed] = []
    faults: list[GlossaryError] = []
    spellings = Spellings()
    for row in rows:
        try:
            if isinstance(row, GlossaryError):
                raise row
            placed.append(_place(row, spellings))
        except GlossaryError as fault:
            faults.append(fault)
    return tuple(placed), tuple(faults)


def _place(row: Row, spellings: Spellings) -> Placed:
    place = Placed(_term(row), row.path, row.line)
    for spelling in place.term.aliases:
        if not words_of(spelling):
            row.fail(
                f"the alias {spelling!r} in column {row.title('aliases')} has no word",
                "Write a spelling of the English term",
            )
    clash = spellings.claim(place)
    if clash:
        spelling, other = clash
        column = row.title(KEY if spelling == place.term.source else "aliases")
        if other is place:
            row.fail(f"{spelling!r} stands twice in this row", f"Delete it from column {column}")
        row.fail(
            f"{spelling!r} in column {column} is already the term of {other.path}:{other.line}",
            "Keep one of the two rows and add the other's forms to it",
        )
    return place


def _term(row: Row) -> Term:
    source = row.value(KEY)
    if not words_of(source):
        row.fail(
            f"the row has no source term in column {row.title(KEY)}",
            "Write the English term, or delete the row",
        )
    if "|" in source:
        row.fail(
            f"{source!r} in column {row.title(KEY)} has a | in it",
            f"Keep one spelling there and move the others to column {row.title('aliases')}",
        )
    forms = _by_language(row, _FORMS)
    first = _by_language(row, _FIRSTS)
    forbidden = _by_language(row, _FORBIDDEN)
    keep = _keep(row)
    if keep:
        _refuse_forms(row, source, forms, first, forbidden)
    else:
        _check_firsts(row, forms, first)
        _check_forbidden(row, forms, first, forbidden)
        if not forms:
            row.fail(
                f"{source!r} has no translation in any language's column",
                "Fill in a language, or write no in column translate, or delete the row",
            )
    return Term(
        source=source,
        kind=_choice(row, "kind", Kind.TERM),
        case=_choice(row, "case", usual_case(source)),
        forms=tuple(forms.items()),
        aliases=row.values("aliases"),
        unless=row.values("unless"),
        note=row.value("note"),
        first=tuple((code, only) for code, (only,) in first.items() if only != forms[code][0]),
        forbidden=tuple(forbidden.items()),
        keep=keep,
    )


def usual_case(source: str) -> Case:
    """Whether the case of a term's letters matters when its row says nothing about it."""
    return Case.EXACT if source[0].isupper() else Case.ANY


def _choice(row: Row, column: str, default: _Choice) -> _Choice:
    """The value of a cell that may say only so much; an empty cell says `default`."""
    value = row.value(column).lower()
    choices = type(default)
    if value and value not in [choice.value for choice in choices]:
        known = ", ".join(choice.value for choice in choices)
        row.fail(
            f"unknown {column} {value!r} in column {row.title(column)}", f"Use one of: {known}"
        )
    return choices(value) if value else default


def _keep(row: Row) -> bool:
    value = row.value("translate").lower()
    if value not in ("", "yes", "no"):
        row.fail(
            f"unknown {value!r} in column {row.title('translate')}",
            "Write no for a term that is not to be translated; else yes, or nothing",
        )
    return value == "no"


_Forms = dict[str, tuple[str, ...]]  # by language code


def _by_language(row: Row, columns: Mapping[Language, str]) -> _Forms:
    """The forms that a row has in `columns`, for each language that has any."""
    found = {}
    for language, column in columns.items():
        forms = row.values(column)
        if forms and "\n" in row.cells[column].strip():
            row.fail(
                f"the cell in column {row.title(column)} has several lines",
                "Write it on one line, with a | between two forms",
            )
        for form in forms:
            fault = form_fault(form, language)
            if fault:
                row.fail(f"{form!r} in column {row.title(column)} {fault[0]}", fault[1])
        if forms:
            found[language.code] = forms
    return found


def form_fault(form: str, language: Language) -> tuple[str, str] | None:
    """What is wrong with the letters of a form, and what to do; None if nothing is."""
    if _SEMICOLON.search(form):
        return "has a semicolon in it", "Put a | between two forms"
    if not _ARABIC_SCRIPT.search(form):
        return (
            f"is not in the script of {language.english}",
            "Write the translation there, or leave the cell empty",
        )
    foreign = _FOREIGN[language.code].search(form)
    if foreign:
        letter = foreign[0]
        return (
            f"has the letter {letter} (U+{ord(letter):04X}), which {language.english} does not use",
            "Type the word with a keyboard of that language",
        )
    return None


def _refuse_forms(row: Row, source: str, *groups: _Forms) -> None:
    for group, ending in zip(groups, ("", "_first", "_forbidden"), strict=True):
        for code, forms in group.items():
            row.fail(
                f"{source!r} is not to be translated, yet column {row.title(code + ending)} "
                f"has {forms[0]!r}",
                f"Empty that cell, or write yes in column {row.title('translate')}",
            )


def _check_firsts(row: Row, forms: _Forms, first: _Forms) -> None:
    for code, found in first.items():
        column = row.title(f"{code}_first")
        if len(found) > 1:
            row.fail(
                f"column {column} has {len(found)} forms for a first mention", "Keep one of them"
            )
        if code not in forms:
            row.fail(
                f"column {column} has {found[0]!r}, yet column {row.title(code)} is empty",
                f"Write the form for later mentions in column {row.title(code)}",
            )


def _check_forbidden(row: Row, forms: _Forms, first: _Forms, forbidden: _Forms) -> None:
    for code, found in forbidden.items():
        column = row.title(f"{code}_forbidden")
        if code not in forms:
            row.fail(
                f"column {column} has {found[0]!r}, yet column {row.title(code)} is empty",
                f"Write in column {row.title(code)} what is right instead",
            )
        accepted = {**dict.fromkeys(first.get(code, ()), f"{code}_first")}
        accepted |= dict.fromkeys(forms[code], code)
        for form in found:
            if form in accepted:
                row.fail(
                    f"{form!r} in column {column} is also in column {row.title(accepted[form])}",
                    "Delete it from one of the two",
                )


def term_cells(term: Term) -> dict[str, str]:
    """The cells of a term's row that are not empty, by column; `case` only where the source's
    first letter does not say it already."""
    cells = {
        KEY: term.source,
        "kind": term.kind.value,
        "case": "" if term.case is usual_case(term.source) else term.case.value,
        "unless": BETWEEN.join(term.unless),
        "aliases": BETWEEN.join(term.aliases),
        "note": term.note,
        "translate": "no" if term.keep else "",
        **{code: BETWEEN.join(forms) for code, forms in term.forms},
        **{f"{code}_first": form for code, form in term.first},
        **{f"{code}_forbidden": BETWEEN.join(forms) for code, forms in term.forbidden},
    }
    return {column: cell for column, cell in cells.items() if cell}


def table_of(terms: Sequence[Term]) -> list[list[str]]:
    """The rows of a table of terms, its titles first. Columns that not every glossary has are
    there only where a term needs them."""
    rows = [term_cells(term) for term in terms]
    used = {column for row in rows for column in row}
    columns = [column for column in COLUMNS if column in _NEEDED or column in used]
    return [columns, *([row.get(column, "") for column in columns] for row in rows)]
