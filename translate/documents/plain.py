"""Plain text: paragraphs between blank lines, headlines and subheads standing alone on a line.

What the lines of a block are is told by their length:

- a line longer than 120 characters was wrapped by no one: every line is a paragraph of its own;
- lines all shorter than 45, each beginning with a capital or a figure, are verse, an address or
  names, unless a sentence ends within one: each stands alone;
- else they are one hard-wrapped paragraph, and are joined for translation.

Items of a list are paragraphs of their own, whose bullets stay as they are; so do rules of dashes,
and they end a paragraph. Lines in columns (by bars, tabs or three blanks) are a table of cells.

A heading is a line alone, of at most 100 characters, that does not end like a sentence, or is all
in capitals; a question of up to 60 characters is one too. The first of an article may have 150
characters and two lines, and stand right above its text. Bylines, datelines, dates, web addresses
and items of a list are never headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.documents.blocks import Lines, Run, cut
from translate.documents.model import Document, Kind, Slot
from translate.inline import Syntax

_BOM = "\ufeff"
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_UNWRAPPED = 120  # characters: hardly anyone wraps by hand at more
_NARROW = 45  # nor at less
_HEADING = 100
_HEADLINE = 150
_QUESTION = 60

_RULE = re.compile(r"[-=_*~#+.|:·•─━—–\s]+")
_COLUMN = re.compile(r"\||\t| {3,}")
_BULLET = re.compile(
    r"(?:[-*+•‣▪◦·–—]|\d{1,3}[.)]|\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\))[ \t\xa0]+(?=\S)"
)
_OPENERS = "\"'“‘«(["
_CLOSERS = "\"'”’»)]"
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.){2,}$")
_SENTENCE_INSIDE = re.compile(r"[.!?][\"'”’)]* ")
_PROSE = re.compile(r"[a-z]{3}[.!?][\"'”’)]* [A-Z]")  # a sentence ends and another begins

_NAME = r"(?:[A-Z][\w.'’-]*|and|in|of|for)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_HEADING = re.compile(
    # By Our Correspondent in Kabul
    rf"(?:Report(?:ed|ing) |Written |Edited |Translated |Photos? )?[Bb]y:? {_NAME}(?:,? {_NAME})*$"
    # KABUL, Afghanistan (AP) — The gate
    r"|[A-Z][A-Z'’. -]{2,}(?:,[^—–-]{1,40})?(?:\([\w /]+\))? *(?:—|–|--?) "
    # Islamabad, Monday, 5 May 2026
    rf"|(?:[A-Z][A-Za-z'’. -]+, )?(?:{_WEEKDAY},? ?)?(?:{_MONTH} ?)?(?:\d\d?,? ?)?"
    rf"(?:{_MONTH},? ?)?(?:\d{{4}})?$"
    r"|\S*(?:://|@|www\.)\S*$"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a line, `source[start:end]`, without the white space around them."""

    text: str
    start: int
    end: int

    def part(self, start: int, end: int) -> _Line:
        """The words in `text[start:end]`."""
        raw = self.text[start:end]
        words = raw.strip()
        start += self.start + len(raw) - len(raw.lstrip())
        return _Line(words, start, start + len(words))


def parse_plain(source: str) -> Document:
    """The article with a slot for every heading, sentence and table cell. Never raises."""
    lines = Lines(source)
    slots: list[Slot] = []
    for block in _blocks(source):
        for kind, part in _parts(block, first=not slots):
            slots.extend(cut(_runs(part), kind, Syntax.PLAIN, lines))
    return Document(source, Syntax.PLAIN, tuple(slots))


def _blocks(source: str) -> Iterator[list[_Line]]:
    """The lines between blank lines."""
    block: list[_Line] = []
    for match in _LINE.finditer(source, 1 if source.startswith(_BOM) else 0):
        line = _Line(match[1], match.start(), match.end(1)).part(0, len(match[1]))
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _parts(block: list[_Line], first: bool) -> Iterator[tuple[Kind, list[_Line]]]:
    """The headings, paragraphs, items and cells of a block."""
    if _is_table(block):
        yield from ((Kind.CELL, [cell]) for line in block for cell in _cells(line))
        return
    for chunk, is_item in _chunks(block):
        loose = is_item or (_is_narrow(chunk) and not first)
        for part in _paragraphs(chunk, first):
            heading = not loose and (first or len(part) == 1) and _is_heading(part, first)
            yield (Kind.HEADING if heading else Kind.SENTENCE), part


def _is_table(block: list[_Line]) -> bool:
    rows = [line for line in block if not _RULE.fullmatch(line.text)]
    return len(block) > 1 and bool(rows) and all(_COLUMN.search(row.text) for row in rows)


def _cells(line: _Line) -> Iterator[_Line]:
    at = 0
    for match in _COLUMN.finditer(line.text):
        yield line.part(at, match.start())
        at = match.end()
    yield line.part(at, len(line.text))


def _chunks(block: list[_Line]) -> Iterator[tuple[list[_Line], bool]]:
    """A block cut at rules and before the items of a list; with each, whether it is an item."""
    chunk: list[_Line] = []
    is_item = False
    for line in block:
        rule = _RULE.fullmatch(line.text)
        bullet = _BULLET.match(line.text)
        # A dash or a year may begin a line in the middle of a wrapped sentence.
        opens = bullet and (is_item or not chunk or _ENDED.search(chunk[-1].text))
        if (rule or opens) and chunk:
            yield chunk, is_item
            chunk = []
        if rule:
            is_item = False
        elif bullet and opens:
            is_item = True
            chunk.append(line.part(bullet.end(), len(line.text)))
        else:
            chunk.append(line)
    if chunk:
        yield chunk, is_item


def _paragraphs(chunk: list[_Line], first: bool) -> list[list[_Line]]:
    """The lines that belong together."""
    if _is_narrow(chunk) or any(len(line.text) > _UNWRAPPED for line in chunk):
        return [[line] for line in chunk]
    if first and _is_above_text(chunk):
        return [chunk[:1], chunk[1:]]
    return [chunk]


def _is_narrow(chunk: list[_Line]) -> bool:
    return len(chunk) > 1 and all(
        len(line.text) < _NARROW and _begins_anew(line.text) and not _PROSE.search(line.text)
        for line in chunk
    )


def _is_above_text(chunk: list[_Line]) -> bool:
    """Whether the first line is a headline: the word that follows would have stood in it."""
    if len(chunk) == 1 or not _is_heading(chunk[:1], first=True):
        return False
    width = max(len(line.text) for line in chunk[1:])
    following = chunk[1].text
    return _begins_anew(following) and len(f"{chunk[0].text} {following.split()[0]}") <= width


def _begins_anew(text: str) -> bool:
    begin = text.lstrip(_OPENERS)[:1]
    return begin.isupper() or begin.isdigit()


def _is_heading(part: list[_Line], first: bool) -> bool:
    text = " ".join(line.text for line in part)
    if len(text) > (_HEADLINE if first else _HEADING) or _NO_HEADING.match(text):
        return False
    bare = text.rstrip(_CLOSERS)
    if text.isupper() or (first and (bare[-1:] in "?!" or _ACRONYM.search(bare))):
        return True
    if bare.endswith("?"):
        return len(text) <= _QUESTION and not _SENTENCE_INSIDE.search(text)
    return bare[-1:] not in tuple(".!,;:…—–-")


def _runs(part: Sequence[_Line]) -> list[Run]:
    """The lines joined by blanks; by nothing where one was broken at a hyphen."""
    runs = [Run(part[0].text, part[0].start, part[0].end)]
    for line in part[1:]:
        before = runs[-1]
        hyphened = before.text.endswith("-") and before.text[-2:-1].isalpha()
        hyphened = hyphened and line.text[0].isalpha()
        runs.append(Run("" if hyphened else " ", before.end, line.start))
        runs.append(Run(line.text, line.start, line.end))
    return runs
