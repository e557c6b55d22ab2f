"""Variations of a line that a reader would accept as well, or that teach one skill more.

All work on text and word links; the words are cut into pieces afterwards. Each takes the random
generator that it draws from, so that a pass over the data is the same whenever it is made.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.annotate import told
from training.sentences import Sentence, Span, only, substitute
from training.terms import NAMES, Form, finder

_FIGURE = re.compile(r"\d+")
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?![\d%]|[,.]\d)")
_YEARS = (1950, 2035)
_ENDED = (".", "?", "!", "۔", "؟", ".»", "۔»", "؟»", '."', '?"', ".'")


# Figures


def renumber(sentence: Sentence, chance: random.Random) -> Sentence:
    """Other figures of the same kind, the same on every side; as it was where the sides do not
    have the same figures to begin with."""
    figures = set(_FIGURE.findall(sentence.source))
    sides = sentence.targets.values()
    if not figures or any(set(_FIGURE.findall(side)) != figures for side in sides):
        return sentence
    years = set(_YEAR.findall(sentence.source))
    new = {old: _another(old, old in years, chance) for old in sorted(figures)}

    def put(text: str) -> str:
        return _FIGURE.sub(lambda found: new[found.group()], text)

    targets = {code: put(text) for code, text in sentence.targets.items()}
    return Sentence(put(sentence.source), targets, sentence.links)


def _another(figure: str, year: bool, chance: random.Random) -> str:
    """A figure that asks for the same grammar: Arabic counts 0–2, 3–10 and 11–99 differently, and
    round figures stay round."""
    if year:
        return str(chance.randint(*_YEARS))
    if len(figure) == 1:
        return str(chance.randint(3, 9)) if figure > "2" else figure
    core = figure.strip("0")
    if len(core) == 0 or (len(figure) == 2 and figure in ("10", "01", "02")):
        return figure
    ahead = len(figure) - len(figure.lstrip("0"))
    digits = [str(chance.randint(1, 9)) for _ in core]
    digits[1:-1] = [str(chance.randint(0, 9)) for _ in core[1:-1]]
    return "0" * ahead + "".join(digits) + "0" * (len(figure) - ahead - len(core))


# Names and terms


@dataclass(frozen=True, slots=True)
class Found:
    """A term that stands once in the source and whose form stands once in every target."""

    form: Form
    start: int
    end: int


class Lexicon:
    """The terms that lines may be varied with."""

    def __init__(self, terms: Sequence[Form]) -> None:
        self._forms = {form.source: form for form in terms}
        self._find = finder(terms)
        self._kinds = {kind: [form for form in terms if form.kind == kind] for kind in NAMES}
        self._all = list(terms)

    def found(self, sentence: Sentence) -> list[Found]:
        """The terms in a sentence of which it is plain what each stands for."""
        hits = list(self._find.finditer(sentence.source))
        return [
            Found(self._forms[hit.group()], *hit.span())
            for hit in hits
            if sentence.source.count(hit.group()) == 1
            and all(
                len(_places(self._forms[hit.group()].targets[code], text)) == 1
                for code, text in sentence.targets.items()
            )
        ]

    def rename(self, sentence: Sentence, chance: random.Random) -> Sentence:
        """One of the persons and places of a sentence exchanged for another, on every side."""
        known = [found for found in self.found(sentence) if found.form.kind in NAMES]
        if not known:
            return sentence
        old = chance.choice(known)
        new = chance.choice(self._kinds[old.form.kind])
        return _exchanged(sentence, old, new.source, new)

    def annotate(
        self, sentence: Sentence, language: str, chance: random.Random, wrong: float
    ) -> Sentence:
        """The sentence for one language, with a term's required form beside it in the source, as
        TERM_ANNOTATION has it. With the chance `wrong` the form is another term's, on both sides,
        so that the model learns to copy what it is given."""
        one = only(sentence, language)
        known = self.found(one)
        if not known:
            return one
        old = chance.choice(known)
        (there,) = _places(old.form.targets[language], one.targets[language])
        form = chance.choice(self._all) if chance.random() < wrong else old.form
        return told(one, (old.start, old.end), there, form.targets[language])


def _exchanged(sentence: Sentence, old: Found, source: str, new: Form) -> Sentence:
    """The sentence with `source` for the found term, and the forms of `new` for its forms."""
    english, moved = substitute(sentence.source, old.start, old.end, source)
    targets, links = {}, {}
    for code, text in sentence.targets.items():
        start, end = _places(old.form.targets[code], text)[0]
        targets[code], shifted = substitute(text, start, end, new.targets[code])
        links[code] = sorted(
            {(s, t) for a, b in sentence.links[code] for s in moved(a) for t in shifted(b)}
        )
    return Sentence(english, targets, links)


def _places(form: str, text: str) -> list[Span]:
    """Where `form` stands in `text` as whole words."""
    found = re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text) if form in text else ()
    return [hit.span() for hit in found]


# Length


def join(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences in a row as one."""
    codes = [code for code in first.targets if code in second.targets]
    ahead = len(first.source.split(" "))
    targets, links = {}, {}
    for code in codes:
        targets[code] = f"{first.targets[code]} {second.targets[code]}"
        behind = len(first.targets[code].split(" "))
        moved = [(source + ahead, target + behind) for source, target in second.links[code]]
        links[code] = [*first.links[code], *moved]
    return Sentence(f"{first.source} {second.source}", targets, links)


def joinable(first: Sentence, second: Sentence, words: int) -> bool:
    """Whether both are whole sentences, not headings, and together no longer than `words`."""
    ended = first.source.endswith(_ENDED) and second.source.endswith(_ENDED)
    return ended and len(first.source.split(" ")) + len(second.source.split(" ")) <= words


# Text without a translation


def garble(text: str, language: str, chance: random.Random) -> Sentence:
    """A sentence to restore from one with words lost and moved a little (Lample et al., 2018)."""
    words = [word for word in text.split(" ") if chance.random() > 0.1] or text.split(" ")[:1]
    places = [place + chance.random() * 3 for place in range(len(words))]
    order = sorted(range(len(words)), key=places.__getitem__)
    return Sentence(" ".join(words[place] for place in order), {language: text}, {language: ()})
