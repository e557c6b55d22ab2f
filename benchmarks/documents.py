"""How fast articles are parsed and put together again: python benchmarks/documents.py"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from generate import generate_article

from translate.documents import Document, parse_article, render

ARTICLES = 1_000
ROUNDS = 3
KEYS = ("title", "description", "summary")
NEEDED = {"md": 5.0}  # MB/s


def measure(suffix: str) -> tuple[float, float]:
    """MB/s of parsing, and of parsing and reassembly with every segment replaced."""
    articles = [generate_article(number, suffix) for number in range(ARTICLES)]
    size = sum(len(text.encode()) for text in articles) / 1e6
    targets: dict[str, str] = {}

    def parse() -> Iterator[Document]:
        for number, text in enumerate(articles):
            yield parse_article(f"{number}.{suffix}", text, KEYS)

    def parse_only() -> None:
        for _ in parse():
            pass

    def parse_and_render() -> None:
        for document in parse():
            render(document, lambda segment: targets[segment.text])

    for document in parse():
        assert render(document, lambda segment: None) == document.source
        targets |= {segment.text: f"{segment.text} ۔" for segment in document.segments}
    return size / best(parse_only), size / best(parse_and_render)


def best(work: Callable[[], object]) -> float:
    """The seconds that `work` takes when nothing disturbs it."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> int:
    failed = False
    print(f"{ARTICLES} articles; MB/s, best of {ROUNDS}")
    print(f"{'format':8}{'parse':>8}{'parse and reassemble':>24}{'needed':>9}")
    for suffix in ("txt", "md", "html"):
        parsed, rendered = measure(suffix)
        needed = NEEDED.get(suffix, 0.0)
        failed |= rendered < needed
        print(f"{suffix:8}{parsed:8.1f}{rendered:24.1f}{needed or '':>9}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
