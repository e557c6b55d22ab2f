"""Renamed articles: their catalogs come along, and nobody else's do."""

from pathlib import Path

import pytest
from newsroom import ARTICLE, KNOWN, Newsroom

from translate.errors import WriteError
from translate.project import list_articles
from translate.renames import follow_renames

HEADING, FIRST, SECOND = KNOWN
OTHER = "# Prices rise\n\nFlour cost more in Kabul. Fuel cost less.\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom.new(tmp_path, "ur", "ps")
    room.write("2026/x.md")
    room.write("prices.md", OTHER)
    room.translate()
    return room


def rename(room: Newsroom, old: str, new: str) -> None:
    (room.root / "articles" / new).parent.mkdir(parents=True, exist_ok=True)
    (room.root / "articles" / old).rename(room.root / "articles" / new)


def follow(room: Newsroom, *names: str) -> list[tuple[str, str]]:
    everything = list_articles(room.project).names
    return follow_renames(room.project, names or everything, everything, "utf-8")


@pytest.mark.parametrize("new", ["y.md", "2026/y.md", "later/deep/x.md", "y.markdown"])
def test_catalogs_and_template_move_byte_for_byte(room: Newsroom, new: str):
    before = room.bytes()
    rename(room, "2026/x.md", new)
    assert follow(room) == [("2026/x", new)]
    stem = new.rsplit(".", 1)[0]
    assert room.bytes() == {p.replace("/2026/x.", f"/{stem}."): d for p, d in before.items()}
    assert follow(room) == []


def test_proposals_move_along_with_what_a_human_answered(room: Newsroom):
    old, new = (room.root / "proposals" / "ur" / name for name in ("2026/x.po", "y.po"))
    old.parent.mkdir(parents=True)
    old.write_bytes(b"answered")
    rename(room, "2026/x.md", "y.md")
    follow(room)
    assert new.read_bytes() == b"answered"
    assert not old.parent.exists()


def test_folders_left_empty_go(room: Newsroom):
    rename(room, "2026/x.md", "x.md")
    follow(room)
    assert not (room.root / "locales/ur/2026").exists()
    assert not (room.root / "locales/templates/2026").exists()
    assert (room.root / "locales/ur/prices.po").exists()


def test_an_article_that_was_edited_as_well_is_recognised(room: Newsroom):
    rename(room, "2026/x.md", "y.md")
    room.write("y.md", ARTICLE.replace("on Monday", "on Tuesday"))
    assert follow(room) == [("2026/x", "y.md")]


def test_another_article_takes_nothing(room: Newsroom):
    (room.root / "articles/2026/x.md").unlink()
    room.write("new.md", OTHER.replace("Flour", "Bread").replace("Fuel", "Wood"))
    before = room.bytes()
    assert follow(room) == []
    assert room.bytes() == before


def test_a_copy_takes_nothing_from_its_original(room: Newsroom):
    room.write("copy.md")
    before = room.bytes()
    assert follow(room) == []
    assert room.bytes() == before


def test_two_articles_that_change_places_with_new_names(room: Newsroom):
    rename(room, "2026/x.md", "a.md")
    rename(room, "prices.md", "b.md")
    assert sorted(follow(room)) == [("2026/x", "a.md"), ("prices", "b.md")]
    assert room.entry("ur", FIRST, "a.md")
    assert room.entry("ur", "Fuel cost less.", "b.md")


def test_only_the_articles_asked_for_are_followed(room: Newsroom):
    rename(room, "2026/x.md", "a.md")
    rename(room, "prices.md", "b.md")
    assert follow(room, "b.md") == [("prices", "b.md")]
    assert room.path("ur", "2026/x.md").exists()


def test_catalogs_that_cannot_be_read_are_told_by_another_language(room: Newsroom):
    room.path("ur", "2026/x.md").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    rename(room, "2026/x.md", "y.md")
    assert follow(room) == [("2026/x", "y.md")]
    assert room.path("ur", "y.md").read_text(encoding="utf-8") == "<<<<<<< HEAD\n"


def test_an_article_that_cannot_be_read_is_passed_over(room: Newsroom):
    rename(room, "2026/x.md", "y.md")
    room.write("y.md", b"\xff\xfe\x00")
    assert follow(room) == []


def test_a_move_that_was_cut_short_is_finished_by_the_next_run(room: Newsroom):
    rename(room, "2026/x.md", "later/x.md")
    blocker = room.root / "locales" / "ps" / "later"
    blocker.write_text("in the way")
    with pytest.raises(WriteError, match="move it away"):
        follow(room)
    blocker.unlink()
    assert follow(room) == [("2026/x", "later/x.md")]
    for code in ("ur", "ps"):
        assert room.entry(code, FIRST, "later/x.md").target == KNOWN[FIRST][code]


def test_what_was_approved_under_the_old_name_is_memory_once(room: Newsroom):
    room.review("ur", "2026/x.md", {FIRST: {"target": "پہلا متن", "fuzzy": False}})
    room.translate()
    rename(room, "2026/x.md", "y.md")
    follow(room)
    room.review("ur", "y.md", {FIRST: {"target": "دوسرا متن", "fuzzy": False}})
    room.translate()
    room.write("z.md", "Muttaqi arrived in Islamabad.\n")
    room.translate()
    assert room.entry("ur", FIRST, "z.md").target == "دوسرا متن"
