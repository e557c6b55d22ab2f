"""From a block of text, scattered over source lines, to the slots of its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from translate.documents.model import Kind, Segment, Slot
from translate.documents.sentences import sentence_spans
from translate.inline import Masked, Syntax, mask

# Everything str.splitlines and PO files would break a line at; a no-break space is a letter here.
_BLANK = r"\t\r\n\f\v\x1c-\x1f\x85\u2028\u2029"
_SPACE = re.compile(rf" [ {_BLANK}]+|[{_BLANK}][ {_BLANK}]*")
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """`text`, as a reader sees it, of `source[start:end]`. Where the two differ in length (an
    entity, a line break with its quote marks) the run is one whole: nothing starts inside it."""

    text: str
    start: int
    end: int


class Lines:
    """Line numbers (1-based) of character offsets in a text whose lines end in LF, CRLF or CR."""

    def __init__(self, source: str) -> None:
        if "\r" in source:
            self._ends = [m.end() for m in re.finditer(r"\r\n|\n|\r", source)]
        else:
            self._ends = list(accumulate([len(line) + 1 for line in source.split("\n")][:-1]))

    def number(self, offset: int) -> int:
        return bisect_right(self._ends, offset) + 1


def squeeze(text: str) -> str:
    """`text` with every run of white space as one space, and none at its ends."""
    if "  " in text or not text.isprintable():  # white space but the blank is not printable
        text = _SPACE.sub(" ", text)
    return text.strip(" ")


def translatable(text: str) -> bool:
    """Whether there is a word in it; figures and rules stand in every language as they are."""
    return _LETTER.search(text) is not None


def cut(
    runs: Sequence[Run],
    kind: Kind,
    syntax: Syntax,
    lines: Lines,
    write: Callable[[str], str] = str,
) -> Iterator[Slot]:
    """The slots of one block: a slot a sentence for `Kind.SENTENCE`, else one for the whole.

    A `<br>` ends a sentence and stays outside. A pair of markup that encloses several whole
    sentences stays outside too; sentences that a pair joins otherwise are one segment.
    """
    text = "".join([run.text for run in runs])
    if not translatable(text):
        return
    starts = list(accumulate([len(run.text) for run in runs], initial=0))  # of each, in `text`
    spans = _sentences(text, syntax) if kind is Kind.SENTENCE else [(0, len(text))]
    for start, end in spans:
        words = text[start:end].rstrip()
        end = start + len(words)
        words = words.lstrip()
        if translatable(words):
            first = _source_offset(runs, starts, end - len(words))
            last = _source_offset(runs, starts, end - 1, after=True)
            segment = Segment(squeeze(words), kind, lines.number(first), syntax)
            yield Slot(segment, first, last, write)


def _sentences(text: str, syntax: Syntax) -> Sequence[Span]:
    masked = mask(text, syntax)
    spans = sentence_spans(masked, text)
    if not masked.pieces:
        return spans
    if "<br" in text.lower():
        broken = zip(masked.spans(), masked.pieces, strict=True)
        breaks = [place for place, piece in broken if _BREAK.fullmatch(piece.text)]
        spans = list(_split(spans, breaks))
    return _keep_pairs(text, masked, spans) if len(spans) > 1 else spans


def _split(spans: Sequence[Span], breaks: Sequence[Span]) -> Iterator[Span]:
    i = 0
    for start, end in spans:
        while i < len(breaks) and breaks[i][0] < end:
            yield start, breaks[i][0]
            start = breaks[i][1]
            i += 1
        yield start, max(start, end)


def _keep_pairs(text: str, masked: Masked, spans: Sequence[Span]) -> Sequence[Span]:
    """The sentences, none with half of a pair of markup in it."""
    places = masked.spans()
    begins = [start for start, _ in spans]
    ends = [end for _, end in spans]
    joined = list(range(len(spans)))  # the last sentence that each is one segment with
    for i, piece in enumerate(masked.pieces):
        if piece.partner is None or piece.partner < i:
            continue
        opener, closer = places[i], places[piece.partner]
        first = max(0, bisect_right(begins, opener[0]) - 1)
        if closer[0] < ends[first]:
            continue
        last = bisect_right(begins, closer[0]) - 1
        if text[begins[first] : opener[0]].strip() or text[closer[1] : ends[last]].strip():
            joined[first] = max(joined[first], last)
        else:
            begins[first], ends[last] = opener[1], closer[0]
    return list(_merge(begins, ends, joined))


def _merge(begins: Sequence[int], ends: Sequence[int], joined: Sequence[int]) -> Iterator[Span]:
    i = 0
    while i < len(begins):
        first = last = i
        while i <= last:
            last = max(last, joined[i])
            i += 1
        yield begins[first], ends[last]


def _source_offset(
    runs: Sequence[Run], starts: Sequence[int], offset: int, after: bool = False
) -> int:
    """Where in the source the character `offset` of the text starts, or ends (`after`)."""
    i = bisect_right(starts, offset, 0, len(runs)) - 1 if len(runs) > 1 else 0
    run = runs[i]
    if len(run.text) == run.end - run.start:
        return run.start + offset - starts[i] + after
    return run.end if after else run.start
