"""Sentences a second, on one model, machine and run: Khabar, bare CTranslate2, stock Argos.

    python benchmarks/throughput.py SENTENCES.tsv PACKAGE [--stock PYTHON] [--rounds N]

The first column of SENTENCES.tsv is English news, a sentence a line; PACKAGE is an unpacked Argos
package; PYTHON is that of an environment of its own with stock argostranslate. All search with a
beam of 4, all are warm, and they take turns, N rounds each.

khabar  as shipped: sub-words, four hypotheses with scores and attention, word links, text
bare    `Translator.translate_batch`, one hypothesis, over the same segments cut into sub-words and
        sorted beforehand; no text is made of its answers. The same workers and batches as Khabar
stock   `argostranslate.translate.translate` in its default settings, a call a sentence. Its
        sentence splitter is taken out, since the model that it wants is a download: every call is
        one sentence, whole, and stock is spared the time
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import ctranslate2
import sentencepiece

from translate.engines import ctranslate
from translate.engines.argos import ArgosEngine, read_package

BEAM = 4
WARM_UP = 8  # sentences

STOCK = """
import json, sys, time
from argostranslate import sbd, translate

class Whole(sbd.ISentenceBoundaryDetectionModel):
    def split_sentences(self, text):
        return [text]

warm_up, sentences, codes = json.loads(sys.stdin.readline())
translate.get_translation_from_codes(*codes).underlying.sentencizer = Whole()
for text in warm_up:
    translate.translate(text, *codes)
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for text in sentences:
        translate.translate(text, *codes)
    print(time.perf_counter() - start, flush=True)
"""

Side = Callable[[], float]  # one round, in seconds


def khabar(package: Path, sentences: Sequence[str]) -> Side:
    engine = ArgosEngine(read_package(package))
    engine.translate(sentences[:WARM_UP])

    def run() -> float:
        start = time.perf_counter()
        engine.translate(sentences)
        return time.perf_counter() - start

    return run


def bare(package: Path, sentences: Sequence[str]) -> Side:
    workers, threads = ctranslate._threads()
    translator = ctranslate2.Translator(
        str(package / "model"),
        compute_type="int8",
        inter_threads=workers,
        intra_threads=threads,
    )
    file = str(package / "sentencepiece.model")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=file)
    segments = sorted((tokenizer.encode(text, out_type=str) for text in sentences), key=len)
    prefix = json.loads((package / "metadata.json").read_text()).get("target_prefix")

    def translate(batch: list[list[str]]) -> float:
        start = time.perf_counter()
        translator.translate_batch(
            batch,
            target_prefix=[[prefix]] * len(batch) if prefix else None,
            beam_size=BEAM,
            **ctranslate.BATCH,
        )
        return time.perf_counter() - start

    translate(segments[:WARM_UP])
    return lambda: translate(segments)


@contextmanager
def stock(python: str, package: Path, sentences: Sequence[str]) -> Iterator[Side]:
    about = json.loads((package / "metadata.json").read_text())
    with tempfile.TemporaryDirectory(prefix="khabar-stock-") as folder:
        packages = Path(folder) / "packages"
        packages.mkdir()
        (packages / package.name).symlink_to(package.resolve())
        homes = {f"XDG_{name}_HOME": folder for name in ("DATA", "CONFIG", "CACHE")}
        env = {**os.environ, **homes, "ARGOS_PACKAGES_DIR": str(packages)}
        env.pop("PYTHONPATH", None)
        command = [python, "-c", STOCK]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            asked, answered = process.stdin, process.stdout
            codes = (about["from_code"], about["to_code"])
            print(json.dumps((sentences[:WARM_UP], sentences, codes)), file=asked, flush=True)
            if answered.readline().strip() != "ready":
                raise SystemExit("stock Argos Translate did not start")

            def run() -> float:
                print("go", file=asked, flush=True)
                return float(answered.readline())

            yield run
            asked.close()


def compare(sides: dict[str, Side], count: int, rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            times[name].append(side())
        told = ", ".join(f"{name} {found[-1]:.1f} s" for name, found in times.items())
        print(told, file=sys.stderr, flush=True)
    print(f"{'':<8}{'sentences/s':>12}{'slowest':>9}{'fastest':>9}{'khabar is':>12}")
    for name, found in times.items():
        speeds = [count / seconds for seconds in found]
        # Round by round, since what else the machine does weighs on the sides of a round alike.
        ratios = [other / ours for other, ours in zip(found, times["khabar"], strict=True)]
        ratio = "" if name == "khabar" else f"{statistics.median(ratios):>10.2f} ×"
        middle = statistics.median(speeds)
        print(f"{name:<8}{middle:>12.1f}{min(speeds):>9.1f}{max(speeds):>9.1f}{ratio}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("--stock", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    lines = options.sentences.read_text(encoding="utf-8").splitlines()
    sentences = list(dict.fromkeys(line.split("\t")[0] for line in lines))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"{len(sentences)} sentences, {os.cpu_count()} processors, load before {load:.1f}")
    sides = {
        "khabar": khabar(options.package, sentences),
        "bare": bare(options.package, sentences),
    }
    if options.stock is None:
        compare(sides, len(sentences), options.rounds)
        return 0
    with stock(options.stock, options.package, sentences) as run:
        compare({**sides, "stock": run}, len(sentences), options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
