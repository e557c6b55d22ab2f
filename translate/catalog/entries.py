"""Entries of a catalog: their states, and what a machine may do to each.

A reviewer's words are never changed here: the functions that change an entry say in their names
what they do, and refuse entries that are not the machine's to touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from translate.files import digest

_DRAFT = re.compile(r"^draft: (?P<origin>.*) \[(?P<mark>[0-9a-f]{12})\]$")
_CLEARED = "cleared: no draft is offered again"

Key = tuple[str | None, str]  # msgctxt, msgid


class State(StrEnum):
    """How far an entry has come; what the machine may do follows from it (see may_draft)."""

    UNTRANSLATED = "untranslated"
    CLEARED = "cleared"  # a reviewer emptied the draft
    DRAFT = "draft"  # the machine's or the memory's, no human has touched it
    EDITED = "edited"  # fuzzy, with a human's words
    OUTDATED = "outdated"  # the source changed under a human's words
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment and its translation. `notes` are the tool's comments (`#.`), `comment` is the
    reviewers' (`#`); `references` are `path:line`."""

    source: str
    target: str = ""
    context: str | None = None
    fuzzy: bool = False
    obsolete: bool = False
    previous: Key | None = None
    notes: tuple[str, ...] = ()
    comment: str = ""
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        return (self.context, self.source)


@dataclass(frozen=True, slots=True)
class Catalog:
    """A PO file: its header fields in order, entries in order, obsolete ones last. `opening` and
    `closing` are the reviewers' comments before the header and after the last entry."""

    header: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    opening: str = ""
    closing: str = ""

    @property
    def active(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.obsolete)


def draft_mark(source: str, target: str) -> str:
    """What tells an untouched draft: a hash of both texts, kept in the entry's `#.` comment."""
    return digest(source, target)[:12]


def draft_note(origin: str, source: str, target: str) -> str:
    """The `#.` line that says where a draft came from, and marks it as untouched."""
    return f"draft: {origin} [{draft_mark(source, target)}]"


def draft_origin(entry: Entry) -> str | None:
    """Where the entry's draft came from, None when it never had one."""
    for note in entry.notes:
        if found := _DRAFT.match(note):
            return found["origin"]
    return None


def state_of(entry: Entry) -> State:
    """The state of an entry, from nothing but the entry itself."""
    marks = [found["mark"] for note in entry.notes if (found := _DRAFT.match(note))]
    if not entry.target:
        return State.CLEARED if marks or _CLEARED in entry.notes else State.UNTRANSLATED
    if not entry.fuzzy:
        return State.REVIEWED
    if entry.previous is not None:
        return State.OUTDATED
    if draft_mark(entry.source, entry.target) in marks:
        return State.DRAFT
    return State.EDITED


def has_human_words(entry: Entry) -> bool:
    """Whether a human wrote, approved, commented on or emptied it: then nothing may be lost."""
    return bool(entry.comment) or state_of(entry) not in (State.UNTRANSLATED, State.DRAFT)


def needs_draft(entry: Entry) -> bool:
    """A machine may fill an empty entry, never one that a reviewer emptied or wrote in."""
    return not entry.obsolete and state_of(entry) is State.UNTRANSLATED


def may_redraft(entry: Entry) -> bool:
    """A machine may replace its own draft while no human has touched it."""
    return not entry.obsolete and state_of(entry) in (State.UNTRANSLATED, State.DRAFT)


def with_draft(entry: Entry, target: str, origin: str, notes: Iterable[str] = ()) -> Entry:
    """The entry with a draft in it, marked fuzzy; as it was when that is not the machine's to do.

    `notes` are open checks, for the reviewer to see.
    """
    if not may_redraft(entry):
        return entry
    kept = _without_draft_notes(entry.notes)
    mark = draft_note(origin, entry.source, target)
    return replace(entry, target=target, fuzzy=True, notes=(*kept, mark, *notes))


def without_draft(entry: Entry, reason: str) -> Entry:
    """The entry still empty, with the reason; as it was when it is not empty."""
    if not needs_draft(entry):
        return entry
    return replace(entry, notes=(*_without_draft_notes(entry.notes), f"no draft: {reason}"))


def _without_draft_notes(notes: Iterable[str]) -> tuple[str, ...]:
    ours = ("draft: ", "no draft: ", "check: ", "term: ", "glossary repair: ")
    return tuple(note for note in notes if not note.startswith(ours))


def cleared_again(entry: Entry) -> Entry:
    """An emptied entry come back from among the obsolete ones, which carry no `#.` comments."""
    return replace(entry, notes=(*entry.notes, _CLEARED))


def kept_notes(entry: Entry) -> tuple[str, ...]:
    """The notes that tell the entry's history, not what can be worked out anew."""
    ours: tuple[str, ...] = ("draft: ", "term: ", "glossary repair: ", "cleared: ")
    if state_of(entry) in (State.UNTRANSLATED, State.DRAFT):
        ours += ("no draft: ", "check: ")  # a human's words are checked anew by `khabar check`
    return tuple(note for note in entry.notes if note.startswith(ours))


def tally(catalog: Catalog) -> dict[str, int]:
    """How many active entries stand how: the states, with drafts told apart by where they came
    from as `memory` and `machine`."""
    counts: dict[str, int] = {}
    for entry in catalog.active:
        name = standing(entry)
        counts[name] = counts.get(name, 0) + 1
    return counts


def standing(entry: Entry) -> str:
    """The entry's state, for a draft where it came from instead: `memory` or `machine`."""
    state = state_of(entry)
    if state is not State.DRAFT:
        return state.value
    return "memory" if (draft_origin(entry) or "").startswith("memory ") else "machine"
