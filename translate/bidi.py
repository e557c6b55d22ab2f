"""Bidirectional text: Latin words in right-to-left sentences, isolated where they are printed.

Without it "F-16" before a full stop or "BBC News (UK)" in a bracket comes out in another order
than it was written (Unicode Standard Annex 9). Done at assembly only: in a catalog the marks would
break matching.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from translate.inline import Masked, Syntax, mask, piece_index
from translate.inline.html import PRIVATE, meaning

_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_JOINTS = " \u00a0./&'’_\\-\u2010\u2011"
_MARKS = "\u0300-\u036f"

# What a piece of markup counts as, each written as one character in its place.
_WORD, _JOINT, _TAG, _WALL = "\ue000", "\ue001", "\ue002", "\ue003"

_RUN = re.compile(
    rf"[{_LATIN}0-9{_WORD}][{_LATIN}{_MARKS}0-9{_WORD}]*"
    rf"(?:[{_JOINTS}{_JOINT}{_TAG}]{{1,8}}[{_LATIN}0-9{_WORD}][{_LATIN}{_MARKS}0-9{_WORD}]*)*"
)
_LETTER = re.compile(f"[{_LATIN}{_WORD}]")
_JOINT_CHARACTER = re.compile(f"[{_JOINTS}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATE = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_DIRECTED = re.compile(r"<bd[io]\b|<[^>]*\sdir\s*=", re.IGNORECASE)
_NO_CLASH = {ord(char): _WALL for char in (_WORD, _JOINT, _TAG)}


def isolate_html(text: str) -> str:
    """`text`, a translated segment of HTML, with `<bdi>` around each run of Latin words.

    A run may hold figures, and starts and ends with a letter or figure; markup within it goes
    inside whole. Nothing is done in tags, in code, where an element sets its own direction
    already, and in a text without right-to-left letters. A second time changes nothing.
    """
    return isolate(text, Syntax.HTML)


def isolate_text(text: str) -> str:
    """The same for plain text, with the characters U+2068 and U+2069."""
    return isolate(text, Syntax.PLAIN)


def isolate(text: str, syntax: Syntax) -> str:
    """The same for a segment in any syntax. Markdown gets the characters, for not every reader
    of it takes HTML; its bare addresses stay as they are, or they would no longer be links."""
    if not _RIGHT_TO_LEFT.search(text) or not _LETTER.search(text):
        return text
    first, last = ("<bdi>", "</bdi>") if syntax is Syntax.HTML else ("\u2068", "\u2069")
    out: list[str] = []
    at = 0
    for start, end in _runs(text, mask(text, syntax), syntax):
        out += text[at:start], first, text[start:end], last
        at = end
    return "".join(out) + text[at:]


def _runs(text: str, masked: Masked, syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Where the Latin words stand in `text`, as (start, end)."""
    shape = re.sub(PRIVATE, _shaper(masked, syntax), masked.text.translate(_NO_CLASH))
    places = {piece_index(m.group()): m.start() for m in re.finditer(PRIVATE, masked.text)}
    partner = {
        places[i]: places[piece.partner]
        for i, piece in enumerate(masked.pieces)
        if piece.partner is not None
    }
    directed = [match.span() for match in _ISOLATE.finditer(text)]
    directed += [
        (masked.unmasked(place), masked.unmasked(partner[place]))
        for i, place in places.items()
        if place in partner and _DIRECTED.match(masked.pieces[i].text)
    ]
    for match in _RUN.finditer(shape):
        whole = _with_tags(shape, partner, *match.span())
        for part in [whole] if whole else _between_tags(shape, *match.span()):
            start, end = map(masked.unmasked, part)
            if _LETTER.search(shape, *part) and not any(a < end and start < b for a, b in directed):
                yield start, end


def _shaper(masked: Masked, syntax: Syntax) -> Callable[[re.Match[str]], str]:
    """What replaces a piece of markup in the shape of its text."""

    def shape(match: re.Match[str]) -> str:
        i = piece_index(match.group())
        piece = masked.pieces[i]
        if piece.partner is not None:
            opening = masked.pieces[min(i, piece.partner)].text
            return _WALL if _DIRECTED.match(opening) else _TAG
        character = meaning(piece.text) or ""
        if _LETTER.fullmatch(character):
            return _WORD
        if _JOINT_CHARACTER.fullmatch(character):
            return _JOINT
        address = piece.text[0].isalnum() and syntax is not Syntax.MARKDOWN
        return _WORD if address else _WALL

    return shape


def _with_tags(shape: str, partner: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The run with the tags beside it whose partners are in it; None if one would be torn."""
    if _TAG not in shape[start:end]:
        return start, end
    while start and shape[start - 1] == _TAG and start <= partner[start - 1] < end:
        start -= 1
    while end < len(shape) and shape[end] == _TAG and start <= partner[end] < end:
        end += 1
    tags = (i for i in range(start, end) if shape[i] == _TAG)
    return (start, end) if all(start <= partner[i] < end for i in tags) else None


def _between_tags(shape: str, start: int, end: int) -> list[tuple[int, int]]:
    """The runs that the tags in a run divide it into."""
    between = re.compile(f"[^{_TAG}]+").finditer(shape, start, end)
    return [run.span() for piece in between for run in _RUN.finditer(shape, *piece.span())]
