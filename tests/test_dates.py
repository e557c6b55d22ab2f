"""Dates as newsrooms write them."""

from __future__ import annotations

import pytest

from translate.dates import localize_date
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.typography import Digits, Style

MONTHS = {
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ps": "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپټمبر اکتوبر نومبر دسمبر",
    "fa_AF": "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


@pytest.mark.parametrize(
    ("language", "latin", "native"),
    [
        pytest.param(URDU, "22 نومبر 2025", "۲۲ نومبر ۲۰۲۵", id="ur"),
        pytest.param(PASHTO, "د 2025 د نومبر 22", "د ۲۰۲۵ د نومبر ۲۲", id="ps"),
        pytest.param(DARI, "22 نومبر 2025", "۲۲ نومبر ۲۰۲۵", id="fa_AF"),
        pytest.param(ARABIC, "22 نوفمبر 2025", "٢٢ نوفمبر ٢٠٢٥", id="ar"),
    ],
)
def test_long_date(language: Language, latin: str, native: str) -> None:
    assert localize_date("2025-11-22", language, Style()) == latin
    assert localize_date("2025-11-22", language, Style(Digits.NATIVE)) == native


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_months_are_the_regions(language: Language) -> None:
    names = MONTHS[language.code].split()
    for month, name in enumerate(names, start=1):
        written = localize_date(f"2025-{month:02}-05", language, Style())
        assert written is not None
        assert name in written.split()


@pytest.mark.parametrize(
    "value",
    ["2025-11-22T23:30:00+05:00", "2025-11-22 06:00", "2025-11-22T10:00:00Z", " 2025-11-22 "],
)
def test_date_and_time_gives_the_day_as_written(value: str) -> None:
    assert localize_date(value, URDU, Style()) == "22 نومبر 2025"


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2025", "2025-13-01", "2025-02-30", "22/11/2025", "20251122", "2025-W47"],
)
def test_what_is_no_date(value: str) -> None:
    assert localize_date(value, DARI, Style()) is None
