"""Sources that say in which form some of their words are to be written (Dinu et al., 2019:
"Training Neural Machine Translation to Apply Terminology Constraints")."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from training.sentences import Sentence, Span, only, substitute

MARKS = _BEGIN, _FORM, _END = "<g>", "<t>", "</g>"  # pieces of their own: see vocabulary.py
TERM_ANNOTATION = f"{_BEGIN} {{term}} {_FORM} {{form}} {_END}"

_AHEAD = TERM_ANNOTATION.split("{form}")[0]
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u200c'’-])*")  # COVID-19 too, 19 not
_SIGNS = re.compile(r"[.,;:!?،؛؟۔]$")
_TERMS = (1, 1, 2, 3, 5)  # annotated in one sentence, at most: as many as a glossary finds there
_TRIES, _LENGTHS = 8, (1, 1, 1, 2, 2, 3)  # for each of them; words of the source
_SHORT, _LONGEST = 4, 5  # letters of a word that is worth telling alone; words of a form
_NOTED = 4000  # forms


def told(one: Sentence, ours: Span, theirs: Span, form: str) -> Sentence:
    """`form` for what stands at `theirs` in the one target, told in the source behind what stands
    at `ours`; each of its words is linked to itself there, which is where it is copied from."""
    ((language, target),) = one.targets.items()
    term = one.source[slice(*ours)]
    note = TERM_ANNOTATION.format(term=term, form=form)
    source, here = substitute(one.source, *ours, note)
    text, there = substitute(target, *theirs, form)
    first = one.source.count(" ", 0, ours[0]) + _AHEAD.format(term=term).count(" ")
    start = target.count(" ", 0, theirs[0])
    copied = range(start, start + form.count(" ") + 1)
    moved = {(s, t) for a, b in one.links[language] for s in here(a) for t in there(b)}
    links = {(s, t) for s, t in moved if t not in copied}
    links |= {(first + place, word) for place, word in enumerate(copied)}
    return Sentence(source, {language: text}, {language: sorted(links)})


class Notebook:
    """What words were translated by, to annotate sentences with. Whether a model writes the form
    that it is given must not hang on the form being a known term's."""

    def __init__(self) -> None:
        self._forms: list[str] = []

    def annotate(
        self, sentence: Sentence, language: str, chance: random.Random, wrong: float
    ) -> Sentence:
        """The sentence for one language, annotated for some words of the source for which, by the
        links, some of the target stand, in a row and for nothing else; as it was where a few tries
        find none. With the chance `wrong` a form is another one, on both sides."""
        one = only(sentence, language)
        for _ in range(chance.choice(_TERMS)):
            tries = (_linked_words(one, language, chance) for _ in range(_TRIES))
            if spans := next(filter(None, tries), None):
                ours, theirs = spans
                form = one.targets[language][slice(*theirs)]
                self._note(form, chance)
                if chance.random() < wrong:
                    form = chance.choice(self._forms)
                one = told(one, ours, theirs, form)
        return one

    def _note(self, form: str, chance: random.Random) -> None:
        if len(self._forms) < _NOTED:
            self._forms.append(form)
        else:
            self._forms[chance.randrange(_NOTED)] = form


def _linked_words(
    sentence: Sentence, language: str, chance: random.Random
) -> tuple[Span, Span] | None:
    """Where some words, taken by chance, stand in the source, and their translation."""
    source, target = sentence.source.split(" "), sentence.targets[language].split(" ")
    links = sentence.links[language]
    first = chance.randrange(len(source))
    last = min(first + chance.choice(_LENGTHS) - 1, len(source) - 1)
    there = [word for english, word in links if first <= english <= last]
    if not {first, last} <= {english for english, _ in links} or (
        first == last and len(source[first]) < _SHORT
    ):
        return None
    start, end = min(there), max(there)
    back = [english for english, word in links if start <= word <= end]
    if end - start >= _LONGEST or min(back) < first or last < max(back):
        return None
    if not _in_told(source).isdisjoint(range(first, last + 1)):
        return None
    if _are_words(source[first : last + 1]) and _are_words(target[start : end + 1]):
        return _core(source, first, last), _core(target, start, end)
    return None


def _in_told(source: Sequence[str]) -> set[int]:
    """The places of the words inside annotations."""
    ends = (place for place, word in enumerate(source) if word.startswith(_END))
    begins = (place for place, word in enumerate(source) if word == _BEGIN)
    return {place for begin, end in zip(begins, ends, strict=True) for place in range(begin, end)}


def _are_words(words: Sequence[str]) -> bool:
    """Whether they begin with letters and have but letters and figures, and maybe a sign behind."""
    *inner, last = words
    return all(map(_WORD.fullmatch, [*inner, _SIGNS.sub("", last)]))


def _core(words: Sequence[str], first: int, last: int) -> Span:
    start = sum(len(word) + 1 for word in words[:first])
    return start, start + len(_SIGNS.sub("", " ".join(words[first : last + 1])))
