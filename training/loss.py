"""What is minimised: smoothed cross-entropy, and the attention that strays from alignments.

The softmax of a language covers the pieces that occur in its own text and a random sample of the
rest, whose scores are raised so that they stand for all of it: a third of the work of the whole
vocabulary, which stays usable (sampled softmax: Bengio & Senécal, 2003; Jean et al., 2015).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as nnf
from torch import Tensor

from training.batches import IGNORED, Batch
from training.model import Translator

_ROWS = {"cpu": 256, "cuda": 16384}  # scored at once: as many as the cache, or the memory, holds
_LEAST = 1e-6  # attention below which the guidance pulls no harder


class SmoothedLoss(torch.autograd.Function):
    """Scores and cross-entropy in one, some rows at a time, gradients made on the way.

    states n × D, table c × D, bias c, wanted n (columns of the table) → the summed smoothed loss
    (which has a gradient) and the summed negative log-likelihood (which has none).
    """

    @staticmethod
    def forward(
        ctx: Any, states: Tensor, table: Tensor, bias: Tensor, wanted: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        kind = states.dtype
        weight = table.to(kind)
        losses = torch.zeros((), device=states.device)
        likelihoods = torch.zeros((), device=states.device)
        d_states = torch.empty_like(states)
        d_table, d_bias = torch.zeros_like(table), torch.zeros_like(bias)
        many = _ROWS.get(states.device.type, 1024)
        for start in range(0, len(states), many):
            part = slice(start, start + many)
            scores = torch.addmm(bias.to(kind), states[part], weight.t()).float()
            right = wanted[part, None]
            total = scores.logsumexp(1, keepdim=True)
            likelihood = (total - scores.gather(1, right)).sum()
            flat = (total.squeeze(1) - scores.mean(1)).sum()
            losses += (1 - smoothing) * likelihood + smoothing * flat
            likelihoods += likelihood
            error = scores.sub_(total).exp_().sub_(smoothing / scores.shape[1])
            error.scatter_add_(1, right, error.new_full(right.shape, smoothing - 1))
            d_bias += error.sum(0)
            error = error.to(kind)
            d_states[part] = error @ weight
            d_table += error.t() @ states[part]
        ctx.save_for_backward(d_states, d_table, d_bias)
        ctx.mark_non_differentiable(likelihoods)
        return losses, likelihoods

    @staticmethod
    def backward(ctx: Any, up: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
        d_states, d_table, d_bias = ctx.saved_tensors
        return d_states * up, d_table * up, d_bias * up, None, None


@dataclass(frozen=True, slots=True)
class Loss:
    """The mean loss a piece, and for each language the summed negative log-likelihood of its
    pieces and how many there are."""

    mean: Tensor
    likelihoods: Mapping[str, Tensor]
    pieces: Mapping[str, int]


class Softmax:
    """Which columns of the output each language is scored on, `others` of them at random."""

    def __init__(self, own: Mapping[str, list[int]], size: int, others: int, device: str) -> None:
        self._own = {code: torch.tensor(pieces, device=device) for code, pieces in own.items()}
        self._strange = {}
        for code, pieces in self._own.items():
            self._strange[code] = torch.ones(size, dtype=torch.bool, device=device)
            self._strange[code][pieces] = False
        self._rest = {code: mask.nonzero().squeeze(1) for code, mask in self._strange.items()}
        self._size, self._others, self._device = size, others, device

    def columns(self, code: str, wanted: Tensor) -> tuple[Tensor, Tensor, Tensor] | None:
        """The pieces to score (c), what each one's score is raised by (c), and the column of each
        piece of the vocabulary (V, -1 for none). None stands for the whole vocabulary.

        A piece that is `wanted` is always there: random cuts and other names bring some that the
        language's own text has not.
        """
        rest = self._rest[code]
        if not self._others or self._others >= len(rest):
            return None
        sample = rest[torch.randint(0, len(rest), (self._others,), device=self._device)]
        strange = torch.unique(wanted[self._strange[code][wanted]])
        own = torch.cat([self._own[code], strange])
        chosen = torch.cat([sample, own])
        where = torch.full((self._size,), -1, device=self._device)
        where[sample] = torch.arange(len(sample), device=self._device)
        where[own] = torch.arange(len(sample), len(chosen), device=self._device)
        lift = torch.zeros(len(chosen), device=self._device)
        lift[: len(sample)] = math.log(len(rest) / len(sample))
        return chosen, lift, where


@dataclass(frozen=True, slots=True)
class Criterion:
    """The loss of a batch under a model; `smoothing` and the alignment's weight `guide` as in
    [train]."""

    softmax: Softmax
    smoothing: float
    guide: float

    def __call__(self, model: Translator, batch: Batch, device: str) -> Loss:
        memory = model.encode(_tensor(batch.source, device), batch.targets)
        likelihoods, pieces, total = {}, {}, torch.zeros((), device=device)
        for code, side in batch.targets.items():
            given, wanted = _tensor(side.given, device), _tensor(side.wanted, device)
            states, attention = model.decode(given, memory, code, teach=self.guide > 0)
            keep = wanted != IGNORED
            loss, likelihoods[code] = self._score(model, code, states[keep], wanted[keep])
            pieces[code] = int((side.wanted != IGNORED).sum())
            total = total + loss
            if attention is not None and len(side.mass):
                links, mass = _tensor(side.links, device), _tensor(side.mass, device)
                total = total + self.guide * _strayed(attention, links, mass)
        return Loss(total / sum(pieces.values()), likelihoods, pieces)

    def _score(
        self, model: Translator, code: str, states: Tensor, wanted: Tensor
    ) -> tuple[Tensor, Tensor]:
        table: Tensor = model.embedding.weight
        bias: Tensor = model.decoder(code).bias
        columns = self.softmax.columns(code, wanted)
        if columns is not None:
            chosen, lift, where = columns
            table, bias, wanted = table[chosen], bias[chosen] + lift, where[wanted]
        if torch.is_autocast_enabled(states.device.type):
            states = states.bfloat16()  # autocast leaves what comes out of a norm in fp32
        inputs = (states, table, bias, wanted, self.smoothing)
        found: tuple[Tensor, Tensor] = SmoothedLoss.apply(*inputs)  # type: ignore[no-untyped-call]
        return found


@torch.no_grad()
def likelihoods(model: Translator, batch: Batch, device: str) -> dict[str, tuple[float, int]]:
    """By language, the summed negative log-likelihood of a batch's pieces over the whole
    vocabulary, and how many pieces there are."""
    memory = model.encode(_tensor(batch.source, device), batch.targets)
    found = {}
    for code, side in batch.targets.items():
        states, _ = model.decode(_tensor(side.given, device), memory, code)
        wanted = _tensor(side.wanted, device)
        scores = model.say(states[wanted != IGNORED], code).float()
        summed = nnf.cross_entropy(scores, wanted[wanted != IGNORED], reduction="sum")
        found[code] = (float(summed), len(scores))
    return found


def _strayed(attention: Tensor, links: Tensor, mass: Tensor) -> Tensor:
    """Minus the summed logarithm of the attention (B × T × S) that each linked target piece gives
    to the English pieces it is linked with."""
    given = attention[links[0], links[1], links[2]]
    summed = torch.zeros(int(mass[-1]) + 1, device=given.device).index_add(0, mass, given)
    return -summed.clamp_min(_LEAST).log().sum()


def _tensor(array: Any, device: str) -> Tensor:
    return torch.from_numpy(array).to(device, non_blocking=True)
