"""Articles: text in, blocks and segments out, and back without a byte changed."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import splitext

from translate.documents.model import Document, Kind, Segment, Slot, render
from translate.errors import ArticleError
from translate.inline import Syntax

__all__ = ["Document", "Kind", "Segment", "Slot", "parse_article", "render", "syntax_of"]

_SYNTAX = {
    ".txt": Syntax.PLAIN,
    ".md": Syntax.MARKDOWN,
    ".markdown": Syntax.MARKDOWN,
    ".html": Syntax.HTML,
    ".htm": Syntax.HTML,
}


def syntax_of(name: str) -> Syntax:
    """How the article called `name` is written. Raises ArticleError for an unknown suffix."""
    suffix = splitext(name)[1].lower()
    try:
        return _SYNTAX[suffix]
    except KeyError:
        known = ", ".join(_SYNTAX)
        raise ArticleError(
            f"no way to read {suffix or 'a file without suffix'}",
            f"Save the article as one of {known}",
            path=name,
        ) from None


def parse_article(name: str, source: str, keys: Sequence[str] = ()) -> Document:
    """The article called `name` (its suffix says how it is written) with the text `source`.

    `keys` are the front matter keys to translate. Raises ArticleError naming the line.
    """
    syntax = syntax_of(name)
    try:
        if syntax is Syntax.PLAIN:
            from translate.documents.plain import parse_plain

            return parse_plain(source)
        if syntax is Syntax.HTML:
            from translate.documents.html import parse_html

            return parse_html(source)
        from translate.documents.markdown import parse_markdown

        return parse_markdown(source, keys)
    except ArticleError as error:
        if error.path is not None:
            raise
        raise ArticleError(error.problem, error.remedy, path=name, line=error.line) from None
