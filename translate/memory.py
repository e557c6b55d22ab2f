"""Translation memory: what reviewers have approved serves the same sentence everywhere.

Exact matches only; what is behind `exact_matches` may grow without its users noticing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str | None, str]  # msgctxt, msgid


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An approved translation, and the article it stands in."""

    key: Key
    target: str
    article: str


@dataclass(frozen=True, slots=True)
class Match:
    """A translation from memory, and the article where it was approved."""

    target: str
    article: str


def exact_matches(pairs: Iterable[Reviewed]) -> Mapping[Key, Match]:
    """For each source its approved translation: the commonest, then the first by article."""
    targets: dict[Key, Counter[str]] = defaultdict(Counter)
    origin: dict[tuple[Key, str], str] = {}
    for pair in sorted(pairs, key=lambda pair: pair.article):
        targets[pair.key][pair.target] += 1
        origin.setdefault((pair.key, pair.target), pair.article)
    best = {key: counter.most_common(1)[0][0] for key, counter in targets.items()}
    return {key: Match(target, origin[key, target]) for key, target in best.items()}
