"""Letters, marks and invisible characters that do not belong to the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.model import Case, Problem, listed, warning

_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CLOSERS = "\"'”’»›)]* _"
_END_MARKS = "۔.؟!?…:؛"


def foreign_letters(case: Case) -> Iterator[Problem]:
    """Letters of a neighbouring language."""
    found = sorted(set(case.language.foreign) & set(case.target_text))
    if found:
        name = case.language.english
        yield warning("letters", f"Not {name} letters: {listed(found)}. Spell the word in {name}.")


def direction_controls(case: Case) -> Iterator[Problem]:
    """Invisible direction marks: publishing adds what is needed, stored ones break matching."""
    found = sorted({f"U+{ord(char):04X}" for char in _CONTROLS.findall(case.target)})
    if found:
        yield warning("controls", f"Invisible direction marks: {listed(found)}. Delete them.")


def foreign_punctuation(case: Case) -> Iterator[Problem]:
    """A text that ends with the mark of another script."""
    end = _ending(case.target_text)
    wanted = {",": "،", ";": "؛", "?": "؟", "۔": ".", ".": "۔"}.get(end[-1:])
    if wanted is None or wanted == "۔" != case.language.full_stop:
        return
    if end[-1] == "۔" == case.language.full_stop or re.search(r"(?:\.\.|[A-Za-z]\.)$", end):
        return
    yield warning("punctuation", f"Ends with “{end[-1]}”. Write “{wanted}”.")


def missing_stop(case: Case) -> Iterator[Problem]:
    """An Urdu sentence without the full stop that its source has."""
    if case.kind != "sentence" or case.language.full_stop != "۔":
        return
    end = _ending(case.target_text)
    if _ending(case.source_text).endswith(".") and end and end[-1] not in _END_MARKS:
        yield warning("stop", "The sentence has no full stop. End it with “۔”.")


def _ending(text: str) -> str:
    """The text without the closing marks and spaces at its end."""
    return text.rstrip().rstrip(_CLOSERS)
