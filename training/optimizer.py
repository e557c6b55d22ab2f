"""Muon for the matrices inside the layers, AdamW for the embeddings, norms and biases.

Muon moves a matrix by its orthogonalised momentum (Jordan et al., 2024); here with the iterations
of Polar Express (Amsel et al., 2025), the matrices of one shape taken together.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from training.config import Train

# a, b, c of u → a·u + (b·A + c·A²)·u with A = u·uᵀ, each fitted to what the one before leaves.
_POLAR = (
    (8.28721, -23.59589, 17.30039),
    (4.10706, -2.94785, 0.54484),
    (3.94869, -2.90890, 0.55182),
    (3.31842, -2.48849, 0.51005),
    (2.30065, -1.66890, 0.41881),
)
_MOMENTUM = 0.95
_SAFE = 1.01  # keeps the largest singular value below 1, as the iterations want it


def orthogonalised(u: Tensor, iterations: int) -> Tensor:
    """Matrices (n × rows × columns, no more rows than columns) with all singular values near 1."""
    u = u / (u.norm(dim=(1, 2), keepdim=True) * _SAFE + 1e-7)
    for a, b, c in _POLAR[:iterations]:
        square = u @ u.mT
        u = torch.baddbmm(u, torch.baddbmm(square, square, square, beta=b, alpha=c), u, beta=a)
    return u


class Muon:
    """Moves `matrices`; their momenta are kept by shape, stacked. Those that took no part in a
    step, a decoder whose language the batch had not, stay as they are."""

    def __init__(self, matrices: list[nn.Parameter], settings: Train) -> None:
        self._settings = settings
        self._groups: dict[tuple[int, int], list[Tensor]] = {}
        for matrix in matrices:
            rows, columns = matrix.shape
            self._groups.setdefault((rows, columns), []).append(matrix)
        self._momenta = {
            shape: torch.zeros(len(group), *shape, device=group[0].device)
            for shape, group in self._groups.items()
        }

    @torch.no_grad()
    def step(self, share: float) -> None:
        """One step at `share` of the full rate."""
        rate = self._settings.muon * share
        for (rows, columns), group in self._groups.items():
            taught = [place for place, matrix in enumerate(group) if matrix.grad is not None]
            if not taught:
                continue
            moved = [group[place] for place in taught]
            gradients = torch.stack([matrix.grad for matrix in moved if matrix.grad is not None])
            momenta = self._momenta[(rows, columns)]
            momentum = momenta[taught].lerp_(gradients, 1 - _MOMENTUM)
            momenta[taught] = momentum
            u = gradients.lerp_(momentum, _MOMENTUM)
            if u.is_cuda:
                u = u.bfloat16()
            tall = rows > columns
            u = orthogonalised(u.mT if tall else u, self._settings.polar)
            u = (u.mT if tall else u).to(momentum.dtype)
            torch._foreach_mul_(moved, 1 - rate * self._settings.decay)
            size = rate * max(1.0, rows / columns) ** 0.5
            torch._foreach_add_(moved, list(u.unbind()), alpha=-size)

    def state_dict(self) -> dict[str, Tensor]:
        return {f"{rows}x{columns}": m for (rows, columns), m in self._momenta.items()}

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        for (rows, columns), momentum in self._momenta.items():
            momentum.copy_(state[f"{rows}x{columns}"])


class Optimizer:
    """Both. The gradient of what AdamW moves is clipped; Muon's steps have a size of their own."""

    def __init__(self, model: nn.Module, settings: Train) -> None:
        named = list(model.named_parameters())
        matrices = [p for name, p in named if p.ndim == 2 and name != "embedding.weight"]
        self._rest = [p for name, p in named if p.ndim != 2 or name == "embedding.weight"]
        self._settings = settings
        self._muon = Muon(matrices, settings)
        self._adam = torch.optim.AdamW(
            self._rest, lr=settings.adam, betas=(0.9, 0.98), weight_decay=0.0, fused=True
        )

    def step(self, share: float) -> None:
        """Move all parameters by their gradients at `share` of the full rates, and forget them."""
        if self._settings.clip:
            nn.utils.clip_grad_norm_(self._rest, self._settings.clip)
        for group in self._adam.param_groups:
            group["lr"] = self._settings.adam * share
        self._adam.step()
        self._muon.step(share)

    def state_dict(self) -> dict[str, Any]:
        return {"muon": self._muon.state_dict(), "adam": self._adam.state_dict()}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self._muon.load_state_dict(state["muon"])
        self._adam.load_state_dict(state["adam"])
