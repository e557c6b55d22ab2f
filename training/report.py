"""Scores, model cards and the finished packages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from training.card import card, read_data
from training.checkpoint import load
from training.config import Config, ConfigError
from training.config import Score as Asked
from training.package import seal
from training.score import HELD_OUT, Score, score, table


def finish(config: Config, root: Path, folder: Path) -> None:
    """Score the packages of the export step, write scores.json and scores.md to `folder`, put a
    card into each package and pack them. Raises ConfigError when a score is below [score] least."""
    prepared, packages = root / "prepare", root / "export" / "packages"
    scores = list(score(config, prepared, packages))
    rows = json.dumps([asdict(found) for found in scores], indent=1) + "\n"
    (folder / "scores.json").write_text(rows, encoding="utf-8")
    (folder / "scores.md").write_text(table(scores), encoding="utf-8")
    print(table(scores), flush=True)
    data, gaps = read_data(prepared), json.loads((root / "export" / "gaps.json").read_text("utf-8"))
    trained = load(root / "train" / "best.pt")
    assert trained is not None, "the export step read it"
    weights: dict[str, torch.Tensor] = trained.pop("model")
    trained["parameters"] = sum(weight.numel() for weight in weights.values())
    trained["pieces"] = len(weights["embedding.weight"])
    codes = ("", *config.languages)
    seal(
        config,
        packages,
        {code: card(config, code, data, trained, scores, gaps) for code in codes},
    )
    _hold_to(config.score, [found for found in scores if found.test == HELD_OUT])


def _hold_to(asked: Asked, scores: Sequence[Score]) -> None:
    worst = min(scores, key=lambda found: found.chrf)
    if worst.chrf < asked.least:
        raise ConfigError(f"{worst.language} has chrF++ {worst.chrf:.1f}, below {asked.least}")
    gain = sum(found.chrf - found.chance for found in scores) / len(scores)
    if gain < asked.above_chance:
        raise ConfigError(f"chrF++ is {gain:.1f} above chance, less than {asked.above_chance}")
