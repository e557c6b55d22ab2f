"""The fifth step: the best weights as a CTranslate2 model, and proof that it says the same.

All weights are copied: what CTranslate2 makes of its spec (quantised, joined) must not reach back
into the model they came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import torch
from ctranslate2.specs import common_spec, transformer_spec
from torch import nn

from training.config import Config, ConfigError
from training.model import (
    Attention,
    Decoder,
    DecoderLayer,
    EncoderLayer,
    FeedForward,
    Translator,
)
from training.pieces import Cutter

Pair = tuple[str, str]

_NEVER = -1e4  # the bias of a piece that a package must not write
_TEACHES = 1  # heads whose attention is returned: the taught one alone


def export(
    model: Translator, cutter: Cutter, folder: Path, config: Config, codes: Sequence[str]
) -> None:
    """Write model.bin, config.json and shared_vocabulary.json to `folder`, for languages that have
    one decoder: the marks of the others are not in the vocabulary."""
    spec = _spec(model, model.decoder(codes[0]))
    strange = {config.tag(code) for code in config.languages if code not in codes}
    pieces = [cutter.processor.id_to_piece(number) for number in range(cutter.size)]
    pieces = [f"<not {piece[1:]}" if piece in strange else piece for piece in pieces]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.unk_token, spec.config.bos_token = pieces[cutter.unk], pieces[cutter.bos]
    spec.config.eos_token = pieces[cutter.eos]
    spec.config.add_source_bos, spec.config.add_source_eos = False, True
    spec.config.decoder_start_token = pieces[cutter.bos]
    spec.validate()
    spec.optimize(quantization=config.export.quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def bias_without(bias: torch.Tensor, own: Iterable[int], cutter: Cutter, tag: int) -> torch.Tensor:
    """An output bias (V) for one language alone: pieces that none of its targets has are never
    written, nor are bare bytes. Latin letters may be, for names that a glossary has in them."""
    kept = torch.zeros(cutter.size, dtype=torch.bool)
    kept[[number for number in own if not cutter.processor.is_byte(number)]] = True
    kept[[number for number in range(cutter.size) if _is_latin(cutter, number)]] = True
    kept[[tag, cutter.eos]] = True
    return torch.where(kept, bias.detach(), torch.tensor(_NEVER))


def _is_latin(cutter: Cutter, number: int) -> bool:
    letters = str(cutter.processor.id_to_piece(number)).removeprefix("\u2581")
    return letters.isascii() and letters.isalpha()


def _spec(model: Translator, decoder: Decoder) -> Any:
    shape = model.shape
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder, shape.decoder),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=-1,
        alignment_heads=_TEACHES,
    )
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = _copied(model.places)
    spec.encoder.embeddings[0].weight = _copied(model.embedding.weight)
    spec.decoder.embeddings.weight = _copied(model.embedding.weight)
    spec.decoder.projection.weight = _copied(model.embedding.weight)
    spec.decoder.projection.bias = _copied(decoder.bias)
    _norm(spec.encoder.layer_norm, model.norm_encoder)
    _norm(spec.decoder.layer_norm, decoder.norm)
    for part, layer in zip(spec.encoder.layer, model.encoder, strict=True):
        assert isinstance(layer, EncoderLayer)
        _encoder_layer(part, layer)
    for part, layer in zip(spec.decoder.layer, decoder.layers, strict=True):
        _decoder_layer(part, layer)
    return spec


def _encoder_layer(spec: Any, layer: EncoderLayer) -> None:
    _self_attention(spec.self_attention, layer.norm_self, layer.attend)
    _feed(spec.ffn, layer.norm_feed, layer.feed)


def _decoder_layer(spec: Any, layer: DecoderLayer) -> None:
    _self_attention(spec.self_attention, layer.norm_self, layer.attend)
    _norm(spec.attention.layer_norm, layer.norm_cross)
    _linear(spec.attention.linear[0], layer.cross.query)
    _linear(spec.attention.linear[1], layer.cross.key, layer.cross.value)
    _linear(spec.attention.linear[2], layer.cross.output)
    _feed(spec.ffn, layer.norm_feed, layer.feed)


def _self_attention(spec: Any, norm: nn.LayerNorm, attention: Attention) -> None:
    _norm(spec.layer_norm, norm)
    _linear(spec.linear[0], attention.query, attention.key, attention.value)
    _linear(spec.linear[1], attention.output)


def _feed(spec: Any, norm: nn.LayerNorm, feed: FeedForward) -> None:
    _norm(spec.layer_norm, norm)
    _linear(spec.linear_0, feed.inner)
    _linear(spec.linear_1, feed.outer)


def _linear(spec: Any, *layers: nn.Linear) -> None:
    """One linear layer, or several stacked into one."""
    spec.weight = np.concatenate([_copied(layer.weight) for layer in layers])
    spec.bias = np.concatenate([_copied(layer.bias) for layer in layers])


def _norm(spec: Any, norm: nn.LayerNorm) -> None:
    spec.gamma, spec.beta = _copied(norm.weight), _copied(norm.bias)


def _copied(tensor: torch.Tensor) -> Any:
    return tensor.detach().float().cpu().numpy().copy()


# Proof


@torch.no_grad()
def difference(
    model: Translator, folder: Path, cutter: Cutter, code: str, tag: str, pairs: Sequence[Pair]
) -> float:
    """The mean absolute difference, a piece, of the log-probabilities that PyTorch and the exported
    model in `folder` give to translations. `pairs`: English and a translation into `code`."""
    translator = ctranslate2.Translator(str(folder), compute_type="default", intra_threads=1)
    sources = [cutter.processor.encode(english, out_type=str) for english, _ in pairs]
    targets = [[tag, *cutter.processor.encode(text, out_type=str)] for _, text in pairs]
    scored = translator.score_batch(sources, targets)
    gaps: list[float] = []
    for source, target, found in zip(sources, targets, scored, strict=True):
        ours = _log_probabilities(model, cutter, code, source, target)
        theirs = torch.tensor(found.log_probs[1:])  # the tag is given, not said
        gaps += (ours - theirs).abs().tolist()
    return float(sum(gaps) / max(1, len(gaps)))


def _log_probabilities(
    model: Translator, cutter: Cutter, code: str, source: Sequence[str], target: Sequence[str]
) -> torch.Tensor:
    english = [*cutter.processor.piece_to_id(list(source)), cutter.eos]
    said = cutter.processor.piece_to_id(list(target))
    memory = model.encode(torch.tensor([english]), [code])
    states, _ = model.decode(torch.tensor([[cutter.bos, *said]]), memory, code)
    wanted = torch.tensor([*said[1:], cutter.eos])
    scores = model.say(states[0, 1:], code).log_softmax(-1)
    return scores.gather(1, wanted[:, None]).squeeze(1)


def prove(
    model: Translator,
    folder: Path,
    cutter: Cutter,
    code: str,
    tag: str,
    pairs: Sequence[Pair],
    tolerance: float,
) -> float:
    """As `difference`. Raises ConfigError when it is above `tolerance`."""
    found = difference(model, folder, cutter, code, tag, pairs)
    if not found <= tolerance:
        raise ConfigError(
            f"the exported model differs from PyTorch's by {found:.3f} a piece, more than "
            f"{tolerance}: it is not the model that was trained"
        )
    return found
