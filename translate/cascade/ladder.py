"""The rungs of the cascade, over many segments at a time: what a model is asked again goes to it
in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from translate.cascade.edits import Edit, edited
from translate.cascade.needs import Need, banned_places, lacking
from translate.cascade.standins import Carrier, brought, carrier
from translate.cascade.substitution import first_mentions, substitutions, wrong_words
from translate.cascade.telling import heard, told
from translate.engines import Hypothesis
from translate.languages import Language
from translate.trail import Rung

How = tuple[Rung, str]  # the rung, and what it says more of itself: see translate/trail.py

# A longer sentence is seldom brought back with all its stand-ins, and costs the most to try.
_SHORT = 250  # characters

# A translation that a model is that much less sure of (mean log-probability a piece) costs more
# than the terms it brings: a flag is better.
_WORSE = 0.5


class Ask(Protocol):
    """The model: its hypotheses for each source, best first, without the words in `without`."""

    def __call__(
        self, sources: Sequence[str], without: tuple[str, ...] = ()
    ) -> list[list[Hypothesis]]: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A source to translate, what the glossary asks of it, and `fault`, which says why a
    translation of it cannot be used (None: it can)."""

    source: str
    needs: tuple[Need, ...]
    fault: Callable[[Hypothesis], str | None]


@dataclass(frozen=True, slots=True)
class Settled:
    """The translation to draft with; `written` is what the model itself wrote. `how` tells of each
    term that is there by which rung it came, `missing` which are not, and why."""

    hypothesis: Hypothesis
    written: Hypothesis
    how: Mapping[Need, How]
    missing: Mapping[Need, str]


def settle(
    tasks: Sequence[Task], ask: Ask, language: Language, suppresses: bool, annotation: str = ""
) -> list[Settled | str]:
    """A translation for each task, or what is wrong with the model's best.

    `suppresses` says whether `ask` heeds its second argument, `annotation` how its sources can
    give a term's form (`Engine.annotation`); a rung that the model has not is passed over.
    """
    offers = ask([task.source for task in tasks])
    found = [
        _settled(task, offer, language) if offer else "the model gave nothing"
        for task, offer in zip(tasks, offers, strict=True)
    ]
    if suppresses:
        _decode_again(tasks, found, ask, language)
    if annotation:
        _tell(tasks, found, ask, language, annotation)
    _carry(tasks, found, ask, language)
    return found


# The rungs without the model


def _settled(task: Task, offer: Sequence[Hypothesis], language: Language) -> Settled | str:
    """The hypothesis that does best by the needs, with words replaced where that helps: never
    without a term that the model's best usable one has."""
    firsts = [_first_mentions(h, task, language) for h in offer]
    offer = [edited(h, edits) for h, edits in zip(offer, firsts, strict=True)]
    base = next((i for i, h in enumerate(offer) if task.fault(h) is None), None)
    if base is None:
        return task.fault(offer[0]) or "no hypothesis can be used"
    lacks = [set(lacking(h.text, task.needs, language)) for h in offer]
    for i, edits, missing in _tries(task, offer, lacks, base, language):
        text = edited(offer[i], edits)
        if task.fault(text) is None:
            how: dict[Need, How] = {
                need: (Rung.AS_TRANSLATED, "")
                if need not in lacks[base]
                else (Rung.HYPOTHESIS, str(i + 1))
                for need in task.needs
                if need not in missing
            }
            how |= {edit.need: (Rung.FIRST_MENTION, "") for edit in firsts[i] if edit.need in how}
            how |= {
                edit.need: (Rung.REPLACED, offer[i].text[edit.start : edit.end])
                for edit in reversed(edits)
                if edit.need in how
            }
            reasons = {n: _reason(text, n, task, language) for n in task.needs if n in missing}
            return Settled(text, offer[i], how, reasons)
    raise AssertionError("the base itself is usable")


def _first_mentions(hypothesis: Hypothesis, task: Task, language: Language) -> list[Edit]:
    edits = first_mentions(hypothesis.text, task.needs, language)
    return edits if edits and task.fault(edited(hypothesis, edits)) is None else []


_Try = tuple[int, Sequence[Edit], set[Need]]  # which hypothesis, changed how, and what it lacks


def _tries(
    task: Task,
    offer: Sequence[Hypothesis],
    lacks: Sequence[set[Need]],
    base: int,
    language: Language,
) -> Iterator[_Try]:
    """What may be drafted with, the best first: the base before all that are no better."""
    whole = [i for i, missing in enumerate(lacks) if i >= base and not missing]
    yield from ((i, (), set()) for i in whole)
    tries: list[_Try] = [(base, (), lacks[base])]
    for i, hypothesis in enumerate(offer):
        if edits := list(substitutions(hypothesis, task.needs, language)):
            missing = set(lacking(edited(hypothesis, edits).text, task.needs, language))
            tries.append((i, edits, missing))
        tries.append((i, (), lacks[i]))
    fit = [one for one in tries if one[2] <= lacks[base]]
    yield from sorted(fit, key=lambda one: len(one[2]))


def _reason(text: Hypothesis, need: Need, task: Task, language: Language) -> str:
    if any(banned_places(text.text, need, task.needs, language)):
        return "a forbidden form stands there"
    if not wrong_words(text, need, language):
        return "no words of the draft are known to stand for it"
    if need.plural:
        return "its plural is not in the glossary"
    return "replacing it would break the sentence"


# The rungs that ask the model again


def _decode_again(
    tasks: Sequence[Task], found: list[Settled | str], ask: Ask, language: Language
) -> None:
    """Translations without the words that the model wrote for a missing term."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for i, settled in _waiting(found):
        words = [wrong_words(settled.written, need, language) for need in settled.missing]
        without = tuple(sorted({word for found in words for word in found}))
        if without:
            groups.setdefault(without, []).append(i)
    for without, group in groups.items():
        offers = ask([tasks[i].source for i in group], without)
        for i, offer in zip(group, offers, strict=True):
            how = {need: (Rung.DECODED_AGAIN, ", ".join(without)) for need in tasks[i].needs}
            found[i] = _better(tasks[i], found[i], offer, how, language)


def _tell(
    tasks: Sequence[Task],
    found: list[Settled | str],
    ask: Ask,
    language: Language,
    annotation: str,
) -> None:
    """Translations of sources that give the forms of the missing terms; then of all."""
    for every in (False, True):
        made = [
            (i, one)
            for i, settled in _waiting(found)
            if not every or settled.how
            if (
                one := told(
                    tasks[i].source, _to_tell(tasks[i], settled, every), annotation, language
                )
            )
        ]
        offers = ask([one.text for _, one in made]) if made else []
        for (i, one), offer in zip(made, offers, strict=True):
            back = [text for answer in offer if (text := heard(one, answer))]
            how = {put.need: (Rung.TOLD, "") for put in one.puts}
            found[i] = _better(tasks[i], found[i], back, how, language)


def _to_tell(task: Task, settled: Settled, every: bool) -> Sequence[Need]:
    return task.needs if every else list(settled.missing)


def _carry(tasks: Sequence[Task], found: list[Settled | str], ask: Ask, language: Language) -> None:
    """Translations with a well-known word in place of each missing term; then with another word
    or, where several terms are missing, for one at a time."""
    for carriers in (_carriers, _other_carriers):
        made = [
            (i, one)
            for i, settled in _waiting(found)
            for one in carriers(tasks[i].source, settled, language)
            if one
        ]
        offers = ask([one.text for _, one in made]) if made else []
        for (i, one), offer in zip(made, offers, strict=True):
            back = [text for answer in offer if (text := brought(one, answer, language))]
            how = {put.need: (Rung.CARRIED, put.word) for put in one.puts}
            found[i] = _better(tasks[i], found[i], back, how, language)


def _carriers(source: str, settled: Settled, language: Language) -> list[Carrier | None]:
    return [carrier(source, list(settled.missing), settled.written.text, language)]


def _other_carriers(source: str, settled: Settled, language: Language) -> list[Carrier | None]:
    if len(source) > _SHORT:
        return []
    missing, text = list(settled.missing), settled.written.text
    if len(missing) > 1:
        return [carrier(source, [need], text, language) for need in missing]
    (first,) = _carriers(source, settled, language)
    used = frozenset(one.source for one in first.stand_ins.values()) if first else frozenset()
    return [carrier(source, missing, text, language, used)] if used else []


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
    new = _settled(task, fit, language) if fit else ""
    if not isinstance(new, Settled) or not new.missing.keys() < old.missing.keys():
        return old
    rungs = {
        need: how.get(need, was)
        if need in old.missing and was[0] in (Rung.AS_TRANSLATED, Rung.HYPOTHESIS)
        else ((Rung.AS_TRANSLATED, "") if was[0] is Rung.HYPOTHESIS else was)
        for need, was in new.how.items()
    }
    return Settled(new.hypothesis, new.written, rungs, new.missing)
