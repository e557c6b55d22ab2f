"""TBX read: other people's terms as rows of a glossary, and what of them has no place in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from translate.errors import GlossaryError, UsageError
from translate.languages import LANGUAGES, Language, find_language
from translate.termbase.columns import KEY, first_column, forbidden_column
from translate.termbase.markup import Element, read_markup
from translate.termbase.rows import form_fault
from translate.termbase.tables import BETWEEN, Row
from translate.termbase.tbx import CASE, FIRST, KEEP, NOTE, UNLESS
from translate.terms import Kind, words_of

_ROOTS = ("tbx", "martif")  # of 2019, and of 2008
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_GROUP = "Grp"  # ends the names of elements that only hold others together
_ENGLISH = "en"
# What TBX-Basic says of a term's status, without "Term" and "-admn-sts"; TBX-Min's words too.
_PREFERRED = ("preferred",)
_AVOIDED = ("deprecated", "superseded", "notRecommended", "obsolete")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a TBX file gives: rows for a glossary, and what was left out of them, in words."""

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]


def read_tbx(data: bytes, path: str) -> Reading:
    """The entries of a TBX file as rows. Raises GlossaryError for a file that is not TBX."""
    root = read_markup(data, path)
    if root.name not in _ROOTS:
        raise GlossaryError(
            f"this is XML, but not TBX: its root is <{root.name}>",
            "Export the terms as TBX-Basic",
            path=path,
            line=root.line,
        )
    desk = _Desk(path)
    rows = tuple(row for entry in root.all(*_ENTRIES) if (row := desk.row(entry)))
    desk.counts.update("back matter" for _ in root.all("refObject"))
    return Reading(rows, (*desk.lines, *desk.kinds()))


@dataclass(frozen=True, slots=True)
class _Word:
    """A term of one language: its text, whether it is the preferred one or to be avoided, and
    whether it is for a first mention."""

    text: str
    line: int
    preferred: bool
    avoided: bool
    first: bool


@dataclass(slots=True)
class _Desk:
    """Where entries become rows, and what is left out is written down."""

    path: str
    lines: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def kinds(self) -> Iterator[str]:
        """Kinds of data that were left out everywhere, and how often."""
        for name, count in sorted(self.counts.items()):
            yield f"{count} × {name}"

    def leave(self, line: int, what: str) -> None:
        self.lines.append(f"line {line}: {what}")

    def row(self, entry: Element) -> Row | None:
        """The row of an entry; None if it has no English or nothing in a language of ours."""
        words = self._words(entry)
        english = [word for word in words.pop(_ENGLISH, []) if self._fits(word)]
        source = next((word for word in english if not word.avoided), None)
        source = source or next(iter(english), None)
        if source is None:
            self.leave(entry.line, "an entry without an English term")
            return None
        cells = self._of_entry(entry)
        names = list(dict.fromkeys(word.text for word in (source, *english)))
        cells |= {KEY: source.text, "aliases": BETWEEN.join(names[1:])}
        texts = {word.text for found in words.values() for word in found}
        if cells.get("translate") or (texts == {source.text} and _fits_nowhere(source.text)):
            for text in sorted(texts - {source.text}):
                self.leave(entry.line, f"{text!r}: {source.text!r} is not to be translated")
            return Row(self.path, entry.line, {**cells, "translate": "no"})
        forms: dict[str, str] = {}
        for language in LANGUAGES:
            forms |= self._forms(language, words.get(language.code, []))
        if not forms:
            self.leave(entry.line, f"{source.text!r}, which has no form in a language of ours")
            return None
        return Row(self.path, entry.line, cells | forms)

    def _words(self, entry: Element) -> dict[str, list[_Word]]:
        """The terms of an entry by language code, the preferred ones first."""
        found: dict[str, list[_Word]] = {}
        for section in entry.all(*_LANGUAGES):
            tag = section.attributes.get("xml:lang", "")
            code = _code_of(tag)
            if code is None:
                self.counts[f"terms in the language {tag!r}"] += 1
                continue
            if code in found and code != _ENGLISH:
                self.counts[f"the difference of {tag!r} from the same language elsewhere"] += 1
            words = [word for one in section.all(*_TERMS) if (word := self._word(one))]
            found.setdefault(code, []).extend(words)
            for child in _flat(section):
                if child.name not in _TERMS:
                    self._forget(child)
        for words in found.values():
            words.sort(key=lambda word: not word.preferred)
        return found

    def _word(self, section: Element) -> _Word | None:
        text, status, first = "", "", False
        for child in _flat(section):
            if child.name == "term":
                text = child.text
            elif _category(child) == "administrativeStatus":
                status = child.text.removesuffix("-admn-sts").removesuffix("Term")
            elif child.name == "note" and child.text == FIRST:
                first = True
            else:
                self._forget(child)
        if not text:
            return None
        return _Word(text, section.line, status in _PREFERRED, status in _AVOIDED, first)

    def _of_entry(self, entry: Element) -> dict[str, str]:
        """The cells that stand on the entry itself."""
        cells: dict[str, str] = {}
        notes: list[str] = []
        unless: list[str] = []
        for child in _flat(entry):
            text = child.text
            if child.name in _LANGUAGES:
                continue
            if _category(child) == "subjectField" and text in tuple(Kind):
                cells["kind"] = text
            elif child.name != "note":
                self._forget(child)
            elif text == KEEP:
                cells["translate"] = "no"
            elif text.startswith(CASE):
                cells["case"] = text.removeprefix(CASE)
            elif text.startswith(UNLESS):
                unless.append(text.removeprefix(UNLESS))
            elif text:
                notes.append(text.removeprefix(NOTE))
        return cells | {"note": " / ".join(notes), "unless": BETWEEN.join(unless)}

    def _forms(self, language: Language, words: Sequence[_Word]) -> dict[str, str]:
        """The cells of a language."""
        fitting = [word for word in words if self._fits(word, language)]
        forms = [word for word in fitting if not word.avoided and not word.first]
        firsts = [word for word in fitting if word.first]
        avoided = [word for word in fitting if word.avoided]
        known = {word.text for word in (*forms, *firsts)}
        for word in firsts[1:]:
            self.leave(word.line, f"{word.text!r}, a second form for a first mention")
        for word in avoided:
            if not forms or word.text in known:
                why = "which is an accepted one too" if forms else "with nothing to use instead"
                self.leave(word.line, f"the deprecated {word.text!r}, {why}")
        if not forms:
            return {}
        cells = {
            language.code: BETWEEN.join(word.text for word in forms),
            first_column(language): BETWEEN.join(word.text for word in firsts[:1]),
            forbidden_column(language): BETWEEN.join(
                word.text for word in avoided if word.text not in known
            ),
        }
        return {column: cell for column, cell in cells.items() if cell}

    def _fits(self, word: _Word, language: Language | None = None) -> bool:
        """Whether a term can stand in a cell; writes down why not."""
        if "|" in word.text:
            self.leave(word.line, f"{word.text!r}, which has a | in it")
            return False
        if language is None:
            if not words_of(word.text):
                self.leave(word.line, f"{word.text!r}, which has no word")
            return bool(words_of(word.text))
        fault = form_fault(word.text, language)
        if fault:
            self.leave(word.line, f"{word.text!r}, which {fault[0]}")
        return fault is None

    def _forget(self, element: Element) -> None:
        self.counts[f"{_category(element)}"] += 1


def _flat(element: Element) -> Iterator[Element]:
    """What is in an element, groups opened."""
    for child in element.children:
        if child.name.endswith(_GROUP):
            yield from _flat(child)
        else:
            yield child


def _category(element: Element) -> str:
    """The data category: named by the attribute `type` in DCA, by the element itself in DCT."""
    return element.attributes.get("type", element.name)


def _code_of(tag: str) -> str | None:
    """Our code for a BCP 47 tag, `en` for any English; None for other languages. Persian is Dari
    in Afghanistan alone."""
    parts = tag.replace("_", "-").split("-")
    if parts[0].lower() == _ENGLISH:
        return _ENGLISH
    if parts[0].lower() == "fa":
        return find_language("fa-AF").code if "AF" in map(str.upper, parts[1:]) else None
    try:
        return find_language(parts[0]).code
    except UsageError:
        return None


def _fits_nowhere(text: str) -> bool:
    """Whether no language of ours could have it as a form."""
    return all(form_fault(text, language) for language in LANGUAGES)
