"""How true drafts are to a glossary, and what that costs: with and without the cascade.

    python benchmarks/terminology.py MODEL… [--terms FOLDER --eval FOLDER] [--corpus FILE.tsv]
                                     [--glossary FOLDER] [--lines N]

MODEL is an unpacked Argos package. Two sets, either may be left out:
- FOLDERs with TICO-19's term lists (*.en-CODE.csv: sourceString, targetString) and its sentences
  (*.en-CODE.tsv: English, tab, reference); Dari's references are held to the Persian list;
- a corpus of five columns (English, Urdu, Pashto, Dari, Arabic; whole articles, none of them ever
  trained on) and the sample glossary.

By set and language: the share of terms that stand in the drafts in an accepted form, over all
terms and over those that the human reference has in one, for the model alone and with the cascade;
how many came by which rung; the share of repeated terms with their document's usual form; chrF++
for both; the processor time of both (nobody else's work counts in it), and the drafts that a
glossary of as many terms that do not occur changes, which must be none.
"""

from __future__ import annotations

import argparse
import csv
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sacrebleu.metrics import CHRF

from translate.documents.sentences import sentence_spans
from translate.draft import Draft, House, Request, draft_by_machine
from translate.engines import Engine
from translate.engines.argos import ArgosEngine, read_package
from translate.glossary import load_glossary
from translate.inline import Syntax, mask
from translate.languages import LANGUAGES, Language, find_language
from translate.termbase.tables import clean
from translate.terms import Case, Glossary, Kind, Term, find_terms, has_form, term_spans, words_of
from translate.trail import FLAGGED, Rung, tally
from translate.typography import Style, typeset

_DOCUMENT = 12  # lines taken for one where a set does not say
_LABELS = [*(rung.value.split()[0] for rung in Rung), FLAGGED]


@dataclass(frozen=True, slots=True)
class Line:
    """An English sentence, its human translation, the document it is of, and its terms."""

    source: str
    reference: str
    document: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What drafts make of the terms: counts over all, and over those that the reference has."""

    found: int
    terms: int
    found_too: int
    terms_too: int
    usual: int
    repeated: int
    chrf: float

    def row(self) -> str:
        return (
            f"{_percent(self.found, self.terms):>8}{_percent(self.found_too, self.terms_too):>9}"
            f"{_percent(self.usual, self.repeated):>12}{self.chrf:>8.2f}"
        )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


# The sets


def tico(lists: Path, folder: Path, language: Language) -> tuple[Glossary, list[Line]]:
    """TICO-19's sentences and terms; the variants of one source are one term's forms. What the
    list has in capitals alone is found in capitals alone: WHO is not who."""
    codes = (language.code, *language.aliases)
    found = _files(lists, "csv", (*codes, "fa") if language.code == "fa_AF" else codes)
    forms: dict[str, list[str]] = {}
    written: dict[str, str] = {}
    with found[0].open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            source, form = row["sourceString"].strip(), row["targetString"].strip()
            if form and words_of(source):
                forms.setdefault(source.lower(), []).append(clean(form))
                if not source.isupper() or source.lower() not in written:
                    written[source.lower()] = source
    terms = (_term(written[key], every, language) for key, every in forms.items())
    glossary = Glossary(tuple(terms))
    text = _files(folder, "tsv", codes)[0].read_text(encoding="utf-8")
    pairs = [line.split("\t")[:2] for line in text.splitlines() if line.count("\t")]
    return glossary, _lines([(s, r) for s, r in pairs if s and r], glossary, language)


def _files(folder: Path, suffix: str, codes: Sequence[str]) -> list[Path]:
    every = [folder.glob(f"*.en-{code}.{suffix}") for code in codes]
    return [path for paths in every for path in sorted(paths)]


def _term(source: str, forms: Sequence[str], language: Language) -> Term:
    accepted = tuple(dict.fromkeys(forms))
    case = Case.EXACT if source.isupper() else Case.ANY
    return Term(source, Kind.TERM, case, ((language.code, accepted),))


def corpus(path: Path, glossary: Glossary, language: Language) -> list[Line]:
    column = 1 + LANGUAGES.index(language)
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return _lines([(row[0], row[column]) for row in rows], glossary, language)


def _lines(pairs: Sequence[tuple[str, str]], glossary: Glossary, language: Language) -> list[Line]:
    lines = []
    for number, (source, reference) in enumerate(pairs):
        matches = find_terms(glossary, source)
        terms = dict.fromkeys(m.term for m in matches if m.term.required(language))
        reference = typeset(reference, language, Style(), Syntax.PLAIN)
        lines.append(Line(source, reference, number // _DOCUMENT, tuple(terms)))
    return lines


def thinned(lines: Sequence[Line], count: int | None) -> list[Line]:
    """About `count` of the lines: whole documents, from all over."""
    documents = [list(group) for _, group in groupby(lines, key=lambda line: line.document)]
    step = max(1, len(lines) // count) if count else 1
    return [line for document in documents[::step] for line in document]


def strangers(glossary: Glossary) -> Glossary:
    """As many terms, with the same forms, that no text has."""
    named = (f"Zq{number} {term.source}" for number, term in enumerate(glossary.terms))
    return Glossary(
        tuple(
            Term(source, term.kind, term.case, term.forms)
            for source, term in zip(named, glossary.terms, strict=True)
        )
    )


# Measuring


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts of a line's sentences, together, and all their notes."""

    text: str
    notes: tuple[str, ...]


def drafted(
    lines: Sequence[Line], engine: Engine, language: Language, glossary: Glossary, runs: int = 1
) -> tuple[list[Drafted], float]:
    """The drafts, and the seconds of processor time that they take at best of some runs. A line is
    drafted sentence by sentence, as an article is."""
    parts = [(number, text) for number, line in enumerate(lines) for text in sentences(line.source)]
    requests = [Request(text, "sentence", Syntax.PLAIN) for _, text in parts]
    house = House(language, glossary, Style())
    least = math.inf
    for _ in range(runs):
        start = time.process_time()
        outcomes = draft_by_machine(requests, engine, house)
        least = min(least, time.process_time() - start)
    by_line: list[list[Draft]] = [[] for _ in lines]
    for (number, _), outcome in zip(parts, outcomes, strict=True):
        if isinstance(outcome, Draft):
            by_line[number].append(outcome)
    return [_together(drafts) for drafts in by_line], least


def sentences(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in sentence_spans(mask(text, Syntax.PLAIN), text)]


def _together(drafts: Sequence[Draft]) -> Drafted:
    notes = tuple(note for draft in drafts for note in draft.notes)
    return Drafted(" ".join(draft.target for draft in drafts), notes)


def texts(drafts: Sequence[Drafted]) -> list[str]:
    return [draft.text for draft in drafts]


def scores(lines: Sequence[Line], targets: Sequence[str], language: Language) -> Scores:
    there: list[bool] = []
    there_too: list[bool] = []
    seen: dict[tuple[int, Term], list[set[str]]] = {}
    for line, target in zip(lines, targets, strict=True):
        for term in line.terms:
            there.append(has_form(target, term, language))
            if has_form(line.reference, term, language):
                there_too.append(there[-1])
            seen.setdefault((line.document, term), []).append(forms_of(target, term, language))
    repeated = [used for used in seen.values() if len(used) > 1]
    return Scores(
        sum(there),
        len(there),
        sum(there_too),
        len(there_too),
        sum(most_alike(used) for used in repeated),
        sum(map(len, repeated)),
        chrf(targets, [line.reference for line in lines]),
    )


def forms_of(target: str, term: Term, language: Language) -> set[str]:
    """The accepted forms that a draft has, whatever clings to them: سربازان has سرباز too."""
    return {
        form
        for form in term.accepted(language)
        if term_spans(target, _term("x", [form], language), language)
    }


def most_alike(used: Sequence[set[str]]) -> int:
    """In how many of a document's sentences with a term one form of it stands, at most; at least
    one, since a term that is nowhere is alike in none."""
    counted = Counter(form for forms in used for form in forms)
    return max(counted.values(), default=1)


def chrf(drafts: Sequence[str], references: Sequence[str]) -> float:
    return float(CHRF(word_order=2).corpus_score(list(drafts), [list(references)]).score)


def measure(
    name: str, lines: Sequence[Line], engine: Engine, language: Language, glossary: Glossary
) -> None:
    drafted(lines[:8], engine, language, glossary)  # the model comes into memory
    alone, plain_time = drafted(lines, engine, language, Glossary(), runs=3)
    held, held_time = drafted(lines, engine, language, glossary, runs=3)
    other, _ = drafted(lines, engine, language, strangers(glossary))
    changed = sum(a != b for a, b in zip(texts(alone), texts(other), strict=True))
    rungs: Counter[str] = Counter()
    for draft in held:
        rungs += tally(draft.notes)
    head = f"{language.code:<6}{name:<8}{len(lines):>6}"
    print(f"{head}  model  {scores(lines, texts(alone), language).row()}{plain_time:>9.1f}")
    print(
        f"{'':<20}  cascade{scores(lines, texts(held), language).row()}{held_time:>9.1f}"
        f"{held_time / plain_time:>7.2f}×{changed:>9}"
    )
    print(f"{'':<22}{shares(rungs)}", flush=True)


def shares(rungs: Mapping[str, int]) -> str:
    """Each rung's terms, and the accuracy with it and those before it."""
    total, so_far, parts = sum(rungs.values()), 0, []
    for label, rung in zip(_LABELS, [*(rung.value for rung in Rung), FLAGGED], strict=True):
        count = rungs.get(rung, 0)
        so_far += 0 if rung == FLAGGED else count
        reached = "" if rung == FLAGGED else f" ({_percent(so_far, total)})"
        parts.append(f"{label} {count}{reached}")
    return ", ".join(parts)


def engines(folders: Sequence[Path]) -> Iterator[tuple[Language, Engine]]:
    for folder in folders:
        package = read_package(folder)
        yield find_language(package.to_code), ArgosEngine(package)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--terms", type=Path)
    parser.add_argument("--eval", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--glossary", type=Path, default=Path("glossary"))
    parser.add_argument("--lines", type=int, help="about so many a set, spread over it")
    options = parser.parse_args()
    print(
        f"{'':<29}{'all %':>8}{'ref. %':>9}{'consist. %':>12}{'chrF++':>8}{'CPU s':>9}"
        f"{'':>8}{'strangers':>9}"
    )
    for language, engine in engines(options.models):
        if options.terms and options.eval:
            glossary, lines = tico(options.terms, options.eval, language)
            measure("TICO-19", thinned(lines, options.lines), engine, language, glossary)
        if options.corpus:
            glossary = load_glossary(options.glossary)
            lines = corpus(options.corpus, glossary, language)
            measure("corpus", thinned(lines, options.lines), engine, language, glossary)


if __name__ == "__main__":
    main()
