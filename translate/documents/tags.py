"""HTML as a row of tags and texts, each with its place in the source.

The standard library's parser finds them; places, not parsed values, are what comes out, so
that nothing is ever written anew. What follows differs between Python versions only in how
malformed tags are read, never in that the tokens cover the whole source in order.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from html.parser import HTMLParser
from typing import NamedTuple, NoReturn

from translate.documents.blocks import Lines
from translate.documents.elements import RAW, VOID
from translate.errors import ArticleError

Attributes = list[tuple[str, str | None]]
_NONE: Attributes = []
_MISQUOTED = re.compile(r"""["'<]""")  # in an attribute's name: the tag swallowed other tags


class Role(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()  # <p>
    EMPTY = auto()  # <br>, <path/>: a start tag without an end tag to come
    END = auto()  # </p>
    OTHER = auto()  # comment, doctype, processing instruction, CDATA


class Token(NamedTuple):
    """`source[start:end]`; for tags, `name` in lower case and `attributes` decoded."""

    role: Role
    start: int
    end: int
    name: str
    attributes: Attributes


def read_tags(source: str) -> list[Token]:
    """The tokens of `source`, in order and without gaps.

    Raises ArticleError, with its line, where the source ends inside a tag or a comment, or a
    tag makes no sense.
    """
    return _Reader(source).tokens


class _Reader(HTMLParser):
    CDATA_CONTENT_ELEMENTS = RAW  # type: ignore[misc]  # older Pythons know script and style only

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self._source = source
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._token = (Role.OTHER, 0, "", _NONE)  # the one that ends where the next one starts
        try:
            self.feed(source)
        except AssertionError:  # how the parser refuses <![ that starts no CDATA
            self._refuse("there is a declaration, <![, that HTML does not know", "Take it out")
        self._finish()

    def _finish(self) -> None:
        """What the parser held back for more to come: text, or a tag that never ends."""
        rest = self._source[self._place() :]
        if self.cdata_elem is None and _opens(rest):
            if rest.startswith("<!--"):
                self._refuse("there is a comment that is never closed", "Add --> where it ends")
            self._refuse(
                f"the file ends inside the tag {_short(rest)}",
                "Close the tag with >, and check the quotes of its attributes",
            )
        if rest:
            self._put(Role.TEXT, self._place())
        self._put(Role.OTHER, len(self._source))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _put(self, role: Role, at: int, name: str = "", attributes: Attributes = _NONE) -> None:
        last, start, its_name, its_attributes = self._token
        if at > start:
            self.tokens.append(Token(last, start, at, its_name, its_attributes))
        self._token = (role, at, name, attributes)

    def _refuse(self, problem: str, remedy: str) -> NoReturn:
        raise ArticleError(problem, remedy, line=Lines(self._source).number(self._place()))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._tag(Role.EMPTY if tag in VOID else Role.START, tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self._tag(Role.EMPTY, tag, attrs)

    def _tag(self, role: Role, tag: str, attrs: Attributes) -> None:
        if attrs:
            text = self.get_starttag_text() or ""
            if "<" in text[1:] and any(_MISQUOTED.search(name) for name, _ in attrs):
                self._refuse(
                    f"a quote in the tag {_short(text)} is never closed",
                    "Close the attribute's value with the quote that opens it",
                )
        self._put(role, self._place(), tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._put(Role.END, self._place(), tag)

    def handle_data(self, data: str) -> None:
        at = self._place()
        if self._source[at] == "<" and self.cdata_elem is None and _opens(data):
            self._refuse(
                f"the tag {_short(data)} is broken",
                "Check its quotes, or write &lt; for a less-than sign",
            )
        if self._token[0] is not Role.TEXT:
            self._put(Role.TEXT, at)

    def handle_comment(self, data: str) -> None:
        self._put(Role.OTHER, self._place())

    handle_decl = handle_pi = unknown_decl = handle_comment  # type: ignore[assignment]


def _opens(text: str) -> bool:
    """Whether it starts as a tag, a comment or a declaration does."""
    return re.match(r"<[a-zA-Z/!?]", text) is not None


def _short(tag: str) -> str:
    """The first of a tag's words, for a message."""
    return re.match(r"<[^\s>]{0,30}", tag)[0]  # type: ignore[index]  # it starts with <
