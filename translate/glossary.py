"""The glossary folder: CSV files that an editor keeps in a spreadsheet, read and validated.

    source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note,ur_first,ur_forbidden
    Dar,person,exact,Dar es Salaam | Dar al-,,ڈار,ډار,دار,دار,at later mentions,,
    Ishaq Dar,person,,,,اسحاق ڈار,اسحاق ډار,اسحاق دار,إسحاق دار,,,اسحاق دار
    TTP,organisation,,,,ٹی ٹی پی,ټي ټي پي,تی‌تی‌پی,تي تي بي,,تحریک طالبان پاکستان (ٹی ٹی پی),

A cell holds several values with ` | ` between them; in a language's cell the preferred form comes
first. A file needs the column `source` and one for each of the project's languages; those that it
may have besides, each language under any of its names:

- `kind` (person, place, organisation, title, term), `case` (exact, any), `aliases` of the source,
  contexts `unless` the words are not this term, a `note`;
- `ur_first`, `ps_first` …: the form for a first mention in an article;
- `ur_forbidden` …: forms that may never stand for the term;
- `translate`: `no` for a term that stays as it is in every language. Its other cells of forms
  are then empty.

Columns may stand in any order, and others beside them are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from translate.errors import GlossaryError
from translate.languages import LANGUAGES, Language
from translate.termbase.columns import KEY, read_columns
from translate.termbase.rows import place_terms
from translate.termbase.tables import Row, Table, decode_table, read_table
from translate.terms import Case, Glossary, Kind, Match, Term, find_terms, has_form, term_spans

__all__ = [
    "Case",
    "Glossary",
    "Kind",
    "Match",
    "Term",
    "find_terms",
    "glossary_files",
    "has_form",
    "load_glossary",
    "own_columns",
    "parse_glossary",
    "table_rows",
    "term_spans",
]

_SUFFIXES = (".csv", ".tsv")


def load_glossary(folder: Path, languages: Sequence[Language] = LANGUAGES) -> Glossary:
    """The glossary of all `*.csv` and `*.tsv` files in `folder`; an empty one where there is no
    folder.

    Raises GlossaryError, naming file and line, for what `parse_glossary` does, and for a file
    that is no text or cannot be read.
    """
    return parse_glossary(glossary_files(folder), languages)


def glossary_files(folder: Path) -> dict[str, str]:
    """The texts of the files of a glossary, by path. Raises GlossaryError."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return {
        str(path): _read(path)
        for path in found
        if path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~"))
    }


def _read(path: Path) -> str:
    try:
        return decode_table(path.read_bytes(), str(path))
    except OSError as error:
        raise GlossaryError(
            f"the file cannot be read ({error.strerror})", "Check its permissions", path=path
        ) from None


def parse_glossary(files: Mapping[str, str], languages: Sequence[Language]) -> Glossary:
    """The terms of CSV texts, by file name and merged in the order of the names.

    `languages` are those that every file must have a column for. Raises GlossaryError, naming
    line and column, for the first of the faults that `place_terms` gives.
    """
    placed, faults = place_terms(table_rows(files, languages))
    if faults:
        raise faults[0]
    return Glossary(tuple(place.term for place in placed))


def table_rows(
    files: Mapping[str, str], languages: Sequence[Language]
) -> Iterator[Row | GlossaryError]:
    """The rows of CSV texts that are not blank, and the faults of the tables themselves: missing
    or misspelled columns, broken quoting, cells without a column."""
    for path in sorted(files):
        try:
            table = read_table(files[path], path, KEY)
            columns = read_columns(table, path, languages)
        except GlossaryError as fault:
            yield fault
            continue
        titles = {
            column: title
            for column, title in zip(columns, table.titles, strict=True)
            if column and column != title
        }
        for line, cells in table.rows:
            stray = _stray(path, line, table.titles, cells)
            pairs = zip(columns, cells, strict=False)
            yield stray or Row(path, line, {name: cell for name, cell in pairs if name}, titles)


def _stray(
    path: str, line: int, titles: Sequence[str], cells: Sequence[str]
) -> GlossaryError | None:
    """What is wrong with a row that has something in a column without a title."""
    extra = next((cell.strip() for cell in cells[len(titles) :] if cell.strip()), None)
    if extra is not None:
        return GlossaryError(
            f"the row has {len(cells)} cells for {len(titles)} columns: {extra!r} is in none",
            "Put a cell that has a comma in it between double quotes",
            path=path,
            line=line,
        )
    for number, (title, cell) in enumerate(zip(titles, cells, strict=False), 1):
        if not title and cell.strip():
            return GlossaryError(
                f"{cell.strip()!r} stands in column {number}, which has no title",
                "Give the column a title in the first line, or empty the cell",
                path=path,
                line=line,
            )
    return None


def own_columns(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The newsroom's own columns that have something in them: file and title."""
    for path in sorted(files):
        table = read_table(files[path], path, KEY)
        for number, column in enumerate(read_columns(table, path, ())):
            if column is None and _used(table, number):
                yield path, table.titles[number]


def _used(table: Table, number: int) -> bool:
    return any(len(cells) > number and cells[number].strip() for _, cells in table.rows)
