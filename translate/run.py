"""A run of `khabar translate`: what it works with, and what it has found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from translate import __version__
from translate.catalog import Catalog, Key, State, state_of
from translate.documents.model import Document
from translate.draft import House
from translate.engines import Engine
from translate.errors import KhabarError, ModelError
from translate.files import digest
from translate.languages import Language
from translate.ledger import Ledger, Record
from translate.memory import Match, Reviewed
from translate.mentions import first_mentions, has_first_forms
from translate.merge import Stamp
from translate.models import Missing
from translate.project import Project
from translate.terms import Glossary
from translate.typography import Style

Server = Engine | Missing


@dataclass(frozen=True, slots=True)
class Row:
    """How an article's catalog in a language stands after a run, how many drafts are new, by
    where they came from, and how many glossary terms came into those, by rung (see trail.py)."""

    article: str
    language: Language
    counts: Mapping[str, int]
    new: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: rows by article and language, problems to mend, languages without a model."""

    rows: tuple[Row, ...]
    problems: tuple[KhabarError, ...]
    missing: tuple[Missing, ...]


@dataclass(slots=True)
class Run:
    """One run of `khabar translate`: what it works with, and what it has found so far."""

    project: Project
    glossary: Glossary
    servers: Mapping[str, Server]
    ledger: Ledger
    encoding: str
    redraft: bool = False
    time: str = ""
    problems: list[KhabarError] = field(default_factory=list)
    rows: dict[tuple[str, str], Row] = field(default_factory=dict)
    memories: dict[str, Mapping[Key, Match]] = field(default_factory=dict)
    broken: dict[str, ModelError] = field(default_factory=dict)
    introducing: dict[str, bool] = field(default_factory=dict)

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.project.name, self.time)

    def settings(self, language: Language) -> str:
        """A hash of all that shapes drafts and comments, besides article and catalog."""
        server = self.servers[language.code]
        served = f"no model: {server.reason}" if isinstance(server, Missing) else server.name
        keys = "\0".join(self.project.translated_keys)
        digits = self.project.digits[language.code].value
        parts = (__version__, self.glossary.digest, served, keys, digits, self.encoding)
        return digest(*parts)

    def first_mentions(
        self, document: Document, language: Language
    ) -> Mapping[str, tuple[str, ...]]:
        """See mentions.py; nothing where the glossary has no form for first mentions."""
        code = language.code
        if code not in self.introducing:
            self.introducing[code] = has_first_forms(self.glossary, language)
        if not self.introducing[code]:
            return {}
        return first_mentions(document.segments, self.glossary, language)

    def house(self, language: Language) -> House:
        return House(language, self.glossary, Style(self.project.digits[language.code]))


def now() -> str:
    """The time as PO headers give it, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")


def note(run: Run, name: str, language: Language, catalog: Catalog, record: Record) -> None:
    """Put how a catalog stands, and what is approved in it, into the ledger."""
    approved = [
        Reviewed(entry.key, entry.target, name)
        for entry in catalog.active
        if state_of(entry) is State.REVIEWED
    ]
    run.ledger.put(name, language.code, record, approved)
