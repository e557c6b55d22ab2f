"""Proposals: a human's text as the changed glossary would have it, beside the catalogs.

proposals/<language>/<article>.po holds only the entries concerned, in the states of a catalog:

`fuzzy` + msgstr    open: what is proposed, or what a human made of it so far
no `fuzzy`          accepted: the next run takes the text into the catalog
msgstr ""           refused: not offered again

Obsolete entries (`#~`), which other tools may leave here, are no answers and stay as they are.

A line in `#.` keeps hashes of the text that the proposal was made from and of what was proposed:
what has changed since in the catalog is never overwritten, and what a human wrote here is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate.catalog import Catalog, Entry, Key, State, draft_mark, state_of
from translate.languages import Language
from translate.project import Project
from translate.revision.revise import Change
from translate.sightings import Rank

_MARK = re.compile(r"proposal: from (?P<old>[0-9a-f]{12}) to (?P<new>[0-9a-f]{12})")
_NOW = "now: "
_SHOWN = re.compile(rf"^{_NOW}(.*?)(?=\nproposal: |\Z)", re.MULTILINE | re.DOTALL)
_CHANGE = "change: "
_VARIANT = "variant: "  # asked for by hand: kept while the text stays as it is


@dataclass(frozen=True, slots=True)
class Offer:
    """A text to propose for `entry` of a catalog, and what differs in it."""

    entry: Entry
    target: str
    changes: tuple[Change, ...]


def page_path(project: Project, language: Language) -> Path:
    """Where the page with all open proposals of a language is."""
    return project.proposals / f"{language.code}.html"


def is_accepted(proposal: Entry) -> bool:
    """Whether a human has accepted what is proposed, or written something better."""
    return bool(proposal.target) and not proposal.fuzzy


def is_open(proposal: Entry) -> bool:
    """Whether a proposal waits for a decision."""
    return bool(proposal.target) and proposal.fuzzy


def is_for(proposal: Entry, offer: Offer) -> bool:
    """Whether a proposal, open or answered, was made from this very offer."""
    return _mark(proposal) == _mark(_proposal(offer))


def is_current(proposal: Entry, entry: Entry | None) -> bool:
    """Whether `entry` of the catalog still has the text that the proposal was made from."""
    mark = _mark(proposal)
    return entry is not None and mark is not None and mark[0] == _hash(entry)


def is_touched(proposal: Entry) -> bool:
    """Whether a human wrote or commented in an open proposal."""
    mark = _mark(proposal)
    new = draft_mark(proposal.source, proposal.target)
    return bool(proposal.comment) or mark is None or mark[1] != new


def shown_text(proposal: Entry) -> str:
    """The text in the catalog when the proposal was made."""
    found = _SHOWN.search("\n".join(proposal.notes))
    return " ".join(found[1].split("\n")) if found else ""  # some tools wrap long lines


def shown_changes(proposal: Entry) -> tuple[str, ...]:
    """What the proposal changes, and why: lines for people."""
    return tuple(
        note.partition(": ")[2] for note in proposal.notes if note.startswith((_CHANGE, _VARIANT))
    )


def accepted(entry: Entry, proposal: Entry) -> Entry:
    """The catalog's entry with the text that a human accepted: reviewed; but outdated still, if
    its source had changed under it."""
    comment = entry.comment
    if f"\n{proposal.comment}\n" not in f"\n{comment}\n":  # an earlier run may have been stopped
        comment = "\n".join(filter(None, (comment, proposal.comment)))
    entry = replace(entry, target=proposal.target, comment=comment)
    if state_of(replace(entry, fuzzy=True)) is State.OUTDATED:
        return entry
    return replace(entry, fuzzy=False)


def refused(proposal: Entry) -> Entry:
    """The proposal with the answer no."""
    return replace(proposal, target="", fuzzy=False)


def declined(proposal: Entry, offer: Offer) -> Entry | None:
    """The answer no to an offer, if a human who accepted a text saw all its changes in the
    proposal: where the old form stands in that text, it is to stand."""
    if not set(_change_notes(offer.changes)).issubset(proposal.notes):
        return None
    return refused(_proposal(offer))


def updated(
    old: Catalog | None, catalog: Catalog, offers: Sequence[Offer], title: str
) -> Catalog | None:
    """The proposals for `catalog` as they are now to stand; None when there are none.

    What a human wrote, accepted or refused stays while it has a meaning.
    """
    known = {entry.key: entry for entry in old.active} if old else {}
    offered = {offer.entry.key: _proposal(offer) for offer in offers}
    for key in offered.keys() & known.keys():  # what was said of another change is still said
        offered[key] = replace(offered[key], comment=known[key].comment)
    current = {entry.key: entry for entry in catalog.active}
    kept = {key: entry for key, entry in known.items() if _stays(entry, current.get(key), offered)}
    keys = [*current, *(key for key in kept if key not in current)]
    entries = [kept.get(key) or offered.get(key) for key in keys]
    obsolete = [entry for entry in old.entries if entry.obsolete] if old else []
    present = tuple(entry for entry in (*entries, *obsolete) if entry)
    if not present:
        return None
    base = old or Catalog()
    header, opening = base.header or catalog.header, base.opening or title
    return replace(base, header=header, opening=opening, entries=present)


def _stays(proposal: Entry, entry: Entry | None, offered: Mapping[Key, Entry]) -> bool:
    """Whether a proposal is kept as it is, and not replaced by today's or dropped."""
    offer = offered.get(proposal.key)
    same = offer is not None and _mark(offer) == _mark(proposal)
    if is_accepted(proposal) or same:
        return True
    if is_open(proposal) and is_touched(proposal):
        return offer is None or offer.target != proposal.target
    if offer is not None:
        return False
    by_hand = any(note.startswith(_VARIANT) for note in proposal.notes)
    meant = is_current(proposal, entry) and (by_hand or not proposal.target)
    return meant or bool(proposal.comment)


def _proposal(offer: Offer) -> Entry:
    entry = offer.entry
    mark = f"proposal: from {_hash(entry)} to {draft_mark(entry.source, offer.target)}"
    outdated = state_of(entry) is State.OUTDATED
    notes = (
        *(() if entry.context is None else (entry.context,)),
        *_change_notes(offer.changes),
        *(("outdated: the source has changed under this text",) if outdated else ()),
        _NOW + entry.target.replace("\n", " "),
        mark,
    )
    return Entry(
        source=entry.source,
        target=offer.target,
        context=entry.context,
        fuzzy=True,
        notes=notes,
        references=entry.references,
    )


_REASONS = {
    Rank.FORBIDDEN: "forbidden by the glossary",
    Rank.OLD: "the glossary has changed",
    Rank.ACCEPTED: "the glossary prefers it",
}


def _change_notes(changes: Iterable[Change]) -> tuple[str, ...]:
    lines = (
        f"{_VARIANT if change.rank is Rank.ACCEPTED else _CHANGE}"
        f"{change.term}: {change.old} → {change.new} ({_REASONS[change.rank]})"
        for change in changes
    )
    return tuple(dict.fromkeys(lines))


def _mark(proposal: Entry) -> tuple[str, str] | None:
    found = (_MARK.fullmatch(note) for note in proposal.notes)
    return next(((mark["old"], mark["new"]) for mark in found if mark), None)


def _hash(entry: Entry) -> str:
    return draft_mark(entry.source, entry.target)
