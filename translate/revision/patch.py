"""A machine's draft patched for a changed glossary: again a marked draft, its trail up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translate.catalog import Catalog, Entry, draft_origin, with_draft
from translate.checks import Case, Severity, check
from translate.guidance import advices, guidance_for, read_advice
from translate.inline import Syntax, mask, strip
from translate.languages import Language
from translate.revision.revise import Doubt, Revision, Wish
from translate.sightings import Rank, uses
from translate.terms import Glossary, Match
from translate.trail import Rung, Trace, flag_note, read_trace, trace_note


def patched(
    entry: Entry, revision: Revision, matches: Sequence[Match], language: Language, syntax: Syntax
) -> Entry | None:
    """The draft with the revised text; None when that has a fault which the old one had not."""
    before = check(_case(entry, entry.target, language, syntax))
    after = check(_case(entry, revision.target, language, syntax))
    known = {problem.message for problem in before}
    if any(p.severity is Severity.ERROR and p.message not in known for p in after):
        return None
    notes = (
        *_trail(entry, revision),
        *_flags(revision.target, matches, language, syntax),
        *(f"check: {problem.message}" for problem in after),
    )
    return with_draft(entry, revision.target, draft_origin(entry) or "glossary apply", notes)


def _case(entry: Entry, target: str, language: Language, syntax: Syntax) -> Case:
    return Case(entry.source, target, language, syntax, entry.context or "sentence")


def _trail(entry: Entry, revision: Revision) -> Iterator[str]:
    """The old lines, but for terms that have another form now."""
    changed = {change.term for change in revision.changes}
    for note in entry.notes:
        trace = read_trace(note)
        if note.startswith("glossary repair: ") or (trace and trace.source not in changed):
            yield note
    for change in dict.fromkeys(revision.changes):
        yield trace_note(Trace(change.term, change.form, Rung.REPLACED, change.old))


def _flags(
    target: str, matches: Sequence[Match], language: Language, syntax: Syntax
) -> Iterator[str]:
    for use in uses(strip(mask(target, syntax)), matches, language):
        if not any(s.rank in (Rank.PREFERRED, Rank.ACCEPTED) for s in use.sightings):
            yield flag_note(use.term.source, use.matches[0].required(language) or "")


def lost_terms(
    entry: Entry, matches: Sequence[Match], language: Language, syntax: Syntax, wish: Wish
) -> tuple[Doubt, ...]:
    """The terms whose form changed since the draft was made, and of which it has no form at all."""
    told = advices(entry.notes)
    doubts = []
    for use in uses(strip(mask(entry.target, syntax)), matches, language, wish.all_olds):
        advice = told.get(use.term.source)
        olds = wish.olds.get(use.term.source, ())
        if advice and not use.sightings and (advice.form in olds or advice.was in olds):
            form = use.matches[0].required(language) or ""
            doubts.append(Doubt(use.term.source, form, f"{advice.form} does not stand in it"))
    return tuple(doubts)


def with_guidance(entry: Entry, glossary: Glossary, language: Language, syntax: Syntax) -> Entry:
    """The entry with the glossary's lines as the next `khabar translate` would write them."""
    guidance = guidance_for(glossary, language, lambda key: syntax, Catalog(entries=(entry,)))
    kind = tuple(note for note in entry.notes[:1] if note == entry.context)
    rest = tuple(note for note in entry.notes[len(kind) :] if read_advice(note) is None)
    return replace(entry, notes=(*kind, *guidance(entry.key), *rest))
