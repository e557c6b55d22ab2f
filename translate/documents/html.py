"""HTML articles: what a reader sees as segments, everything else byte for byte as it was.

Inline elements stay in their segment as the article wrote them; every other tag ends a block.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from translate.documents.blocks import Lines, Run, cut, translatable
from translate.documents.elements import ENDED_BY, INLINE, MAY_STAY_OPEN, UNTOUCHED
from translate.documents.model import Document, Kind, Segment, Slot, squeeze
from translate.documents.tags import Role, Token, read_tags
from translate.errors import ArticleError
from translate.inline import Syntax

_KINDS = {name: Kind.HEADING for name in ("h1", "h2", "h3", "h4", "h5", "h6", "title", "legend")}
_KINDS |= {"td": Kind.CELL, "th": Kind.CELL}
_ATTRIBUTES = {name: Kind.ATTRIBUTE for name in ("alt", "title", "aria-label", "placeholder")}
_META = {
    "description": Kind.METADATA,
    "og:description": Kind.METADATA,
    "twitter:description": Kind.METADATA,
    "og:title": Kind.HEADING,
    "twitter:title": Kind.HEADING,
}

_DEEPEST = 512  # where browsers, too, stop nesting

_BLANK = " \t\r\n\f\v\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\ufeff"
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]+|#[0-9]+|[a-zA-Z][a-zA-Z0-9]*);?")
_ATTRIBUTE = re.compile(r"""([^\s=>/"'][^\s=>/]*)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_TAG_OR_BARE = re.compile(
    r"""(<!--.*?-->|<[a-zA-Z/!?](?:[^>"']|"[^"]*"|'[^']*')*>)"""
    r"|&(?!#[0-9]+;|#[xX][0-9a-fA-F]+;|[a-zA-Z][a-zA-Z0-9]*;|(?:amp|lt|gt|AMP|LT|GT))"
    r"|<(?![a-zA-Z/!?])"
)


def parse_html(source: str) -> Document:
    """The article as slots: headings, sentences, cells, attributes that readers meet, metadata.

    Raises ArticleError, with its line, where a tag that must be closed is not.
    """
    article = _Article(source)
    for token in read_tags(source):
        article.read(token)
    return Document(source, Syntax.HTML, tuple(_nested(article.finish())))


class _Part(NamedTuple):
    """A token of a block, or an untouched element in it, whole (EMPTY)."""

    role: Role
    start: int
    end: int
    name: str = ""


class _Article:
    """Reads tokens in order; knows which elements are open and what the block holds so far."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = Lines(source)
        self._slots: list[Slot] = []
        self._block: list[_Part] = []
        self._open: list[Token] = []
        self._names: Counter[str] = Counter()  # of the open elements
        self._untouched = 0  # how many elements are open with the outermost untouched one
        self._opaque: int | None = None  # where it starts, if it stands in a sentence

    def read(self, token: Token) -> None:
        inline = token.name in INLINE
        match token.role:
            case Role.TEXT | Role.OTHER:
                self._add(token)
            case Role.START | Role.EMPTY:
                if not inline:
                    self._end_block()
                self._start(token, inline)
            case Role.END:
                if inline:
                    self._add(token)
                else:
                    self._end_block()
                self._end(token)

    def finish(self) -> list[Slot]:
        """The slots, by start, outer before inner. Raises ArticleError for what is not closed."""
        self._end_block()
        left = [token for token in self._open if token.name not in MAY_STAY_OPEN]
        if left:
            name = left[-1].name
            raise ArticleError(
                f"the tag <{name}> is never closed",
                f"Add </{name}> where it ends",
                line=self._lines.number(left[-1].start),
            )
        return sorted(self._slots, key=lambda slot: (slot.start, -slot.end))

    def _add(self, token: Token) -> None:
        if not self._untouched:
            self._block.append(_Part(token.role, token.start, token.end, token.name))

    def _start(self, token: Token, inline: bool) -> None:
        ended = ENDED_BY.get(token.name, frozenset())
        while self._open and self._open[-1].name in ended:
            self._forget(len(self._open) - 1)
        self._leave_untouched(token.start)
        closed_to_us = self._untouched or _says_no(token)
        if not closed_to_us:
            self._slots += _attribute_slots(self._source, token, self._lines)
        if token.role is Role.EMPTY:
            if inline and not self._untouched:
                self._block.append(_Part(Role.OTHER, token.start, token.end))
            return
        self._push(token)
        if self._untouched:
            return
        if closed_to_us or token.name in UNTOUCHED:
            self._untouched = len(self._open)
            self._opaque = token.start if inline else None
        elif inline:
            self._add(token)

    def _push(self, token: Token) -> None:
        self._open.append(token)
        self._names[token.name] += 1
        if len(self._open) > _DEEPEST:
            raise ArticleError(
                f"tags are nested more than {_DEEPEST} deep",
                "Close the tags that are left open",
                line=self._lines.number(token.start),
            )

    def _end(self, token: Token) -> None:
        """Close the nearest element of that name; a stray end tag closes none."""
        if not self._names[token.name]:
            return
        i = len(self._open) - 1
        while self._open[i].name != token.name:
            if self._open[i].name in MAY_STAY_OPEN:
                self._forget(i)
            i -= 1
        self._forget(i)
        self._leave_untouched(token.end)

    def _forget(self, i: int) -> None:
        self._names[self._open.pop(i).name] -= 1

    def _leave_untouched(self, at: int) -> None:
        if len(self._open) < self._untouched:
            self._untouched = 0
            if self._opaque is not None:
                self._block.append(_Part(Role.EMPTY, self._opaque, at))
                self._opaque = None

    def _end_block(self) -> None:
        self._opaque = None  # an untouched element with blocks in it stands in no sentence
        block, self._block = self._block, []
        if not any(part.role is Role.TEXT for part in block):
            return
        name = next((t.name for t in reversed(self._open) if t.name not in INLINE), "")
        kind = _KINDS.get(name, Kind.SENTENCE)
        plain = name == "title"  # which holds text alone; a tag in it is shown as it is written
        runs = list(_runs(_trimmed(block, self._source), self._source, plain))
        if plain:
            self._slots += cut(runs, kind, Syntax.PLAIN, self._lines, _write_plain)
        else:
            self._slots += cut(runs, kind, Syntax.HTML, self._lines, _write_text)


def _runs(block: list[_Part], source: str, plain: bool) -> Iterator[Run]:
    """The block as a reader sees it: as the source has it but for the entities in its text."""
    if not block:
        return
    at = block[0].start
    for part in block:
        if part.role is Role.TEXT:
            for match in _ENTITY.finditer(source, part.start, part.end):
                start, end = match.span()
                if start > at:
                    yield Run(source[at:start], at, start)
                yield Run(html.unescape(match[0]) if plain else _decoded(match), start, end)
                at = end
    yield Run(source[at : block[-1].end], at, block[-1].end)


def _trimmed(block: list[_Part], source: str) -> list[_Part]:
    """`block` without what only surrounds its text: comments, tags around the whole of it or
    around nothing, tags whose partner is in another block. Empty when there are no words."""
    texts = [html.unescape(source[p.start : p.end]) if p.role is Role.TEXT else "" for p in block]
    if not any(map(translatable, texts)):
        return []
    solid = [i for i, p in enumerate(block) if p.role is Role.EMPTY or texts[i].strip(_BLANK)]
    first, last = solid[0], solid[-1] + 1
    partner = _partners(block)
    for i in range(first - 1, -1, -1):
        if first <= partner.get(i, -1) < last:
            first = i
    for i in range(last, len(block)):
        if first <= partner.get(i, -1) < last:
            last = i + 1
    return block[first:last]


def _partners(block: list[_Part]) -> dict[int, int]:
    """Which tag of the block closes or opens which, by index."""
    partner: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for i, part in enumerate(block):
        if part.role is Role.START:
            opened.setdefault(part.name, []).append(i)
        elif part.role is Role.END and opened.get(part.name):
            start = opened[part.name].pop()
            partner[start], partner[i] = i, start
    return partner


def _decoded(entity: re.Match[str]) -> str:
    """The characters it stands for, or as it is where they could be read as markup."""
    text = html.unescape(entity[0])
    return entity[0] if any(char in text for char in "<>&") else text


def _says_no(token: Token) -> bool:
    """Whether the author wants the element left in English."""
    return any(
        (name == "translate" and (value or "").strip().lower() == "no")
        or (name == "class" and "notranslate" in (value or "").split())
        for name, value in token.attributes
    )


def _attribute_slots(source: str, token: Token, lines: Lines) -> Iterator[Slot]:
    """A slot for each attribute with words for readers. It covers the name and the quotes, too,
    so that the same words beside the tag are never taken for it."""
    kinds = _ATTRIBUTES
    if token.name == "meta":
        about = {name: (value or "").lower() for name, value in token.attributes}
        kind = _META.get(about.get("name", "")) or _META.get(about.get("property", ""))
        kinds = {"content": kind} if kind else {}
    wanted = {name: kinds[name] for name, value in token.attributes if value and name in kinds}
    if not wanted:
        return
    for match in _ATTRIBUTE.finditer(source, token.start + 1 + len(token.name), token.end - 1):
        name = match[1].lower()
        if name not in wanted or match[2] is None:
            continue
        kind = wanted.pop(name)  # of two with one name, browsers heed the first
        at = match.start(2)
        quote = match[2][0] if match[2][0] in "\"'" else ""
        value = match[2][1:-1] if quote else match[2]
        words = squeeze(html.unescape(value)).strip()
        if translatable(words):
            write = partial(_write_attribute, source[match.start() : at], quote or '"')
            yield Slot(Segment(words, kind, lines.number(at)), match.start(), match.end(), write)


def _write_text(words: str) -> str:
    """`words` as text of an article, tags and entities in them kept."""
    return _TAG_OR_BARE.sub(lambda match: match[1] or html.escape(match[0]), words)


def _write_plain(words: str) -> str:
    return html.escape(words, quote=False)


def _write_attribute(before: str, quote: str, words: str) -> str:
    """`words` as an attribute, `before` being its name and equals sign."""
    escaped = _write_plain(words).replace(quote, html.escape(quote))
    return f"{before}{quote}{escaped}{quote}"


def _nested(slots: list[Slot]) -> Iterator[Slot]:
    """The slots that lie side by side or one in another; one that crosses its forerunner's end
    (there is none while sentences end outside tags) would tear a tag apart."""
    end = 0
    for slot in slots:
        if slot.start >= end or slot.end <= end:
            yield slot
            end = max(end, slot.end)
