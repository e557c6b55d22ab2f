"""The stages in order, over many articles and languages: read, merge, draft, write.

Nothing is drafted twice and nothing unchanged is opened twice; catalogs are written by way of
`rewrite_file`, so that what a reviewer saves while a batch runs is merged with, never overwritten.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translate.catalog import (
    Catalog,
    Entry,
    Key,
    format_catalog,
    may_redraft,
    needs_draft,
    standing,
    tally,
    with_draft,
    without_draft,
)
from translate.desk import decode_catalog, load_article, load_catalog, read_catalog_bytes
from translate.documents import Document
from translate.draft import (
    Draft,
    House,
    Refused,
    Request,
    draft_by_machine,
    draft_from_memory,
)
from translate.errors import CatalogError, KhabarError, ModelError
from translate.files import digest, rewrite_file, write_file
from translate.guidance import guidance_for, settled
from translate.inline import Syntax
from translate.languages import Language
from translate.ledger import Record
from translate.memory import Match, exact_matches
from translate.merge import merge, stamped, template
from translate.models import Missing
from translate.plan import Job, memory_digest, plan
from translate.run import Report, Row, Run, note, now
from translate.trail import tally as tally_terms

# Requests that go to the engines as one batch: enough to sort and fill batches well, few enough
# that an interrupted run has written most of its work and that memory stays flat.
WINDOW = 2000

Outcome = Draft | Refused


def translate(
    run: Run,
    names: Sequence[str],
    languages: Sequence[Language],
    whole: bool,
    tick: Callable[[int], None],
) -> Report:
    """Bring the catalogs of the articles called `names` up to date and draft what is empty.

    `whole`: these are all of the project's articles. `tick` is called with the number of articles
    that are done with.
    """
    run.time = run.time or now()
    if whole:
        _forget_deleted(run, names)
    jobs = plan(run, names, languages)
    tick(len(names) - len(jobs))
    for window in _windows(run, jobs):
        _finish(run, window)
        run.ledger.save()
        tick(len({piece.job.name for piece in window}))
    for server in run.servers.values():
        if not isinstance(server, Missing):
            server.release()
    if whole:
        for language in languages:
            run.ledger.put_memory_digest(language.code, memory_digest(run, names, language))
    return _report(run, names, languages)


def _forget_deleted(run: Run, names: Sequence[str]) -> None:
    """What was approved in an article serves others while its catalog is there, no longer."""
    for name in run.ledger.articles() - set(names):
        for language in run.project.languages:
            if not run.project.catalog(name, language).exists():
                run.ledger.forget(name, language.code)


@dataclass(frozen=True, slots=True)
class Piece:
    """A catalog in the making: the article it is for, and the entries that want a draft."""

    job: Job
    language: Language
    document: Document
    syntaxes: Mapping[Key, Syntax]
    wanted: tuple[Entry, ...]
    first: Mapping[str, tuple[str, ...]]  # terms first mentioned in a sentence, by its text

    def request(self, entry: Entry) -> Request:
        kind = entry.context or "sentence"
        first = () if entry.context else self.first.get(entry.source, ())
        return Request(entry.source, kind, self.syntaxes[entry.key], first)


def _windows(run: Run, jobs: Sequence[Job]) -> Iterator[list[Piece]]:
    window: list[Piece] = []
    wanted = 0
    for job in jobs:
        pieces = _open(run, job)
        window += pieces
        wanted += sum(len(piece.wanted) for piece in pieces)
        if wanted >= WINDOW:
            yield window
            window, wanted = [], 0
    yield window


def _open(run: Run, job: Job) -> list[Piece]:
    """Parse an article and see what its catalogs want; problems are noted and passed over."""
    try:
        document = load_article(run.project, job.name, run.encoding)
        _write_template(run, job, document)
    except KhabarError as error:
        run.problems.append(error)
        return []
    syntaxes = {(seg.context, seg.text): seg.syntax for seg in reversed(document.segments)}
    pieces = []
    for language in job.languages:
        try:
            old = load_catalog(run.project, job.name, language)
        except KhabarError as error:
            run.problems.append(error)
            continue
        merged = merge(old, _reference(run, job.name), document.segments, language)
        select = may_redraft if run.redraft else needs_draft
        wanted = tuple(entry for entry in merged.entries if select(entry))
        first = run.first_mentions(document, language) if wanted else {}
        pieces.append(Piece(job, language, document, syntaxes, wanted, first))
    return pieces


def _reference(run: Run, name: str) -> str:
    return run.project.shown(run.project.article(name))


def _write_template(run: Run, job: Job, document: Document) -> None:
    path = run.project.template(job.name)
    data = read_catalog_bytes(run.project, path)
    try:
        old = None if data is None else decode_catalog(data, run.project.shown(path))
    except CatalogError:
        old = None  # the tool's own file: made anew, whatever a merge left in it
    name = _reference(run, job.name)
    write_file(path, format_catalog(template(name, document.segments, old, run.stamp)))


# Drafting and writing


def _finish(run: Run, window: Sequence[Piece]) -> None:
    """Draft what a window wants, language by language, and write its catalogs."""
    by_language: dict[str, list[Piece]] = {}
    for piece in window:
        by_language.setdefault(piece.language.code, []).append(piece)
    for pieces in by_language.values():
        drafts = _drafts(run, pieces)
        for piece in pieces:
            try:
                _write(run, piece, drafts)
            except KhabarError as error:
                run.problems.append(error)


def _drafts(run: Run, pieces: Sequence[Piece]) -> dict[Request, Outcome]:
    """A draft for each different segment that the pieces want: from memory, then by machine."""
    language = pieces[0].language
    house = run.house(language)
    wanted: dict[Request, Key] = {}
    for piece in pieces:
        for entry in piece.wanted:
            wanted.setdefault(piece.request(entry), entry.key)
    if not wanted:
        return {}
    memory = _memory(run, language)
    drafts: dict[Request, Outcome] = {
        request: draft_from_memory(request, memory[key], house)
        for request, key in wanted.items()
        if key in memory
    }
    rest = [request for request in wanted if request not in drafts]
    return {**drafts, **_machine(run, rest, language, house)}


def _machine(
    run: Run, requests: Sequence[Request], language: Language, house: House
) -> dict[Request, Outcome]:
    server = run.servers[language.code]
    if isinstance(server, Missing):
        # No path of this machine: catalogs travel.
        reason = f"no model for {language.english} is installed; khabar status says what to do"
        return {request: Refused(reason) for request in requests}
    if language.code in run.broken or not requests:
        return {}
    try:
        return dict(zip(requests, draft_by_machine(requests, server, house), strict=True))
    except ModelError as error:
        run.broken[language.code] = error
        run.problems.append(error)
        return {}


def _memory(run: Run, language: Language) -> Mapping[Key, Match]:
    if language.code not in run.memories:
        run.memories[language.code] = exact_matches(run.ledger.reviewed(language.code))
    return run.memories[language.code]


def _write(run: Run, piece: Piece, drafts: Mapping[Request, Outcome]) -> None:
    """Merge once more with whatever the file holds by now, fill in the drafts, and write."""
    language, name = piece.language, piece.job.name
    path = run.project.catalog(name, language)
    last: list[tuple[Catalog | None, Catalog, bytes]] = []

    def change(data: bytes | None) -> bytes:
        old = None if data is None else decode_catalog(data, run.project.shown(path))
        new = _updated(run, piece, drafts, old)
        if data is None or new != old or data.startswith(BOM_UTF8):  # which gettext cannot read
            data = format_catalog(new).encode()
        last[:] = [(old, new, data)]
        return data

    rewrite_file(path, change)
    old, new, data = last[0]
    waiting = sum(needs_draft(entry) for entry in new.entries)
    # Without its settings the record holds for nothing: a model that broke is asked again.
    settings = "" if language.code in run.broken else run.settings(language)
    record = Record(piece.job.source, digest(data), settings, waiting, tally(new))
    note(run, name, language, new, record)
    made = _new_drafts(old, new)
    origins = Counter(standing(entry) for entry in made)
    terms = sum((tally_terms(entry.notes) for entry in made), Counter())
    run.rows[name, language.code] = Row(name, language, record.counts, origins, terms)


def _updated(
    run: Run, piece: Piece, drafts: Mapping[Request, Outcome], old: Catalog | None
) -> Catalog:
    """The catalog with the article's segments and the drafts that were made for it."""
    guidance = guidance_for(run.glossary, piece.language, piece.syntaxes.__getitem__, old)
    name = _reference(run, piece.job.name)
    merged = merge(old, name, piece.document.segments, piece.language, guidance)
    asked = {entry.key for entry in piece.wanted}
    entries = tuple(
        _filled(entry, drafts.get(piece.request(entry))) if entry.key in asked else entry
        for entry in merged.entries
    )
    return stamped(replace(merged, entries=entries), old, piece.language, run.stamp)


def _filled(entry: Entry, outcome: Outcome | None) -> Entry:
    if isinstance(outcome, Draft):
        filled = with_draft(entry, outcome.target, outcome.origin, outcome.notes)
        return entry if filled is entry else settled(filled)
    return without_draft(entry, outcome.reason) if outcome else entry


def _new_drafts(old: Catalog | None, new: Catalog) -> list[Entry]:
    had = {(entry.key, entry.target) for entry in old.active} if old else set()
    made = [entry for entry in new.active if (entry.key, entry.target) not in had]
    return [entry for entry in made if standing(entry) in ("memory", "machine")]


def _report(run: Run, names: Sequence[str], languages: Sequence[Language]) -> Report:
    rows = []
    waiting: set[str] = set()
    for name in names:
        for language in languages:
            record = run.ledger.record(name, language.code)
            row = run.rows.get((name, language.code))
            if row or (record is not None and record.settings):
                assert record is not None
                rows.append(row or Row(name, language, record.counts))
                waiting |= {language.code} if record.waiting else set()
    servers = (run.servers[language.code] for language in languages if language.code in waiting)
    missing = tuple(server for server in servers if isinstance(server, Missing))
    return Report(tuple(rows), tuple(run.problems), missing)
