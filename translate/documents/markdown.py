"""Markdown: CommonMark with tables, footnotes and YAML front matter.

`commonmark` tells the blocks; here they become the slots of headings, sentences and cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it.common.utils import normalizeReference

from translate.documents.blocks import Lines, Run, Span, cut, translatable
from translate.documents.commonmark import read_blocks
from translate.documents.front_matter import find_front_matter, front_matter_slots
from translate.documents.model import Document, Kind, Slot, squeeze
from translate.errors import ArticleError
from translate.inline import Syntax, mask

# What would start another block, or end this one, at the start of a line.
_BLOCK_START = re.compile(
    r"\d{1,9}(?=[.)](?:\s|$))|(?=[-+*](?:\s|$)|\#{1,6}(?:\s|$)|>|~~~|```|\[[^\]]*\]:"
    r"|(?:[-=]+|(?:[-_*]\s*){3,})$)"
)
_ODD_BREAK = re.compile(r"\r|[\s\\]\n")  # a hard break, or more than a line feed
_CLOSING_SIGNS = re.compile(r"(^|\s)(#+)$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_ESCAPED_PIPE = re.compile(r"\\\|")
_NOT_BREAK = re.compile(r"[^\r\n]")
_SHORTCUT = re.compile(r"\[((?:[^\[\]\\]|\\.)+)(\](?:\[\])?)(?![\[(:])")


def parse_markdown(source: str, keys: Sequence[str] = ()) -> Document:
    """The article in `source`; of its front matter the values of `keys` are translated.

    Raises ArticleError for front matter that is not YAML.
    """
    front = find_front_matter(source)
    start = front.after if front else int(source.startswith("\ufeff"))
    blocks, references = read_blocks(source[start:], start)
    article = _Article(source, Lines(source), references)
    slots = list(front_matter_slots(source, front, keys, article.lines))
    html: list[Span] = []
    for block in blocks:
        if block.name == "paragraph":
            slots += article.paragraph(block.places, Kind.SENTENCE)
        elif block.name == "heading":
            slots += article.heading(block.places[0])
        elif block.name == "lheading":
            slots += article.paragraph(block.places[:-1], Kind.HEADING)
        elif block.name == "table":
            slots += article.table(block.places)
        else:
            html += block.places
    if html:
        slots += _html_slots(source, html)
        slots.sort(key=lambda slot: (slot.start, -slot.end))
    return Document(source, Syntax.MARKDOWN, tuple(slots))


# Blocks of text


@dataclass(frozen=True, slots=True)
class _Article:
    """What every block's slots are made with: the source, its lines, its link definitions."""

    source: str
    lines: Lines
    references: Mapping[str, Any]

    def heading(self, place: Span) -> Iterator[Slot]:
        """Of a heading on one line behind its signs."""
        return self._cut([Run(self.source[slice(*place)], *place)], Kind.HEADING, _one_line_heading)

    def paragraph(self, places: Sequence[Span], kind: Kind) -> Iterator[Slot]:
        """Of a paragraph, or a heading on lines of its own, with its lines at `places`."""
        return self._cut(_runs(self.source, places), kind, _at_line_start)

    def table(self, places: Sequence[Span]) -> Iterator[Slot]:
        """Of the cells of a table; its second line holds none."""
        for start, end in (places[0], *places[2:]):
            borders = [m.start() for m in _CELL_BORDER.finditer(self.source, start, end)]
            for left, right in pairwise((start - 1, *borders, end)):
                if translatable(self.source[left + 1 : right]):
                    runs = list(_cell_runs(self.source, left + 1, right))
                    yield from self._cut(
                        runs, Kind.CELL, _one_cell if left >= start else _first_cell
                    )

    def _cut(self, runs: list[Run], kind: Kind, write: Callable[[str], str]) -> Iterator[Slot]:
        if self.references:
            runs = _with_full_references(runs, self.references)
        return cut(runs, kind, Syntax.MARKDOWN, self.lines, write)


def _runs(source: str, places: Sequence[Span]) -> list[Run]:
    """The text of the lines; between two of them a space, or `<br>` for a hard break."""
    start, end = places[0][0], places[-1][1]
    text = source[start:end].rstrip()
    breaks = len(places) - 1
    if not breaks:
        return [Run(text, start, start + len(text))]
    if sum(b - a for a, b in places) + breaks == end - start and not _ODD_BREAK.search(text):
        return [Run(text.replace("\n", " "), start, start + len(text))]
    return list(_runs_of_lines(source, places))


def _runs_of_lines(source: str, places: Sequence[Span]) -> Iterator[Run]:
    for (start, end), (following, _) in pairwise(places):
        text, hard = _line(source[start:end])
        end = start + len(text)
        yield Run(text, start, end)
        yield Run("<br>" if hard else " ", end, following)
    start, end = places[-1]
    text = source[start:end].rstrip()
    yield Run(text, start, start + len(text))


def _line(line: str) -> tuple[str, bool]:
    """A line without the white space at its end, and whether a hard break ends it."""
    line = line.rstrip("\r\n")
    text = line.rstrip()
    if line.endswith("  "):
        return text, True
    slashes = len(line) - len(line.rstrip("\\"))
    return (text[:-1], True) if slashes % 2 else (text, False)


def _with_full_references(runs: Sequence[Run], references: Mapping[str, Any]) -> list[Run]:
    """The runs with `[label]` and `[label][]` as `[label][label]` where the label is defined:
    the link must still find its definition when its text is translated."""
    text = "".join(run.text for run in runs)
    if "[" not in text:
        return list(runs)
    masked = mask(text, Syntax.MARKDOWN)
    inside = {i for start, end in masked.spans for i in range(start + 1, end)}
    found: list[Run] = []
    at = 0
    for run in runs:
        done = 0
        for match in _SHORTCUT.finditer(run.text):
            start, end = match.span(2)
            if inside.isdisjoint((at + match.start(), at + start)) and (
                normalizeReference(match[1]) in references
            ):
                found.append(Run(run.text[done:start], run.start + done, run.start + start))
                found.append(Run(f"][{match[1]}]", run.start + start, run.start + end))
                done = end
        found.append(Run(run.text[done:], run.start + done, run.end))
        at += len(run.text)
    return [run for run in found if run.text]


def _one_line_heading(target: str) -> str:
    return _CLOSING_SIGNS.sub(r"\1\\\2", squeeze(target))


def _at_line_start(target: str) -> str:
    """`target` on one line, with what would start a block there made plain text.

    Where the line has begun before it the escape does no harm.
    """
    text = squeeze(target)
    start = None if text[:1].isalpha() else _BLOCK_START.match(text)
    return f"{start[0]}\\{text[start.end() :]}" if start else text


def _cell_runs(source: str, start: int, end: int) -> Iterator[Run]:
    for pipe in _ESCAPED_PIPE.finditer(source, start, end):
        yield Run(source[start : pipe.start()], start, pipe.start())
        yield Run("|", pipe.start(), pipe.end())
        start = pipe.end()
    yield Run(source[start:end], start, end)


def _one_cell(target: str) -> str:
    return _CELL_BORDER.sub(r"\\|", squeeze(target))


def _first_cell(target: str) -> str:
    """A cell with no border before it, so that it starts the line."""
    return _one_cell(_at_line_start(target))


# HTML blocks


def _html_slots(source: str, places: Sequence[Span]) -> Iterator[Slot]:
    """What is to be translated in the HTML blocks, read together as one HTML text."""
    if not any(translatable(source[start:end]) for start, end in places):
        return
    from translate.documents.html import parse_html

    out: list[str] = []
    at = 0
    for start, end in places:
        out += _NOT_BREAK.sub(" ", source[at:start]), source[start:end]
        at = end
    try:
        slots = parse_html("".join(out)).slots
    except ArticleError:  # a tag that Markdown text between the blocks closes
        return
    gaps = [(a, b) for (_, a), (b, _) in pairwise(places) if source[a:b].strip("> \t\r\n")]
    for slot in slots:
        if not any(slot.start < b and a < slot.end for a, b in gaps):
            yield slot
