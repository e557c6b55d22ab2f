"""Running a CTranslate2 model over many segments: the part common to all model families."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import ctranslate2

from translate.engines import Hypothesis
from translate.engines.alignment import word_links
from translate.engines.clauses import rejoin, split_long
from translate.errors import ModelError

# Models learn on sentences of up to 150–200 pieces and grow unsure beyond, long before their
# table of positions ends (512 at the least in the families used here). A longer one is split.
_MOST_PIECES = 150

# Room for a target script cut finer than the source's. With the longest source it comes to 482,
# within every table. A hypothesis that fills it has no end: a loop, and no translation.
_ROOM_A_PIECE, _ROOM_TO_SPARE = 3, 32

# Enough for the matrix products to pay, few enough that all workers have some.
_BATCH_TOKENS = 1024

_DECODING: dict[str, Any] = {
    "beam_size": 4,  # wider gains next to nothing in news, and costs in proportion
    "num_hypotheses": 4,  # what the checks may fall back to; a beam gives as many for nothing
    "length_penalty": 1.0,  # scores are then means a token, comparable between lengths
    "no_repeat_ngram_size": 8,  # stops loops; shorter would forbid repeating a name, and any
    # repetition_penalty, however slight, makes ٹی پی of ٹی ٹی پی (TTP)
    "disable_unk": True,  # never an unknown token in the text
    "max_input_length": 0,  # never cut an input: long ones were split before
    "return_scores": True,
    "return_attention": True,
}


class Tokenizer(Protocol):
    """What turns text into a model's sub-word pieces and back."""

    def encode(self, text: str) -> list[str]: ...

    def decode(self, pieces: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Runner:
    """A loaded model with its tokenizer. `prefix` is the piece every target starts with (its
    language, in models of many), or empty."""

    translator: ctranslate2.Translator
    tokenizer: Tokenizer
    prefix: str = ""

    def translate(self, sources: Sequence[str]) -> list[list[Hypothesis]]:
        """As `Engine.translate`. Raises RuntimeError when the model fails."""
        parts = {source: self._parts(source) for source in dict.fromkeys(sources)}
        every = dict.fromkeys(part for split in parts.values() for part in split)
        done = self._translate_parts(every)
        whole = {
            source: rejoin(split, [done[part] for part in split]) for source, split in parts.items()
        }
        return [whole[source] for source in sources]

    def _parts(self, source: str) -> list[str]:
        if not source.strip():
            return []
        return split_long(source, lambda text: len(self.tokenizer.encode(text)) <= _MOST_PIECES)

    def _translate_parts(self, texts: Iterable[str]) -> dict[str, list[Hypothesis]]:
        encoded = {text: self.tokenizer.encode(text) for text in texts}
        done: dict[str, list[Hypothesis]] = {text: [] for text in encoded}
        work = sorted((text for text in encoded if encoded[text]), key=lambda t: len(encoded[t]))
        pending = []
        for _, group in groupby(work, key=lambda text: len(encoded[text]).bit_length()):
            same_size = list(group)
            pending += list(zip(same_size, self._submit(same_size, encoded), strict=True))
        for text, result in pending:
            done[text] = self._hypotheses(text, encoded[text], result.result())
        return done

    def _submit(self, texts: Sequence[str], encoded: dict[str, list[str]]) -> list[Any]:
        """Hand texts of about one length to the workers; `texts` are in order of length."""
        batch = [encoded[text] for text in texts]
        results: list[Any] = self.translator.translate_batch(
            batch,
            target_prefix=[[self.prefix]] * len(batch) if self.prefix else None,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            asynchronous=True,
            max_decoding_length=_room(len(batch[-1])),
            **_DECODING,
        )
        return results

    def _hypotheses(self, source: str, pieces: list[str], result: Any) -> list[Hypothesis]:
        skip = 1 if self.prefix else 0
        found = []
        for tokens, score, attention in zip(
            result.hypotheses, result.scores, result.attention, strict=True
        ):
            if len(tokens) >= _room(len(pieces)):
                continue
            target = tokens[skip:]
            text = self.tokenizer.decode(target).strip()
            links = word_links(source, text, pieces, target, attention[skip:]) if text else ()
            found.append(Hypothesis(text, score, links))
        return found


def load(folder: Path) -> ctranslate2.Translator:
    """The CTranslate2 model in `folder`, in eight-bit integers, on all processors.

    Raises ModelError when it is missing, broken, or made for another version.
    """
    workers, threads = _threads()
    try:
        return ctranslate2.Translator(
            str(folder),
            device="cpu",
            compute_type="int8",
            inter_threads=workers,
            intra_threads=threads,
        )
    except (RuntimeError, ValueError, MemoryError, OSError) as error:
        raise ModelError(
            f"the model cannot be loaded ({error})",
            "Remove this package and install it again",
            path=folder,
        ) from error


def _room(source_pieces: int) -> int:
    return _ROOM_A_PIECE * source_pieces + _ROOM_TO_SPARE


def _threads() -> tuple[int, int]:
    """Workers, and threads for each: workers first, since they never wait for each other; more
    than eight only fill memory."""
    affinity = getattr(os, "sched_getaffinity", None)  # what a container allows; Linux alone
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    workers = min(cores, 8)
    return workers, cores // workers
