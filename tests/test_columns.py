"""The columns of a glossary file, under the names that editors give them."""

from __future__ import annotations

import pytest

from translate.errors import GlossaryError
from translate.languages import LANGUAGES
from translate.termbase.columns import COLUMNS, column_of, read_columns
from translate.termbase.tables import Table

NEEDED = ("source", "ur", "ps", "fa_AF", "ar")


def columns(*titles: str) -> list[str | None]:
    return read_columns(Table((*NEEDED, *titles), 1, ()), "t.csv", LANGUAGES)[len(NEEDED) :]


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Source", "source"),
        ("TRANSLATE", "translate"),
        ("Pashto", "ps"),
        ("dari", "fa_AF"),
        ("FA-AF", "fa_AF"),
        ("ur_first", "ur_first"),
        ("Urdu first", "ur_first"),
        ("fa_AF_forbidden", "fa_AF_forbidden"),
        ("fa-AF-Forbidden", "fa_AF_forbidden"),
        ("prs_first", "fa_AF_first"),
        ("Arabic  forbidden", "ar_forbidden"),
        ("Owner", None),
        ("first", None),
        ("fr_first", None),
        ("", None),
    ],
)
def test_a_title_names_a_column(title: str, column: str | None) -> None:
    assert column_of(title) == column
    assert column is None or column in COLUMNS


@pytest.mark.parametrize(
    "title", ["Owner", "Translator", "seen first", "first seen", "ur remarks", "id", "page", "Date"]
)
def test_columns_of_the_newsrooms_own_are_left_alone(title: str) -> None:
    assert columns(title) == [None]


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("ur_forbiden", "ur_forbidden"),
        ("forbidden_ur", "ur_forbidden"),
        ("Dari banned", "fa_AF_forbidden"),
        ("Fa-AF deprecated", "fa_AF_forbidden"),
        ("ar_fist", "ar_first"),
        ("first ps", "ps_first"),
        ("forbidden", "ur_forbidden"),
        ("notes", "note"),
        ("alias", "aliases"),
        ("kinds", "kind"),
        ("translate?", "translate"),
        ("comment", "note"),
    ],
)
def test_a_misspelled_title_would_lose_data_and_is_refused(title: str, meant: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        columns(title)
    assert (caught.value.path, caught.value.line) == ("t.csv", 1)
    assert caught.value.problem == f"unknown column {title!r}, much like {meant}"
    assert meant in caught.value.remedy


def test_what_is_like_a_column_that_is_there_is_another() -> None:
    assert columns("note", "notes", "Sources") == ["note", None, None]


def test_preferred_is_what_the_languages_column_is() -> None:
    table = Table(("source", "ur_preferred"), 1, ())
    with pytest.raises(GlossaryError, match="'ur_preferred', much like ur"):
        read_columns(table, "t.csv", ())


@pytest.mark.parametrize(
    ("titles", "problem"),
    [
        (("source", "ur"), "column missing: ps, fa_AF, ar"),
        ((*NEEDED, "Dari"), "column given twice: fa_AF"),
        ((*NEEDED, "ur_first", "Urdu first"), "column given twice: ur_first"),
        ((), "column missing: source"),
    ],
    ids=["languages missing", "Dari twice", "first twice", "nothing"],
)
def test_columns_that_cannot_be_read(titles: tuple[str, ...], problem: str) -> None:
    with pytest.raises(GlossaryError, match=problem):
        read_columns(Table(titles, 1, ()), "t.csv", LANGUAGES)
