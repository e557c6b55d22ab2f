"""translate.models: where models lie, and what is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from model_house import bare_home
from model_packages import package_files

from translate.engines.argos import packages_folder
from translate.errors import ModelError, UsageError
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.models.inventory import take_inventory
from translate.models.kinds import (
    Kind,
    families_folder,
    home_of,
    restricts,
    served_by,
    version_numbers,
)
from translate.models.record import read_record

ROOT = Path(__file__).parent.parent


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return bare_home(tmp_path, monkeypatch)


def add(packages: Path, from_code: str, to_code: str, version: str, name: str = "") -> Path:
    """Put a package there, as stock Argos does."""
    folder = packages / (name or f"translate-{from_code}_{to_code}-{version.replace('.', '_')}")
    for path, data in package_files(version, from_code=from_code, to_code=to_code).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_the_inventory_has_all_pairs_newest_first(packages: Path) -> None:
    for pair in (("en", "ur", "1.9"), ("en", "ar", "1.0"), ("en", "ur", "1.10"), ("hi", "ur", "2")):
        add(packages, *pair)
    (packages / "notes.txt").write_text("not a package", encoding="utf-8")
    (packages / ".hidden").mkdir()
    there = take_inventory()
    assert [(m.from_code, m.to_code, m.version, m.languages) for m in there.models] == [
        ("en", "ar", "1.0", (ARABIC,)),
        ("en", "ur", "1.10", (URDU,)),
        ("en", "ur", "1.9", (URDU,)),
        ("hi", "ur", "2", ()),
    ]
    assert there.unreadable == ()


@pytest.mark.parametrize(
    "metadata",
    ["", "{", "[]", '{"from_code": "en"}', "\udcff"],
    ids=["empty", "cut", "list", "half", "bytes"],
)
def test_unreadable_packages_are_named_and_passed_by(packages: Path, metadata: str) -> None:
    broken = add(packages, "en", "ar", "1.0")
    (broken / "metadata.json").write_bytes(metadata.encode("utf-8", "surrogateescape"))
    add(packages, "en", "ur", "1.0")
    there = take_inventory()
    assert [model.to_code for model in there.models] == ["ur"]
    (error,) = there.unreadable
    assert error.path == str(broken)
    assert "install it again" in error.remedy


def test_a_folder_of_licences_is_no_licence(packages: Path) -> None:
    (add(packages, "en", "ur", "1.0") / "LICENCES").mkdir()
    (packages / "translate-en_ur-1_0" / "LICENSE.txt").write_text("CC0-1.0\n", encoding="utf-8")
    (model,) = take_inventory().models
    assert model.licence == "CC0-1.0"


@pytest.mark.parametrize(
    "text",
    ['{"files": {"a": {"size": 1e400, "sha256": ""}}}', "[" * 100_000],
    ids=["endless", "nested"],
)
def test_a_record_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "khabar.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="record cannot be read"):
        read_record(tmp_path)


def test_a_folder_that_is_not_there_holds_nothing(packages: Path) -> None:
    assert not packages.exists()
    assert take_inventory().models == ()


@pytest.mark.parametrize(
    ("folder", "version", "name"),
    [
        ("translate-en_ur-1_9", "1.9", "translate-en_ur"),
        ("translate-en_ur-1.9", "1.9", "translate-en_ur"),
        ("translate-en_ur-1_9", "1.8", "translate-en_ur-1_9"),
        ("en_ur", "", "en_ur"),
    ],
)
def test_names_are_folders_without_their_version(
    packages: Path, folder: str, version: str, name: str
) -> None:
    add(packages, "en", "ur", version, folder)
    (model,) = take_inventory().models
    assert model.name == name
    for called in (folder, name, "en_ur", "translate-en_ur"):
        assert take_inventory().find([called]) == [model]
    with pytest.raises(UsageError, match="no installed model"):
        take_inventory().find(["en_ar"])


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_code_serves_its_language(language: Language) -> None:
    assert {served_by(code) for code in language.model_codes} == {language}
    assert served_by("fa") == DARI
    assert served_by("de") is None
    assert served_by("pbt") == PASHTO


def test_versions_are_numbers() -> None:
    versions = ["1.10", "1.9", "2.0", "1.9.1", ""]
    assert sorted(versions, key=version_numbers) == ["", "1.9", "1.9.1", "1.10", "2.0"]


@pytest.mark.parametrize(
    ("licence", "restricted"),
    [
        ("CC-BY-NC-4.0", True),
        ("CC-BY-NC-4.0: not for commercial use", True),
        ("Creative Commons Attribution Non-Commercial", True),
        ("MIT", False),
        ("CC-BY-4.0 or Apache-2.0", False),
        ("", False),
    ],
)
def test_licences_that_restrict(licence: str, restricted: bool) -> None:
    assert restricts(licence) is restricted


def test_families_never_lie_among_argos_packages(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert home_of(Kind.ARGOS) == packages
    assert home_of(Kind.CTRANSLATE2) == families_folder() == tmp_path / "data/khabar/models"
    monkeypatch.setenv("KHABAR_MODELS_DIR", str(tmp_path / "other"))
    assert families_folder() == tmp_path / "other"


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
        "import sys; from translate.models.inventory import take_inventory;"
        "take_inventory(); print(*sys.modules)"
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
