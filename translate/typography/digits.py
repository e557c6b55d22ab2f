"""Digits and the separators in numbers: one set in a text, never two.

The tables are ours: number formatters with native numbering systems mix ASCII digits and
separators into what they write.
"""

from __future__ import annotations

import re

from translate.languages import Digits, Language

ASCII = "0123456789"
ARABIC_INDIC = "٠١٢٣٤٥٦٧٨٩"  # U+0660 to U+0669, Arabic
EXTENDED = "۰۱۲۳۴۵۶۷۸۹"  # U+06F0 to U+06F9, Urdu, Pashto and Dari

_TO_ASCII = str.maketrans(ARABIC_INDIC + EXTENDED, ASCII * 2)
_TO_NATIVE = {
    code: str.maketrans(ASCII + ".,", (ARABIC_INDIC if code == "ar" else EXTENDED) + "٫٬")
    for code in ("ur", "ps", "fa_AF", "ar")
}

_LATIN = re.compile("[A-Za-zÀ-ɏ]")
# A word, or several without a space, with a digit or a Latin letter in it.
_TOKEN = re.compile(r"[\dA-Za-zÀ-ɏ](?:[-./_+&,٬،٫۔:]?[\dA-Za-zÀ-ɏ])*")
_LATIN_WORD = re.compile(r"[\dA-Za-zÀ-ɏ](?:[-./_+&]?[\dA-Za-zÀ-ɏ])*")
_POINT = re.compile(r"(?<=\d)[٫۔](?=\d)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,،]\d{2,3})*[,،]\d{3}(?!\d)")
# 4,000 and 3.5 and 1,00,000.5, but neither 22.11.2025 nor 1,2,3.
_NUMBER = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?)(?![.,]?\d)"
)


def to_ascii_digits(text: str) -> str:
    """`text` with every Arabic digit as its ASCII one; all else stays."""
    return text.translate(_TO_ASCII)


def write_digits(text: str, language: Language, digits: Digits) -> str:
    """`text` with every number in `digits`, its separators with it."""

    def write(match: re.Match[str]) -> str:
        token = match.group()
        if _LATIN.search(token):
            return _LATIN_WORD.sub(write_word, token)
        return _write_number(token, language, digits)

    def write_word(match: re.Match[str]) -> str:
        word = match.group()
        if _LATIN.search(word):
            return to_ascii_digits(word)
        return _write_number(word, language, digits)

    return _TOKEN.sub(write, text)


def _write_number(token: str, language: Language, digits: Digits) -> str:
    token = _POINT.sub(".", to_ascii_digits(token)).replace("٬", ",")
    token = _GROUPED.sub(lambda m: m.group().replace("،", ","), token)
    if digits is Digits.LATIN:
        return token
    native = _TO_NATIVE[language.code]
    token = _NUMBER.sub(lambda m: m.group().translate(native), token)
    return token.translate({k: v for k, v in native.items() if chr(k).isdigit()})
