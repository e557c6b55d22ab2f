"""Catalogs: the PO files that reviewers correct. The only room that knows polib.

A reviewer's words are never changed here: the functions that change an entry say in their names
what they do, and refuse entries that are not the machine's to touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import polib

from translate.errors import CatalogError
from translate.files import digest

# Line ends to str.splitlines, by which polib reads, but plain characters to a PO file.
_ODD_BREAKS = {ord(char): 0xF8F0 + i for i, char in enumerate("\v\f\x1c\x1d\x1e\x85\u2028\u2029")}
_ODD_BREAKS_BACK = {hidden: char for char, hidden in _ODD_BREAKS.items()}
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)", re.MULTILINE)
# polib forgives unclosed quotes and stray words by dropping them: what it would drop is refused.
_LINE = re.compile(
    r"""\s*(?:\#(?!~).*|\#~\|.*|(?:\#~\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"""
    r""""(?:[^"\\]|\\.)*"\s*|(?:\#~)?\s*)"""
)
_HEADER = re.compile(r'^[ \t]*msgid\s*""\s*\n\s*msgstr', re.MULTILINE)
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069(?::\\d+)?|\\S+")
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
    ours = ("draft: ", "no draft: ", "check: ", "glossary repair: ")
    return tuple(note for note in notes if not note.startswith(ours))


def cleared_again(entry: Entry) -> Entry:
    """An emptied entry come back from among the obsolete ones, which carry no `#.` comments."""
    return replace(entry, notes=(*entry.notes, _CLEARED))


def kept_notes(entry: Entry) -> tuple[str, ...]:
    """The notes that tell the entry's history, not what can be worked out anew."""
    ours = ("draft: ", "no draft: ", "check: ", "glossary repair: ", "cleared: ")
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


def parse_catalog(text: str, path: Path | str) -> Catalog:
    """The catalog in the text of a PO file; `path` is for messages.

    Raises CatalogError naming the line: syntax, conflict markers, duplicates, plural entries.
    """
    text = text.removeprefix("\ufeff").translate(_ODD_BREAKS)
    _refuse_lines(text, path)
    try:
        file = polib.pofile(text + "\n", wrapwidth=0)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _syntax_error(path, int(line.group(1)) if line else None) from None
    _refuse_entries(file, path)
    _refuse_loss(text, file, path)
    entries = [_entry(item) for item in file]
    entries.sort(key=lambda entry: entry.obsolete)  # stable: the order is otherwise kept
    return Catalog(
        header={key: _shown(value) for key, value in file.metadata.items()},
        entries=tuple(entries),
        opening=_shown(file.header),
        closing=_closing(text),
    )


def _syntax_error(path: Path | str, line: int | None) -> CatalogError:
    return CatalogError(
        "not valid PO",
        "Mend that line in a text editor, or restore the file from version control",
        path=path,
        line=line,
    )


def _refuse_lines(text: str, path: Path | str) -> None:
    if found := _CONFLICT.search(text):
        raise CatalogError(
            "unresolved merge conflict",
            "Keep one side, delete the markers, then run again",
            path=path,
            line=text.count("\n", 0, found.start()) + 1,
        )
    for header in list(_HEADER.finditer(text))[1:]:
        number = text.count("\n", 0, header.start()) + 1
        raise CatalogError("a second header", "Keep one of the two", path=path, line=number)
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line):
            raise _syntax_error(path, number)


def _refuse_entries(file: polib.POFile, path: Path | str) -> None:
    seen: dict[Key, int] = {}
    for item in file:
        line = max(1, item.linenum or 1)
        if item.msgid_plural:
            raise CatalogError(
                "plural entries are not used for articles",
                "Delete the entry: it was not made by Khabar",
                path=path,
                line=line,
            )
        key = (item.msgctxt, item.msgid)
        if not item.obsolete and key in seen:
            raise CatalogError(
                f"the msgid of line {seen[key]} again",
                "Keep one of the two entries",
                path=path,
                line=line,
            )
        if not item.obsolete:
            seen[key] = line


def _refuse_loss(text: str, file: polib.POFile, path: Path | str) -> None:
    """Whatever polib may have skipped without a word, no file is rewritten with entries less."""
    written = re.findall(r"^\s*(?:#~\s*)?msgid\b", text, re.MULTILINE)
    if len(written) != len(file) + (_HEADER.search(text) is not None):
        raise _syntax_error(path, None)


def _entry(item: polib.POEntry) -> Entry:
    previous = None
    if item.previous_msgid is not None:
        context = item.previous_msgctxt
        previous = (None if context is None else _shown(context), _shown(item.previous_msgid))
    return Entry(
        source=_shown(item.msgid),
        target=_shown(item.msgstr),
        context=None if item.msgctxt is None else _shown(item.msgctxt),
        fuzzy="fuzzy" in item.flags,
        obsolete=bool(item.obsolete),
        previous=previous,
        notes=tuple(_shown(item.comment).split("\n")) if item.comment else (),
        comment=_shown(item.tcomment),
        references=_references(item),
        flags=tuple(flag for flag in item.flags if flag != "fuzzy"),
    )


def _references(item: polib.POEntry) -> tuple[str, ...]:
    # polib cuts paths at blanks; gettext wraps such paths in directional isolates.
    words = (f"{path}:{line}" if line else path for path, line in item.occurrences)
    return tuple(_REFERENCE.findall(" ".join(words)))


def _shown(text: str) -> str:
    return text.translate(_ODD_BREAKS_BACK)


def _closing(text: str) -> str:
    """The comment lines after the last entry, which polib leaves out."""
    tail: list[str] = []
    for line in reversed(text.splitlines()):
        line = line.strip()
        if line and (not line.startswith("#") or line.startswith("#~")):
            break
        tail.append(line)
    return "\n".join(reversed(tail)).strip("\n")


def format_catalog(catalog: Catalog) -> str:
    """The PO file of a catalog: unwrapped lines, so that a change is a line in a diff."""
    parts = [f"# {line}".rstrip() for line in catalog.opening.split("\n") if catalog.opening]
    head = "".join(f"{key}: {value}\n" for key, value in catalog.header.items())
    parts.append(polib.POEntry(msgid="", msgstr=head).__unicode__(wrapwidth=0))
    parts += [_item(entry).__unicode__(wrapwidth=0) for entry in catalog.entries]
    if catalog.closing:
        parts.append(catalog.closing + "\n")
    return "\n".join(parts)


def _item(entry: Entry) -> polib.POEntry:
    context, source = entry.previous or (None, None)
    return polib.POEntry(
        msgid=entry.source,
        msgstr=entry.target,
        msgctxt=entry.context,
        obsolete=entry.obsolete,
        previous_msgid=source,
        previous_msgctxt=context,
        comment="\n".join(entry.notes),
        tcomment=entry.comment,
        occurrences=[(reference, "") for reference in entry.references],
        flags=(["fuzzy"] if entry.fuzzy else []) + list(entry.flags),
    )
