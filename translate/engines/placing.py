"""Translations into which a given form was put, where the model likes it best.

The form is put at each of the places, and the model scores what comes of it: lexically constrained
decoding (Hokamp and Liu, 2017, "Lexically Constrained Decoding for Sequence Generation Using Grid
Beam Search") without the search, since the words around the form are there already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from translate.engines import Hypothesis, Placing
from translate.engines.ctranslate import BATCH, Runner

_LONGEST = 480  # pieces, within every model's table of positions

# A piece that a model is never to write by itself has next to no probability; in what it is given
# it counts as unlikely, and leaves the rest to be compared.
_LEAST = -20.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """The form at one of its places, or nowhere, for the placing of this number: the translation
    with the form in it and its pieces, how many of those are ahead of the form and how many the
    form's, and the mean log-probabilities of all pieces and of those that are not the form's."""

    number: int
    source: list[str]
    inserted: Hypothesis
    pieces: list[str]
    head: int
    form: int
    whole: float = 0.0
    around: float = 0.0


def place(runner: Runner, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
    """As `Engine.place`. Raises RuntimeError when the model fails."""
    found: list[list[Hypothesis]] = [[] for _ in placings]
    every = [one for i, asked in enumerate(placings) for one in _placed(runner, i, asked)]
    for number, group in groupby(_scored(runner, every), key=lambda one: one.number):
        answer, *placed = group
        better = placings[number].answer.score - answer.whole
        found[number] = [
            replace(one.inserted, score=one.around + better)
            for one in sorted(placed, key=lambda one: one.whole, reverse=True)
        ]
    return found


def _placed(runner: Runner, number: int, placing: Placing) -> list[_Placed]:
    """The answer itself, and behind it the answer with the form at each place."""
    source = runner.tokenizer.encode(placing.source)
    if not placing.places or not 0 < len(source) <= _LONGEST:
        return []
    form = len(runner.tokenizer.written(placing.form))
    own = runner.tokenizer.written(placing.answer.text) if placing.answer.text else []
    every = [_Placed(number, source, placing.answer, own, 0, 0)]
    for at in placing.places:
        inserted = _with_form(placing, at)
        before = placing.answer.text[:at].rstrip()
        head = len(runner.tokenizer.written(before)) if before else 0
        pieces = runner.tokenizer.written(inserted.text)
        every.append(_Placed(number, source, inserted, pieces, head, form))
    return every if max(len(one.pieces) for one in every) <= _LONGEST else []


def _with_form(placing: Placing, at: int) -> Hypothesis:
    """The answer with the form at one of the places."""
    text = placing.answer.text
    head = f"{text[:at].rstrip()} {placing.form}".lstrip()
    before_word = at < len(text) and (at == 0 or text[at - 1] == " ")
    inserted = f"{head} {text[at:]}" if before_word else head + text[at:]
    shift = len(inserted) - len(text)
    links = tuple(
        replace(link, target_start=link.target_start + shift, target_end=link.target_end + shift)
        if link.target_start >= at
        else link
        for link in placing.answer.links
    )
    return replace(placing.answer, text=inserted, links=links)


def _scored(runner: Runner, every: Sequence[_Placed]) -> list[_Placed]:
    if not every:
        return []
    skip = len(runner.mark)
    results = runner.translator.score_batch(
        [one.source for one in every],
        [[*runner.mark, *one.pieces] for one in every],
        **BATCH,
    )
    return [
        _with_scores(one, [max(log, _LEAST) for log in result.log_probs[skip:]])
        for one, result in zip(every, results, strict=True)
    ]


def _with_scores(one: _Placed, logs: Sequence[float]) -> _Placed:
    """The same with its scores; `logs` are those of its pieces, and of the end."""
    around = [*logs[: one.head], *logs[one.head + one.form :]]
    return replace(one, whole=sum(logs) / len(logs), around=sum(around) / len(around))
