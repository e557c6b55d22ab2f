"""The model card: what a package is, what it learned from, how good it is, its limits."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.config import Config
from training.score import Score, table
from translate.languages import find_language

_LIMITS = """\
- A small model trained on little text. Names, figures and negations go wrong without a sign that
  they have: every draft wants a reviewer who reads both languages.
- It learned from news sentences of up to some thirty words. Longer ones, dialect, verse, law and
  medicine are outside of what it knows.
- The project's own corpus is synthetic: composed for it, and checked by rules, not by a second
  reader in every line. All events in it are invented: the model knows no facts.
- Pashto and Dari are the least tested: no public test set of news stands behind these scores."""


_PUBLISHED = Path(__file__).with_name("published.tsv")


def published() -> list[tuple[str, dict[str, float]]]:
    """chrF++ of other models on the whole TICO-19 test, by language, as the OPUS-MT and External-MT
    leaderboards of Helsinki-NLP give it (scores/eng-*/tico19-test/chrf++-scores.txt).

    None was found for Argos' packages; the Pashto of NLLB-600M is left out, where the board's run
    went wrong (1.0). The Dari of OPUS-MT is so high that its model may have seen the test.
    """
    with _PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [(row.pop("model"), {c: float(n) for c, n in row.items() if n}) for row in rows]


def card(
    config: Config,
    code: str,
    data: Mapping[str, Any],
    trained: Mapping[str, Any],
    scores: Sequence[Score],
    gaps: Mapping[str, float],
) -> str:
    """The README.md of one language's package, or of the model of all languages for an empty
    `code`. `data` is data.json, `trained` what the checkpoint says of itself."""
    names = [find_language(c).english for c in ([code] if code else config.languages)]
    shown = [score for score in scores if not code or score.language == code]
    parts = [
        f"# {config.name} {config.export.version}: English to {_listed(names)}",
        f"Made by `training/` of the Khabar repository. Licence: {config.export.licence}",
        "## How good it is\n" + table(shown) + "Scored by the recipe itself, beam 4, without a "
        "glossary. The held-out articles took no part in training or in choosing settings.\n\n"
        + _others([code] if code else config.languages),
        "## What it is\n" + _made(config, trained),
        f"## What it learned from\n{_sources(data)}",
        "## What it cannot do\n" + _LIMITS,
    ]
    if gaps:
        worst = max(gaps.values())
        parts.append(
            f"Exported as {config.export.quantization}: log-probabilities are within {worst:.3f} a "
            "piece of PyTorch's."
        )
    return "\n\n".join(parts) + "\n"


def _others(codes: Sequence[str]) -> str:
    said = (
        f"{name} {', '.join(f'{code} {found[code]:.1f}' for code in codes if code in found)}"
        for name, found in published()
        if any(code in found for code in codes)
    )
    return f"Published chrF++ of large models on the whole TICO-19 test: {'; '.join(said)}."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _made(config: Config, trained: Mapping[str, Any]) -> str:
    shape, progress = trained["shape"], trained["progress"]
    held = ", ".join(f"{code} {loss:.3f}" for code, loss in trained["held"].items())
    whose = " for each language" if shape["own_decoders"] else ""
    return (
        f"A pre-norm Transformer, {shape['encoder']} encoder and {shape['decoder']} decoder "
        f"layers{whose}, {shape['width']} wide, {trained['parameters'] / 1e6:.1f} million "
        "parameters in all, "
        f"{trained['pieces']:,} SentencePiece pieces for all languages. Target prefix: "
        f"{', '.join(f'`{config.tag(code)}`' for code in config.languages)}.\n"
        f"Seed {config.seed}; step {progress['step']:,}, {progress['tokens'] / 1e6:.1f} million "
        f"tokens, {progress['seconds'] / 60:.0f} minutes on {trained['device']}; held-out loss a "
        f"piece ({trained['weights']} weights): {held}."
    )


def _sources(data: Mapping[str, Any]) -> str:
    rows = ["| corpus | licence | pairs |", "| --- | --- | ---: |"]
    rows += [f"| {s['name']} | {s['licence']} | {s['pairs']:,} |" for s in data["sources"]]
    pairs = ", ".join(f"{code} {count:,}" for code, count in data["pairs"].items())
    left = ", ".join(f"{count:,} {reason}" for reason, count in data["left out"].items() if count)
    return "\n".join(rows) + f"\n\nPairs by language: {pairs}. Left out: {left or 'none'}."


def read_data(prepared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((prepared / "data.json").read_text(encoding="utf-8"))
    return found
