"""Markup carried over from a source to its translation, by the word alignment of the engine."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from translate.inline.html import PRIVATE, meaning
from translate.inline.masked import Link, Masked, piece_index, words_of

_PUA = re.compile(PRIVATE)
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as its token stands, and its core without the punctuation around it."""

    start: int
    end: int
    core_start: int
    core_end: int


@dataclass(slots=True)
class _Node:
    """A pair with what it encloses, or a piece that stands alone.

    In the source: the words `first:last` and the characters `start:end` that it encloses, and
    whether white space stands before and after it. In the target: the words `low:high` and the
    characters `at:to` that it will enclose.
    """

    opener: str
    start: int
    end: int
    first: int
    last: int
    closer: str = ""
    spaced: tuple[bool, bool] = (False, False)
    children: list[_Node] = field(default_factory=list)
    low: int = 0
    high: int = 0
    at: int = 0
    to: int = 0


def carry(masked: Masked, target: str, links: Sequence[Link] = ()) -> str:
    """`target`, a translation of `strip(masked)`, with every piece of markup where the words it
    enclosed went.

    A pair encloses the target words linked to the source words it enclosed, from the first to
    the last; a piece that stands alone follows the target word linked to the source word before
    it. Without links the places are proportional. Pairs stay nested, every piece comes exactly
    once, and escapes and entities, which `strip` made words of, not at all. `escape` the answer
    (the words in it are the engine's), then `restore` it.
    """
    if not masked.pieces:
        return target
    source = words_of(masked)
    root = _tree(masked, source.text, source.offsets)
    placer = _Placer(source.text, target, links)
    root.high, root.to = len(placer.target_words), len(target)
    placer.place(root)
    return "".join(_written(root, target, []))


def _words(text: str) -> list[_Word]:
    found = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        core = [i for i in range(start, end) if unicodedata.category(text[i])[0] != "P"]
        if any(text[i].isalnum() for i in core):
            found.append(_Word(start, end, core[0], core[-1] + 1))
    return found


def _tree(masked: Masked, text: str, offsets: Sequence[int]) -> _Node:
    """The pieces of `masked`, whose plain words are `text`, as they enclose each other."""
    words = _words(text)
    starts = [word.core_start for word in words]
    ends = [word.core_end for word in words]
    root = _Node("", 0, len(text), 0, len(words))
    path = [root]
    for match in _PUA.finditer(masked.text):
        piece = masked.pieces[piece_index(match.group())]
        if meaning(piece.text) is not None:
            continue
        spaced = (
            masked.text[: match.start()][-1:].isspace(),
            masked.text[match.end() :][:1].isspace(),
        )
        at = bisect_left(offsets, match.start())
        if piece.partner is not None and piece.partner < piece_index(match.group()):
            node = path.pop()
            node.closer, node.end, node.last = match.group(), at, bisect_left(starts, at)
            node.last = max(node.last, node.first)
            node.spaced = (node.spaced[0], spaced[1])
            continue
        before = bisect_left(ends, at + 1)
        node = _Node(match.group(), at, at, before, before, spaced=spaced)
        path[-1].children.append(node)
        if piece.partner is not None:
            path.append(node)
    return root


class _Placer:
    def __init__(self, source: str, target: str, links: Sequence[Link]) -> None:
        self._source = source
        self.target_words = _words(target)
        self._target = target
        self._linked = self._linked_words(links)

    def _linked_words(self, links: Sequence[Link]) -> list[set[int]]:
        """For each source word the target words that it became."""
        words = _words(self._source)
        linked: list[set[int]] = [set() for _ in words]
        for link in links:
            targets = _touched(self.target_words, link.target_start, link.target_end)
            for i in _touched(words, link.source_start, link.source_end):
                linked[i].update(targets)
        return linked

    def place(self, parent: _Node) -> None:
        """Gives all that `parent` encloses its place in the target."""
        pairs = [node for node in parent.children if node.last > node.first]
        self._share_out(parent, pairs)
        for node in pairs:
            self._set_ends(parent, node)
        before: _Node | None = None
        for node in parent.children:
            if node.last == node.first:
                node.at = node.to = self._point(parent, before, node)
                node.low = node.high = parent.low
            before = node
            if node.closer:
                self.place(node)

    def _share_out(self, parent: _Node, pairs: list[_Node]) -> None:
        """Gives each of the pairs target words of its own, one at the least while there are."""
        for node in pairs:
            node.low, node.high = self._cover(parent, node)
        pairs = sorted(pairs, key=lambda node: (node.low, node.high))
        at = parent.low
        for i, node in enumerate(pairs):
            later = len(pairs) - i - 1
            node.low = min(max(node.low, at), max(parent.high - later - 1, at))
            node.high = min(max(node.high, node.low + 1), parent.high)
            if later:
                node.high = min(node.high, max(pairs[i + 1].low, node.low + 1))
            at = node.high = max(node.high, node.low)

    def _cover(self, parent: _Node, node: _Node) -> tuple[int, int]:
        if (node.first, node.last) == (parent.first, parent.last):
            return parent.low, parent.high
        linked = [
            target
            for i in range(node.first, node.last)
            for target in self._linked[i]
            if parent.low <= target < parent.high
        ]
        if linked:
            return min(linked), max(linked) + 1
        low = _share(parent, node.first)
        return low, max(low + 1, _share(parent, node.last))

    def _set_ends(self, parent: _Node, node: _Node) -> None:
        """The characters that the pair encloses: punctuation at an end if it was so before."""
        if node.low >= node.high:
            node.at = node.to = parent.to
            return
        first, last = self.target_words[node.low], self.target_words[node.high - 1]
        opens_with_word = self._source[node.start].isalnum()
        node.at = first.core_start if opens_with_word else first.start
        node.to = last.core_end if self._source[node.end - 1].isalnum() else last.end
        if node.start == parent.start and node.low == parent.low:
            node.at = parent.at
        if node.end == parent.end and node.high == parent.high:
            node.to = parent.to
        node.at = min(max(node.at, parent.at), parent.to)
        node.to = min(max(node.to, node.at), parent.to)

    def _point(self, parent: _Node, before: _Node | None, node: _Node) -> int:
        """Where a piece that encloses no words goes."""
        if before is not None and not self._source[before.end : node.start].strip():
            return before.to  # nothing between the two
        if node.first == parent.first:
            return parent.at
        if node.first == parent.last:
            at_end = not self._source[node.start : parent.end].strip()
            at = parent.to if at_end or not parent.high else self._after(parent.high - 1, node)
        else:
            at = self._linked_point(parent, node)
        at = min(max(at, parent.at), parent.to)
        within = (n.to for n in parent.children if n.last > n.first and n.at < at < n.to)
        return next(within, at)

    def _linked_point(self, parent: _Node, node: _Node) -> int:
        inside = range(parent.low, parent.high)
        if after := [i for i in self._linked[node.first - 1] if i in inside]:
            return self._after(max(after), node)
        if ahead := [i for i in self._linked[node.first] if i in inside]:
            return self.target_words[min(ahead)].start
        share = _share(parent, node.first)
        return self._after(share - 1, node) if share > parent.low else parent.at

    def _after(self, word: int, node: _Node) -> int:
        """The end of a target word, with its punctuation if the piece stood behind some."""
        found = self.target_words[word]
        behind = self._source[: node.start].rstrip()
        return found.core_end if behind[-1:].isalnum() else found.end


def _touched(words: Sequence[_Word], start: int, end: int) -> list[int]:
    return [i for i, word in enumerate(words) if word.core_start < end and start < word.core_end]


def _share(parent: _Node, word: int) -> int:
    """The target word that stands as far into the parent as a source word does."""
    part = (word - parent.first) / max(1, parent.last - parent.first)
    return parent.low + round(part * (parent.high - parent.low))


def _written(parent: _Node, target: str, out: list[str]) -> list[str]:
    """Appends to `out` what `parent` encloses, its markup in its place."""
    at = parent.at
    for node in sorted(parent.children, key=lambda node: (node.at, node.to)):
        out.append(target[at : node.at])
        at = node.to
        empty = node.at == node.to
        if empty and node.spaced[0] and _needs_space(out, parent):
            out.append(" ")
        out.append(node.opener)
        if node.closer:
            _written(node, target, out)
            out.append(node.closer)
        if empty and node.spaced[1] and target[at : parent.to][:1].isalnum():
            out.append(" ")
    out.append(target[at : parent.to])
    return out


def _needs_space(out: list[str], parent: _Node) -> bool:
    last = next((text for text in reversed(out) if text), parent.opener)
    return last != parent.opener and not last[-1].isspace()
