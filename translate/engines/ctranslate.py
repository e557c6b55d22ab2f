"""Running a CTranslate2 model over many segments: the part common to all model families."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

import ctranslate2

from translate.engines import Decoding, Hypothesis
from translate.engines.alignment import place, word_links
from translate.engines.clauses import rejoin, split_long
from translate.engines.decoding import MOST_PIECES, OPTIONS
from translate.errors import ModelError

# Room for a target script cut finer than the source's. With the longest source it comes to 482,
# within every table. A hypothesis that fills it has no end: a loop, and no translation.
_ROOM_A_PIECE, _ROOM_TO_SPARE = 3, 32

# Enough for the matrix products to pay, few enough that all workers have some and that what a batch
# needs in memory, beams and all, stays small; twice as many are no faster.
BATCH: Mapping[str, Any] = {"max_batch_size": 512, "batch_type": "tokens"}

# Models in use, by folder: languages that one model serves share it, and it is freed with the last.
_LOADED: WeakValueDictionary[Path, ctranslate2.Translator] = WeakValueDictionary()


class Tokenizer(Protocol):
    """What turns text into a model's sub-word pieces and back."""

    def encode(self, text: str) -> list[str]: ...

    def decode(self, pieces: Sequence[str]) -> str: ...

    def written(self, word: str) -> list[str]:
        """The pieces in which a model writes a word of a translation."""
        ...


@dataclass(frozen=True, slots=True)
class Runner:
    """A loaded model with its tokenizer. `prefix` is the piece every target starts with (its
    language, in models of many), or empty."""

    translator: ctranslate2.Translator
    tokenizer: Tokenizer
    prefix: str = ""

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        """As `Engine.translate`. Raises RuntimeError when the model fails."""
        encode = cache(self.tokenizer.encode)
        most = MOST_PIECES[decoding]
        parts = {
            source: split_long(source, lambda text: len(encode(text)) <= most)
            for source in dict.fromkeys(sources)
            if source.strip()
        }
        every = dict.fromkeys(part for split in parts.values() for part in split)
        options = {**OPTIONS[decoding], **self._suppressed(without)}
        done = self._translate_parts({text: encode(text) for text in every}, options)
        whole = {
            source: rejoin(split, [done[part] for part in split]) for source, split in parts.items()
        }
        return [whole.get(source, []) for source in sources]

    @property
    def mark(self) -> list[str]:
        """What every target starts with."""
        return [self.prefix] if self.prefix else []

    def _suppressed(self, words: Sequence[str]) -> dict[str, Any]:
        """The option that keeps `words` out, one list for all that goes to the model at once."""
        written = [pieces for word in words if (pieces := self.tokenizer.written(word))]
        return {"suppress_sequences": written} if written else {}

    def _translate_parts(
        self, encoded: Mapping[str, list[str]], options: Mapping[str, Any]
    ) -> dict[str, list[Hypothesis]]:
        done: dict[str, list[Hypothesis]] = {text: [] for text in encoded}
        # The longest first: what is left for the end, when workers run dry, is short.
        work = sorted(filter(encoded.get, encoded), key=lambda t: len(encoded[t]), reverse=True)
        pending: list[tuple[str, Any]] = []
        for _, group in groupby(work, key=lambda text: len(encoded[text]).bit_length()):
            texts = list(group)
            results = self._submit([encoded[text] for text in texts], options)
            pending += zip(texts, results, strict=True)
        for text, result in pending:
            done[text] = self._hypotheses(text, encoded[text], result.result())
        return done

    def _submit(self, batch: Sequence[list[str]], options: Mapping[str, Any]) -> list[Any]:
        """Hand texts of about one length to the workers, the longest first."""
        results: list[Any] = self.translator.translate_batch(
            batch,
            target_prefix=[self.mark] * len(batch) if self.prefix else None,
            **BATCH,
            asynchronous=True,
            max_decoding_length=_room(len(batch[0])),
            **options,
        )
        return results

    def _hypotheses(self, source: str, pieces: list[str], result: Any) -> list[Hypothesis]:
        """What the model gave for a source, in text."""
        skip = len(self.mark)
        here = place(source, pieces)
        found = []
        for tokens, score, attention in zip(
            result.hypotheses, result.scores, result.attention, strict=True
        ):
            if len(tokens) >= _room(len(pieces)):
                continue
            target = tokens[skip:]
            text = self.tokenizer.decode(target).strip()
            links = word_links(here, place(text, target), attention[skip:])
            found.append(Hypothesis(text, score, links))
        return found


def load(folder: Path) -> ctranslate2.Translator:
    """The CTranslate2 model in `folder`, in eight-bit integers, on all processors.

    Raises ModelError when it is missing, broken, or made for another version.
    """
    folder = folder.resolve()
    translator = _LOADED.get(folder)
    if translator is None:
        translator = _LOADED[folder] = _load(folder)
    return translator


def _load(folder: Path) -> ctranslate2.Translator:
    workers, threads = _threads()
    try:
        return ctranslate2.Translator(
            str(folder),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=threads,
            max_queued_batches=-1,  # a window of segments is no burden, waiting to hand it over is
        )
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        raise ModelError(
            f"the model cannot be loaded ({error})",
            "Remove this package and install it again",
            path=folder,
        ) from error


def _room(source_pieces: int) -> int:
    """How many pieces a translation may have."""
    return _ROOM_A_PIECE * source_pieces + _ROOM_TO_SPARE


def _threads() -> tuple[int, int]:
    """Workers, and threads for each: workers first, since they never wait for each other; more
    than eight only fill memory."""
    affinity = getattr(os, "sched_getaffinity", None)  # what a container allows; Linux alone
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    workers = min(cores, 8)
    return workers, cores // workers
