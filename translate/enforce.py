"""The glossary enforced on what a model offers.

A hypothesis that already has every term is taken as it is, the best one first. Where none has,
what a model wrote for a missing term is replaced by the required form, as far as the word
alignment tells which words those are; a term that cannot be placed so is reported as missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.engines import Hypothesis
from translate.forms import fold
from translate.glossary import Match, Term, has_form, term_spans
from translate.inline import Link
from translate.languages import Language

_LONGEST = 6  # words: more than that is no longer what stands for one term
_ALIKE = 0.6  # share of letters in common above which two words are spellings of one name
_WORD = re.compile("[\\w\u064b-\u065f\u0670]+(?:[\u200c-][\\w\u064b-\u065f\u0670]+)*")
_BLANK = re.compile("[\\s\u200c-]*")

# Words beside a name that alignments like to give to it, and that the sentence needs.
_PARTICLES = {
    "ur": "نے کا کی کے کو میں سے پر تک اور بھی ہی",
    "ps": "د په له ته کې سره او تر پر څخه هم",
    "fa_AF": "در از به را و با که برای بر تا هم",
    "ar": "في من على إلى عن مع أن إن",
}
_ARABIC_PREFIXES = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
_AND_THE = re.compile(r"وال\w{3}")  # و before an article is never part of the word


@dataclass(frozen=True, slots=True)
class Enforced:
    """The translation to draft with. `links` fit `text`; `hypothesis_index` tells which of the
    hypotheses it comes from; `missing` are the terms it lacks; `repairs` say what was replaced."""

    text: str
    links: tuple[Link, ...]
    hypothesis_index: int
    missing: tuple[Term, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    """text[start:end], which stands for `match`, is to become `new`."""

    start: int
    end: int
    new: str
    match: Match


def enforce(
    matches: Sequence[Match], hypotheses: Sequence[Hypothesis], language: Language
) -> Enforced:
    """The hypothesis that does best by the terms of its source, repaired where need be.

    A term counts as there when one of its accepted forms is, once at least: a translation may
    have a pronoun for the second. Hypotheses come best first; there must be one.
    """
    needed = [match for match in matches if match.term.required(language)]
    for index, hypothesis in enumerate(hypotheses):
        if not _missing(hypothesis.text, needed, language):
            return Enforced(hypothesis.text, hypothesis.links, index)
    repaired = [
        _repaired(hypothesis, index, needed, language)
        for index, hypothesis in enumerate(hypotheses)
    ]
    return min(repaired, key=lambda enforced: len(enforced.missing))


def _missing(text: str, needed: Sequence[Match], language: Language) -> tuple[Term, ...]:
    terms = dict.fromkeys(match.term for match in needed)
    return tuple(term for term in terms if not has_form(text, term, language))


def _repaired(
    hypothesis: Hypothesis, index: int, needed: Sequence[Match], language: Language
) -> Enforced:
    text = hypothesis.text
    missing = _missing(text, needed, language)
    taken = [
        span
        for match in needed
        if match.term not in missing
        for span in term_spans(text, match.term, language)
    ]
    edits: list[_Edit] = []
    for match in needed:
        # What stands for a plural is a plural: the singular form would be a new mistake.
        if match.term not in missing or match.plural:
            continue
        edit = _edit(match, hypothesis, language)
        if edit and not any(edit.start < end and start < edit.end for start, end in taken):
            edits.append(edit)
            taken.append((edit.start, edit.end))
    edits.sort(key=lambda edit: edit.start)
    new = _edited(text, edits)
    repairs = tuple(f"{e.match.term.source}: {text[e.start : e.end]} → {e.new}" for e in edits)
    links = _moved(hypothesis.links, edits)
    return Enforced(new, links, index, _missing(new, needed, language), repairs)


def _edit(match: Match, hypothesis: Hypothesis, language: Language) -> _Edit | None:
    """The replacement of what stands for `match` by its required form; None if it is unclear
    which words that is."""
    form = match.term.required(language)
    assert form is not None
    text = hypothesis.text
    words = [found.span() for found in _WORD.finditer(text)]
    ours = [_belongs(word, match, hypothesis.links) for word in words]
    stretch = _stretch(text, words, ours, form, language)
    if stretch is None:
        return None
    first, last = stretch
    start, end = words[first][0], words[last][1]
    if language.code == "ar":
        form = _prefixed(text[slice(*words[first])], form)
    return _Edit(start, end, form, match)


def _belongs(word: tuple[int, int], match: Match, links: Sequence[Link]) -> bool | None:
    """Whether a target word comes mainly from the words of `match`; None if that is unknown."""
    balance, known = 0, False
    for link in links:
        if link.target_start < word[1] and word[0] < link.target_end:
            inside = link.source_start < match.end and match.start < link.source_end
            balance += 1 if inside else -1
            known = True
    return balance >= 0 if known else None


def _stretch(
    text: str,
    words: Sequence[tuple[int, int]],
    ours: Sequence[bool | None],
    form: str,
    language: Language,
) -> tuple[int, int] | None:
    """The first and the last of the words to replace by `form`, or None.

    They must follow each other without punctuation or a word of another origin in between.
    """
    parts = form.split()
    written = [text[start:end] for start, end in words]
    particles = set(_PARTICLES.get(language.code, "").split())
    mine = [i for i, own in enumerate(ours) if own and written[i] not in particles]
    if not mine:
        return None
    first, last = mine[0], mine[-1]
    # A part of a name that no link reaches is told by its looks.
    while first > 0 and ours[first - 1] is None and _alike(written[first - 1], parts):
        first -= 1
    while last + 1 < len(words) and ours[last + 1] is None and _alike(written[last + 1], parts):
        last += 1
    if parts[0] in particles and first > 0 and written[first - 1] == parts[0]:
        first -= 1  # Pashto: د before بهرنیو چارو وزیر is part of the form
    if last - first >= _LONGEST or False in ours[first + 1 : last]:
        return None
    gaps = (text[words[i][1] : words[i + 1][0]] for i in range(first, last))
    return (first, last) if all(_BLANK.fullmatch(gap) for gap in gaps) else None


def _alike(word: str, parts: Sequence[str]) -> bool:
    """Whether `word` looks like a spelling of one of the parts of a name."""
    return len(word) > 1 and any(_likeness(word, part) >= _ALIKE for part in parts)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _prefixed(word: str, form: str) -> str:
    """An Arabic form with the one-letter words that were written onto `word`, if any."""
    head = form.split()[0]
    best, prefix = _likeness(word, head), ""
    for letters in _ARABIC_PREFIXES:
        if word.startswith(letters):
            likeness = _likeness(word[len(letters) :], head)
            if likeness >= _ALIKE and likeness > best:
                best, prefix = likeness, letters
    if not prefix and _AND_THE.match(word):
        prefix = "و"
    if prefix.endswith("ل") and form.startswith("ال"):
        return prefix + form[2:] if form.startswith("الل") else prefix + "ل" + form[2:]
    return prefix + form


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def _moved(links: Sequence[Link], edits: Sequence[_Edit]) -> tuple[Link, ...]:
    """The links where they are after the edits; each edit has one link, from its term."""
    moved: list[Link] = []
    for link in links:
        shift = 0
        for edit in edits:
            if edit.start < link.target_end and link.target_start < edit.end:
                break
            if edit.end <= link.target_start:
                shift += len(edit.new) - (edit.end - edit.start)
        else:
            start, end = link.target_start + shift, link.target_end + shift
            moved.append(Link(link.source_start, link.source_end, start, end))
    shift = 0
    for edit in edits:
        start = edit.start + shift
        moved.append(Link(edit.match.start, edit.match.end, start, start + len(edit.new)))
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(sorted(moved, key=lambda link: link.target_start))
