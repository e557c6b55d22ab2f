"""The letters of the right language, one spelling for each, and no invisible characters."""

from __future__ import annotations

import re
import unicodedata

from translate.languages import Language, undrawn

LETTERS = "\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06d5\u06fa-\u06ff"  # no tatweel, ۔ or digits

# Marks, embeddings and isolates: direction is set at assembly, stored they break matching.
CONTROLS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_CONTROLS = re.compile(f"[{CONTROLS}]")
_ARABIC = re.compile("[\u0600-\u06ff]+")
_TATWEEL = re.compile("ـ+")
# Arabic newsrooms write بـ11 and الـ«نهضة»; هـ after a year is the Hijri era.
_ARABIC_TATWEEL = re.compile(
    f"(?<=[{LETTERS}])(ـ)ـ* ?(?=[\\dA-Za-z\"'“”«‘])|(?<=ه)(?<![{LETTERS}]ه)(ـ)(?![{LETTERS}ـ])|ـ+"
)
_URDU_ASPIRATE = re.compile("هـ+")  # how some keyboards draw ھ
_JOINER = re.compile("\u200c+")
_ARABIC_FINAL_MAQSURA = re.compile(f"(?<![{LETTERS}])(و?(?:عل|إل|حت|لد|مت|مد|سو))ی(?![{LETTERS}])")

# After one of these ه may be meant for ھ (ابهی): that is for a reviewer to see.
_URDU_HEH = re.compile(f"(?<![بپتٹجچدڈرڑکكگلمن])ه|ه(?![{LETTERS}])")

# Letters that are certainly a neighbour's spelling of the same letter. Pashto's ی ي ې ۍ ئ are
# five letters and stay; so does every letter that may stand for a word of another language.
_FOLDS = {
    "ur": str.maketrans("يىكەةۀ", "ییکہۃۂ"),
    "ps": str.maketrans("كہھەۂ", "کهههۀ"),
    "fa_AF": str.maketrans("يىكہھەۂ", "ییکهههۀ"),
    "ar": str.maketrans("یکہھە", "يكههه"),
}


def clean_letters(text: str, language: Language) -> str:
    """`text` in the letters of `language`, without direction controls, old fonts' forms, stray
    tatweel and joiners that join nothing."""
    text = _CONTROLS.sub("", text)
    text = undrawn(text)
    text = _set_joiners(_drop_tatweel(text, language), language)
    text = _compose(text)
    if language.code == "ur":
        text = _URDU_HEH.sub("ہ", text)
    if language.code == "ar":
        text = _ARABIC_FINAL_MAQSURA.sub(r"\1ى", text)
    return _compose(text.translate(_FOLDS[language.code]))


def _compose(text: str) -> str:
    """One code point where there is one: آ, not ا and a mark."""
    return _ARABIC.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)


def _drop_tatweel(text: str, language: Language) -> str:
    if "ـ" not in text:
        return text
    if language.code == "ar":
        return _ARABIC_TATWEEL.sub(lambda m: m.group(1) or m.group(2) or "", text)
    if language.code == "ur":
        text = _URDU_ASPIRATE.sub("ھ", text)
    return _TATWEEL.sub("", text)


def _set_joiners(text: str, language: Language) -> str:
    """The zero-width non-joiner, where Pashto and Dari have one: inside a word, once."""
    if language.code not in ("ps", "fa_AF"):
        return text.replace("\u200c", "")
    return _JOINER.sub(lambda m: "\u200c" if _inside_word(m) else "", text)


def _inside_word(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return start > 0 and end < len(text) and _in_word(text[start - 1]) and _in_word(text[end])


def _in_word(char: str) -> bool:
    """Letters, digits, vowel signs, and markup, which may open or close inside a word."""
    return char.isalnum() or unicodedata.category(char) in ("Mn", "Co")
