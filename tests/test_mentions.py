"""Where an article first mentions what is introduced in full."""

from __future__ import annotations

import pytest

from translate.documents.model import Kind, Segment
from translate.inline import Syntax
from translate.languages import ARABIC, PASHTO, URDU
from translate.mentions import first_mentions, has_first_forms
from translate.terms import Case, Glossary, Term
from translate.terms import Kind as TermKind

FORMS = (("ur", ("ٹی ٹی پی",)), ("ar", ("طالبان باكستان",)))
FULL = (("ur", "تحریک طالبان پاکستان (ٹی ٹی پی)"),)
TTP = Term("TTP", TermKind.ORGANISATION, Case.EXACT, FORMS, first=FULL)
IMF = Term("IMF", TermKind.ORGANISATION, Case.EXACT, FORMS, aliases=("the Fund",), first=FULL)
KABUL = Term("Kabul", TermKind.PLACE, Case.EXACT, FORMS)
GLOSSARY = Glossary((TTP, IMF, KABUL))


def segment(text: str, kind: Kind = Kind.SENTENCE, syntax: Syntax = Syntax.PLAIN) -> Segment:
    return Segment(text, kind, 1, syntax)


def test_the_first_sentence_with_a_term_mentions_it_first() -> None:
    article = [segment("Kabul is quiet."), segment("The TTP left."), segment("TTP and IMF met.")]
    assert first_mentions(article, GLOSSARY, URDU) == {
        "The TTP left.": ("TTP",),
        "TTP and IMF met.": ("IMF",),
    }


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SENTENCE])
def test_only_running_text_introduces_a_term(kind: Kind) -> None:
    article = [segment("TTP leaves", kind), segment("The TTP left.")]
    assert first_mentions(article, GLOSSARY, URDU) == {"The TTP left.": ("TTP",)}


def test_a_repeated_sentence_counts_where_it_comes_first() -> None:
    article = [segment("TTP left."), segment("It rained."), segment("TTP left.")]
    assert first_mentions(article, GLOSSARY, URDU) == {"TTP left.": ("TTP",)}


def test_an_alias_is_a_mention_and_markup_hides_none() -> None:
    article = [
        segment("**The** [Fund](https://x.org) gave.", syntax=Syntax.MARKDOWN),
        segment("IMF paid."),
    ]
    assert list(first_mentions(article, GLOSSARY, URDU).values()) == [("IMF",)]


def test_a_language_without_such_forms_has_no_first_mentions() -> None:
    assert has_first_forms(GLOSSARY, URDU)
    assert not has_first_forms(GLOSSARY, PASHTO)
    assert first_mentions([segment("TTP left.")], GLOSSARY, ARABIC) == {}


@pytest.mark.parametrize(
    "text",
    ["Tehrik-i-Taliban Pakistan (TTP) left.", "The **Movement** (*TTP*) left."],
    ids=["plain", "markup"],
)
def test_a_name_that_the_english_introduces_is_not_introduced_twice(text: str) -> None:
    article = [segment(text, syntax=Syntax.MARKDOWN), segment("TTP fled.")]
    assert first_mentions(article, GLOSSARY, URDU) == {}
