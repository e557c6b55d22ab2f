"""The rungs of the cascade that ask the model again, in batches over many segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from translate.cascade.needs import Need
from translate.cascade.placing import places
from translate.cascade.settling import How, Settled, Task, best_of
from translate.cascade.shapes import generic, in_number
from translate.cascade.standins import Carrier, brought, carrier
from translate.cascade.substitution import wrong_words
from translate.cascade.telling import Told, heard, told
from translate.engines import Hypothesis, Placing
from translate.languages import Language
from translate.trail import Rung

# A translation that a model is that much less sure of (mean log-probability a piece) costs more
# than the terms it brings: a flag is better.
_WORSE = 0.5

# Terms of one sentence that are placed, one after the other.
_PLACED = 5

# Characters of a source that is told its forms: in longer ones models obey less, and to ask for
# them again costs most.
_TOLD = 240


_Source = TypeVar("_Source", Told, Carrier)  # rewritten


class Model(Protocol):
    """What is asked: an engine, in one way of decoding. See `translate.engines.Engine`."""

    @property
    def suppresses(self) -> bool: ...

    @property
    def annotation(self) -> str: ...

    def translate(self, sources: Sequence[str]) -> list[list[Hypothesis]]:
        """The hypotheses for each source, best first."""
        ...

    def translate_again(
        self, sources: Sequence[str], without: tuple[str, ...] = ()
    ) -> list[list[Hypothesis]]:
        """As `translate`, for sources that changed or words that may not be written, with less
        work."""
        ...

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        """For each placing its translations, the likeliest first."""
        ...


def tell(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations of sources that give the forms of the missing terms."""
    made = [
        (i, one)
        for i, settled in _waiting(found)
        if len(tasks[i].source) <= _TOLD
        and (one := told(tasks[i].source, list(settled.missing), model.annotation, language))
    ]
    offers = _asked([one for _, one in made], model, heard)
    for (i, one), offer in zip(made, offers, strict=True):
        how = {put.need: (Rung.TOLD, "") for put in one.puts}
        found[i] = _better(tasks[i], found[i], offer, how, language)


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
        offers = model.translate_again([tasks[i].source for i in group], without)
        for i, offer in zip(group, offers, strict=True):
            how = {need: (Rung.DECODED_AGAIN, ", ".join(without)) for need in tasks[i].needs}
            found[i] = _better(tasks[i], found[i], offer, how, language)


def carry(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations with a well-known word in place of each missing term."""
    made = [
        (i, one)
        for i, settled in _waiting(found)
        if (one := carrier(tasks[i].source, [*settled.missing], settled.written.text, language))
    ]
    offers = _asked([one for _, one in made], model, partial(brought, language=language))
    for (i, one), offer in zip(made, offers, strict=True):
        how = {put.need: (Rung.CARRIED, put.word) for put in one.puts}
        found[i] = _better(tasks[i], found[i], offer, how, language)


def _asked(
    sources: Sequence[_Source],
    model: Model,
    back: Callable[[_Source, Hypothesis], Hypothesis | None],
) -> list[list[Hypothesis]]:
    """The hypotheses for rewritten sources, as far as `back` finds the way to the source itself."""
    offers = model.translate_again([one.text for one in sources]) if sources else []
    return [
        [hypothesis for answer in offer if (hypothesis := back(one, answer))]
        for one, offer in zip(sources, offers, strict=True)
    ]


def place(
    tasks: Sequence[Task], found: list[Settled | str], model: Model, language: Language
) -> None:
    """Translations into which the form of a missing term was put, one term after the other."""
    tried: set[tuple[int, Need]] = set()
    for _ in range(_PLACED):
        made: list[tuple[int, Need, str, Placing]] = []
        for i, settled in _waiting(found):
            left = [
                (need, *known)
                for need in settled.missing
                if (i, need) not in tried and (known := _form_to_place(need, language))
            ]
            if left:
                need, form, how = left[0]
                tried.add((i, need))
                answer = settled.hypothesis
                placing = Placing(tasks[i].source, answer, places(answer, need), form)
                made.append((i, need, how, placing))
        offers = model.place([placing for *_, placing in made]) if made else []
        for (i, need, how, _), offer in zip(made, offers, strict=True):
            found[i] = _better(tasks[i], found[i], offer, {need: (Rung.PLACED, how)}, language)


def _form_to_place(need: Need, language: Language) -> tuple[str, str] | None:
    """The form, and what the rung says more of it."""
    if form := in_number(need, language):
        return form, ""
    singular = generic(need, language)
    return (singular, "in the singular") if singular else None


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
    """The first of those made of a new offer's hypotheses that lack least, if it has all the terms
    that the old one has, and more; `how` is what brought those. Else the old one."""
    assert isinstance(old, Settled)
    least = old.written.score - _WORSE
    made = [best_of(task, [h], language) for h in offer if h.score >= least]
    more = [s for s in made if isinstance(s, Settled) and s.missing.keys() < old.missing.keys()]
    if not more:
        return old
    new = min(more, key=lambda settled: len(settled.missing))
    placed = any(way[0] is Rung.PLACED for way in how.values())
    rungs = {need: _rung(need, was, old, how, placed) for need, was in new.how.items()}
    return Settled(new.hypothesis, new.written, rungs, new.missing)


def _rung(need: Need, was: How, old: Settled, how: Mapping[Need, How], placed: bool) -> How:
    """How a term came into a new offer, where it came by `was` from what the model wrote there.
    One into which a term was `placed` is made of the old one."""
    if was[0] not in (Rung.AS_TRANSLATED, Rung.HYPOTHESIS):
        return was
    if need in old.missing:
        return how.get(need, was)
    return old.how[need] if placed else (Rung.AS_TRANSLATED, "")
