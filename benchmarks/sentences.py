"""How well and how fast news is split into sentences: ours, plain sentencex and pysbd.

    .venv/bin/python benchmarks/sentences.py

The hard set is tests/data/sentences.tsv: passages written for this project, each full of what
splitters stumble over (ordinary news is far easier). The rules were tuned on its odd lines; the
even lines were held back. "Exact" is the share of passages split just as they should be; "F1" is
that of the boundaries between sentences. Speed is over the passages, one call each, best of three.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import pysbd
import sentencex

from translate.documents.sentences import sentence_spans
from translate.inline import Syntax, mask

HARD = Path(__file__).parent.parent / "tests" / "data" / "sentences.tsv"

Splitter = Callable[[str], list[str]]


def read_passages() -> list[list[str]]:
    lines = HARD.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1].split(" ¶ ") for line in lines]


def by_khabar(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(mask(text, Syntax.PLAIN), text)]


def by_sentencex(text: str) -> list[str]:
    return list(sentencex.segment("en", text))


def pysbd_splitter() -> Splitter:
    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda text: list(segmenter.segment(text))


def boundaries(sentences: Sequence[str]) -> set[int]:
    """Where sentences end, counted in letters, so that blanks make no difference."""
    sizes = [len("".join(sentence.split())) for sentence in sentences]
    ends = [end for end, size in zip(accumulate(sizes), sizes, strict=True) if size]
    return set(ends[:-1])


def score(split: Splitter, passages: Sequence[list[str]]) -> tuple[float, float]:
    """The share of passages split exactly right, and the F1 of the boundaries."""
    exact = hits = offered = wanted = 0
    for passage in passages:
        want, got = boundaries(passage), boundaries(split(" ".join(passage)))
        exact += want == got
        hits += len(want & got)
        offered += len(got)
        wanted += len(want)
    return exact / len(passages), 2 * hits / (offered + wanted)


def speed(split: Splitter, passages: Sequence[list[str]], rounds: int) -> float:
    """Megabytes a second, the best of three."""
    texts = [" ".join(passage) for passage in passages] * rounds
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            split(text)
        best = min(best, time.perf_counter() - start)
    return size / best / 1e6


def main() -> None:
    passages = read_passages()
    parts = {"all": passages, "odd": passages[0::2], "even": passages[1::2]}
    print(f"{len(passages)} passages, {sum(map(len, passages))} sentences")
    head = "".join(f"{f'{part} exact':>12}{'F1':>7}" for part in parts)
    print(f"{'':<11}{head}{'MB/s':>8}")
    splitters = (
        ("khabar", by_khabar, 20),
        ("sentencex", by_sentencex, 20),
        ("pysbd", pysbd_splitter(), 1),
    )
    for name, split, rounds in splitters:
        scores = (score(split, part) for part in parts.values())
        cells = "".join(f"{exact:>12.1%}{f1:>7.3f}" for exact, f1 in scores)
        print(f"{name:<11}{cells}{speed(split, passages, rounds):>8.2f}")


if __name__ == "__main__":
    main()
