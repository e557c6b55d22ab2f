"""What the verbs do: gather, call the stages, show the outcome, return the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from translate import answers
from translate.audit import Finding, audit
from translate.catalog import Catalog, state_of, tally
from translate.desk import load_article, load_catalog
from translate.documents import Document
from translate.edition import Status
from translate.engines import Engine
from translate.engines.cache import Remembering
from translate.errors import KhabarError, ModelError, UsageError
from translate.files import project_lock, write_file
from translate.languages import Language
from translate.ledger import Ledger
from translate.models import Missing
from translate.models.pins import LOCK
from translate.pipeline import translate
from translate.preview import PreviewCell, PreviewRow, preview_page
from translate.project import Project, list_articles
from translate.publish import Plan, publish
from translate.renames import follow_renames
from translate.routing import find_engine, hold_to_lock
from translate.run import Report, Row, Run
from translate.scope import Scope
from translate.starter import write_starter

_WAIT = 600.0  # seconds that a run waits for another one on the same project


def init(folder: Path, json: bool) -> int:
    """Start a project in `folder`."""
    steps = write_starter(folder)
    if json:
        answers.print_answer({"project": str(folder), **answers.problems(())})
    else:
        print(*steps, sep="\n")
    return 0


def translate_articles(scope: Scope, redraft: bool) -> int:
    """Bring catalogs up to date and draft what is empty."""
    report, moved = _translated(scope, redraft)
    gone = scope.gone()
    problems = scope.problems(report.problems)
    if scope.screen.json:
        answer = answers.translation(scope.project, report, moved, gone)
        answers.print_answer({**answer, **answers.problems(problems)})
    else:
        scope.screen.translation(report, moved, gone)
    return _exit_code(scope, problems, bad=bool(report.missing))


def _translated(scope: Scope, redraft: bool) -> tuple[Report, list[tuple[str, str]]]:
    project, names = scope.project, scope.selection.names
    glossary = scope.glossary()
    with project_lock(project.state, _WAIT, scope.screen.waiting):
        everything = list_articles(project).names
        moved = follow_renames(project, names, everything, scope.encoding)
        with Ledger(project.state / "ledger.sqlite") as ledger:
            run = Run(
                project=project,
                glossary=glossary,
                servers={lang.code: _server(lang, project) for lang in project.languages},
                ledger=ledger,
                encoding=scope.encoding,
                redraft=redraft,
            )
            with scope.screen.progress("Translating", len(names)) as tick:
                return translate(run, names, scope.languages, scope.whole, tick), moved


def _server(language: Language, project: Project) -> Engine | Missing:
    """What drafts into a language, by the project's preferences, remembering what it answered.
    A model other than the one that the project pins drafts nothing."""

    def remember(engine: Engine, folder: Path) -> Engine:
        hold_to_lock(folder, project.root / LOCK)
        return Remembering(engine, folder, project.state / "answers.sqlite")

    try:
        return find_engine(language, project.engines, remember)
    except ModelError as error:
        return Missing(language, f"{error.path}: {error.problem}", error.remedy)


def _exit_code(scope: Scope, problems: Sequence[KhabarError], bad: bool = False) -> int:
    """Show the problems; 1 when there is one, or when the outcome was `bad`."""
    scope.screen.problems(problems)
    if not (scope.selection.names or problems or scope.screen.json):
        scope.screen.no_articles()
    return 1 if problems or bad else 0


def show_status(scope: Scope) -> int:
    """Show how every catalog stands, and what serves each language."""
    rows, found = [], []
    for name in scope.selection.names:
        for language in scope.languages:
            try:
                catalog = load_catalog(scope.project, name, language)
            except KhabarError as error:
                found.append(error)
            else:
                rows.append(Row(name, language, tally(catalog) if catalog else {}))
    servers = {language: _server(language, scope.project) for language in scope.languages}
    gone = scope.gone()
    problems = scope.problems(found)
    if scope.screen.json:
        answer = answers.standing(scope.project, rows, servers, gone)
        answers.print_answer({**answer, **answers.problems(problems)})
    else:
        scope.screen.standing(rows)
        scope.screen.servers(servers)
        scope.screen.kept(gone)
    return _exit_code(scope, problems)


def check_articles(scope: Scope, strict: bool) -> int:
    """Check all translations against their sources and the glossary."""
    findings, found = _audited(scope)
    problems = scope.problems(found)
    if scope.screen.json:
        answers.print_answer({**answers.findings(findings), **answers.problems(problems)})
    else:
        scope.screen.findings(findings)
    bad = any(strict or finding.severity == "error" for finding in findings)
    return _exit_code(scope, problems, bad)


def _audited(scope: Scope) -> tuple[list[Finding], list[KhabarError]]:
    """What is wrong with the translations, and which articles and catalogs cannot be read."""
    project, glossary = scope.project, scope.glossary()
    findings: list[Finding] = []
    problems: list[KhabarError] = []
    for name in scope.selection.names:
        try:
            load_article(project, name, scope.encoding)
        except KhabarError as error:
            problems.append(error)
        for language in scope.languages:
            try:
                catalog = load_catalog(project, name, language)
            except KhabarError as error:
                problems.append(error)
            else:
                if catalog is not None:
                    findings += audit(project, name, language, catalog, glossary)
    return findings, problems


def publish_articles(scope: Scope, draft: bool) -> int:
    """Write the editions that may be published, or review copies of everything."""
    plan = Plan(
        project=scope.project,
        names=scope.selection.names,
        known=list_articles(scope.project).names,
        languages=scope.languages,
        encoding=scope.encoding,
        glossary=scope.glossary().digest,
        draft=draft,
    )
    with (
        project_lock(scope.project.state, _WAIT, scope.screen.waiting),
        scope.screen.progress("Publishing", len(plan.names)) as tick,
    ):
        printing = publish(plan, tick)
    problems = scope.problems(printing.problems)
    if scope.screen.json:
        answer = answers.printing(scope.project, printing)
        answers.print_answer({**answer, **answers.problems(problems)})
    else:
        scope.screen.printing(printing)
    blocked = any(item.edition.status is Status.BLOCKED for item in printing.published)
    # Articles in the making are the newsroom's normal state; one asked for by name is not.
    return _exit_code(scope, problems, bad=blocked and not scope.whole)


def preview_article(scope: Scope, article: str) -> int:
    """Write the side-by-side page of an article."""
    if len(scope.selection.names) + len(scope.selection.problems) != 1:
        raise UsageError(f"{article} is not one article", "Name one article")
    for problem in scope.selection.problems:
        raise problem
    name = scope.selection.names[0]
    document = load_article(scope.project, name, scope.encoding)
    catalogs: list[Catalog | None] = []
    problems: list[KhabarError] = []
    for language in scope.languages:
        try:
            catalogs.append(load_catalog(scope.project, name, language))
        except KhabarError as error:
            catalogs.append(None)
            problems.append(error)
    title = scope.project.shown(scope.project.article(name))
    path = scope.project.build / "preview" / f"{name}.html"
    write_file(path, preview_page(title, _preview_rows(document, catalogs), scope.languages))
    shown = scope.project.shown(path)
    if scope.screen.json:
        answers.print_answer({"page": shown, **answers.problems(problems)})
    else:
        scope.screen.say(f"{shown}: open it in a browser")
    return _exit_code(scope, problems)


def _preview_rows(document: Document, catalogs: Sequence[Catalog | None]) -> list[PreviewRow]:
    entries = [{entry.key: entry for entry in c.active} if c else {} for c in catalogs]
    rows = []
    for segment in document.segments:
        found = [by_key.get((segment.context, segment.text)) for by_key in entries]
        cells = tuple(
            PreviewCell(
                entry.target,
                state_of(entry).value,
                tuple(note for note in entry.notes if note != segment.kind),  # it has a column
            )
            if entry
            else PreviewCell("", "untranslated", ())
            for entry in found
        )
        rows.append(PreviewRow(segment.text, segment.kind.value, segment.line, cells))
    return rows
