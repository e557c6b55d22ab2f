"""Words of the four languages, recognised in the shape a sentence gives them.

A glossary holds `باكستان`; a sentence says `وباكستان`. What each language attaches to a word is in
affixes.py; here are the spellings of one letter, the joints of compounds, and the search. Nothing
here changes a text: it is folded for comparing only, and every place found is a place in the text
as it stands. Latin names that are not translated are found as they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from translate.languages import Language
from translate.terms.affixes import ENDINGS, Inflection

__all__ = ["Inflection", "fold", "form_spans"]

# Letters that spellings of one word exchange; Pashto's ې and ۍ are letters of their own.
_VARIANTS = {"ا": "أإآٱ", "ی": "ىيئ", "و": "ؤ", "ک": "كڪ", "گ": "ګ", "ه": "ہۀۂەۃ", "ے": "ۓ"}
_FOLD = str.maketrans({old: new for new, olds in _VARIANTS.items() for old in olds})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

# Hamza alone, vowels, stretching, and what is invisible: the non-joiner, marks of direction.
_SIGN = "[ء\u064b-\u065f\u0670\u0640\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_SIGNS = re.compile(_SIGN)
_TAIL = re.compile("[ء\u064b-\u065f\u0670\u0640]*")  # belongs to the letter before it
_LIFTED_HAMZA = re.compile("(?<=[^اوےیىيہهەۀۂ\\W])\u0654")  # مسٔلہ for مسئلہ
_UNASPIRATED = re.compile("(?<![بپتٹجچدڈڑکگلمنر])ھ")  # لاھور for لاہور
_LIFTED_ALEF = re.compile("(?<=[^اآیىيہ\\W])\u0670(?![یىي])")  # اسحٰق for اسحاق

_DASHES = "\\-\u2010\u2011\u2013"
_QUOTES = "()\\[\\]«»“”„\"'‘’‹›"
_TOKEN = re.compile(f"[{_QUOTES}]+|[^\\s{_DASHES}{_QUOTES}]+")
_JOIN = f"[\\s{_DASHES}]*"
# Pashto puts the preposition of a whole before its last part: د پیسو له نړیوال صندوق.
_PASHTO_JOIN = _JOIN + r"(?:(?:د|له|په|تر|پر)\s+)?"
_PASHTO_OF = r"(?:د\s+)?"  # another preposition takes its place: پر کونړ سیند
_OPENING = rf"\s*[{_QUOTES}]+\s*"
_CLOSING = rf"\s*[{_QUOTES}]"
_BEFORE = r"(?<!\w)"
_URDU_BEFORE = _BEFORE + r"(?<!\bبے\s)"  # بے چینی is unrest, چینی Chinese
_AFTER = r"(?!\w)"

_SHORT = 2  # letters of a word that stands as it is
_CLOSE = 3  # letters of a form in which another hamza makes another word
_PART = 3  # letters on either side of a joint that cannot be seen: وزیراعظم, وزیر اعظم
_UNJOINED = "اآدډڈذرړڑزژږو"  # letters that never join the next
_JOINT = r"\s?"
# What differs too much to be folded: seats of a hamza, dots left out, and two kinds of h.
_SPELLINGS = {"ئ": "[یوا]", "ؤ": "[وی]", "ة": "[ةه]", "ھ": "[ھه]"}
_LETTER = re.compile("ئے|.", re.DOTALL)

# What may precede a word inside an Arabic form: وقف إطلاق النار, وقف فوري لإطلاق النار.
_NAMES = (Inflection.NAME, Inflection.BODY)
_ARABIC_INSIDE = {
    Inflection.NAME: "",
    Inflection.BODY: "ل?",
    Inflection.PLACE: "(?:ال)?",
    Inflection.TITLE: "(?:ال|لل?)?",
    Inflection.WORD: r"(?:ال|(?:\w+\s)?لل?)?",
}

_ARABIC_SCRIPT = re.compile("[\u0620-\u06ff]")
_LATIN = "A-Za-z0-9_\u00c0-\u024f"
_LATIN_LETTER = re.compile(r"(\s+)|([-\u2010\u2011])|(['’ʼ‘])|.", re.DOTALL)
_LATIN_SPELLINGS = (r"\s+", f"[{_DASHES}]", "['’ʼ‘]")


def form_spans(
    text: str, form: str, language: Language, inflection: Inflection
) -> tuple[tuple[int, int], ...]:
    """Where `form` stands in `text` as a word or words of `language`, its affixes included."""
    sought = _sought(form, language.code, inflection)
    read = _read(text, language.code)
    if sought.certain not in read.letters:
        return ()
    found = _compiled(sought.pattern).finditer(read.letters)
    return tuple(
        _place(text, read, match.start(), match.end())
        for match in found
        if not sought.stems or _spelled_so(text, read, match, sought)
    )


def fold(text: str) -> str:
    """`text` for comparing: variants of one letter as one letter, at the same offsets."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text for searching: its letters folded, without signs, and where each stands."""

    letters: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A form for searching: a pattern of folded letters, and some that every match has, by which
    most forms are known not to be there. `stems`, where the hamza matters, are what the groups of
    the pattern must be spelled as; `close` where every letter matters."""

    pattern: str
    certain: str
    stems: tuple[str, ...] = ()
    close: bool = False


@lru_cache(maxsize=64)
def _read(text: str, code: str) -> _Read:
    spelled = fold(_lifted(text, code)).translate(_DIGITS)
    if code != "ar":
        spelled = spelled.replace("ة", "ه")
    offsets = tuple(i for i, char in enumerate(spelled) if not _SIGNS.match(char))
    return _Read(_SIGNS.sub("", spelled), offsets)


def _lifted(text: str, code: str) -> str:
    """`text` with signs that stand for a letter as that letter, at the same offsets."""
    text = _LIFTED_HAMZA.sub("ئ", text)
    return _UNASPIRATED.sub("ہ", _LIFTED_ALEF.sub("ا", text)) if code == "ur" else text


def _place(text: str, read: _Read, start: int, end: int) -> tuple[int, int]:
    last = read.offsets[end - 1] + 1
    tail = _TAIL.match(text, last)
    return read.offsets[start], tail.end() if tail else last


def _spelled_so(text: str, read: _Read, match: re.Match[str], sought: _Sought) -> bool:
    """Whether the stems are written with the hamzas of the form, or with none."""
    for number, stem in enumerate(sought.stems, 1):
        start, end = _place(text, read, *match.span(number))
        written = re.sub(r"\s", "", _unsigned(text[start:end], sought.close))
        if stem.endswith("ء") and text[end : end + 1] in ("ؤ", "ئ"):
            stem = stem[:-1]  # وباؤه: the hamza of وباء sits on what is attached
        if len(written) != len(stem):
            return False
        if not all(map(_may_be, stem, written, [sought.close] * len(stem))):
            return False
    return True


def _unsigned(text: str, close: bool) -> str:
    return "".join(c for c in text if (c == "ء" and close) or not _SIGNS.match(c))


def _may_be(letter: str, written: str, close: bool) -> bool:
    if letter == written or (letter in "أإ" and written == "ا"):
        return True
    if letter in "اأإآ" or letter in "ىي":
        return not close and (letter not in "أإ" or written not in "أإآ")
    return True


@lru_cache(maxsize=1 << 12)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1 << 15)
def _sought(form: str, code: str, inflection: Inflection) -> _Sought:
    if not _ARABIC_SCRIPT.search(form):
        return _Sought(_latin(form), "")
    tokens = _tokens(form, code)
    words = [token for token in tokens if not _is_bracket(token)]
    if not words:
        return _Sought("(?!)", "")
    pattern, stems = _URDU_BEFORE if code == "ur" else _BEFORE, list[str]()
    if code == "ps" and words[0] == "د" and len(words) > _SHORT:
        pattern += _PASHTO_OF
        tokens, words = tokens[1:], words[1:]
    for before, token, after in zip(("", *tokens), tokens, (*tokens[1:], ""), strict=False):
        if _is_bracket(token):
            pattern += _OPENING if after else f"{_CLOSING}{{1,{len(token)}}}"
            continue
        if before and not _is_bracket(before):
            pattern += _PASHTO_JOIN if code == "ps" else _JOIN
        place = _Place(first=not stems, last=len(stems) == len(words) - 1)
        word = _word(token, code, inflection, place)
        pattern += f"{fold(word.prefix)}({_jointed(word)}){fold(word.ending)}"
        stems.append(word.stem)
    pattern += "" if _is_bracket(tokens[-1]) else _AFTER
    close = len(words) == 1 and len(words[0].removeprefix("ال")) <= _CLOSE
    matters = close or (code == "ar" and inflection in (Inflection.WORD, Inflection.TITLE))
    spelled = [_with_hamzas(form, stems[0])] if close else stems
    return _Sought(pattern, _certain(stems), tuple(spelled) if matters else (), close)


def _with_hamzas(form: str, stem: str) -> str:
    """The stem of a form of one word as it is spelled there, with the bare hamzas that are no
    letters to a pattern."""
    letters = "".join(f"{re.escape(letter)}ء*" for letter in stem)
    found = re.search(letters, _unsigned(form, close=True))
    return found[0] if found else stem


def _tokens(form: str, code: str) -> list[str]:
    """The words and brackets of a form; a compound's parts are words."""
    parted = _lifted(form, code).translate(_DIGITS).replace("\u200c", " ")
    return _TOKEN.findall(_SIGNS.sub("", parted))


def _is_bracket(token: str) -> bool:
    return bool(re.fullmatch(f"[{_QUOTES}]+", token))


def _certain(stems: list[str]) -> str:
    """The longest run of letters in which no spelling differs and no joint is."""
    runs = (run for stem in stems for run in re.split(f"[ئؤةھ]|(?<=[{_UNJOINED}])", stem))
    return fold(max(runs, key=len))


def _latin(form: str) -> str:
    """The pattern of a name in Latin letters: as it is written, whatever Arabic stands beside."""

    def spelled(letter: re.Match[str]) -> str:
        return _LATIN_SPELLINGS[letter.lastindex - 1] if letter.lastindex else re.escape(letter[0])

    return f"(?<![{_LATIN}]){_LATIN_LETTER.sub(spelled, form)}(?![{_LATIN}])"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands in its form."""

    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a form: the letters that stay, and patterns of what is put before and after them;
    `size` is how many letters it has in all."""

    prefix: str
    stem: str
    ending: str
    size: int


def _word(word: str, code: str, inflection: Inflection, place: _Place) -> _Word:
    prefix = ""
    if code == "ps" and inflection is Inflection.PLACE and not (place.first and place.last):
        inflection = Inflection.WORD  # متحده عربي امارات: names made of common words
    if code == "ar":
        prefix, word = _arabic_prefix(word, inflection, place)
        if not place.first and inflection is Inflection.WORD:
            inflection = Inflection.TITLE  # adjectives agree with their noun
    elif code == "fa_AF" and place.first:
        prefix = _dari_prefix(word, inflection)
    if len(word) > _SHORT or (place.last and not place.first):
        for ending, shapes in ENDINGS.get((code, inflection), ()):
            if _ends(word, ending, code):
                return _Word(prefix, word[: len(word) - len(ending)], f"(?:{shapes})", len(word))
    return _Word(prefix, word, "", len(word))


def _ends(word: str, ending: str, code: str) -> bool:
    if code == "ar" and ending in ("ي", "ى", "ئ"):
        return word.endswith(ending)
    return fold(word).endswith(fold(ending))


def _jointed(word: _Word) -> str:
    """The pattern of a stem, with a joint wherever a blank would not be seen."""
    pattern, at = "", 0
    for letter in _LETTER.findall(word.stem):
        at += len(letter)
        pattern += "ی?ے" if letter == "ئے" else _SPELLINGS.get(letter) or re.escape(fold(letter))
        if letter in _UNJOINED and _PART <= at <= word.size - _PART:
            pattern += _JOINT
    return pattern


def _dari_prefix(word: str, inflection: Inflection) -> str:
    """Names take ب and و without a blank now and then; at short ones that is another word."""
    names = (*_NAMES, Inflection.PLACE)
    if inflection not in names or len(word) <= _CLOSE:
        return ""
    return f"(?:(?:به?|و)(?={re.escape(fold(word))}{_AFTER}))?"


def _arabic_prefix(word: str, inflection: Inflection, place: _Place) -> tuple[str, str]:
    """The pattern of what may precede `word`, and the word without its article."""
    has_article = word.startswith("ال") and len(word) > len("ال") + _SHORT
    stem = word[2:] if has_article else word
    if not place.first:
        return _ARABIC_INSIDE[inflection], word if inflection in _NAMES else stem
    alone = "[وف]?[بكل]?" if len(stem) > _CLOSE else "و?[بل]?"
    articled = "[وف]?(?:[بك]?ال|لل)"
    if inflection is Inflection.PLACE:
        itself = f"(?!{re.escape(fold(stem))}{_AFTER})"  # only what is made of it: الباكستاني
        own, other = (articled, alone) if has_article else (alone, articled)
        return f"(?:{own}|{other}{itself})", stem
    if inflection in _NAMES:
        return articled if has_article else alone, stem
    future = "|[وف]?س" if stem.startswith("ي") and len(stem) > _CLOSE else ""
    return f"(?:{articled}|{alone}{future})", stem
