"""Associations: which words of a language stand for a name, told by where they stand together."""

from __future__ import annotations

import pytest

from translate.languages import LANGUAGES, find_language
from translate.suggestion.associations import Pair, guess_forms

SOURCES = (
    "Hakan Fidan arrived on Monday.",
    "Reporters asked Hakan Fidan about gas.",
    "The talks with Hakan Fidan ended early.",
    "Gas prices rose on Monday.",
    "The talks ended without a paper.",
)
TARGETS = {
    "ur": (
        "ہاکان فیدان پیر کو پہنچے۔",
        "صحافیوں نے ہاکان فیدان سے گیس کے بارے میں پوچھا۔",
        "ہاکان فیدان کے ساتھ مذاکرات جلد ختم ہو گئے۔",
        "پیر کو گیس کی قیمتیں بڑھ گئیں۔",
        "مذاکرات بغیر کسی دستاویز کے ختم ہو گئے۔",
    ),
    "ps": (
        "هاکان فيدان د دوشنبې په ورځ ورسېد.",
        "خبريالانو له هاکان فيدان د ګازو په اړه وپوښتل.",
        "له هاکان فيدان سره خبرې ژر پای ته ورسېدې.",
        "د دوشنبې په ورځ د ګازو بيې لوړې شوې.",
        "خبرې بې له کوم سنده پای ته ورسېدې.",
    ),
    "fa_AF": (
        "هاکان فیدان روز دوشنبه رسید.",
        "خبرنگاران از هاکان فیدان درباره گاز پرسیدند.",
        "گفتگوها با هاکان فیدان زود پایان یافت.",
        "قیمت گاز روز دوشنبه بالا رفت.",
        "گفتگوها بدون سند پایان یافت.",
    ),
    "ar": (
        "وصل هاكان فيدان يوم الاثنين.",
        "سأل الصحفيون هاكان فيدان عن الغاز.",
        "انتهت المحادثات مع هاكان فيدان مبكرا.",
        "ارتفعت أسعار الغاز يوم الاثنين.",
        "انتهت المحادثات بلا وثيقة.",
    ),
}
NAMES = {"ur": "ہاکان فیدان", "ps": "هاکان فيدان", "fa_AF": "هاکان فیدان", "ar": "هاكان فيدان"}
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


def pairs(code: str, count: int = 5) -> list[Pair]:
    return [Pair(s, t) for s, t in zip(SOURCES, TARGETS[code], strict=True)][:count]


@ALL
def test_a_name_is_found_where_it_stands_together(code: str) -> None:
    guess = guess_forms(["Hakan Fidan"], pairs(code), find_language(code))["Hakan Fidan"]
    assert (guess.form, guess.together, guess.sentences) == (NAMES[code], 3, 3)


@ALL
def test_one_sentence_is_thin_evidence(code: str) -> None:
    guess = guess_forms(["Hakan Fidan"], pairs(code, 1), find_language(code))["Hakan Fidan"]
    assert guess.thin
    assert guess.form == NAMES[code]  # by its sound


def test_much_use_is_not_thin() -> None:
    many = [
        Pair(f"{source} {i}", f"{target} {i}")
        for i in range(5)
        for source, target in zip(SOURCES, TARGETS["ur"], strict=True)
    ]
    guess = guess_forms(["Hakan Fidan"], many, find_language("ur"))["Hakan Fidan"]
    assert (guess.form, guess.thin) == (NAMES["ur"], False)


def test_what_is_written_onto_an_arabic_name_is_left_out() -> None:
    told = ["زار كيليس أمس.", "وصل إلى كيليس.", "مر بكيليس ليلا.", "غادر وكيليس خالية."]
    guess = guess_forms(
        ["Kilis"], [Pair(f"in Kilis {i}", text) for i, text in enumerate(told)], find_language("ar")
    )["Kilis"]
    assert (guess.form, guess.together) == ("كيليس", 4)


@ALL
def test_without_a_sentence_there_is_no_guess(code: str) -> None:
    assert guess_forms(["Ankara"], pairs(code), find_language(code)) == {}
    assert guess_forms(["Ankara"], [], find_language(code)) == {}
