"""How a project grows: first run, unchanged second run, and a run after the ledger was deleted.

    python benchmarks/scale.py [ARTICLES ...]        (100 300 1000 if none are given)

Generated articles in four languages, no model installed, so that what is measured is Khabar and
not a model. Wall seconds and peak resident memory are of the whole process `khabar translate`.
The last column counts files whose bytes the second and third run changed: it must be 0.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate_article

from translate.starter import write_starter

SUFFIXES = (".md", ".txt", ".html")


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [100, 300, 1000]
    print(f"{'articles':>8} {'run':<24} {'seconds':>8} {'peak MB':>8} {'changed':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


def measure(folder: Path, size: int) -> None:
    project = folder / "project"
    write_starter(project)
    for number in range(size):
        suffix = SUFFIXES[number % 3]
        path = project / "articles" / f"{number % 12:02}" / f"article-{number:04}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(generate_article(number, suffix), encoding="utf-8")
    for name in ("first", "second", "second, no ledger"):
        if name.endswith("no ledger"):
            (project / ".khabar" / "ledger.sqlite").unlink()
        before = hashes(project)
        seconds, megabytes = run(project, folder / "packages")
        changed = "-" if name == "first" else str(len(before.items() ^ hashes(project).items()))
        print(f"{size:>8} {name:<24} {seconds:>8.2f} {megabytes:>8.0f} {changed:>8}")


def hashes(project: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (project / "locales").rglob("*.po*")
    }


def run(project: Path, packages: Path) -> tuple[float, float]:
    """Wall seconds and peak memory (MB) of one `khabar translate`."""
    command = [sys.executable, "-m", "translate.cli", "-C", str(project), "translate", "--json"]
    env = {**os.environ, "ARGOS_PACKAGES_DIR": str(packages)}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code != 1:  # no model is installed, and the exit code says so
        raise SystemExit(f"khabar translate ended with {code}")
    return seconds, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
