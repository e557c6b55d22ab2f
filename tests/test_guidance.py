"""Guidance: the glossary's lines in an entry, and what they remember of a change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import KNOWN, Newsroom

from translate.guidance import Advice, advice_note, read_advice
from translate.languages import LANGUAGES

SECOND = "He met Dar on Monday."
HEAD = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note\n"
OLD = {"ur": "ڈار", "ps": "ډار", "fa_AF": "دار", "ar": "دار"}
NEW = {"ur": "ڈھار", "ps": "دهار", "fa_AF": "دهار", "ar": "ضهار"}
NEWER = {"ur": "دہار", "ps": "ډهار", "fa_AF": "داهر", "ar": "داهر"}
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


def drafted(tmp_path: Path) -> Newsroom:
    """An article drafted in four languages, with the old form for Dar."""
    room = Newsroom.new(tmp_path)
    room.write("x.md")
    set_form(room, OLD)
    room.translate()
    return room


def set_form(room: Newsroom, forms: dict[str, str]) -> None:
    cells = ",".join(forms[language.code] for language in LANGUAGES)
    text = f"{HEAD}Dar,person,,,,{cells},\n"
    (room.root / "glossary" / "terms.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return drafted(tmp_path)


def advice(room: Newsroom, code: str) -> list[str]:
    return [n for n in room.entry(code, SECOND).notes if n.startswith("glossary: ")]


@ALL
def test_a_change_leaves_the_old_form_beside_the_new_while_the_text_has_it(
    room: Newsroom, code: str
) -> None:
    assert advice(room, code) == [f"glossary: Dar = {OLD[code]}"]
    set_form(room, NEW)
    room.translate()
    assert advice(room, code) == [f"glossary: Dar = {NEW[code]} (was {OLD[code]})"]
    before = room.bytes()
    (room.root / ".khabar" / "ledger.sqlite").unlink()
    room.translate()
    assert room.bytes() == before


@ALL
def test_of_two_changes_the_form_in_the_text_is_remembered(room: Newsroom, code: str) -> None:
    for forms in (NEW, NEWER):
        set_form(room, forms)
        room.translate()
    assert advice(room, code) == [f"glossary: Dar = {NEWER[code]} (was {OLD[code]})"]


@ALL
def test_it_is_forgotten_when_a_reviewer_has_put_in_the_new_form(room: Newsroom, code: str) -> None:
    set_form(room, NEW)
    room.translate()
    text = KNOWN[SECOND][code].replace(OLD[code], NEW[code])
    room.review(code, "x.md", {SECOND: {"target": text, "fuzzy": False}})
    room.translate()
    assert advice(room, code) == [f"glossary: Dar = {NEW[code]}"]


@ALL
def test_a_change_back_leaves_nothing(room: Newsroom, code: str) -> None:
    before = room.bytes()
    set_form(room, NEW)
    room.translate()
    set_form(room, OLD)
    room.translate()
    assert room.bytes() == before


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1)


@given(LINES, st.text("اآبپگڈ‌ ", min_size=1), st.text("اآبپگڈ‌ "))
def test_a_line_comes_back(source: str, form: str, was: str) -> None:
    if " = " not in source:
        advice = Advice(source, form, was)
        assert read_advice(advice_note(advice)) == advice


@pytest.mark.parametrize("line", ["", "heading", "glossary repair: Dar: دار → ڈار", "glossary: x"])
def test_other_lines_are_no_advice(line: str) -> None:
    assert read_advice(line) is None
