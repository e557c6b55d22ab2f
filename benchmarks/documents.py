"""How fast articles are parsed, and put together again with every segment replaced.

    .venv/bin/python benchmarks/documents.py

1,000 generated articles of each format, and articles/border-talks.md, which is full of markup; one
thread, best of five. The last column is markdown-it alone, which reads the same text into tokens
with nothing made of them: it tells how fast the machine is. Exit code 1 when Markdown is slower
than 5 MB/s of processor time. Other work on the machine slows even that: run it alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from generate import generate_article
from markdown_it import MarkdownIt

from translate.documents import Document, parse_article, render

ARTICLES = 1_000
ROUNDS = 5
KEYS = ("title", "description", "summary")
NEEDED = 5.0  # MB/s, of Markdown
DENSE = Path(__file__).parent.parent / "articles" / "border-talks.md"


def measure(articles: list[str], suffix: str) -> list[tuple[float, float]]:
    """The wall-clock and processor seconds of parsing, of parsing and reassembly with every
    segment replaced, and of markdown-it."""
    targets: dict[str, str] = {}
    markdown = MarkdownIt("commonmark").enable("table")

    def parse() -> Iterator[Document]:
        for number, text in enumerate(articles):
            yield parse_article(f"{number}.{suffix}", text, KEYS)

    def parse_only() -> None:
        for _ in parse():
            pass

    def parse_and_render() -> None:
        for document in parse():
            render(document, lambda segment: targets[segment.text])

    def markdown_it() -> None:
        for text in articles:
            markdown.parse(text)

    for document in parse():
        assert render(document, lambda segment: None) == document.source
        targets |= {segment.text: f"{segment.text} ۔" for segment in document.segments}
    return [best(work) for work in (parse_only, parse_and_render, markdown_it)]


def best(work: Callable[[], object]) -> tuple[float, float]:
    """The wall-clock and processor seconds that `work` takes when nothing disturbs it."""
    walls, processors = [], []
    for _ in range(ROUNDS):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return min(walls), min(processors)


def main() -> None:
    inputs = {
        suffix: [generate_article(number, suffix) for number in range(ARTICLES)]
        for suffix in ("txt", "md", "html")
    }
    inputs["md dense"] = [DENSE.read_text(encoding="utf-8")] * (ARTICLES // 10)
    print(f"MB/s of wall-clock and processor time, best of {ROUNDS}")
    print(f"{'':10}{'parse':>14}{'and reassemble':>18}{'markdown-it':>15}{'aim':>9}")
    for name, articles in inputs.items():
        size = sum(len(text.encode()) for text in articles) / 1e6
        cells = measure(articles, name.split()[0])
        rates = [f"{size / wall:.1f} / {size / cpu:.1f}" for wall, cpu in cells]
        aim = NEEDED if name == "md" else ""
        alone = rates[2] if "md" in name else ""
        print(f"{name:10}{rates[0]:>14}{rates[1]:>18}{alone:>15}{aim:>9}")


if __name__ == "__main__":
    main()
