"""Translations in which a given form stands: written around it by the model itself.

The form is scored behind each of the heads, and where it is likeliest the model goes on from there:
lexically constrained decoding (Hokamp and Liu, 2017, "Lexically Constrained Decoding for Sequence
Generation Using Grid Beam Search") with one place at a time in place of a grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from translate.engines import Decoding, Hypothesis, Placing
from translate.engines.ctranslate import BATCH, Runner, room
from translate.engines.decoding import COMPLETED, COMPLETION, MOST_PIECES

# A longer source is translated in parts, whose beginnings are not the whole's.
_LONGEST = MOST_PIECES[Decoding.USUAL]


@dataclass(frozen=True, slots=True)
class _Start:
    """A beginning of a translation for the placing of this number: its pieces without the mark,
    of which the last `size` are the form's, and the log-probabilities of head and form."""

    number: int
    source: list[str]
    pieces: list[str]
    size: int
    head: float = 0.0
    form: float = 0.0


def place(runner: Runner, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
    """As `Engine.place`. Raises RuntimeError when the model fails."""
    found: list[list[Hypothesis]] = [[] for _ in placings]
    starts = [start for i, one in enumerate(placings) for start in _starts(runner, i, one)]
    likely = [
        start
        for _, group in groupby(_scored(runner, starts), key=lambda start: start.number)
        for start in sorted(group, key=lambda start: start.form, reverse=True)[:COMPLETED]
    ]
    if likely:
        done = _completed(runner, placings, likely)
        for _, number, hypothesis in sorted(done, key=lambda one: one[0], reverse=True):
            found[number].append(hypothesis)
    return found


def _starts(runner: Runner, number: int, placing: Placing) -> list[_Start]:
    source = runner.tokenizer.encode(placing.source)
    if not 0 < len(source) <= _LONGEST:
        return []
    form = runner.tokenizer.written(placing.form)
    heads = [runner.tokenizer.written(head) if head else [] for head in placing.heads]
    return [_Start(number, source, [*head, *form], len(form)) for head in heads]


def _scored(runner: Runner, starts: Sequence[_Start]) -> list[_Start]:
    if not starts:
        return []
    skip = len(runner.mark)
    results = runner.translator.score_batch(
        [start.source for start in starts],
        [[*runner.mark, *start.pieces] for start in starts],
        **BATCH,
    )
    scored = []
    for start, result in zip(starts, results, strict=True):
        logs = result.log_probs[skip : skip + len(start.pieces)]
        size = len(logs) - start.size
        scored.append(replace(start, head=sum(logs[:size]), form=sum(logs[size:])))
    return scored


def _completed(
    runner: Runner, placings: Sequence[Placing], starts: Sequence[_Start]
) -> list[tuple[float, int, Hypothesis]]:
    """Hypotheses with the mean log-probability of all their pieces, and the placing's number."""
    results = runner.translator.translate_batch(
        [start.source for start in starts],
        target_prefix=[[*runner.mark, *start.pieces] for start in starts],
        max_decoding_length=room(max(len(start.source) for start in starts)),
        **BATCH,
        **COMPLETION,
    )
    done = []
    for start, result in zip(starts, results, strict=True):
        length = len(result.hypotheses[0]) + 1  # with </s>
        source = placings[start.number].source
        for hypothesis in runner.hypotheses(source, start.source, result):
            # CTranslate2 scores what it added, over the length of all.
            around = hypothesis.score * length + start.head
            score = around / (length - start.size)
            full = (around + start.form) / length
            done.append((full, start.number, replace(hypothesis, score=score)))
    return done
