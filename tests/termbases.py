"""Generated termbases: everything that a glossary file can say, in awkward words."""

from __future__ import annotations

from hypothesis import strategies as st

from translate.languages import LANGUAGES, Language
from translate.termbase.rows import place_terms
from translate.termbase.tables import BETWEEN, Row
from translate.terms import Case, Kind, Term

# Letters that every table and every XML file has trouble with, among ordinary ones.
_AWKWARD = "abYZé09 .,;:'\"&<>()-#=\t\n|\u00a0\u200c\u200f\u2019İß]"
_WORDS = st.text(_AWKWARD, min_size=1, max_size=12)
_NOTES = st.one_of(
    st.just(""),
    _WORDS,
    st.sampled_from(["khabar: first mention", "khabar: note x", "khabar:", "]]>", "&amp;", "no"]),
)


def _forms(language: Language) -> st.SearchStrategy[str]:
    letters = "ابجدرسعقلمن" + language.telling
    rest = st.text(letters + " \u200c()-1,\"'&<", max_size=9)
    return st.tuples(st.sampled_from(letters), rest).map("".join)


def _several(values: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(values, max_size=most).map(BETWEEN.join)


@st.composite
def a_row(draw: st.DrawFn) -> dict[str, str]:
    """The cells of a row that may be right or wrong."""
    cells = {
        "source": draw(st.sampled_from("aZé9")) + draw(_WORDS),
        "kind": draw(st.sampled_from(["", *Kind])),
        "case": draw(st.sampled_from(["", *Case])),
        "unless": draw(_several(_WORDS)),
        "aliases": draw(_several(_WORDS, 2)),
        "note": draw(_NOTES),
    }
    if draw(st.integers(0, 5)) == 0:
        return {**cells, "translate": "no"}
    languages = draw(st.sets(st.sampled_from(range(len(LANGUAGES))), min_size=1))
    for language in (LANGUAGES[number] for number in sorted(languages)):
        form = _forms(language)
        cells[language.code] = draw(st.lists(form, min_size=1, max_size=3).map(BETWEEN.join))
        if draw(st.booleans()):
            cells[f"{language.code}_first"] = draw(form)
        if draw(st.booleans()):
            cells[f"{language.code}_forbidden"] = draw(_several(form, 2))
    return cells


@st.composite
def a_termbase(draw: st.DrawFn) -> list[Term]:
    """Terms as they are read from rows; those that are refused are not among them."""
    rows = draw(st.lists(a_row(), min_size=1, max_size=5))
    placed, _ = place_terms(Row("t.csv", line, cells) for line, cells in enumerate(rows, 2))
    return [place.term for place in placed]
