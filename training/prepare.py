"""The first step: parallel text, cleaned, filtered, split and freed of repeats.

Writes train.tsv, dev.tsv and test.tsv (columns: origin, article, English, then each language; a
cell is empty where a line lacks it), terms.tsv for the augmentations, mono.tsv, and data.json with
the counts that the model card gives.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from training.config import Config, Public
from training.filters import fault, fault_of_public, likeliest
from training.heldout import Guards, split
from training.lines import Line, read_corpus, read_public, rows_of
from training.terms import read_terms, write_terms
from training.text import clean_english, clean_target, fold


def prepare(config: Config, folder: Path) -> None:
    """Make the step's files in `folder`. Raises ConfigError."""
    counts: Counter[str] = Counter()
    foreign = list(_guarded(config))
    parts = split(list(read_corpus(config)), config.heldout, foreign)
    own = _distinct(_kept(parts.train, config, counts), counts)
    guards = Guards([*parts.dev, *parts.test], foreign, config.heldout)
    public, used = _public(config, guards, {fold(line.english) for line in own}, counts)
    write_lines(folder / "train.tsv", [*own, *public], config.languages)
    write_lines(folder / "dev.tsv", parts.dev, config.languages)
    write_lines(folder / "test.tsv", parts.test, config.languages)
    held = {fold(line.english) for line in (*parts.dev, *parts.test)}
    terms = read_terms(config)
    write_terms(folder / "terms.tsv", terms, config.languages)
    _write_monolingual(config, guards, folder / "mono.tsv")
    report = {
        "lines": {"own": len(own), "public": len(public)},
        "heldout": {"dev": len(parts.dev), "test": len(parts.test), "distinct": len(held)},
        "left out": {"near held-out lines": len(parts.leaks), **dict(sorted(counts.items()))},
        "pairs": _pairs([*own, *public], config.languages),
        "terms": len(terms),
        "sources": [{"name": "corpus", "licence": config.corpus.licence, "pairs": len(own)}, *used],
    }
    text = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    (folder / "data.json").write_text(text, encoding="utf-8")


def _guarded(config: Config) -> Iterator[str]:
    for pattern in config.heldout.guard:
        path = config.path(pattern)
        for file in sorted(path.parent.glob(path.name)):
            for row in rows_of(file):
                yield clean_english(row.split("\t")[0])


def _kept(lines: Iterable[Line], config: Config, counts: Counter[str]) -> Iterator[Line]:
    """The lines, each with those of its targets that pass the filters."""
    for line in lines:
        good = {}
        for code, target in line.targets.items():
            problem = fault(line.english, target, code, config.filters)
            if problem is None:
                good[code] = target
            else:
                counts[problem] += 1
        if good:
            yield Line(line.origin, line.article, line.english, good, line.own)


def _distinct(lines: Iterable[Line], counts: Counter[str]) -> list[Line]:
    """The first of lines that have the same English."""
    found: dict[str, Line] = {}
    for line in lines:
        if found.setdefault(fold(line.english), line) is not line:
            counts["repeated"] += 1
    return list(found.values())


def _public(
    config: Config, guards: Guards, known: set[str], counts: Counter[str]
) -> tuple[list[Line], list[dict[str, object]]]:
    """The public lines, those of one English sentence together, and what each corpus gave."""
    lines: list[Line] = []
    used: list[dict[str, object]] = []
    for source in config.public:
        chance = random.Random(f"{config.seed} {source.name}")
        merged: dict[str, Line] = {}
        pairs = 0
        for code, found in read_public(source, config).items():
            for english, target in _chosen(found, code, source, config, chance, counts):
                key = fold(english)
                new = Line(source.name, "", english, {code: target}, False)
                if key in known or guards.give_away(new):
                    counts["public, known or near held-out lines"] += 1
                    continue
                old = merged.get(key, new)
                targets = {**new.targets, **old.targets}
                merged[key] = Line(source.name, "", old.english, targets, False)
                pairs += 1
        known |= merged.keys()
        lines += merged.values()
        used.append({"name": source.name, "licence": source.licence, "pairs": pairs})
    return lines, used


def _chosen(
    pairs: Sequence[tuple[str, str]],
    code: str,
    source: Public,
    config: Config,
    chance: random.Random,
    counts: Counter[str],
) -> list[tuple[str, str]]:
    good = []
    for english, target in likeliest(pairs) if source.distinct else pairs:
        problem = fault_of_public(english, target, source)
        problem = problem or fault(english, target, code, config.filters)
        if problem is None:
            good.append((english, target))
        else:
            counts[f"public, {problem}"] += 1
    return chance.sample(good, source.most) if 0 < source.most < len(good) else good


def _write_monolingual(config: Config, guards: Guards, path: Path) -> None:
    rows = []
    for code, name in sorted(config.monolingual.items()):
        for text in rows_of(config.path(name)):
            target = clean_target(text, code)
            line = Line(name, "", "", {code: target}, False)
            if 5 <= len(target.split()) <= 40 and not guards.give_away(line):
                rows.append(f"{code}\t{target}\n")
    path.write_text("".join(rows), encoding="utf-8")


def _pairs(lines: Sequence[Line], languages: Sequence[str]) -> dict[str, int]:
    return {code: sum(code in line.targets for line in lines) for code in languages}


def write_lines(path: Path, lines: Iterable[Line], languages: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for line in lines:
            cells = [line.targets.get(code, "") for code in languages]
            origin = line.origin if line.own else f"public:{line.origin}"
            print(origin, line.article, line.english, *cells, sep="\t", file=file)


def read_lines(path: Path, languages: Sequence[str]) -> list[Line]:
    """The lines that `write_lines` wrote."""
    lines = []
    for row in rows_of(path):
        origin, article, english, *cells = row.split("\t")
        targets = {code: cell for code, cell in zip(languages, cells, strict=True) if cell}
        name = origin.removeprefix("public:")
        lines.append(Line(name, article, english, targets, name == origin))
    return lines
