"""How good a model's translations are: chrF++, BLEU and, where it is installed, COMET.

    python benchmarks/quality.py TESTS… --models MODEL… [--glossary DIR] [--lines N]

TESTS are two-column files named *.en-CODE.tsv (English, tab, reference), such as
../shared/eval/tico19-test.en-ur.tsv, or five-column ones (English, Urdu, Pashto, Dari, Arabic).
MODELS are unpacked Argos packages or CTranslate2 folders of a family that Khabar knows; without
any, those that are installed serve.

Each model is measured twice: its best hypothesis as it is, and Khabar's draft with the glossary, in
the house's typography. References are set in the same typography for both. Tokens are the
reference's by sacrebleu's 13a; the speed is that of drafting, loading left out. Memory is the peak
of a process that does nothing but one model and language: each is measured in its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from translate.draft import Draft, House, Request, draft_by_machine
from translate.engines import Decoding, Engine
from translate.engines.argos import ArgosEngine, read_package
from translate.engines.dari import DariEngine
from translate.engines.folders import folder_engine, read_folder
from translate.errors import KhabarError, UsageError
from translate.glossary import load_glossary
from translate.inline import Syntax
from translate.languages import DARI, LANGUAGES, Language, find_language
from translate.models import Missing
from translate.routing import find_engine
from translate.terms import Glossary
from translate.typography import Style, typeset

COLUMNS = {"ur": 1, "ps": 2, "fa_AF": 3, "ar": 4}  # of five-column files
WARM_UP = 4  # sentences
COMET = "Unbabel/wmt22-comet-da"

PUBLISHED = Path(__file__).parent.parent / "training" / "published.tsv"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One model on one file. `speed` is target tokens a second, `memory` megabytes at the peak."""

    model: str
    language: str
    test: str
    lines: int
    glossary: bool
    chrf: float
    bleu: float
    comet: float | None
    speed: float
    memory: int
    empty: int
    signatures: str


def measure(
    engine: Engine, language: Language, test: str, pairs: Sequence[Pair], glossary: Glossary | None
) -> Row:
    """A row of the table: with Khabar's drafts, or, without a glossary, the bare hypotheses."""
    sources = [source for source, _ in pairs]
    engine.translate(sources[:WARM_UP])
    began = time.perf_counter()
    if glossary is None:
        said = best(engine, language, sources)
    else:
        said = drafts(engine, language, sources, glossary)
    seconds = time.perf_counter() - began
    wanted = [typeset(target, language, Style(), Syntax.PLAIN) for _, target in pairs]
    chrf, bleu = CHRF(word_order=2), BLEU()
    scores = [metric.corpus_score(said, [wanted]) for metric in (chrf, bleu)]
    return Row(
        model=engine.name,
        language=language.code,
        test=test,
        lines=len(pairs),
        glossary=glossary is not None,
        chrf=scores[0].score,
        bleu=scores[1].score,
        comet=comet(sources, said, wanted),
        speed=scores[1].sys_len / seconds,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        empty=said.count(""),
        signatures=f"chrF++ {chrf.get_signature()}; BLEU {bleu.get_signature()}",
    )


def best(engine: Engine, language: Language, sources: Sequence[str]) -> list[str]:
    offers = engine.translate(sources, Decoding.USUAL)
    texts = (offer[0].text if offer else "" for offer in offers)
    return [typeset(text, language, Style(), Syntax.PLAIN) for text in texts]


def drafts(
    engine: Engine, language: Language, sources: Sequence[str], glossary: Glossary
) -> list[str]:
    requests = [Request(source, "sentence", Syntax.PLAIN) for source in sources]
    outcomes = draft_by_machine(requests, engine, House(language, glossary, Style()))
    return [outcome.target if isinstance(outcome, Draft) else "" for outcome in outcomes]


def comet(sources: Sequence[str], said: Sequence[str], wanted: Sequence[str]) -> float | None:
    """COMET's mean where its package and model are on this machine; nothing is fetched."""
    try:
        import os

        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from comet import download_model, load_from_checkpoint

        model = load_from_checkpoint(download_model(COMET))
    except Exception:  # whatever is missing: the package, the model, one of its many parts
        return None
    rows = [
        {"src": source, "mt": text, "ref": reference}
        for source, text, reference in zip(sources, said, wanted, strict=True)
    ]
    return float(model.predict(rows, batch_size=16, gpus=0).system_score)


# What is measured


def engine_of(model: str, language: Language) -> Engine | None:
    """The engine of a model's folder for a language, or the one that is installed for an empty
    name; None where it does not serve the language."""
    if not model:
        found = find_engine(language)
        return None if isinstance(found, Missing) else found
    folder = Path(model)
    if not (folder / "metadata.json").is_file():
        known = read_folder(folder)
        if language.code not in known.targets:
            return None
        engine: Engine = folder_engine(known, language)
        return DariEngine(engine) if known.targets[language.code].persian else engine
    package = read_package(folder)
    if package.to_code in language.model_codes or package.to_code == language.code:
        return ArgosEngine(package)
    persian = language is DARI and package.to_code == "fa"
    return DariEngine(ArgosEngine(package)) if persian else None


def pairs_of(path: Path, language: Language, most: int | None) -> list[Pair]:
    """The pairs of a test file for a language, none where it is of another."""
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").split("\n")]
    column = COLUMNS[language.code] if len(rows[0]) == 5 else 1
    if column == 1 and len(rows[0]) != 5 and language_of(path) is not language:
        return []
    whole = (row for row in rows if len(row) > column and row[0].strip() and row[column].strip())
    return [(row[0], row[column]) for row in islice(whole, most)]


def language_of(path: Path) -> Language | None:
    try:
        return find_language(path.stem.rpartition(".en-")[2])
    except UsageError:
        return None


def one(options: argparse.Namespace) -> Iterator[Row]:
    """All rows of one model and language; runs in a process of its own."""
    language = find_language(options.language)
    engine = engine_of(options.models[0], language)
    if engine is None:
        return
    glossary = load_glossary(options.glossary) if options.glossary else None
    for path in options.tests:
        pairs = pairs_of(path, language, options.lines)
        if pairs:
            test = path.name.partition(".en-")[0].removesuffix(".tsv")
            yield measure(engine, language, test, pairs, None)
            if glossary is not None:
                yield measure(engine, language, test, pairs, glossary)


def apart(model: str, language: Language, options: argparse.Namespace) -> list[Row]:
    """The rows of one model and language, from another process."""
    command = [sys.executable, __file__, *map(str, options.tests), "--models", model]
    command += ["--language", language.code]
    command += ["--glossary", str(options.glossary)] if options.glossary else []
    command += ["--lines", str(options.lines)] if options.lines else []
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [Row(**json.loads(row)) for row in run.stdout.splitlines()]


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, with sacrebleu's signatures below."""
    head = (
        "| model | language | test set | lines | glossary | chrF++ | BLEU | COMET | tokens/s | MB "
        "| empty |\n| --- | --- | --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    lines = [
        f"| {r.model} | {r.language} | {r.test} | {r.lines:,} | {'with' if r.glossary else '–'} "
        f"| {r.chrf:.1f} | {r.bleu:.1f} | {'–' if r.comet is None else f'{r.comet:.3f}'} "
        f"| {r.speed:,.0f} | {r.memory:,} | {r.empty} |"
        for r in rows
    ]
    return "\n".join([head, *lines, "", *sorted({f"`{r.signatures}`" for r in rows})])


def published() -> str:
    """What is known of others on TICO-19, as Markdown. For the source see training/card.py."""
    codes = [language.code for language in LANGUAGES]
    head = f"| chrF++, published | {' | '.join(codes)} |\n| --- |{' ---: |' * len(codes)}"
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [
            f"| {row['model']} | {' | '.join(row[code] or '–' for code in codes)} |"
            for row in csv.DictReader(file, delimiter="\t")
        ]
    return "\n".join([head, *rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tests", type=Path, nargs="+")
    parser.add_argument("--models", nargs="+", default=[""], metavar="MODEL")
    parser.add_argument("--glossary", type=Path, help="a folder such as glossary/")
    parser.add_argument("--lines", type=int, help="no more than so many of each file")
    parser.add_argument("--language", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.language:
        for row in one(options):
            print(json.dumps(asdict(row)), flush=True)
        return 0
    rows = [row for m in options.models for lang in LANGUAGES for row in apart(m, lang, options)]
    if not rows:
        print("No model serves any of these files: name one with --models", file=sys.stderr)
        return 1
    print(table(rows))
    if any(row.test == "tico19-test" for row in rows):
        print(f"\n{published()}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KhabarError as error:
        sys.exit(str(error))
