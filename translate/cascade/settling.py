"""The rungs of the cascade that do without the model: what its hypotheses make of the terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.cascade.edits import Edit, edited
from translate.cascade.needs import Need, banned_places, lacking
from translate.cascade.substitution import first_mentions, substitutions, wrong_words
from translate.engines import Hypothesis
from translate.languages import Language
from translate.trail import Rung

How = tuple[Rung, str]  # the rung, and what it says more of itself: see translate/trail.py


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


def best_of(task: Task, offer: Sequence[Hypothesis], language: Language) -> Settled | str:
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
            if not missing:
                yield i, edits, missing  # before the next hypothesis is looked at
            else:
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
