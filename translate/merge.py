"""An article's segments into its catalog: what is new, what stayed, what came back, what changed.

Pure: catalog and segments in, catalog out. A human's words stay in the catalog whatever happens
to the article: in place, as a proposal for the changed sentence, or as an obsolete entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translate import __version__
from translate.catalog import (
    Catalog,
    Entry,
    Key,
    State,
    cleared_again,
    has_human_words,
    kept_notes,
    state_of,
)
from translate.documents.model import Segment
from translate.languages import Language

# Below this share of common words two sentences are two sentences, not two versions of one.
_SIMILAR = 0.6

Guidance = Callable[[Key], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What goes into a header: the project's name, and the time as `2026-11-20 09:30+0000`."""

    project: str
    time: str


def template(name: str, segments: Sequence[Segment], old: Catalog | None, stamp: Stamp) -> Catalog:
    """The POT of the article at path `name`; its time stamp changes only with its texts."""
    wanted = _wanted(name, segments)
    same = old is not None and [e.key for e in old.entries] == list(wanted)
    created = (old.header.get("POT-Creation-Date") if old and same else None) or stamp.time
    header = {
        **_common(stamp, created),
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
        "Language": "",
        **_FORMAT,
        "Plural-Forms": "nplurals=INTEGER; plural=EXPRESSION;",
    }
    return Catalog(header=header, entries=tuple(wanted.values()))


def merge(
    old: Catalog | None,
    name: str,
    segments: Sequence[Segment],
    language: Language,
    guidance: Guidance = lambda key: (),
) -> Catalog:
    """The catalog brought up to date with the article at path `name`.

    `guidance` gives the glossary's comment lines for an entry. `stamped` makes the header right.
    """
    old = old or Catalog(opening=f"{language.english} translation of {name}")
    active = {entry.key: entry for entry in old.active}
    wanted = _wanted(name, segments)
    obsolete = _returning(old, [key for key in wanted if key not in active])
    leaving = [entry for entry in old.active if entry.key not in wanted and has_human_words(entry)]
    gone = [e for e in old.entries if e.obsolete and e is not obsolete.get(e.key)]
    proposals = _proposals([k for k in wanted if k not in active and k not in obsolete], leaving)
    entries = []
    for key, fresh in wanted.items():
        if key in active:
            entry = active[key]
        elif key in obsolete:
            entry = _returned(obsolete[key])
        else:
            entry = proposals.get(key, fresh)
        entries.append(_refreshed(entry, fresh, guidance))
    return replace(
        old, entries=(*entries, *gone, *(replace(e, obsolete=True, notes=()) for e in leaving))
    )


def stamped(new: Catalog, old: Catalog | None, language: Language, stamp: Stamp) -> Catalog:
    """`new` with its header made right; the time stamps change only where the words did.

    Fields that others added stay as they are.
    """
    header = dict(new.header)
    sources = [entry.key for entry in new.active]
    if old is None or sources != [entry.key for entry in old.active]:
        header["POT-Creation-Date"] = stamp.time
    if old is None or _words(new) != _words(old):
        header["PO-Revision-Date"] = stamp.time
    full = {
        **_common(stamp, header.get("POT-Creation-Date", stamp.time)),
        "PO-Revision-Date": stamp.time,
        "Last-Translator": f"Khabar {__version__}",
        "Language-Team": language.english,
        **header,
        "Language": language.code,
        **_FORMAT,
        "Plural-Forms": language.plural_forms,
    }
    return replace(new, header=full)


_FORMAT = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def _common(stamp: Stamp, created: str) -> dict[str, str]:
    return {
        "Project-Id-Version": stamp.project,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": created,
    }


def _words(catalog: Catalog) -> list[tuple[Key, str, bool, bool]]:
    return [(e.key, e.target, e.fuzzy, e.obsolete) for e in catalog.entries]


def _wanted(name: str, segments: Iterable[Segment]) -> dict[Key, Entry]:
    """An empty entry for each different segment, in order, with all the lines it stands on."""
    path = f"\u2068{name}\u2069" if " " in name else name
    wanted: dict[Key, Entry] = {}
    for segment in segments:
        key = (segment.context, segment.text)
        line = f"{path}:{segment.line}"
        found = wanted.get(key)
        if found is None:
            wanted[key] = Entry(segment.text, context=segment.context, references=(line,))
        elif line not in found.references:
            wanted[key] = replace(found, references=(*found.references, line))
    return wanted


def _returning(old: Catalog, keys: Iterable[Key]) -> dict[Key, Entry]:
    """The obsolete entry to bring back for each key: of several, one that is reviewed."""
    found: dict[Key, Entry] = {}
    for entry in old.entries:
        if entry.obsolete and (entry.key not in found or found[entry.key].fuzzy):
            found[entry.key] = entry
    return {key: found[key] for key in keys if key in found}


def _returned(entry: Entry) -> Entry:
    """An obsolete entry whose sentence is back in the article."""
    entry = replace(entry, obsolete=False)
    return entry if entry.target else cleared_again(entry)


def _refreshed(entry: Entry, fresh: Entry, guidance: Guidance) -> Entry:
    """`entry` with what can be worked out anew: references and comments; never its words."""
    kind = () if fresh.context is None else (fresh.context,)
    notes = (*kind, *guidance(fresh.key), *kept_notes(entry))
    previous = entry.previous if entry.fuzzy else None
    return replace(entry, references=fresh.references, notes=notes, previous=previous)


def _proposals(new: Sequence[Key], leaving: Sequence[Entry]) -> Mapping[Key, Entry]:
    """For new sentences, the translation of the leaving sentence they are a version of."""
    pairs = []
    words = [entry.source.split() for entry in leaving]
    for key in new:
        matcher = SequenceMatcher(None, b=key[1].split(), autojunk=False)
        for i, entry in enumerate(leaving):
            if not entry.target or entry.context != key[0]:
                continue
            matcher.set_seq1(words[i])
            if matcher.quick_ratio() >= _SIMILAR and (ratio := matcher.ratio()) >= _SIMILAR:
                pairs.append((-ratio, i, key))
    proposals: dict[Key, Entry] = {}
    used: set[int] = set()
    for _, i, key in sorted(pairs, key=lambda pair: pair[:2]):
        if key not in proposals and i not in used:
            used.add(i)
            proposals[key] = _outdated(leaving[i], key)
    return proposals


def _outdated(entry: Entry, key: Key) -> Entry:
    """A human's translation of the old sentence, offered for the new one."""
    told = entry.previous if state_of(entry) is State.OUTDATED else None
    return Entry(
        source=key[1],
        context=key[0],
        target=entry.target,
        fuzzy=True,
        previous=told or entry.key,
        comment=entry.comment,
    )
