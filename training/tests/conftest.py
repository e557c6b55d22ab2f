"""A little prepared data that all tests of the recipe share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from training.align import make_links
from training.batches import Data
from training.config import Augment, Config, HeldOut, Shape, Train, Vocabulary, load_config
from training.prepare import prepare
from training.vocabulary import make_vocabulary

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def config() -> Config:
    """A run of a few steps with everything in it, on the clauses alone."""
    smoke = load_config(ROOT / "training" / "configs" / "smoke.toml")
    return replace(
        smoke,
        corpus=replace(smoke.corpus, files=("clauses.tsv",)),
        heldout=HeldOut(file="clauses.tsv", dev=(1,), test=(2,)),
        vocabulary=Vocabulary(pieces=1500),
        augment=Augment(0.5, 0.5, 0.2, 40, 0.5, 0.3, 0.3, 0.2, 0.05),
        model=Shape(32, 2, 64, 1, 1, 0.1, 128),
        train=Train(steps=12, tokens=900, others=100, evaluate=5, curriculum=((0.003, 10),)),
    )


@pytest.fixture(scope="session")
def folders(config: Config, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """What the first three steps make."""
    root = tmp_path_factory.mktemp("prepared")
    made = root / "prepare", root / "vocabulary", root / "align"
    for folder in made:
        folder.mkdir()
    prepare(config, made[0])
    make_vocabulary(config, made[0], made[1])
    make_links(config, *made)
    return made


@pytest.fixture(scope="session")
def data(config: Config, folders: tuple[Path, Path, Path]) -> Data:
    return Data(config, *folders)
