"""Iranian words in Dari, with what Afghan newsrooms write: the one list that both the check for
Iranian usage and the pass over a Persian engine's drafts go by.

The list is data/dari.tsv, for reviewers to read and change, with the columns

    iranian   the word or phrase, without endings
    afghan    what to write for it; a phrase of its own (دیوان عالی) or a name that stays as it is
              (جهاد کشاورزی) goes before the words in it
    use       sure: Afghan news hardly has the Iranian word, so the check warns of it too;
              house: both are printed, and drafts are put into the one that the house writes
    limits    date: only after a number or before a year; not-number: never right after a number;
              bare: with no ending but the plural's, since with others it is another word
    note      the English, and why
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

_LIST = Path(__file__).parent / "data" / "dari.tsv"
_JOINER = "\u200c"  # zero-width non-joiner
_WORD = re.compile("[\\w\u200c\u064b-\u0655\u0670]+")
_YEAR = re.compile(r" \d{4}\b")
_FOLD = str.maketrans("يك", "یک")  # as engines write them now and then


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    iranian: str
    afghan: str
    use: str
    limits: frozenset[str]
    note: str

    @property
    def sure(self) -> bool:
        return self.use == "sure" and self.iranian != self.afghan


@dataclass(frozen=True, slots=True)
class Edit:
    """What Afghan newsrooms write, as `text`, for the words at start..end (character offsets)."""

    start: int
    end: int
    text: str
    row: Row


@cache
def rows() -> tuple[Row, ...]:
    """The list, in its order."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return tuple(
        Row(iranian, afghan, use, frozenset(limits.split()), note)
        for iranian, afghan, use, limits, note in cells
    )


def afghan_forms(text: str) -> Iterator[Edit]:
    """Every Iranian word or phrase in `text`, in order: the longest at each place, whole words
    only, with whatever endings they have. Names that stay as they are come as no edit."""
    table, most = _table()
    found = list(_WORD.finditer(text))
    at = 0
    while at < len(found):
        for size in range(min(most, len(found) - at), 0, -1):
            start, end = found[at].start(), found[at + size - 1].end()
            entry = table.get(text[start:end].translate(_FOLD).strip(_JOINER))
            if entry is not None and _fits(entry[0], text, start, end):
                break
        else:
            at += 1
            continue
        row, form = entry
        if row.iranian != row.afghan:
            yield Edit(start, end, form, row)
        at += size


def _fits(row: Row, text: str, start: int, end: int) -> bool:
    after_number = start > 1 and text[start - 1] == " " and text[start - 2].isdigit()
    if "date" in row.limits:
        return after_number or _YEAR.match(text, end) is not None
    return not ("not-number" in row.limits and after_number)


@cache
def _table() -> tuple[Mapping[str, tuple[Row, str]], int]:
    """Each form of each Iranian word with its row and the Afghan form, and how many words the
    longest has."""
    table: dict[str, tuple[Row, str]] = {}
    for row in rows():
        for written, form in _forms(row):
            table.setdefault(written, (row, form))
    for row in rows():  # a word of the list is itself before it is a form of another one
        table |= {written: (row, row.afghan) for written in _spellings(row.iranian)}
    return table, max(written.count(" ") + 1 for written in table)


def _spellings(word: str) -> Iterator[str]:
    """A compound with a non-joiner, with a space for it, and written together."""
    yield from dict.fromkeys(word.replace(_JOINER, joint) for joint in (_JOINER, " ", ""))


# Endings: the plural ها with what may follow it, the plural ان, whose it is, the ی of unity and of
# adjectives, and an ezafe where it is written. How each is joined depends on the stem's last sound:
# a consonant, the vowel ا or و, the silent ه of شفاخانه, or ی.

_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")
_PLURALS_OF_PEOPLE = ("ان", "انی", "انش", "انمان", "انشان")
_WHOSE = ("ش", "مان", "شان")
_UNITY, _EZAFE = "ی", "ezafe"
_UNJOINED = "ادذرزژو"


def _forms(row: Row) -> Iterator[tuple[str, str]]:
    """Each Iranian form with its Afghan one."""
    endings = (*_PLURALS, *_PLURALS_OF_PEOPLE, *_WHOSE, _UNITY, _EZAFE)
    for ending in _PLURALS if {"bare", "date"} & row.limits else endings:
        form = _with_ending(row.afghan, ending)
        for stem, join in product(_spellings(row.iranian), _joins(row.iranian, ending)):
            yield f"{stem}{join}", form


def _with_ending(afghan: str, ending: str) -> str:
    """The Afghan word with an ending; of a phrase the first word is made plural."""
    head, space, rest = afghan.partition(" ")
    if not space or ending not in (*_PLURALS, *_PLURALS_OF_PEOPLE):
        return afghan + _joins(afghan, ending)[0]
    if ending in _PLURALS_OF_PEOPLE:
        plural, whose = head + _joins(head, "ان")[0], ending.removeprefix("ان")
    else:
        plural, whose = head + _joins(head, "های")[0], ending.removeprefix("ها").removeprefix("ی")
    return f"{plural} {rest}{_joins(rest, whose)[0] if whose else ''}"


def _joins(stem: str, ending: str) -> tuple[str, ...]:
    """How an ending is written onto a stem, the best way first."""
    if ending in _PLURALS:  # without a joiner first where the letters do not join anyway
        return (ending, _JOINER + ending)[:: 1 if stem[-1] in _UNJOINED else -1]
    return _JOINS[_sound(stem)](ending)


def _after_consonant(ending: str) -> tuple[str, ...]:
    return ("",) if ending is _EZAFE else (ending,)


def _after_vowel(ending: str) -> tuple[str, ...]:
    if ending is _EZAFE:
        return ("ی",)
    return ("یی", "ئی") if ending == _UNITY else ("ی" + ending,)


def _after_silent_he(ending: str) -> tuple[str, ...]:
    if ending is _EZAFE:
        return ("", "\u0654", _JOINER + "ی")
    if ending == _UNITY:
        return (_JOINER + "ای",)
    return (_JOINER + ("ا" if ending == "ش" else "") + ending,)


def _after_yeh(ending: str) -> tuple[str, ...]:
    if ending is _EZAFE:
        return ("",)
    if ending == _UNITY:
        return (_JOINER + "ای", "ئی")
    if ending in _WHOSE:
        return (_JOINER + ("ا" if ending == "ش" else "") + ending, ending)
    return (ending,)


_JOINS = {
    "consonant": _after_consonant,
    "vowel": _after_vowel,
    "silent he": _after_silent_he,
    "yeh": _after_yeh,
}


def _sound(stem: str) -> str:
    if stem.endswith(("ا", "و")):
        return "vowel"
    if stem.endswith("ی"):
        return "yeh"
    # After a vowel the ه is heard, as in دادگاه; and in فرمانده, a compound of the verb "give".
    heard = stem.endswith(("اه", "وه", "یه", "فرمانده"))
    return "silent he" if stem.endswith("ه") and not heard else "consonant"
