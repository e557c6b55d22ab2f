"""Where the forms of a source's terms stand in its translation, and how the glossary takes each.

A form is told by the words as written first: a forbidden spelling that differs from the preferred
one in the seat of a hamza alone is still forbidden. What another term of the source asks for is
never taken for a forbidden or an old form of this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from translate.languages import Language
from translate.terms import Match, Term, inflection_of
from translate.terms.forms import form_spans


class Rank(StrEnum):
    """What a form is to the glossary."""

    PREFERRED = "preferred"  # or the form for a first mention
    ACCEPTED = "accepted"
    FORBIDDEN = "forbidden"
    OLD = "old"  # the glossary asked for it once


_ORDER = tuple(Rank)
_WELCOME = (Rank.PREFERRED, Rank.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Sighting:
    """text[start:end] is the glossary's `form` in the shape that the sentence gives it."""

    start: int
    end: int
    form: str
    rank: Rank

    def overlaps(self, other: Sighting) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Use:
    """A term of a source, where it stands there, and what stands for it in the translation."""

    term: Term
    matches: tuple[Match, ...]
    sightings: tuple[Sighting, ...]


def uses(
    text: str,
    matches: Sequence[Match],
    language: Language,
    olds: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Use, ...]:
    """What stands in the plain words `text` for the terms of its source, in their order.

    `olds` are forms that the glossary asked for once, by source term. Terms for which `language`
    asks for nothing are passed over.
    """
    by_term: dict[str, list[Match]] = {}
    for match in matches:
        if match.term.required(language):
            by_term.setdefault(match.term.source, []).append(match)
    found = []
    for source, places in by_term.items():
        term = places[0].term
        seen = _sightings(text, term, language, (olds or {}).get(source, ()))
        found.append(Use(term, tuple(places), seen))
    return tuple(_without_others(found))


def _without_others(found: Sequence[Use]) -> Iterator[Use]:
    """The uses without sightings that are another term's: of TTP and Tehrik-i-Taliban Pakistan in
    one sentence each has its own, though either may stand for both."""
    for use in found:
        if all(sighting.rank is Rank.PREFERRED for sighting in use.sightings):
            yield use
            continue
        others = [sighting for other in found if other is not use for sighting in other.sightings]
        has_own = any(sighting.rank is Rank.PREFERRED for sighting in use.sightings)
        kept = (s for s in use.sightings if not any(_yields(s, other, has_own) for other in others))
        yield replace(use, sightings=tuple(kept))


def _yields(sighting: Sighting, other: Sighting, has_own: bool) -> bool:
    """Whether a sighting gives way to another term's; `has_own` is whether its term has a
    preferred form elsewhere."""
    if not sighting.overlaps(other):
        return False
    if sighting.rank in _WELCOME:
        return has_own and sighting.rank is Rank.ACCEPTED and other.rank is Rank.PREFERRED
    longer = other.end - other.start > sighting.end - sighting.start  # as Ishaq Dar has Dar in it
    return longer or other.rank in _WELCOME


def _sightings(
    text: str, term: Term, language: Language, olds: Sequence[str]
) -> tuple[Sighting, ...]:
    """The forms of `term` in `text`, in order: of those that overlap the longest, of those alike
    the one that is there letter for letter."""
    candidates = [
        Sighting(start, end, form, rank)
        for form, rank in ranked_forms(term, language, olds)
        for start, end in form_spans(text, form, language, inflection_of(term))
    ]
    if len(candidates) > 1:
        candidates.sort(key=lambda sighting: _precedence(text, sighting))
    taken: list[Sighting] = []
    for sighting in candidates:
        if not any(map(sighting.overlaps, taken)):
            taken.append(sighting)
    return tuple(sorted(taken, key=lambda sighting: sighting.start))


def _precedence(text: str, sighting: Sighting) -> tuple[int, bool, int]:
    literal = sighting.form in text[sighting.start : sighting.end]
    return sighting.start - sighting.end, not literal, _ORDER.index(sighting.rank)


def ranked_forms(
    term: Term, language: Language, olds: Sequence[str] = ()
) -> Iterator[tuple[str, Rank]]:
    """Every form of `term` that the glossary knows, each once."""
    required = term.required(language)
    preferred = [form for form in (required, term.at_first(language)) if form]
    known = dict.fromkeys(preferred, Rank.PREFERRED)
    groups = (
        (term.banned(language), Rank.FORBIDDEN),
        (term.accepted(language), Rank.ACCEPTED),
        (olds, Rank.OLD),
    )
    for forms, rank in groups:
        for form in forms:
            known.setdefault(form, rank)
    yield from known.items()
