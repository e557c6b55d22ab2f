"""Phrases found in an English text: thousands in one pass, the longest at each place.

Phrases are read word by word down a tree, so that the time hangs on the text, not on their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from translate.terms.english import POSSESSIVE, joins, lower, plain, word_spans, words_in

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[_Item]):
    """Words that stand for `item`. `exact` where their case must be as it is; `unless` are
    phrases over which it is not this one, in small letters; `plural` where the words are a plural
    made of the item's own."""

    item: _Item
    words: tuple[str, ...]
    exact: bool
    unless: tuple[tuple[str, ...], ...] = ()
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[_Item]):
    """A phrase found at text[start:end]."""

    phrase: Phrase[_Item]
    start: int
    end: int


@dataclass(slots=True)
class Node(Generic[_Item]):
    """Where the reading of a text may stand after some words of a phrase."""

    next: dict[str, Node[_Item]] = field(default_factory=dict)
    ends: list[Phrase[_Item]] = field(default_factory=list)


def tree_of(phrases: Iterable[Phrase[_Item]]) -> Node[_Item]:
    """The tree of all phrases; of two with the same words the first is found."""
    root: Node[_Item] = Node()
    for phrase in phrases:
        node = root
        for word in phrase.words:
            node = node.next.setdefault(lower(plain(word)), Node())
        node.ends.append(phrase)
    return root


def find_phrases(root: Node[_Item], source: str) -> list[Found[_Item]]:
    """The phrases in a plain text, in order: the longest at each place, none overlapping."""
    text = plain(source)
    small = lower(text)
    words = words_in(small)
    starts = list(_starts(root, words))
    if not starts:
        return []
    reading = _Reading(text, words, word_spans(small), text.isupper())
    found: list[Found[_Item]] = []
    until = 0
    for i in starts:
        if i >= until and (longest := _longest(root, reading, i)):
            match, until = longest
            found.append(match)
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as words in small letters, and where each starts and ends. `shouted` is a text all
    in capitals, which tells nothing about case."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]
    shouted: bool

    def joined(self, i: int) -> bool:
        """Whether word `i` and the next may be words of one phrase."""
        start, end = self.spans[i][1], self.spans[i + 1][0]
        return joins(self.text, start, end, after_initial=len(self.words[i]) == 1)

    def written(self, first: int, last: int, stop: int) -> tuple[str, ...]:
        """The words from `first` to `last`, which ends at `stop`, in their own case."""
        spans = [*self.spans[first:last], (self.spans[last][0], stop)]
        return tuple(self.text[start:end] for start, end in spans)

    def has_phrase(self, phrase: Sequence[str], first: int, last: int) -> bool:
        """Whether `phrase` stands anywhere over the words from `first` to `last`."""
        size = len(phrase)
        for at in range(max(0, first - size + 1), last + 1):
            words = self.words[at : at + size]
            if words and (*words[:-1], words[-1].removesuffix(POSSESSIVE)) == phrase:
                return True
        return False


def _starts(root: Node[_Item], words: Sequence[str]) -> Iterator[int]:
    """The words at which a phrase may start, told by the word itself and the next."""
    heads = root.next
    for i, word in enumerate(words):
        node = heads.get(word)
        if node is None:
            if "'" in word and word.removesuffix(POSSESSIVE) in heads:
                yield i
        elif node.ends or (
            i + 1 < len(words) and words[i + 1].removesuffix(POSSESSIVE) in node.next
        ):
            yield i


def _longest(root: Node[_Item], reading: _Reading, i: int) -> tuple[Found[_Item], int] | None:
    """The longest phrase that starts at word `i`, and the word after it."""
    start = reading.spans[i][0]
    for last, stop, node in reversed(list(_readings(root, reading, i))):
        for phrase in node.ends:
            if _holds(phrase, reading, i, last, stop):
                return Found(phrase, start, stop), last + 1
    return None


def _readings(
    root: Node[_Item], reading: _Reading, i: int
) -> Iterator[tuple[int, int, Node[_Item]]]:
    """The phrases that may be read from word `i` on, shorter ones first: the last word of each,
    where it stops in the text, and where its reading ends."""
    node = root
    for last in range(i, len(reading.words)):
        word, stop = reading.words[last], reading.spans[last][1]
        owner = word.removesuffix(POSSESSIVE)
        if owner != word and owner in node.next:
            yield last, stop - len(POSSESSIVE), node.next[owner]
        if word not in node.next:
            return
        node = node.next[word]
        yield last, stop, node
        if not node.next or last + 1 == len(reading.words) or not reading.joined(last):
            return


def _holds(phrase: Phrase[_Item], reading: _Reading, first: int, last: int, stop: int) -> bool:
    """Whether the words from `first` to `last` are this phrase, by their case and context."""
    if phrase.exact and not _same_case(phrase, reading, reading.written(first, last, stop)):
        return False
    return not any(reading.has_phrase(other, first, last) for other in phrase.unless)


def _same_case(phrase: Phrase[_Item], reading: _Reading, written: tuple[str, ...]) -> bool:
    """Whether a phrase has its case; a small first letter may be a capital, as at a sentence's
    start, and a headline in capitals tells only that the words are these."""
    words = tuple(map(plain, phrase.words))
    head = words[0][0].upper() + words[0][1:]
    if written in (words, (head, *words[1:])):
        return True
    return reading.shouted and len(reading.words) > 1 and written == tuple(w.upper() for w in words)
