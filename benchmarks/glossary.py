"""How well the glossary and human translations agree, and how fast terms are found.

    python benchmarks/glossary.py CORPUS.tsv...

Each line of a corpus is English, Urdu, Pashto, Dari and Arabic between tabs. For each term in the
English the translations are searched for an accepted form: what is not found is a form that the
glossary lacks, one that the recogniser misses, or a translator's free rendering. A glossary that
was mended by a corpus does better on it than on other houses' texts. The speed is that of 10,000
terms over 1 MB of the corpus.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from translate.glossary import Case, Glossary, Term, find_terms, has_form, load_glossary
from translate.languages import LANGUAGES

FEW = 5  # occurrences below which a term's share says little
LOW = 0.7


@dataclass
class Tally:
    """How often each term was in an English line, and how often its form in the translation."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def share(self, source: str) -> float:
        return self.found[source] / self.asked[source]


def measure(glossary: Glossary, lines: list[list[str]]) -> dict[str, Tally]:
    tallies = {language.code: Tally() for language in LANGUAGES}
    for english, *targets in lines:
        terms = {match.term for match in find_terms(glossary, english)}
        for language, target in zip(LANGUAGES, targets, strict=True):
            tally = tallies[language.code]
            for term in terms:
                if term.required(language) is None:
                    continue
                tally.asked[term.source] += 1
                if has_form(target, term, language):
                    tally.found[term.source] += 1
                else:
                    tally.missed[term.source] = (english, target)
    return tallies


def speed(glossary: Glossary, text: str) -> tuple[float, float]:
    """Seconds to index 10,000 terms, and megabytes a second in which they are found (CPU)."""
    fillers = (f"Zaran{number} Khel{number % 97} District" for number in range(10_000))
    made = [Term(name, glossary.terms[0].kind, Case.EXACT, ()) for name in fillers]
    terms = (*glossary.terms, *made)[:10_000]
    start = time.process_time()
    large = Glossary(terms)
    loaded = time.process_time() - start
    start = time.process_time()
    find_terms(large, text)
    return loaded, len(text.encode()) / 1e6 / (time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--glossary", type=Path, default=Path("glossary"))
    parser.add_argument("--examples", action="store_true", help="print a line for each bad term")
    args = parser.parse_args()
    glossary = load_glossary(args.glossary)
    rows = [
        line.split("\t") for path in args.corpus for line in path.read_text("utf-8").splitlines()
    ]
    tallies = measure(glossary, [row for row in rows if len(row) == 1 + len(LANGUAGES)])
    print(f"{len(glossary.terms)} terms, {len(rows)} lines")
    for code, tally in tallies.items():
        asked, found = tally.asked.total(), tally.found.total()
        print(f"{code:6} {found / asked:6.1%} of {asked} ({len(tally.asked)} terms met)")
    for code, tally in tallies.items():
        bad = [s for s, n in tally.asked.items() if n >= FEW and tally.share(s) < LOW]
        print(f"{code}: {len(bad)} terms under {LOW:.0%}")
        for source in sorted(bad, key=tally.share):
            print(f"  {tally.share(source):4.0%} of {tally.asked[source]:4} {source}")
            if args.examples:
                print("      ", *tally.missed[source], sep="\n      ")
    text = "\n".join(row[0] for row in rows)
    text = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    loaded, rate = speed(glossary, text)
    print(f"10,000 terms: index {loaded:.2f} s, found at {rate:.1f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
