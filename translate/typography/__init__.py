"""Machine drafts as the house prints them: letters, digits, quotation marks, punctuation, spaces.

For drafts only; what a reviewer wrote is printed as it is. All rules work on the masked text
(see `translate.inline`): markup, addresses and code keep every character.
"""

from __future__ import annotations

from dataclasses import dataclass

from translate.inline import Syntax, change_words
from translate.languages import Digits, Language
from translate.typography.digits import to_ascii_digits, write_digits
from translate.typography.letters import clean_letters
from translate.typography.marks import set_marks, set_percent, set_spaces
from translate.typography.quotes import set_quotes

__all__ = ["Style", "house_quotes", "set_digits", "to_ascii_digits", "typeset"]

# Opening and closing, then the pair inside it. Urdu papers print “ ” with ‘ ’ inside (and CLDR
# agrees); Afghan and Arab newsrooms print « », with “ ” inside.
_QUOTES = {"ur": "“”‘’", "ps": "«»“”", "fa_AF": "«»“”", "ar": "«»“”"}

# One rule may make room for another (a space taken out of "4 ,000" leaves a number), so they run
# until nothing changes; text from a newsroom needs one round, noise never more than a few.
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of a publication. `digits` also rules the percent sign (% or ٪) and the decimal
    and group separators. `quotes` is four characters, the outer pair and the pair inside it;
    empty for the language's own."""

    digits: Digits = Digits.LATIN
    quotes: str = ""


def house_quotes(language: Language, style: Style) -> str:
    """Four characters: the outer opening and closing mark, then the inner ones."""
    return style.quotes or _QUOTES[language.code]


def typeset(text: str, language: Language, style: Style, syntax: Syntax) -> str:
    """A machine's `text` in the house's typography; a second run changes nothing."""
    for _ in range(_ROUNDS):
        done = change_words(text, syntax, lambda words: _one_round(words, language, style))
        if done == text:
            break
        text = done
    return text


def set_digits(text: str, language: Language, style: Style) -> str:
    """`text` with its numbers in the one set of digits the style asks for.

    Digits in a word with Latin letters (F-16, COVID-19) are Latin whatever the style.
    """
    return write_digits(text, language, style.digits)


def _one_round(words: str, language: Language, style: Style) -> str:
    words = clean_letters(words, language)
    words = set_spaces(write_digits(words, language, style.digits))
    words = set_quotes(words, house_quotes(language, style))
    words = set_percent(set_marks(words, language), style.digits)
    return set_spaces(words)
