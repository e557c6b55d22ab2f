"""What the glossary once asked for, as the catalogs remember it: guidance and audit trails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from translate.desk import read_catalog_bytes
from translate.errors import KhabarError
from translate.guidance import read_advice
from translate.languages import Language
from translate.project import Project
from translate.sightings import ranked_forms
from translate.terms import Glossary, Term, inflection_of
from translate.terms.forms import fold, form_spans
from translate.trail import read_trace

_LINES = re.compile(rb"^#\. ((?:glossary|term): .*?)\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class History:
    """Forms that the glossary no longer has, by source term: those that it `asked` for once, and
    those that drafts have `written` for a term, inflected or not, which no one asked for."""

    asked: Mapping[str, tuple[str, ...]]
    written: Mapping[str, tuple[str, ...]]


def old_forms(
    project: Project, names: Iterable[str], language: Language, glossary: Glossary
) -> History:
    """What all catalogs of a language tell. Nothing is parsed: one look at each file."""
    lines: set[bytes] = set()
    for name in names:
        try:
            data = read_catalog_bytes(project, project.catalog(name, language))
        except KhabarError:
            continue  # reported by whoever works on it
        lines.update(_LINES.findall(data or b""))
    terms = {name: term for term in glossary.terms for name in (*term.aliases, term.source)}
    asked: dict[str, list[str]] = {}
    written: dict[str, list[str]] = {}
    for line in sorted(lines):
        source, forms, found = _told(line.decode("utf-8", "replace"), asked, written)
        term = terms.get(source)
        if term is not None and term.required(language):
            known = [form for form, _ in ranked_forms(term, language)]
            old = found.setdefault(term.source, [])
            old += [f for f in forms if f not in old and not _is_known(f, known, term, language)]
    for source, forms in written.items():
        known = asked.get(source, [])
        written[source] = [f for f in forms if not _is_known(f, known, terms[source], language)]
    return History(_filled(asked), _filled(written))


Found = dict[str, list[str]]


def _told(note: str, asked: Found, written: Found) -> tuple[str, Sequence[str], Found]:
    """A line's term and forms, and where they go."""
    if advice := read_advice(note):
        return advice.source, [form for form in (advice.form, advice.was) if form], asked
    if trace := read_trace(note):
        return trace.source, [trace.form], written
    return "", (), asked


def _filled(found: Found) -> dict[str, tuple[str, ...]]:
    return {source: tuple(forms) for source, forms in found.items() if forms}


def _is_known(form: str, known: Sequence[str], term: Term, language: Language) -> bool:
    """Whether a form is one of today's, or one of them inflected; another spelling is not."""
    if form in known:
        return True
    whole = ((0, len(form)),)
    return any(
        form_spans(form, other, language, inflection_of(term)) == whole
        for other in known
        if fold(other) != fold(form)
    )
