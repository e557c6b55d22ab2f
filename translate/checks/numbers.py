"""Numbers: every figure of the source is in the target, in one set of digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.model import Case, Problem, listed, warning
from translate.checks.numerals import MULTIPLIERS, SPELLED
from translate.typography.digits import ARABIC_INDIC, ASCII, EXTENDED, to_ascii_digits

_UNITS = {
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_FIGURE = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d+)(?:\.\d+)?"
# Not K2, Twenty20 or 5G: names are spelled as the language likes.
_SOURCE = re.compile(
    rf"(?<![A-Za-z.\d])({_FIGURE})(?!G\b)(?:[ -]?({'|'.join(_UNITS)})\b)?"
    r"((?:s|st|nd|rd|th)\b)?(\s?[ap]\.?m\b)?",
    re.IGNORECASE,
)
# A figure, the word after it, and whether another figure adds to it (2 کروڑ 29 لاکھ).
_TARGET = re.compile(rf"({_FIGURE})(?:[ -]?([^\W\d_]+))?(?=((?:\s(?:و|او|اور))?\s?\d)?)")
_URDU_FRACTIONS = (
    (r"ساڑھے (\d+)", r"\1.5"),
    ("ڈیڑھ", "1.5"),
    ("ڈھائی", "2.5"),
    (r"ایک (?=کرو|لا|ار)", "1 "),
)
_LATIN_TOKEN = re.compile(r"[\w-]*[A-Za-z][\w-]*")


def lost_numbers(case: Case) -> Iterator[Problem]:
    """Figures of the source that the target has neither in digits, in any set and with any
    multiplier (2 million, 20 لاکھ), nor in words."""
    there = _values(case.target_text, case.language.code)
    lost = [m.group(1) for m in _SOURCE.finditer(case.source_text) if not _found(m, there, case)]
    if lost:
        yield warning("numbers", f"Number missing: {listed(lost)}. Compare with the source.")


def mixed_digits(case: Case) -> Iterator[Problem]:
    """Digits of more than one set; those of Latin names (F-16) do not count."""
    text = _LATIN_TOKEN.sub("", case.target_text)
    used = [digits for digits in (ASCII, ARABIC_INDIC, EXTENDED) if set(digits) & set(text)]
    if len(used) > 1:
        shown = " and ".join(digits[1:4] for digits in used)
        yield warning("digits", f"Digits of different sets ({shown}). Use one.")


def _found(match: re.Match[str], there: set[float], case: Case) -> bool:
    number, unit, suffix, clock = match.groups()
    value = float(number.replace(",", ""))
    if value < 2 or suffix == "s":  # 1 is often an article, 8:00 an hour, 1990s a word
        return True
    wanted = {value, round(value * _UNITS.get((unit or "").lower(), 1), 3)}
    if clock or re.match(r":\d\d", case.source_text[match.end(1) :]):
        wanted.add(value + 12)
    return bool(wanted & there) or _spelled(value, case)


def _spelled(value: float, case: Case) -> bool:
    forms = SPELLED[case.language.code].get(int(value)) if value == int(value) else None
    return forms is not None and re.search(forms, case.target_text) is not None


def _values(text: str, code: str) -> set[float]:
    """The values of the figures in a target, alone and with the multiplier after them."""
    text = to_ascii_digits(text)
    text = re.sub(r"(?<=\d)[٬،](?=\d{3})", ",", text)
    text = re.sub(r"(?<=\d)[٫۔](?=\d)", ".", text)
    for spelled, figure in _URDU_FRACTIONS if code == "ur" else ():
        text = re.sub(spelled, figure, text)
    values: set[float] = set()
    total = 0.0
    for number, word, more in _TARGET.findall(text):
        value = float(number.replace(",", ""))
        # 10,500 may be a list of two, and 3.5 a day and a month.
        values |= {value, *(float(part) for part in re.findall(r"\d+", number))}
        total += value * MULTIPLIERS[code].get(word, 1)
        values |= {round(value * MULTIPLIERS[code].get(word, 1), 3), round(total, 3)}
        total = total if more else 0.0
    return values
