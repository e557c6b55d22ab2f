"""How much of a glossary `khabar glossary suggest` would have found, and with the right forms.

    python benchmarks/suggest.py [CORPUS.tsv]

The corpus (English, Urdu, Pashto, Dari, Arabic, a line a sentence) stands for reviewed text. A
hundred terms that it uses at least twice are taken out of the glossary, in five different draws.
For each draw: how many of them are among the first candidates (single ordinary words, which are
not looked for, are counted apart), and how often the form given first is one the glossary has:
of those given as sure, and of those marked as resting on thin evidence.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from translate.glossary import load_glossary
from translate.languages import LANGUAGES, Language
from translate.suggestion.associations import Guess, Pair, guess_forms
from translate.suggestion.candidates import Candidate, Passage, candidates
from translate.terms import Glossary, Term, find_terms, inflection_of
from translate.terms.forms import form_spans

CORPUS = Path("training/corpus/articles.tsv")
FIRST = (50, 100, 200, 400)
GONE = 100
ARTICLE = 12  # lines that count as one article


def main() -> None:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    rows = [line.split("\t") for line in corpus.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 1 + len(LANGUAGES)]
    glossary = load_glossary(Path("glossary"))
    used = Counter(m.term.source for row in rows for m in find_terms(glossary, row[0]))
    pool = [term for term in glossary.terms if used[term.source] > 1]
    print(f"{len(rows):,} sentences, {len(pool)} terms used twice or more")
    for draw in range(1, 6):
        measure(rows, glossary, random.Random(draw).sample(pool, GONE), draw)


def measure(rows: list[list[str]], glossary: Glossary, gone: list[Term], draw: int) -> None:
    names = {term.source for term in gone}
    rest = Glossary(tuple(term for term in glossary.terms if term.source not in names))
    passages = [
        Passage(f"article {i // ARTICLE}", f"line {i + 1}", row[0]) for i, row in enumerate(rows)
    ]
    start = time.perf_counter()
    found = candidates(passages, rest)
    seconds = time.perf_counter() - start
    places = {term.source: place(term, found) for term in gone}
    looked_for = [term for term in gone if " " in term.source or term.source[0].isupper()]
    counts = ", ".join(
        f"{sum(0 <= places[term.source] < first for term in looked_for)} in {first}"
        for first in FIRST
    )
    print(f"\ndraw {draw}: of {len(looked_for)} names and terms of several words: {counts}")
    print(f"  {len(found)} candidates in {seconds:.1f} s")
    hits = [(term, found[places[term.source]]) for term in gone if places[term.source] >= 0]
    for column, language in enumerate(LANGUAGES, 1):
        pairs = [Pair(row[0], row[column]) for row in rows]
        start = time.perf_counter()
        guesses = guess_forms([candidate.source for _, candidate in hits], pairs, language)
        seconds = time.perf_counter() - start
        print(f"  {language.code:<5} {judged(hits, guesses, language)} ({seconds:.1f} s)")


def place(term: Term, found: list[Candidate]) -> int:
    """Where among the candidates a term is; -1 where it is not."""
    only = Glossary((term,))
    for i, candidate in enumerate(found):
        matches = find_terms(only, candidate.source)
        if any(m.end - m.start == len(candidate.source) for m in matches):
            return i
    return -1


def judged(
    hits: list[tuple[Term, Candidate]], guesses: dict[str, Guess], language: Language
) -> str:
    right: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for term, candidate in hits:
        if term.required(language) is None:
            continue
        guess = guesses.get(candidate.source)
        thin = guess is None or guess.thin
        total[thin] += 1
        right[thin] += guess is not None and is_right(guess.form, term, language)
    sure, thin_ = (f"{right[key]}/{total[key]}" for key in (False, True))
    return f"right first: sure {sure}, thin {thin_}"


def is_right(form: str, term: Term, language: Language) -> bool:
    whole = ((0, len(form)),)
    return any(
        form_spans(form, accepted, language, inflection_of(term)) == whole
        for accepted in term.accepted(language)
    )


if __name__ == "__main__":
    main()
