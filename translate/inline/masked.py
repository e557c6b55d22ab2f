"""Text with its markup out of harm's way, and the plain words of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from translate.inline.html import PRIVATE, meaning

_FIRST = 0xF0000  # plane 15, private use: met in no newsroom's text, and masked if it is
_PUA = re.compile(PRIVATE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of markup as written. `partner` is the index of the piece that closes or opens the
    same pair, None for one that stands alone (code, a URL, a footnote reference)."""

    text: str
    partner: int | None = None


class Masked(NamedTuple):
    """`text` with the i-th piece of markup as the private-use character `chr(0xF0000 + i)`, which
    stands at `masks[i]`; `spans[i]` is where the piece stands in the text with its markup.

    Pairs are properly nested: two of them never cross.
    """

    text: str
    pieces: tuple[Piece, ...] = ()
    masks: Sequence[int] = ()
    spans: Sequence[tuple[int, int]] = ()

    def unmasked(self, offset: int) -> int:
        """The offset in the text with its markup of the character at `offset` here."""
        i = bisect_left(self.masks, offset) - 1
        return offset if i < 0 else self.spans[i][1] + offset - self.masks[i] - 1


@dataclass(frozen=True, slots=True)
class Link:
    """A word alignment: source[source_start:source_end] became target[target_start:target_end]."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Words:
    """The plain words of a masked text; `offsets[i]` is where `text[i]` stands in that text."""

    text: str
    offsets: Sequence[int]


def piece_index(char: str) -> int:
    """Which piece a private-use character stands for."""
    return ord(char) - _FIRST


def piece_char(index: int) -> str:
    """The private-use character that stands for a piece."""
    return chr(_FIRST + index)


def words_of(masked: Masked) -> Words:
    """The words without their markup, and where each character of them stands.

    Escapes and entities become the character they mean. Where a piece that stands alone leaves
    two words touching they get a space; where it leaves two spaces, or one before a comma, one
    goes.
    """
    if not masked.pieces:
        return Words(masked.text, range(len(masked.text)))
    chars: list[str] = []
    offsets: list[int] = []
    gap = False  # a piece that stands alone was here
    for at, char in enumerate(masked.text):
        word = char
        if _PUA.match(char):
            piece = masked.pieces[piece_index(char)]
            word = meaning(piece.text) or ""
            if not word:
                gap = gap or piece.partner is None
                continue
        if gap:
            _close_gap(chars, offsets, word, at)
        gap = gap and word == " "
        if not (gap and (not chars or chars[-1] == " ")):
            chars += word
            offsets += [at] * len(word)
    if gap:
        _close_gap(chars, offsets, ".", len(masked.text))
    return Words("".join(chars), offsets)


def _close_gap(chars: list[str], offsets: list[int], after: str, at: int) -> None:
    """Mends the white space before `after`, where a piece was taken out."""
    if not chars:
        return
    if chars[-1] == " " and after[0] in ".,;:!?)]}”’":
        chars.pop()
        offsets.pop()
    elif chars[-1].isalnum() and after[0].isalnum():
        chars.append(" ")
        offsets.append(at)
