"""How long `khabar --help` takes against `python -c pass`.

    python benchmarks/startup.py

The median of 20 runs of each, in turn. The aim: within 1.5 times the bare interpreter plus 150 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 20


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    bare = [sys.executable, "-c", "pass"]
    ours = [sys.executable, "-m", "translate.cli", "--help"]
    times = [(seconds(bare), seconds(ours)) for _ in range(RUNS + 1)][1:]
    python = 1000 * statistics.median(pair[0] for pair in times)
    help_ = 1000 * statistics.median(pair[1] for pair in times)
    print(f"python -c pass  {python:6.0f} ms")
    print(f"khabar --help   {help_:6.0f} ms   (aim: at most {1.5 * python + 150:.0f} ms)")


if __name__ == "__main__":
    main()
