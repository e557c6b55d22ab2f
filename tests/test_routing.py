"""translate.routing: which of the installed models serves a language, and why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import lookup_models
import pytest
from lookup_models import SOURCE, said
from model_packages import write_package

from translate import routing
from translate.engines import Engine
from translate.engines.families import FAMILIES
from translate.errors import ModelError
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.models import Missing
from translate.models.inventory import record_of
from translate.models.kinds import read_model
from translate.models.pins import Pin, format_pins
from translate.project import ENGINES, Preferences
from translate.routing import find_engine, hold_to_lock, serves

ROOT = Path(__file__).parent.parent


class Machine:
    """The models of a machine, which a test fills."""

    def __init__(self, root: Path, built: Path) -> None:
        self.packages, self.folders, self.built = root / "packages", root / "models", built

    def package(self, to_code: str, version: str = "1.0", from_code: str = "en") -> Path:
        package = self.packages / f"translate-{from_code}_{to_code}-{version}"
        return write_package(package, version, from_code=from_code, to_code=to_code)

    def folder(self, name: str, called: str = "") -> Path:
        return Path(shutil.copytree(self.built / name, self.folders / (called or name)))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("models")
    lookup_models.nllb(root / "nllb-tiny")
    lookup_models.m2m100(root / "m2m100-tiny")
    lookup_models.opus_of_one(root / "opus-mt-en-ur", "ur")
    return root


@pytest.fixture
def machine(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path, built)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(machine.packages))
    monkeypatch.setenv("KHABAR_MODELS_DIR", str(machine.folders))
    return machine


def name(language: Language, preferences: Preferences | None = None) -> str:
    found = find_engine(language, preferences)
    assert not isinstance(found, Missing), found
    return found.name


def missing(language: Language, preferences: Preferences | None = None) -> Missing:
    found = find_engine(language, preferences)
    assert isinstance(found, Missing)
    return found


def test_the_kinds_of_khabar_toml_are_those_there_are() -> None:
    assert {"bundled", "argos", *(family.name for family in FAMILIES)} == set(ENGINES)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_direct_package_serves_its_language(machine: Machine, language: Language) -> None:
    code = language.model_codes[0]
    machine.package(code, "1.9")
    assert name(language) == f"argos en_{code} 1.9"
    assert all(isinstance(find_engine(other), Missing) for other in LANGUAGES if other != language)


@pytest.mark.parametrize(
    ("language", "remedy"),
    [
        (URDU, "khabar models install en_ur"),
        (PASHTO, "NLLB-200"),
        (DARI, "khabar models install en_fa"),
        (ARABIC, "khabar models install en_ar"),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_where_nothing_serves_what_to_do_is_said(
    machine: Machine, language: Language, remedy: str
) -> None:
    answer = missing(language)
    assert answer.language == language
    assert answer.reason == f"no model from English to {language.english} is installed"
    assert remedy in answer.remedy
    assert not answer.remedy.endswith(".")
    assert serves(language) == []


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
def test_the_newest_version_serves(machine: Machine, versions: list[str], newest: str) -> None:
    for version in versions:
        machine.package("ur", version)
    assert name(URDU) == f"argos en_ur {newest}"
    assert [row.why for row in serves(URDU)] == [
        "the best of its kind",
        f"older than argos en_ur {newest}",
    ]


def test_the_better_code_goes_before_the_newer_version(machine: Machine) -> None:
    machine.package("pbt", "3.0")
    assert name(PASHTO) == "argos en_pbt 3.0"
    machine.package("ps", "1.0")
    assert name(PASHTO) == "argos en_ps 1.0"
    assert serves(PASHTO)[1].why == "another code than argos en_ps 1.0"


def test_pairs_are_direct_and_from_english(machine: Machine) -> None:
    machine.package("en", from_code="ur")
    machine.package("ur", from_code="hi")
    machine.package("hi")
    assert isinstance(find_engine(URDU), Missing)


def test_kinds_serve_in_their_order(machine: Machine) -> None:
    steps: list[tuple[Callable[[], object], str]] = [
        (lambda: machine.folder("m2m100-tiny"), "m2m100-tiny ur"),
        (lambda: machine.folder("nllb-tiny"), "nllb-tiny urd_Arab"),
        (lambda: machine.folder("opus-mt-en-ur"), "opus-mt-en-ur ur"),
        (lambda: machine.package("ur"), "argos en_ur 1.0"),
    ]
    for install, served in steps:
        install()
        assert name(URDU) == served
    rows = serves(URDU)
    assert [(row.kind, row.chosen, row.why) for row in rows] == [
        ("argos", True, "argos is first in the order"),
        ("opus-mt", False, "argos goes before opus-mt"),
        ("nllb", False, "argos goes before nllb"),
        ("m2m100", False, "argos goes before m2m100"),
    ]
    assert [row.name for row in rows] == [served for _, served in reversed(steps)]
    assert rows[2].licence.startswith("CC-BY-NC-4.0")


def test_a_project_s_order_is_kept(machine: Machine) -> None:
    machine.package("ur")
    machine.folder("m2m100-tiny")
    machine.folder("opus-mt-en-ur")
    preferences = Preferences(("m2m100", "argos"))
    assert name(URDU, preferences) == "m2m100-tiny ur"
    assert [(row.kind, row.why) for row in serves(URDU, preferences)] == [
        ("m2m100", "m2m100 is first in the order"),
        ("argos", "m2m100 goes before argos"),
        ("opus-mt", "opus-mt is not in the order"),
    ]
    answer = missing(URDU, Preferences(("nllb",)))
    assert "argos en_ur 1.0" in answer.reason
    assert "[engines] in khabar.toml" in answer.remedy


@pytest.mark.parametrize(
    ("named", "served"),
    [
        ("nllb", "nllb-tiny urd_Arab"),
        ("nllb-tiny", "nllb-tiny urd_Arab"),
        ("second", "m2m100 second ur"),
        ("m2m100", "m2m100 second ur"),
        ("translate-en_ur", "argos en_ur 1.9"),
        ("argos en_ur 1.0", "argos en_ur 1.0"),
        ("translate-en_ur-1.0", "argos en_ur 1.0"),
    ],
)
def test_a_model_is_named_for_a_language(machine: Machine, named: str, served: str) -> None:
    machine.package("ur", "1.9")
    machine.package("ur", "1.0")
    machine.folder("nllb-tiny")
    machine.folder("m2m100-tiny", "second")
    preferences = Preferences(named={"ur": named})
    assert name(URDU, preferences) == served
    rows = serves(URDU, preferences)
    assert [row.name for row in rows if row.chosen] == [served]
    assert {row.why for row in rows if row.kind != rows[0].kind} == {f"khabar.toml names {named}"}
    assert name(ARABIC, preferences) == "nllb-tiny arb_Arab"


def test_a_named_model_that_is_not_there_is_not_replaced(machine: Machine) -> None:
    machine.package("ur")
    answer = missing(URDU, Preferences(named={"ur": "nllb-200-3.3B"}))
    assert answer.reason == (
        "khabar.toml names nllb-200-3.3B, and what is installed for Urdu is argos en_ur 1.0"
    )


def test_persian_serves_dari_in_afghan_words_after_all_that_is_dari(machine: Machine) -> None:
    machine.package("fa", "1.5")
    machine.folder("m2m100-tiny")
    assert name(DARI) == "argos en_fa 1.5 + Afghan forms"
    machine.folder("nllb-tiny")
    assert name(DARI) == "nllb-tiny prs_Arab"
    assert [(row.name, row.why) for row in serves(DARI)] == [
        ("nllb-tiny prs_Arab", "the only one for Dari itself"),
        ("argos en_fa 1.5 + Afghan forms", "Persian; a model for Dari goes before it"),
        ("m2m100-tiny fa + Afghan forms", "Persian; a model for Dari goes before it"),
    ]
    assert name(DARI, Preferences(("m2m100",))) == "m2m100-tiny fa + Afghan forms"
    assert name(DARI, Preferences(named={"fa_AF": "argos"})) == "argos en_fa 1.5 + Afghan forms"


def test_what_serves_translates(machine: Machine) -> None:
    machine.folder("m2m100-tiny")
    engine = find_engine(DARI)
    assert not isinstance(engine, Missing)
    (hypotheses,) = engine.translate([SOURCE])
    assert hypotheses[0].text == said("prs")
    assert said("prs") != said("pes")


def test_a_cache_lies_between_the_model_and_the_afghan_words(machine: Machine) -> None:
    folder = machine.folder("m2m100-tiny")
    seen: list[tuple[str, Path]] = []

    def remember(engine: Engine, folder: Path) -> Engine:
        seen.append((engine.name, folder))
        return engine

    assert find_engine(DARI, None, remember).name == "m2m100-tiny fa + Afghan forms"
    assert seen == [("m2m100-tiny fa", folder)]


def test_folders_that_cannot_be_read_are_named_and_passed_by(machine: Machine) -> None:
    broken = machine.folder("nllb-tiny")
    (broken / "shared_vocabulary.json").write_text("[")
    (machine.packages / "half").mkdir(parents=True)
    reason = missing(URDU).reason
    assert str(broken / "shared_vocabulary.json") in reason
    assert str(machine.packages / "half" / "metadata.json") in reason
    machine.package("ur")
    assert name(URDU) == "argos en_ur 1.0"


@pytest.mark.parametrize(
    "lost", ["model/model.bin", "model/shared_vocabulary.json", "sentencepiece.model"]
)
def test_a_good_package_serves_where_a_newer_one_is_not_whole(machine: Machine, lost: str) -> None:
    broken = machine.package("ur", "2.0")
    (broken / lost).unlink()
    assert f"not readable: {broken}" in missing(URDU).reason
    machine.package("ur", "0.1")
    assert name(URDU) == "argos en_ur 0.1"
    assert [row.name for row in serves(URDU)] == ["argos en_ur 0.1"]


def test_a_good_folder_serves_where_another_has_no_tokenizer(machine: Machine) -> None:
    (machine.folder("nllb-tiny", "nllb-1") / "sentencepiece.bpe.model").unlink()
    machine.folder("nllb-tiny", "nllb-2")
    assert [row.folder.name for row in serves(URDU)] == ["nllb-2"]


def test_a_model_is_held_to_what_the_project_pins(machine: Machine, tmp_path: Path) -> None:
    lock = tmp_path / "models.lock"
    pinned, other = machine.package("ur", "1.0"), machine.package("ps", "1.0")
    hold_to_lock(pinned, lock)  # nothing is pinned
    model = read_model(pinned, "")
    pin = Pin(model.name, "1.0", "there", "", record_of(model).content, "")
    lock.write_text(format_pins([pin]), encoding="utf-8")
    hold_to_lock(pinned, lock)
    hold_to_lock(other, lock)
    newer = machine.package("ur", "2.0")
    (pinned / "model" / "model.bin").write_bytes(b"other weights")
    for folder in (pinned, newer):
        with pytest.raises(ModelError, match=f"{folder} is not the translate-en_ur 1.0") as caught:
            hold_to_lock(folder, lock)
        assert caught.value.path == str(lock)
        assert "khabar models install" in caught.value.remedy


def test_a_model_that_comes_with_khabar_serves_where_none_is_installed(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "BUNDLED", tmp_path / "bundled")
    folder = lookup_models.khabar(tmp_path / "bundled" / "khabar-compact")
    assert name(URDU) == "khabar-compact ur"
    machine.package("ur", "1.9")
    assert name(URDU) == "argos en_ur 1.9"
    assert [row.kind for row in serves(URDU)] == ["argos", "bundled"]
    assert name(URDU, Preferences(("bundled", "argos"))) == "khabar-compact ur"
    lock = tmp_path / "models.lock"
    lock.write_text(format_pins([Pin("khabar-compact", "9", "there", "", "other", "")]))
    hold_to_lock(folder, lock)  # what is pinned is one to install


def test_what_comes_with_khabar_serves_dari_after_persian_that_was_installed(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "BUNDLED", tmp_path / "bundled")
    lookup_models.khabar(tmp_path / "bundled" / "khabar-compact")
    assert [row.why for row in serves(DARI)] == ["the only one that may serve"]
    machine.package("fa", "1.5")
    rows = serves(DARI)
    assert [row.kind for row in rows] == ["argos", "bundled"]
    assert [row.why for row in rows] == ["argos is first in the order", "argos goes before bundled"]
    first = Preferences(("bundled", "argos"))
    assert [row.kind for row in serves(DARI, first)] == ["bundled", "argos"]


def test_looking_loads_nothing_heavy_and_makes_no_folder(machine: Machine) -> None:
    machine.folder("nllb-tiny")
    code = (
        "import sys; from translate import routing; from translate.routing import *;"
        "from translate.languages import DARI; routing.BUNDLED = Path('none');"
        "print(find_engine(DARI).name, len(serves(DARI)), *sys.modules)"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "nllb-tiny" in loaded
    assert not {"argostranslate", "ctranslate2", "sentencepiece", "numpy"} & loaded
    assert not machine.packages.exists()
