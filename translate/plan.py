"""What there is to do: the articles whose catalogs are not as the last run left them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.desk import load_catalog, read_catalog_bytes
from translate.errors import KhabarError
from translate.files import digest
from translate.languages import Language
from translate.ledger import Record
from translate.run import Run, note


@dataclass(frozen=True, slots=True)
class Job:
    """An article whose catalogs in `languages` are to be looked at again."""

    name: str
    source: str  # hash of the article's bytes
    languages: tuple[Language, ...]


def plan(run: Run, names: Sequence[str], languages: Sequence[Language]) -> list[Job]:
    """The articles with catalogs that are not as the last run left them."""
    catalogs = {language.code: _catalog_digests(run, names, language) for language in languages}
    fresh = {
        code: digest(*(f"{name} {hashed}" for name, hashed in found.items()))
        for code, found in catalogs.items()
    }
    jobs = []
    for name in names:
        try:
            source = digest(run.project.article(name).read_bytes())
        except OSError:
            source = ""  # reading it as an article says what is wrong
        stale = tuple(
            language
            for language in languages
            if _is_stale(
                run, name, language, source, catalogs[language.code][name], fresh[language.code]
            )
        )
        if stale:
            jobs.append(Job(name, source, stale))
    _learn(run, jobs, catalogs)
    return jobs


def _is_stale(
    run: Run, name: str, language: Language, source: str, catalog: str, memory: str
) -> bool:
    record = run.ledger.record(name, language.code)
    if record is None or run.redraft:
        return True
    if (record.source, record.catalog) != (source, catalog):
        return True
    if record.settings != run.settings(language):
        return True
    # An empty entry may find its sentence in what reviewers approved elsewhere since.
    return record.waiting > 0 and run.ledger.memory_digest(language.code) != memory


def _catalog_digests(run: Run, names: Sequence[str], language: Language) -> dict[str, str]:
    """A hash of each article's PO file; empty where there is none, or none that can be read."""
    found = {}
    for name in names:
        try:
            data = read_catalog_bytes(run.project, run.project.catalog(name, language))
        except KhabarError:
            data = None
        found[name] = "" if data is None else digest(data)
    return found


def memory_digest(run: Run, names: Sequence[str], language: Language) -> str:
    """A hash of all PO files of a language: while it stays, so does what reviewers approved."""
    found = _catalog_digests(run, names, language)
    return digest(*(f"{name} {hashed}" for name, hashed in found.items()))


def _learn(run: Run, jobs: Sequence[Job], catalogs: Mapping[str, Mapping[str, str]]) -> None:
    """Take what reviewers approved since the last run into the memory, before any drafting."""
    for job in jobs:
        for language in job.languages:
            hashed = catalogs[language.code][job.name]
            record = run.ledger.record(job.name, language.code)
            if hashed and (record is None or record.catalog != hashed):
                try:
                    catalog = load_catalog(run.project, job.name, language)
                except KhabarError:
                    continue  # reported when its turn comes
                if catalog is not None:
                    note(run, job.name, language, catalog, Record("", hashed, "", 0, {}))
