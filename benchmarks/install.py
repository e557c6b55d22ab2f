"""How much an install weighs and how long it takes: Khabar's against stock Argos Translate's.

    python benchmarks/install.py [--torch REQUIREMENT]

Each goes into a virtual environment of its own, with nothing from pip's cache, and is removed
again. Stock Argos Translate needs torch, whose default build for Linux brings several gigabytes
of CUDA libraries; `--torch` names another one to install first (one for processors alone), which
makes the stock figures a lower bound. Time depends on the network; run it twice.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What an install added to an empty environment: bytes, seconds, distributions."""

    size: int
    seconds: float
    packages: int


def install(*steps: list[str]) -> Cost:
    """The cost of pip's installing each of `steps` in turn, into one fresh environment."""
    with tempfile.TemporaryDirectory(prefix="khabar-install-") as folder:
        home = Path(folder)
        venv.create(home, with_pip=True)
        size, packages = weigh(home)
        start = time.perf_counter()
        for step in steps:
            pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
            options = ["--no-cache-dir", "--disable-pip-version-check"]
            subprocess.run([*pip, *options, *step], cwd=ROOT, check=True)
        seconds = time.perf_counter() - start
        full, all_packages = weigh(home)
    return Cost(full - size, seconds, all_packages - packages)


def weigh(home: Path) -> tuple[int, int]:
    """The bytes of all files under `home`, and the number of distributions installed there."""
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_symlink()]
    packages = sum(path.name.endswith(".dist-info") for path in home.rglob("*.dist-info"))
    return sum(path.stat().st_size for path in files), packages


def show(name: str, cost: Cost) -> None:
    megabytes = cost.size / 1e6
    print(f"{name:<24}{megabytes:>8.0f} MB{cost.seconds:>8.0f} s{cost.packages:>10}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--torch", metavar="REQUIREMENT", help="torch to install before stock")
    torch = parser.parse_args().torch
    print(f"{'':<24}{'on disk':>11}{'time':>10}{'packages':>10}")
    ours = install(
        ["--no-deps", "-r", "requirements.txt"],
        ["--no-deps", "."],
    )
    show("khabar", ours)
    stock = install(*([[torch]] if torch else []), ["argostranslate==1.11.0"])
    show("stock argostranslate", stock)
    lighter, faster = stock.size / ours.size, stock.seconds / ours.seconds
    print(f"{'stock / khabar':<24}{lighter:>8.1f} × {faster:>7.1f} ×")
    return 0


if __name__ == "__main__":
    sys.exit(main())
