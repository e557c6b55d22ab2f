"""The verbs of `khabar models` and whoever called them: what is asked, said, and shown moving."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from translate.errors import KhabarError, ModelError, UsageError
from translate.models.download import Progress


def confirm(options: argparse.Namespace, plan: Sequence[str], question: str) -> None:
    """Show what is about to be done, and ask. Raises UsageError when nobody can answer, ModelError
    when the answer is no."""
    for line in plan:
        print(line, file=sys.stderr if options.json else sys.stdout, flush=True)
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm this", "Look at it and give --yes")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise ModelError("you said no", "Nothing was changed")


def say(options: argparse.Namespace, line: str) -> None:
    """A line for people."""
    if not options.json:
        print(line, flush=True)


def waiting() -> None:
    print("khabar: another khabar is installing models; waiting", file=sys.stderr)


def exit_code(problems: Sequence[KhabarError]) -> int:
    """Show what is wrong; 1 when something is."""
    for error in problems:
        print(f"khabar: {error}", file=sys.stderr)
    return 1 if problems else 0


@contextmanager
def progress(options: argparse.Namespace, title: str) -> Iterator[Progress]:
    """A bar of bytes while the block runs; none when nobody watches."""
    if options.json or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def tick(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield tick
