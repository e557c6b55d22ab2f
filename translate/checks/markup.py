"""Markup and addresses: every piece of the source comes back once, in pairs that nest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from translate.checks.model import Case, Problem, error, listed
from translate.inline import Piece
from translate.inline.html import meaning

_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"<?(?:(?:https?|ftp)://\S+|www\.\S+|(?:mailto:)?[\w.+-]+@[\w.-]+)>?")
# Words a reader meets: their translation is right, not a loss.
_TRANSLATED = re.compile(r"""(\s(?:alt|title|aria-label)\s*=\s*)("[^"]*"|'[^']*')""", re.I)
_LINK_TITLE = re.compile(r"""(\]\(\s*(?:<[^>]*>|[^\s)]*))\s+(?:"[^"]*"|'[^']*'|\([^)]*\))\s*\)""")


def lost_markup(case: Case) -> Iterator[Problem]:
    """Tags, emphasis, links, code and notes of the source that are missing, or new ones."""
    source = _counted(case.masked_source.pieces, addresses=False)
    target = _counted(case.masked_target.pieces, addresses=False)
    if lost := list((source - target).elements()):
        yield error("markup", f"Markup lost: {listed(lost)}. Put it back around the right words.")
    if added := list((target - source).elements()):
        yield error("markup", f"Markup not in the source: {listed(added)}. Take it out.")


def broken_pairs(case: Case) -> Iterator[Problem]:
    """Markup that stands in pairs in the source, and here alone: not closed, closed before it
    opens, or crossing another pair."""
    source = case.masked_source.pieces
    paired = {_normal(piece.text) for piece in source if piece.partner is not None}
    paired -= {_normal(piece.text) for piece in source if piece.partner is None}
    target = case.masked_target.pieces
    alone = [p.text for p in target if p.partner is None and _normal(p.text) in paired]
    if alone:
        yield error(
            "pairs", f"Markup without its other half, or crossed: {listed(alone)}. Mend it."
        )


def lost_address(case: Case) -> Iterator[Problem]:
    """URLs and e-mail addresses of the source that are missing or changed."""
    source = _counted(case.masked_source.pieces, addresses=True)
    target = _counted(case.masked_target.pieces, addresses=True)
    if lost := list((source - target).elements()):
        yield error("address", f"Address lost: {listed(lost)}. Copy it from the source.")


def _counted(pieces: Sequence[Piece], *, addresses: bool) -> Counter[str]:
    return Counter(
        _normal(piece.text)
        for piece in pieces
        if meaning(piece.text) is None and (_ADDRESS.fullmatch(piece.text) is not None) is addresses
    )


def _normal(piece: str) -> str:
    """A piece without what a translation may change: white space and words for readers."""
    piece = _SPACE.sub(" ", piece).strip()
    if _ADDRESS.fullmatch(piece):
        return piece.rstrip("/")
    return _TRANSLATED.sub(r'\1""', _LINK_TITLE.sub(r"\1)", piece))
