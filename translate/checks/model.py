"""A translation to judge, and what a check has to say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from translate.inline import Masked, Syntax, mask
from translate.languages import Language

_PRIVATE = re.compile("[\U000f0000-\U000ffffd]")
_WORD = re.compile("\\w[\\w\u200c'’]*")


class Severity(StrEnum):
    """An error must be mended before publication; a warning asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: its name, how bad it is, and what is wrong and what to do."""

    check: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """An English `source` and its translation `target`; `kind` is the segment's (see
    `translate.documents.model.Kind`)."""

    source: str
    target: str
    language: Language
    syntax: Syntax
    kind: str
    masked_source: Masked = field(init=False, repr=False, compare=False)
    masked_target: Masked = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Nearly every check looks at the words without their markup: masked once, here.
        object.__setattr__(self, "masked_source", mask(self.source, self.syntax))
        object.__setattr__(self, "masked_target", mask(self.target, self.syntax))

    @property
    def source_text(self) -> str:
        """The source's words alone, markup, addresses and code left out."""
        return _PRIVATE.sub("", self.masked_source.text)

    @property
    def target_text(self) -> str:
        """The target's words alone, markup, addresses and code left out."""
        return _PRIVATE.sub("", self.masked_target.text)


def words(text: str) -> list[str]:
    """The words of a text, in any script, as written."""
    return _WORD.findall(text)


def error(check: str, message: str) -> Problem:
    return Problem(check, Severity.ERROR, message)


def warning(check: str, message: str) -> Problem:
    return Problem(check, Severity.WARNING, message)


def listed(things: list[str]) -> str:
    """At most five things for a message, and how many more there are."""
    shown = ", ".join(things[:5])
    return shown if len(things) <= 5 else f"{shown} and {len(things) - 5} more"
