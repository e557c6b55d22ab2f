"""A translation brought up to a changed glossary: markup, several terms, first mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import parse_glossary
from translate.inline import Syntax
from translate.languages import LANGUAGES, find_language
from translate.revision.revise import Wish, revise
from translate.terms import Match, find_terms

GLOSSARY = parse_glossary(
    {
        "terms.csv": "source,kind,ur,ps,fa_AF,ar,ur_first\n"
        "Qatar,place,دوحا,دوحا,دوحا,دوحا,\n"
        "Qatar Airways,organisation,قطر ایئرویز,,,,\n"
        "TTP,organisation,ٹی ٹی پی,,,,تحریک طالبان پاکستان (ٹی ٹی پی)\n"
    },
    LANGUAGES,
)
WISH = Wish({"Qatar": ("قطر",), "TTP": ("پاکستانی طالبان",)})
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


def terms(source: str, first: bool = False) -> list[Match]:
    return [replace(match, first=first) for match in find_terms(GLOSSARY, source)]


def revised(
    target: str, source: str = "Qatar", code: str = "ur", syntax: Syntax = Syntax.MARKDOWN
) -> str:
    return revise(target, syntax, terms(source), find_language(code), WISH).target


@ALL
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("قطر.", "دوحا."),
        ("**قطر**", "**دوحا**"),
        ("[قطر](https://قطر.example/a?b=قطر)", "[دوحا](https://قطر.example/a?b=قطر)"),
        ("`قطر` قطر", "`قطر` دوحا"),
        ("قطرات", "قطرات"),
        ("«قطر» 12", "«دوحا» 12"),
    ],
)
def test_words_are_replaced_and_markup_is_not(code: str, target: str, expected: str) -> None:
    assert revised(target, code=code) == expected


def test_what_is_inflected_is_left_with_a_reason() -> None:
    revision = revise("الجيش القطري", Syntax.PLAIN, terms("Qatar"), find_language("ar"), WISH)
    assert revision.target == "الجيش القطري"
    assert [doubt.term for doubt in revision.doubts] == ["Qatar"]


def test_more_of_them_than_the_source_has_are_left() -> None:
    revision = revise("قطر قطر", Syntax.PLAIN, terms("Qatar"), find_language("ur"), WISH)
    assert (revision.target, revision.changes) == ("قطر قطر", ())
    assert revision.doubts[0].reason == "قطر stands more often than Qatar"
    assert revised("قطر قطر", "Qatar and Qatar") == "دوحا دوحا"


def test_a_form_within_another_terms_form_stays() -> None:
    source = "Qatar Airways left Qatar"
    assert revised("قطر ایئرویز قطر سے", source) == "قطر ایئرویز دوحا سے"


def test_a_first_mention_gets_its_own_form() -> None:
    language = find_language("ur")
    target = "پاکستانی طالبان نے کہا کہ پاکستانی طالبان"
    matches = find_terms(GLOSSARY, "The TTP said the TTP")
    first = [replace(matches[0], first=True), *matches[1:]]
    assert revise(target, Syntax.PLAIN, first, language, WISH).target == (
        "تحریک طالبان پاکستان (ٹی ٹی پی) نے کہا کہ ٹی ٹی پی"
    )
    assert revise(target, Syntax.PLAIN, matches, language, WISH).target == (
        "ٹی ٹی پی نے کہا کہ ٹی ٹی پی"
    )


def test_what_only_drafts_have_written_is_left_to_a_human() -> None:
    wish = Wish({}, {"Qatar": ("قطر",)})
    revision = revise("قطر", Syntax.PLAIN, terms("Qatar"), find_language("ur"), wish)
    assert (revision.target, len(revision.doubts)) == ("قطر", 1)


@given(
    st.text("قطردو ا*_[]()<b>&;`.\u200c", max_size=40),
    st.sampled_from(LANGUAGES),
    st.sampled_from(Syntax),
)
def test_all_but_the_changes_stays(target: str, language: object, syntax: Syntax) -> None:
    revision = revise(target, syntax, terms("Qatar"), language, WISH)  # type: ignore[arg-type]
    if not revision.changes:
        assert revision.target == target
    back = revision.target
    for change in revision.changes:
        back = back.replace(change.new, change.old)
    assert back == target.replace("دوحا", "قطر") or "دوحا" in target


DARS = parse_glossary(
    {"terms.csv": "source,kind,ur,ps,fa_AF,ar\nDar,person,ڈار,,,\nIshaq Dar,person,اسحاق ڈار,,,\n"},
    LANGUAGES,
)
DAR_WISH = Wish({"Dar": ("دار",), "Ishaq Dar": ("اسحاق دار",)})


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ishaq Dar spoke.", "اسحاق دار بولے۔", "اسحاق ڈار بولے۔"),
        ("Ishaq Dar and Dar", "اسحاق دار اور دار", "اسحاق ڈار اور ڈار"),
        ("Ishaq Dar, Dar and Dar", "اسحاق دار اور دار", "اسحاق ڈار اور ڈار"),
        ("Dar, Ishaq Dar", "دار، اسحاق دار", "ڈار، اسحاق ڈار"),
    ],
)
def test_a_name_within_another_is_changed_with_it(source: str, target: str, expected: str) -> None:
    matches = find_terms(DARS, source)
    revision = revise(target, Syntax.PLAIN, matches, find_language("ur"), DAR_WISH)
    assert (revision.target, revision.doubts) == (expected, ())


def test_what_may_stand_for_either_of_two_terms_is_left_with_a_reason() -> None:
    wish = Wish({"Dar": ("جناب",), "Ishaq Dar": ("جناب",)})
    matches = find_terms(DARS, "Ishaq Dar, called Dar")
    revision = revise("جناب بولے۔", Syntax.PLAIN, matches, find_language("ur"), wish)
    assert (revision.target, revision.changes) == ("جناب بولے۔", ())
    assert {doubt.term for doubt in revision.doubts} == {"Dar", "Ishaq Dar"}
