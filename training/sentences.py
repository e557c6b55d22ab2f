"""A line on its way into a batch: its texts and the links between their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from training.align import Link

Span = tuple[int, int]  # characters


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English text, its translations and their word links, by language code."""

    source: str
    targets: Mapping[str, str]
    links: Mapping[str, Sequence[Link]]


def only(sentence: Sentence, language: str) -> Sentence:
    """The sentence with one of its translations."""
    targets = {language: sentence.targets[language]}
    return Sentence(sentence.source, targets, {language: sentence.links[language]})


def substitute(text: str, start: int, end: int, new: str) -> tuple[str, Callable[[int], range]]:
    """`text` with `new` for what stands at [start, end), and what tells which words an old word
    has become."""
    first, last = text.count(" ", 0, start), text.count(" ", 0, end)
    grown = new.count(" ") - (last - first)

    def moved(word: int) -> range:
        if word < first:
            return range(word, word + 1)
        if word <= last:
            return range(first, last + grown + 1)
        return range(word + grown, word + grown + 1)

    return text[:start] + new + text[end:], moved
