"""An edition: an article in a language, assembled from its catalog as far as the policy allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from textwrap import shorten

from translate import notices
from translate.bidi import isolate
from translate.catalog import Catalog, Entry, State, draft_origin, standing, state_of
from translate.checks import Case, Severity, check
from translate.dates import localize_date
from translate.documents import Document, Segment, render
from translate.documents.front_matter import (
    change_values,
    front_matter_end,
    localize_front_matter,
)
from translate.documents.page import localize_page
from translate.inline import Syntax, change_words
from translate.languages import Language
from translate.project import Unreviewed
from translate.typography import Style, set_digits


class Status(StrEnum):
    """What a published file holds, or why there is none."""

    REVIEWED = "reviewed"  # every segment approved by a reviewer
    MACHINE = "machine"  # drafts among it, and it says so
    PARTIAL = "partial"  # source text among it
    BLOCKED = "blocked"  # not written: the policy wants everything reviewed
    DRAFT = "draft"  # a copy for reviewers, never for the public


@dataclass(frozen=True, slots=True)
class Edition:
    """An article in a language, assembled: `text` is None when it is blocked. `provenance` counts
    segments by where their text came from: reviewed, memory, machine, human (not yet approved),
    source; `models` are the engines behind the drafts in it; `faults` are broken markup in reviewed
    text, which would break the page: they block it."""

    text: str | None
    status: Status
    reviewed: int
    segments: int
    provenance: Mapping[str, int]
    models: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @property
    def percent(self) -> int:
        """Percent of the segments that are reviewed, rounded down: 100 means all of them."""
        return 100 * self.reviewed // self.segments if self.segments else 100


@dataclass(frozen=True, slots=True)
class Press:
    """How an article is to be set: language, digits, policy; `path` is the article's, from the
    project's root, for the front matter; `dates` are front matter keys shown as dates."""

    language: Language
    style: Style
    policy: Unreviewed
    path: str
    dates: tuple[str, ...] = ()
    draft: bool = False


def assemble(document: Document, catalog: Catalog | None, press: Press) -> Edition:
    """The edition of an article that the policy allows. Pure."""
    entries = {entry.key: entry for entry in catalog.active} if catalog else {}
    used: Counter[str] = Counter()
    models: set[str] = set()
    faults: list[str] = []

    def translate(segment: Segment) -> str | None:
        entry = entries.get((segment.context, segment.text))
        origin = _provenance(entry, press)
        used[origin] += 1
        if entry is None or origin == "source":
            return None
        if origin == "machine":
            models.add(_model(entry))
        if origin == "reviewed":
            faults.extend(_faults(entry, segment, press.language))
        return _set(entry.target, segment, press)

    text = render(document, translate)
    reviewed, total = used["reviewed"], len(document.slots)
    status = _status(reviewed, total, used, press)
    if faults and not press.draft:
        status = Status.BLOCKED
    blocked = status is Status.BLOCKED
    return Edition(
        text=None if blocked else _dress(text, document.syntax, status, _told(used, press), press),
        status=status,
        reviewed=reviewed,
        segments=total,
        provenance=dict(sorted(used.items())),
        models=tuple(sorted(models)),
        faults=tuple(faults),
    )


def _faults(entry: Entry, segment: Segment, language: Language) -> Iterator[str]:
    case = Case(entry.source, entry.target, language, segment.syntax, segment.kind.value)
    for problem in check(case):
        if problem.check in ("markup", "pairs") and problem.severity is Severity.ERROR:
            yield f"{shorten(entry.source, 60)!r}: {problem.message.rstrip('.')}"


def _provenance(entry: Entry | None, press: Press) -> str:
    """Where the text that is shown for an entry comes from."""
    if entry is None or not entry.target.strip():
        return "source"
    if state_of(entry) is State.REVIEWED:
        return "reviewed"
    if press.policy is Unreviewed.SOURCE and not press.draft:
        return "source"
    kind = standing(entry)
    return kind if kind in ("memory", "machine") else "human"


def _model(entry: Entry) -> str:
    origin = (draft_origin(entry) or "machine unknown").removeprefix("machine ")
    return origin.partition(";")[0]


def _status(reviewed: int, total: int, used: Mapping[str, int], press: Press) -> Status:
    if press.draft:
        return Status.DRAFT
    if reviewed == total:
        return Status.REVIEWED
    if press.policy is Unreviewed.BLOCK:
        return Status.BLOCKED
    return Status.PARTIAL if used.get("source", 0) else Status.MACHINE


def _set(target: str, segment: Segment, press: Press) -> str:
    """A translation as it is printed: the policy's digits, Latin words isolated."""
    language, style, syntax = press.language, press.style, segment.syntax
    target = change_words(target, syntax, lambda text: set_digits(text, language, style))
    return isolate(target, syntax)


def _dress(text: str, syntax: Syntax, status: Status, told: str | None, press: Press) -> str:
    """The article with what tells its language, direction and standing."""
    if syntax is Syntax.HTML:
        return localize_page(text, press.language, told)
    if syntax is Syntax.PLAIN:
        return _with_opening(text, 0, f"{told}", text) if told else text
    dates = {key: partial(_date, press=press) for key in press.dates}
    values = {
        "lang": press.language.tag,
        "dir": press.language.direction,
        "source": press.path,
        "translation": status.value,
    }
    text = localize_front_matter(change_values(text, dates), values)
    return _with_opening(text, front_matter_end(text), f"> **{told}**", text) if told else text


def _date(value: str, press: Press) -> str | None:
    return localize_date(value, press.language, press.style)


def _with_opening(text: str, at: int, opening: str, like: str) -> str:
    """`opening` as a paragraph of its own at offset `at`, in the article's own line ends."""
    end = "\r\n" if "\r\n" in like else "\n"
    at += text.startswith("\ufeff", at)
    return f"{text[:at]}{opening}{end}{end}{text[at:]}"


def _told(used: Mapping[str, int], press: Press) -> str | None:
    """What readers must be told of an edition, None for a reviewed one."""
    told = [notices.DRAFT] if press.draft else []
    if any(used.get(name) for name in ("memory", "machine", "human")) and not press.draft:
        told.append(notices.MACHINE)
    if used.get("source"):
        told.append(notices.PARTIAL)
    return " ".join(text[press.language.code] for text in told) or None
