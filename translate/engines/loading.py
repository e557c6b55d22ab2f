"""What every engine over a model folder has in common: the model comes late, is looked at first,
and can be let go."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translate.engines import Decoding, Hypothesis
from translate.errors import ModelError

if TYPE_CHECKING:
    from translate.engines.ctranslate import Runner

AGAIN = "Remove this model and install it again"

# What an installed model's record (see translate/models/record.py) is called.
_RECORD = "khabar.json"


class ModelEngine:
    """An engine called `name` over the model in `folder`, which `load` brings into memory with the
    first translation."""

    def __init__(self, name: str, folder: Path, load: Callable[[], Runner]) -> None:
        self.name = name
        self.folder = folder
        self._load = load
        self._runner: Runner | None = None

    def translate(
        self, sources: Sequence[str], decoding: Decoding = Decoding.USUAL
    ) -> list[list[Hypothesis]]:
        """See `Engine.translate`."""
        if not any(source.strip() for source in sources):
            return [[] for _ in sources]
        if self._runner is None:
            check_sizes(self.folder)
            self._runner = self._load()
        try:
            return self._runner.translate(sources, decoding)
        except RuntimeError as error:
            problem = f"the model broke off while translating ({error})"
            raise ModelError(problem, AGAIN, path=self.folder) from error

    def release(self) -> None:
        """See `Engine.release`."""
        self._runner = None


def check_sizes(folder: Path) -> None:
    """Raises ModelError when a file of the model is shorter than when it was installed.

    Only sizes: they are looked at in no time, and a file that was cut is how disks and copies fail.
    `khabar models verify` compares contents.
    """
    for name, size in _recorded_sizes(folder).items():
        path = folder / name
        there = path.stat().st_size if path.is_file() else 0
        if there < size:
            problem = f"this file is truncated: {there:,} of {size:,} bytes are there"
            raise ModelError(problem, AGAIN, path=path)


def _recorded_sizes(folder: Path) -> dict[str, int]:
    """Bytes by file name; nothing where there is no record, or none that can be understood (which
    is for `verify` to say: the model may be whole)."""
    try:
        record = json.loads((folder / _RECORD).read_text(encoding="utf-8"))
        return {str(name): int(mark["size"]) for name, mark in record["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
