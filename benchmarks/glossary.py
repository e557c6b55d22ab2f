"""How well the glossary and human translations agree, and what looking for terms costs.

    python benchmarks/glossary.py DATA...        DATA: files, or folders of *.tsv
    python benchmarks/glossary.py --scale [ARTICLES]
    python benchmarks/glossary.py --forms tests/data/forms.tsv

DATA has five columns (English, Urdu, Pashto, Dari, Arabic) between tabs, or two in files named
`*.en-CODE.tsv`. For each term in the English the translation is searched for an accepted form:
what is not found is a form that the glossary lacks, one that the recogniser misses, or a
translator's free rendering. A glossary that was mended by a corpus does better on it than on other
houses' texts. The false hits are of terms drawn by chance that the English has not; many of them
are right all the same (the translator names what the English calls "the country"), so that the
share is a ceiling; `--false-hits` prints them to be read.

`--scale` runs `khabar translate` over generated articles (1,000 if no number is given) without a
model, with no glossary and with 10,000 terms, and times the recogniser with as many at hand.
`--forms` says how often the recogniser is right on the test set of inflected and wrong forms.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generate import generate_article
from scale import SUFFIXES, run

from translate.errors import UsageError
from translate.glossary import (
    Case,
    Glossary,
    Kind,
    Term,
    find_terms,
    has_form,
    load_glossary,
    term_spans,
)
from translate.languages import LANGUAGES, Language, find_language
from translate.starter import write_starter
from translate.termbase.rows import table_of
from translate.termbase.tables import format_table

FEW = 5  # occurrences below which a term's share says little
LOW = 0.7
DRAWN = 20  # terms that a line is searched for by chance
MANY = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """An English line and a translation of it."""

    english: str
    target: str
    language: Language


@dataclass
class Tally:
    """How often each term was in an English line, and how often its form in the translation; and
    how often one was found that the English had not, in how many searches."""

    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: dict[str, Pair] = field(default_factory=dict)
    searches: int = 0
    false: list[tuple[str, Pair]] = field(default_factory=list)

    def share(self, source: str) -> float:
        return self.found[source] / self.asked[source]


def pairs(path: Path) -> Iterator[Pair]:
    """The lines of a file or of the files of a folder."""
    if path.is_dir():
        for file in sorted(path.glob("*.tsv")):
            yield from pairs(file)
        return
    languages: tuple[Language, ...] = LANGUAGES
    if ".en-" in path.name:
        try:
            languages = (find_language(path.name.split(".en-")[1].split(".")[0]),)
        except UsageError:
            return
    for line in path.read_text("utf-8").splitlines():
        english, *targets = line.split("\t")
        if len(targets) == len(languages) and english and all(targets):
            for target, language in zip(targets, languages, strict=True):
                yield Pair(english, target, language)


def measure(glossary: Glossary, data: Iterator[Pair]) -> dict[str, Tally]:
    tallies = {language.code: Tally() for language in LANGUAGES}
    chance = random.Random(20)
    for pair in data:
        tally, language = tallies[pair.language.code], pair.language
        present = {match.term.source: match.term for match in find_terms(glossary, pair.english)}
        for term in present.values():
            if term.required(language) is None:
                continue
            tally.asked[term.source] += 1
            if has_form(pair.target, term, language):
                tally.found[term.source] += 1
            else:
                tally.missed[term.source] = pair
        for term in chance.sample(glossary.terms, DRAWN):
            if not _expected(term, pair, present):
                tally.searches += 1
                if has_form(pair.target, term, language):
                    tally.false.append((term.source, pair))
    return tallies


def _expected(term: Term, pair: Pair, present: dict[str, Term]) -> bool:
    """Whether the English has the term, or another of which the translation is part."""
    if term.source in present or term.source.lower() in pair.english.lower():
        return True
    forms = [form for other in present.values() for form in other.accepted(pair.language)]
    return any(has_form(form, term, pair.language) for form in forms)


def told(tallies: dict[str, Tally], examples: bool) -> None:
    """Prints what was found, what was not, and what should not have been."""
    for code, tally in tallies.items():
        asked, found = tally.asked.total(), tally.found.total()
        if asked:
            wrong = len(tally.false) / tally.searches
            print(
                f"{code:6} {found / asked:6.1%} of {asked} ({len(tally.asked)} terms met); "
                f"false hits {wrong:.3%} of {tally.searches}"
            )
    for code, tally in tallies.items():
        bad = [s for s, n in tally.asked.items() if n >= FEW and tally.share(s) < LOW]
        print(f"{code}: {len(bad)} terms under {LOW:.0%}")
        for source in sorted(bad, key=tally.share):
            print(f"  {tally.share(source):4.0%} of {tally.asked[source]:4} {source}")
            if examples:
                pair = tally.missed[source]
                print("      ", pair.english, pair.target, sep="\n      ")


def told_false(glossary: Glossary, tallies: dict[str, Tally], number: int) -> None:
    """Prints false hits drawn by chance: term, what was found, English, translation."""
    terms = {term.source: term for term in glossary.terms}
    for code, tally in tallies.items():
        for source, pair in random.Random(4).sample(tally.false, min(number, len(tally.false))):
            spans = term_spans(pair.target, terms[source], pair.language)
            written = " … ".join(pair.target[start:end] for start, end in spans)
            print(code, source, written, pair.english, pair.target, sep="\t")


def made_terms(number: int) -> list[Term]:
    """Terms of made-up names, every one with a form in every language."""
    syllables = ("زر", "ګل", "خان", "بل", "مير", "نور", "شا", "تور", "کل", "لوی")
    made = []
    for i in range(number):
        name = "".join(syllables[int(digit)] for digit in f"{i:04}")
        forms = tuple(
            (lang.code, (name.translate({ord(letter): None for letter in lang.foreign}),))
            for lang in LANGUAGES
        )
        source = f"Zaran{i} Khel{i % 97} District"
        made.append(Term(source, list(Kind)[i % len(Kind)], Case.EXACT, forms))
    return made


def speed(glossary: Glossary, text: str) -> tuple[float, float]:
    """Seconds to index 10,000 terms, and megabytes a second in which they are found (CPU)."""
    terms = (*glossary.terms, *made_terms(MANY))[:MANY]
    start = time.process_time()
    large = Glossary(terms)
    find_terms(large, "")  # grows the index
    loaded = time.process_time() - start
    start = time.process_time()
    find_terms(large, text)
    return loaded, len(text.encode()) / 1e6 / (time.process_time() - start)


def scale(glossary: Glossary, articles: int) -> None:
    """`khabar translate` with and without a glossary of 10,000 terms, in turns."""
    terms = (*glossary.terms, *made_terms(MANY))[:MANY]
    with tempfile.TemporaryDirectory() as folder:
        bare, full = Path(folder, "bare"), Path(folder, "full")
        for project in (bare, full):
            write_starter(project)
            for file in (project / "glossary").glob("*.csv"):
                file.unlink()
            for number in range(articles):
                path = project / "articles" / f"a{number:04}{SUFFIXES[number % 3]}"
                path.write_text(generate_article(number, path.suffix), encoding="utf-8")
        table = format_table(table_of(terms))
        (full / "glossary" / "terms.csv").write_text(table, encoding="utf-8")
        for name in ("first run", "second run"):
            for label, project in (("no glossary", bare), (f"{len(terms):,} terms", full)):
                before = sum(os.times()[2:4])
                seconds, megabytes = run(project, Path(folder, "packages"))
                used = sum(os.times()[2:4]) - before
                told = f"{seconds:.1f} s, {used:.1f} s of CPU, {megabytes:.0f} MB"
                print(f"{articles:,} articles, {name}, {label}: {told}", flush=True)


def recogniser_cost(glossary: Glossary) -> None:
    """Microseconds of one search of a sentence for a term, all of 10,000 terms in turn, twice."""
    terms = (*glossary.terms, *made_terms(MANY))[:MANY]
    text = "قال وزير الخارجية الباكستاني إسحاق دار يوم السبت إن بلاده مستعدة للعودة إلى الحوار."
    for name in ("first", "again"):
        start = time.process_time()
        for term in terms:
            for language in LANGUAGES:
                has_form(text, term, language)
        searches = len(terms) * len(LANGUAGES)
        cost = (time.process_time() - start) / searches * 1e6
        print(f"one of {len(terms):,} terms in a sentence, {name}: {cost:.0f} µs")


def forms_told(path: Path) -> None:
    """How often the recogniser is right, for each language and each half of the set."""
    asked: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for line in path.read_text("utf-8").splitlines()[1:]:
        code, form, kind, text, wanted, why, half = line.split("\t")
        term = Term("x", Kind(kind), Case.EXACT, ((code, (form,)),))
        spans = term_spans(text, term, find_language(code))
        found = " / ".join(text[start:end] for start, end in spans)
        for key in ((code, half), (code, "all")):
            asked[key] += 1
            right[key] += found == wanted
        if found != wanted:
            print(f"  {code} {form}: {text} | found {found or 'nothing'} | {why}")
    for code, half in sorted(asked):
        print(
            f"{code:6} {half:5} {right[code, half] / asked[code, half]:6.1%} of {asked[code, half]}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--glossary", type=Path, default=Path("glossary"))
    parser.add_argument("--examples", action="store_true", help="print a line for each bad term")
    parser.add_argument("--false-hits", type=int, default=0, metavar="N")
    parser.add_argument("--scale", nargs="?", type=int, const=1000, metavar="ARTICLES")
    parser.add_argument("--forms", type=Path, metavar="FORMS.tsv")
    args = parser.parse_args()
    if args.forms:
        forms_told(args.forms)
    glossary = load_glossary(args.glossary)
    if args.scale:
        scale(glossary, args.scale)
        recogniser_cost(glossary)
    if not args.data:
        return 0
    data = [pair for path in args.data for pair in pairs(path)]
    tallies = measure(glossary, iter(data))
    print(f"{len(glossary.terms)} terms, {len(data)} lines")
    told(tallies, args.examples)
    told_false(glossary, tallies, args.false_hits)
    text = "\n".join(pair.english for pair in data)
    text = (text * (1_000_000 // len(text) + 1))[:1_000_000]
    loaded, rate = speed(glossary, text)
    print(f"10,000 terms: index {loaded:.2f} s, found at {rate:.1f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
