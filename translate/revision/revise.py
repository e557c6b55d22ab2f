"""A translation brought up to a changed glossary: unwanted forms replaced where that is certain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from translate.inline import Masked, Syntax, escape, mask, restore, words_of
from translate.languages import Language
from translate.revision.respell import respelled
from translate.sightings import Rank, Sighting, Use, uses
from translate.terms import Match

_TINY = 2  # letters: a form of so few is too likely another word


@dataclass(frozen=True, slots=True)
class Change:
    """What stood for `term` and what is to stand there, both as written in the sentence; `form` is
    the glossary's form of the new, `rank` what it has against the old."""

    term: str
    old: str
    new: str
    form: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the `form` of a term was not put in the place of what stands there."""

    term: str
    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A translation with the `changes` made in it, and what was left in `doubts`."""

    target: str
    changes: tuple[Change, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is unwanted: forms that were asked for once, by source term; those that drafts have
    `written`, perhaps inflected; and of the terms in `variants` the accepted ones too."""

    olds: Mapping[str, Sequence[str]]
    written: Mapping[str, Sequence[str]] = field(default_factory=dict)
    variants: frozenset[str] = frozenset()
    all_olds: Mapping[str, Sequence[str]] = field(init=False)  # every form that is no longer

    def __post_init__(self) -> None:
        sources = self.olds.keys() | self.written.keys()
        both = {s: (*self.olds.get(s, ()), *self.written.get(s, ())) for s in sources}
        object.__setattr__(self, "all_olds", both)

    def unwanted(self, use: Use) -> tuple[Sighting, ...]:
        """What stands for a term and may not stay."""
        against = {Rank.FORBIDDEN, Rank.OLD}
        if use.term.source in self.variants:
            against.add(Rank.ACCEPTED)
        return tuple(sighting for sighting in use.sightings if sighting.rank in against)


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    change: Change

    def overlaps(self, other: _Edit) -> bool:
        return self is not other and self.start < other.end and other.start < self.end


def revise(
    target: str, syntax: Syntax, matches: Sequence[Match], language: Language, wish: Wish
) -> Revision:
    """`target` without the unwanted forms of the terms that `matches` found in its source."""
    masked = mask(target, syntax)
    words = words_of(masked)
    edits: list[_Edit] = []
    doubts: list[Doubt] = []
    for use in uses(words.text, matches, language, wish.all_olds):
        for result in _edits(use, words.text, language, wish):
            if isinstance(result, Doubt):
                doubts.append(result)
                continue
            start, end = words.offsets[result.start], words.offsets[result.end - 1] + 1
            if masked.text[start:end] == words.text[result.start : result.end]:
                edits.append(_Edit(start, end, result.change))
            else:
                change = result.change
                doubts.append(Doubt(change.term, change.new, f"markup inside {change.old}"))
    apart = [edit for edit in edits if not any(edit.overlaps(other) for other in edits)]
    for change in (edit.change for edit in edits if edit not in apart):
        doubts.append(Doubt(change.term, change.form, f"{change.old} stands for two terms"))
    return _edited(masked, sorted(apart, key=lambda edit: edit.start), syntax, doubts)


def _edits(use: Use, text: str, language: Language, wish: Wish) -> Iterator[_Edit | Doubt]:
    unwanted = wish.unwanted(use)
    form = use.matches[0].required(language) or ""
    if len(unwanted) > len(use.matches):
        often = f"{unwanted[0].form} stands more often than {use.term.source}"
        yield Doubt(use.term.source, form, often)
        return
    for number, sighting in enumerate(unwanted):
        # The form for a first mention goes where nothing of the term stands before.
        later = number > 0 or use.sightings[0] is not sighting
        wanted = (use.term.required(language) if later else form) or ""
        written = text[sighting.start : sighting.end]
        new = respelled(written, sighting.form, wanted, language)
        if new is None:
            reason = f"{written} is inflected: its ending for {wanted} is not certain"
            yield Doubt(use.term.source, wanted, reason)
        elif sighting.form in wish.written.get(use.term.source, ()):
            yield Doubt(use.term.source, wanted, f"{written} was never asked for as it stands")
        elif len(sighting.form) <= _TINY:
            yield Doubt(use.term.source, wanted, f"{sighting.form} may be another word")
        else:
            change = Change(use.term.source, written, new, wanted, sighting.rank)
            yield _Edit(sighting.start, sighting.end, change)


def _edited(
    masked: Masked, edits: Sequence[_Edit], syntax: Syntax, doubts: Sequence[Doubt]
) -> Revision:
    parts, at = [], 0
    for edit in edits:
        parts += [masked.text[at : edit.start], escape(edit.change.new, syntax)]
        at = edit.end
    target = restore("".join([*parts, masked.text[at:]]), masked.pieces)
    return Revision(target, tuple(edit.change for edit in edits), tuple(doubts))
