"""From a cold process to text, and what four languages need in memory.

    python benchmarks/cold.py PACKAGES [--articles N]

PACKAGES is a folder of unpacked Argos packages. First, for each: from the start of a Python process
to the first sentence translated, the median of seven (the model's files are in the system's cache).
Then `khabar translate` as a whole, over N generated articles in all four languages: seconds and
peak resident memory. The aims: under 1.5 s with the bundled model, and under 1 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate_article

from translate.starter import write_starter

RUNS = 7
SENTENCE = "The foreign ministers of the two countries met in Doha on Sunday."
FIRST = """
import sys
from pathlib import Path
from translate.engines.argos import ArgosEngine, read_package
(found,) = ArgosEngine(read_package(Path(sys.argv[1]))).translate([sys.argv[2]])
print(*(hypothesis.text for hypothesis in found))
"""


def first_sentence(package: Path) -> list[float]:
    """Seconds from process to text, run by run."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", FIRST, str(package), SENTENCE],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        times.append(time.perf_counter() - start)
    return times[1:]


def whole_run(packages: Path, articles: int) -> None:
    """Print what `khabar translate` takes for all four languages."""
    with tempfile.TemporaryDirectory(prefix="khabar-cold-") as folder:
        project = Path(folder)
        write_starter(project)
        for number in range(articles):
            path = project / "articles" / f"article-{number:04}.md"
            path.write_text(generate_article(number, "md"), encoding="utf-8")
        env = {**os.environ, "ARGOS_PACKAGES_DIR": str(packages.resolve())}
        command = [sys.executable, "-m", "translate.cli", "-C", str(project), "translate", "--json"]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env)
        assert process.stdout is not None
        answer = json.loads(process.stdout.read())
        _, _, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    drafts = sum(row["new"].get("machine", 0) for row in answer["catalogs"])
    languages = len({row["language"] for row in answer["catalogs"] if row["new"]})
    print(
        f"{articles} articles, {drafts:,} drafts in {languages} languages: {seconds:.1f} s, "
        f"peak {usage.ru_maxrss / 1024:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("packages", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    options = parser.parse_args()
    print(f"{'first sentence':<24}{'median s':>9}{'slowest':>9}")
    for package in sorted(options.packages.iterdir()):
        times = first_sentence(package)
        print(f"{package.name:<24}{statistics.median(times):>9.2f}{max(times):>9.2f}", flush=True)
    whole_run(options.packages, options.articles)


if __name__ == "__main__":
    main()
