"""The second step: one SentencePiece vocabulary for English and all targets.

Pieces 0–3 are <unk>, <s>, </s> and <pad>; then come the languages' tags and the three marks of
terminology annotation. The normalisation is NFKC and what clean_english does besides, written into
the model, so that an engine may hand it raw text with curly quotes and odd blanks.
"""

from __future__ import annotations

import io
import os
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import sentencepiece

from training.annotate import MARKS
from training.config import Config
from training.lines import Line
from training.prepare import read_lines
from training.text import clean_english

_LONGEST = 6000  # bytes in a line
_RULES = 0x10000  # code points that get a rule: the first plane


def make_vocabulary(config: Config, data: Path, folder: Path) -> None:
    """Write sp.model to `folder` from train.tsv in `data`, or copy the one the settings name."""
    target = folder / "sp.model"
    if config.vocabulary.model:
        target.write_bytes(config.path(config.vocabulary.model).read_bytes())
        return
    lines = read_lines(data / "train.tsv", config.languages)
    target.write_bytes(_train(config, lines))


def _train(config: Config, lines: list[Line]) -> bytes:
    model = io.BytesIO()
    tags = [config.tag(code) for code in config.languages]
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.tsv"
        rules.write_text("".join(_rules()), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=_texts(lines),
            model_writer=model,
            model_type="unigram",
            vocab_size=config.vocabulary.pieces,
            character_coverage=config.vocabulary.coverage,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_tsv=str(rules),
            unk_id=0,
            bos_id=1,
            eos_id=2,
            pad_id=3,
            user_defined_symbols=[*tags, *MARKS],
            num_threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2,
            max_sentence_length=_LONGEST,
            minloglevel=2,
        )
    return model.getvalue()


def _texts(lines: list[Line]) -> Iterator[str]:
    """All texts; English twice where it stands beside more than two targets, or it would be cut
    finer than they are."""
    for line in lines:
        yield line.english
        if len(line.targets) > 2:
            yield line.english
        yield from line.targets.values()


def _rules() -> Iterator[str]:
    """SentencePiece's table of normalisation: code points in hexadecimal, a tab, the new ones."""
    for code in range(1, _RULES):
        if 0xD800 <= code < 0xE000:
            continue
        old = chr(code)
        new = clean_english(unicodedata.normalize("NFKC", old))
        if unicodedata.category(old) == "Zs" or old in "\t\n\r":
            new = " "
        if new != old and (new or unicodedata.category(old) in ("Cf", "Cc")):
            yield f"{code:X}\t{' '.join(f'{ord(c):X}' for c in new)}\n"
