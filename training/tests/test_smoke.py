"""The smoke configuration for real: from the corpus to packages that Khabar and Argos run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from training.annotate import MARKS, TERM_ANNOTATION
from training.config import Config, load_config
from training.prepare import read_lines
from training.steps import Kitchen
from translate.engines.argos import ArgosEngine, read_package
from translate.engines.folders import read_folder
from translate.models.bundle import read_bundle
from translate.models.record import faults, read_record

ROOT = Path(__file__).parent.parent.parent
CORE_MINUTES = 6.0  # three minutes of two cores; what eflomal takes is not in it


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kitchen]:
    """The finished run. It fails by itself when the model is no better than chance."""
    config = load_config(ROOT / "training" / "configs" / "smoke.toml")
    out = tmp_path_factory.mktemp("smoke")
    # Copies, since an editor may be at work on the files themselves.
    for name in ("training/corpus", "glossary"):
        shutil.copytree(ROOT / name, out / name)
    copied = replace(
        config,
        out=str(out / "made"),
        corpus=replace(config.corpus, folder=str(out / "training/corpus")),
        glossary=str(out / "glossary"),
        names=str(out / "training/corpus/names.tsv"),
    )
    kitchen = Kitchen(copied)
    began = time.process_time()
    kitchen.run()
    assert time.process_time() - began < 60 * CORE_MINUTES
    yield kitchen
    shutil.rmtree(out)


def packages(kitchen: Kitchen) -> Path:
    return kitchen.folder("export") / "packages"


def test_it_learned(kitchen: Kitchen) -> None:
    rows = (kitchen.folder("train") / "curve.tsv").read_text().splitlines()
    losses = [[float(cell) for cell in row.split("\t")[9:]] for row in rows[1:]]
    assert all(last < first - 0.1 for first, last in zip(losses[0], losses[-1], strict=True))
    scores = json.loads((kitchen.folder("score") / "scores.json").read_text())
    assert {score["language"] for score in scores} == set(kitchen.config.languages)
    assert sum(score["chrf"] - score["chance"] for score in scores) / 4 > 0.4


def test_the_packages_translate(kitchen: Kitchen) -> None:
    lines = read_lines(kitchen.folder("prepare") / "test.tsv", kitchen.config.languages)
    for folder in sorted(path.parent for path in packages(kitchen).glob("*/metadata.json")):
        offers = ArgosEngine(read_package(folder)).translate([line.english for line in lines[:10]])
        texts = [offer[0].text for offer in offers if offer]
        assert len(texts) >= 8
        assert all(any("\u0600" <= letter <= "\u06ff" for letter in text) for text in texts)
        assert any(hypothesis.links for offer in offers for hypothesis in offer)


def test_the_packages_say_how_a_term_is_told(kitchen: Kitchen) -> None:
    assert TERM_ANNOTATION.split() == [MARKS[0], "{term}", MARKS[1], "{form}", MARKS[2]]
    for path in packages(kitchen).glob("*/metadata.json"):
        assert read_package(path.parent).annotation == TERM_ANNOTATION
    assert read_folder(packages(kitchen) / "khabar-smoke").annotation == TERM_ANNOTATION


def test_the_packages_say_what_the_model_says(kitchen: Kitchen) -> None:
    gaps = json.loads((kitchen.folder("export") / "gaps.json").read_text())
    assert set(gaps) == set(kitchen.config.languages)
    assert max(gaps.values()) <= kitchen.config.export.tolerance


def test_the_packages_are_whole(kitchen: Kitchen, tmp_path: Path) -> None:
    for path in packages(kitchen).glob("*/metadata.json"):
        record = read_record(path.parent)
        assert record is not None
        assert not list(faults(path.parent, record))
        assert (packages(kitchen) / f"{path.parent.name}.argosmodel").stat().st_size > 100_000
    shutil.unpack_archive(packages(kitchen) / "khabar-smoke.khabar", tmp_path, "zip")
    found = read_bundle(tmp_path / "khabar-models", "khabar-smoke.khabar")
    served = {language.code for model, _ in found for language in model.languages}
    assert served == set(kitchen.config.languages)


def test_the_card_tells_what_is_inside(kitchen: Kitchen) -> None:
    card = (packages(kitchen) / "translate-en_ur" / "README.md").read_text(encoding="utf-8")
    for word in ("chrF++", "CC0", "Seed 7", "<2ur>", "What it cannot do"):
        assert word in card


def test_a_second_run_makes_nothing(kitchen: Kitchen, capsys: pytest.CaptureFixture[str]) -> None:
    kitchen.run()
    assert capsys.readouterr().out.count("nothing new") == 6


def test_a_changed_setting_makes_its_step_again(kitchen: Kitchen) -> None:
    config: Config = replace(kitchen.config, score=replace(kitchen.config.score, lines=5))
    stamp = kitchen.folder("score") / "done.json"
    before = stamp.read_text()
    Kitchen(config).run()
    assert stamp.read_text() != before
