"""English words as news writes them: what counts as one word, and how words make their plurals.

Nothing here changes an offset: letters and marks are only replaced by plainer ones of the same
number, so that hyphen or blank, straight or curly apostrophe and the accent on a name do not
matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

POSSESSIVE = "'s"

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("’ʼ‘ʻ′`´＇", "'" * 8)
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
_JOINED = re.compile(rf"'?\s+|[{_HYPHENS}]\n?")  # between two words of one term
_INITIALS = re.compile(r"\.\s?-?")  # or, after a single letter: U.S., J. D.
_ACRONYM = re.compile(r"[A-Z]{2,4}")

_PLURALS = {
    "child": "children",
    "person": "people persons",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "medium": "media",
    "bacterium": "bacteria",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "nucleus": "nuclei",
    "referendum": "referendums referenda",
    "memorandum": "memorandums memoranda",
    "stadium": "stadiums stadia",
    "forum": "forums fora",
    "cargo": "cargoes cargos",
    "volcano": "volcanoes volcanos",
}
_ADDS_ES = ("hero", "echo", "veto", "embargo", "torpedo", "potato", "tomato", "mosquito")
_SAME = ("aircraft", "headquarters", "series", "species", "spacecraft", "offspring", "means")
_F_TO_VES = ("wife", "knife", "life", "half", "thief", "leaf", "loaf", "wolf", "shelf", "calf")
_HEAD_FIRST = ("of", "in", "at", "for", "by", "d'affaires", "general", "elect", "designate")


def plain(text: str) -> str:
    """`text` with straight apostrophes and Latin letters without accents, at the same offsets."""
    text = text.translate(_APOSTROPHES)
    return text if text.isascii() else text.translate(_unaccented())


@cache
def _unaccented() -> dict[int, str]:
    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    bare = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return {ord(letter): base for letter, base in bare.items() if base != letter}


def lower(text: str) -> str:
    """`text` in small letters, at the same offsets: one whose small form is longer stays."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def words_of(source: str) -> tuple[str, ...]:
    """The words by which a term is found, in their own case."""
    return tuple(_WORD.findall(source.translate(_APOSTROPHES)))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a plain text start and end."""
    return [match.span() for match in _WORD.finditer(text)]


def words_in(text: str) -> list[str]:
    """The words of a plain text."""
    return _WORD.findall(text)


def joins(text: str, start: int, end: int, *, after_initial: bool) -> bool:
    """Whether nothing but a blank, a hyphen or a possessive's apostrophe stands at
    text[start:end], between two words; after an initial also its full stop."""
    if _JOINED.fullmatch(text, start, end):
        return True
    return after_initial and bool(_INITIALS.fullmatch(text, start, end))


def spelled(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A term's words, and the same with acronyms as letters with full stops: UN and U.N."""
    yield words
    letters = tuple(
        part for word in words for part in (word if _ACRONYM.fullmatch(word) else (word,))
    )
    if letters != words:
        yield letters


def plurals(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The plurals of a term's words: of the last, or of the noun before `of`, `in`, `general`."""
    for at in range(1, len(words)):
        if words[at].lower() in _HEAD_FIRST:
            for plural in _plurals(words[at - 1]):
                yield (*words[: at - 1], plural, *words[at:])
            break
    for plural in _plurals(words[-1]):
        yield (*words[:-1], plural)


def _plurals(word: str) -> Iterator[str]:
    small = word.lower()
    for singular, many in _PLURALS.items():
        if small.endswith(singular):
            kept = len(word) - len(singular) + 1  # the first letter too: Child, Children
            yield from (word[:kept] + plural[1:] for plural in many.split())
            return
    if small in _SAME:
        yield word
    elif small.endswith(_F_TO_VES):
        yield word.removesuffix("e").removesuffix("f") + "ves"
    elif small.endswith("man") and not small.endswith(("human", "roman", "german", "ottoman")):
        yield word[:-2] + "en"
    elif small.endswith("sis"):
        yield word[:-2] + "es"
    elif small in _ADDS_ES or small.endswith(("s", "x", "z", "ch", "sh")):
        yield word + "es"
    elif small.endswith("y") and not small.endswith(("ay", "ey", "oy", "uy")):
        yield word[:-1] + "ies"
    else:
        yield word + "s"
