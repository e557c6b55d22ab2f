"""Suggestions as rows: an editor can paste them into a glossary file."""

from __future__ import annotations

from translate.glossary import parse_glossary
from translate.languages import LANGUAGES
from translate.suggestion.associations import Guess
from translate.suggestion.candidates import Candidate
from translate.suggestion.suggest import Suggestion, csv_text
from translate.terms import Kind

FORMS = {"ur": "ہاکان فیدان", "ps": "هاکان فيدان", "fa_AF": "هاکان فیدان", "ar": "هاكان فيدان"}


def suggestion(**forms: Guess) -> Suggestion:
    candidate = Candidate("Hakan Fidan", Kind.PERSON, 4, 1, ("articles/x.md:3", "articles/x.md:9"))
    return Suggestion(candidate, forms, frozenset({"ps"}))


def test_a_row_is_a_row_of_a_glossary_file() -> None:
    row = suggestion(**{code: Guess(form, 4, 4, code == "ar") for code, form in FORMS.items()})
    (term,) = parse_glossary({"new.csv": csv_text([row], LANGUAGES)}, LANGUAGES).terms
    assert (term.source, term.kind) == ("Hakan Fidan", Kind.PERSON)
    assert {language.code: term.required(language) for language in LANGUAGES} == FORMS
    assert term.note == (
        "4 uses in 1 article: articles/x.md:3, articles/x.md:9; thin evidence: ar; from drafts: ps"
    )


def test_a_language_without_evidence_is_left_empty() -> None:
    text = csv_text([suggestion(ur=Guess(FORMS["ur"], 4, 4, False))], LANGUAGES)
    assert text.splitlines()[1].startswith("Hakan Fidan,person,,,,ہاکان فیدان,,,,")
