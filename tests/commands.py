"""The command line for tests: run in this process on a newsroom, output and exit code caught."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from newsroom import Newsroom

from translate.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The whole of stdout as JSON."""
        return json.loads(self.out)

    @property
    def message(self) -> str:
        """The one line on stderr."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        assert lines[0].startswith("khabar: ")
        return lines[0].removeprefix("khabar: ")


def khabar(room: Newsroom | Path, *words: str) -> Outcome:
    """Run `khabar words…` in the newsroom, as a user whose terminal is elsewhere."""
    folder = room if isinstance(room, Path) else room.root
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["-C", str(folder), *words])
        except SystemExit as stop:  # argparse, after its usage message or its help
            code = int(stop.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())


def contents(root: Path) -> dict[str, str]:
    """A hash of every file in a project that users own or read, by path."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(root)
    }


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".khabar" not in path.parts:
            yield path
