"""Parallel lines: how they are read from files, and what one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain, islice, repeat
from pathlib import Path

from training.config import Config, ConfigError, Corpus, Public
from training.text import clean_english, clean_target

COLUMNS = ("ur", "ps", "fa_AF", "ar")  # of five-column files, after English
_CODES = {"fa_AF": "prs"}  # what files call our languages where it is another code


@dataclass(frozen=True, slots=True)
class Line:
    """An English line and its translations by language code, cleaned. `origin` is the file it is
    from, `article` the article in it, empty where there is none; `own` tells the project's corpus
    from public text."""

    origin: str
    article: str
    english: str
    targets: Mapping[str, str]
    own: bool


def rows_of(path: Path) -> list[str]:
    """The lines of a UTF-8 file, by line feeds alone: Unicode's other line ends are text here."""
    text = path.read_text(encoding="utf-8").removesuffix("\n")
    return text.split("\n") if text else []


def read_corpus(config: Config) -> Iterator[Line]:
    """The lines of the project's corpus in their order. Raises ConfigError for a broken file."""
    folder = config.path(config.corpus.folder)
    paths = {path for pattern in config.corpus.files for path in folder.glob(pattern)}
    if not paths:
        raise ConfigError(f"{folder} holds no file that [corpus] names")
    for path in sorted(paths):
        rows = [row.split("\t") for row in rows_of(path)]
        articles = article_of_each(path.name, len(rows), config.corpus)
        for number, (row, article) in enumerate(zip(rows, articles, strict=True), 1):
            if len(row) != len(COLUMNS) + 1:
                raise ConfigError(f"{path}:{number}: {len(row)} columns, want {len(COLUMNS) + 1}")
            yield _line(path.name, article, row, config.languages)


def _line(origin: str, article: str, row: Sequence[str], languages: Sequence[str]) -> Line:
    found = dict(zip(COLUMNS, row[1:], strict=True))
    targets = {code: clean_target(found[code], code) for code in languages}
    return Line(origin, article, clean_english(row[0]), targets, True)


def article_of_each(name: str, count: int, corpus: Corpus) -> list[str]:
    """For each of the `count` lines of a file, its article: `articles.tsv#9`, or empty."""
    runs = next((runs for glob, runs in corpus.articles.items() if fnmatch(name, glob)), ())
    sizes = chain.from_iterable(repeat(size, many) if many else repeat(size) for many, size in runs)
    labels = (f"{name}#{number}" for number, size in enumerate(sizes) for _ in range(size))
    return list(islice(chain(labels, repeat("")), count))


def read_public(source: Public, config: Config) -> dict[str, list[tuple[str, str]]]:
    """The pairs of a public corpus by language, cleaned. Raises ConfigError when it has none."""
    folder, found = config.path(source.folder), {}
    for code in config.languages:
        path = folder / f"{source.name}.en-{_CODES.get(code, code)}.tsv"
        if path.is_file():
            found[code] = list(read_pairs(path, code))
    if not found:
        raise ConfigError(f"{folder} has no {source.name}.en-*.tsv for any of our languages")
    return found


def read_pairs(path: Path, code: str) -> Iterator[tuple[str, str]]:
    """The pairs of a two-column file, cleaned; lines without both sides are passed over."""
    for row in rows_of(path):
        english, target = (row.split("\t") + [""])[:2]
        if english.strip() and target.strip():
            yield clean_english(english), clean_target(target, code)


def language_of(path: Path, languages: Sequence[str]) -> str | None:
    """The language of a file named `*.en-CODE.tsv`, None if it is none of `languages`."""
    code = path.stem.rpartition(".en-")[2]
    return next((lang for lang in languages if code in (lang, _CODES.get(lang))), None)
