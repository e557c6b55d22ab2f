"""Argos package folders for tests: the tiny model that truly translates, and ones of random weights
for mechanics, built here."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

TINY = Path(__file__).parent / "data" / "tiny" / "tiny-en_many"
TINY_LANGUAGES = ("ur", "ps", "fa_AF", "ar")
_WIDTH, _POSITIONS = 16, 512

LINES = (
    "Ishaq Dar met Amir Khan Muttaqi in Kabul on Sunday.",
    "The TTP attack killed 12 soldiers; Islamabad protested.",
    "The Foreign Office said that talks in Qatar would go on.",
)


def install_tiny(folder: Path, languages: Sequence[str] = TINY_LANGUAGES) -> None:
    """Put a package of the tiny model for each of `languages` into the packages folder `folder`."""
    for code in languages:
        package = folder / f"translate-en_{code}-1_0"
        shutil.copytree(TINY / "model", package / "model")
        shutil.copy(TINY / "sentencepiece.model", package)
        write_metadata(package, to_code=code, target_prefix=f"<2{code}>")


def tiny_sentences() -> list[dict[str, str]]:
    """What the tiny model has learned: a dict a sentence, by the codes en, ur, ps, fa_AF, ar."""
    header, *rows = (TINY / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    return [dict(zip(names, row.split("\t"), strict=True)) for row in rows]


def write_metadata(package: Path, **changes: object) -> None:
    """The metadata.json of an English to Urdu package, with `changes`."""
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.9",
        "from_code": "en",
        "from_name": "English",
        "to_code": "ur",
        "to_name": "Urdu",
        **changes,
    }
    package.mkdir(parents=True, exist_ok=True)
    (package / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")


def random_package(package: Path, *, ends: bool = True, **metadata: str) -> Path:
    """A SentencePiece package whose model babbles, always the same; gives its folder. One that
    does not end babbles to the last position."""
    write_metadata(package, **metadata)
    tokenizer = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES),
        model_writer=tokenizer,
        vocab_size=90,
        hard_vocab_limit=False,
        user_defined_symbols=["<2ur>"],
        minloglevel=2,
    )
    (package / "sentencepiece.model").write_bytes(tokenizer.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer.getvalue())
    vocabulary = [processor.id_to_piece(i) for i in range(len(processor))]
    _random_model(package / "model", vocabulary, end_bias=2.0 if ends else -100.0)
    return package


def bpe_package(package: Path, **metadata: str) -> Path:
    """The same with Argos' other layout: bpe.model, words cut by the Moses tokenizer."""
    write_metadata(package, **metadata)
    merges = ["K a", "Ka b", "s o", "T T", "i n</w>", "o n</w>"]
    (package / "bpe.model").write_text("\n".join(["#version: 0.2", *merges, ""]), encoding="utf-8")
    letters = sorted({char for line in LINES for char in line if char != " "})
    pieces = [*letters, *(f"{char}@@" for char in letters), "Kab@@", "so@@", "TT@@", "in", "on"]
    _random_model(package / "model", ["<unk>", "<s>", "</s>", *pieces])
    return package


def _random_model(folder: Path, vocabulary: list[str], end_bias: float = 2.0) -> None:
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 2, pre_norm=True, activation=common_spec.Activation.RELU
    )
    random = np.random.default_rng(7)

    def weights(*shape: int) -> np.ndarray:
        return random.normal(0, 0.5, shape).astype(np.float32)

    embeddings = weights(len(vocabulary), _WIDTH)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = weights(_POSITIONS, _WIDTH)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = embeddings
    spec.decoder.projection.weight = embeddings
    bias = np.zeros(len(vocabulary), np.float32)
    bias[vocabulary.index("</s>")] = end_bias
    if "<2ur>" in vocabulary:
        bias[vocabulary.index("<2ur>")] = -100.0  # only ever given, as in a trained model
    spec.decoder.projection.bias = bias
    _fill(spec.encoder, weights)
    _fill(spec.decoder, weights)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    folder.mkdir()
    spec.save(str(folder))
    assert ctranslate2.contains_model(str(folder))


def _fill(side, weights) -> None:
    _norm(side.layer_norm)
    for layer in side.layer:
        attentions = [(layer.self_attention, (3, 1))]
        if hasattr(layer, "attention"):
            attentions.append((layer.attention, (1, 2, 1)))
        for attention, sizes in attentions:
            _norm(attention.layer_norm)
            for linear, size in zip(attention.linear, sizes, strict=True):
                linear.weight = weights(size * _WIDTH, _WIDTH)
                linear.bias = np.zeros(size * _WIDTH, np.float32)
        _norm(layer.ffn.layer_norm)
        for linear in (layer.ffn.linear_0, layer.ffn.linear_1):
            linear.weight = weights(_WIDTH, _WIDTH)
            linear.bias = np.zeros(_WIDTH, np.float32)


def _norm(spec) -> None:
    spec.gamma, spec.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)
