"""Model folders of NLLB-200, M2M-100, OPUS-MT and Khabar for tests, whose weights are set by hand
so that they translate word by word, into the language asked for, in their family's token layout.

Each vector holds a word, a position and a language, and their negatives, so that layer norms have
nothing to take off. Positions and languages are one place each. Attention finds the word at the
decoder's position plus `shift`, and the language at the mark's place; the projection asks for the
word that means both. A model that is given the wrong tokens, or in the wrong order, says something
else.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import common_spec, transformer_spec

# English word → by language; prs and pes are Dari and Persian.
WORDS: Mapping[str, Mapping[str, str]] = {
    "Police": {"ur": "پولیس", "ps": "پوليس", "prs": "پولیس", "pes": "پلیس", "ar": "الشرطة"},
    "entered": {"ur": "داخل", "ps": "ننوتل", "prs": "وارد", "pes": "وارد", "ar": "دخلت"},
    "Kabul": {"ur": "کابل", "ps": "کابل", "prs": "کابل", "pes": "کابل", "ar": "كابول"},
    "province": {"ur": "صوبہ", "ps": "ولایت", "prs": "ولایت", "pes": "استان", "ar": "محافظة"},
    "September": {
        "ur": "ستمبر", "ps": "سپټمبر", "prs": "سپتمبر", "pes": "سپتامبر", "ar": "سبتمبر",
    },
}  # fmt: skip
SOURCE = "Police entered Kabul province 12 September."
LANGUAGES = ("ur", "ps", "prs", "pes", "ar")
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_WORD, _PLACES = 48, 160
_SIZE = 2 * (_WORD + _PLACES + len(LANGUAGES))


def said(language: str) -> str:
    """SOURCE, word by word."""
    words = [WORDS.get(word, {}).get(language, word) for word in SOURCE[:-1].split()]
    return " ".join(words) + "."


@dataclass
class Lookup:
    """What a model is to be like. `marks` are its languages by the token for each; they stand
    first in the target or, where `mark_in_source`, in the source."""

    marks: Mapping[str, str]
    source_mark: str = ""
    mark_in_source: bool = False
    mark_place: int = 1
    shift: int = 0
    languages: Sequence[str] = ()
    config: Mapping[str, object] = field(default_factory=dict)


def nllb(folder: Path, *languages: str, between: str = "{}", **config: object) -> Path:
    codes = {"ur": "urd", "ps": "pbt", "prs": "prs", "pes": "pes", "ar": "arb"}
    marks = {between.format(f"{codes[lang]}_Arab"): lang for lang in languages or LANGUAGES}
    lookup = Lookup(marks, between.format("eng_Latn"), config=config)
    _write(folder, lookup, {"sentencepiece.bpe.model": list(WORDS) + _targets(LANGUAGES)})
    return folder


def m2m100(folder: Path) -> Path:
    marks = {"__ur__": "ur", "__ps__": "ps", "__fa__": "pes", "__ar__": "ar"}
    lookup = Lookup(marks, "__en__")
    _write(folder, lookup, {"sentencepiece.bpe.model": list(WORDS) + _targets(LANGUAGES)})
    return folder


def khabar(folder: Path) -> Path:
    marks = {"<2ur>": "ur", "<2ps>": "ps", "<2fa_AF>": "prs", "<2ar>": "ar"}
    targets = _targets(["ur", "ps", "prs", "ar"])
    lookup = Lookup(marks, shift=-1)
    _write(folder, lookup, {"sentencepiece.model": list(WORDS) + targets})
    said = {"family": "khabar", "licence": "CC0"}
    (folder / "khabar-model.json").write_text(json.dumps(said), encoding="utf-8")
    return folder


def opus_of_many(folder: Path, *codes: str) -> Path:
    languages = {"urd": "ur", "pus": "ps", "prs": "prs", "pes": "pes", "ara": "ar"}
    marks = {f">>{code}<<": languages[code] for code in codes or languages}
    lookup = Lookup(marks, mark_in_source=True, mark_place=0, shift=1)
    targets = _targets([languages[code] for code in codes or languages])
    _write(folder, lookup, {"source.spm": list(WORDS), "target.spm": targets})
    return folder


def opus_of_one(folder: Path, language: str, **config: object) -> Path:
    lookup = Lookup({}, languages=[language], config=config)
    _write(folder, lookup, {"source.spm": list(WORDS), "target.spm": _targets([language])})
    return folder


def _targets(languages: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(row[lang] for row in WORDS.values() for lang in languages))


def _write(folder: Path, lookup: Lookup, tokenizers: Mapping[str, list[str]]) -> None:
    folder.mkdir(parents=True)
    pieces = []
    for name, words in tokenizers.items():
        model = sentencepiece_of(words)
        (folder / name).write_bytes(model)
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        found = [processor.id_to_piece(i) for i in range(len(processor))]
        pieces.append([piece for piece in found if piece not in _SPECIAL])
    marks = [*lookup.marks, *filter(None, [lookup.source_mark])]
    source = [*_SPECIAL, *pieces[0], *marks]
    target = [*_SPECIAL, *pieces[-1], *(() if lookup.mark_in_source else marks)]
    spec = _spec(lookup, source, target)
    spec.save(str(folder))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, **lookup.config}), encoding="utf-8")


def sentencepiece_of(words: Sequence[str]) -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([f"{' '.join(words)} 0123456789.,?!'\"-_ak" for _ in range(4)]),
        model_writer=model,
        model_type="char",
        user_defined_symbols=[f"▁{word}" for word in words],
        minloglevel=2,
    )
    return model.getvalue()


# Weights


def _vector(word: np.ndarray | None = None, place: int = -1, languages: Sequence[str] = ()):
    half = np.zeros(_SIZE // 2, np.float32)
    if word is not None:
        half[:_WORD] = word
    if place >= 0:
        half[_WORD + place] = 8
    for language in languages:
        half[_WORD + _PLACES + LANGUAGES.index(language)] = 4
    return np.concatenate([half, -half])


def _words(pieces: Sequence[str]) -> dict[str, np.ndarray]:
    """A vector for each piece, the same in every vocabulary."""
    return {
        piece: np.random.default_rng(list(piece.encode())).choice([-1.0, 1.0], _WORD)
        for piece in pieces
    }


def _spec(lookup: Lookup, source: list[str], target: list[str]) -> transformer_spec.TransformerSpec:
    spec = transformer_spec.TransformerSpec.from_config(
        (1, 1), 1, pre_norm=True, activation=common_spec.Activation.RELU
    )
    vectors = _words([*source, *target])
    spec.encoder.embeddings[0].weight = _embeddings(lookup, source, vectors)
    spec.decoder.embeddings.weight = _embeddings(lookup, target, vectors)
    spec.decoder.projection.weight = _projection(lookup, target, vectors)
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = np.stack([_vector(place=i) for i in range(_PLACES)])
        _norm(side.layer_norm)
        layer = side.layer[0]
        _norm(layer.ffn.layer_norm)
        for linear in (layer.ffn.linear_0, layer.ffn.linear_1):
            _set(linear, np.zeros((_SIZE, _SIZE)))
        marked = lookup.marks and lookup.mark_in_source == (side is spec.encoder)
        _look_for_mark(layer.self_attention, lookup.mark_place if marked else -1)
    _look_for_word(spec.decoder.layer[0].attention, lookup.shift)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.decoder_start_token = "</s>"
    spec.validate()
    return spec


def _embeddings(lookup: Lookup, pieces: list[str], vectors: Mapping[str, np.ndarray]) -> np.ndarray:
    return np.stack(
        [
            _vector(
                vectors[piece], languages=[lookup.marks[piece]] if piece in lookup.marks else ()
            )
            for piece in pieces
        ]
    )


def _projection(lookup: Lookup, target: list[str], vectors: Mapping[str, np.ndarray]) -> np.ndarray:
    languages = list(lookup.marks.values()) or lookup.languages
    meanings: dict[str, list[tuple[str, str]]] = {}
    for english, row in WORDS.items():
        for language in languages:
            meanings.setdefault(f"▁{row[language]}", []).append((f"▁{english}", language))
    rows = []
    for piece in target:
        found = meanings.get(piece)
        if found:
            rows.append(
                _vector(
                    vectors.get(found[0][0], _words([found[0][0]])[found[0][0]]),
                    languages=[language for _, language in found],
                )
            )
        elif piece in lookup.marks or piece.removeprefix("▁") in WORDS:
            rows.append(_vector())  # never said
        else:
            rows.append(_vector(vectors[piece], languages=languages))
    return np.stack(rows)


def _keep(start: int, end: int) -> np.ndarray:
    """A matrix that keeps the places start..end of each half."""
    half = np.zeros(_SIZE // 2)
    half[start:end] = 1
    return np.diag(np.concatenate([half, half]))


def _look_for_mark(attention, place: int) -> None:
    """From everywhere, add the language at `place`; nothing where it is negative."""
    _norm(attention.layer_norm)
    key = _keep(_WORD, _WORD + _PLACES)
    value = _keep(_WORD + _PLACES, _SIZE // 2) if place >= 0 else np.zeros((_SIZE, _SIZE))
    _set(attention.linear[0], np.concatenate([np.zeros((_SIZE, _SIZE)), key, value]))
    attention.linear[0].bias[:_SIZE] = 40 * _vector(place=place)
    _set(attention.linear[1], 4 * np.eye(_SIZE))


def _look_for_word(attention, shift: int) -> None:
    """Add the word, and the language if one is with it, `shift` places on in the source."""
    _norm(attention.layer_norm)
    step = np.eye(_PLACES, k=-shift)
    move = np.zeros((_SIZE, _SIZE))
    for start in (_WORD, _SIZE // 2 + _WORD):
        move[start : start + _PLACES, start : start + _PLACES] = step
    _set(attention.linear[0], 40 * move)
    key = _keep(_WORD, _WORD + _PLACES)
    value = np.eye(_SIZE) - key
    _set(attention.linear[1], np.concatenate([key, value]))
    _set(attention.linear[2], 10 * np.eye(_SIZE))


def _set(linear, weight: np.ndarray) -> None:
    linear.weight = weight.astype(np.float32)
    linear.bias = np.zeros(len(weight), np.float32)


def _norm(norm) -> None:
    norm.gamma, norm.beta = np.ones(_SIZE, np.float32), np.zeros(_SIZE, np.float32)
