"""Every error a user can see. Each names the place, the problem and what to do.

KhabarError
├── UsageError      the command line asks for what does not exist (exit code 2)
├── ProjectError    khabar.toml is missing or wrong
├── ArticleError    an article cannot be read
├── CatalogError    a PO file cannot be read
├── GlossaryError   a glossary file is wrong
├── ModelError      a model cannot be loaded, or breaks while it works
├── BusyError       another run holds the project
└── WriteError      a file could not be written; the old one is intact
"""

from __future__ import annotations

from pathlib import PurePath


class KhabarError(Exception):
    """A problem that the user can mend.

    `problem` says what is wrong, `remedy` what to do; both are whole sentences without the
    final full stop. `path` and `line` (1-based) say where, when there is a where.
    """

    def __init__(
        self,
        problem: str,
        remedy: str,
        *,
        path: PurePath | str | None = None,
        line: int | None = None,
    ) -> None:
        self.problem = problem
        self.remedy = remedy
        self.path = str(path) if path is not None else None
        self.line = line
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        place = "" if self.path is None else self.path
        if place and self.line is not None:
            place = f"{place}:{self.line}"
        start = f"{place}: " if place else ""
        return f"{start}{self.problem}. {self.remedy}."


class UsageError(KhabarError):
    """The command line asks for what does not exist."""


class ProjectError(KhabarError):
    """khabar.toml is missing or wrong."""


class ArticleError(KhabarError):
    """An article cannot be read."""


class CatalogError(KhabarError):
    """A PO file cannot be read."""


class GlossaryError(KhabarError):
    """A glossary file is wrong."""


class ModelError(KhabarError):
    """A model cannot be loaded, or breaks while it works."""


class BusyError(KhabarError):
    """Another run holds the project."""


class WriteError(KhabarError):
    """A file could not be written; the old one is intact."""
