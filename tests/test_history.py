"""What the glossary once asked for, as catalogs remember it."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import Newsroom

from translate.glossary import parse_glossary
from translate.languages import LANGUAGES, find_language
from translate.revision.history import History, old_forms

ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
HEAD = "source,kind,aliases,ur,ps,fa_AF,ar\n"
ROW = "Qatar,place,State of Qatar,{0} | قط,{0} | قط,{0} | قط,{0} | قط\n"


def told(tmp_path: Path, code: str, form: str, *notes: str) -> History:
    room = Newsroom.new(tmp_path)
    room.write("x.md")
    path = room.path(code, "x.md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"#. {note}\n" for note in notes), encoding="utf-8")
    glossary = parse_glossary({"terms.csv": HEAD + ROW.format(form)}, LANGUAGES)
    return old_forms(room.project, ["x.md", "missing.md"], find_language(code), glossary)


@ALL
@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("glossary: Qatar = قطر", ("قطر",)),
        ("glossary: Qatar = دوحا (was قطر)", ("قطر",)),
        ("glossary: Qatar = قط", ()),
        ("glossary: State of Qatar = قطر", ("قطر",)),
        ("glossary: Oman = عمان", ()),
        ("draft: machine x [0123456789ab]", ()),
    ],
)
def test_forms_that_were_asked_for(
    tmp_path: Path, code: str, note: str, asked: tuple[str, ...]
) -> None:
    history = told(tmp_path, code, "دوحا", note)
    assert history == History({"Qatar": asked} if asked else {}, {})


@ALL
def test_forms_that_drafts_have_written(tmp_path: Path, code: str) -> None:
    trace = "term: Qatar = قتر [as translated]"
    assert told(tmp_path, code, "دوحا", trace) == History({}, {"Qatar": ("قتر",)})


def test_an_inflected_form_of_one_that_was_asked_for_says_nothing_new(tmp_path: Path) -> None:
    notes = ("term: Qatar = وقطر [as translated]", "glossary: Qatar = قطر")
    assert told(tmp_path, "ar", "دوحا", *notes) == History({"Qatar": ("قطر",)}, {})


def test_an_inflected_form_of_todays_says_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, "ar", "قطر", "term: Qatar = وقطر [as translated]") == History({}, {})


def test_another_spelling_of_todays_form_is_an_old_form(tmp_path: Path) -> None:
    assert told(tmp_path, "ar", "أطر", "glossary: Qatar = اطر").asked == {"Qatar": ("اطر",)}
