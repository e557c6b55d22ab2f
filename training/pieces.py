"""Words cut into SentencePiece pieces, each word once.

A unigram model never cuts across blanks, so the best cut of a sentence is that of its words one by
one (a test holds that), and so is a random one. Cuts are kept: later passes are look-ups.
"""

from __future__ import annotations

import math
import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import sentencepiece

_CUTS = 16  # of a word, among which one is drawn; the rest are as good as never drawn

Pieces = tuple[int, ...]


class Cutter:
    """Cuts words with the SentencePiece model at `path`."""

    def __init__(self, path: Path, alpha: float = 0.2) -> None:
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.size: int = self.processor.get_piece_size()
        self.unk: int = self.processor.unk_id()
        self.bos: int = self.processor.bos_id()
        self.eos: int = self.processor.eos_id()
        self.pad: int = self.processor.pad_id()
        self._alpha = alpha
        self._best: dict[str, Pieces] = {}
        self._some: dict[str, tuple[list[Pieces], list[float]]] = {}

    def cut(self, word: str) -> Pieces:
        """The likeliest pieces of a word."""
        found = self._best.get(word)
        if found is None:
            found = self._best[word] = tuple(self.processor.encode(word))
        return found

    def cut_at_random(self, word: str, chance: random.Random) -> Pieces:
        """Pieces of a word, drawn with probability in proportion to p^alpha (Kudo, 2018)."""
        found = self._some.get(word)
        if found is None:
            found = self._some[word] = self._cuts(word)
        cuts, weights = found
        return cuts[bisect(weights, chance.random() * weights[-1])] if len(cuts) > 1 else cuts[0]

    def _cuts(self, word: str) -> tuple[list[Pieces], list[float]]:
        cuts = [tuple(cut) for cut in self.processor.nbest_encode(word, nbest_size=_CUTS)]
        scores = [sum(map(self.processor.get_score, cut)) for cut in cuts] or [0.0]
        best = max(scores)
        weights = [math.exp(self._alpha * (score - best)) for score in scores]
        return cuts or [()], list(accumulate(weights))

    def mark(self, tag: str) -> int:
        """The number of a piece that must be there. Raises ValueError when it is not."""
        number: int = self.processor.piece_to_id(tag)
        if number == self.unk:
            raise ValueError(f"the vocabulary has no piece {tag}")
        return number

    def encode(
        self, text: str, chance: random.Random | None = None, share: float = 0.0
    ) -> tuple[list[int], list[range]]:
        """The pieces of a text, and for each of its words which of them are its own. A `share` of
        the words is cut at random."""
        pieces: list[int] = []
        spans: list[range] = []
        for word in text.split(" "):
            if chance is not None and share and chance.random() < share:
                cut: Sequence[int] = self.cut_at_random(word, chance)
            else:
                cut = self.cut(word)
            spans.append(range(len(pieces), len(pieces) + len(cut)))
            pieces += cut
        return pieces, spans
