"""The rungs of the cascade that ask the model again, in batches over many segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from translate.cascade.needs import Need
from translate.cascade.placing import beginnings
from translate.cascade.settling import How, Settled, Task
from translate.cascade.settling import settled as settled_by
from translate.cascade.standins import Carrier, brought, carrier
from translate.cascade.substitution import wrong_words
from translate.cascade.telling import heard, told
from translate.engines import Hypothesis
from translate.languages import Language
from translate.trail import Rung

# A translation that a model is that much less sure of (mean log-probability a piece) costs more
# than the terms it brings: a flag is better.
_WORSE = 0.5

# Terms of one sentence that are placed, one after the other.
_PLACED = 3


class Model(Protocol):
    """What is asked: an engine, in one way of decoding. See `translate.engines.Engine`."""

    @property
    def suppresses(self) -> bool: ...

    @property
    def annotation(self) -> str: ...

    def translate(
        self, sources: Sequence[str], without: tuple[str, ...] = ()
    ) -> list[list[Hypothesis]]:
        """The hypotheses for each source, best first, without the words in `without`."""
        ...

    def complete(self, starts: Sequence[tuple[str, str]]) -> list[list[Hypothesis]]:
        """For each source and beginning of its translation the best one that begins so."""
        ...


def decode_again(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations without the words that the model wrote for a missing term."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, settled in _waiting(found):
        words = [wrong_words(settled.written, need, language) for need in settled.missing]
        without = tuple(sorted({word for found in words for word in found}))
        if without:
            groups.setdefault(without, []).append(i)
    for without, group in groups.items():
        offers = model.translate([tasks[i].source for i in group], without)
        for i, offer in zip(group, offers, strict=True):
            how = {need: (Rung.DECODED_AGAIN, ", ".join(without)) for need in tasks[i].needs}
            found[i] = _better(tasks[i], found[i], offer, how, language)


def tell(
    tasks: Sequence[Task],
    found: list[Settled | str],
    model: Model,
    language: Language,
) -> None:
    """Translations of sources that give the forms of the missing terms; then of all."""
    for every in (False, True):
        made = [
            (i, one)
            for i, settled in _waiting(found)
            if not every or settled.how
            if (
                one := told(
                    tasks[i].source, _to_tell(tasks[i], settled, every), model.annotation, language
                )
            )
        ]
        offers = model.translate([one.text for _, one in made]) if made else []
        for (i, one), offer in zip(made, offers, strict=True):
            back = [text for answer in offer if (text := heard(one, answer))]
            how = {put.need: (Rung.TOLD, "") for put in one.puts}
            found[i] = _better(tasks[i], found[i], back, how, language)


def _to_tell(task: Task, settled: Settled, every: bool) -> Sequence[Need]:
    return task.needs if every else list(settled.missing)


def carry(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations with a well-known word in place of each missing term."""
    made = [
        (i, one)
        for i, settled in _waiting(found)
        if (one := _carrier(tasks[i].source, settled, language))
    ]
    offers = model.translate([one.text for _, one in made]) if made else []
    for (i, one), offer in zip(made, offers, strict=True):
        back = [text for answer in offer if (text := brought(one, answer, language))]
        how = {put.need: (Rung.CARRIED, put.word) for put in one.puts}
        found[i] = _better(tasks[i], found[i], back, how, language)


def _carrier(source: str, settled: Settled, language: Language) -> Carrier | None:
    return carrier(source, list(settled.missing), settled.written.text, language)


def place(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations into which a missing term was put, and which the model went on from there."""
    tried: set[tuple[int, Need]] = set()
    for _ in range(_PLACED):
        made: list[tuple[int, Need, list[tuple[str, str]]]] = []
        for i, settled in _waiting(found):
            need = next((need for need in settled.missing if (i, need) not in tried), None)
            if need is not None:
                tried.add((i, need))
                starts = beginnings(settled.hypothesis, need)
                made.append((i, need, [(tasks[i].source, start) for start in starts]))
        offers = iter(model.complete([start for *_, starts in made for start in starts]))
        for i, need, asked in made:
            offer = [hypothesis for _ in asked for hypothesis in next(offers)]
            offer.sort(key=lambda hypothesis: hypothesis.score, reverse=True)
            found[i] = _better(tasks[i], found[i], offer, {need: (Rung.PLACED, "")}, language)


def _waiting(found: Sequence[Settled | str]) -> Iterator[tuple[int, Settled]]:
    """The translations that lack a term."""
    for i, settled in enumerate(found):
        if isinstance(settled, Settled) and settled.missing:
            yield i, settled


def _better(
    task: Task,
    old: Settled | str,
    offer: Sequence[Hypothesis],
    how: Mapping[Need, How],
    language: Language,
) -> Settled | str:
    """What is made of a new offer, if it has all the terms that the old one has, and more; `how`
    is what brought those. Else the old one."""
    assert isinstance(old, Settled)
    least = old.written.score - _WORSE
    fit = [h for h in offer if h.score >= least]
    new = settled_by(task, fit, language) if fit else ""
    if not isinstance(new, Settled) or not new.missing.keys() < old.missing.keys():
        return old
    rungs = {need: _rung(need, was, old, how) for need, was in new.how.items()}
    return Settled(new.hypothesis, new.written, rungs, new.missing)


def _rung(need: Need, was: How, old: Settled, how: Mapping[Need, How]) -> How:
    """How a term came into a new offer, where it came by `was` from what the model wrote there."""
    if was[0] not in (Rung.AS_TRANSLATED, Rung.HYPOTHESIS):
        return was
    if need in old.missing:
        return how.get(need, was)
    before = old.how[need]
    return before if before[0] is Rung.PLACED else (Rung.AS_TRANSLATED, "")
