"""Drafts for empty entries: what memory has, else what a machine offers and no check refuses.

Pure but for the engine that is passed in; the catalogs are written elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.checks import Case, Problem, Severity, check
from translate.enforce import Enforced, enforce
from translate.engines import Decoding, Engine, Hypothesis
from translate.inline import Masked, Syntax, carry, escape, mask, restore, strip
from translate.languages import Language
from translate.memory import Match as MemoryMatch
from translate.terms import Glossary, Match, find_terms
from translate.typography import Style, typeset

# Not an acronym, a code or a name like iPhone, which may stay as they are.
_ORDINARY_WORD = re.compile(r"(?<![\w@#.])[A-Za-z][a-z]{3,}(?![\w.@])")
_LATIN = re.compile("[A-Za-z]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]")

# What a short source may differ by, in characters: UN is three words in every language.
_SLACK = 40

_CLOSERS = "\"'”’»›)\\]\\s"
_ENDED = re.compile(rf"[.!?…:;،۔؟؛,—–-][{_CLOSERS}]*$")
# Neither the last of several stops nor that of an abbreviation (ا.ف.پ.).
_ADDED_STOP = re.compile(rf"(?<![.۔…\s])(?<![.۔]\w)\s*[.۔](?=[{_CLOSERS}]*$)")


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
    """No draft: every hypothesis was of no use; `reason` is what was wrong with the first."""

    reason: str


@dataclass(frozen=True, slots=True)
class House:
    """What drafts into one language are held to."""

    language: Language
    glossary: Glossary
    style: Style


def draft_from_memory(request: Request, match: MemoryMatch, house: House) -> Draft:
    """The approved translation of the same sentence, with whatever checks say of it here."""
    problems = check(_case(request, match.target, house))
    return Draft(match.target, f"memory {match.article}", _told(problems))


def draft_by_machine(
    requests: Sequence[Request], engine: Engine, house: House
) -> list[Draft | Refused]:
    """A draft for each request, or why there is none.

    All go to the engine as one batch, and once more, with more care, those whose every hypothesis
    was refused. Raises ModelError when the engine cannot work.
    """
    tasks = [_task(request) for request in requests]
    outcomes = _attempt(tasks, engine, Decoding.USUAL, house)
    refused = [i for i, outcome in enumerate(outcomes) if isinstance(outcome, Refused)]
    second = _attempt([tasks[i] for i in refused], engine, Decoding.CAREFUL, house)
    for i, outcome in zip(refused, second, strict=True):
        if isinstance(outcome, Draft):
            outcomes[i] = outcome
    return outcomes


@dataclass(frozen=True, slots=True)
class _Task:
    """A request with its markup masked, and the words that the engine gets."""

    request: Request
    masked: Masked
    words: str


def _task(request: Request) -> _Task:
    masked = mask(request.text, request.syntax)
    return _Task(request, masked, strip(masked))


def _attempt(
    tasks: Sequence[_Task], engine: Engine, decoding: Decoding, house: House
) -> list[Draft | Refused]:
    if not tasks:
        return []
    offers = engine.translate([task.words for task in tasks], decoding)
    return [
        _choose(task, offer, engine.name, house) for task, offer in zip(tasks, offers, strict=True)
    ]


def _choose(task: _Task, offer: Sequence[Hypothesis], engine: str, house: House) -> Draft | Refused:
    """The best hypothesis that passes, first by its words, then with glossary and markup."""
    if not offer:
        return Refused("the model gave nothing")
    offer = [replace(h, text=_without_added_stop(h.text, task.words)) for h in offer]
    faults = [_fault_of_words(task, hypothesis.text, house) for hypothesis in offer]
    fit = [h for h, fault in zip(offer, faults, strict=True) if fault is None]
    terms = _required(find_terms(house.glossary, task.words), house.language)
    while fit:
        chosen = enforce(terms, fit, house.language)
        target = _finished(task, chosen, house)
        problems = check(_case(task.request, target, house))
        fault = _first_error(problems)
        if fault is None:
            origin = f"machine {engine}; score {fit[chosen.hypothesis_index].score:.2f}"
            return Draft(target, origin, _notes(chosen, problems, house))
        faults.append(fault)
        del fit[chosen.hypothesis_index]
    return Refused(next(filter(None, faults)))


def _fault_of_words(task: _Task, text: str, house: House) -> str | None:
    """Why a machine's words are of no use to a reviewer, if they are not."""
    case = Case(task.words, text, house.language, Syntax.PLAIN, task.request.kind)
    return _first_error(check(case)) or _untranslated(task.words, text) or _absurd(task.words, text)


def _untranslated(source: str, target: str) -> str | None:
    """An ordinary English word in the source, and no letter but Latin ones in the target. (The
    checks let one or two words pass: a reviewer may well leave a name as it is.)"""
    if _ORDINARY_WORD.search(source) and _LATIN.search(target) and not _ARABIC.search(target):
        return "The source came back in Latin letters. Translate it."
    return None


def _absurd(source: str, target: str) -> str | None:
    """A length that no translation has, whatever the source."""
    least, most = len(source) / 4 - _SLACK / 4, len(source) * 4 + _SLACK
    if least <= len(target) <= most:
        return None
    return f"The model wrote {len(target)} characters for {len(source)}. Translate anew."


def _without_added_stop(target: str, source: str) -> str:
    """`target` without a final full stop that `source` (a heading, a cell, a caption) has not."""
    return target if _ENDED.search(source) else _ADDED_STOP.sub("", target)


def _finished(task: _Task, chosen: Enforced, house: House) -> str:
    """The chosen words with the source's markup, in the house's typography."""
    syntax = task.request.syntax
    carried = carry(task.masked, chosen.text, chosen.links)
    target = restore(escape(carried, syntax), task.masked.pieces)
    return typeset(target, house.language, house.style, syntax)


def _required(matches: Sequence[Match], language: Language) -> tuple[Match, ...]:
    return tuple(match for match in matches if match.term.required(language))


def _case(request: Request, target: str, house: House) -> Case:
    return Case(request.text, target, house.language, request.syntax, request.kind)


def _notes(chosen: Enforced, problems: Sequence[Problem], house: House) -> tuple[str, ...]:
    repaired = (f"glossary repair: {repair}" for repair in chosen.repairs)
    missing = (
        f"check: glossary: {term.source} should be {term.required(house.language)}"
        for term in chosen.missing
    )
    return (*repaired, *missing, *_told(problems))


def _told(problems: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(f"check: {problem.message}" for problem in problems)


def _first_error(problems: Sequence[Problem]) -> str | None:
    return next((p.message for p in problems if p.severity is Severity.ERROR), None)
