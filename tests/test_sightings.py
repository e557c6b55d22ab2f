"""Sightings: what stands for a term, and what the glossary has to say of it, in four languages."""

from __future__ import annotations

import pytest

from translate.glossary import parse_glossary
from translate.languages import LANGUAGES, find_language
from translate.sightings import Rank, uses
from translate.terms import Glossary, find_terms

HEAD = (
    "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note,"
    "ur_forbidden,ps_forbidden,fa_AF_forbidden,ar_forbidden\n"
)
ROWS = (
    "Kabul,place,,,,کابل,کابل,کابل,كابول | كابل,,کابول,کابول,کابول,قابول\n"
    "Dar,person,,,,ڈار,ډار,دار,دار,,دار,دار,ضار,ضار\n"
    "Dar es Salaam,place,,,,دار السلام,دارالسلام,دارالسلام,دار السلام,,,,,\n"
)


def glossary(rows: str = ROWS) -> Glossary:
    return parse_glossary({"terms.csv": HEAD + rows}, LANGUAGES)


def seen(code: str, source: str, target: str, **olds: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every sighting as term, form, rank and words."""
    found = uses(target, find_terms(glossary(), source), find_language(code), olds)
    return [
        (use.term.source, s.form, s.rank.value, target[s.start : s.end])
        for use in found
        for s in use.sightings
    ]


@pytest.mark.parametrize(
    ("code", "target", "expected"),
    [
        ("ur", "وہ کابل پہنچے۔", [("Kabul", "کابل", "preferred", "کابل")]),
        ("ps", "هغه کابله ورسېد.", [("Kabul", "کابل", "preferred", "کابله")]),
        ("fa_AF", "او به کابل رسید.", [("Kabul", "کابل", "preferred", "کابل")]),
        ("ar", "وصل إلى كابل وكابول.", [
            ("Kabul", "كابل", "accepted", "كابل"),
            ("Kabul", "كابول", "preferred", "وكابول"),
        ]),
        ("ur", "وہ کابول پہنچے۔", [("Kabul", "کابول", "forbidden", "کابول")]),
        ("ps", "هغه کابول ته ورسېد.", [("Kabul", "کابول", "forbidden", "کابول")]),
        ("fa_AF", "او به کابول رسید.", [("Kabul", "کابول", "forbidden", "کابول")]),
        ("ar", "وصل إلى قابول.", [("Kabul", "قابول", "forbidden", "قابول")]),
        ("ur", "وہ وہاں پہنچے۔", []),
    ],
)  # fmt: skip
def test_forms_are_told_apart(code: str, target: str, expected: list[tuple[str, ...]]) -> None:
    assert seen(code, "He reached Kabul.", target) == expected


def test_what_another_term_asks_for_is_not_forbidden() -> None:
    target = "ڈار دار السلام گئے۔"
    assert seen("ur", "Dar went to Dar es Salaam.", target) == [
        ("Dar", "ڈار", "preferred", "ڈار"),
        ("Dar es Salaam", "دار السلام", "preferred", "دار السلام"),
    ]


def test_an_old_form_is_seen_only_when_it_is_asked_for() -> None:
    assert seen("ps", "He told Dar.", "دهار ته یې وویل.") == []
    assert seen("ps", "He told Dar.", "دهار ته یې وویل.", Dar=("دهار",)) == [
        ("Dar", "دهار", "old", "دهار")
    ]


def test_a_forbidden_spelling_of_the_preferred_form_is_still_forbidden() -> None:
    rows = "Isfahan,place,,,,اصفہان,اصفهان,اصفهان,أصفهان,,,,,اصفهان\n"
    language = find_language("ar")
    matches = find_terms(glossary(rows), "in Isfahan")
    ranks = [
        use.sightings[0].rank for text in ("في أصفهان", "في اصفهان")
        for use in uses(text, matches, language)
    ]  # fmt: skip
    assert ranks == [Rank.PREFERRED, Rank.FORBIDDEN]


def test_two_terms_with_each_others_form_have_one_each() -> None:
    rows = (
        "Tehrik-i-Taliban Pakistan,organisation,,,,تحریک طالبان پاکستان | ٹی ٹی پی,,,,,,,,\n"
        "TTP,organisation,,,,ٹی ٹی پی | تحریک طالبان پاکستان,,,,,,,,\n"
    )
    matches = find_terms(glossary(rows), "Tehrik-i-Taliban Pakistan (TTP)")
    found = uses("تحریک طالبان پاکستان (ٹی ٹی پی)", matches, find_language("ur"))
    assert [[s.rank for s in use.sightings] for use in found] == [[Rank.PREFERRED]] * 2
