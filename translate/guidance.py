"""Guidance: the `#.` lines of an entry that give a reviewer the glossary's forms.

glossary: Dar = ڈار
glossary: Dar = ڈار (was دار)

The second says that the glossary has changed and that the translation still has the old form:
`khabar glossary apply` goes by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from translate.catalog import Catalog, Entry, Key
from translate.inline import Syntax, mask, strip
from translate.languages import Language
from translate.terms import Glossary, Term, find_terms, inflection_of
from translate.terms.forms import form_spans

_LINE = re.compile(r"glossary: (?P<source>.+?) = (?P<form>.+?)(?: \(was (?P<was>.+)\))?")


@dataclass(frozen=True, slots=True)
class Advice:
    """The glossary asks for `form` where the source has `source`; `was` is what it asked for when
    the translation was made, empty when that is no other."""

    source: str
    form: str
    was: str = ""


def advice_note(advice: Advice) -> str:
    """The `#.` line of an advice."""
    was = f" (was {advice.was})" if advice.was else ""
    return f"glossary: {advice.source} = {advice.form}{was}"


def read_advice(note: str) -> Advice | None:
    """The advice that `advice_note` made the line of; None for any other line."""
    found = _LINE.fullmatch(note)
    return Advice(found["source"], found["form"], found["was"] or "") if found else None


def advices(notes: Iterable[str]) -> dict[str, Advice]:
    """The advices among an entry's notes, by source term."""
    return {advice.source: advice for advice in map(read_advice, notes) if advice}


def guidance_for(
    glossary: Glossary, language: Language, syntax: Callable[[Key], Syntax], old: Catalog | None
) -> Callable[[Key], tuple[str, ...]]:
    """What gives each entry its lines: the forms for the terms in its source, with the form that
    was asked for before while the translation in `old` has that and not the new one."""
    entries = {entry.key: entry for entry in old.active} if old else {}

    def guidance(key: Key) -> tuple[str, ...]:
        words = strip(mask(key[1], syntax(key)))
        terms = {match.term.source: match.term for match in find_terms(glossary, words)}
        if not terms:
            return ()
        return tuple(_lines(terms.values(), entries.get(key), language, syntax(key)))

    return guidance


def _lines(
    terms: Iterable[Term], entry: Entry | None, language: Language, syntax: Syntax
) -> Iterator[str]:
    before = advices(entry.notes) if entry and entry.target else {}
    for term in terms:
        form = term.required(language)
        if form is None:
            continue
        was = ""
        if entry and (told := before.get(term.source)) and (told.was or told.form != form):
            text = strip(mask(entry.target, syntax))
            olds = (told.was, told.form)
            was = next((old for old in olds if old and _stands(text, old, term, language)), "")
        yield advice_note(Advice(term.source, form, was))


def _stands(text: str, old: str, term: Term, language: Language) -> bool:
    """Whether the text has the form `old` of a term, and not the one asked for now."""
    form = term.required(language)
    if form is None or old == form:
        return False
    kind = inflection_of(term)
    olds, news = (set(form_spans(text, f, language, kind)) for f in (old, form))
    if olds == news:  # one word in two spellings
        return any(old in text[a:b] and form not in text[a:b] for a, b in olds)
    return bool(_outside(olds, news)) and not _outside(news, olds)


def _outside(spans: set[tuple[int, int]], others: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spans that lie in no longer one of the `others`."""
    return {
        (start, end)
        for start, end in spans
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in others)
    }


def settled(entry: Entry) -> Entry:
    """The entry, whose text was made by the glossary of today, without what was asked before."""
    notes = (
        advice_note(replace(advice, was="")) if (advice := read_advice(note)) else note
        for note in entry.notes
    )
    return replace(entry, notes=tuple(notes))
