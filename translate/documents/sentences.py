"""Sentences of English news: sentencex, with what news needs on top.

sentencex knows most abbreviations. What it cannot know is decided here by two rules: one table of
abbreviations says after which a sentence goes on and before what, and a sentence never begins in
lower case. Quotations and brackets that close stay whole, whatever they hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_uppercase

import sentencex

from translate.inline import Masked, Piece
from translate.inline.html import meaning

_BLANK = re.compile(
    "[\t\n\v\f\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_OPENERS = "\"'“‘«([*_"
_SILENT = ("[^", "<!", "<wbr")  # footnote references, comments: no part of what is read
_NOTE = 8  # characters at most of a raised footnote mark, masked tags and all


def _any_of(words: str) -> str:
    return "|".join(words.split())


# What a sentence begins with, where a capital alone might as well begin a name.
_STARTER = (
    "(?:"
    + _any_of(
        "The A An This That These Those He She It They We You I His Her Its Their Our My In On At "
        "By For From With Without Under Over After Before Since Until During Between Among Against "
        "Despite Though Although Because As If When While Where Who Whose What Why How Which And "
        "But Or Nor So Yet Then There Here Now Today Later Earlier Meanwhile However Still Only "
        "Even Just Also Both Each Every Either Neither Some Many Most Much More Few Several All "
        "No None Not Nobody Nothing Another Other Others One Two Three Four Five Police People"
    )
    + r")\b(?!\.)"
)
# "Officials in Kabul": a plural that a small letter follows.
_NO_PLURAL = r"(?!(?:Congress|Marines|Forces|Rangers|Customs|Airways|Centers|Centres)\b)"
_PLURAL = rf"{_NO_PLURAL}[A-Z][a-z]+s\b(?= [a-z])"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
_ZONE = r"[A-Z]{1,4}T\b|UTC\b|Eastern\b|Pacific\b|[A-Z][a-z]+ (?:[A-Z][a-z]+ )?Time\b"
_OFFICE = (
    r"(?:Chief|Chair(?:man|woman|person)?|President|Vice|CEO|Managing|Executive|Director|Ltd|Inc)\b"
)

# What goes on after the abbreviations; after all of them, a small letter does.
_ANYTHING = re.compile("")
_NOTHING = re.compile("(?!)")
_NUMBER = re.compile(r"[\d$£€#]|Rs\b|[A-Z]\b|[IVXLC]+\b")
_DIGIT = re.compile(r"\d")
_NOT_STARTER = re.compile(rf"(?!{_STARTER})")
_NAME_OR_OFFICE = re.compile(rf"(?!{_STARTER}|{_PLURAL})")
_DATE = re.compile(rf"\d|{_DAY}")
_TIME = re.compile(rf"\d|{_DAY}|{_ZONE}")
_COMPANY = re.compile(rf"\d|{_OFFICE}")

_TABLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    # ranks and titles: a name follows
    (
        "Gen Lt Col Maj Brig Capt Cdr Cmdr Cpl Sgt Adm Insp Supt Pvt Pte Hav retd Retd ret Ret "
        "Dr Mr Mrs Ms Mx Messrs Prof Sen Rep Gov Hon Rev Fr St Mt Ft Amb Asst Dep "
        "v vs e.g i.e a.k.a aka cf viz",
        _ANYTHING,
    ),
    (
        "Art Arts Sec Secs Fig Figs fig figs p pp para paras Para Paras s ss c ca b d ch vol Vol "
        "approx Approx est Est incl Rs ft sec ed eds",
        _NUMBER,
    ),
    ("No Nos no nos NO", _DIGIT),
    ("U.S U.K U.N E.U U.A.E U.S.A U.S.S.R Ph.D M.P Jr Sr Dept Govt Univ Assn", _NAME_OR_OFFICE),
    (" ".join(ascii_uppercase), _NOT_STARTER),
    ("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec", _DATE),
    ("Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun", _DATE),
    ("a.m p.m A.M P.M", _TIME),
    ("Inc Ltd Co Corp Bros Plc plc", _COMPANY),
    ("etc Etc al", _DIGIT),
    # words that only look like abbreviations
    ("May may me Me ill ore fed id ID art arc miss Miss OK Ken Bart Ida Yum min mm", _NOTHING),
)
_GOES_ON = {word: follows for words, follows in _TABLE for word in words.split()}

_CAPITALS = re.compile("[A-Z]{2,}")  # "the PP.", "Washington, DC.": no stop of their own
_QUOTES = "\"'”’"
_CLOSERS = " \"'”’)]"
_BEFORE_WORD = _OPENERS + "—–-"
_STOP = re.compile(r"\.[\"'”’)\]]* +")
_LONGEST = max(map(len, _GOES_ON)) + 2
_REACH = 800  # characters: a longer quotation is an unclosed one
# "al-Zawahiri" and "eBay" begin a sentence as they are.
_SMALL = re.compile(rf"[{re.escape(_OPENERS)}]*(?=[^\W\d_])(?![a-z]+-?[A-Z])")
_ASKED = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,4}(?:(?:asked|wondered|shouted|cried|demanded)\b"
    r"|(?:said|says|replied|added|wrote)[.,])"
)
_BRACKETED = re.compile(r"[.!?…][\"'”’]*[)\]][\"'”’]* +(?=[\"'“‘«(\[]*[A-Z0-9])")
_PAIRS = tuple(
    (re.compile(opening), re.compile(closing))
    for opening, closing in (
        (r"[(\[]", r"[)\]]"),
        ("“", "”"),
        (r"(?<![\w.,!?…])[\"](?=\S)", r"(?<=\S)[\"](?!\w)"),
        (r"(?<![\w.,!?…])['‘](?=\w)", r"(?<=[.,!?…])['’]"),
    )
)


def sentence_spans(masked: Masked, text: str) -> list[tuple[int, int]]:
    """The sentences of a block as (start, end) in `text`, which `masked` is the masked form of.

    The spans follow each other without a gap, white space between two belonging to the first.
    Markup that opens belongs to what follows it, markup that closes and footnote references to
    what they stand after. A pair that encloses a full stop is cut in two: `blocks.cut` sees to it.
    """
    if not text:
        return []
    starts = _starts_beside_markup(masked) if masked.pieces else _starts(masked.text)
    return list(pairwise((0, *starts, len(text))))


def _starts(text: str) -> list[int]:
    """Where sentences but the first begin in a text without markup."""
    # White space but the blank is not printable, as Python has it.
    flat = text if text.isprintable() else _BLANK.sub(" ", text)
    kept: list[int] = []
    at = 0
    first = _next_word(flat, 0)
    for part in sentencex.segment("en", flat):
        at += len(part)
        start = _next_word(flat, at) if flat[at : at + 1] == " " else at
        if first < start < len(flat) and not _goes_on(flat, start):
            kept.append(start)
    found = {*kept, *_after_abbreviations(flat, kept)}
    if ")" in flat or "]" in flat:
        found.update(_after_brackets(flat, kept))
    return sorted(found)


def _next_word(flat: str, at: int) -> int:
    while flat[at : at + 1] == " ":
        at += 1
    return at


def _goes_on(flat: str, at: int) -> bool:
    """Whether the sentence before `at` goes on there, whatever sentencex says."""
    if not flat[at].isupper() and _small(flat, at):
        return True
    if flat[at - 2 : at] == ". ":  # nearly always
        return _after_abbreviation(flat, at) is True
    before = flat[max(0, at - 8) : at].rstrip()
    if before[-1:] in _QUOTES and before[-2:-1] in "?!":
        return _ASKED.match(flat, at) is not None
    return _after_abbreviation(flat, at) is True


def _small(flat: str, at: int) -> bool:
    match = _SMALL.match(flat, at)
    return match is not None and flat[match.end()].islower()


def _after_abbreviation(flat: str, at: int) -> bool | None:
    """Whether the sentence goes on at `at`, by the abbreviation before; None if there is none."""
    before = flat[max(0, at - _LONGEST - 6) : at].rstrip(_CLOSERS)
    if before[-1:] != ".":
        return None
    word = before.rsplit(None, 1)[-1][:-1].lstrip(_BEFORE_WORD)
    follows = _GOES_ON.get(word)
    if follows is None:
        if not (word.isupper() and _CAPITALS.fullmatch(word)):
            return None
        follows = _NOTHING
    after = at
    while after < len(flat) and flat[after] in _OPENERS:
        after += 1
    if follows is not _ANYTHING and "(" in flat[at:after]:
        follows = _NOT_STARTER
    return follows.match(flat, after) is not None


def _after_abbreviations(flat: str, starts: list[int]) -> list[int]:
    """Where a sentence ends in an abbreviation that sentencex takes for its middle."""
    known = {len(flat), *starts}
    return [
        at
        for stop in _STOP.finditer(flat)
        if (at := stop.end()) not in known
        and (flat[at].isalnum() or flat[at] in _OPENERS)
        and _after_abbreviation(flat, at) is False
        and not _small(flat, at)
        and not _enclosed(flat, at, starts)
    ]


def _after_brackets(flat: str, starts: list[int]) -> Iterator[int]:
    """Where brackets close that hold whole sentences, (as these do.)"""
    if not any(flat[at : at + 1] in ("(", "[") for at in (_next_word(flat, 0), *starts)):
        return
    for end in _BRACKETED.finditer(flat):
        since, _ = _around(flat, end.start(), starts)
        if flat[since] in "([":
            yield end.end()


def _around(flat: str, at: int, starts: list[int]) -> tuple[int, int]:
    """The sentence in which `at` is, of those that `starts` begin."""
    i = bisect_left(starts, at)
    since = starts[i - 1] if i else _next_word(flat, 0)
    return since, starts[i] if i < len(starts) else len(flat)


def _enclosed(flat: str, at: int, starts: list[int]) -> bool:
    """Whether `at` is inside a quotation or brackets that close in the same sentence."""
    since, until = _around(flat, at, starts)
    before, after = flat[max(since, at - _REACH) : at], flat[at : min(until, at + _REACH)]
    return any(
        len(opening.findall(before)) > len(closing.findall(before)) and closing.search(after)
        for opening, closing in _PAIRS
    )


def _starts_beside_markup(masked: Masked) -> list[int]:
    """Where sentences but the first begin in the text with its markup."""
    where = masked.masks
    words, left_out = _words(masked, where)
    starts: list[int] = []
    for start in _starts(words):
        at = start + bisect_right(left_out, start)
        k = bisect_left(where, at)
        while k and where[k - 1] == at - 1 and _opens(masked.pieces[k - 1], k - 1):
            k, at = k - 1, at - 1
        starts.append(masked.unmasked(at))
    return starts


def _opens(piece: Piece, index: int) -> bool:
    return piece.partner is not None and piece.partner > index


def _reads(piece: str) -> str | None:
    """The character that markup standing alone reads as; None where it is a word by itself."""
    if piece[:3].lower() == "<br":
        return " "
    character = meaning(piece)
    return character if character and len(character) == 1 else None


def _words(masked: Masked, where: Sequence[int]) -> tuple[str, list[int]]:
    """The text as it is read, without markup and notes; and for every character left out, the
    offset of what came to stand in its place."""
    out: list[str] = []
    left_out: list[int] = []
    at = size = 0
    for piece, begin in zip(masked.pieces, where, strict=True):
        if begin < at:
            continue
        out.append(masked.text[at:begin])
        size += begin - at
        at = begin + 1
        if piece.partner is None and not piece.text.startswith(_SILENT):
            out.append(_reads(piece.text) or masked.text[begin])
            size += 1
            continue
        if piece.text.startswith("<sup") and piece.partner is not None:
            note = where[piece.partner] + 1
            at = note if at < note < begin + _NOTE else at
        left_out.extend([size] * (at - begin))
    out.append(masked.text[at:])
    return "".join(out), left_out
