"""The blocks of Markdown: what markdown-it-py says they are, and where their text stands.

The places are taken from its block rules while they run, since its tokens tell lines only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, html_block, lheading, paragraph, table
from mdit_py_plugins.footnote import footnote_plugin

from translate.documents.blocks import Span

_DEEPEST = 100  # blocks within blocks; deeper ones are left as they are
_INTERRUPTS = ["paragraph", "reference", "blockquote"]
_WORD = re.compile(r"(?!\d{1,9}[.)])[^\W_]|[\"'“‘(«$£€]")
_TITLE = re.compile(r"(#{1,6})[ \t][^#\n]*(?![^\n])")
_ITEM = re.compile(r"[-+*] [^\W_]")


class Block(NamedTuple):
    """A block by the name of its rule, with where the text of each of its lines stands."""

    name: str
    places: list[Span]


def read_blocks(text: str, start: int) -> tuple[list[Block], Mapping[str, Any]]:
    """The blocks in `text`, which stands at `start`, and the link definitions."""
    parser = _parser()
    env: dict[str, Any] = {"start": start, "blocks": []}
    # As markdown-it wants its text, but every character stays where it is.
    text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    parser.block.parse(text, parser, env, [])
    return env["blocks"], env.get("references", {})


_BlockRule = Callable[[StateBlock, int, int, bool], bool]


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).use(footnote_plugin)
    rules: dict[str, tuple[_BlockRule, list[str]]] = {
        "table": (table, ["paragraph", "reference"]),
        "html_block": (html_block, _INTERRUPTS),
        "heading": (heading, _INTERRUPTS),
        "lheading": (lheading, []),
        "paragraph": (paragraph, []),
    }
    for name, (rule, interrupts) in rules.items():
        noting = _heading if rule is heading else _noting(name, rule)
        parser.block.ruler.at(name, noting, {"alt": interrupts})
    parser.block.ruler.before("table", "prose", _prose)
    return parser.enable("table")


def _prose(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """What nearly all of news is, which the other rules need not look at: headings above a blank
    line, and paragraphs whose lines all begin with a word, up to a blank line or an item."""
    if silent or state.is_code_block(start):
        return False
    src, offset = state.src, state.env["start"]
    places: list[Span] = []
    for line in range(start, state.lineMax):
        at, line_end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if at >= line_end:
            break
        if not (src[at].isalpha() or _WORD.match(src, at)):
            if not places:
                return _title(state, start)
            if 0 <= state.sCount[line] <= 3 and _ITEM.match(src, at):
                break
            return False
        places.append((offset + at, offset + line_end))
    state.line = start + len(places)
    state.env["blocks"].append(Block("paragraph", places))
    return True


def _title(state: StateBlock, start: int) -> bool:
    """A heading above a blank line, with no signs behind it."""
    title = _TITLE.match(state.src, state.bMarks[start] + state.tShift[start])
    following = start + 1
    if not title or not (following == state.lineMax or state.isEmpty(following)):
        return False
    state.line = following
    offset = state.env["start"]
    state.env["blocks"].append(Block("heading", [(offset + title.end(1), offset + title.end())]))
    return True


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found: bool = heading(state, start, end, silent)
    if found and not silent:
        words = state.tokens[-2].content
        behind = state.bMarks[start] + state.tShift[start] + len(state.tokens[-1].markup)
        at = state.env["start"] + state.src.index(words, behind)
        state.env["blocks"].append(Block("heading", [(at, at + len(words))]))
    return found


def _noting(name: str, rule: _BlockRule) -> _BlockRule:
    """`rule`, noting where each line's text starts and ends in what it finds.

    Only while the rule runs is it known how much of each line belongs to the lists and quotes
    around the block.
    """

    def noting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        found = rule(state, start, end, silent)
        if found and not silent:
            state.env["blocks"].append(Block(name, _places(state, start)))
        return found

    return noting


def _places(state: StateBlock, first: int) -> list[Span]:
    """Where the text of each line stands in the article, from the line `first` to the current."""
    offset = state.env["start"]
    return [
        (offset + state.bMarks[i] + state.tShift[i], offset + state.eMarks[i])
        for i in range(first, state.line)
    ]
