"""What an article is made of: segments to translate, and the bytes between them, untouched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from translate.inline import Syntax


class Kind(StrEnum):
    """What a segment is in its article; all but sentences name their entry's msgctxt."""

    HEADING = "heading"  # titles, headlines, subheads, the front matter's title
    SENTENCE = "sentence"  # a sentence of running text
    CELL = "cell"  # a table cell, whole
    ATTRIBUTE = "attribute"  # alt, title, aria-label
    METADATA = "metadata"  # description, summary


@dataclass(frozen=True, slots=True)
class Segment:
    """What a reviewer translates as one: `text` in the article's own inline markup, with every
    run of white space as one space; `line` (1-based) is where it starts in the article; `syntax` is
    the markup that may stand in it (none in attributes and front matter)."""

    text: str
    kind: Kind
    line: int
    syntax: Syntax = Syntax.PLAIN

    @property
    def context(self) -> str | None:
        """The msgctxt: the same words may need another translation as a heading."""
        return None if self.kind is Kind.SENTENCE else self.kind.value


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a segment stands: `source[start:end]`, in characters; `write` turns a translation
    into what may stand there (quoted, escaped). A slot may lie inside another one (an attribute
    of a tag inside a sentence)."""

    segment: Segment
    start: int
    end: int
    write: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed article: its text exactly as read (BOM, CRLF and all), and its slots by start;
    of two that start together the outer one comes first."""

    source: str
    syntax: Syntax
    slots: tuple[Slot, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(slot.segment for slot in self.slots)


def render(document: Document, translate: Callable[[Segment], str | None]) -> str:
    """The article with every segment for which `translate` gives text replaced by it.

    What `translate` answers with None, or with the segment's own text, stands as it was, byte
    for byte.
    """
    source = document.source
    out: list[str] = []
    at = 0
    slots = document.slots
    i = 0
    while i < len(slots):
        outer = slots[i]
        i += 1
        inner: list[Slot] = []
        while i < len(slots) and slots[i].start < outer.end:
            inner.append(slots[i])
            i += 1
        out.append(source[at : outer.start])
        out.append(_render_slot(source, outer, inner, translate))
        at = outer.end
    out.append(source[at:])
    return "".join(out)


def _render_slot(
    source: str, outer: Slot, inner: list[Slot], translate: Callable[[Segment], str | None]
) -> str:
    target = translate(outer.segment)
    text = source[outer.start : outer.end]
    if target is not None and target != outer.segment.text:
        text = outer.write(target)
    for slot in inner:
        found = translate(slot.segment)
        if found is not None and found != slot.segment.text:
            # The translated tag carries the attribute as the source has it, wherever it moved.
            text = text.replace(source[slot.start : slot.end], slot.write(found), 1)
    return text
