"""Commas, question marks, full stops, percent signs and the spaces around them."""

from __future__ import annotations

import re
import unicodedata

from translate.languages import Digits, Language
from translate.typography.letters import LETTERS

_ARABIC_FORM = {",": "،", ";": "؛", "?": "؟"}
_MARK = re.compile("[,;?]")
_NUMBER = r"\d+(?:[.,٫٬]\d+)*"

_STOP = re.compile(r"(?<![.۔…])[.۔](?![.۔…])")
_WORD_BEFORE = re.compile(f"(?:[{LETTERS}]+|[A-Za-z.]+|\\d+)$")
_WORD_AFTER = re.compile(f"[ ]?([{LETTERS}]+)")
_CLOSERS = re.compile(r"[\s»”’)\]\"'\U000f0000-\U000ffffd]*")
# U.S. written یو.ایس. with the English letters as Urdu spells them: the house prints یو ایس.
_NAME = (
    "(?:اے|بی|سی|ڈی|ای|ایف|جی|ایچ|آئی|جے|کے|ایل|ایم|این|او|پی|کیو|آر|ایس|ٹی|یو|وی|ڈبلیو|ایکس"
    "|وائی|زیڈ)"
)
_SPELLED = re.compile(
    f"(?<![{LETTERS}])((?:{_NAME}[.۔] ?)+{_NAME})(?![{LETTERS}])(?:[.۔](?= *[{LETTERS}]))?"
)
_ABBREVIATION = re.compile("(?i:co|corp|dr|etc|gen|inc|jr|lt|ltd|mr|mrs|ms|no|prof|sr|st|vs)")

_BLANKS = re.compile(r"[ \t\u00a0]*\t[ \t\u00a0]*|[ \t\u00a0]{2,}")
_BEFORE_MARK = re.compile(r"(?<=\S)[ \u00a0]+(?=[،؛؟!:,;?]|[.۔](?![\w.۔]))")
_AFTER_MARK = re.compile(
    f"(?<=[،؛؟!])(?=[{LETTERS}«“‘(])|(?<=[،؛؟])(?=[A-Za-z])|(?<=[^\\d][،؛؟])(?=\\d)|(?<=[{LETTERS}]{{2}}۔)(?=[{LETTERS}])"
)
_INSIDE_BRACKETS = re.compile(r"(?<=[(\[])[ \u00a0]+(?=[^\s)\]])|(?<=[^\s(\[])[ \u00a0]+(?=[)\]])")
_PERCENT_FIRST = re.compile(
    rf"(?<![^\s(«“])[%٪] ?({_NUMBER}(?:[-–]{_NUMBER})?)(?![.,٫٬]?\d| ?[%٪])"
)
_BEFORE_PERCENT = re.compile(r"(?<=\d)[ \u00a0]+(?=[%٪](?![ ]?\d))")


def set_marks(text: str, language: Language) -> str:
    """`text` with the commas, semicolons, question marks and full stops of `language`; those
    inside numbers, times, Latin names and abbreviations stay."""
    text = _MARK.sub(_arabic_form, text)
    if language.full_stop == "۔":
        text = _SPELLED.sub(lambda m: re.sub("[.۔] ?", " ", m.group(1)), text)
        return _STOP.sub(_urdu_stop, text)
    return text.replace("۔", ".")


def set_percent(text: str, digits: Digits) -> str:
    """`text` with % or ٪ as its digits are, after the number, without a space."""
    sign, other = ("%", "٪") if digits is Digits.LATIN else ("٪", "%")
    text = _PERCENT_FIRST.sub(rf"\1{sign}", text.replace(other, sign))
    return _BEFORE_PERCENT.sub("", text)


def set_spaces(text: str) -> str:
    """One space between words, none before a mark or inside brackets, one after a mark."""
    text = _BLANKS.sub(" ", text.strip())
    text = _BEFORE_MARK.sub("", text)
    text = _INSIDE_BRACKETS.sub("", text)
    return _AFTER_MARK.sub(" ", text)


def _arabic_form(match: re.Match[str]) -> str:
    mark, text = match.group(), match.string
    left, right = text[: match.start()], text[match.end() :]
    if left[-1:].isdigit() and right[:1].isdigit():
        return mark
    if _is_latin(left.rstrip()[-1:]) and _is_latin(right.lstrip()[:1]):
        return mark
    return _ARABIC_FORM[mark]


def _is_latin(char: str) -> bool:
    return char.isalpha() and "LATIN" in unicodedata.name(char, "")


def _urdu_stop(match: re.Match[str]) -> str:
    text, stop = match.string, match.group()
    left, right = text[: match.start()], text[match.end() :]
    found = _WORD_BEFORE.search(left)
    word = found.group() if found else ""
    following = _WORD_AFTER.match(right)
    next_word = following.group(1) if following else ""
    if _is_latin(word[:1]):
        return "۔" if _ends_latin(word, right) else stop
    if len(word) == 1 and word.isalpha() and next_word:
        return stop  # an initial
    if word.isdigit() and (word == left or right[:1].isdigit()):
        return stop  # the number of a list, a decimal
    if right[:1].isalnum():
        return "۔ " if word and next_word else stop
    return "۔" if left.strip() else stop


def _ends_latin(word: str, right: str) -> bool:
    """Whether a stop after a Latin word ends the text, and is no part of an abbreviation."""
    if _CLOSERS.fullmatch(right) is None:
        return False
    return len(word) > 1 and "." not in word and not _ABBREVIATION.fullmatch(word)
