"""Sources that say beside a term in which form it is to be written, for models that were trained to
obey (Dinu et al., 2019: "Training Neural Machine Translation to Apply Terminology Constraints")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translate.cascade.needs import Need
from translate.cascade.rewriting import Put, on_source, rewritten
from translate.cascade.shapes import in_number
from translate.engines import Hypothesis
from translate.languages import Language
from translate.terms import Match

_SLOTS = re.compile(r"\{term\}|\{form\}")


@dataclass(frozen=True, slots=True)
class Told:
    """A source with the forms of some of its terms, and the marks that no answer may have."""

    text: str
    puts: tuple[Put, ...]
    marks: tuple[str, ...]


def told(source: str, needs: Sequence[Need], annotation: str, language: Language) -> Told | None:
    """`source` with the form of each of `needs` beside its mentions, as `annotation` has it
    (`Engine.annotation`); None where there is none to tell.

    A term in the plural is told where its plural is known. Where the form for first mentions is
    asked for, the usual one is told, which is then introduced in the translation.
    """
    words: list[tuple[Need, Match, str]] = []
    for need in needs:
        if form := in_number(need.later(language), language):
            words += [
                (need, match, _annotated(annotation, match.text, form)) for match in need.mentions
            ]
    if not words:
        return None
    text, puts = rewritten(source, words)
    marks = _SLOTS.split(annotation)
    return Told(text, puts, tuple(mark for part in marks if (mark := part.strip())))


def heard(told: Told, answer: Hypothesis) -> Hypothesis | None:
    """The answer with its links on the source itself; None where a mark came out with it."""
    if any(mark in answer.text for mark in told.marks):
        return None
    return on_source(told.puts, answer)


def _annotated(annotation: str, term: str, form: str) -> str:
    return _SLOTS.sub(lambda slot: term if slot[0] == "{term}" else form, annotation)
