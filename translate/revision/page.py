"""A static page of the open proposals of a language: old and new beside each other, marked.

It needs no script, no network and no fonts but the reader's own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.bidi import isolate_html
from translate.catalog import Entry
from translate.documents.page import font_stack, line_height
from translate.languages import Language
from translate.revision.proposals import shown_changes, shown_text

_PART = re.compile("[\\w\u064b-\u0652\u0670]+(?:[\u200c'’-][\\w\u064b-\u0652\u0670]+)*|\\s+|.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The open proposals for the catalog of one article; `path` is where to answer them."""

    article: str
    path: str
    proposals: tuple[Entry, ...]


def proposals_page(bundles: Sequence[Bundle], language: Language) -> str:
    """The page, in English, with the texts right to left; articles in the order given."""
    count = sum(len(bundle.proposals) for bundle in bundles)
    body = "".join(_section(bundle, language) for bundle in bundles)
    title = f"Glossary proposals: {language.english}"
    face = (
        f":lang({language.tag}) {{ font-family: {font_stack(language)}; "
        f"line-height: {line_height(language)}; }}\n"
    )
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{_STYLE}{face}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n<p>{count:,} to decide. In the PO file named with each "
        "article, drop <code>fuzzy</code> to accept a text, empty it to refuse it; or answer in "
        "the terminal with <code>khabar glossary apply --interactive</code>.</p>\n</header>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _section(bundle: Bundle, language: Language) -> str:
    rows = "".join(_row(proposal, language) for proposal in bundle.proposals)
    return (
        f"<section>\n<h2>{html.escape(bundle.article)}</h2>\n"
        f"<p><code>{html.escape(bundle.path)}</code></p>\n{rows}</section>\n"
    )


def _row(proposal: Entry, language: Language) -> str:
    now, new = _marked(shown_text(proposal), proposal.target)
    place = html.escape(", ".join(proposal.references))
    changes = "".join(
        f"<li>{isolate_html(html.escape(line, quote=False))}</li>"
        for line in shown_changes(proposal)
    )
    text = f'lang="{language.tag}" dir="{language.direction}"'
    return (
        f'<article>\n<p class="source">{html.escape(proposal.source)}</p>\n'
        f'<p class="now" {text}>{now}</p>\n<p class="new" {text}>{new}</p>\n'
        f'<ul>{changes}</ul>\n<p class="place">{place}</p>\n</article>\n'
    )


def _marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as HTML, with the words that differ in <del> and <ins>."""
    olds, news = _PART.findall(old), _PART.findall(new)
    left, right = [], []
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        gone, come = html.escape("".join(olds[a:b])), html.escape("".join(news[c:d]))
        same = kind == "equal"
        left.append(gone if same or not gone else f"<del>{gone}</del>")
        right.append(come if same or not come else f"<ins>{come}</ins>")
    return "".join(left), "".join(right)


_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1c1d1f; --soft: #5d6168; --rule: #dedbd3;
  --gone: #fbdcd8; --come: #d3efdc;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --ink: #e9e7e2; --soft: #a3a8b0; --rule: #353a41;
    --gone: #5c2620; --come: #1c4a2f;
  }
}
body {
  margin: 0 auto; max-width: 60rem; padding: 1.5rem clamp(0.75rem, 2.5vw, 2.5rem) 4rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
}
h2 { margin-block-start: 2.5rem; font-size: 1.125rem; }
article { border-block-start: 1px solid var(--rule); padding-block: 0.9rem; }
article p { margin-block: 0.35rem; }
.now, .new { font-size: 1.125rem; }
.now { color: var(--soft); }
del { background: var(--gone); color: var(--ink); text-decoration: line-through; }
ins { background: var(--come); color: var(--ink); text-decoration: none; font-weight: 700; }
ul { margin: 0.35rem 0; padding-inline-start: 1.25rem; }
ul, .place, header p, section > p { color: var(--soft); font-size: 0.875rem; }
@media print { article { break-inside: avoid; } }
"""
