"""Where an article first mentions a term that has a form of its own for that.

An editor introduces a name in the running text: `Tehrik-i-Taliban Pakistan (TTP)` in the first
sentence that has it, `TTP` from then on. Headlines, table cells, captions and descriptions stand
apart from the text and keep the short form, wherever they stand; a mention in them introduces
nothing. Where the English introduces the name itself, as `Tehrik-i-Taliban Pakistan (TTP)`, the
translation of that does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from translate.documents.model import Kind, Segment
from translate.inline import mask, strip
from translate.languages import Language
from translate.terms import Glossary, Match, find_terms


def has_first_forms(glossary: Glossary, language: Language) -> bool:
    """Whether any term has a form for first mentions: if not, none need be looked for."""
    return any(term.at_first(language) for term in glossary.terms)


def first_mentions(
    segments: Iterable[Segment], glossary: Glossary, language: Language
) -> dict[str, tuple[str, ...]]:
    """The terms, by their sources, that each sentence of running text is the first to mention, by
    its text. A sentence that comes again counts where it comes first."""
    found: dict[str, tuple[str, ...]] = {}
    known: set[str] = set()
    for segment in segments:
        if segment.kind is not Kind.SENTENCE:
            continue
        words = strip(mask(segment.text, segment.syntax))
        matches = [m for m in find_terms(glossary, words) if m.term.at_first(language)]
        known |= {match.term.source for match in matches if _is_in_brackets(match, words)}
        sources = dict.fromkeys(match.term.source for match in matches)
        if new := tuple(source for source in sources if source not in known):
            known.update(new)
            found[segment.text] = new
    return found


def mentions(glossary: Glossary, text: str, first: Iterable[str]) -> tuple[Match, ...]:
    """The terms in a plain text; those in `first`, by their sources, say at the first place where
    they stand that it is their first mention."""
    waiting = set(first)
    found = []
    for match in find_terms(glossary, text):
        found.append(replace(match, first=match.term.source in waiting))
        waiting.discard(match.term.source)
    return tuple(found)


def _is_in_brackets(match: Match, text: str) -> bool:
    return text[: match.start].endswith("(") and text.startswith(")", match.end)
