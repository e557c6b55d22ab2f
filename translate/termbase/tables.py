"""Tables as spreadsheets save them: cells between commas, semicolons or tabs, in UTF-8 or UTF-16.

What divides the cells is told by the first line. Cells are cleaned of what an editor cannot see.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from translate.errors import GlossaryError
from translate.languages import undrawn

DIVIDERS = (",", ";", "\t")
BETWEEN = " | "  # the values of one cell
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for the system's own encoding
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEP_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)  # a hint that Excel writes and reads
# Control characters and what word processors leave behind: byte order marks, marks of direction,
# soft hyphens, zero-width spaces. Zero-width joiners belong to words and stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """`text` on one line, with single blanks, composed letters (NFC), no letters of old fonts and
    nothing unseen in it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", undrawn(_UNSEEN.sub("", text))).split())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column, and the line (1-based) it starts on. `titles` gives
    the columns as the file calls them, where that is another name."""

    path: str
    line: int
    cells: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell, each once, in order."""
        cell = self.cells.get(column)
        if not cell:
            return ()
        return tuple(dict.fromkeys(value for part in cell.split("|") if (value := clean(part))))

    def value(self, column: str) -> str:
        cell = self.cells.get(column)
        return clean(cell) if cell else ""

    def title(self, column: str) -> str:
        return self.titles.get(column, column)

    def fail(self, problem: str, remedy: str) -> NoReturn:
        raise GlossaryError(problem, remedy, path=self.path, line=self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text: the titles of its columns, the line (1-based) they stand on, and the rows
    below that are not blank, each with the line it starts on."""

    titles: tuple[str, ...]
    line: int
    rows: tuple[tuple[int, list[str]], ...]


def decode_table(data: bytes, path: str) -> str:
    """The text of a file. Raises GlossaryError for what is not text in UTF-8, or in UTF-16 as
    Excel's "Unicode Text" is."""
    if data.startswith(b"PK\x03\x04"):
        remedy = "Open it in the spreadsheet and save it as CSV UTF-8"
        raise GlossaryError("this is a workbook, not a table of text", remedy, path=path)
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"byte {data[error.start]:#04x} is not {encoding.removesuffix('-sig').upper()}"
        raise GlossaryError(problem, "Save the file as CSV UTF-8", path=path, line=line) from None


def read_table(text: str, path: str, key: str) -> Table:
    """The table of a text whose first line that is not blank has a column `key`.

    Raises GlossaryError for broken quoting. Without that column in sight, commas are taken to
    stand between the cells.
    """
    text = text.removeprefix(BYTE_ORDER_MARK)
    hint = _SEP_LINE.match(text)
    start = hint.end() if hint else 0
    divider = hint[1] if hint else _divider(text, key)
    lines = [
        (line + (1 if hint else 0), cells)
        for line, cells in _cells(text[start:], path, divider)
        if any(cell and not cell.isspace() for cell in cells)
    ]
    line, titles = lines[0] if lines else (1, [])
    return Table(tuple(map(clean, titles)), line, tuple(lines[1:]))


def _divider(text: str, key: str) -> str:
    """What stands between the cells of the first line, if `key` is one of them."""
    first = next((line for line in text.splitlines() if line.strip(",;\t ")), "")
    for divider in DIVIDERS:
        try:
            cells = next(csv.reader([first], delimiter=divider), [])
        except csv.Error:
            continue
        if key in (clean(cell).lower() for cell in cells):
            return divider
    return DIVIDERS[0]


def _cells(text: str, path: str, divider: str) -> Iterator[tuple[int, list[str]]]:
    """Each row of a text with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
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


def format_table(rows: Iterable[Sequence[str]], divider: str = ",") -> str:
    """The text of a table, its titles among the rows."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=divider, lineterminator="\n").writerows(rows)
    return file.getvalue()
