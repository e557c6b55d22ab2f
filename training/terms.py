"""Names and terms with their forms in every language: for substitution and for annotation."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.config import Config
from training.lines import COLUMNS, rows_of
from training.text import clean_english, clean_target

# Kinds of the glossary within which one may stand for another, and that of names.tsv, which holds
# names and proper terms of all kinds: they are annotated, not exchanged.
NAMES = ("person", "place")
UNSORTED = "name"
_SHORTEST = 4  # characters: shorter ones are found in too many wrong places


@dataclass(frozen=True, slots=True)
class Form:
    """A source term, what it names, and its form by language code."""

    source: str
    kind: str
    targets: Mapping[str, str]


def read_terms(config: Config) -> list[Form]:
    """The terms of the glossary folder, then those of names.tsv that it lacks."""
    found: dict[str, Form] = {}
    for path in sorted(config.path(config.glossary).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = {code: (row.get(code) or "").split(" | ")[0] for code in config.languages}
                _add(found, row["source"], row.get("kind") or UNSORTED, cells)
    names = config.path(config.names)
    for line in rows_of(names) if names.is_file() else ():
        source, *targets = line.split("\t")
        cells = dict(zip(COLUMNS, targets, strict=True))
        _add(found, source, UNSORTED, {code: cells[code] for code in config.languages})
    return list(found.values())


def _add(found: dict[str, Form], source: str, kind: str, cells: Mapping[str, str]) -> None:
    targets = {code: clean_target(cell, code) for code, cell in cells.items()}
    source = clean_english(source)
    if len(source) >= _SHORTEST and all(targets.values()):
        found.setdefault(source, Form(source, kind, targets))


def write_terms(path: Path, terms: Sequence[Form], languages: Sequence[str]) -> None:
    rows = ("\t".join([t.source, t.kind, *(t.targets[code] for code in languages)]) for t in terms)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


def load_terms(path: Path, languages: Sequence[str]) -> list[Form]:
    """The terms that `write_terms` wrote."""
    found = []
    for row in rows_of(path):
        source, kind, *cells = row.split("\t")
        found.append(Form(source, kind, dict(zip(languages, cells, strict=True))))
    return found


def finder(terms: Sequence[Form]) -> re.Pattern[str]:
    """What finds whole terms in English text, the longest first. Never matches without terms."""
    if not terms:
        return re.compile(r"(?!)")
    sources = sorted((term.source for term in terms), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sources)) + r")(?!\w)")
