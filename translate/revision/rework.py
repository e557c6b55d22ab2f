"""One catalog brought up to a changed glossary: accepted proposals in, drafts patched, offers made.

Pure: catalog and proposals in, catalog, offers and steps out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from translate.audit import entry_syntax
from translate.catalog import Catalog, Entry, Key, State, state_of
from translate.documents import syntax_of
from translate.documents.model import Kind, Segment
from translate.errors import CatalogError, KhabarError
from translate.inline import Syntax, mask, strip
from translate.languages import Language
from translate.mentions import first_mentions, has_first_forms, mentions
from translate.revision.patch import lost_terms, patched, with_guidance
from translate.revision.proposals import (
    Offer,
    accepted,
    declined,
    is_accepted,
    is_current,
    is_for,
    is_open,
    is_touched,
    refused,
)
from translate.revision.revise import Change, Doubt, Revision, Wish, revise
from translate.terms import Glossary, Match, find_terms


class Fate(StrEnum):
    """What became of an entry that a change of the glossary touches."""

    PATCHED = "patched"  # a draft has the new form
    PROPOSED = "proposed"  # for a human's text
    ACCEPTED = "accepted"  # a human's answer went into the catalog
    REDRAFT = "redraft"  # a draft that cannot be patched for certain
    BY_HAND = "by hand"  # a human's text in which the right form is not certain


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, or is left to do, for the entry at `place`; `source` is its text."""

    article: str
    language: Language
    place: str
    source: str
    fate: Fate
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Aim:
    """What to bring about in the catalogs of one language."""

    language: Language
    wish: Wish
    touched: Glossary  # the terms that it is about
    start: re.Pattern[str]  # what a text must have in which one of them stands


@dataclass(slots=True)
class Work:
    """The catalog of the article `name` on its way; `proposals` are those for it, `path` is where
    they are, for messages."""

    name: str
    aim: Aim
    glossary: Glossary
    proposals: Catalog | None
    path: str
    steps: list[Step] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    problems: list[KhabarError] = field(default_factory=list)
    taken: list[Entry] = field(default_factory=list)
    declined: dict[Key, Entry] = field(default_factory=dict)
    first: Mapping[str, Sequence[str]] = field(default_factory=dict)
    catalog: Catalog = field(default_factory=Catalog)

    def left(self, proposals: Sequence[Entry]) -> Iterator[Entry]:
        """The proposals without the answers that are in the catalog now. Who accepts the text as
        it was, or another with the old form in it, has refused the change."""
        current = {entry.key: entry for entry in self.catalog.active}
        for proposal in proposals:
            if proposal not in self.taken:
                yield proposal
            elif answer := self.declined.get(proposal.key):
                yield answer
            elif is_current(proposal, current.get(proposal.key)):
                yield replace(refused(proposal), comment="")  # that is in the catalog

    def worked(self, catalog: Catalog) -> Catalog:
        """The catalog with accepted proposals in it and its drafts patched."""
        answers = {e.key: e for e in self.proposals.active} if self.proposals else {}
        self.first = self._first_mentions(catalog)
        entries = []
        for entry in catalog.entries:
            answer = None if entry.obsolete else answers.pop(entry.key, None)
            if answer is not None and is_accepted(answer):
                entry = self._answered(entry, answer)
            if entry.target and not entry.obsolete:
                entry = self._revised(entry, answer)
            entries.append(entry)
        for answer in answers.values():
            if is_accepted(answer):
                self._not_taken(answer, "its sentence is no longer in the article")
        self.catalog = replace(catalog, entries=tuple(entries))
        return self.catalog

    def _answered(self, entry: Entry, answer: Entry) -> Entry:
        # It may be there already: by hand, by an earlier run that was stopped, or from the start.
        there = accepted(entry, replace(answer, comment="")) == entry
        if not (there or is_current(answer, entry)):
            self._not_taken(answer, "the catalog's text may have changed since it was made")
            return entry
        self.taken.append(answer)
        new = accepted(entry, answer)
        if new == entry:
            return entry
        self._step(entry, Fate.ACCEPTED)
        return with_guidance(new, self.glossary, self.aim.language, self._syntax(entry))

    def _not_taken(self, answer: Entry, why: str) -> None:
        problem = f"not taken in: {answer.source[:60]!r}: {why}"
        remedy = "Put the text into the catalog yourself, or delete the entry here"
        self.problems.append(CatalogError(problem, remedy, path=self.path))

    def _syntax(self, entry: Entry) -> Syntax:
        return entry_syntax(entry, syntax_of(self.name))

    def _revised(self, entry: Entry, answer: Entry | None) -> Entry:
        """The entry with its draft patched; for a human's words an offer is noted."""
        matches = self._matches(entry)
        if not matches:
            return entry
        syntax = self._syntax(entry)
        revision = revise(entry.target, syntax, matches, self.aim.language, self.aim.wish)
        if state_of(entry) is State.DRAFT:
            return self._patched(entry, revision, matches, syntax)
        if revision.changes:
            self._offer(Offer(entry, revision.target, revision.changes), answer)
        if revision.doubts:
            self._step(entry, Fate.BY_HAND, doubts=revision.doubts)
        return entry

    def _offer(self, offer: Offer, answer: Entry | None) -> None:
        if answer in self.taken:
            if answer and (no := declined(answer, offer)):
                self.declined[answer.key] = no
                return
            answer = None  # of a change that it did not know of
        known = answer is not None and is_for(answer, offer)
        if answer is not None and (is_accepted(answer) or (known and not is_open(answer))):
            return
        self.offers.append(offer)
        stays = answer is not None and is_open(answer) and is_touched(answer)
        if not (known or stays):
            self._step(offer.entry, Fate.PROPOSED, offer.changes)

    def _patched(
        self, entry: Entry, revision: Revision, matches: Sequence[Match], syntax: Syntax
    ) -> Entry:
        language, wish = self.aim.language, self.aim.wish
        doubts = revision.doubts or lost_terms(entry, matches, language, syntax, wish)
        if not doubts and not revision.changes:
            return entry
        new = None if doubts else patched(entry, revision, matches, language, syntax)
        if new is None:
            faulty = (Doubt(c.term, c.form, f"{c.new} breaks a check") for c in revision.changes)
            self._step(entry, Fate.REDRAFT, doubts=doubts or tuple(faulty))
            return entry
        self._step(entry, Fate.PATCHED, revision.changes)
        return with_guidance(new, self.glossary, language, syntax)

    def _matches(self, entry: Entry) -> tuple[Match, ...]:
        """The terms of an entry that has one of those in question; else none."""
        words = strip(mask(entry.source, self._syntax(entry)))
        if not find_terms(self.aim.touched, words):
            return ()
        first = self.first.get(entry.source, ()) if entry.context is None else ()
        return mentions(self.glossary, words, first)

    def _first_mentions(self, catalog: Catalog) -> Mapping[str, Sequence[str]]:
        """The terms that each sentence is the first to mention, empty ones too, by its source."""
        if not has_first_forms(self.aim.touched, self.aim.language):
            return {}
        sentences = (entry for entry in catalog.active if entry.context is None)
        syntax = syntax_of(self.name)
        segments = (Segment(entry.source, Kind.SENTENCE, 0, syntax) for entry in sentences)
        return first_mentions(segments, self.glossary, self.aim.language)

    def _step(
        self,
        entry: Entry,
        fate: Fate,
        changes: tuple[Change, ...] = (),
        doubts: tuple[Doubt, ...] = (),
    ) -> None:
        place = next(iter(entry.references), self.name)
        step = Step(self.name, self.aim.language, place, entry.source, fate, changes, doubts)
        self.steps.append(step)
