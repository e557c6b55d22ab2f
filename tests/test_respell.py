"""A new form in an old one's shape: what is certain, and what is left to a human."""

from __future__ import annotations

import pytest

from translate.languages import LANGUAGES, find_language
from translate.revision.respell import respelled

CERTAIN = [
    ("ur", "کابل", "کابل", "کوہستان", "کوہستان"),
    ("ur", "کوئٹے", "کوئٹہ", "کویٹہ", "کویٹے"),
    ("ur", "سفیروں", "سفیر", "وزیر", "وزیروں"),
    ("ur", "اسلام‌آباد", "اسلام آباد", "اسلام اباد", "اسلام اباد"),
    ("ps", "وزیرانو", "وزیر", "سفیر", "سفیرانو"),
    ("ps", "د کرنې وزیر", "د کرنې وزیر", "د زراعت وزیر", "د زراعت وزیر"),
    ("fa_AF", "مهاجر‌ها", "مهاجر", "پناهنده", "پناهنده‌ها"),
    ("fa_AF", "والی‌های", "والی", "والی ولایت", "والی ولایت‌های"),
    ("ar", "وباكستان", "باكستان", "أفغانستان", "وأفغانستان"),
    ("ar", "للأمم المتحدة", "الأمم المتحدة", "الهيئة الأممية", "للهيئة الأممية"),
    ("ar", "للدار", "الدار", "باكستان", "لباكستان"),
    ("ar", "والاتفاقية", "اتفاقية", "معاهدة", "والمعاهدة"),
    ("ar", "بالاتفاقية", "اتفاقية", "معاهدة", "بالمعاهدة"),
    ("ar", "للاتفاقية", "اتفاقية", "معاهدة", "للمعاهدة"),
    ("ar", "لإيران", "ایران".replace("ی", "ي"), "الهند", "للهند"),
]


@pytest.mark.parametrize(("code", "written", "old", "new", "expected"), CERTAIN)
def test_what_was_attached_is_kept(
    code: str, written: str, old: str, new: str, expected: str
) -> None:
    assert respelled(written, old, new, find_language(code)) == expected


DOUBTFUL = [
    pytest.param("ur", "سفیروں", "سفیر", "ایلچی", id="Urdu plural of another ending"),
    pytest.param("ps", "کابله", "کابل", "کوهستان", id="Pashto oblique"),
    pytest.param("ps", "د کرنې وزیر", "د کرنې وزیر", "وزیر کرنه", id="Pashto of"),
    pytest.param("ps", "وزیر کرنه", "وزیر کرنه", "د کرنې وزیر", id="Pashto new of"),
    pytest.param("fa_AF", "مهاجران", "مهاجر", "پناهنده", id="Dari plural"),
    pytest.param("ar", "الباكستاني", "باكستان", "هند", id="Arabic adjective"),
    pytest.param("ar", "الاتفاقية", "اتفاقية", "معاهدة سلام", id="Arabic article of two words"),
    pytest.param("ar", "سفراء", "سفير", "مبعوث", id="Arabic broken plural"),
    pytest.param("ar", "دار", "الدار", "باكستان", id="Arabic without its article"),
    pytest.param("ar", "كِتابه", "كتاب", "دفتر", id="Arabic with vowel signs"),
]


@pytest.mark.parametrize(("code", "written", "old", "new"), DOUBTFUL)
def test_what_grammar_would_have_to_say_is_not_guessed(
    code: str, written: str, old: str, new: str
) -> None:
    assert respelled(written, old, new, find_language(code)) is None


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_the_form_itself_becomes_the_new_one(code: str) -> None:
    assert respelled("دار", "دار", "نوا", find_language(code)) == "نوا"
