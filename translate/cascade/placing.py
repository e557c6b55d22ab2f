"""Translations into which a term's form is put, and which the model goes on writing from there: the
place that it likes best is taken (after Hokamp and Liu, 2017, "Lexically Constrained Decoding for
Sequence Generation Using Grid Beam Search", with one hypothesis for each place in place of a grid).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from translate.cascade.needs import Need
from translate.engines import Hypothesis
from translate.inline import Link

_STOPS = " .۔؟!"
_MOST = 6  # places that are tried: each costs a translation


def beginnings(answer: Hypothesis, need: Need) -> list[str]:
    """What a translation with the need's form may begin with, after `answer`: its words up to some
    place, then the form. The places are those beside the words that come from the source's words
    nearest the term, by the model's own links, and are few.

    None for a term in the plural: the glossary has the singular.
    """
    if need.plural:
        return []
    text = answer.text.rstrip(_STOPS)  # a form behind the full stop would be a sentence of its own
    starts = _word_starts(text)
    near = sorted(answer.links, key=lambda link: _distance(link, need))
    places: dict[int, None] = {}
    for link in near:
        before = max((at for at in starts if at <= link.target_start), default=0)
        after = next((at for at in starts if at > before), len(text))
        places |= {before: None, after: None}
    few = [*places, *starts][:_MOST] if near else _spread(starts)
    return [f"{text[:at].rstrip()} {need.form}".strip() for at in dict.fromkeys(few)]


def _word_starts(text: str) -> list[int]:
    blanks = [at for at, (one, other) in enumerate(pairwise(text), 1) if one == " " != other]
    return [0, *blanks]


def _spread(starts: Sequence[int]) -> Sequence[int]:
    return starts[:: max(1, -(-len(starts) // _MOST))]


def _distance(link: Link, need: Need) -> int:
    """How many characters lie between a link's source word and the term."""
    mention = need.mentions[0]
    return max(link.source_start - mention.end, mention.start - link.source_end, 0)
