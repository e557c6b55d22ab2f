"""Terms: what a glossary holds, found in English sources and in translations.

Sources are matched by words, so that hyphen or blank, straight or curly apostrophe and the case of
common words do not matter, and `Dar` is never found in `Darfur`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from translate.forms import Inflection, form_spans
from translate.languages import Language

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ‘", "'''")
_JOINED = re.compile(r"'?\s+|[-\u2010\u2011]")  # between two words of one term
_POSSESSIVE = "'s"
_INITIALS = re.compile(r"\.\s?")  # or, after a single letter: U.S.


class Kind(StrEnum):
    """What a term names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    TITLE = "title"
    TERM = "term"


_INFLECTION = {
    Kind.PERSON: Inflection.NAME,
    Kind.ORGANISATION: Inflection.NAME,
    Kind.PLACE: Inflection.PLACE,
}


class Case(StrEnum):
    """Whether the case of a source term's letters matters."""

    EXACT = "exact"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its translations.

    `forms` gives, by language code, the accepted forms, the preferred one first; a language
    without a form asks for nothing. `aliases` are other spellings of the source; `unless` are
    contexts in which the same words are not this term.
    """

    source: str
    kind: Kind
    case: Case
    forms: tuple[tuple[str, tuple[str, ...]], ...]
    aliases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    note: str = ""

    def accepted(self, language: Language) -> tuple[str, ...]:
        """The forms that a translation may use, the preferred one first."""
        return next((forms for code, forms in self.forms if code == language.code), ())

    def required(self, language: Language) -> str | None:
        """The preferred form; None where the glossary asks for none."""
        return next(iter(self.accepted(language)), None)


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at source[start:end], which is `text`; a possessive 's is not part of it.
    `plural` says that the source has the plural of what the glossary gives in the singular."""

    term: Term
    start: int
    end: int
    text: str
    plural: bool = False


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


def _found(target: str, form: str, term: Term, language: Language) -> tuple[tuple[int, int], ...]:
    return form_spans(target, form, language, _INFLECTION.get(term.kind, Inflection.WORD))


@dataclass(slots=True)
class _Node:
    """Where the reading of a source may stand after some words of a term."""

    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[_End] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _End:
    """A term read to its end. `words` is how a case-exact one must be written."""

    term: Term
    words: tuple[str, ...] | None
    unless: tuple[tuple[str, ...], ...]
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a project. `digest` is a short hash of all that decides what is found and
    asked for: not of notes, files or the order of rows."""

    terms: tuple[Term, ...] = ()
    digest: str = field(init=False)
    _root: _Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", _digest(self.terms))
        object.__setattr__(self, "_root", _index(self.terms))


def _digest(terms: Sequence[Term]) -> str:
    rows = sorted(
        repr((t.source, t.kind.value, t.case.value, t.forms, t.aliases, t.unless)) for t in terms
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]


def words_of(source: str) -> tuple[str, ...]:
    """The words by which a source term or alias is found, in their own case."""
    return tuple(_WORD.findall(source.translate(_APOSTROPHES)))


def _index(terms: Sequence[Term]) -> _Node:
    root = _Node()
    plurals: list[tuple[tuple[str, ...], _End]] = []
    for term in terms:
        unless = tuple(tuple(map(str.lower, words_of(phrase))) for phrase in term.unless)
        for spelling in (term.source, *term.aliases):
            words = words_of(spelling)
            _add(root, words, _End(term, _exact(term, words), unless))
            if term.kind in (Kind.TITLE, Kind.TERM):
                many = (*words[:-1], _plural(words[-1]))
                plurals.append((many, _End(term, _exact(term, many), unless, plural=True)))
    for words, end in plurals:  # last: a plural that has its own row comes before these
        _add(root, words, end)
    return root


def _exact(term: Term, words: tuple[str, ...]) -> tuple[str, ...] | None:
    return words if term.case is Case.EXACT else None


def _add(root: _Node, words: tuple[str, ...], end: _End) -> None:
    node = root
    for word in words:
        node = node.next.setdefault(word.lower(), _Node())
    node.ends.append(end)


def _plural(word: str) -> str:
    lower = word.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if lower.endswith("y") and not lower.endswith(("ay", "ey", "oy", "uy")):
        return word[:-1] + "ies"
    if lower.endswith("man"):
        return word[:-2] + "en"
    return word + "s"


@dataclass(frozen=True, slots=True)
class _Words:
    """A source text as words in lower case, and where each starts and ends."""

    text: str
    lower: list[str]
    spans: list[tuple[int, int]]

    def joined(self, i: int) -> bool:
        """Whether nothing but a blank, a hyphen or a possessive's apostrophe stands between word
        `i` and the next."""
        start, end = self.spans[i][1], self.spans[i + 1][0]
        if _JOINED.fullmatch(self.text, start, end):
            return True
        return len(self.lower[i]) == 1 and bool(_INITIALS.fullmatch(self.text, start, end))

    def has_phrase(self, phrase: Sequence[str], first: int, last: int) -> bool:
        """Whether `phrase` stands anywhere over the words from `first` to `last`."""
        size = len(phrase)
        starts = range(max(0, first - size + 1), last + 1)
        return any(tuple(self.lower[at : at + size]) == phrase for at in starts)


def find_terms(glossary: Glossary, source: str) -> tuple[Match, ...]:
    """The terms in a plain English text, in order: the longest at each place, none overlapping."""
    text = source.translate(_APOSTROPHES)
    lower = text.lower()
    if len(lower) != len(text):  # a letter like İ, whose small form is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = _WORD.findall(lower)
    starts = list(_starts(glossary._root, found))
    if not starts:
        return ()
    words = _Words(text, found, [match.span() for match in _WORD.finditer(lower)])
    matches: list[Match] = []
    until = 0
    for i in starts:
        if i >= until and (longest := _longest(glossary._root, words, i, source)):
            match, until = longest
            matches.append(match)
    return tuple(matches)


def _starts(root: _Node, words: Sequence[str]) -> Iterator[int]:
    """The words at which a term may start, told by the word itself and the next."""
    heads = root.next
    for i, word in enumerate(words):
        node = heads.get(word)
        if node is None:
            if "'" in word and word.removesuffix(_POSSESSIVE) in heads:
                yield i
        elif node.ends or (
            i + 1 < len(words) and words[i + 1].removesuffix(_POSSESSIVE) in node.next
        ):
            yield i


def _longest(root: _Node, words: _Words, i: int, source: str) -> tuple[Match, int] | None:
    """The longest term that starts at word `i`, and the word after it."""
    start = words.spans[i][0]
    for last, stop, node in reversed(list(_readings(root, words, i))):
        for end in node.ends:
            if _holds(end, words, i, last, stop):
                return Match(end.term, start, stop, source[start:stop], end.plural), last + 1
    return None


def _readings(root: _Node, words: _Words, i: int) -> Iterator[tuple[int, int, _Node]]:
    """The terms that may be read from word `i` on, shorter ones first: the last word of each,
    where it stops in the text, and where its reading ends."""
    node = root
    for last in range(i, len(words.lower)):
        word, stop = words.lower[last], words.spans[last][1]
        owner = word.removesuffix(_POSSESSIVE)
        if owner != word and owner in node.next:
            yield last, stop - len(_POSSESSIVE), node.next[owner]
        if word not in node.next:
            return
        node = node.next[word]
        yield last, stop, node
        if not node.next or last + 1 == len(words.lower) or not words.joined(last):
            return


def _holds(end: _End, words: _Words, first: int, last: int, stop: int) -> bool:
    """Whether the words from `first` to `last` are this term, by their case and context."""
    if end.words is not None:
        written = [words.text[start:until] for start, until in words.spans[first:last]]
        if (*written, words.text[words.spans[last][0] : stop]) != end.words:
            return False
    return not any(words.has_phrase(phrase, first, last) for phrase in end.unless)
