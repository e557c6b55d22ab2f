"""Which pairs are good enough to learn from: script, letters, length. Each rule says its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from training.config import Filters, Public
from training.text import fold
from translate.languages import find_language

_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN_WORD = re.compile("[A-Za-z]{3}")
_LATIN = re.compile("[A-Za-z]")
_SLACK = 8  # characters
_MOST_LATIN = 12  # letters in a target: a web address or two acronyms

Pair = tuple[str, str]


def fault(english: str, target: str, language: str, filters: Filters) -> str | None:
    """Why a pair is of no use, None for one that is."""
    if not english or not target:
        return "empty"
    if _ARABIC.search(english):
        return "English in Arabic script"
    if not _ARABIC.search(target):
        return "target not in Arabic script"
    if len(_LATIN.findall(target)) > _MOST_LATIN:
        return "much Latin"
    foreign = set(find_language(language).foreign)
    if sum(letter in foreign for letter in target) > filters.foreign_letters:
        return "letters of another language"
    ratio = (len(target) + _SLACK) / (len(english) + _SLACK)
    if not filters.ratio[0] <= ratio <= filters.ratio[1]:
        return "length ratio"
    if len(english.split()) > filters.words:
        return "too long"
    return None


def fault_of_public(english: str, target: str, source: Public) -> str | None:
    """What a public corpus is asked besides."""
    least, most = source.words
    if not least <= len(english.split()) <= most:
        return "number of words"
    if not source.latin and _LATIN_WORD.search(target):
        return "Latin words"
    return None


def likeliest(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """One pair for each target: of several sources, the one that looks most like a sentence."""
    best: dict[str, Pair] = {}
    for pair in pairs:
        key = fold(pair[1])
        if key not in best or _sentence_like(pair[0]) > _sentence_like(best[key][0]):
            best[key] = pair
    yield from best.values()


def _sentence_like(text: str) -> tuple[int, int]:
    return (text[:1].isupper() + (text[-1:] in ".?!"), min(len(text), 300))
