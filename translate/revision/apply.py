"""A changed glossary brought into the catalogs: drafts patched, proposals for a human's text.

A draft that nobody has touched is the machine's to change; a human's words are changed only by
what a human accepted in proposals/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from translate.catalog import format_catalog
from translate.desk import decode_catalog, read_catalog_bytes
from translate.errors import CatalogError, KhabarError
from translate.files import rewrite_file
from translate.languages import Language
from translate.merge import Stamp, stamped
from translate.project import Project, list_articles
from translate.revision.files import read_proposals
from translate.revision.history import old_forms
from translate.revision.proposals import updated
from translate.revision.revise import Wish
from translate.revision.rework import Aim, Step, Work
from translate.terms import Glossary, Kind, words_of


@dataclass(slots=True)
class Application:
    """A run of `khabar glossary apply`: what it works with and what it has done."""

    project: Project
    glossary: Glossary
    aims: Mapping[str, Aim]
    stamp: Stamp
    dry: bool
    steps: list[Step] = field(default_factory=list)
    problems: list[KhabarError] = field(default_factory=list)

    def report(self, problems: Iterable[KhabarError]) -> None:
        """Note what is wrong, each once however often it is met."""
        known = set(map(str, self.problems))
        self.problems += [problem for problem in problems if str(problem) not in known]


def aims(
    project: Project,
    languages: Sequence[Language],
    glossary: Glossary,
    variants: frozenset[str],
) -> dict[str, Aim]:
    """What there is to do in each language, by its code, as all its catalogs tell."""
    names = list_articles(project).names
    found = {}
    for language in languages:
        history = old_forms(project, names, language, glossary)
        wish = Wish(history.asked, history.written, variants)
        touched = wish.all_olds.keys() | variants
        terms = tuple(
            term for term in glossary.terms if term.source in touched or term.banned(language)
        )
        start = re.compile("|".join(sorted(_starts(Glossary(terms)))) or "(?!)", re.IGNORECASE)
        found[language.code] = Aim(language, wish, Glossary(terms), start)
    return found


def _starts(glossary: Glossary) -> Iterator[str]:
    """How the terms start, common words in any number (ministr for ministries)."""
    for term in glossary.terms:
        cut = 2 if term.kind in (Kind.TITLE, Kind.TERM) else 0
        for spelling in (term.source, *term.aliases):
            first = words_of(spelling)[0]
            yield rf"\b{re.escape(first[: max(1, len(first) - cut)])}"


def apply_to(run: Application, name: str, language: Language) -> None:
    """Bring a catalog of an article up to the glossary, and its proposals up to date."""
    try:
        _apply(run, name, run.aims[language.code])
    except KhabarError as error:
        run.report([error])


def _apply(run: Application, name: str, aim: Aim) -> None:
    data = read_catalog_bytes(run.project, run.project.catalog(name, aim.language))
    proposals = read_proposals(run.project, name, aim.language)
    if data is None or not (proposals or aim.start.search(data.decode("utf-8", "replace"))):
        return
    where = run.project.shown(run.project.proposed(name, aim.language))
    work = _worked(run, Work(name, aim, run.glossary, proposals, where))
    if not run.dry:
        _write_proposals(run, name, aim, work)
    run.steps += work.steps
    run.report(work.problems)


def _worked(run: Application, plan: Work) -> Work:
    """The work done on a catalog, and the catalog written; a dry run writes nothing."""
    language = plan.aim.language
    path = run.project.catalog(plan.name, language)
    shown = run.project.shown(path)
    done: list[Work] = []

    def change(data: bytes | None) -> bytes:
        if data is None:
            raise CatalogError("it is gone", "Run again", path=shown)
        catalog = decode_catalog(data, shown)
        work = Work(plan.name, plan.aim, plan.glossary, plan.proposals, plan.path)
        new = work.worked(catalog)
        done[:] = [work]  # whoever saves the catalog meanwhile makes it be done again
        if new == catalog:
            return data
        return format_catalog(stamped(new, catalog, language, run.stamp)).encode()

    if run.dry:
        change(read_catalog_bytes(run.project, path))
    else:
        rewrite_file(path, change)
    return done[0]


def _write_proposals(run: Application, name: str, aim: Aim, work: Work) -> None:
    path = run.project.proposed(name, aim.language)
    title = f"{aim.language.english} proposals for {run.project.shown(run.project.article(name))}"
    gone: list[bool] = []

    def change(data: bytes | None) -> bytes:
        old = decode_catalog(data, run.project.shown(path)) if data is not None else None
        rest = old and replace(old, entries=tuple(work.left(old.entries)))
        new = updated(rest, work.catalog, work.offers, title)
        gone[:] = [new is None]
        if new is None:
            return b""  # and the file away, if nobody has saved it in between
        if new == old:
            return data or b""
        return format_catalog(new).encode()

    if read_catalog_bytes(run.project, path) is not None or work.offers:
        rewrite_file(path, change)
        if gone[0]:
            path.unlink(missing_ok=True)
