"""Text as the model learns it: one spelling for what looks alike, digits 0-9, the house's marks.

Sources: Unicode 17 (NFC, presentation forms, bidi controls), translate/languages.py (letters).
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_QUOTES = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'})
# Zero-width space, marks and controls of direction, soft hyphen; the non-joiner stays.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]')
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_BEFORE_MARK = re.compile(r"\s+([،؛؟.۔!:»])")
_LATIN_STOP = re.compile("(?<=[\u0600-\u06ff»])\\.(?=»?$)")
# Tatweel and vowel signs. Arabic drops tanwin too; shadda tells words apart in the others.
_SIGNS = {
    "ar": re.compile("[\u064b-\u0652\u0640]"),
    "": re.compile("[\u0640\u064e-\u0650\u0652]"),
}
_LETTERS = {
    "ur": str.maketrans("كي", "کی"),
    "ps": str.maketrans("ك", "ک"),
    "fa_AF": str.maketrans("كيى", "کیی"),
    "ar": {},
}


def clean_english(text: str) -> str:
    """English as the model sees it; SentencePiece does the same at translation (vocabulary.py)."""
    text = unicodedata.normalize("NFC", text).translate(_DIGITS).translate(_QUOTES)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def clean_target(text: str, language: str) -> str:
    """A target line in the spelling and with the marks of its `language` (a code such as fa_AF)."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).translate(_DIGITS))
    text = _SIGNS.get(language, _SIGNS[""]).sub("", text)
    text = _BLANKS.sub(" ", text).strip()
    text = _COMMA.sub("،", _QUOTED.sub(r"«\1»", text)).replace(";", "؛").replace("?", "؟")
    text = _BEFORE_MARK.sub(r"\1", text.translate(_LETTERS[language]))
    return _LATIN_STOP.sub("۔", text) if language == "ur" else text.replace("۔", ".")


def fold(text: str) -> str:
    """What is compared when lines are looked for twice: lower-case letters and digits alone."""
    plain = unicodedata.normalize("NFKC", text).translate(_DIGITS).lower()
    return " ".join(re.findall(r"\w+", plain.replace("'", "").replace("\u200c", "")))
