"""Translations in which a given form stands: put between the words of one that lacks it, or written
around it by the model itself.

The form is scored at each of the places. What the model thinks of the translation with the form in
it decides between them; and where the form is likeliest the model goes on from there: lexically
constrained decoding (Hokamp and Liu, 2017, "Lexically Constrained Decoding for Sequence Generation
Using Grid Beam Search") with one place at a time in place of a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from translate.engines import Decoding, Hypothesis, Placing
from translate.engines.ctranslate import BATCH, Runner, room
from translate.engines.decoding import COMPLETION, MOST_PIECES

# A longer source is translated in parts, whose beginnings are not the whole's.
_LONGEST = MOST_PIECES[Decoding.USUAL]

# A piece that a model is never to write by itself has next to no probability; in what it is given
# it counts as unlikely, and leaves the rest to be compared.
_LEAST = -20.0


@dataclass(frozen=True, slots=True)
class _Start:
    """The form at one of its places, or nowhere, for the placing of this number: the translation
    with the form in it and its pieces, how many of those are ahead of the form and how many the
    form's, and the log-probabilities of the three parts; the end of the text is in the last."""

    number: int
    source: list[str]
    inserted: Hypothesis
    pieces: list[str]
    head: int
    form: int
    logs: tuple[float, float, float] = (0.0, 0.0, 0.0)


_Offer = tuple[float, Hypothesis]  # the mean log-probability of all pieces, the form's too


def place(runner: Runner, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
    """As `Engine.place`. Raises RuntimeError when the model fails."""
    found: list[list[Hypothesis]] = [[] for _ in placings]
    starts = [start for i, one in enumerate(placings) for start in _starts(runner, i, one)]
    whole: list[float] = []
    offers: list[list[_Offer]] = []
    likely: list[_Start] = []
    for _, group in groupby(_scored(runner, starts), key=lambda start: start.number):
        answer, *placed = group
        whole.append(_inserted(answer)[0])
        offers.append([_inserted(start) for start in placed])
        likely.append(max(placed, key=lambda start: start.logs[1]))
    completed = _completed(runner, placings, likely)
    for start, own, inserted, more in zip(likely, whole, offers, completed, strict=True):
        better = placings[start.number].answer.score - own
        for _, one in sorted(inserted + more, key=lambda offer: offer[0], reverse=True):
            found[start.number].append(replace(one, score=one.score + better))
    return found


def _starts(runner: Runner, number: int, placing: Placing) -> list[_Start]:
    """The answer itself, and behind it the answer with the form at each place."""
    source = runner.tokenizer.encode(placing.source)
    if not (0 < len(source) <= _LONGEST and placing.places):
        return []
    form = len(runner.tokenizer.written(placing.form))
    own = runner.tokenizer.written(placing.answer.text) if placing.answer.text else []
    starts = [_Start(number, source, placing.answer, own, 0, 0)]
    for at in placing.places:
        inserted = _with_form(placing, at)
        before = placing.answer.text[:at].rstrip()
        head = len(runner.tokenizer.written(before)) if before else 0
        pieces = runner.tokenizer.written(inserted.text)
        starts.append(_Start(number, source, inserted, pieces, head, form))
    return starts


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


def _scored(runner: Runner, starts: Sequence[_Start]) -> list[_Start]:
    if not starts:
        return []
    skip = len(runner.mark)
    results = runner.translator.score_batch(
        [start.source for start in starts],
        [[*runner.mark, *start.pieces] for start in starts],
        **BATCH,
    )
    return [
        replace(start, logs=_parts(result.log_probs[skip:], start.head, start.form))
        for start, result in zip(starts, results, strict=True)
    ]


def _parts(logs: Sequence[float], head: int, form: int) -> tuple[float, float, float]:
    some = [max(log, _LEAST) for log in logs]
    return sum(some[:head]), sum(some[head : head + form]), sum(some[head + form :])


def _inserted(start: _Start) -> _Offer:
    head, form, tail = start.logs
    length = len(start.pieces) + 1  # with </s>
    around = (head + tail) / (length - start.form)
    return (head + form + tail) / length, replace(start.inserted, score=around)


def _completed(
    runner: Runner, placings: Sequence[Placing], starts: Sequence[_Start]
) -> list[list[_Offer]]:
    """The translations that go on from each start as the model likes."""
    if not starts:
        return []
    results = runner.translator.translate_batch(
        [start.source for start in starts],
        target_prefix=[
            [*runner.mark, *start.pieces[: start.head + start.form]] for start in starts
        ],
        max_decoding_length=room(max(len(start.source) for start in starts)),
        **BATCH,
        **COMPLETION,
    )
    done = []
    for start, result in zip(starts, results, strict=True):
        length = len(result.hypotheses[0]) + 1  # with </s>
        head, form, _ = start.logs
        source = placings[start.number].source
        offers = []
        for hypothesis in runner.hypotheses(source, start.source, result):
            # CTranslate2 scores what it added, over the length of all.
            around = hypothesis.score * length + head
            score = around / (length - start.form)
            offers.append(((around + form) / length, replace(hypothesis, score=score)))
        done.append(offers)
    return done
