"""What a model wrote for a term, replaced by the form that the glossary asks for.

Which words those are is told by a form that is known to be the term's (a later form at a first
mention, a forbidden one) or by the word alignment; where it is not clear, nothing is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translate.cascade.edits import Edit
from translate.cascade.needs import (
    Need,
    Span,
    banned_places,
    form_places,
    lacking,
    overlap,
    places,
)
from translate.cascade.shapes import (
    ALIKE,
    INNER,
    PARTICLES,
    before_postposition,
    held_apart,
    in_place_of,
    likeness,
    pashto_place,
    plural,
    prefixed,
)
from translate.engines import Hypothesis
from translate.inline import Link
from translate.languages import Language
from translate.terms import Kind, Match

_LONGEST = 6  # words: more than that is no longer what stands for one term
_WORD = re.compile("[\\w\u064b-\u065f\u0670]+(?:[\u200c-][\\w\u064b-\u065f\u0670]+)*")
_DIGIT = re.compile(r"\d")
_BLANK = re.compile("[\\s\u200c-]*")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a hypothesis, and of each whether it comes from the term (None: unknown)."""

    text: str
    spans: Sequence[Span]
    ours: Sequence[bool | None]

    def written(self, i: int) -> str:
        return self.text[slice(*self.spans[i])]


def first_mentions(text: str, needs: Sequence[Need], language: Language) -> list[Edit]:
    """For each term at its first mention that stands there in a later form: that form replaced,
    with whatever of the form for first mentions stands around it."""
    edits: list[Edit] = []
    for need in needs:
        if not need.first or form_places(text, need, language):
            continue
        later = need.term.accepted(language)
        for start, end in places(text, later, need.term, language)[:1]:
            new = in_place_of(text[start:end], later, need.form, language)
            start, end = _with_its_own(text, start, end, need, language)
            edit = _placed(text, Edit(start, end, new, need), language)
            if edit and not any(overlap((edit.start, edit.end), (e.start, e.end)) for e in edits):
                edits.append(edit)
    return edits


def _with_its_own(text: str, start: int, end: int, need: Need, language: Language) -> Span:
    """A later form at text[start:end], with the words of the form for first mentions before it
    and another form of the term, or its English, in apposition behind it."""
    words = need.form.split()
    letters = "[وف]?[بكل]?" if language.code == "ar" else ""
    for size in range(len(words) - 1, words[0] == "د", -1):
        own = r"\s+".join(map(re.escape, words[:size]))
        if found := re.search(rf"(?<!\w){letters}({own})\s+$", text[:start]):
            start = found.start(1)
            break
    others = "|".join(map(re.escape, (*need.term.accepted(language), need.term.source)))
    if found := re.match(rf"\s*(?:\((?:{others})\)|،\s*(?:{others})\s*،)", text[end:]):
        end += found.end()
    return start, end


def _placed(text: str, edit: Edit, language: Language) -> Edit | None:
    """The edit as its place has it; None where the form does not go into that."""
    before = text[: edit.start]
    if before.endswith("(") and "(" in edit.new:
        return None
    if language.code != "ps":
        return edit
    placed = pashto_place(before, edit.new)
    return placed and replace(edit, start=edit.start - placed[0], new=placed[1])


def substitutions(
    hypothesis: Hypothesis, needs: Sequence[Need], language: Language
) -> Iterator[Edit]:
    """The replacements by which `hypothesis` gets the terms it lacks, where that is clear."""
    text = hypothesis.text
    missing = lacking(text, needs, language)
    taken = [
        span for need in needs if need not in missing for span in form_places(text, need, language)
    ]
    for need in missing:
        banned = list(_without_banned(hypothesis, need, needs, language))
        # Beside a forbidden form that goes, or is gone already, no other word stands for the term.
        edits = banned or _replacements(hypothesis, need, language)
        for edit in edits:
            if edit and not any(overlap((edit.start, edit.end), span) for span in taken):
                taken.append((edit.start, edit.end))
                yield edit


def _replacements(hypothesis: Hypothesis, need: Need, language: Language) -> Iterator[Edit]:
    """What stands for the mentions of a term replaced; at a first mention the first place of all
    gets the form for that, the others do not."""
    found = [_aligned(hypothesis, match, need, language) for match in need.mentions]
    edits = sorted((edit for edit in found if edit), key=lambda edit: edit.start)
    yield from edits[:1]
    if len(edits) > 1:
        later = need.later(language)
        for match in need.mentions:
            edit = _aligned(hypothesis, match, later, language)
            if edit and edit.end > edits[0].end:
                yield replace(edit, need=need)


def wrong_words(hypothesis: Hypothesis, need: Need, language: Language) -> tuple[str, ...]:
    """The words, or the one phrase, that a model wrote for a term that the translation lacks, by
    the alignment; not those that the form itself has."""
    right = {*PARTICLES[language.code], *need.form.split()}
    for match in need.mentions:
        words = _words(hypothesis, match.start, match.end)
        span = _stretch(words, need.form, language)
        ours = (words.written(i) for i, own in enumerate(words.ours) if own)
        found = (hypothesis.text[slice(*span)],) if span else tuple(ours)
        if wrong := tuple(word for word in dict.fromkeys(found) if word not in right):
            return wrong
    return ()


def _without_banned(
    hypothesis: Hypothesis, need: Need, needs: Sequence[Need], language: Language
) -> Iterator[Edit | None]:
    asked = need.later(language) if form_places(hypothesis.text, need, language) else need
    for span in banned_places(hypothesis.text, need, needs, language):
        edit = _banned(hypothesis, span, asked, language)
        yield edit and replace(edit, need=need)
        asked = need.later(language)


def _banned(hypothesis: Hypothesis, span: Span, need: Need, language: Language) -> Edit | None:
    """The replacement of a forbidden form, unless those words come from elsewhere."""
    for match in need.mentions:
        words = _words(hypothesis, match.start, match.end)
        inside = [own for at, own in zip(words.spans, words.ours, strict=True) if overlap(at, span)]
        if any(inside) or all(own is None for own in inside):
            banned = need.term.banned(language)
            new = in_place_of(hypothesis.text[slice(*span)], banned, need.form, language)
            return _placed(hypothesis.text, Edit(*span, new, need), language)
    return None


def _aligned(hypothesis: Hypothesis, match: Match, need: Need, language: Language) -> Edit | None:
    """The replacement of what stands for `match`; None if it is unclear which words that is, or
    which shape of the form should stand there."""
    words = _words(hypothesis, match.start, match.end)
    span = _stretch(words, need.form, language)
    if span is None:
        return None
    start, end = span
    written = hypothesis.text[start:end]
    apart = held_apart(written, need.form, language)
    if _is_too_long(len(written.split()) - bool(apart), match, need):
        return None
    form: str | None = need.form
    after = hypothesis.text[end:]
    head, *_, last = written.split() * 2
    if match.plural:
        # What stands for a plural is a plural: the singular form would be a new mistake.
        form = plural(need, last, after, language)
    elif (
        need.term.kind is Kind.TERM and last.endswith("ے") and before_postposition(after, language)
    ):
        form = re.sub("ہ$", "ے", need.form)  # as the model had it
    if form is None:
        return None
    if apart:
        placed = pashto_place(f" {apart} ", form)
        return placed and Edit(start, end, placed[1], need)
    new = prefixed(head, form) if language.code == "ar" else form
    return _placed(hypothesis.text, Edit(start, end, new, need), language)


def _is_too_long(count: int, match: Match, need: Need) -> bool:
    """Whether more words would go than a name can have: some of them are others' then."""
    name = need.term.kind in (Kind.PERSON, Kind.PLACE)
    most = max(len(need.form.split()), len(match.text.split()))
    return name and count > most


def _words(hypothesis: Hypothesis, start: int, end: int) -> _Words:
    """The words of a hypothesis, by whether they come from source[start:end]."""
    spans = [found.span() for found in _WORD.finditer(hypothesis.text)]
    ours = [_belongs(span, start, end, hypothesis.links) for span in spans]
    return _Words(hypothesis.text, spans, ours)


def _belongs(word: Span, start: int, end: int, links: Sequence[Link]) -> bool | None:
    """Whether a word comes mainly from source[start:end]; None if that is unknown."""
    balance, known = 0, False
    for link in links:
        if link.target_start < word[1] and word[0] < link.target_end:
            inside = link.source_start < end and start < link.source_end
            balance += 1 if inside else -1
            known = True
    return balance >= 0 if known else None


def _stretch(words: _Words, form: str, language: Language) -> Span | None:
    """Where the words stand that `form` is to replace, or None.

    They must follow each other without punctuation or a word of another origin in between.
    """
    parts = form.split()
    particles = PARTICLES[language.code]
    ours = words.ours
    mine = [i for i, own in enumerate(ours) if own and words.written(i) not in particles]
    if not mine:
        return None
    first, last = mine[0], mine[-1]
    # A part of a name that no link reaches is told by its looks.
    alike = [
        own is None and (word := words.written(i)) not in particles and _alike(word, parts)
        for i, own in enumerate(ours)
    ]
    while first > 0 and alike[first - 1]:
        first -= 1
    while last + 1 < len(ours) and alike[last + 1]:
        last += 1
    if parts[0] in particles and first > 0 and words.written(first - 1) == parts[0]:
        first -= 1  # Pashto: د before بهرنیو چارو وزیر is part of the form
    start, end = words.spans[first][0], words.spans[last][1]
    apart = held_apart(words.text[start:end], form, language)
    within = range(first + 1, last - 1 if apart else last)
    if last - first >= _LONGEST or any(ours[i] is False for i in within):
        return None
    inner = {words.written(i) for i in within} & particles
    if inner - INNER.get(language.code, frozenset()) - set(parts):
        return None
    gaps = (words.text[words.spans[i][1] : words.spans[i + 1][0]] for i in range(first, last))
    if not all(_BLANK.fullmatch(gap) for gap in gaps):
        return None
    # Figures are the sentence's own, whatever the links say.
    if _DIGIT.search(words.text, start, end) and not _DIGIT.search(form):
        return None
    return start, end


def _alike(word: str, parts: Sequence[str]) -> bool:
    """Whether `word` looks like a spelling of one of the parts of a name."""
    return len(word) > 1 and any(likeness(word, part) >= ALIKE for part in parts)
