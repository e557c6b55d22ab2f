"""The audit: every translation in a catalog against its source, the checks and the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translate.catalog import Catalog, Entry, standing
from translate.checks import Case, Severity, check
from translate.documents import syntax_of
from translate.inline import Syntax, mask, strip
from translate.languages import Language
from translate.project import Project
from translate.sightings import Rank, Use, uses
from translate.terms import Glossary, find_terms


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in a translation; `severity` is error or warning, `standing` the entry's."""

    catalog: str
    source: str
    standing: str
    severity: str
    check: str
    message: str


def audit(
    project: Project, name: str, language: Language, catalog: Catalog, glossary: Glossary
) -> list[Finding]:
    """What is wrong in a catalog; entries without a translation are passed over."""
    path = project.shown(project.catalog(name, language))
    findings = []
    for entry in catalog.active:
        if entry.target:
            syntax = entry_syntax(entry, syntax_of(name))
            for severity, rule, message in _faults(entry, language, syntax, glossary):
                place = (path, entry.source, standing(entry))
                findings.append(Finding(*place, severity, rule, message))
    return findings


def entry_syntax(entry: Entry, article: Syntax) -> Syntax:
    """The markup that may stand in an entry: none in attributes and front matter."""
    return Syntax.PLAIN if entry.context in ("attribute", "metadata") else article


def _faults(
    entry: Entry, language: Language, syntax: Syntax, glossary: Glossary
) -> Iterator[tuple[str, str, str]]:
    case = Case(entry.source, entry.target, language, syntax, entry.context or "sentence")
    for problem in check(case):
        severity = "error" if problem.severity is Severity.ERROR else "warning"
        yield severity, problem.check, problem.message
    words = strip(mask(entry.source, syntax))
    target = strip(mask(entry.target, syntax))
    for use in uses(target, find_terms(glossary, words), language):
        yield from _glossary_faults(use, language)


def _glossary_faults(use: Use, language: Language) -> Iterator[tuple[str, str, str]]:
    """A forbidden form is an error; a term without any form may be well said otherwise."""
    name, form = use.term.source, use.term.required(language)
    forbidden = [sighting.form for sighting in use.sightings if sighting.rank is Rank.FORBIDDEN]
    for banned in dict.fromkeys(forbidden):
        yield "error", "glossary", f"{name} may not be {banned}: write {form}"
    if not use.sightings:
        yield "warning", "glossary", f"{name} should be {form}"
