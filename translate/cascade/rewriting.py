"""A source with other words in place of some of its terms, and the way back from its translation
to the source itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.cascade.needs import Need
from translate.engines import Hypothesis
from translate.inline import Link
from translate.terms import Match


@dataclass(frozen=True, slots=True)
class Put:
    """`word`, which stands at `start` of a rewritten source in place of a mention of a term."""

    need: Need
    match: Match
    word: str
    start: int


def rewritten(source: str, words: Sequence[tuple[Need, Match, str]]) -> tuple[str, tuple[Put, ...]]:
    """`source` with a word for each of these mentions of terms, which do not overlap."""
    parts: list[str] = []
    puts: list[Put] = []
    at = 0
    for need, match, word in sorted(words, key=lambda one: one[1].start):
        parts.append(source[at : match.start])
        puts.append(Put(need, match, word, sum(map(len, parts))))
        parts.append(word)
        at = match.end
    return "".join([*parts, source[at:]]), tuple(puts)


def on_source(puts: Sequence[Put], answer: Hypothesis) -> Hypothesis:
    """The answer to a rewritten source, with its links on the source itself."""
    links = []
    for link in answer.links:
        start, end = _on_source(puts, link)
        links.append(Link(start, end, link.target_start, link.target_end))
    return replace(answer, links=tuple(links))


def _on_source(puts: Sequence[Put], link: Link) -> tuple[int, int]:
    shift = 0
    for put in puts:
        end = put.start + len(put.word)
        if link.source_start < end and put.start < link.source_end:
            return put.match.start, put.match.end
        if end <= link.source_start:
            shift = put.match.end - end
    return link.source_start + shift, link.source_end + shift
