"""Which source word each target word came from, by the model's own attention."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from translate.inline import Link

Span = tuple[int, int]

# A target word whose attention is spread wider than this over the source words has no link: a
# wrong link puts a glossary term or a piece of markup in the wrong place, a missing one does not.
_LEAST_SHARE = 0.4

# Nor has one whose source word gets less than this part of its attention from it: where a model is
# lost, half the sentence looks at one "would".
_LEAST_PART = 0.25

# How far a piece may lie behind the last one found. Normalisation (… to three stops, doubled
# spaces) loses some pieces; without a bound, a lost one would be found far ahead and pull the rest.
_REACH = 24

# Apostrophes, hyphens and zero-width joiners stay inside a word, as do Arabic vowel signs.
_WORD = re.compile(r"\w(?:[^\s.,;:!?()\[\]«»“”\"—–/…،؛؟۔]*[\w\u064b-\u065f\u0670])?")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the words of a text stand, and a matrix, pieces × words: 1 where the piece belongs to
    the word."""

    words: tuple[Span, ...]
    members: NDArray[np.float64]


def place(text: str, pieces: Sequence[str]) -> Placed:
    """The words of `text`, and to which of them each of its sub-word `pieces` belongs."""
    words = tuple(match.span() for match in _WORD.finditer(text))
    return Placed(words, _membership(locate(pieces, text), words))


def locate(pieces: Sequence[str], text: str) -> list[Span | None]:
    """Where each of a text's sub-word `pieces` stands in it; None for one that is not found there
    as it is (normalised or escaped away)."""
    spans: list[Span | None] = []
    cursor = 0
    for piece in pieces:
        visible = _visible(piece)
        start = text.find(visible, cursor, cursor + len(visible) + _REACH) if visible else -1
        if start < 0:
            spans.append(None)
            continue
        cursor = start + len(visible)
        spans.append((start, cursor))
    return spans


def word_links(source: Placed, target: Placed, attention: ArrayLike) -> tuple[Link, ...]:
    """At most one link for each word of `target`, in its order.

    `attention` has a row for each target piece and a column for each source piece; further
    columns (the end of the sentence) are what a row may attend to besides.
    """
    if not source.words or not target.words:
        return ()
    rows, columns = target.members, source.members
    weights = np.asarray(attention, dtype=np.float64)[: len(rows), : len(columns)]
    pieces_a_word = np.maximum(rows.sum(axis=0), 1.0)[:, None]
    shares = (rows.T @ weights @ columns) / pieces_a_word
    parts = shares / np.maximum(shares.sum(axis=0), 1e-9)
    links = []
    for word, best in enumerate(shares.argmax(axis=1).tolist()):
        if shares[word, best] >= _LEAST_SHARE and parts[word, best] >= _LEAST_PART:
            (source_start, source_end), (start, end) = source.words[best], target.words[word]
            links.append(Link(source_start, source_end, start, end))
    return tuple(links)


@lru_cache(maxsize=1 << 16)  # a model's vocabulary
def _visible(piece: str) -> str:
    """The text of a SentencePiece (▁ for a space) or BPE piece (@@ where a word goes on, and the
    escapes of the Moses tokenizer)."""
    if "▁" in piece:
        return piece.replace("▁", " ").strip()
    return html.unescape(piece.removesuffix("@@"))


def _membership(spans: Sequence[Span | None], words: Sequence[Span]) -> NDArray[np.float64]:
    matrix = np.zeros((len(spans), len(words)))
    word = 0
    for piece, span in enumerate(spans):
        if span is None:
            continue
        while word < len(words) - 1 and words[word][1] <= span[0]:
            word += 1
        if words and words[word][0] < span[1] and span[0] < words[word][1]:
            matrix[piece, word] = 1.0
    return matrix
