"""Where in a translation a term's form may be put."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from translate.cascade.needs import Need
from translate.engines import Hypothesis
from translate.inline import Link

_STOPS = " .۔؟?!…\"'”’»)]"
_MOST = 3  # places


def places(answer: Hypothesis, need: Need) -> tuple[int, ...]:
    """Where in the text of `answer` the need's form may be put: before the words, and behind them,
    that come from the source's words nearest the term, by the model's own links. They are few."""
    text = answer.text.rstrip(_STOPS)  # a form behind the full stop would be a sentence of its own
    starts = _word_starts(text)
    near = sorted(answer.links, key=lambda link: _distance(link, need))
    beside: dict[int, None] = {}
    for link in near:
        before = max((at for at in starts if at <= link.target_start), default=0)
        after = next((at for at in starts if at > before), len(text))
        beside |= {before: None, after: None}
    few = list(dict.fromkeys([*beside, *starts]))[:_MOST] if near else _spread(starts)
    return tuple(few)


def _word_starts(text: str) -> list[int]:
    blanks = [at for at, (one, other) in enumerate(pairwise(text), 1) if one == " " != other]
    return [0, *blanks]


def _spread(starts: Sequence[int]) -> Sequence[int]:
    return starts[:: max(1, -(-len(starts) // _MOST))]


def _distance(link: Link, need: Need) -> int:
    """How many characters lie between a link's source word and the term."""
    mention = need.mentions[0]
    return max(link.source_start - mention.end, mention.start - link.source_end, 0)
