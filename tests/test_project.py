"""khabar.toml: what it may say, and what is said of it when it is wrong."""

from pathlib import Path

import pytest

from translate.errors import ProjectError, UsageError
from translate.languages import LANGUAGES, Digits, find_language
from translate.project import (
    ENGINES,
    Preferences,
    Unreviewed,
    find_project,
    list_articles,
    parse_project,
)
from translate.starter import write_starter

ROOT = Path("/newsroom")


def test_an_empty_file_is_a_project_with_all_languages():
    project = parse_project("", ROOT)
    assert project.languages == LANGUAGES
    assert project.name == "newsroom"
    assert project.translated_keys == ("title", "description", "summary")
    assert set(project.unreviewed.values()) == {Unreviewed.BLOCK}
    assert set(project.digits.values()) == {Digits.LATIN}
    assert project.catalog("2026/x.md", LANGUAGES[2]) == ROOT / "locales/fa_AF/2026/x.po"
    assert project.engines == Preferences(ENGINES, {})
    assert project.template("2026/x.md") == ROOT / "locales/templates/2026/x.pot"


def test_settings_are_read():
    project = parse_project(
        """
        name = "Desk"
        languages = ["prs", "ar"]
        [folders]
        articles = "text"
        [articles]
        encoding = "cp1252"
        [front_matter]
        translate = ["headline"]
        dates = ["date"]
        [publish]
        unreviewed = "source"
        [language.ar]
        unreviewed = "machine"
        digits = "native"
        [engines]
        order = ["nllb", "argos", "nllb"]
        ar = "opus-mt-en-ar"
        """,
        ROOT,
    )
    assert [language.code for language in project.languages] == ["fa_AF", "ar"]
    assert project.articles == ROOT / "text"
    assert project.encoding == "cp1252"
    assert (project.translated_keys, project.date_keys) == (("headline",), ("date",))
    assert project.unreviewed == {"fa_AF": Unreviewed.SOURCE, "ar": Unreviewed.MACHINE}
    assert project.engines == Preferences(("nllb", "argos"), {"ar": "opus-mt-en-ar"})
    assert project.digits == {"fa_AF": Digits.LATIN, "ar": Digits.NATIVE}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("name = \n", 1, "not valid TOML", id="toml"),
        pytest.param('name = "x"\nlanguage = 1\n', 2, "must be a table", id="not-a-table"),
        pytest.param('\nlanguags = ["ur"]\n', 2, "Perhaps languages", id="misspelt"),
        pytest.param('languages = ["klingon"]\n', 1, "unknown language 'klingon'", id="language"),
        pytest.param("languages = []\n", 1, "must be a list", id="no-language"),
        pytest.param('[publish]\nunreviewed = "all"\n', 2, 'one of "block"', id="policy"),
        pytest.param('[language.ar]\ndigits = "arab"\n', 2, '"latin", "native"', id="digits"),
        pytest.param('[language.de]\ndigits = "latin"\n', 1, "unknown setting 'de'", id="table"),
        pytest.param('[folders]\nbuild = "../x"\n', 2, "outside the project", id="outside"),
        pytest.param('[front_matter]\ntranslate = "title"\n', 2, "list of texts", id="not-a-list"),
        pytest.param('[engines]\norder = "argos"\n', 2, "must be a list", id="engine-order"),
        pytest.param('[engines]\nar = "x"\norder = ["google"]\n', 3, '"opus-mt"', id="engine"),
        pytest.param("[engines]\nps = 4\n", 2, "ps must be a text", id="engine-name"),
        pytest.param('[engines]\nde = "nllb"\n', 2, "unknown setting 'de'", id="engine-language"),
        pytest.param("engines = 1\n", 1, "must be a table", id="engines"),
        pytest.param('[folders]\nbuild = "articles"\n', 2, "lies in", id="folders-overlap"),
        pytest.param('[folders]\nbuild = "a\\u0000b"\n', 2, "cannot be a folder", id="nul"),
        pytest.param("name = 3\n", 1, "must be a text", id="not-a-text"),
    ],
)
def test_what_is_wrong_is_named_by_line(text: str, line: int, words: str):
    with pytest.raises(ProjectError) as caught:
        parse_project(text, ROOT)
    assert caught.value.line == line
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"/newsroom/khabar.toml:{line}: ")


def test_a_project_is_found_from_any_folder_in_it(tmp_path: Path):
    write_starter(tmp_path / "desk")
    inner = tmp_path / "desk" / "articles"
    assert find_project(inner).root == (tmp_path / "desk").resolve()
    with pytest.raises(ProjectError, match="khabar init"):
        find_project(tmp_path)


def test_a_starter_is_not_written_over_a_project(tmp_path: Path):
    write_starter(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ProjectError, match="a project here already"):
        write_starter(tmp_path)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_articles_are_listed_by_name_without_pictures_and_hidden_files(tmp_path: Path):
    write_starter(tmp_path)
    articles = tmp_path / "articles"
    for name in ("b.txt", "a/x.MD", "a/photo.jpg", ".hidden.md", ".git/x.md", "notes.docx"):
        (articles / name).parent.mkdir(exist_ok=True)
        (articles / name).write_text("x")
    listing = list_articles(find_project(tmp_path))
    assert listing.names == ("a/x.MD", "b.txt")
    assert listing.unknown == ("notes.docx",)


@pytest.mark.parametrize("name", ["prs", "fa-AF", "dari", "Dari", "FA_af"])
def test_dari_has_many_names(name: str):
    assert find_language(name).code == "fa_AF"


def test_an_unknown_language_names_the_known_ones():
    with pytest.raises(UsageError, match=r"ur \(Urdu\), ps \(Pashto\), fa_AF \(Dari\)"):
        find_language("fa")
