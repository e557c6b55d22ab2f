"""The audit trail: a line for each term, read back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.catalog import Catalog, Entry, format_catalog, parse_catalog
from translate.trail import FLAGGED, Rung, Trace, flag_note, read_trace, tally, trace_note, traces

LINES = {
    "as translated": (
        "term: TTP = ٹی ٹی پی [as translated]",
        Trace("TTP", "ٹی ٹی پی", Rung.AS_TRANSLATED),
    ),
    "hypothesis": ("term: Dar = ډار [hypothesis 3]", Trace("Dar", "ډار", Rung.HYPOTHESIS, "3")),
    "replaced": ("term: Dar = ڈار [replaced دار]", Trace("Dar", "ڈار", Rung.REPLACED, "دار")),
    "decoded again": (
        "term: Dar = ڈار [decoded again without دار]",
        Trace("Dar", "ڈار", Rung.DECODED_AGAIN, "دار"),
    ),
    "carried": (
        "term: Dar = دار [carried by Ahmed]",
        Trace("Dar", "دار", Rung.CARRIED, "Ahmed"),
    ),
    "placed": ("term: Dar = ڈار [placed]", Trace("Dar", "ڈار", Rung.PLACED)),
    "told": ("term: Dar = ڈار [told]", Trace("Dar", "ڈار", Rung.TOLD)),
    "first mention": (
        "term: TTP = تحریک طالبان پاکستان (ٹی ٹی پی) [first mention]",
        Trace("TTP", "تحریک طالبان پاکستان (ٹی ٹی پی)", Rung.FIRST_MENTION),
    ),
    "signs": (
        r"term: A \= B = \[و\] [replaced a \\ b]",
        Trace("A = B", "[و]", Rung.REPLACED, "a \\ b"),
    ),
}


@pytest.mark.parametrize(("line", "trace"), LINES.values(), ids=LINES)
def test_a_trace_is_a_line_that_people_can_read(line: str, trace: Trace) -> None:
    assert trace_note(trace) == line
    assert read_trace(line) == trace


any_text = st.text() | st.text("\\=[] \nuر(\u2028\u0085\t")


@given(st.builds(Trace, any_text, any_text, st.sampled_from(Rung), any_text))
def test_any_trace_comes_back(trace: Trace) -> None:
    line = trace_note(trace)
    assert len(line.splitlines()) == 1
    assert read_trace(line) == trace


words = st.text("\\=[]\n\"'aر\u200c\u2028 ", min_size=1)


@given(st.builds(Trace, words, words, st.sampled_from(Rung), words))
def test_a_trace_comes_back_from_a_catalog(trace: Trace) -> None:
    entry = Entry("Dar left", "ڈار گئے", fuzzy=True, notes=(trace_note(trace),))
    written = format_catalog(Catalog(entries=(entry,)))
    assert traces(parse_catalog(written, "x.po").active[0].notes) == (trace,)


STRANGE = [
    "",
    "glossary: Dar = ڈار",
    "glossary repair: Dar: دار → ڈار",
    "term: Dar = ڈار",
    "term: Dar = ڈار [somehow]",
    "term: Dar = ڈار [replacedدار]",
    "term: Dar = a = ڈار [replaced دار]",
    "check: glossary: Dar should be ڈار",
]


@pytest.mark.parametrize("line", STRANGE)
def test_other_lines_are_no_traces(line: str) -> None:
    assert read_trace(line) is None


def test_terms_are_counted_by_rung() -> None:
    notes = [
        "kind: sentence",
        *(line for line, _ in LINES.values()),
        flag_note("Quetta", "کوئٹہ", "no word for it"),
        "check: A number is missing.",
    ]
    assert tally(notes) == {
        "as translated": 1,
        "hypothesis": 1,
        "replaced": 2,
        "decoded again without": 1,
        "told": 1,
        "carried by": 1,
        "placed": 1,
        "first mention": 1,
        FLAGGED: 1,
    }


def test_a_flag_gives_its_reason() -> None:
    assert flag_note("Dar", "ڈار") == "check: glossary: Dar should be ڈار"
    assert flag_note("Dar", "ڈار", "no word") == "check: glossary: Dar should be ڈار (no word)"
