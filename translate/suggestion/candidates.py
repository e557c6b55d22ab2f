"""Names and terms that articles use and the glossary lacks, the most used first.

Names are runs of capitalised words; a word that opens a sentence counts only if it is never
written small elsewhere. Terms are two or three ordinary words that stand together more often than
chance has it (log-likelihood ratio, Dunning 1993).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from translate.terms import Glossary, Kind, Match, find_terms

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONNECTORS = frozenset(("of", "the", "for", "bin", "ibn", "ul", "e", "i", "de"))
_SMALL = _CONNECTORS.union(
    ("a", "an", "and", "as", "at", "by", "from", "in", "on", "or", "to", "with")
)
_WHERE = frozenset(("in", "at", "from", "near", "to", "across", "into", "via", "around"))
_DATES_AND_OPENERS = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June
    July August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec Mr Mrs Ms
    Dr Gen Lt Col Maj Sgt Prof St No I The A An In On At By He She It They We You But And Or If As
"""
_NOT_NAMES = frozenset(_DATES_AND_OPENERS.split())
_COMMON = """
    a about above across after again against all also although among an and any are around as at be
    because been before being between both but by can could did do does down during each even every
    few first for four from had has have he her him his how i if in including into is it its last
    least less like made many may might more most much must my near new
    next no not now of off on one
    only or other others our out over own said same say says second several she should since so
    some still such ten than that the their them then there these they third this those three
    through to told took two under until up use used was we were what when where which while who
    whose will with within without would year years month months week weeks day days people per
    cent percent million billion thousand hundred five six seven eight nine old back just very well
    another your left right set put went came come go going get
"""
_STOP = frozenset(_COMMON.split())
_INSTITUTION = re.compile(
    r"\b(?:Academy|Agency|Airport|Alliance|Army|Assembly|Association|Authority|Bank|Board|Brigade"
    r"|Bureau|Centre|Center|Chamber|Club|College|Commission|Committee|Company|Conference|Congress"
    r"|Corporation|Corps|Council|Court|Department|Directorate|Force|Foundation|Front|Fund|Group"
    r"|Hospital|Institute|League|Ministry|Mission|Movement|Network|Office|Organi[sz]ation|Party"
    r"|Police|Programme|Program|School|Service|Society|Union|University)\b"
)
_PLACE = re.compile(
    r"\b(?:Bridge|City|Crossing|Dam|District|Gate|Highway|Island|Lake|Mosque|Mountains?|Pass"
    r"|Plain|Port|Province|River|Road|Square|Strait|Street|Tunnel|Valley|Village)\b"
)
_OPENING = re.compile(r"(?:^|[.!?:“\"‘(–—])\s*\Z")
_CHANCE = 10.83  # log-likelihood: one in a thousand
_WHOLE = 0.15  # share of its rarer word's uses that a term of ordinary words must make up
_LEAST = 3  # uses of a term of ordinary words


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article in plain words; `place` is where it stands."""

    article: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name or term that the glossary lacks, and how much it is used, where."""

    source: str
    kind: Kind
    uses: int
    articles: int
    places: tuple[str, ...]

    @property
    def weight(self) -> float:
        """By which candidates are ranked: uses, worth more in many articles, and as a name."""
        name = not self.source.split()[-1][0].islower()
        return self.uses * math.log2(1 + self.articles) * (1 if name else 0.4)


@dataclass(slots=True)
class _Tally:
    uses: int = 0
    located: int = 0  # uses after in, at, from
    articles: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    def add(self, passage: Passage, located: bool) -> None:
        self.uses += 1
        self.located += located
        self.articles.add(passage.article)
        self.places.append(passage.place)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    known: Match | None

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def candidates(passages: Sequence[Passage], glossary: Glossary) -> list[Candidate]:
    """What the glossary lacks, best first."""
    read = [(passage, _read(passage.words, glossary)) for passage in passages]
    small = _small_words(words for _, words in read)
    found: dict[str, _Tally] = {}
    for passage, words in read:
        for run in _names(passage.words, words, small):
            located = run[0] > 0 and words[run[0] - 1].text.lower() in _WHERE
            name = _text(passage.words, words[slice(*run)])
            found.setdefault(name, _Tally()).add(passage, located)
    for passage, term in _terms(read):
        found.setdefault(term, _Tally()).add(passage, located=False)
    surnames = frozenset(name.split()[-1] for name in found if " " in name)
    ranked = [
        Candidate(
            source=name,
            kind=_kind(name, tally, surnames),
            uses=tally.uses,
            articles=len(tally.articles),
            places=tuple(dict.fromkeys(tally.places)),
        )
        for name, tally in found.items()
        if (tally.uses > 1 or " " in name) and not _is_known(name, glossary)
    ]
    return sorted(ranked, key=lambda candidate: (-candidate.weight, candidate.source))


def _is_known(name: str, glossary: Glossary) -> bool:
    """Whether a name is a term in capitals, as ISLAMABAD at the head of a report."""
    return name.isupper() and bool(find_terms(glossary, name.title()))


def _read(text: str, glossary: Glossary) -> list[_Word]:
    matches = find_terms(glossary, text)
    words = []
    at = 0
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", found[0])
        while at < len(matches) and matches[at].end <= found.start():
            at += 1
        known = matches[at] if at < len(matches) and matches[at].start < found.end() else None
        if word:
            words.append(_Word(word, found.start(), found.start() + len(word), known))
    return words


def _text(text: str, run: Sequence[_Word]) -> str:
    return text[run[0].start : run[-1].end]


def _small_words(texts: Iterable[Sequence[_Word]]) -> frozenset[str]:
    return frozenset(word.text for words in texts for word in words if not word.is_capital)


def _names(text: str, words: Sequence[_Word], small: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words that are no term: first word and the one after the last."""
    if len(words) > 3 and all(word.is_capital or word.text in _SMALL for word in words):
        return  # a headline with capitals throughout is no evidence
    at = 0
    while at < len(words):
        end = _run_end(text, words, at, small)
        if end == at:
            at += 1
            continue
        yield from _unknown(text, words, at, end)
        at = end


def _run_end(text: str, words: Sequence[_Word], start: int, small: frozenset[str]) -> int:
    """The word after the run of a name that starts at `start`; `start` where none does."""
    if not _is_name_word(text, words, start, small):
        return start
    end = start + 1
    while end < len(words):
        ahead = end
        while ahead < len(words) and words[ahead].text in _CONNECTORS and ahead - end < 2:
            ahead += 1
        if ahead == len(words) or not words[ahead].is_capital:
            break
        if words[ahead].text in _NOT_NAMES:
            break
        if not all(_touch(text, a, b) for a, b in pairwise(words[end - 1 : ahead + 1])):
            break
        end = ahead + 1
    return end


def _is_name_word(text: str, words: Sequence[_Word], i: int, small: frozenset[str]) -> bool:
    word = words[i]
    if not word.is_capital or word.text in _NOT_NAMES or len(word.text) < 2:
        return False
    return not (_opens(text, word) and (word.text.lower() in small or word.text.lower() in _STOP))


def _opens(text: str, word: _Word) -> bool:
    """Whether a capital may be there for the word's place alone."""
    return word.is_capital and _OPENING.search(text, 0, word.start) is not None


def _touch(text: str, one: _Word, other: _Word) -> bool:
    return text[one.end : other.start] in (" ", "-")


def _unknown(text: str, words: Sequence[_Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run of a name that the glossary does not have."""
    run = words[start:end]
    if all(word.known for word in run if word.is_capital):
        return
    whole = _INSTITUTION.search(run[-1].text) or _PLACE.search(run[-1].text)
    kept = (Kind.PLACE, Kind.ORGANISATION, Kind.TERM) if whole else ()
    at = start
    for i in range(start, end + 1):
        if i < end and not _parts(words[i], words[end - 1], kept):
            continue
        first, last = at, i
        while first < last and words[first].text in _CONNECTORS:
            first += 1
        while last > first and words[last - 1].text in _CONNECTORS:
            last -= 1
        if first < last and not all(word.known for word in words[first:last]):
            yield first, last
        at = i + 1


def _parts(word: _Word, final: _Word, kept: Sequence[Kind]) -> bool:
    """Whether a known term's word ends what stands before it: a title does, the surname at the end
    of a longer name does not."""
    if word.known is None or word.known.term.kind in kept:
        return False
    return word.known.term.kind is Kind.TITLE or word.known is not final.known


def _terms(read: Sequence[tuple[Passage, Sequence[_Word]]]) -> Iterator[tuple[Passage, str]]:
    """Each use of two or three ordinary words that belong together."""
    singles: Counter[str] = Counter()
    joined: Counter[tuple[str, ...]] = Counter()
    for passage, words in read:
        singles.update(word.text for word in words)
        joined.update(_groups(passage.words, words))
    total = sum(singles.values())
    terms = {group for group, count in joined.items() if _belongs(group, count, joined, singles)}
    terms = {group for group in terms if _likely(group, joined, singles, total)}
    inner = {part for group in terms if len(group) == 3 for part in (group[:2], group[1:])}
    inner = {part for part in inner if joined[part] < 2 * _LEAST}
    for passage, words in read:
        for group in _groups(passage.words, words):
            if group in terms - inner:
                yield passage, " ".join(group)


def _groups(text: str, words: Sequence[_Word]) -> Iterator[tuple[str, ...]]:
    for size in (2, 3):
        for i in range(len(words) - size + 1):
            part = words[i : i + size]
            # Taliban government: a term may start with a name, known or not.
            if any(word.known or word.is_capital for word in part[1:]) or _opens(text, part[0]):
                continue
            if any(word.text in _STOP or len(word.text) < 3 for word in part):
                continue
            if all(_touch(text, a, b) for a, b in pairwise(part)):
                yield tuple(word.text for word in part)


def _belongs(
    group: tuple[str, ...],
    count: int,
    joined: Counter[tuple[str, ...]],
    singles: Counter[str],
) -> bool:
    if count < _LEAST:
        return False
    if len(group) == 3:
        return count >= 0.5 * min(joined[group[:2]], joined[group[1:]])
    return count >= _WHOLE * min(singles[word] for word in group)


def _likely(
    group: tuple[str, ...], joined: Counter[tuple[str, ...]], singles: Counter[str], total: int
) -> bool:
    pairs = pairwise(group)
    return all(
        log_likelihood(joined[one, other], singles[one], singles[other], total) > _CHANCE
        for one, other in pairs
    )


def log_likelihood(both: int, one: int, other: int, total: int) -> float:
    """Dunning's G² for two things seen `one` and `other` times among `total`, `both` together."""
    table = ((both, one - both), (other - both, total - one - other + both))
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    return 2 * sum(
        cell * math.log(cell * total / (rows[i] * columns[j]))
        for i, row in enumerate(table)
        for j, cell in enumerate(row)
        if cell > 0
    )


def _kind(name: str, tally: _Tally, surnames: frozenset[str]) -> Kind:
    """What a candidate seems to be; an editor knows better."""
    if name.split()[-1][0].islower():
        return Kind.TERM
    if name.isupper() or _INSTITUTION.search(name):
        return Kind.ORGANISATION
    if _PLACE.search(name) or 2 * tally.located > tally.uses:
        return Kind.PLACE
    return Kind.PERSON if " " in name or name in surnames else Kind.TERM
