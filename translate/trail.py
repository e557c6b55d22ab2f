"""The audit trail of a draft: how each glossary term came into it, in `#.` lines of its entry.

term: TTP = ٹی ٹی پی [as translated]
term: Dar = ڈار [hypothesis 3]
term: Dar = ڈار [replaced دار]
term: Dar = ڈار [told]
term: Dar = ڈار [decoded again without دار]
term: Dar = ڈار [placed]
term: vaccines = ویکسین [placed in the singular]
term: Dar = ڈار [carried by Ahmed]
term: TTP = تحریک طالبان پاکستان (ٹی ٹی پی) [first mention]
check: glossary: Dar should be ڈار (the model did not show which words stand for it)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FLAGGED = "flagged"  # as `tally` counts terms that are not as the glossary wants them
_FLAG = "check: glossary: "
_TERM = "term: "

# Signs that part a line, and those at which a file or a reader would break it, are escaped.
_SIGN = re.compile(r"[\\=\[\]]")
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|^\s|\s$")
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_PART = r"(?:[^\\=\[\]]|\\.)*"
_LINE = re.compile(rf"term: (?P<source>{_PART}) = (?P<form>{_PART}) \[(?P<how>{_PART})\]")


class Rung(StrEnum):
    """How a term came to be as the glossary wants it: the rungs of the cascade, in its order."""

    AS_TRANSLATED = "as translated"
    HYPOTHESIS = "hypothesis"  # another than the first: `was` is its number, from 2 on
    REPLACED = "replaced"  # `was` is what the model wrote
    FIRST_MENTION = "first mention"  # a later form stood there, or nothing did
    TOLD = "told"  # the source said the form beside the term
    DECODED_AGAIN = "decoded again without"  # `was` is what the model may not write
    PLACED = "placed"  # in the draft; `was` says that it is "in the singular", for a plural
    CARRIED = "carried by"  # `was` are the words that the model got in place of the term


@dataclass(frozen=True, slots=True)
class Trace:
    """The glossary's term `source` stands as `form` in a draft, thanks to `rung`; `was` is what
    the rung says more of itself, or empty."""

    source: str
    form: str
    rung: Rung
    was: str = ""


def trace_note(trace: Trace) -> str:
    """The `#.` line of a trace: one line, whatever the words in it."""
    how = f"{trace.rung.value} {_escaped(trace.was)}" if trace.was else trace.rung.value
    return f"{_TERM}{_escaped(trace.source)} = {_escaped(trace.form)} [{how}]"


def flag_note(source: str, form: str, reason: str = "") -> str:
    """The `#.` line of a term that is not as the glossary wants it."""
    return f"{_FLAG}{source} should be {form}" + (f" ({reason})" if reason else "")


def read_trace(note: str) -> Trace | None:
    """The trace that `trace_note` made the line of; None for any other line."""
    found = _LINE.fullmatch(note)
    if found is None:
        return None
    for rung in Rung:
        if found["how"] == rung.value or found["how"].startswith(f"{rung.value} "):
            was = found["how"][len(rung.value) + 1 :]
            return Trace(_plain(found["source"]), _plain(found["form"]), rung, _plain(was))
    return None


def traces(notes: Iterable[str]) -> tuple[Trace, ...]:
    """The traces among an entry's notes, in order."""
    return tuple(trace for trace in map(read_trace, notes) if trace)


def tally(notes: Iterable[str]) -> Counter[str]:
    """How many terms came by which rung, by its value; under FLAGGED those that did not come."""
    counts: Counter[str] = Counter()
    for note in notes:
        if trace := read_trace(note):
            counts[trace.rung.value] += 1
        elif note.startswith(_FLAG):
            counts[FLAGGED] += 1
    return counts


def _escaped(text: str) -> str:
    text = _SIGN.sub(lambda found: f"\\{found[0]}", text)
    return _BREAK.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
