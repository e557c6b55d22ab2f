"""What the verbs of `khabar glossary` do: gather, call, show, return the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from translate import answers
from translate.answering import Quit, ask, require_terminal, write_answer
from translate.answers import Answer
from translate.consistency import Count, TermReport, only_terms, survey
from translate.errors import KhabarError, UsageError
from translate.files import project_lock, write_file
from translate.glossary_show import step_lines, survey_lines
from translate.merge import Stamp
from translate.revision.apply import Application, aims, apply_to
from translate.revision.files import clear_orphans, open_proposals, write_page
from translate.revision.proposals import page_path
from translate.revision.rework import Fate, Step
from translate.run import now
from translate.scope import Scope
from translate.suggestion.suggest import Desk, Suggestion, csv_text, suggest
from translate.termbase.tables import BYTE_ORDER_MARK
from translate.terms import Glossary, Term

_WAIT = 600.0  # seconds that a run waits for another one on the same project


def check_glossary(scope: Scope, sources: Sequence[str], whole: bool) -> int:
    """Show which forms of the glossary's terms stand where; 1 when forbidden ones do."""
    glossary = scope.glossary()
    asked = asked_terms(glossary, sources)
    with scope.screen.progress("Reading", len(scope.selection.names)) as tick:
        found = survey(scope.project, scope.selection.names, scope.languages, glossary, tick)
    reports = [r for r in found.terms if not asked or r.term.source in asked]
    problems = scope.problems(found.problems)
    if scope.screen.json:
        answer: Answer = {"terms": [_term_answer(report) for report in reports]}
        answers.print_answer({**answer, **answers.problems(problems)})
    else:
        shown = Glossary(tuple(asked.values())) if asked else glossary
        whole, cut = whole or bool(asked), not (whole or asked)
        print(*survey_lines(reports, shown, whole, cut), sep="\n")
    scope.screen.problems(problems)
    return 1 if problems or any(report.forbidden for report in reports) else 0


def asked_terms(glossary: Glossary, sources: Sequence[str]) -> dict[str, Term]:
    """The terms that a user names, by source. Raises UsageError for one that is not there."""
    found: dict[str, Term] = {}
    for text, term in only_terms(glossary, sources):
        if term is None:
            near = get_close_matches(text, [term.source for term in glossary.terms], 3)
            remedy = f"Perhaps {', '.join(near)}" if near else "Give its English name"
            raise UsageError(f"no term {text!r} in the glossary", remedy)
        found[term.source] = term
    return found


def _term_answer(report: TermReport) -> Answer:
    return {
        "term": report.term.source,
        "language": report.language.code,
        "preferred": report.term.required(report.language),
        "forms": [
            {"form": form.form, "rank": form.rank.value, **_count_answer(form.count)}
            for form in report.forms
        ],
        "missing": _count_answer(report.missing),
    }


def _count_answer(count: Count) -> Answer:
    return {"reviewed": count.reviewed, "drafts": count.drafts, "places": list(count.places)}


def apply_glossary(scope: Scope, variants: Sequence[str], dry: bool) -> int:
    """Patch drafts and write proposals after a change of the glossary; with `dry` only say so."""
    run = _application(scope, variants, dry)
    waiting = _applied(scope, run)
    if scope.screen.json:
        answer = {"steps": [_step_answer(step) for step in run.steps], "proposals": waiting}
        answers.print_answer({**answer, **answers.problems(scope.problems(run.problems))})
    else:
        print(*step_lines(run.steps, dry), sep="\n")
        for page, count in waiting.items():
            print(f"{page}: {count:,} open; answer in the PO files beside it, then run this again")
    problems = scope.problems(run.problems)
    scope.screen.problems(problems)
    return 1 if problems else 0


def _application(scope: Scope, variants: Sequence[str], dry: bool) -> Application:
    glossary = scope.glossary()
    wanted = frozenset(asked_terms(glossary, variants))
    return Application(
        project=scope.project,
        glossary=glossary,
        aims=aims(scope.project, scope.languages, glossary, wanted),
        stamp=Stamp(scope.project.name, now()),
        dry=dry,
    )


def _applied(scope: Scope, run: Application) -> dict[str, int]:
    """Do it; the pages with open proposals, by path, and how many each has."""
    names = scope.selection.names
    with (
        project_lock(scope.project.state, _WAIT, scope.screen.waiting),
        scope.screen.progress("Applying", len(names)) as tick,
    ):
        for name in names:
            for language in scope.languages:
                apply_to(run, name, language)
            tick(1)
        if run.dry:
            return {}
        if scope.whole:
            for language in scope.languages:
                run.report(clear_orphans(scope.project, language))
        return _pages(scope, run)


def _pages(scope: Scope, run: Application) -> dict[str, int]:
    found = {}
    for language in scope.languages:
        try:
            if count := write_page(scope.project, language):
                found[scope.project.shown(page_path(scope.project, language))] = count
        except KhabarError as error:
            run.report([error])
    return found


def _step_answer(step: Step) -> Answer:
    return {
        "article": step.article,
        "language": step.language.code,
        "place": step.place,
        "source": step.source,
        "fate": step.fate.value,
        "changes": [
            {"term": c.term, "old": c.old, "new": c.new, "because": c.rank.value}
            for c in step.changes
        ],
        "doubts": [{"term": d.term, "form": d.form, "reason": d.reason} for d in step.doubts],
    }


def answer_proposals(scope: Scope, variants: Sequence[str]) -> int:
    """Apply the glossary, then ask about every open proposal and take the answers in."""
    if scope.screen.json:
        raise UsageError("--interactive has no --json", "Give one of the two")
    require_terminal()
    run = _application(scope, variants, dry=False)
    _applied(scope, run)
    print(*step_lines(run.steps, dry=False), sep="\n")
    answered = replace(run, steps=[], problems=list(run.problems))
    try:
        for name in scope.selection.names:
            _ask_about(scope, answered, name)
    except Quit:
        print("\nstopped; what was answered is saved")
    taken = sum(step.fate is Fate.ACCEPTED for step in answered.steps)
    with project_lock(scope.project.state, _WAIT, scope.screen.waiting):
        waiting = sum(_pages(scope, answered).values())
    print(f"{taken:,} taken into the catalogs as reviewed text; {waiting:,} still open")
    problems = scope.problems(answered.problems)
    scope.screen.problems(problems)
    return 1 if problems else 0


def _ask_about(scope: Scope, run: Application, name: str) -> None:
    for language in scope.languages:
        try:
            proposals = open_proposals(scope.project, name, language)
        except KhabarError:
            continue  # reported when it was to be applied
        for proposal in proposals:
            place = next(iter(proposal.references), name)
            answer = ask(proposal, language, place)
            if answer is not None:
                with project_lock(scope.project.state, _WAIT, scope.screen.waiting):
                    if not write_answer(scope.project, name, language, proposal, answer):
                        print("  not saved: the proposal has changed in the meantime")
                    apply_to(run, name, language)


def suggest_terms(scope: Scope, limit: int, path: Path | None) -> int:
    """List what the glossary lacks, or write it to the CSV file at `path`."""
    if limit < 0:
        raise UsageError(f"--limit cannot be {limit}", "Give a number; 0 means all")
    project, glossary = scope.project, scope.glossary()
    if path is not None and path.resolve().is_relative_to(project.glossary.resolve()):
        raise UsageError(
            "suggestions are not terms yet", "Write them elsewhere, and move the rows you approve"
        )
    desk = Desk(project, scope.languages, scope.encoding)
    with scope.screen.progress("Reading", len(scope.selection.names)) as tick:
        found = suggest(desk, scope.selection.names, glossary, limit or None, tick)
    problems = scope.problems(found.problems)
    text = csv_text(found.rows, project.languages)
    if path is not None:
        write_file(path, BYTE_ORDER_MARK + text)
    if scope.screen.json:
        answer: Answer = {"candidates": [_suggestion_answer(row) for row in found.rows]}
        answers.print_answer({**answer, **answers.problems(problems)})
    elif path is not None:
        scope.screen.say(f"{path}: {len(found.rows):,} rows to judge")
    else:
        print(text, end="")
    scope.screen.problems(problems)
    return 1 if problems else 0


def _suggestion_answer(row: Suggestion) -> Answer:
    found = row.candidate
    forms = {
        code: {
            "form": guess.form,
            "together": guess.together,
            "sentences": guess.sentences,
            "thin": guess.thin,
            "from": "drafts" if code in row.drafts else "reviewed",
        }
        for code, guess in row.forms.items()
    }
    return {
        "source": found.source,
        "kind": found.kind.value,
        "uses": found.uses,
        "articles": found.articles,
        "places": list(found.places),
        "forms": forms,
    }
