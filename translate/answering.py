"""Asking a human about proposals, one after the other, at the terminal.

An answer is written into the proposals' PO file as the human would have written it there; the run
of `khabar glossary apply` that follows takes it in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from translate.catalog import Entry, format_catalog
from translate.desk import decode_catalog
from translate.errors import UsageError
from translate.files import rewrite_file
from translate.languages import Language
from translate.project import Project
from translate.revision.proposals import refused, shown_changes, shown_text

_QUESTION = "[y]es, [n]o, [e]dit, [s]kip, [q]uit? "


class Quit(Exception):
    """The human has had enough; what was answered stays."""


def require_terminal() -> None:
    """Raises UsageError where nobody can answer."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "--interactive needs a terminal",
            "Without one, answer in the PO files under proposals/ and run `khabar glossary apply`",
        )


def ask(proposal: Entry, language: Language, place: str) -> Entry | None:
    """The proposal as a human answers it; None when it is to stay open. Raises Quit."""
    print(f"\n{place}  {language.english}\n  {proposal.source}")
    print(f"  - {shown_text(proposal)}\n  + {proposal.target}")
    for line in shown_changes(proposal):
        print(f"    {line}")
    while True:
        answer = _read(_QUESTION).strip().lower()[:1]
        if answer == "y":
            return replace(proposal, fuzzy=False)
        if answer == "n":
            return refused(proposal)
        if answer == "e":
            with _prefilled(proposal.target):
                text = _read("  > ").strip()
            if text:
                return replace(proposal, target=text, fuzzy=False)
        if answer == "s":
            return None
        if answer == "q":
            raise Quit


def _read(question: str) -> str:
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        raise Quit from None


@contextmanager
def _prefilled(text: str) -> Iterator[None]:
    """What `input` starts with, where the terminal can do it."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        yield
    finally:
        readline.set_startup_hook()


def write_answer(
    project: Project, name: str, language: Language, asked: Entry, answer: Entry
) -> bool:
    """Put an answer into the proposals' file; False when the proposal is another or gone in the
    meantime: what was given there stays."""
    path = project.proposed(name, language)

    def change(data: bytes | None) -> bytes:
        old = decode_catalog(data or b"", project.shown(path))
        if asked not in old.entries:
            return data or b""
        entries = tuple(answer if entry == asked else entry for entry in old.entries)
        return format_catalog(replace(old, entries=entries)).encode()

    return path.exists() and rewrite_file(path, change)
