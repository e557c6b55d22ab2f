"""The last step: chrF++ and BLEU of the packages, run as Khabar runs them.

The references are cleaned as the training text is; what the packages write is scored as it is, the
best hypothesis without checks or glossary.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from training.config import Config
from training.lines import language_of, read_pairs
from training.prepare import read_lines
from translate.engines.argos import ArgosEngine, read_package

Pair = tuple[str, str]
HELD_OUT = "held-out articles"


@dataclass(frozen=True, slots=True)
class Score:
    """A package on a test set; `speed` is source words a second, loading left out. `chance` is
    the chrF++ of the same drafts against the next lines' references: what a model gets that writes
    the language and has not understood a word."""

    language: str
    test: str
    lines: int
    chrf: float
    chance: float
    bleu: float
    speed: float
    signature: str


def score(config: Config, prepared: Path, packages: Path) -> Iterator[Score]:
    """Every package on the held-out test articles, then on the files that [score] names."""
    lines = read_lines(prepared / "test.tsv", config.languages)
    for folder in sorted(path.parent for path in packages.glob("*/metadata.json")):
        package = read_package(folder)
        code = next(c for c in config.languages if package.to_code in (c, "prs" * (c == "fa_AF")))
        engine = ArgosEngine(package)
        pairs = [(line.english, line.targets[code]) for line in lines]
        yield measure(engine, code, HELD_OUT, pairs)
        for path in _files(config, code):
            found = list(read_pairs(path, code))[: config.score.lines or None]
            yield measure(engine, code, path.stem.partition(".")[0], found)
        engine.release()


def _files(config: Config, code: str) -> list[Path]:
    found = []
    for pattern in config.score.files:
        path = config.path(pattern)
        found += [p for p in sorted(path.parent.glob(path.name)) if language_of(p, [code])]
    return found


def measure(engine: ArgosEngine, code: str, test: str, pairs: Sequence[Pair]) -> Score:
    """One package on one test set."""
    engine.translate([pairs[0][0]])  # loads
    began = time.perf_counter()
    offers = engine.translate([english for english, _ in pairs])
    seconds = time.perf_counter() - began
    said = [offer[0].text if offer else "" for offer in offers]
    wanted = [target for _, target in pairs]
    chrf, bleu = CHRF(word_order=2), BLEU()
    found = (
        chrf.corpus_score(said, [wanted]).score,
        chrf.corpus_score(said, [[*wanted[1:], wanted[0]]]).score,
        bleu.corpus_score(said, [wanted]).score,
    )
    words = sum(len(english.split()) for english, _ in pairs)
    signature = f"{chrf.get_signature()}; {bleu.get_signature()}"
    return Score(code, test, len(pairs), *found, words / seconds, signature)


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table, signatures below."""
    rows = [
        "| language | test set | lines | chrF++ | by chance | BLEU | words/s |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for s in scores:
        rows.append(
            f"| {s.language} | {s.test} | {s.lines:,} | {s.chrf:.1f} "
            f"| {s.chance:.1f} | {s.bleu:.1f} | {s.speed:,.0f} |"
        )
    signatures = sorted({s.signature for s in scores})
    return "\n".join([*rows, "", *(f"`{text}`" for text in signatures), ""])
