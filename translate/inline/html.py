"""Where markup stands in text: the addresses in any text, the tags and entities of HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

PRIVATE = "[\U000f0000-\U000ffffd]"
ENTITY = r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
TAG = (
    r"<(?P<slash>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>(?:[\s/][^\"'<>]*"
    r"(?:\"[^\"]*\"[^\"'<>]*|'[^']*'[^\"'<>]*)*)?)>"
)
COMMENT = r"<!--.*?-->|<[!?][^>]*>"

WWW = r"\bwww\.(?=\w)"

# A closing bracket, a stop or a quotation mark after an address is the sentence's.
_URL = re.compile(
    r"(?:(?:https?|ftp)://|www\.)(?:[^\s<>\"“”«»()\[\]`]|\([^\s<>\"()\[\]]*\))*"
    r"(?:[^\s<>\"“”«».,;:!?'’()\[\]`*_~|\\،؛؟۔]|\([^\s<>\"()\[\]]*\))"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SCHEMES = ("https", "http", "ftp")
_TAG = re.compile(TAG)
_COMMENT = re.compile(COMMENT, re.DOTALL)
_ENTITY = re.compile(ENTITY)
_NOT_TRANSLATED = re.compile(r"\stranslate\s*=\s*[\"']?no\b", re.IGNORECASE)
_OPAQUE = frozenset(["code", "kbd", "samp", "var", "script", "style"])
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces of markup in a text as (start, end), in no order, and which two of them make a
    pair, as their starts (of the opening one, of the closing one)."""

    spans: list[tuple[int, int]] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)


class Tags:
    """The tags met so far in a text; pairs them by name, so that pairs never cross."""

    def __init__(self, text: str, found: Found) -> None:
        self._text = text
        self._found = found
        self._open: list[tuple[str, int]] = []

    def meet(self, tag: re.Match[str]) -> int:
        """Takes a match of `TAG`; the end of what it makes opaque: the tag, or its element."""
        name = tag["name"].lower()
        start, end = tag.span()
        if tag["slash"]:
            self._close(name, start)
        elif name not in _VOID and not tag["attributes"].endswith("/"):
            if name in _OPAQUE or _NOT_TRANSLATED.search(tag["attributes"]):
                end = _element_end(self._text, name, end)
            else:
                self._open.append((name, start))
        self._found.spans.append((start, end))
        return end

    def _close(self, name: str, start: int) -> None:
        for i in range(len(self._open) - 1, -1, -1):
            if self._open[i][0] == name:
                self._found.pairs.append((self._open[i][1], start))
                del self._open[i:]
                return


def signs_of(characters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Finds one of the characters (escaped for a class of them), or a private-use one; with the
    second pattern also `www.`, at which search is several times slower."""
    sign = f"[{characters}{PRIVATE[1:]}"
    return re.compile(sign), re.compile(f"{sign}|{WWW}")


Methods = Mapping[str, Callable[[Any, int], int]]


class Scanner:
    """Goes through a text from sign to sign; a method for each sign says how far its piece goes.

    The character that stands first in what a sign matches chooses the method.
    """

    signs = signs_of(":@")

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Found()
        self.done = 0  # where the last piece ended

    def scan(self) -> Found:
        search = self.signs["www." in self.text].search
        methods, alone = self.methods, Scanner.alone
        while sign := search(self.text, self.done):
            start = sign.start()
            self.done = methods.get(self.text[start], alone)(self, start)
        return self.found

    def alone(self, start: int, end: int | None = None) -> int:
        """Notes a piece that stands alone: a private-use character if no `end` is given."""
        end = end or start + 1
        self.found.spans.append((start, end))
        return end

    def address(self, sign: int) -> int:
        """At the `:` of a URL, the `@` of an e-mail address, or `www.`."""
        start = self._address_start(sign)
        match = None
        if start is not None:
            match = (_MAIL if self.text[sign] == "@" else _URL).match(self.text, start)
        return self.alone(*match.span()) if match else sign + 1

    def _address_start(self, sign: int) -> int | None:
        text, start = self.text, sign
        if text[sign] == "@":
            while start > self.done and (text[start - 1].isalnum() or text[start - 1] in "_.+-"):
                start -= 1
        elif text[sign] == ":":
            starts = (sign - len(name) for name in _SCHEMES if text.endswith(name, 0, sign))
            return next((start for start in starts if start >= self.done), None)
        return start

    methods: ClassVar[Methods] = {":": address, "@": address, "w": address}


class HtmlScanner(Scanner):
    """Tags, comments, entities, addresses, and what is not to be translated."""

    signs = signs_of("<&:@")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._tags = Tags(text, self.found)

    def angle(self, start: int) -> int:
        if match := _TAG.match(self.text, start):
            return self._tags.meet(match)
        match = _COMMENT.match(self.text, start)
        return self.alone(*match.span()) if match else start + 1

    def entity(self, start: int) -> int:
        match = _ENTITY.match(self.text, start)
        if match is None or meaning(match.group()) is None:
            return start + 1
        return self.alone(*match.span())

    methods: ClassVar[Methods] = {**Scanner.methods, "<": angle, "&": entity}


def meaning(piece: str) -> str | None:
    """The character that a piece of markup is another way to write (`&lt;`, `\\*`), else None."""
    if piece[0] == "&":
        found = html.unescape(piece)
        return None if found == piece else found.replace("\xa0", " ")
    return piece[1] if piece[0] == "\\" and len(piece) == 2 else None


def _element_end(text: str, name: str, at: int) -> int:
    """Where the element whose opening tag ends at `at` ends; `at` itself when it is not closed."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}\b[^>]*>", re.IGNORECASE).finditer(text, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return at
