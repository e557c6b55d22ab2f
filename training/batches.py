"""A pass over the data: lines varied, cut into pieces, and put together by length.

`make_pass` is a function of the settings, the number of the pass and the length allowed: the same
pass can be made again, on any machine, in any process, so that a run that was stopped goes on with
the very batch that was next.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.align import Link, read_links
from training.annotate import Notebook
from training.augment import Lexicon, garble, join, joinable, renumber
from training.config import Augment, Config
from training.lines import Line, rows_of
from training.pieces import Cutter
from training.prepare import read_lines
from training.sentences import Sentence
from training.terms import load_terms

Array = NDArray[np.int64]
IGNORED = -100  # in `wanted`: not predicted


@dataclass(frozen=True, slots=True)
class Target:
    """One language's side of a batch.

    `given` and `wanted`, lines × pieces: what the decoder is fed and what it must say. `links`,
    3 × n: row, target piece, English piece of each link, and `mass`, n: the number of the target
    piece among those linked, since what its links get of attention is added up.
    """

    given: Array
    wanted: Array
    links: Array
    mass: Array


@dataclass(frozen=True, slots=True)
class Batch:
    """English lines, lines × pieces, and their translations into the same languages."""

    source: Array
    targets: Mapping[str, Target]
    tokens: int  # without padding


@dataclass(frozen=True, slots=True)
class Encoded:
    """A line in pieces: English with </s>, and for each language its pieces with the tag first, and
    links between pieces, by target piece."""

    source: list[int]
    targets: dict[str, list[int]]
    links: dict[str, list[tuple[int, int]]]


class Data:
    """All that passes are made from, read once."""

    def __init__(self, config: Config, prepared: Path, vocabulary: Path, links: Path) -> None:
        self.config = config
        self.cutter = Cutter(vocabulary / "sp.model", config.augment.alpha)
        self.tags = {code: self.cutter.mark(config.tag(code)) for code in config.languages}
        self.digits = {self.cutter.cut(digit)[-1] for digit in "0123456789"}
        self.lexicon = Lexicon(load_terms(prepared / "terms.tsv", config.languages))
        lines = read_lines(prepared / "train.tsv", config.languages)
        self.own: list[tuple[str, Sentence]] = []
        self.public: list[tuple[str, Sentence]] = []
        for line, found in zip(lines, read_links(links / "links.tsv"), strict=True):
            sentence = _sentence(line, dict(zip(config.languages, found, strict=True)))
            (self.own if line.own else self.public).append((line.article, sentence))
        self.monolingual = [
            (code, text)
            for code, _, text in (row.partition("\t") for row in rows_of(prepared / "mono.tsv"))
        ]

    def held_out(self, path: Path) -> list[Encoded]:
        """The lines of dev.tsv or test.tsv, as they are."""
        lines = read_lines(path, self.config.languages)
        none: dict[str, list[Link]] = {code: [] for code in self.config.languages}
        return [self.encode(_sentence(line, none), None) for line in lines]

    def encode(self, sentence: Sentence, chance: random.Random | None) -> Encoded:
        """A sentence in pieces; where there is a `chance`, cut at random and with pieces lost."""
        settings = self.config.augment if chance else Augment()
        source, spans = self.cutter.encode(sentence.source, chance, settings.sampling)
        if chance and settings.source_drop:
            source = [
                self.cutter.unk if chance.random() < settings.source_drop else piece
                for piece in source
            ]
        targets, links = {}, {}
        for code, text in sentence.targets.items():
            pieces, places = self.cutter.encode(text, chance, settings.sampling)
            targets[code] = [self.tags[code], *pieces]
            links[code] = [
                (s, t + 1)  # after the tag, which stands first
                for a, b in sentence.links[code]
                for s, t in self._linked(source, spans[a], pieces, places[b])
            ]
        return Encoded([*source, self.cutter.eos], targets, links)

    def _linked(
        self, source: Sequence[int], here: range, target: Sequence[int], there: range
    ) -> Iterator[tuple[int, int]]:
        """The piece links of two linked words: each piece of one with each of the other, but the
        digits of one figure one by one, so that it is copied in order."""
        ours = [place for place in here if source[place] in self.digits]
        theirs = [place for place in there if target[place] in self.digits]
        if ours and [source[place] for place in ours] == [target[place] for place in theirs]:
            yield from zip(ours, theirs, strict=True)
            there = range(0)
        for place in there:
            yield from ((english, place) for english in here)

    def own_pieces(self) -> dict[str, list[int]]:
        """The pieces that occur in the training targets of each language, and </s>."""
        found = {code: {self.cutter.eos} for code in self.config.languages}
        for _, sentence in (*self.own, *self.public):
            for code, text in sentence.targets.items():
                for word in text.split(" "):
                    found[code].update(self.cutter.cut(word))
        return {code: sorted(pieces | self.digits) for code, pieces in found.items()}


def _sentence(line: Line, links: Mapping[str, Sequence[Link]]) -> Sentence:
    return Sentence(line.english, line.targets, {code: links[code] for code in line.targets})


def make_pass(data: Data, number: int, longest: int) -> list[Batch]:
    """The batches of pass `number`, of lines with no more than `longest` English pieces."""
    config = data.config
    chance = random.Random(f"{config.seed} pass {number}")
    encoded = [data.encode(sentence, chance) for sentence in _varied(data, chance)]
    most = min(longest, config.train.pieces)
    fit = [
        line
        for line in encoded
        if len(line.source) <= most
        and all(len(side) <= config.train.pieces for side in line.targets.values())
    ]
    return [to_arrays(lines, data.cutter) for lines in grouped(fit, config.train.tokens, chance)]


def _varied(data: Data, chance: random.Random) -> Iterator[Sentence]:
    settings = data.config.augment
    notebook = Notebook()
    public = [sentence for _, sentence in data.public]
    public = chance.sample(public, int(len(public) * data.config.train.public_share))
    for sentence in [*_joined(data.own, settings, chance), *public]:
        if chance.random() < settings.renumber:
            sentence = renumber(sentence, chance)
        if chance.random() < settings.names:
            sentence = data.lexicon.rename(sentence, chance)
        yield sentence
        yield from _annotated(sentence, data.lexicon, settings.terms, settings, chance)
        yield from _annotated(sentence, notebook, settings.words, settings, chance)
    for code, text in data.monolingual:
        if chance.random() < settings.denoise:
            yield garble(text, code, chance)


def _annotated(
    sentence: Sentence,
    book: Lexicon | Notebook,
    share: float,
    settings: Augment,
    chance: random.Random,
) -> Iterator[Sentence]:
    """The line again with an annotation in it, or nothing."""
    if share and chance.random() < share:
        code = chance.choice(sorted(sentence.targets))
        noted = book.annotate(sentence, code, chance, settings.wrong_terms)
        if noted.source != sentence.source:
            yield noted


def _joined(
    lines: Sequence[tuple[str, Sentence]], settings: Augment, chance: random.Random
) -> Iterator[Sentence]:
    """The lines in their order, some together with the next one of their article."""
    place = 0
    while place < len(lines):
        article, sentence = lines[place]
        place += 1
        if article and place < len(lines) and chance.random() < settings.join:
            after, following = lines[place]
            if after == article and joinable(sentence, following, settings.join_words):
                sentence = join(sentence, following)
                place += 1
        yield sentence


def grouped(
    lines: Sequence[Encoded], budget: int, chance: random.Random | None
) -> list[list[Encoded]]:
    """Lines of about the same length and the same languages, at most `budget` pieces with padding
    (one line at least), in random order; by length where there is no `chance`."""
    by_languages: dict[tuple[str, ...], list[Encoded]] = {}
    for line in lines:
        by_languages.setdefault(tuple(line.targets), []).append(line)
    batches: list[list[Encoded]] = []
    for codes, part in by_languages.items():
        if chance:
            chance.shuffle(part)
        part.sort(key=lambda line: _length_class(line, len(codes)))
        batches += _filled(part, codes, budget)
    if chance:
        chance.shuffle(batches)
    return batches


def _length_class(line: Encoded, languages: int) -> tuple[int, int]:
    """Coarse, so that lines that are near in length meet others in every pass."""
    total = len(line.source) + sum(map(len, line.targets.values()))
    return total // (6 * languages + 6), len(line.source) // 3


def _filled(part: Sequence[Encoded], codes: Sequence[str], budget: int) -> Iterator[list[Encoded]]:
    batch: list[Encoded] = []
    widths = [0] * (len(codes) + 1)
    for line in part:
        sizes = [len(line.source), *(len(line.targets[code]) + 1 for code in codes)]
        wider = list(map(max, widths, sizes))
        if batch and sum(wider) * (len(batch) + 1) > budget:
            yield batch
            batch, wider = [], sizes
        batch.append(line)
        widths = wider
    if batch:
        yield batch


def to_arrays(lines: Sequence[Encoded], cutter: Cutter) -> Batch:
    """A batch as the model takes it."""
    source = _padded([line.source for line in lines], cutter.pad)
    targets = {code: _target(lines, code, cutter) for code in lines[0].targets}
    tokens = sum(len(line.source) for line in lines)
    tokens += sum(int((side.wanted != IGNORED).sum()) for side in targets.values())
    return Batch(source, targets, tokens)


def _target(lines: Sequence[Encoded], code: str, cutter: Cutter) -> Target:
    sides = [line.targets[code] for line in lines]
    given = _padded([[cutter.bos, *side] for side in sides], cutter.pad)
    # The tag is given at translation too, so it is not learned.
    wanted = _padded([[IGNORED, *side[1:], cutter.eos] for side in sides], IGNORED)
    flat = [
        (row, piece, english)
        for row, line in enumerate(lines)
        for english, piece in line.links[code]
    ]
    flat.sort()
    links = np.array(flat, dtype=np.int64).reshape(-1, 3).T
    new = np.ones(links.shape[1], dtype=bool)
    new[1:] = (links[:2, 1:] != links[:2, :-1]).any(axis=0)
    return Target(given, wanted, np.ascontiguousarray(links), np.cumsum(new) - 1)


def _padded(rows: Sequence[Sequence[int]], value: int) -> Array:
    width = max(map(len, rows))
    table = np.full((len(rows), width), value, dtype=np.int64)
    for row, pieces in zip(table, rows, strict=True):
        row[: len(pieces)] = pieces
    return table
