"""How often each check fires on good translations: false alarms, but for real slips.

    python benchmarks/checks.py DATA... [--show CHECK]

DATA are folders with the corpus (any *.tsv in them with five columns: English, Urdu, Pashto,
Dari, Arabic) and two-column files named *.en-CODE.tsv. An error check should fire on fewer than
0.3 % of good translations. `--show` prints what one check fires on.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from translate.checks import Case, Severity, check
from translate.errors import UsageError
from translate.inline import Syntax
from translate.languages import ARABIC, DARI, PASHTO, URDU, Language, find_language

COLUMNS = (URDU, PASHTO, DARI, ARABIC)
HEADINGS = ("headlines", "phrases", "lexicon", "names", "clauses", "articles", "glossary")


def read_rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def read_pairs(folder: Path) -> Iterator[tuple[str, Language, Case]]:
    """(collection, language, case) for every translation below `folder`."""
    for path in sorted(folder.glob("*.tsv")):
        kind = "heading" if path.stem in HEADINGS else "sentence"
        name = "corpus"
        columns: tuple[Language, ...] = COLUMNS
        if ".en-" in path.name:
            try:
                columns = (find_language(path.stem.split(".en-")[1]),)
            except UsageError:
                continue  # a language of someone else's
            name = path.name.split(".en-")[0]
        for source, *targets in read_rows(path):
            if len(targets) != len(columns):
                continue
            for language, target in zip(columns, targets, strict=True):
                yield name, language, Case(source, target, language, Syntax.PLAIN, kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--show", metavar="CHECK")
    options = parser.parse_args()
    cases: Counter[tuple[str, str]] = Counter()
    fired: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    severity: dict[str, Severity] = {}
    for name, language, case in chain.from_iterable(map(read_pairs, options.data)):
        group = (name, language.code)
        cases[group] += 1
        found = check(case)
        for problem in found:
            severity[problem.check] = problem.severity
            if problem.check == options.show:
                print(f"{language.code}: {case.source}\n    {case.target}\n    {problem.message}")
        for kind in {problem.check for problem in found}:
            fired[kind][group] += 1
    groups = sorted(cases)
    print(f"{'check':<12} {'severity':<10}" + "".join(f"{n[:6] + ' ' + c:>14}" for n, c in groups))
    print(f"{'cases':<12} {'':<10}" + "".join(f"{cases[g]:>14}" for g in groups))
    for kind in sorted(severity, key=lambda kind: (severity[kind], kind)):
        shares = (100 * fired[kind][group] / cases[group] for group in groups)
        row = "".join(f"{share:>12.2f} %" for share in shares)
        print(f"{kind:<12} {severity[kind]:<10}{row}")


if __name__ == "__main__":
    main()
