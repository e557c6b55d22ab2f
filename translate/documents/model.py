"""What an article is made of: segments to translate, and the bytes between them, untouched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile
from typing import NamedTuple

from translate.inline import Syntax

# Everything str.splitlines and PO files would break a line at; a no-break space is a letter here.
_BLANK = r"\t\r\n\f\v\x1c-\x1f\x85\u2028\u2029"
_SPACE = re.compile(rf" [ {_BLANK}]+|[{_BLANK}][ {_BLANK}]*")


class Kind(StrEnum):
    """What a segment is in its article; all but sentences name their entry's msgctxt."""

    HEADING = "heading"  # titles, headlines, subheads, the front matter's title
    SENTENCE = "sentence"  # a sentence of running text
    CELL = "cell"  # a table cell, whole
    ATTRIBUTE = "attribute"  # alt, title, aria-label
    METADATA = "metadata"  # description, summary


class Segment(NamedTuple):
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


class Slot(NamedTuple):
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


def squeeze(text: str) -> str:
    """`text` with every run of white space as one space, and none at its ends."""
    if "  " in text or not text.isprintable():  # white space but the blank is not printable
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def render(document: Document, translate: Callable[[Segment], str | None]) -> str:
    """The article with every segment for which `translate` gives text replaced by it.

    What `translate` answers with None, or with the segment's own text, stands as it was, byte
    for byte.
    """
    source, slots = document.source, document.slots
    out: list[str] = []
    at = done = 0
    for i, slot in enumerate(slots):
        if slot.start < done:
            continue  # inside the one before
        done = slot.end
        text = _written(slot, translate)
        if i + 1 < len(slots) and slots[i + 1].start < done:
            text = _with_inner(document, i, text, translate)
        if text is not None:
            out += source[at : slot.start], text
            at = done
    out.append(source[at:])
    return "".join(out)


def _written(slot: Slot, translate: Callable[[Segment], str | None]) -> str | None:
    target = translate(slot.segment)
    return None if target is None or target == slot.segment.text else slot.write(target)


def _with_inner(
    document: Document, i: int, text: str | None, translate: Callable[[Segment], str | None]
) -> str:
    """`text`, or as it was, for the i-th slot, with what lies inside it translated too."""
    source, outer = document.source, document.slots[i]
    text = source[outer.start : outer.end] if text is None else text
    for slot in takewhile(lambda slot: slot.start < outer.end, islice(document.slots, i + 1, None)):
        found = _written(slot, translate)
        if found is not None:
            # The translated tag carries the attribute as its segment has it, wherever it moved.
            was = source[slot.start : slot.end]
            text = text.replace(was if was in text else squeeze(was), found, 1)
    return text
