"""What the glossary asks of one translation, and what of it a text lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translate.languages import Language
from translate.terms import Match, Term, term_spans

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Need:
    """A term of the source with all its mentions there, and the form that is asked for.

    `first` says that this is the term's first mention in its article, and that no other form than
    the one for first mentions will do.
    """

    term: Term
    mentions: tuple[Match, ...]
    form: str
    first: bool = False

    @property
    def plural(self) -> bool:
        """Whether the source has it in the plural, where the glossary gives the singular."""
        return self.mentions[0].plural

    def forms(self, language: Language) -> tuple[str, ...]:
        """The forms that will do here, the one asked for first."""
        if self.term.keep:
            written = dict.fromkeys(match.text for match in self.mentions)
            return (*written, *self.term.accepted(language))
        return (self.form,) if self.first else self.term.accepted(language)

    def later(self, language: Language) -> Need:
        """What is asked of its further mentions: a name is introduced once."""
        form = self.term.required(language)
        return replace(self, form=form, first=False) if self.first and form else self


def needs_of(matches: Sequence[Match], language: Language) -> tuple[Need, ...]:
    """What the terms found in a source ask of its translation, by their first mention."""
    mentions: dict[Term, list[Match]] = {}
    for match in matches:
        if match.term.required(language):
            mentions.setdefault(match.term, []).append(match)
    return tuple(_need(term, found, language) for term, found in mentions.items())


def _need(term: Term, mentions: Sequence[Match], language: Language) -> Need:
    first = any(m.first for m in mentions) and term.at_first(language) is not None
    form = next((m for m in mentions if m.first), mentions[0]).required(language)
    if term.keep:
        form = mentions[0].text  # as this source has it
    assert form is not None
    return Need(term, tuple(mentions), form, first)


def form_places(text: str, need: Need, language: Language) -> list[Span]:
    """Where the forms that will do stand in `text`."""
    return places(text, need.forms(language), need.term, language)


def places(text: str, forms: Sequence[str], term: Term, language: Language) -> list[Span]:
    """Where any of `forms` stands in `text`, inflected as the term is."""
    if not forms:
        return []
    asked = replace(term, forms=((language.code, tuple(forms)),), first=(), keep=False)
    return term_spans(text, asked, language)


def banned_places(
    text: str, need: Need, needs: Sequence[Need], language: Language
) -> Iterator[Span]:
    """Where a form stands that may never stand for this term, outside what is right for any; a
    right one inside it does not make it right: الكيان الإسرائيلي for Israel."""
    found = places(text, need.term.banned(language), need.term, language)
    if found:
        right = [(other, s) for other in needs for s in term_spans(text, other.term, language)]
        yield from (
            span
            for span in found
            if not any(
                overlap(span, good) and (other is not need or not _is_part(good, span))
                for other, good in right
            )
        )


def lacking(text: str, needs: Sequence[Need], language: Language) -> tuple[Need, ...]:
    """The needs that `text` does not satisfy.

    A term counts as there when one of its forms is, once at least: a translation may have a
    pronoun for the second. A forbidden form beside it undoes that.
    """
    return tuple(
        need
        for need in needs
        if not form_places(text, need, language)
        or next(banned_places(text, need, needs, language), None)
    )


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_part(one: Span, whole: Span) -> bool:
    return whole[0] <= one[0] and one[1] <= whole[1] and one != whole
