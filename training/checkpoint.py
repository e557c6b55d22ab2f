"""Checkpoints: written beside, then renamed, so that there is always a whole one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch


def save(path: Path, state: dict[str, Any]) -> None:
    """Put `state` where `path` is, at once or not at all."""
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def shrink(path: Path, target: Path) -> None:
    """Write the weights of a checkpoint at half their size, to carry; they load as before."""
    state = load(path)
    assert state is not None, f"no checkpoint at {path}"
    save(target, state | {"model": {name: w.half() for name, w in state["model"].items()}})


def load(path: Path) -> dict[str, Any] | None:
    """What was saved at `path`, on the CPU; None when nothing was."""
    if not path.is_file():
        return None
    found: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return found
