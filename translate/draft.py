"""Drafts for empty entries: what memory has, else what a machine offers and no check refuses.

Pure but for the engine that is passed in; the catalogs are written elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.checks import Case, Problem, Severity, check
from translate.enforce import enforce
from translate.engines import Engine, Hypothesis
from translate.inline import Masked, Syntax, carry, escape, mask, restore, strip
from translate.languages import Language
from translate.memory import Match as MemoryMatch
from translate.terms import Glossary, Match, find_terms
from translate.typography import Style, typeset


@dataclass(frozen=True, slots=True)
class Request:
    """A segment that waits for a draft: its text with markup, and what it is (a Kind's value)."""

    text: str
    kind: str
    syntax: Syntax


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation for a reviewer to judge; `origin` tells where it came from, `notes` what to
    look at."""

    target: str
    origin: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """No draft: every hypothesis failed a check; `reason` names the first one's failure."""

    reason: str


@dataclass(frozen=True, slots=True)
class House:
    """What drafts into one language are held to."""

    language: Language
    glossary: Glossary
    style: Style


def draft_from_memory(request: Request, match: MemoryMatch, house: House) -> Draft:
    """The approved translation of the same sentence, with whatever checks say of it here."""
    return Draft(match.target, f"memory {match.article}", _notes(request, match.target, house))


def draft_by_machine(
    requests: Sequence[Request], engine: Engine, house: House
) -> list[Draft | Refused]:
    """A draft for each request, or why there is none. All go to the engine as one batch.

    Raises ModelError when the engine cannot work.
    """
    masked = [mask(request.text, request.syntax) for request in requests]
    plain = [strip(item) for item in masked]
    offers = engine.translate(plain)
    return [
        _choose(request, item, words, hypotheses, engine.name, house)
        for request, item, words, hypotheses in zip(requests, masked, plain, offers, strict=True)
    ]


def _choose(
    request: Request,
    masked: Masked,
    plain: str,
    hypotheses: Sequence[Hypothesis],
    engine: str,
    house: House,
) -> Draft | Refused:
    fit: list[Hypothesis] = []
    reason = "the model gave nothing"
    for hypothesis in hypotheses:
        case = Case(plain, hypothesis.text, house.language, Syntax.PLAIN, request.kind)
        if fault := _first_error(check(case)):
            reason = fault if not fit and reason.startswith("the model") else reason
        else:
            fit.append(hypothesis)
    if not fit:
        return Refused(reason)
    terms = _required(find_terms(house.glossary, plain), house.language)
    chosen = enforce(terms, fit, house.language)
    carried = carry(masked, chosen.text, chosen.links)
    target = restore(escape(carried, request.syntax), masked.pieces)
    target = typeset(target, house.language, house.style, request.syntax)
    if fault := _first_error(check(_case(request, target, house))):
        return Refused(fault)
    origin = f"machine {engine}; score {fit[chosen.hypothesis_index].score:.2f}"
    repaired = tuple(f"glossary repair: {repair}" for repair in chosen.repairs)
    missing = tuple(
        f"check: glossary: {term.source} should be {term.required(house.language)}"
        for term in chosen.missing
    )
    return Draft(target, origin, (*repaired, *missing, *_notes(request, target, house)))


def _required(matches: Sequence[Match], language: Language) -> tuple[Match, ...]:
    return tuple(match for match in matches if match.term.required(language))


def _case(request: Request, target: str, house: House) -> Case:
    return Case(request.text, target, house.language, request.syntax, request.kind)


def _notes(request: Request, target: str, house: House) -> tuple[str, ...]:
    problems = check(_case(request, target, house))
    return tuple(f"check: {problem.message}" for problem in problems)


def _first_error(problems: Sequence[Problem]) -> str | None:
    return next((p.message for p in problems if p.severity is Severity.ERROR), None)
