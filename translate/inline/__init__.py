"""Inline markup: what must come through a translation unharmed.

A segment keeps its markup as the article wrote it, for a reviewer to read and move. Whoever works
on the words (sentence splitting, typography, engines) masks it first: every piece of markup, URL,
e-mail address and code becomes one private-use character, and is put back afterwards. An engine
gets the words alone (`strip`), and `carry` finds where the pieces go in what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from translate.inline.carry import carry
from translate.inline.html import ENTITY, PRIVATE, HtmlScanner, Scanner, meaning
from translate.inline.markdown import MarkdownScanner
from translate.inline.masked import Link, Masked, Piece, Words, piece_char, piece_index, words_of

__all__ = [
    "Link",
    "Masked",
    "Piece",
    "Syntax",
    "Words",
    "carry",
    "change_words",
    "escape",
    "mask",
    "piece_index",
    "pieces_of",
    "restore",
    "strip",
    "words_of",
]

_LIMIT = 0xFFF0  # pieces that have a private-use character
_PUA = re.compile(PRIVATE)


class Syntax(StrEnum):
    """How an article marks up its text."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"


# What a text without any of these needs no scanner for.
_SIGNS = {
    Syntax.PLAIN: ("@", "://", "www."),
    Syntax.MARKDOWN: ("@", "://", "www.", "<", "&", "\\", "`", "*", "_", "~", "["),
    Syntax.HTML: ("@", "://", "www.", "<", "&"),
}
_SCANNERS = {
    Syntax.PLAIN: Scanner,
    Syntax.MARKDOWN: MarkdownScanner,
    Syntax.HTML: HtmlScanner,
}


def mask(text: str, syntax: Syntax) -> Masked:
    """`text` with its markup, URLs, e-mail addresses and code out of harm's way.

    A text with more than 65,000 pieces keeps its tail as one piece.
    """
    if not any(map(text.__contains__, _SIGNS[syntax])) and not _has_private(text):
        return Masked(text)
    found = _SCANNERS[syntax](text).scan()
    spans = sorted(found.spans)
    if len(spans) > _LIMIT:
        spans[_LIMIT:] = [(spans[_LIMIT][0], len(text))]
    out: list[str] = []
    masks: list[int] = []
    at = growth = 0  # by how many characters the pieces so far are longer than their masks
    for i, (start, end) in enumerate(spans):
        out += text[at:start], piece_char(i)
        masks.append(start - growth)
        growth += end - start - 1
        at = end
    out.append(text[at:])
    partners = _nested_partners(spans, found.pairs)
    pieces = tuple([Piece(text[a:b], partners.get(i)) for i, (a, b) in enumerate(spans)])
    return Masked("".join(out), pieces, masks, spans)


def _has_private(text: str) -> bool:
    return not (text.isascii() or text.isprintable()) and _PUA.search(text) is not None


def _nested_partners(
    spans: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
) -> dict[int, int]:
    """Each paired piece's partner, by index; of two pairs that cross the first keeps none."""
    index = {start: i for i, (start, _) in enumerate(spans)}
    openers = {index[b]: index[a] for a, b in pairs if a in index and b in index}
    closers = {a: b for b, a in openers.items()}
    partners: dict[int, int] = {}
    stack: list[int] = []
    for i in range(len(spans)):
        if i in closers:
            stack.append(i)
        elif i in openers:
            if stack[-1] == openers[i]:
                partners[i] = stack.pop()
                partners[partners[i]] = i
            else:
                stack.remove(openers[i])
    return partners


def restore(text: str, pieces: Sequence[Piece]) -> str:
    """A masked text with its pieces put back, wherever they now stand."""
    if not pieces:
        return text
    return _PUA.sub(lambda match: pieces[piece_index(match.group())].text, text)


def change_words(text: str, syntax: Syntax, change: Callable[[str], str]) -> str:
    """`text` with `change` applied to all but its markup.

    `change` sees the masked text whole (so that quotes pair across markup) and must keep the
    private-use characters in it.
    """
    masked = mask(text, syntax)
    return restore(change(masked.text), masked.pieces)


def pieces_of(text: str, syntax: Syntax) -> tuple[str, ...]:
    """The markup in `text`, sorted: what a translation must have too.

    Escapes and entities are left out: a translation may well do without a no-break space.
    """
    pieces = mask(text, syntax).pieces
    return tuple(sorted(piece.text for piece in pieces if meaning(piece.text) is None))


def strip(masked: Masked) -> str:
    """The plain words of a masked text, for an engine: see `words_of`."""
    return words_of(masked).text


_SIGN = re.compile(
    r"\\|`|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|~~|[\[\]]"
    rf"|<(?=[A-Za-z/!?]|{PRIVATE})|(?={ENTITY})&|!(?={PRIVATE})"
)
# [He] is an editor's insertion; [He](…), [He][…] and [^He] would be markup.
_INSERTION = re.compile(rf"(?<!\^)\[(?!\^)[^\[\]\\{PRIVATE[1:]}*\](?![(\[:{PRIVATE[1:]})")


def escape(text: str, syntax: Syntax) -> str:
    """`text`, which may be masked, with what would read as markup made plain characters."""
    if syntax is Syntax.PLAIN:
        return text
    if syntax is Syntax.HTML:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    harmless = {at for m in _INSERTION.finditer(text) for at in (m.start(), m.end() - 1)}
    return _SIGN.sub(
        lambda sign: sign[0] if sign.start() in harmless else "".join("\\" + c for c in sign[0]),
        text,
    )
