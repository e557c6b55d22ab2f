"""The learning curve: one line of tab-separated values for each evaluation, kept over restarts.

Columns: time (UTC), minutes of work, step, pass, million tokens seen, tokens a second since the
last line, training loss a piece, share of the full learning rate, which weights (`last` or
`average`), and then for each language the held-out loss: the negative log-likelihood a piece.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from training.schedule import Progress

HEAD = ("time", "minutes", "step", "pass", "mtokens", "tokens_s", "loss", "rate", "weights")


class Curve:
    """The file at `path`, with a column for each of `languages`."""

    def __init__(self, path: Path, languages: Sequence[str]) -> None:
        self._path, self._languages = path, languages

    def resume(self, step: int) -> None:
        """Forget what was written after `step`: a run that goes on from there writes it again."""
        rows = self._path.read_text(encoding="utf-8").splitlines() if self._path.is_file() else []
        kept = [row for row in rows[1:] if int(row.split("\t")[2]) <= step]
        head = "\t".join([*HEAD, *self._languages])
        self._path.write_text("".join(f"{row}\n" for row in [head, *kept]), encoding="utf-8")

    def add(
        self,
        progress: Progress,
        speed: float,
        loss: float,
        rate: float,
        weights: str,
        held: Mapping[str, float],
    ) -> str:
        """Write a line and give it."""
        cells = [
            f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}",
            f"{progress.seconds / 60:.2f}",
            str(progress.step),
            str(progress.epoch),
            f"{progress.tokens / 1e6:.3f}",
            f"{speed:.0f}",
            f"{loss:.4f}",
            f"{rate:.3f}",
            weights,
            *(f"{held[code]:.4f}" for code in self._languages),
        ]
        row = "\t".join(cells)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(row + "\n")
        return row
