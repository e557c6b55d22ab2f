"""The held-out split: whole articles, and nothing in training that is nearly one of their lines.

The articles are named by file and number, so that the choice stays the same as the corpus grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from training.config import HeldOut
from training.lines import Line
from training.text import fold


@dataclass(frozen=True, slots=True)
class Split:
    """The corpus in three; `leaks` are lines left out because they are too near a held-out one."""

    train: list[Line]
    dev: list[Line]
    test: list[Line]
    leaks: list[Line]


class Guard:
    """Knows held-out texts, and tells whether another text gives one of them away."""

    def __init__(self, texts: Iterable[str], ngram: int, overlap: float) -> None:
        self._ngram, self._overlap = ngram, overlap
        self._whole: set[str] = set()
        self._where: dict[tuple[str, ...], list[int]] = {}
        self._sizes: list[int] = []
        for text in texts:
            self._add(fold(text))

    def _add(self, folded: str) -> None:
        if folded in self._whole:
            return
        self._whole.add(folded)
        grams = set(_grams(folded.split(), self._ngram))
        for gram in grams:
            self._where.setdefault(gram, []).append(len(self._sizes))
        self._sizes.append(len(grams))

    def gives_away(self, text: str) -> bool:
        """Whether `text` is a held-out text, or has so many of the n-grams of one in it."""
        folded = fold(text)
        if folded in self._whole:
            return True
        grams = set(_grams(folded.split(), self._ngram))
        hits = Counter(place for gram in grams for place in self._where.get(gram, ()))
        return any(count >= self._overlap * self._sizes[place] for place, count in hits.items())


def _grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + size]) for start in range(len(words) - size + 1))


class Guards:
    """A guard for English and one for each target language."""

    def __init__(self, lines: Sequence[Line], foreign: Iterable[str], settings: HeldOut) -> None:
        size, overlap = settings.ngram, settings.overlap
        english = [*(line.english for line in lines), *foreign]
        codes = {code for line in lines for code in line.targets}
        self._english = Guard(english, size, overlap)
        self._targets = {
            code: Guard((line.targets[code] for line in lines), size, overlap) for code in codes
        }

    def give_away(self, line: Line) -> bool:
        """Whether any side of `line` is, or nearly is, a held-out text."""
        return self._english.gives_away(line.english) or any(
            guard.gives_away(line.targets[code])
            for code, guard in self._targets.items()
            if code in line.targets
        )


def split(lines: Sequence[Line], settings: HeldOut, foreign: Iterable[str] = ()) -> Split:
    """Divide the corpus. `foreign` are English sentences of other test sets, kept out as well."""
    parts = {
        f"{settings.file}#{number}": name
        for name, numbers in (("dev", settings.dev), ("test", settings.test))
        for number in numbers
    }
    held: dict[str, list[Line]] = {"dev": [], "test": []}
    rest: list[Line] = []
    for line in lines:
        (held[parts[line.article]] if line.article in parts else rest).append(line)
    guards = Guards([*held["dev"], *held["test"]], foreign, settings)
    leaks = [line for line in rest if guards.give_away(line)]
    gone = set(map(id, leaks))
    return Split([line for line in rest if id(line) not in gone], held["dev"], held["test"], leaks)
