"""Words of the four languages, recognised in the shape a sentence gives them.

A glossary holds `باكستان`; a sentence says `وباكستان`. What each language attaches to a word is in
the tables below, and spellings that differ only in the seat of a hamza, a yeh, a kaf or a vowel
sign compare as equal. Nothing here changes a text: it is folded for comparing, letter for letter,
so that places found in the folded text are places in the text.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from translate.languages import Language


class Inflection(Enum):
    """How much of a language's grammar a term takes part in."""

    NAME = auto()  # only what is attached to names too
    PLACE = auto()  # names that adjectives are made of: Pakistan's army, الجيش الباكستاني
    WORD = auto()  # plurals, articles and possessives


# Letters that spellings of one word exchange; Pashto's ې and ۍ are letters of their own.
_VARIANTS = {"ا": "أإآٱ", "ی": "ىيئ", "و": "ؤ", "ک": "كڪ", "گ": "ګ", "ه": "ہۀۂەۃ", "ے": "ۓ"}
_FOLD = str.maketrans({old: new for new, olds in _VARIANTS.items() for old in olds})

_SIGNS = re.compile("[\u0621\u064b-\u065f\u0670\u0640]")  # hamza alone, vowels, stretching
_PARTING = re.compile(r"[\s\u200c-]+")  # what may stand between the parts of a compound
_JOIN = r"[\s\u200c-]*"
# Pashto puts the preposition of a whole before its last part: د پیسو له نړیوال صندوق.
_PASHTO_JOIN = _JOIN + r"(?:(?:د|له|په|تر|پر)\s+)?"
_BEFORE = r"(?<![\w\u200c])"
_AFTER = r"(?![\w\u200c])"
_SHORT = 2  # a word of so few letters stands as it is

# What the last letters of a word may turn into, the first that fits; "" fits every word.
_Endings = tuple[tuple[str, str], ...]
_PRONOUN = "ه|ها|هم|هما|هن|نا|كم|ك|ي"
_ADJECTIVE = "ي(?:ة|ون|ين|ا|ان|ات|تان|تين)?"
_DARI_NAME: _Endings = (("ا", "ای?"), ("و", "وی?"), ("ه", "ه(?:\u200c?ی)?"))
_PASHTO: _Endings = (
    ("ه", "ه|ې|و|ۍ"),
    ("ي", "ي|يو|و|ې|ۍ"),
    ("ې", "ې|و"),
    ("ۍ", "ۍ|يو|ۍګانې|ۍګانو"),
    ("ا", "ا(?:وې|وو|ګانې|ګانو)?|ې"),
    ("و", "و(?:ان|انو|ګان|ګانو|نه|نو)?"),
    ("", "(?:ه|و|ې|ان|انو|ونه|ونو|ګان|ګانو|ي)?"),
)
_ENDINGS: dict[tuple[str, Inflection], _Endings] = {
    ("ar", Inflection.WORD): (
        ("ة", f"ة|ت(?:{_PRONOUN})|ات(?:{_PRONOUN})?|تان|تين"),
        ("ون", "ون|ين|و|ي"),
        ("ان", f"ان(?:{_PRONOUN})?|ين|انا"),
        ("", f"(?:ا|ون|ين|و|ات|ان|ة|ية|{_PRONOUN})?"),
    ),
    ("ar", Inflection.PLACE): (
        ("ستان", f"ستان|ستان{_ADJECTIVE}|{_ADJECTIVE}"),
        ("يا", f"يا|{_ADJECTIVE}"),
        ("ا", f"ا|{_ADJECTIVE}"),
        ("ة", f"ة|{_ADJECTIVE}"),
        ("ي", f"ي|{_ADJECTIVE}"),
        ("", f"(?:{_ADJECTIVE})?"),
    ),
    ("ur", Inflection.NAME): (("ہ", "ہ|ے"),),
    ("ur", Inflection.PLACE): (("ہ", "ہ|ے"),),
    ("ur", Inflection.WORD): (
        ("ا", "ا|ے|ی|وں|ؤں"),
        ("ہ", "ہ|ے|ی|وں|ہوں|ہیں"),
        ("ی", "ی|یاں|یوں"),
        ("", "(?:وں|یں|و|ات|ان|ین)?"),
    ),
    ("ps", Inflection.NAME): _PASHTO,
    ("ps", Inflection.PLACE): _PASHTO,
    ("ps", Inflection.WORD): _PASHTO,
    ("fa_AF", Inflection.NAME): _DARI_NAME,
    ("fa_AF", Inflection.PLACE): _DARI_NAME,
    ("fa_AF", Inflection.WORD): (
        ("ه", "(?:ه|گان)(?:[ \u200c]?ها)?(?:\u200c?(?:ی|یی|ای|اش|شان))?"),
        ("", "(?:(?:[ \u200c]?ها)|ان)?(?:ی|یی|ای|ش|اش|شان)?"),
    ),
}


def form_spans(
    text: str, form: str, language: Language, inflection: Inflection
) -> tuple[tuple[int, int], ...]:
    """Where `form` stands in `text` as a word or words of `language`, its affixes included."""
    letters, offsets = _letters(text)
    found = _pattern(form, language.code, inflection).finditer(letters)
    return tuple((offsets[match.start()], offsets[match.end() - 1] + 1) for match in found)


def fold(text: str) -> str:
    """`text` for comparing: variants of one letter as one letter, at the same offsets."""
    return text.translate(_FOLD)


@lru_cache(maxsize=64)
def _letters(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded text without signs, and where in `text` each of its characters stands."""
    folded = fold(text)
    offsets = tuple(i for i, char in enumerate(folded) if not _SIGNS.match(char))
    return _SIGNS.sub("", folded), offsets


@lru_cache(maxsize=1 << 15)
def _pattern(form: str, code: str, inflection: Inflection) -> re.Pattern[str]:
    words = [word for word in _PARTING.split(form) if word]
    parts = [_word(word, code, inflection, first=number == 0) for number, word in enumerate(words)]
    join = _PASHTO_JOIN if code == "ps" else _JOIN
    return re.compile(_BEFORE + join.join(parts) + _AFTER)


def _word(word: str, code: str, inflection: Inflection, *, first: bool) -> str:
    prefix = ""
    if code == "ar":
        prefix, word = _arabic_prefix(word, inflection, first)
    letters = fold(_SIGNS.sub("", word))
    if len(letters) > _SHORT:
        for ending, shapes in _ENDINGS.get((code, inflection), ()):
            if letters.endswith(fold(ending)):
                stem = letters[: len(letters) - len(ending)]
                return f"{prefix}{re.escape(stem)}(?:{fold(shapes)})"
    return prefix + re.escape(letters)


def _arabic_prefix(word: str, inflection: Inflection, first: bool) -> tuple[str, str]:
    """The pattern of what may precede `word`, and the word without its article."""
    has_article = word.startswith("ال") and len(word) > len("ال") + _SHORT
    stem = word[2:] if has_article else word
    if inflection is not Inflection.NAME:
        return (fold("[وف]?(?:بال|كال|لل|ال|[بكل])?") if first else "(?:ال)?"), stem
    if not first:
        return "", word
    if has_article:
        return fold("[وف]?(?:[بك]?ال|لل)"), stem
    return fold("[وف]?[بكل]?"), stem
