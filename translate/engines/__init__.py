"""Machine translation engines: one protocol, n-best hypotheses out.

This room alone imports argostranslate, ctranslate2 and sentencepiece. An engine knows its package
(argos.py) or model folder (folders.py, families.py); how any model family's segments are split,
batched, decoded and aligned is common to them all (ctranslate.py, clauses.py, alignment.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from translate.inline import Link


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation offered by a model: plain text, its score (mean log-probability a token, 0 at
    best), and which source words each target word came from (character offsets)."""

    text: str
    score: float
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """A translation is asked for that is `answer` with `form` at one of `places` (character offsets
    in its text, each before a word or at the end)."""

    source: str
    answer: Hypothesis
    places: tuple[int, ...]
    form: str


class Decoding(StrEnum):
    """How a model looks for its translations."""

    USUAL = "usual"
    CAREFUL = "careful"  # slower, for what came out unusable: wider, in shorter parts, no repeats
    AGAIN = "again"  # faster, for what is asked a second time for its terms: narrower


class Engine(Protocol):
    """What translates into one language."""

    @property
    def name(self) -> str:
        """Which model and version, as provenance and manifests give it: `argos en_ur 1.9`."""
        ...

    @property
    def suppresses(self) -> bool:
        """Whether `translate` heeds `without`."""
        ...

    @property
    def annotation(self) -> str:
        """How a source tells the model in which form to write a term: a text with {term} and
        {form} in it. Empty where the model was not trained for any."""
        ...

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        """The hypotheses for each plain-text source, best first; an empty list where there is
        none. An engine that suppresses avoids the words `without`, as far as it can: one that is
        spelled in other pieces may still come. Raises ModelError when the model cannot work at
        all."""
        ...

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        """For each placing, repeated ones too, its translations, the likeliest first; none where
        source or translation is longer than the model's table of positions. The score
        is the answer's, and what the words around the form, which was not the model's to choose,
        are likelier or less likely than the answer's own. Raises ModelError as `translate`."""
        ...

    def release(self) -> None:
        """Let go of the model's memory; the next translation loads it anew."""
        ...
