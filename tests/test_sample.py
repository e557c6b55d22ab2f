"""The sample project: whole, at rest, and true to what the README says of it."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from gnu_gettext import gettext

from translate.catalog import parse_catalog, tally
from translate.cli import main
from translate.glossary import load_glossary
from translate.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
ARTICLES = ("border-talks.md", "economy/remittances.txt", "society/girls-schooling.html")
CATALOGS = sorted((ROOT / "locales").rglob("*.po"))
ALL = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch) -> Path:
    """A copy of the project on a machine without models."""
    for name in ("khabar.toml", "articles", "glossary", "locales"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("KHABAR_MODELS_DIR", str(tmp_path / "models"))
    return tmp_path


def counts(name: str, code: str) -> Counter[str]:
    path = (ROOT / "locales" / code / name).with_suffix(".po")
    return Counter(tally(parse_catalog(path.read_text(encoding="utf-8"), path)))


def test_a_run_changes_no_byte(sample: Path):
    before = {path: path.read_bytes() for path in sample.rglob("*.po*")}
    assert main(["translate"]) == 0
    assert {path: path.read_bytes() for path in sample.rglob("*.po*")} == before
    assert len(before) == 3 * 5


def test_nothing_in_it_is_an_error(sample: Path, capsys):
    assert main(["check"]) == 0
    assert "0 errors" in capsys.readouterr().out


@ALL
def test_one_article_is_reviewed_and_two_are_drafts(language):
    reviewed, *drafts = (counts(name, language.code) for name in ARTICLES)
    assert set(reviewed) == {"reviewed"}
    for found in drafts:
        assert set(found) == {"memory", "machine"}
        assert found["memory"] == 1


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_gettext_finds_nothing_to_say(path: Path):
    gettext("msgfmt", "--check", "-o", "/dev/null", str(path), silent=True)


@pytest.mark.parametrize("name", ARTICLES)
def test_articles_are_of_the_kind_a_newsroom_has(name: str):
    text = (ROOT / "articles" / name).read_text(encoding="utf-8")
    words = re.findall(
        r"\w+", re.sub(r"<style.*?</style>|data:[^\"]*|<[^>]+>", " ", text, flags=re.S)
    )
    assert 350 <= len(words) <= 700
    assert "Sample text: the events are invented." in text


def test_articles_name_whom_the_glossary_is_for():
    text = "".join((ROOT / "articles" / name).read_text(encoding="utf-8") for name in ARTICLES)
    for name in (
        "TTP",
        "Tehrik-i-Taliban Pakistan",
        "Ishaq Dar",
        "Amir Khan Muttaqi",
        "Islamabad",
        "Kabul",
        "Qatar",
    ):
        assert name in text
    assert len(load_glossary(ROOT / "glossary").terms) >= 500
