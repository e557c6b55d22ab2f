"""Quotation marks of every make to the house's pair, the inner pair inside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

# Two single marks are a double one: Urdu keyboards have no other.
_QUOTE = re.compile("''|‘‘|’’|[\"“”„‟«»‹›‘’‚‛']")
_SINGLE = "‹›‘’‚‛'"
_OPENING = "“„«‹‘‚"
_CLOSING = "”»›’"
_BLANKS = " \t\u00a0"
_OPEN, _CLOSE, _EITHER = 1, -1, 0


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark as found at `start`; `partner` is the index of the other one of its pair."""

    start: int
    glyph: str
    side: int
    partner: int | None = None

    @property
    def single(self) -> bool:
        return self.glyph in _SINGLE

    @property
    def settled(self) -> bool:
        """Whether it is surely a quotation mark: a lone ' may be an apostrophe, and a lone
        double one after all but a word's end may still be half of a longer quotation."""
        return self.partner is not None or not self.single


def set_quotes(text: str, quotes: str) -> str:
    """`text` with its quotation marks as `quotes` (outer pair, inner pair), no space inside them.

    Apostrophes, and single marks without a partner, stay. A double mark without one belongs to a
    quotation that runs over several sentences, and becomes half of the outer pair.
    """
    marks = [mark for mark in _pair(_find_marks(text)) if mark.settled]
    if not marks:
        return text
    out: list[str] = []
    at = 0
    opened = False
    for mark, new in zip(marks, _glyphs(marks, quotes), strict=True):
        between = text[at : mark.start]
        between = between.lstrip(_BLANKS) if opened else between
        opened = mark.side is _OPEN
        out += (between if opened else between.rstrip(_BLANKS), new)
        at = mark.start + len(mark.glyph)
    rest = text[at:]
    return "".join(out) + (rest.lstrip(_BLANKS) if opened else rest)


def _find_marks(text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _QUOTE.finditer(text):
        before, after = _before(text, match.start()), _after(text, match.end())
        glyph = match.group()
        if glyph in _SINGLE and _is_apostrophe(text, match):
            continue
        if (
            glyph == '"'
            and before.isdigit()
            and text[match.start() - 1].isdigit()
            and (text.count('"') == 1)
        ):
            continue  # inches
        marks.append(_Mark(match.start(), glyph, _side(before, glyph, after)))
    return marks


def _is_apostrophe(text: str, match: re.Match[str]) -> bool:
    left, right = text[: match.start()][-1:], text[match.end() :][:1]
    return left.isalpha() and right.isalpha()


def _before(text: str, at: int) -> str:
    """The nearest character before `at` that is neither markup nor another mark; a space at the
    start of the text."""
    while at > 0 and _transparent(text[at - 1]):
        at -= 1
    return text[at - 1] if at > 0 else " "


def _after(text: str, at: int) -> str:
    while at < len(text) and _transparent(text[at]):
        at += 1
    return text[at] if at < len(text) else " "


def _transparent(char: str) -> bool:
    return unicodedata.category(char) == "Co" or _QUOTE.match(char) is not None


def _side(before: str, glyph: str, after: str) -> int:
    """Whether a mark opens or closes: by its place, else by its shape, else undecided."""
    gap_before, gap_after = before.isspace(), after.isspace()
    if gap_before != gap_after:
        return _OPEN if gap_before else _CLOSE
    if not gap_before and _is_word(before) != _is_word(after):
        return _CLOSE if _is_word(before) else _OPEN
    if glyph[0] in _OPENING:
        return _OPEN
    return _CLOSE if glyph[0] in _CLOSING else _EITHER


def _is_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) == "Mn"


def _pair(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks with their partners, every `side` decided."""
    paired = list(marks)
    stack: list[int] = []
    for i, mark in enumerate(marks):
        open_ones = [j for j in stack if paired[j].single == mark.single]
        side = mark.side or (_CLOSE if open_ones else _OPEN)
        paired[i] = replace(mark, side=side)
        if side is _OPEN:
            stack.append(i)
        elif open_ones:
            other = open_ones[-1]
            del stack[stack.index(other) :]
            paired[other] = replace(paired[other], partner=i)
            paired[i] = replace(paired[i], partner=other)
    return paired


def _glyphs(marks: Sequence[_Mark], quotes: str) -> list[str]:
    """What each mark becomes, by how many quotations it stands in."""
    lone = [(i, mark.side) for i, mark in enumerate(marks) if mark.partner is None]
    glyphs: list[str] = []
    depth = 0
    for i, mark in enumerate(marks):
        closing = mark.side is _CLOSE
        if mark.partner is None:
            glyphs.append(quotes[closing])
            continue
        depth -= closing
        within = any((j < i) == (side is _OPEN) for j, side in lone)
        glyphs.append(quotes[(depth + within) % 2 * 2 + closing])
        depth += not closing
    return glyphs
