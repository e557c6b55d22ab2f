"""translate.models: which package serves a language, and what is said where none does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from engine_packages import write_metadata

from translate.engines import Engine
from translate.engines.argos import packages_folder
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.models import Missing, find_engine, installed

ROOT = Path(__file__).parent.parent


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))
    return tmp_path


def engine_name(language: Language) -> str:
    found = find_engine(language)
    assert not isinstance(found, Missing)
    engine: Engine = found
    return engine.name


def missing(language: Language) -> Missing:
    found = find_engine(language)
    assert isinstance(found, Missing)
    return found


def add(packages: Path, from_code: str, to_code: str, version: str = "1.0") -> Path:
    package = packages / f"{from_code}_{to_code}-{version}"
    write_metadata(package, from_code=from_code, to_code=to_code, package_version=version)
    return package


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_direct_package_serves_its_language(packages: Path, language: Language) -> None:
    code = language.model_codes[0]
    add(packages, "en", code, "1.9")
    assert engine_name(language) == f"argos en_{code} 1.9"
    assert all(isinstance(find_engine(other), Missing) for other in LANGUAGES if other != language)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_without_a_package_the_folder_to_fill_is_named(packages: Path, language: Language) -> None:
    answer = missing(language)
    assert answer.language == language
    assert f"from English to {language.english}" in answer.reason
    assert str(packages) in answer.remedy
    assert language.model_codes[0] in answer.remedy
    assert not answer.reason.endswith(".")
    assert not answer.remedy.endswith(".")


@pytest.mark.parametrize(
    ("language", "public"), [(URDU, True), (ARABIC, True), (PASHTO, False), (DARI, False)]
)
def test_argospm_is_offered_only_where_it_has_a_package(
    packages: Path, language: Language, public: bool
) -> None:
    remedy = missing(language).remedy
    assert (f"argospm install translate-en_{language.code}" in remedy) is public
    assert (f"public Argos index has no {language.english} model" in remedy) is not public


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        (["1.9", "1.10"], "1.10"),
        (["2.0", "1.99.9"], "2.0"),
        (["1.0", "1.0.1"], "1.0.1"),
        (["", "0.1"], "0.1"),
    ],
    ids=lambda value: str(value),
)
def test_the_newest_version_wins(packages: Path, versions: list[str], newest: str) -> None:
    for version in versions:
        add(packages, "en", "ur", version)
    assert engine_name(URDU) == f"argos en_ur {newest}"


def test_the_better_code_wins_over_the_newer_version(packages: Path) -> None:
    add(packages, "en", "pbt", "3.0")
    assert engine_name(PASHTO) == "argos en_pbt 3.0"
    add(packages, "en", "ps", "1.0")
    assert engine_name(PASHTO) == "argos en_ps 1.0"


def test_pairs_are_direct_and_from_english(packages: Path) -> None:
    for pair in (("ur", "en"), ("hi", "ur"), ("en", "hi")):
        add(packages, *pair)
    assert isinstance(find_engine(URDU), Missing)


def test_persian_does_not_serve_dari_unasked(packages: Path) -> None:
    add(packages, "en", "fa", "1.5")
    answer = missing(DARI)
    assert "en_fa 1.5" in answer.reason
    assert "not used" in answer.reason
    assert "en_fa" not in missing(URDU).reason


@pytest.mark.parametrize(
    "metadata",
    ["", "{", "[]", '{"from_code": "en"}', "\udcff"],
    ids=["empty", "cut", "list", "half", "bytes"],
)
def test_unreadable_packages_are_named_and_passed_by(packages: Path, metadata: str) -> None:
    broken = packages / "broken" / "metadata.json"
    broken.parent.mkdir()
    broken.write_bytes(metadata.encode("utf-8", "surrogateescape"))
    assert str(broken) in missing(URDU).reason
    add(packages, "en", "ur")
    assert engine_name(URDU) == "argos en_ur 1.0"
    (error,) = installed().unreadable
    assert error.path == str(broken)


def test_installed_lists_all_pairs_newest_first(packages: Path) -> None:
    for pair in (("en", "ur", "1.9"), ("en", "ar", "1.0"), ("en", "ur", "1.10")):
        add(packages, *pair)
    (packages / "notes.txt").write_text("not a package", encoding="utf-8")
    there = installed()
    assert there.folder == packages
    assert [(p.to_code, p.version) for p in there.packages] == [
        ("ar", "1.0"),
        ("ur", "1.10"),
        ("ur", "1.9"),
    ]


def test_a_folder_that_is_not_there_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    assert installed().packages == ()


@pytest.mark.parametrize(
    ("variables", "settings"),
    [
        ({}, {}),
        ({"XDG_DATA_HOME": "data"}, {}),
        ({"ARGOS_PACKAGES_DIR": "models"}, {"ARGOS_PACKAGES_DIR": "other"}),
        ({}, {"ARGOS_PACKAGES_DIR": "from-settings"}),
        ({"XDG_CONFIG_HOME": "config"}, {"ARGOS_PACKAGES_DIR": "from-settings"}),
    ],
    ids=["home", "xdg", "environment", "settings", "settings-in-xdg"],
)
def test_packages_are_where_stock_argos_keeps_them(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    settings: dict[str, str],
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "ARGOS_PACKAGES_DIR", "SNAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in variables.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    config = tmp_path / variables.get("XDG_CONFIG_HOME", ".config") / "argos-translate"
    config.mkdir(parents=True)
    absolute = {name: str(tmp_path / value) for name, value in settings.items()}
    (config / "settings.json").write_text(json.dumps(absolute), encoding="utf-8")
    code = "from argostranslate.settings import package_data_dir; print(package_data_dir)"
    assert packages_folder() == Path(python(code))


def test_looking_loads_nothing_heavy_and_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    loaded = python(
        "import sys; from translate.models import *; from translate.languages import URDU;"
        "find_engine(URDU); installed(); print(*sys.modules)"
    ).split()
    assert "translate.models" in loaded
    assert not {"argostranslate", "ctranslate2", "sentencepiece", "numpy"} & set(loaded)
    assert list(tmp_path.iterdir()) == []


def python(code: str) -> str:
    """What `code` prints in a fresh interpreter, which reads the environment anew."""
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()
