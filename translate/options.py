"""The options that the verbs of the command line share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]


def add_verb(verbs: Verbs, name: str, short: str, text: str) -> argparse.ArgumentParser:
    """A verb with `-C`, which may stand before it or after it."""
    parser = verbs.add_parser(
        name, help=short, description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_folder(parser, argparse.SUPPRESS)
    return parser


def add_folder(parser: argparse.ArgumentParser, default: Path | str) -> None:
    """`-C DIR`."""
    parser.add_argument(
        "-C", dest="folder", metavar="DIR", type=Path, default=default, help="work in DIR"
    )


def add_json(parser: argparse.ArgumentParser, default: bool | str = False) -> None:
    """`--json`."""
    parser.add_argument(
        "--json", action="store_true", default=default, help="print JSON, for machines"
    )


def add_articles(parser: argparse.ArgumentParser) -> None:
    """The articles that a verb is for, and what `Scope.of` reads besides."""
    parser.add_argument(
        "articles",
        nargs="*",
        metavar="ARTICLE",
        help="an article, or a folder of articles; all when none is named",
    )
    add_languages(parser)


def add_languages(parser: argparse.ArgumentParser) -> None:
    """`--lang`, and `--encoding` for articles that are read."""
    parser.add_argument(
        "--lang",
        action="append",
        metavar="LANG",
        help="only this language: ur, ps, fa_AF or ar (repeat it, or separate with commas)",
    )
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="how articles that are not UTF-8 are encoded: cp1252, say; for this once",
    )
