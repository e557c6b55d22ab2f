"""What the robustness steps cost and catch: chrF++ of drafts with and without them.

    python benchmarks/robustness.py EVAL PACKAGES [--lines N]

EVAL is a folder of two-column files named *.en-CODE.tsv (English, tab, reference), PACKAGES one of
unpacked Argos packages. Without: the model's best hypothesis, whatever it is. With: the first one
that no check refuses, else the first of a second, more careful try, else nothing at all, which
scores nothing. Both in the house's typography, without a glossary. The aim: never more than 0.1
chrF++ lower than without.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sacrebleu.metrics import CHRF

from translate.draft import Draft, House, Request, draft_by_machine
from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.engines.argos import ArgosEngine, read_package
from translate.errors import UsageError
from translate.inline import Syntax, carry, mask, restore, strip
from translate.languages import Language, find_language
from translate.terms import Glossary
from translate.typography import Style, typeset


class Overheard:
    """An engine of which is known what it answered first, and how often it was asked again."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.name
        self.suppresses = False
        self.annotation = ""
        self.first: dict[str, list[Hypothesis]] = {}
        self.again = 0

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        answers = self.engine.translate(sources, decoding)
        if decoding is Decoding.USUAL:
            self.first = dict(zip(sources, answers, strict=True))
        else:
            self.again = len(sources)
        return answers

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        return [[] for _ in placings]

    def release(self) -> None:
        self.engine.release()


def plain_draft(source: str, engine: Overheard, house: House) -> str:
    """The model's best hypothesis with the source's addresses, in the house's typography."""
    masked = mask(source, Syntax.PLAIN)
    offer = engine.first[strip(masked)]
    if not offer:
        return ""
    text = restore(carry(masked, offer[0].text, offer[0].links), masked.pieces)
    return typeset(text, house.language, house.style, Syntax.PLAIN)


def chrf(drafts: Sequence[str], references: Sequence[str]) -> float:
    return float(CHRF(word_order=2).corpus_score(list(drafts), [list(references)]).score)


def measure(language: Language, engine: Engine, pairs: Sequence[tuple[str, str]]) -> str:
    """A row of the table."""
    house = House(language, Glossary(()), Style())
    overheard = Overheard(engine)
    requests = [Request(source, "sentence", Syntax.PLAIN) for source, _ in pairs]
    outcomes = draft_by_machine(requests, overheard, house)
    references = [typeset(target, language, Style(), Syntax.PLAIN) for _, target in pairs]
    drafts = [outcome.target if isinstance(outcome, Draft) else "" for outcome in outcomes]
    plain = [plain_draft(source, overheard, house) for source, _ in pairs]
    changed = sum(a != b for a, b in zip(drafts, plain, strict=True))
    before, after = chrf(plain, references), chrf(drafts, references)
    return (
        f"{language.code:<7}{len(pairs):>6}{before:>10.2f}{after:>8.2f}{after - before:>+8.2f}"
        f"{changed:>9}{overheard.again:>8}{drafts.count(''):>7}"
    )


def engines(folder: Path) -> Iterator[tuple[Language, Engine]]:
    """An engine for each package in `folder` from English to one of the four languages."""
    for inner in sorted(folder.iterdir()):
        package = read_package(inner)
        try:
            yield find_language(package.to_code), ArgosEngine(package)
        except UsageError:
            continue  # a language of someone else's


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        source, _, target = line.partition("\t")
        if source.strip() and target.strip():
            yield source, target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("eval", type=Path)
    parser.add_argument("packages", type=Path)
    parser.add_argument("--lines", type=int, default=None, help="no more than so many a file")
    options = parser.parse_args()
    files = [(path, path.stem.rpartition(".en-")[2]) for path in sorted(options.eval.glob("*.tsv"))]
    head = f"{'':<7}{'lines':>6}{'without':>10}{'with':>8}{'':>8}"
    print(f"{head}{'changed':>9}{'retried':>8}{'empty':>7}")
    for language, engine in engines(options.packages):
        for path, code in files:
            if code in (language.code, *language.aliases):
                pairs = list(islice(read_pairs(path), options.lines))
                print(measure(language, engine, pairs), flush=True)


if __name__ == "__main__":
    main()
