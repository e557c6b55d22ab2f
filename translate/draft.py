"""Drafts for empty entries: what memory has, else what a machine offers and no check refuses.

Pure but for the engine that is passed in; the catalogs are written elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translate.cascade import Settled, Task, form_places, needs_of, settle, term_links
from translate.checks import Case, Problem, Severity, check
from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.inline import Syntax, carry, escape, mask, restore, strip
from translate.languages import Language
from translate.memory import Match as MemoryMatch
from translate.mentions import mentions
from translate.terms import Glossary
from translate.trail import Rung, Trace, flag_note, trace_note
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
    """A segment that waits for a draft: its text with markup, and what it is (a Kind's value).
    `first` are the glossary's terms, by their sources, that the article first mentions in it."""

    text: str
    kind: str
    syntax: Syntax
    first: tuple[str, ...] = ()


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
    outcomes = _attempt(requests, engine, Decoding.USUAL, house)
    refused = [i for i, outcome in enumerate(outcomes) if isinstance(outcome, Refused)]
    second = _attempt([requests[i] for i in refused], engine, Decoding.CAREFUL, house)
    for i, outcome in zip(refused, second, strict=True):
        if isinstance(outcome, Draft):
            outcomes[i] = outcome
    return outcomes


@dataclass(frozen=True, slots=True)
class _Finished:
    """A hypothesis with markup and typography: what a draft would say, and what is wrong."""

    target: str
    problems: tuple[Problem, ...]
    fault: str | None


def _attempt(
    requests: Sequence[Request], engine: Engine, decoding: Decoding, house: House
) -> list[Draft | Refused]:
    """A draft for each request by the model asked in this way, held to checks and glossary."""
    if not requests:
        return []
    jobs = [_Job(request, house) for request in requests]

    tasks = [Task(job.words, job.needs, job.fault) for job in jobs]
    found = settle(tasks, _Model(engine, decoding), house.language)
    return [job.draft(settled, engine.name) for job, settled in zip(jobs, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Model:
    """An engine, in one way of decoding, without the stops that it adds to headings."""

    engine: Engine
    decoding: Decoding

    @property
    def suppresses(self) -> bool:
        return self.engine.suppresses

    @property
    def annotation(self) -> str:
        return self.engine.annotation

    def translate(self, sources: Sequence[str]) -> list[list[Hypothesis]]:
        return _without_added_stops(sources, self.engine.translate(sources, self.decoding))

    def translate_again(
        self, sources: Sequence[str], without: tuple[str, ...] = ()
    ) -> list[list[Hypothesis]]:
        offers = self.engine.translate(sources, Decoding.AGAIN, without)
        return _without_added_stops(sources, offers)

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        sources = [placing.source for placing in placings]
        return _without_added_stops(sources, self.engine.place(placings))


def _without_added_stops(
    sources: Sequence[str], offers: Sequence[Sequence[Hypothesis]]
) -> list[list[Hypothesis]]:
    return [
        [replace(h, text=_without_added_stop(h.text, source)) for h in offer]
        for source, offer in zip(sources, offers, strict=True)
    ]


class _Job:
    """A request on its way to a draft: its markup masked, its terms found, its hypotheses finished
    once each."""

    def __init__(self, request: Request, house: House) -> None:
        self.request = request
        self.house = house
        self.masked = mask(request.text, request.syntax)
        self.words = strip(self.masked)
        self.needs = needs_of(mentions(house.glossary, self.words, request.first), house.language)
        self._finished: dict[Hypothesis, _Finished] = {}

    def fault(self, hypothesis: Hypothesis) -> str | None:
        """Why a hypothesis cannot be a draft: by its words, then with its markup."""
        return self.finished(hypothesis).fault

    def finished(self, hypothesis: Hypothesis) -> _Finished:
        if hypothesis not in self._finished:
            self._finished[hypothesis] = self._finish(hypothesis)
        return self._finished[hypothesis]

    def _finish(self, hypothesis: Hypothesis) -> _Finished:
        fault = _fault_of_words(self.words, hypothesis.text, self.request.kind, self.house)
        if fault is not None:
            return _Finished("", (), fault)
        syntax = self.request.syntax
        links = hypothesis.links
        if self.masked.pieces:
            links = term_links(hypothesis, self.needs, self.house.language)
        carried = carry(self.masked, hypothesis.text, links)
        target = restore(escape(carried, syntax), self.masked.pieces)
        target = typeset(target, self.house.language, self.house.style, syntax)
        problems = tuple(check(_case(self.request, target, self.house)))
        return _Finished(target, problems, _first_error(problems))

    def draft(self, settled: Settled | str, engine: str) -> Draft | Refused:
        if isinstance(settled, str):
            return Refused(settled)
        finished = self.finished(settled.hypothesis)
        origin = f"machine {engine}; score {settled.hypothesis.score:.2f}"
        notes = _notes(finished.target, settled, self.house.language)
        return Draft(finished.target, origin, (*notes, *_told(finished.problems)))


def _fault_of_words(words: str, text: str, kind: str, house: House) -> str | None:
    """Why a machine's words are of no use to a reviewer, if they are not."""
    case = Case(words, text, house.language, Syntax.PLAIN, kind)
    return _first_error(check(case)) or _untranslated(words, text) or _absurd(words, text)


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


def _case(request: Request, target: str, house: House) -> Case:
    return Case(request.text, target, house.language, request.syntax, request.kind)


def _notes(target: str, settled: Settled, language: Language) -> Iterator[str]:
    """How each term came into the draft, or why it did not."""
    for need, (rung, was) in settled.how.items():
        # Where words were put the form asked for stands, maybe behind one that the model wrote.
        put = need if rung in (Rung.AS_TRANSLATED, Rung.HYPOTHESIS) else replace(need, first=True)
        spans = form_places(target, put, language) or form_places(target, need, language)
        form = target[slice(*spans[0])] if spans else need.form
        yield trace_note(Trace(need.term.source, form, rung, was))
    for need, reason in settled.missing.items():
        yield flag_note(need.term.source, need.form, reason)


def _told(problems: Sequence[Problem]) -> tuple[str, ...]:
    return tuple(f"check: {problem.message}" for problem in problems)


def _first_error(problems: Sequence[Problem]) -> str | None:
    return next((p.message for p in problems if p.severity is Severity.ERROR), None)
