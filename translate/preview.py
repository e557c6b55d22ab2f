"""A static page of an article beside its translations, for reading, review meetings and print.

It needs no script, no network and no fonts but the reader's own.
"""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from translate.bidi import isolate_html
from translate.documents.page import font_stack, line_height
from translate.inline import Piece, Syntax, mask, restore
from translate.languages import Language

STATES = ("reviewed", "edited", "draft", "outdated", "cleared", "untranslated")


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A segment in one language: its translation ("" if there is none), its state (one of
    `STATES`), and what a reviewer should know of it: where it came from, open checks."""

    target: str
    state: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A segment of the article, as `documents.Segment` has it, and a cell for each language."""

    source: str
    kind: str
    line: int
    cells: tuple[PreviewCell, ...]


def preview_page(title: str, rows: Sequence[PreviewRow], languages: Sequence[Language]) -> str:
    """The page, in English with right-to-left columns; each row has a cell per language."""
    name = html.escape(title)
    faces = "".join(_face(language) for language in languages)
    counts = "".join(_summary(rows, i, language) for i, language in enumerate(languages))
    body = _table(rows, languages) if rows else "<p>This article has no text to translate.</p>\n"
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{name} – preview</title>\n<style>{_STYLE}{faces}</style>\n</head>\n<body>\n"
        f'<header>\n<p class="kicker">Khabar preview</p>\n<h1>{name}</h1>\n'
        f'<p class="facts">{_many(len(rows), "segment")} · '
        f"{_many(len(languages), 'language')}</p>\n"
        f'<ul class="summary">\n{counts}</ul>\n</header>\n<main>\n{body}</main>\n</body>\n</html>\n'
    )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _face(language: Language) -> str:
    return (
        f":lang({language.tag}) {{ font-family: {font_stack(language)}; }}\n"
        f".text:lang({language.tag}) {{ line-height: {line_height(language)}; }}\n"
    )


def _names(language: Language) -> str:
    """The language's own name and its English one."""
    return (
        f'<bdi lang="{language.tag}">{html.escape(language.native)}</bdi> '
        f'<span class="english">{html.escape(language.english)}</span>'
    )


def _summary(rows: Sequence[PreviewRow], column: int, language: Language) -> str:
    """How far a language is: percent reviewed, a bar, and how many segments in each state."""
    counts = Counter(row.cells[column].state for row in rows)
    percent = 100 * counts["reviewed"] // len(rows) if rows else 100
    known = [state for state in STATES if counts[state]]
    others = sorted(counts.keys() - set(STATES))
    parts = "".join(f'<i class="{s}" style="flex-grow: {counts[s]}"></i>' for s in known)
    items = "".join(
        f"<li>{_badge(state)} <b>{counts[state]:,}</b></li>" for state in (*known, *others)
    )
    return (
        f'<li><h2>{_names(language)}</h2><p class="percent"><b>{percent}%</b> reviewed</p>'
        f'<p class="bar" aria-hidden="true">{parts}</p><ul class="counts">{items}</ul></li>\n'
    )


def _badge(state: str) -> str:
    known = state if state in STATES else "other"
    return f'<span class="state {known}">{html.escape(state.capitalize())}</span>'


def _table(rows: Sequence[PreviewRow], languages: Sequence[Language]) -> str:
    # Roles are spelled out: on a phone the rows are shown as blocks, and browsers then forget them.
    heads = "".join(
        f'<th scope="col" role="columnheader">{_names(language)}</th>' for language in languages
    )
    lines = "".join(_row(number, row, languages) for number, row in enumerate(rows, 1))
    return (
        '<table role="table">\n<caption>The article, segment by segment</caption>\n'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">English</th>'
        f'{heads}</tr></thead>\n<tbody role="rowgroup">\n{lines}</tbody>\n</table>\n'
    )


def _row(number: int, row: PreviewRow, languages: Sequence[Language]) -> str:
    kind = html.escape(row.kind)
    cells = "".join(map(_cell, row.cells, languages))
    return (
        f'<tr role="row" id="segment-{number}" class="{kind}">'
        f'<th scope="row" role="rowheader"><p class="text">{_shown(row.source)}</p>'
        f'<p class="about"><a href="#segment-{number}">{number}</a> · {kind} · line {row.line}</p>'
        f"</th>{cells}</tr>\n"
    )


def _cell(cell: PreviewCell, language: Language) -> str:
    state = cell.state if cell.state in STATES else "other"
    text = (
        f'<p class="text" lang="{language.tag}" dir="{language.direction}">'
        f"{_shown(cell.target)}</p>"
        if cell.target
        else '<p class="text none">No translation yet</p>'
    )
    notes = "".join(f'<p class="note" dir="ltr">{html.escape(note)}</p>' for note in cell.notes)
    return (
        f'<td role="cell" class="{state}"><p class="label">{_names(language)}</p>{text}'
        f'<p class="about">{_badge(cell.state)}</p>'
        f"{notes}</td>"
    )


def _shown(text: str) -> str:
    """A segment's text with its markup to be seen, every tag in its own left-to-right box."""
    masked = mask(text, Syntax.HTML)
    words = isolate_html(html.escape(masked.text, quote=False))
    boxes = [
        Piece(f'<bdi class="tag" dir="ltr">{html.escape(p.text)}</bdi>') for p in masked.pieces
    ]
    return restore(words, boxes)


_STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1c1d1f; --soft: #5d6168; --rule: #dedbd3;
  --reviewed: #17693a; --edited: #1d5aa3; --draft: #8a5a00; --outdated: #7a3596;
  --cleared: #56606b; --untranslated: #b3261e; --other: #56606b;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15171a; --card: #1d2024; --ink: #e9e7e2; --soft: #a3a8b0; --rule: #353a41;
    --reviewed: #6cc68f; --edited: #7fb4f0; --draft: #e3b25a; --outdated: #cf9ae6;
    --cleared: #a5afba; --untranslated: #f28b82; --other: #a5afba;
  }
}
.reviewed { --state: var(--reviewed); --edge: solid; }
.edited { --state: var(--edited); --edge: double; }
.draft { --state: var(--draft); --edge: dashed; }
.outdated { --state: var(--outdated); --edge: dashed; }
.cleared { --state: var(--cleared); --edge: dotted; }
.untranslated { --state: var(--untranslated); --edge: dotted; }
.other { --state: var(--other); --edge: dotted; }
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1.5rem clamp(0.75rem, 2.5vw, 2.5rem) 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word;
}
p, h1, h2, ul { margin: 0; padding: 0; }
ul { list-style: none; }
header { margin-block-end: 1.75rem; border-block-start: 4px solid var(--ink); }
h1 { font: 700 clamp(1.5rem, 3vw, 2.25rem)/1.2 Georgia, "Noto Serif", serif; max-width: 32em; }
.kicker {
  padding-block: 0.6rem 0.9rem; font-size: 0.8rem; font-weight: 700; letter-spacing: 0.02em;
}
.facts, .about, .note, .english, .percent { color: var(--soft); font-size: 0.8125rem; }
.facts { padding-block: 0.4rem 1.25rem; }
.summary {
  display: grid; gap: 1rem 2rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr));
}
.summary > li { border-block-start: 1px solid var(--rule); padding-block-start: 0.6rem; }
h2 { font-size: 1.125rem; font-weight: 600; }
.english { font-weight: 400; }
.percent b { color: var(--ink); font-size: 1.375rem; font-variant-numeric: tabular-nums; }
.bar { display: flex; gap: 2px; block-size: 0.5rem; margin-block: 0.25rem 0.6rem; }
.bar i { background: var(--state); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.counts { display: flex; flex-wrap: wrap; gap: 0.3rem 0.9rem; font-size: 0.8125rem; }
.state {
  display: inline-block; padding: 0 0.45em; border: 1px solid var(--state); border-radius: 3px;
  color: var(--state); font-size: 0.75rem; font-weight: 600; line-height: 1.5;
}
table {
  inline-size: 100%; border-collapse: collapse; table-layout: fixed; background: var(--card);
}
caption { position: absolute; clip-path: inset(50%); }
.label { display: none; }
thead th {
  position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper);
  border-block-end: 2px solid var(--ink); padding: 0.5rem 0.9rem; text-align: start;
  font-weight: 600;
}
thead th + th { text-align: end; }
tbody th, td {
  padding: 0.75rem 0.9rem; border-block-end: 1px solid var(--rule); vertical-align: top;
  text-align: start; font-weight: 400;
}
td { border-inline-end: 4px var(--edge) var(--state); border-inline-start: 1px solid var(--rule); }
td .text { font-size: 1.0625rem; }
td .about, td .note { text-align: end; margin-block-start: 0.35rem; }
.note { line-height: 1.4; }
.about a { color: inherit; }
td .none { color: var(--soft); font-size: 1rem; font-style: italic; text-align: end; }
td .text:lang(ur) { line-height: 2.1; padding-block-end: 0.3em; }
h2 bdi, th bdi, .label bdi { line-height: 1; }
tr.heading .text { font-weight: 700; }
tr.heading .none { font-weight: 400; }
tr.heading th .text { font-family: Georgia, "Noto Serif", serif; font-size: 1.125rem; }
tr:target th { box-shadow: inset 4px 0 0 var(--ink); }
.tag { color: var(--soft); font: 0.75em ui-monospace, monospace; }
@media screen and (max-width: 60rem) {
  table, tbody, tr, tbody th, td { display: block; }
  thead { position: absolute; clip-path: inset(50%); }
  tr { padding-block-end: 1.25rem; }
  tbody th { padding-inline: 0.9rem; border-block-start: 2px solid var(--ink); }
  .label { display: block; text-align: end; font-size: 0.8125rem; font-weight: 600; }
}
@page { size: landscape; margin: 12mm; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; }
  body { padding: 0; font-size: 9pt; }
  tr { break-inside: avoid; }
  thead th { position: static; }
}
"""
