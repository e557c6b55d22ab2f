"""XML from elsewhere as a tree of elements with line numbers, and nothing that could harm.

Document types are refused: what they declare can grow without bound or name other files, and TBX
needs none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from translate.errors import GlossaryError
from translate.termbase.tables import clean

_DEPTH = 50  # elements inside each other; TBX needs about ten
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Element:
    """An XML element without its namespace, the line (1-based) it starts on, and what is in it."""

    name: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> Iterator[Element]:
        return (part for part in self.content if isinstance(part, Element))

    @property
    def text(self) -> str:
        """All text in it, on one line."""
        return clean("".join(self._pieces()))

    def _pieces(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._pieces()

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these names in it that are in no other such."""
        for child in self.children:
            if child.name in names:
                yield child
            else:
                yield from child.all(*names)


def read_markup(data: bytes, path: str) -> Element:
    """The root element of an XML file. Raises GlossaryError, naming the line, for what is not
    well-formed, declares a document type, or goes too deep."""
    reading = _Reading(path)
    try:
        reading.parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"this is not well-formed XML: {expat.errors.messages[error.code]}"
        remedy = "Export the file anew from where it comes"
        raise GlossaryError(problem, remedy, path=path, line=error.lineno) from None
    except (LookupError, ValueError) as error:
        problem = f"this XML cannot be decoded: {error}"
        raise GlossaryError(problem, "Save the file as UTF-8", path=path, line=1) from None
    (root,) = reading.top.children
    return root


class _Reading:
    """One reading of a file: the elements that are open, outermost first."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.top = Element("", {}, 0)
        self.open = [self.top]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.EntityDeclHandler = self.refuse_doctype

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > _DEPTH:
            self.fail(f"more than {_DEPTH} elements stand inside each other", "This is no TBX")
        element = Element(
            name=name.rpartition(" ")[2],
            attributes={
                "xml:lang" if key == f"{_XML} lang" else key.rpartition(" ")[2]: value
                for key, value in attributes.items()
            },
            line=self.parser.CurrentLineNumber,
        )
        self.open[-1].content.append(element)
        self.open.append(element)

    def end(self, name: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].content.append(text)

    def refuse_doctype(self, *declared: object) -> None:
        self.fail(
            "the file declares a document type or entities, which Khabar does not read",
            "Delete the <!DOCTYPE …> at its top",
        )

    def fail(self, problem: str, remedy: str) -> NoReturn:
        raise GlossaryError(problem, remedy, path=self.path, line=self.parser.CurrentLineNumber)
