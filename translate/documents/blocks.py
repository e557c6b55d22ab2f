"""From a block of text, scattered over source lines, to the slots of its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from translate.documents.model import Kind, Segment, Slot, squeeze
from translate.documents.sentences import sentence_spans
from translate.inline import Masked, Syntax, mask

_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"<br\b[^>]*>", re.IGNORECASE)

Span = tuple[int, int]


class Run(NamedTuple):
    """`text`, as a reader sees it, of `source[start:end]`. Where the two differ in length (an
    entity, a line break with its quote marks) the run is one whole: nothing starts inside it."""

    text: str
    start: int
    end: int

    def place(self, i: int) -> Span:
        """Where in the source the character `text[i]` starts and ends."""
        if len(self.text) != self.end - self.start:
            return self.start, self.end
        return self.start + i, self.start + i + 1


class Lines:
    """Line numbers (1-based) of character offsets in a text whose lines end in LF, CRLF or CR."""

    def __init__(self, source: str) -> None:
        if "\r" in source:
            self._ends = [m.end() for m in re.finditer(r"\r\n|\n|\r", source)]
        else:
            self._ends = list(accumulate([len(line) + 1 for line in source.split("\n")][:-1]))

    def number(self, offset: int) -> int:
        return bisect_right(self._ends, offset) + 1


def translatable(text: str) -> bool:
    """Whether there is a word in it; figures and rules stand in every language as they are."""
    return text[:1].isalpha() or _LETTER.search(text) is not None


def cut(
    runs: Sequence[Run],
    kind: Kind,
    syntax: Syntax,
    lines: Lines,
    write: Callable[[str], str] = str,
) -> Iterator[Slot]:
    """The slots of one block: a slot a sentence for `Kind.SENTENCE`, else one for the whole.

    A `<br>` ends a sentence and stays outside. A pair of markup that encloses several whole
    sentences stays outside too; sentences that a pair joins otherwise are one segment. What has
    no word outside its markup (an address, code) is nothing to translate.
    """
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    masked = mask(text, syntax)
    if not translatable(masked.text):
        return
    bare = _without_pieces(text, masked) if masked.pieces else text
    spans = _sentences(text, masked) if kind is Kind.SENTENCE else ((0, len(text)),)
    source_span = _source_spans(runs)
    tidy = squeeze(text) == text
    for start, end in spans:
        words = text[start:end].strip()
        start = text.find(words, start)
        end = start + len(words)
        if translatable(bare[start:end] if masked.pieces else words):
            first, last = source_span(start, end)
            words = words if tidy else squeeze(words)
            yield Slot(Segment(words, kind, lines.number(first), syntax), first, last, write)


def _without_pieces(text: str, masked: Masked) -> str:
    """`text` with blanks for its markup."""
    out: list[str] = []
    at = 0
    for start, end in masked.spans:
        out += text[at:start], " " * (end - start)
        at = end
    return "".join(out) + text[at:]


def _sentences(text: str, masked: Masked) -> Sequence[Span]:
    spans = sentence_spans(masked, text)
    if not masked.pieces:
        return spans
    if "<br" in text.lower():
        broken = zip(masked.spans, masked.pieces, strict=True)
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
    begins = [start for start, _ in spans]
    across = _pairs_across(masked, begins)
    if not across:
        return spans
    ends = [end for _, end in spans]
    joined = list(range(len(spans)))  # the last sentence that each is one segment with
    for opener, closer in across:
        first = bisect_right(begins, opener[0]) - 1
        last = bisect_right(begins, closer[0]) - 1
        if text[begins[first] : opener[0]].strip() or text[closer[1] : ends[last]].strip():
            joined[first] = max(joined[first], last)
        else:
            begins[first], ends[last] = opener[1], closer[0]
    return list(_merge(begins, ends, joined))


def _pairs_across(masked: Masked, begins: Sequence[int]) -> list[tuple[Span, Span]]:
    """Where the pairs stand that open in one sentence and close in another."""
    places = masked.spans
    pairs = [
        (places[i], places[piece.partner])
        for i, piece in enumerate(masked.pieces)
        if piece.partner is not None and piece.partner > i
    ]
    return [
        (opener, closer)
        for opener, closer in pairs
        if bisect_right(begins, opener[0]) != bisect_right(begins, closer[0])
    ]


def _merge(begins: Sequence[int], ends: Sequence[int], joined: Sequence[int]) -> Iterator[Span]:
    i = 0
    while i < len(begins):
        first = last = i
        while i <= last:
            last = max(last, joined[i])
            i += 1
        yield begins[first], ends[last]


def _source_spans(runs: Sequence[Run]) -> Callable[[int, int], Span]:
    """Tells where in the source the characters `start:end` of the runs' text stand."""
    if len(runs) == 1 and len(runs[0].text) == runs[0].end - runs[0].start:
        base = runs[0].start
        return lambda start, end: (base + start, base + end)
    starts = list(accumulate([len(run.text) for run in runs], initial=0))  # of each, in the text

    def source_span(start: int, end: int) -> Span:
        i = bisect_right(starts, start, 0, len(runs)) - 1
        j = bisect_right(starts, end - 1, 0, len(runs)) - 1
        return runs[i].place(start - starts[i])[0], runs[j].place(end - 1 - starts[j])[1]

    return source_span
