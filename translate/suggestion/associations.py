"""Which words of a language stand for an English name or term, told by where they stand together.

Without a word aligner: of all groups of words in the translations of the sentences that have the
term, the one that is least often elsewhere (Dice), and for names the one that also sounds alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.languages import Language
from translate.suggestion.candidates import log_likelihood
from translate.terms.forms import fold

_WORD = re.compile("[\\w\u064b-\u0652\u0670]+(?:[\u200c-][\\w\u064b-\u0652\u0670]+)*")
_SOURCE_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_GAP = re.compile(r"\s+")
_LONGEST = 5  # words
_SAMPLE = 300  # sentences with a term that are looked into
_SURE = 3  # sentences below which evidence is thin
_CHANCE = 10.83  # log-likelihood: one in a thousand
_PARTICLES = {
    "ur": "نے کا کی کے کو میں سے پر تک اور بھی ہی ہے ہیں تھا تھی تھے کہ اس ان یہ وہ نہیں ایک گے گا",
    "ps": "د په له ته کې سره او تر پر څخه هم چې دی ده دي یې دا و کړي کړ شو شي نه یو به",
    "fa_AF": "در از به را و با که برای بر تا هم است این آن های ها می شد کرد شده یک نیز",
    "ar": "في من على إلى عن مع أن إن التي الذي ما لا هذا هذه ذلك قال كان قد بين بعد",
}
_OF = "د"  # Pashto: belongs to forms of several words
_ARABIC_PREFIX = re.compile(r"(?:[وف]?[بكل]|[وف])(?=\w{3})")

# Letters by sound, so that a name can be told by its consonants: vowels and h are left out.
_SOUNDS = (
    ("B", "bp", "بپ"),
    ("F", "fv", "ف"),
    ("T", "t", "تطټٹةث"),
    ("D", "d", "دډڈض"),
    ("K", "kqcgx", "کقخغگ"),
    ("J", "j", "جچږ"),
    ("S", "sz", "سصشښزذظژځڅ"),
    ("L", "l", "ل"),
    ("R", "r", "رړڑ"),
    ("M", "m", "م"),
    ("N", "n", "نڼں"),
)
_SOUND = {letter: sound for sound, latin, own in _SOUNDS for letter in latin + fold(own)}
_PAIRS = (("sh", "s"), ("ch", "j"), ("kh", "k"), ("gh", "k"), ("ph", "f"), ("th", "t"))

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence in plain words and its translation."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Guess:
    """The form that seems to be used, in how many sentences of those that have the term; `thin`
    when that is too little to go by."""

    form: str
    together: int
    sentences: int
    thin: bool


def guess_forms(
    sources: Sequence[str], pairs: Sequence[Pair], language: Language
) -> dict[str, Guess]:
    """What the translations seem to use for each of the `sources`; nothing for those that no
    sentence has."""
    where = _sentences(sources, pairs)
    targets = [pair.target for pair in pairs]
    counts = {source: _counted(targets, at, language) for source, at in where.items()}
    wanted = {group for groups in counts.values() for group in groups}
    elsewhere = _frequencies(targets, wanted, language)
    found = {}
    for source, at in where.items():
        guess = _best(source, counts[source], elsewhere, len(at), len(pairs), language)
        if guess:
            found[source] = guess
    return found


def _sentences(sources: Sequence[str], pairs: Sequence[Pair]) -> dict[str, list[int]]:
    """The pairs whose source has each term, in its own case, as words."""
    heads: dict[str, list[tuple[Group, str]]] = {}
    for source in sources:
        parts = tuple(_SOURCE_WORD.findall(source))
        heads.setdefault(parts[0], []).append((parts, source))
    found: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        words = [re.sub("['’]s?$", "", word) for word in _SOURCE_WORD.findall(pair.source)]
        for i, word in enumerate(words):
            for wanted, source in heads.get(word, ()):
                if tuple(words[i : i + len(wanted)]) != wanted:
                    continue
                at = found.setdefault(source, [])
                if at[-1:] != [number]:
                    at.append(number)
    return {source: at[:_SAMPLE] for source, at in found.items() if at}


def _groups(text: str, language: Language) -> set[Group]:
    """The groups of words of a translation that could be a form."""
    return _with_shorter(_written_groups(text, language), language)


def _written_groups(text: str, language: Language) -> set[Group]:
    particles = _particles(language)
    found = list(_WORD.finditer(text))
    groups: set[Group] = set()
    for i, first in enumerate(found):
        if first[0] in particles and first[0] != _OF:
            continue
        words: list[str] = []
        for match in found[i : i + _LONGEST]:
            if words and not _GAP.fullmatch(text, found[i + len(words) - 1].end(), match.start()):
                break
            words.append(match[0])
            if words[0] == _OF and len(words) < 3:
                continue  # د کابل is a name in a sentence, د بهرنیو چارو وزیر a form
            if match[0] not in particles and not match[0].isdigit():
                groups.add(tuple(words))
    return groups


def _particles(language: Language) -> frozenset[str]:
    return frozenset(_PARTICLES[language.code].split())


def _with_shorter(groups: set[Group], language: Language) -> set[Group]:
    """The groups, and in Arabic the same without what may be a word written onto them."""
    if language.code != "ar":
        return groups
    return groups.union(*(_without_prefixes(group) for group in groups))


def _without_prefixes(group: Group) -> Iterator[Group]:
    first = group[0]
    if found := _ARABIC_PREFIX.match(first):
        for cut in range(1, found.end() + 1):
            yield (first[cut:], *group[1:])
    if first.startswith("لل"):
        yield ("ال" + first[2:], *group[1:])


def _counted(targets: Sequence[str], at: Sequence[int], language: Language) -> dict[Group, int]:
    """In how many of the translations each group stands, of those that stand in enough."""
    counts: Counter[Group] = Counter()
    for number in at:
        counts.update(_groups(targets[number], language))
    least = max(1, len(at) // 4)
    return {group: count for group, count in counts.items() if count >= least}


def _frequencies(targets: Sequence[str], wanted: set[Group], language: Language) -> Counter[Group]:
    """In how many translations each group stands; nothing for those that no translation has as
    they are, with nothing written onto them: they are no words."""
    found: Counter[Group] = Counter()
    whole: set[Group] = set()
    for target in targets:
        as_written = _written_groups(target, language)
        whole |= as_written & wanted
        found.update(_with_shorter(as_written, language) & wanted)
    return Counter({group: count for group, count in found.items() if group in whole})


def _best(
    source: str,
    counts: Mapping[Group, int],
    elsewhere: Mapping[Group, int],
    sentences: int,
    total: int,
    language: Language,
) -> Guess | None:
    def dice(group: Group) -> float:
        return 2 * counts[group] / (sentences + elsewhere[group])

    near = sorted((group for group in counts if group in elsewhere), key=dice, reverse=True)[:40]
    if not near:
        return None
    length = len(source.split())
    name = source[0].isupper() and not source.isupper()

    def score(group: Group) -> float:
        words = group[group[0] == _OF :]
        likeness = _likeness(source, " ".join(words)) if name else 0.0
        return dice(group) + 0.5 * likeness - 0.04 * abs(len(words) - length)

    ranked = sorted(near, key=lambda group: (-score(group), -len("".join(group)), group))
    best = ranked[0]
    others = [group for group in ranked[1:] if not set(group) & set(best)]
    clear = not others or score(best) - score(others[0]) > 0.1
    likely = log_likelihood(counts[best], sentences, elsewhere[best], total)
    thin = counts[best] < _SURE or dice(best) < 0.5 or likely < _CHANCE or not clear
    return Guess(" ".join(best), counts[best], sentences, thin)


def _likeness(source: str, form: str) -> float:
    return SequenceMatcher(None, _skeleton(source), _skeleton(form), autojunk=False).ratio()


def _skeleton(text: str) -> str:
    """The consonants of a name in either script, by sound; doubled ones once."""
    text = fold(text.lower())
    for letters, one in _PAIRS:
        text = text.replace(letters, one)
    sounds = "".join(_SOUND.get(letter, "") for letter in text)
    return re.sub(r"(.)\1", r"\1", sounds)
