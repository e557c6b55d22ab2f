"""The columns of a glossary file, under whatever names editors give them.

A language's columns go by any of its names: `fa_AF`, `Dari` and `prs` are one, and so are
`fa_AF_first` and `Dari first`. Columns of other names are the newsroom's own and left alone,
unless they look like one of these misspelled: then what editors write there would do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from translate.errors import GlossaryError, UsageError
from translate.languages import LANGUAGES, Language, find_language
from translate.termbase.tables import Table

KEY = "source"
_PLAIN = ("source", "kind", "case", "unless", "aliases", "translate", "note")
_ROLES = ("first", "forbidden")
_ROLE_WORDS = {
    "first": "first",
    "initial": "first",
    "forbidden": "forbidden",
    "banned": "forbidden",
    "deprecated": "forbidden",
    "preferred": "",
    "accepted": "",
}
_OTHER_NAMES = {"alias": "aliases", "english": "source", "term": "source", "comment": "note"}
_PARTS = re.compile(r"[\s_-]+")
_ROLE = re.compile(r"(.+?)[\s_-]+(first|forbidden)", re.IGNORECASE)
_ALIKE = 0.85  # of 1; "notes" is as like to "note", "translator" is not to "translate"


def first_column(language: Language) -> str:
    """The column of the form for a first mention."""
    return f"{language.code}_first"


def forbidden_column(language: Language) -> str:
    """The column of the forms that may never stand for a term."""
    return f"{language.code}_forbidden"


COLUMNS = (
    *_PLAIN[:-2],
    *(language.code for language in LANGUAGES),
    "note",
    "translate",
    *(first_column(language) for language in LANGUAGES),
    *(forbidden_column(language) for language in LANGUAGES),
)


def column_of(title: str) -> str | None:
    """The column that a title names; None for one that is the newsroom's own."""
    name = title.lower()
    if name in _PLAIN:
        return name
    role = _ROLE.fullmatch(title)
    try:
        code = find_language(role[1] if role else title).code
    except UsageError:
        return None
    return f"{code}_{role[2].lower()}" if role else code


def read_columns(table: Table, path: str, languages: Sequence[Language]) -> list[str | None]:
    """The column under each title of a table, None for the newsroom's own.

    Raises GlossaryError where the column of the source or of one of `languages` is missing, one
    is given twice, or one looks misspelled.
    """
    columns = [column_of(title) for title in table.titles]
    wanted = (KEY, *(language.code for language in languages))
    missing = [name for name in wanted if name not in columns]
    if missing:
        remedy = (
            "Add it to the first line, with commas, semicolons or tabs between the columns; a cell "
            "may be empty where a language asks for nothing"
        )
        raise GlossaryError(
            f"column missing: {', '.join(missing)}", remedy, path=path, line=table.line
        )
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice:
        raise GlossaryError(
            f"column given twice: {twice}", "Keep one of the two", path=path, line=table.line
        )
    _refuse_misspelled(table, columns, path)
    return columns


def _refuse_misspelled(table: Table, columns: Sequence[str | None], path: str) -> None:
    for title, column in zip(table.titles, columns, strict=True):
        meant = None if column or not title else _meant(title)
        if meant and meant not in columns:
            raise GlossaryError(
                f"unknown column {title!r}, much like {meant}",
                f"Call it {meant}, or give it a name that is like none of Khabar's",
                path=path,
                line=table.line,
            )


def _meant(title: str) -> str | None:
    """The column that an editor may have had in mind with a title that names none."""
    parts = _PARTS.split(title.strip(" _-").lower())
    roles = [_ROLE_WORDS[word] for part in parts for word in _like(part, _ROLE_WORDS)]
    code = _language_in(parts)
    if roles and (code or len(parts) == 1):
        code = code or "ur"  # any will do for an example
        return f"{code}_{roles[0]}" if roles[0] else code
    name = "_".join(parts)
    known = {spelling: column for spelling in _spellings() if (column := column_of(spelling))}
    close = _like(name, known)
    return _OTHER_NAMES.get(name) or (known[close[0]] if close else None)


def _like(word: str, words: Sequence[str] | dict[str, str]) -> list[str]:
    return get_close_matches(word, list(words), 1, _ALIKE)


def _language_in(parts: Sequence[str]) -> str | None:
    """The language that is named in one part of a title, or in two: `fa_AF`."""
    for size in (2, 1):
        for at in range(len(parts) - size + 1):
            try:
                return find_language("_".join(parts[at : at + size])).code
            except UsageError:
                continue
    return None


def _spellings() -> list[str]:
    names = [name for lang in LANGUAGES for name in (lang.code, *lang.aliases)]
    return [*_PLAIN, *names, *(f"{name}_{role}" for name in names for role in _ROLES)]
