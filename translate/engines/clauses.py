"""Sentences longer than a model can take: split at clauses, translated in parts, rejoined."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from translate.engines import Hypothesis
from translate.inline import Link

# Sentences within the text, but for a stop after what may be a title (Gen., Capt.). Models learn
# sentence by sentence, and leave out most of a longer text.
_SENTENCE = re.compile(r"(?:\b[a-z]{3,}|[a-z]{4}|[A-Z]{2}|\d)[\"”’]?[.!?][\"”’]*\s+(?=[A-Z\"“])")

# Where a long sentence may be cut, best places first: after a clause, else at a word.
_BREAKS = (
    re.compile(r"[;:—–](?=\s)\s*|\s+(?=[—–(])"),
    re.compile(r",(?=\s)\s*|\)\s+"),
    re.compile(r"\s+"),
)


def split_long(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` in parts that each satisfy `fits`; joined they are `text` again.

    A part of one character is never cut, whether it fits or not.
    """
    if len(text) < 2 or fits(text):
        return [text]
    cuts = [match.end() for match in _SENTENCE.finditer(text)] or [_best_cut(text)]
    parts = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
    return [inner for part in parts for inner in split_long(part, fits)]


def rejoin(parts: Sequence[str], hypotheses: Sequence[Sequence[Hypothesis]]) -> list[Hypothesis]:
    """The hypotheses of the whole from those of its `parts`: the best of each together, then the
    second best of each, as far as every part has one."""
    joined = []
    for row in zip(*hypotheses, strict=False):
        text, links, source_offset = "", [], 0
        for part, hypothesis in zip(parts, row, strict=True):
            target_offset = len(text) + 1 if text else 0
            text = f"{text} {hypothesis.text}" if text else hypothesis.text
            links += [_shifted(link, source_offset, target_offset) for link in hypothesis.links]
            source_offset += len(part)
        score = sum(hypothesis.score for hypothesis in row) / len(row)
        joined.append(Hypothesis(text, score, tuple(links)))
    return joined


def _best_cut(text: str) -> int:
    """The best kind of break in the middle two thirds, where it is nearest the middle."""
    middle = len(text) / 2
    for pattern in _BREAKS:
        cuts = [match.end() for match in pattern.finditer(text)]
        inner = [cut for cut in cuts if abs(cut - middle) <= len(text) / 3]
        if inner:
            return min(inner, key=lambda cut: abs(cut - middle))
    return len(text) // 2


def _shifted(link: Link, source: int, target: int) -> Link:
    return Link(
        link.source_start + source,
        link.source_end + source,
        link.target_start + target,
        link.target_end + target,
    )
