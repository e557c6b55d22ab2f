"""Which forms of each term the translations of a project use, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from translate.audit import entry_syntax
from translate.catalog import Entry, State, state_of
from translate.desk import load_catalog
from translate.documents import syntax_of
from translate.errors import KhabarError
from translate.inline import Syntax, mask, strip
from translate.languages import Language
from translate.project import Project
from translate.sightings import Rank, uses
from translate.terms import Glossary, Match, Term, find_terms


@dataclass(frozen=True, slots=True)
class Count:
    """How often something stands in reviewed text and in text that is not reviewed yet, and the
    lines of the articles that it translates."""

    reviewed: int = 0
    drafts: int = 0
    places: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.reviewed + self.drafts


@dataclass(frozen=True, slots=True)
class FormCount:
    """A form of the glossary, what it is to it, and where it stands."""

    form: str
    rank: Rank
    count: Count


@dataclass(frozen=True, slots=True)
class TermReport:
    """The forms found for a term in a language, forbidden ones first and the more frequent before
    others; `missing` counts the sentences whose translation has no form of it."""

    term: Term
    language: Language
    forms: tuple[FormCount, ...]
    missing: Count

    @property
    def forbidden(self) -> int:
        """How often a forbidden form stands."""
        return sum(form.count.total for form in self.forms if form.rank is Rank.FORBIDDEN)

    @property
    def deviations(self) -> int:
        """How often something else than the preferred form stands, or nothing."""
        others = (form for form in self.forms if form.rank is not Rank.PREFERRED)
        return self.missing.total + sum(form.count.total for form in others)


@dataclass(frozen=True, slots=True)
class Survey:
    """The terms that occur in the articles, worst first, and what could not be read."""

    terms: tuple[TermReport, ...]
    problems: tuple[KhabarError, ...]


@dataclass(slots=True)
class _Places:
    reviewed: int = 0
    drafts: int = 0
    places: list[str] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        if state_of(entry) is State.REVIEWED:
            self.reviewed += 1
        else:
            self.drafts += 1
        self.places += entry.references[:1]

    def count(self) -> Count:
        return Count(self.reviewed, self.drafts, tuple(self.places))


@dataclass(slots=True)
class _Ledger:
    """What is found of one term in one language."""

    term: Term
    language: Language
    forms: dict[tuple[str, Rank], _Places] = field(default_factory=dict)
    missing: _Places = field(default_factory=_Places)

    def report(self) -> TermReport:
        forms = [FormCount(form, rank, p.count()) for (form, rank), p in self.forms.items()]
        forms.sort(key=lambda f: (f.rank is not Rank.FORBIDDEN, -f.count.total, f.form))
        return TermReport(self.term, self.language, tuple(forms), self.missing.count())


def survey(
    project: Project,
    names: Sequence[str],
    languages: Sequence[Language],
    glossary: Glossary,
    tick: Callable[[int], None] = lambda count: None,
) -> Survey:
    """The forms found for each of the glossary's terms in the catalogs of the articles `names`."""
    found: dict[tuple[str, str], _Ledger] = {}
    problems: list[KhabarError] = []
    for name in names:
        known: dict[tuple[str, Syntax], tuple[Match, ...]] = {}
        for language in languages:
            try:
                catalog = load_catalog(project, name, language)
            except KhabarError as error:
                problems.append(error)
                continue
            article = syntax_of(name)
            for entry in catalog.active if catalog else ():
                if entry.target:
                    matches = _matches(entry, entry_syntax(entry, article), glossary, known)
                    _enter(found, entry, article, matches, language)
        tick(1)
    reports = (ledger.report() for ledger in found.values())
    return Survey(tuple(sorted(reports, key=_worst_first)), tuple(problems))


def _matches(
    entry: Entry,
    syntax: Syntax,
    glossary: Glossary,
    known: dict[tuple[str, Syntax], tuple[Match, ...]],
) -> tuple[Match, ...]:
    """The terms of a source; found once for all languages of an article."""
    key = (entry.source, syntax)
    if key not in known:
        known[key] = find_terms(glossary, strip(mask(entry.source, syntax)))
    return known[key]


def _enter(
    found: dict[tuple[str, str], _Ledger],
    entry: Entry,
    article: Syntax,
    matches: Sequence[Match],
    language: Language,
) -> None:
    if not matches:
        return
    text = strip(mask(entry.target, entry_syntax(entry, article)))
    for use in uses(text, matches, language):
        key = (use.term.source, language.code)
        ledger = found.setdefault(key, _Ledger(use.term, language))
        for sighting in use.sightings:
            ledger.forms.setdefault((sighting.form, sighting.rank), _Places()).add(entry)
        # What stands for a plural may be a plural of which the glossary knows nothing.
        if not use.sightings and not all(match.plural for match in use.matches):
            ledger.missing.add(entry)


def _worst_first(report: TermReport) -> tuple[int, int, str, str]:
    return -report.forbidden, -report.deviations, report.term.source, report.language.code


def only_terms(glossary: Glossary, sources: Iterable[str]) -> Iterator[tuple[str, Term | None]]:
    """For each of the `sources` as a user types them its term, by source or alias in any case."""
    by_name: Mapping[str, Term] = {
        name.lower(): term
        for term in reversed(glossary.terms)
        for name in (*term.aliases, term.source)
    }
    for source in sources:
        yield source, by_name.get(source.lower())
