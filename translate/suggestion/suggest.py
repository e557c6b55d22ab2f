"""`khabar glossary suggest`: what the glossary lacks, as rows of a glossary file to be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from translate.audit import entry_syntax
from translate.catalog import Catalog, State, state_of
from translate.desk import load_article, load_catalog
from translate.documents import Document, syntax_of
from translate.errors import KhabarError
from translate.inline import mask, strip
from translate.languages import Language
from translate.project import Project
from translate.suggestion.associations import Guess, Pair, guess_forms
from translate.suggestion.candidates import Candidate, Passage, candidates
from translate.termbase.tables import format_table
from translate.terms import Glossary

_PLACES = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate and the forms that seem to be used for it, by language code: what reviewers
    use, or else what drafts do (then the code is in `drafts`)."""

    candidate: Candidate
    forms: Mapping[str, Guess]
    drafts: frozenset[str]

    @property
    def note(self) -> str:
        """What an editor should know before it becomes a row of the glossary."""
        found = self.candidate
        places = ", ".join(found.places[:_PLACES])
        thin = [code for code, guess in self.forms.items() if guess.thin]
        parts = [f"{_many(found.uses, 'use')} in {_many(found.articles, 'article')}: {places}"]
        parts += [f"thin evidence: {' '.join(thin)}"] if thin else []
        parts += [f"from drafts: {' '.join(sorted(self.drafts))}"] if self.drafts else []
        return "; ".join(parts)


@dataclass(slots=True)
class _Reading:
    """What the articles and catalogs hold, in plain words."""

    passages: list[Passage] = field(default_factory=list)
    reviewed: dict[str, list[Pair]] = field(default_factory=dict)
    drafted: dict[str, list[Pair]] = field(default_factory=dict)
    problems: list[KhabarError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The candidates, best first, and what could not be read."""

    rows: tuple[Suggestion, ...]
    problems: tuple[KhabarError, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where to look: a project's articles, read in `encoding` where they are not UTF-8, in some
    of its languages."""

    project: Project
    languages: tuple[Language, ...]
    encoding: str


def suggest(
    desk: Desk,
    names: Sequence[str],
    glossary: Glossary,
    limit: int | None,
    tick: Callable[[int], None] = lambda count: None,
) -> Suggestions:
    """At most `limit` names and terms of the articles `names` that the glossary lacks."""
    reading = _Reading()
    for name in names:
        _read(desk, name, reading)
        tick(1)
    found = candidates(reading.passages, glossary)[:limit]
    sources = [candidate.source for candidate in found]
    guesses = {
        language.code: (
            guess_forms(sources, reading.reviewed.get(language.code, ()), language),
            guess_forms(sources, reading.drafted.get(language.code, ()), language),
        )
        for language in desk.languages
    }
    rows = tuple(_suggestion(candidate, guesses) for candidate in found)
    return Suggestions(rows, tuple(reading.problems))


def _suggestion(
    candidate: Candidate, guesses: Mapping[str, tuple[Mapping[str, Guess], Mapping[str, Guess]]]
) -> Suggestion:
    forms: dict[str, Guess] = {}
    drafts = set()
    for code, (reviewed, drafted) in guesses.items():
        if guess := reviewed.get(candidate.source):
            forms[code] = guess
        elif guess := drafted.get(candidate.source):
            forms[code] = guess
            drafts.add(code)
    return Suggestion(candidate, forms, frozenset(drafts))


def _read(desk: Desk, name: str, reading: _Reading) -> None:
    project = desk.project
    try:
        document = load_article(project, name, desk.encoding)
    except KhabarError as error:
        reading.problems.append(error)
        return
    reading.passages += _passages(name, project.shown(project.article(name)), document)
    for language in desk.languages:
        try:
            catalog = load_catalog(project, name, language)
        except KhabarError as error:
            reading.problems.append(error)
            continue
        if catalog is not None:
            _read_pairs(name, catalog, language, reading)


def _passages(name: str, path: str, document: Document) -> Iterable[Passage]:
    return (
        Passage(name, f"{path}:{segment.line}", strip(mask(segment.text, segment.syntax)))
        for segment in document.segments
    )


def _read_pairs(name: str, catalog: Catalog, language: Language, reading: _Reading) -> None:
    article = syntax_of(name)
    for entry in catalog.active:
        if entry.target:
            syntax = entry_syntax(entry, article)
            pair = Pair(strip(mask(entry.source, syntax)), strip(mask(entry.target, syntax)))
            is_reviewed = state_of(entry) is State.REVIEWED
            pairs = reading.reviewed if is_reviewed else reading.drafted
            pairs.setdefault(language.code, []).append(pair)


def csv_text(rows: Iterable[Suggestion], languages: Sequence[Language]) -> str:
    """The rows under the columns of a glossary file. An editor judges, mends and moves them."""
    codes = [language.code for language in languages]
    table = [["source", "kind", "case", "unless", "aliases", *codes, "note"]]
    for row in rows:
        forms = [row.forms[code].form if code in row.forms else "" for code in codes]
        kind = row.candidate.kind.value
        table.append([row.candidate.source, kind, "", "", "", *forms, row.note])
    return format_table(table)


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
