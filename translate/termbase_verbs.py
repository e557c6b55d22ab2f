"""What `khabar glossary export` and `khabar glossary import` do."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from translate import answers
from translate.errors import GlossaryError, UsageError
from translate.files import project_lock, write_file
from translate.glossary import glossary_files, own_columns, table_rows
from translate.project import Project, find_project
from translate.show import Screen
from translate.termbase.merging import Conflict, Merging, merge
from translate.termbase.rows import Placed, place_terms, table_of
from translate.termbase.tables import BYTE_ORDER_MARK, decode_table, format_table
from translate.termbase.tbx import format_tbx
from translate.termbase.tbx_reading import read_tbx
from translate.terms import Term

_TBX = ".tbx"
_DIVIDERS = {".csv": ",", ".tsv": "\t"}
_READ = (_TBX, *_DIVIDERS, ".txt")  # the last is what Excel calls Unicode Text
_WAIT = 60.0  # seconds that an import waits for another run on the same project


def export_terms(options: argparse.Namespace) -> int:
    """Write the whole glossary into one file."""
    project = _project(options)
    path: Path = options.folder / options.file
    _check_suffix(path, (_TBX, *_DIVIDERS))
    if path.resolve().parent == project.glossary.resolve():
        raise UsageError(
            f"{options.file} lies in the glossary, which would read it as its own",
            "Give a file in another folder",
        )
    files = _files(project)
    placed, faults = place_terms(table_rows(files, project.languages))
    left_out = [] if faults else [f"{file}: column {title!r}" for file, title in own_columns(files)]
    if not faults:
        write_file(path, _format([place.term for place in placed], path, project.name))
    screen = Screen(project, json=options.json)
    if options.json:
        answer = {"file": str(path), "terms": len(placed), "left_out": left_out}
        answers.print_answer({**answer, **answers.problems(faults)})
    elif not faults:
        _say(screen, [f"{_terms(len(placed))} in {options.file}"], left_out)
    screen.problems(faults)
    return 1 if faults else 0


def import_terms(options: argparse.Namespace) -> int:
    """Add the terms of a file that the glossary lacks, as rows of a new file in it."""
    project = _project(options)
    screen = Screen(project, json=options.json)
    theirs, left_out, faults = _read(options.folder / options.file, str(options.file))
    with project_lock(project.state, _WAIT, screen.waiting):
        ours, our_faults = place_terms(table_rows(_files(project), project.languages))
        faults = (*our_faults, *faults)
        merging = Merging() if faults else merge(ours, theirs)
        path = _free(project.glossary, options.file.stem) if merging.new else None
        text = format_table(table_of(merging.new))
        if path and not options.dry_run:
            write_file(path, text)
    problems = faults or tuple(map(_conflict, merging.conflicts))
    name = project.shown(path) if path else None
    if options.json:
        answer = _answer(merging, name, left_out)
        answers.print_answer({**answer, **answers.problems(problems)})
    else:
        _say(
            screen,
            [] if faults else _outcome(merging, name, options.dry_run),
            left_out,
        )
        if options.dry_run and name:
            print(text, end="")
    screen.problems(problems)
    return 1 if problems else 0


def _project(options: argparse.Namespace) -> Project:
    if not options.folder.is_dir():
        raise UsageError(f"no folder {options.folder}", "Give -C a folder that is there")
    return find_project(options.folder)


def _check_suffix(path: Path, known: Sequence[str]) -> None:
    if path.suffix.lower() not in known:
        raise UsageError(
            f"{path.name} is of a kind that is not known here",
            f"Give a file that ends in {', '.join(known)}",
        )


def _files(project: Project) -> dict[str, str]:
    """The texts of the glossary's files, by path as the user knows it."""
    try:
        found = glossary_files(project.glossary)
    except GlossaryError as error:
        path = error.path and project.shown(Path(error.path))
        raise GlossaryError(error.problem, error.remedy, path=path, line=error.line) from None
    return {project.shown(Path(path)): text for path, text in found.items()}


def _format(terms: Sequence[Term], path: Path, title: str) -> str:
    suffix = path.suffix.lower()
    if suffix == _TBX:
        return format_tbx(terms, title)
    return BYTE_ORDER_MARK + format_table(table_of(terms), _DIVIDERS[suffix])


def _read(
    path: Path, shown: str
) -> tuple[tuple[Placed, ...], list[str], tuple[GlossaryError, ...]]:
    """The terms of a file, what was left out of them, and what must be mended first.

    A table is ours to be right; in TBX an entry that does not fit is left out.
    """
    _check_suffix(path, _READ)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"no file {shown}", "Name a file that is there") from None
    if path.suffix.lower() != _TBX:
        placed, faults = place_terms(table_rows({shown: decode_table(data, shown)}, ()))
        return placed, [], faults
    reading = read_tbx(data, shown)
    placed, faults = place_terms(reading.rows)
    misfits = [f"line {fault.line}: {fault.problem}" for fault in faults]
    return placed, [*misfits, *reading.left_out], ()


def _free(folder: Path, stem: str) -> Path:
    """A path in the glossary that no file has yet."""
    there = {path.name.lower() for path in folder.iterdir()} if folder.is_dir() else set()
    stem = stem.lstrip(".~") or "terms"
    names = (f"{stem}{number}.csv" for number in ("", *(f"-{n}" for n in range(2, len(there) + 3))))
    return folder / next(name for name in names if name.lower() not in there)


def _conflict(conflict: Conflict) -> GlossaryError:
    theirs, ours = conflict.theirs, conflict.ours
    return GlossaryError(
        f"{theirs.term.source!r} is not taken: {ours.path}:{ours.line} has it with another "
        f"{', '.join(conflict.columns)}",
        "Change that row by hand where theirs is better",
        path=theirs.path,
        line=theirs.line,
    )


def _answer(merging: Merging, path: str | None, left_out: Sequence[str]) -> answers.Answer:
    return {
        "file": path,
        "new": [term.source for term in merging.new],
        "there": merging.there,
        "conflicts": [conflict.theirs.term.source for conflict in merging.conflicts],
        "left_out": list(left_out),
    }


def _outcome(merging: Merging, path: str | None, dry_run: bool) -> Iterable[str]:
    if path:
        would = "would go" if dry_run else "written"
        yield f"{_terms(len(merging.new))} {would} to {path}"
    else:
        yield "nothing new"
    if merging.there:
        yield f"{_terms(merging.there)} there already"
    if merging.conflicts:
        yield f"{_terms(len(merging.conflicts))} not taken: the glossary says something else"


def _terms(count: int) -> str:
    return f"{count} term" if count == 1 else f"{count} terms"


def _say(screen: Screen, outcome: Iterable[str], left_out: Iterable[str]) -> None:
    for line in (*outcome, *(f"left out: {what}" for what in left_out)):
        screen.say(line)
