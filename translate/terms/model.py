"""What a glossary holds, found in English sources and in translations.

Sources are matched by words, so that hyphen or blank, straight or curly apostrophe and the case of
common words do not matter, and `Dar` is never found in `Darfur`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache

from translate.languages import Language
from translate.terms.english import plurals, spelled, words_of
from translate.terms.finding import Node, Phrase, find_phrases, tree_of
from translate.terms.forms import Inflection, form_spans

_REMEMBERED = 1 << 12  # sentences: those of some hundred articles


class Kind(StrEnum):
    """What a term names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TITLE = "title"
    TERM = "term"


_INFLECTION = {
    Kind.PERSON: Inflection.NAME,
    Kind.ORGANISATION: Inflection.BODY,
    Kind.PLACE: Inflection.PLACE,
    Kind.TITLE: Inflection.TITLE,
}


class Case(StrEnum):
    """Whether the case of a source term's letters matters."""

    EXACT = "exact"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its translations.

    `forms` gives, by language code, the accepted forms, the preferred one first; a language
    without a form asks for nothing. `first` gives the form for a first mention in an article,
    where it is another; `forbidden` the forms that may never stand for the term. `aliases` are
    other spellings of the source; `unless` are contexts in which the same words are not this term.
    A term to `keep` is not translated: every language has it as the source does.
    """

    source: str
    kind: Kind
    case: Case
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    aliases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    note: str = ""
    first: tuple[tuple[str, str], ...] = ()
    forbidden: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keep: bool = False

    def accepted(self, language: Language) -> tuple[str, ...]:
        """The forms that a translation may use, the preferred one first."""
        if self.keep:
            return (self.source, *self.aliases)
        forms = next((forms for code, forms in self.forms if code == language.code), ())
        first = self.at_first(language)
        return forms if first is None or first in forms else (*forms, first)

    def required(self, language: Language) -> str | None:
        """The preferred form; None where the glossary asks for none."""
        return next(iter(self.accepted(language)), None)

    def at_first(self, language: Language) -> str | None:
        """The form for a first mention; None where it is no other than the preferred one."""
        return next((form for code, form in self.first if code == language.code), None)

    def banned(self, language: Language) -> tuple[str, ...]:
        """The forms that may never stand for this term."""
        return next((forms for code, forms in self.forbidden if code == language.code), ())


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at source[start:end], which is `text`; a possessive 's is not part of it.
    `plural` says that the source has the plural of what the glossary gives in the singular,
    `first` that this is the term's first mention in its article."""

    term: Term
    start: int
    end: int
    text: str
    plural: bool = False
    first: bool = False

    def required(self, language: Language) -> str | None:
        """The form that is asked for at this place; None where the glossary asks for none."""
        form = self.term.at_first(language) if self.first else None
        return form or self.term.required(language)


def has_form(target: str, term: Term, language: Language) -> bool:
    """Whether a translation has one of the accepted forms of `term`, as a word."""
    return any(_found(target, form, term, language) for form in term.accepted(language))


def term_spans(target: str, term: Term, language: Language) -> list[tuple[int, int]]:
    """Where in a translation the accepted forms of `term` stand: in order, the longest of those
    that overlap."""
    found = {
        span for form in term.accepted(language) for span in _found(target, form, term, language)
    }
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def inflection_of(term: Term) -> Inflection:
    """How much of a language's grammar the forms of `term` take part in."""
    return _INFLECTION.get(term.kind, Inflection.WORD)


def _found(target: str, form: str, term: Term, language: Language) -> tuple[tuple[int, int], ...]:
    return form_spans(target, form, language, inflection_of(term))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a project. `digest` is a short hash of all that decides what is found and
    asked for: not of notes, files or the order of rows."""

    terms: tuple[Term, ...] = ()
    digest: str = field(init=False)
    _finder: _Finder = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", _digest(self.terms))
        object.__setattr__(self, "_finder", _Finder(self.terms))


def _digest(terms: Sequence[Term]) -> str:
    rows = sorted(
        repr((t.source, t.kind.value, t.case.value, t.forms, t.aliases, t.unless, *_extras(t)))
        for t in terms
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def _extras(term: Term) -> tuple[object, ...]:
    """What few terms have, and only where they have it: the digest of the others stays."""
    extras = (term.first, term.forbidden, term.keep)
    return extras if any(extras) else ()


def _phrases(terms: Sequence[Term]) -> Iterator[Phrase[Term]]:
    """What each term is found by. Plurals come last: one that has its own row comes before."""
    many: list[Phrase[Term]] = []
    for term in terms:
        exact = term.case is Case.EXACT
        unless = tuple(tuple(map(str.lower, words_of(phrase))) for phrase in term.unless)
        for spelling in (term.source, *term.aliases):
            for words in spelled(words_of(spelling)):
                yield Phrase(term, words, exact, unless)
            words = words_of(spelling)
            if _has_plural(term, words):
                many += (Phrase(term, form, exact, unless, plural=True) for form in plurals(words))
    yield from many


def _has_plural(term: Term, words: Sequence[str]) -> bool:
    """Whether a term is a common noun: anti-terrorism courts, not Pakistans."""
    if term.kind is Kind.ORGANISATION:
        return words[-1].islower() and len(words) > 1
    return term.kind in (Kind.TITLE, Kind.TERM)


def find_terms(glossary: Glossary, source: str) -> tuple[Match, ...]:
    """The terms in a plain English text, in order: the longest at each place, none overlapping."""
    return glossary._finder.matches(source)


class _Finder:
    """Finds terms. The tree is grown when it is first asked for, since most runs find nothing
    changed; what was found in a text is remembered, since each language asks for it again."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self.matches = lru_cache(maxsize=_REMEMBERED)(self._matches)

    @cached_property
    def _tree(self) -> Node[Term]:
        return tree_of(_phrases(self._terms))

    def _matches(self, source: str) -> tuple[Match, ...]:
        return tuple(
            Match(
                found.phrase.item,
                found.start,
                found.end,
                source[found.start : found.end],
                found.phrase.plural,
            )
            for found in find_phrases(self._tree, source)
        )
