"""Terms: found in English sources, recognised in translations as a sentence inflects them."""

from translate.terms.english import words_of
from translate.terms.model import (
    Case,
    Glossary,
    Kind,
    Match,
    Term,
    find_terms,
    has_form,
    inflection_of,
    term_spans,
)

__all__ = [
    "Case",
    "Glossary",
    "Kind",
    "Match",
    "Term",
    "find_terms",
    "has_form",
    "inflection_of",
    "term_spans",
    "words_of",
]
