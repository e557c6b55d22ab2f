"""The desk: which articles are meant, and what reading them says."""

import os
from pathlib import Path

import pytest
from newsroom import ARTICLE, Newsroom

from translate.desk import (
    article_name,
    decode_catalog,
    load_article,
    load_catalog,
    orphan_catalogs,
    select_articles,
)
from translate.errors import ArticleError, CatalogError, ProjectError, UsageError
from translate.languages import LANGUAGES, find_language

URDU = find_language("ur")


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom.new(tmp_path / "news")
    for name in ("x.md", "2026/talks.txt", "2026/old/talks.html", "border-talks.md"):
        room.write(name)
    return room


ALL = ("2026/old/talks.html", "2026/talks.txt", "border-talks.md", "x.md")


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ([], ALL),
        (["x.md"], ["x.md"]),
        (["articles/x.md"], ["x.md"]),
        (["./articles/x.md"], ["x.md"]),
        (["articles/2026/../x.md"], ["x.md"]),
        (["x.md", "articles/x.md", "2026/talks.txt"], ["x.md", "2026/talks.txt"]),
        (["2026"], ALL[:2]),
        (["articles/2026/"], ALL[:2]),
        (["articles"], ALL),
        (["articles/"], ALL),
        (["2026/old", "2026"], ALL[:2]),
    ],
    ids=str,
)
def test_articles_as_a_user_names_them(room: Newsroom, asked: list[str], names: list[str]):
    selection = select_articles(room.project, asked)
    assert (selection.names, selection.problems) == (tuple(names), ())


def test_articles_named_from_where_the_user_stands(room: Newsroom, monkeypatch):
    monkeypatch.chdir(room.root / "articles" / "2026")
    assert article_name(room.project, "talks.txt") == "2026/talks.txt"
    assert article_name(room.project, "../x.md") == "x.md"
    assert article_name(room.project, str(room.root / "articles" / "x.md")) == "x.md"
    assert select_articles(room.project, ["."]).names == ALL[:2]


@pytest.mark.parametrize(
    ("asked", "remedy"),
    [
        ("border-talk.md", "Perhaps articles/border-talks.md"),
        ("border-talks.txt", "Perhaps articles/border-talks.md"),
        ("border-talks", "Perhaps articles/border-talks.md"),
        ("locales/ur/2026/talks.po", "Perhaps articles/2026/talks.txt"),
        ("something-else.md", "Put it under articles/"),
        ("/etc/passwd", "Put it under articles/"),
        ("", "Put it under articles/"),
    ],
)
def test_an_article_that_is_not_there(room: Newsroom, asked: str, remedy: str):
    with pytest.raises(UsageError) as caught:
        select_articles(room.project, [asked])
    assert (caught.value.problem, caught.value.remedy) == (f"no article {asked}", remedy)


def test_files_that_are_no_articles_are_problems_wherever_they_lie(room: Newsroom):
    room.write("2026/report.docx", b"PK")
    room.write("2026/photo.jpg", b"\xff\xd8")
    room.write(".drafts/secret.md")
    whole = select_articles(room.project)
    assert whole.names == ALL
    assert [str(p) for p in whole.problems] == [
        "articles/2026/report.docx: no way to read .docx. "
        "Save the article as one of .txt, .md, .markdown, .html, .htm."
    ]
    assert select_articles(room.project, ["2026"]).problems[0].path == "articles/2026/report.docx"
    assert select_articles(room.project, ["x.md"]).problems == ()


def test_of_two_articles_with_one_stem_the_first_has_the_catalogs(room: Newsroom):
    room.write("x.txt")
    room.write("2026/x.txt")  # another folder: another stem
    selection = select_articles(room.project)
    assert set(selection.names) == {*ALL, "2026/x.txt"}
    assert [str(p) for p in selection.problems] == [
        "articles/x.txt: would share its catalogs with x.md. Give one of the two another name."
    ]
    asked = select_articles(room.project, ["x.txt"])
    assert (asked.names, len(asked.problems)) == ((), 1)


@pytest.mark.parametrize("name", ["a\nb.md", "a\tb.md", "a\u2028b.md", os.fsdecode(b"caf\xe9.md")])
def test_names_that_would_break_a_catalog_are_refused(room: Newsroom, name: str):
    room.write(name)
    (problem,) = select_articles(room.project).problems
    assert problem.problem == "its name has characters that catalogs cannot hold"


@pytest.mark.parametrize("name", ["two words.md", "خبر.md", "[draft] #1.md", "café's 100%.txt"])
def test_names_that_newsrooms_use_are_fine(room: Newsroom, name: str):
    room.write(name, ARTICLE)
    room.translate(name)
    again = room.bytes()
    room.translate(name)
    assert room.bytes() == again
    assert len(room.catalog("ur", name).active) >= 2


def test_without_an_articles_folder(room: Newsroom):
    (room.root / "articles").rename(room.root / "elsewhere")
    with pytest.raises(ProjectError, match="articles: this folder for articles is missing"):
        select_articles(room.project)


def test_an_article_in_an_old_encoding_and_one_in_utf_8(room: Newsroom):
    room.write("old.txt", "He said: “Good.”\n".encode("cp1252"))
    room.write("wide.txt", "He said: “Good.”\n".encode("utf-16"))
    room.write("new.txt", "He said: “Good.”\n")
    for name, encoding in (("old.txt", "cp1252"), ("wide.txt", "utf-16"), ("new.txt", "cp1252")):
        texts = [s.text for s in load_article(room.project, name, encoding).segments]
        assert texts == ["He said: “Good.”"]
    with pytest.raises(ArticleError, match=r"^articles/old\.txt:1: byte 0x93"):
        load_article(room.project, "old.txt", "utf-8")


def test_a_catalog_from_bytes(room: Newsroom):
    room.translate()
    data = room.path("ur", "x.md").read_bytes()
    catalog = load_catalog(room.project, "x.md", URDU)
    assert catalog == decode_catalog(data, "x.po")
    assert load_catalog(room.project, "none.md", URDU) is None
    with pytest.raises(CatalogError, match=r"^x\.po:2: not UTF-8\. Save the catalog as UTF-8"):
        decode_catalog(b'msgid ""\nmsgstr "\xff"\n', "x.po")


def test_a_folder_where_a_catalog_should_be(room: Newsroom):
    room.path("ur", "x.md").mkdir(parents=True)
    with pytest.raises(CatalogError, match=r"^locales/ur/x\.po: cannot be read: is a directory"):
        load_catalog(room.project, "x.md", URDU)


def test_catalogs_without_an_article(room: Newsroom):
    room.translate()
    assert orphan_catalogs(room.project, ALL) == {}
    gone = orphan_catalogs(room.project, [name for name in ALL if name != "2026/talks.txt"])
    assert gone == {"2026/talks": list(LANGUAGES)}
