"""A pre-norm Transformer whose encoder works once for all target languages of a batch, and whose
decoder is one for all of them, or one for each.

One embedding table serves source, target and output. The first cross-attention head of a
decoder's last layer can be taught word alignments; it is the one whose attention CTranslate2
returns.
Shapes: B lines, S source pieces, T target pieces, D width, H heads, V pieces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as nnf
from torch import Tensor, nn

from training.config import Shape

_POOL = 1 << 22  # random bits drawn at once
_RENEWED = 2000  # steps that a pool serves
_SHARED = "all"  # the name of a decoder for all languages


class Dropout(nn.Module):
    """Dropout whose masks are, on CPUs, windows into a pool of random bits, at random places:
    drawing each anew costs a tenth of a step there."""

    _pools: dict[float, tuple[int, Tensor]] = {}
    step = 0  # set by the loop, so that a run that goes on draws what it would have drawn

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        if x.device.type != "cpu" or x.numel() >= _POOL:
            return nnf.dropout(x, self.rate)
        start = int(torch.randint(0, _POOL - x.numel(), ()))
        return x * self._pool()[start : start + x.numel()].view_as(x)

    def _pool(self) -> Tensor:
        age = Dropout.step // _RENEWED
        found = Dropout._pools.get(self.rate)
        if found is None or found[0] != age:
            source = torch.Generator().manual_seed(age)
            keep = 1 - self.rate
            pool = torch.empty(_POOL).bernoulli_(keep, generator=source).div_(keep)
            found = Dropout._pools[self.rate] = (age, pool)
        return found[1]


class Attention(nn.Module):
    """Attention of several heads from x (B × T × D) to keys and values of another sequence."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.output = nn.Linear(width, width), nn.Linear(width, width)

    def remember(self, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values (B × H × S × D/H) of a sequence, made once for all that attend to it."""
        return self._split(self.key(memory)), self._split(self.value(memory))

    def forward(
        self, x: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor | None, teach: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """What x (B × T × D) gathers, and where asked for, the first head's weights (B × T × S).
        `mask` (B × 1 × 1 × S) is true where there is something to attend to; None is causal."""
        query, (key, value) = self._split(self.query(x)), memory
        mixed = nnf.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, is_causal=mask is None
        )
        weights = None
        if teach and mask is not None:
            score = query[:, 0] @ key[:, 0].transpose(-1, -2) / math.sqrt(query.shape[-1])
            weights = score.float().masked_fill(~mask[:, 0], -1e4).softmax(-1)
        result: Tensor = self.output(mixed.transpose(1, 2).reshape(x.shape))
        return result, weights

    def _split(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


class FeedForward(nn.Module):
    """The two-layer network of a Transformer layer."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.outer(self.inner(x).relu())
        return result


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each after a norm, each added to what came in."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm_self, self.norm_feed = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.attend = Attention(shape.width, shape.heads)
        self.feed = FeedForward(shape.width, shape.hidden)
        self.drop = Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = self.norm_self(x)
        x = x + self.drop(self.attend(y, self.attend.remember(y), mask)[0])
        result: Tensor = x + self.drop(self.feed(self.norm_feed(x)))
        return result


class DecoderLayer(nn.Module):
    """The same with attention to the encoder's memory between the two."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.norm_self, self.norm_cross = nn.LayerNorm(shape.width), nn.LayerNorm(shape.width)
        self.norm_feed = nn.LayerNorm(shape.width)
        self.attend = Attention(shape.width, shape.heads)
        self.cross = Attention(shape.width, shape.heads)
        self.feed = FeedForward(shape.width, shape.hidden)
        self.drop = Dropout(shape.dropout)

    def forward(
        self, x: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor, teach: bool
    ) -> tuple[Tensor, Tensor | None]:
        y = self.norm_self(x)
        x = x + self.drop(self.attend(y, self.attend.remember(y), None)[0])
        seen, weights = self.cross(self.norm_cross(x), memory, mask, teach)
        x = x + self.drop(seen)
        return x + self.drop(self.feed(self.norm_feed(x))), weights


class Decoder(nn.Module):
    """Decoder layers, the norm behind them and the bias of the scores (V)."""

    def __init__(self, pieces: int, shape: Shape) -> None:
        super().__init__()
        self.stack = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder))
        self.norm = nn.LayerNorm(shape.width)
        self.bias = nn.Parameter(torch.zeros(pieces))

    @property
    def layers(self) -> list[DecoderLayer]:
        return [layer for layer in self.stack if isinstance(layer, DecoderLayer)]


@dataclass(frozen=True, slots=True)
class Memory:
    """What the encoder made of a batch of sources: by decoder, keys and values for each of its
    layers, and which places hold something (B × 1 × 1 × S)."""

    layers: Mapping[str, Sequence[tuple[Tensor, Tensor]]]
    mask: Tensor


class Translator(nn.Module):
    """Encoder and decoders. `pieces` is the size of the vocabulary, `pad` the padding's number;
    `codes` are the languages, each of which has a decoder of its own if the shape says so."""

    places: Tensor

    def __init__(self, pieces: int, pad: int, shape: Shape, codes: Sequence[str]) -> None:
        super().__init__()
        self.shape, self.pad = shape, pad
        self.embedding = nn.Embedding(pieces, shape.width)
        nn.init.normal_(self.embedding.weight, std=shape.width**-0.5)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder))
        self.norm_encoder = nn.LayerNorm(shape.width)
        names = dict.fromkeys(map(self._name, codes))
        self.decoders = nn.ModuleDict({name: Decoder(pieces, shape) for name in names})
        self.drop = Dropout(shape.dropout)
        self.register_buffer("places", positions(shape.positions, shape.width), persistent=False)

    def decoder(self, code: str) -> Decoder:
        """The one that writes a language."""
        found = self.decoders[self._name(code)]
        assert isinstance(found, Decoder)
        return found

    def encode(self, source: Tensor, codes: Iterable[str]) -> Memory:
        """The memory of sources (B × S) that are to be translated into these languages."""
        mask = (source != self.pad)[:, None, None, :]
        x = self._embed(source)
        for layer in self.encoder:
            x = layer(x, mask)
        states = self.norm_encoder(x)
        layers = {
            name: [layer.cross.remember(states) for layer in self.decoder(code).layers]
            for name, code in {self._name(code): code for code in codes}.items()
        }
        return Memory(layers, mask)

    def decode(
        self, given: Tensor, memory: Memory, code: str, teach: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """The states (B × T × D) from which `say` makes scores, and the taught head's attention
        (B × T × S) where asked for."""
        x = self._embed(given)
        weights = None
        decoder, remembered = self.decoder(code), memory.layers[self._name(code)]
        for number, (layer, known) in enumerate(zip(decoder.layers, remembered, strict=True), 1):
            x, weights = layer(x, known, memory.mask, teach and number == len(remembered))
        return decoder.norm(x), weights

    def say(self, states: Tensor, code: str) -> Tensor:
        """The scores of all pieces (… × V)."""
        return nnf.linear(states, self.embedding.weight, self.decoder(code).bias)

    def begin(self, weights: Mapping[str, Tensor]) -> None:
        """Take the weights of a model of this shape; those of a decoder for all languages go to
        each that has its own."""
        shared = f"decoders.{_SHARED}."
        spread = {
            name.replace(shared, f"decoders.{own}."): tensor
            for name, tensor in weights.items()
            for own in (self.decoders if name.startswith(shared) else [""])
        }
        self.load_state_dict(spread)

    def _name(self, code: str) -> str:
        return code if self.shape.own_decoders else _SHARED

    def _embed(self, pieces: Tensor) -> Tensor:
        scaled = self.embedding(pieces) * math.sqrt(self.shape.width)
        result: Tensor = self.drop(scaled + self.places[: pieces.shape[1]])
        return result


def positions(length: int, width: int) -> Tensor:
    """Sinusoidal encodings (length × width) as CTranslate2 has them: sines, then cosines."""
    half = width // 2
    rate = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angle = torch.arange(length)[:, None] * rate[None]
    return torch.cat([angle.sin(), angle.cos()], 1)
