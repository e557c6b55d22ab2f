"""Where inline markup stands in Markdown: CommonMark with footnotes and strikethrough.

Follows the CommonMark specification 0.31.2, "Inlines": code and HTML bind tightest, then links,
then emphasis by its delimiter runs. Link definitions are not known here: `[x][y]` is a link,
`[x]` is text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from translate.inline.html import Found, HtmlScanner, Methods, signs_of

_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.+-]+@[\w.-]+>")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_BRACKET = re.compile(r"!\[(?!\^)|\^\[|\[")
_RUN = re.compile(r"\*+|_+|~+")
_TICKS = re.compile("`+")
_DESTINATION = (
    r"(?:<[^<>\n]*>|(?![<])(?:[^\s()\\]++|\\.|\((?:[^\s()\\]++|\\.|\((?:[^\s()\\]++|\\.)*\))*\))*+)"
)
_TITLE = r"(?:\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|\((?:[^()\\]++|\\.)*+\))"
_LINK_TAIL = re.compile(
    rf"\(\s*{_DESTINATION}(?:\s+{_TITLE})?\s*\)|\[(?!\^)(?:[^\[\]\\]++|\\.)*+\]", re.DOTALL
)


@dataclass(slots=True)
class _Bracket:
    """An opening bracket; `delimiters` is how many delimiter runs came before it."""

    start: int
    mark: str
    delimiters: int
    active: bool = True


@dataclass(slots=True)
class _Delimiter:
    """What is left, from `start` to `end`, of a run of `size` delimiters."""

    mark: str
    start: int
    end: int
    size: int
    opens: bool
    closes: bool

    def pairs_with(self, closer: _Delimiter) -> bool:
        """The specification's rules 9 and 10, with the rule of three."""
        if self.mark != closer.mark:
            return False
        both = self.closes or closer.opens
        uneven = self.size % 3 or closer.size % 3
        return not (both and (self.size + closer.size) % 3 == 0 and uneven)


class MarkdownScanner(HtmlScanner):
    """What HTML has, and Markdown's own marks."""

    signs = signs_of(r"\\`*_~!^\[\]<&:@")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._brackets: list[_Bracket] = []
        self._delimiters: list[_Delimiter] = []
        self._unclosed: set[int] = set()  # lengths of backtick runs that nothing closes

    def scan(self) -> Found:
        super().scan()
        self._pair_delimiters(0)
        return self.found

    def angle(self, start: int) -> int:
        link = _AUTOLINK.match(self.text, start)
        return self.alone(*link.span()) if link else super().angle(start)

    def _escape(self, start: int) -> int:
        return self.alone(start, start + 2) if _ESCAPE.match(self.text, start) else start + 1

    def _code(self, start: int) -> int:
        runs = _TICKS.finditer(self.text, start)
        opening = next(runs)
        size = opening.end() - start
        if size not in self._unclosed:
            for closing in runs:
                if closing.end() - closing.start() == size:
                    return self.alone(start, closing.end())
            self._unclosed.add(size)
        return opening.end()

    def _opening(self, start: int) -> int:
        if note := _NOTE.match(self.text, start):
            return self.alone(*note.span())
        bracket = _BRACKET.match(self.text, start)
        if bracket is None:
            return start + 1
        self._brackets.append(_Bracket(start, bracket.group(), len(self._delimiters)))
        return bracket.end()

    def _closing(self, start: int) -> int:
        end = start + 1
        if not self._brackets:
            return end
        bracket = self._brackets.pop()
        if bracket.mark != "^[":
            tail = _LINK_TAIL.match(self.text, end) if bracket.active else None
            if tail is None:
                return end
            end = tail.end()
        self.found.spans.append((bracket.start, bracket.start + len(bracket.mark)))
        self.found.spans.append((start, end))
        self.found.pairs.append((bracket.start, start))
        self._pair_delimiters(bracket.delimiters)
        if bracket.mark == "[":  # a link holds no link
            for outer in self._brackets:
                outer.active = outer.active and outer.mark != "["
        return end

    def _run(self, start: int) -> int:
        run = _RUN.match(self.text, start)
        assert run is not None  # one of its characters stands at `start`
        end, mark = run.end(), self.text[start]
        if mark == "~" and end - start != 2:
            return end
        before = _side(self.text[start - 1 : start])
        after = _side(self.text[end : end + 1])
        left = after != " " and (after != "." or before != "w")
        right = before != " " and (before != "." or after != "w")
        if mark == "_":
            opens = left and (not right or before == ".")
            closes = right and (not left or after == ".")
        else:
            opens, closes = left, right
        if opens or closes:
            size = end - start
            self._delimiters.append(_Delimiter(mark, start, end, size, opens, closes))
        return end

    def _pair_delimiters(self, bottom: int) -> None:
        """Pairs the runs from the one numbered `bottom` on; what is left of them is text."""
        openers: list[_Delimiter] = []
        floor: dict[tuple[str, bool, int], int] = {}  # below it nothing pairs with such a closer
        for closer in self._delimiters[bottom:]:
            kind = (closer.mark, closer.opens, closer.size % 3)
            while closer.closes and closer.start < closer.end:
                i = len(openers) - 1
                while i >= floor.get(kind, 0) and not openers[i].pairs_with(closer):
                    i -= 1
                if i < floor.get(kind, 0):
                    floor[kind] = len(openers)
                    break
                del openers[i + 1 :]
                if self._join(openers[i], closer):
                    openers.pop()
                floor = {key: min(value, len(openers)) for key, value in floor.items()}
            if closer.opens and closer.start < closer.end:
                openers.append(closer)
        del self._delimiters[bottom:]

    def _join(self, opener: _Delimiter, closer: _Delimiter) -> bool:
        """Makes a pair of the two runs' near ends; whether the opening run is now used up."""
        size = min(2, opener.end - opener.start, closer.end - closer.start)
        opener.end -= size
        self.found.spans.append((opener.end, opener.end + size))
        self.found.spans.append((closer.start, closer.start + size))
        self.found.pairs.append((opener.end, closer.start))
        closer.start += size
        return opener.end == opener.start

    methods: ClassVar[Methods] = {
        **HtmlScanner.methods,
        "<": angle,
        "\\": _escape,
        "`": _code,
        "[": _opening,
        "!": _opening,
        "^": _opening,
        "]": _closing,
        "*": _run,
        "_": _run,
        "~": _run,
    }


def _side(char: str) -> str:
    """What stands beside a delimiter run: " " white space or an end, "." punctuation, "w" else."""
    if not char or char.isspace():
        return " "
    if char.isalnum():
        return "w"
    return "." if unicodedata.category(char)[0] in "PS" else "w"
