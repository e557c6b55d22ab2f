"""Catalogs as PO files: read without loss, written the one way. The only place that knows polib."""

from __future__ import annotations

import re
from pathlib import Path

import polib

from translate.catalog.entries import Catalog, Entry, Key
from translate.errors import CatalogError

# Line ends to str.splitlines, by which polib reads, but plain characters to a PO file: hidden
# behind noncharacters, which Unicode keeps for such uses. One that a text has itself stands behind
# another, which is all that tells it from those.
_ODD_BREAKS = {char: chr(0xFDD0 + i) for i, char in enumerate("\v\f\x1c\x1d\x1e\x85\u2028\u2029")}
_ODD_BREAKS_BACK = {hidden: char for char, hidden in _ODD_BREAKS.items()}
_ITSELF = "\ufdef"
_ODD = re.compile(f"[\v\f\x1c-\x1e\x85\u2028\u2029\ufdd0-\ufdd7{_ITSELF}]")
_HIDDEN = re.compile(f"{_ITSELF}?[\ufdd0-\ufdd7{_ITSELF}]")
_CONFLICT = re.compile(r"^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)(?: |$)", re.MULTILINE)
# polib forgives unclosed quotes and stray words by dropping them: what it would drop is refused.
_LINE = re.compile(
    r"""\s*(?:\#(?!~).*|\#~\|.*|(?:\#~\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"""
    r""""(?:[^"\\]|\\.)*"\s*|(?:\#~)?\s*)"""
)
# gettext's tools may write characters as the bytes of their UTF-8; polib knows nothing of it.
_BYTES = re.compile(r"\\[\\\"]|(?P<bytes>(?:\\[0-7]{1,3}|\\x[0-9A-Fa-f]{2})+)|(?P<bell>\\a)")
# "#Note" and "#,fuzzy" are comments and flags to gettext; polib wants a blank.
_TIGHT = re.compile(r"^([ \t]*#[.:,|]?)(?=[^\s.:,|~#])", re.MULTILINE)
_HEADER = re.compile(r'^[ \t]*msgid\s*""\s*\n\s*msgstr', re.MULTILINE)
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069(?::\\d+)?|\\S+")


def parse_catalog(text: str, path: Path | str) -> Catalog:
    """The catalog in the text of a PO file; `path` is for messages.

    Raises CatalogError naming the line: syntax, conflict markers, duplicates, plural entries.
    """
    text = _hidden(text.removeprefix("\ufeff"))
    _refuse_lines(text, path)
    text = _TIGHT.sub(r"\1 ", _without_byte_escapes(text, path))
    try:
        file = polib.pofile(text + "\n", wrapwidth=0)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise _syntax_error(path, int(line.group(1)) if line else None) from None
    _refuse_entries(file, path)
    _refuse_loss(text, file, path)
    entries = [_entry(item) for item in file]
    entries.sort(key=lambda entry: entry.obsolete)  # stable: the order is otherwise kept
    return Catalog(
        header={key: _shown(value) for key, value in file.metadata.items()},
        entries=tuple(entries),
        opening=_shown(file.header),
        closing=_closing(text),
    )


def _syntax_error(path: Path | str, line: int | None) -> CatalogError:
    return CatalogError(
        "not valid PO",
        "Mend that line in a text editor, or restore the file from version control",
        path=path,
        line=line,
    )


def _refuse_lines(text: str, path: Path | str) -> None:
    if found := _CONFLICT.search(text):
        raise CatalogError(
            "unresolved merge conflict",
            "Keep one side, delete the markers, then run again",
            path=path,
            line=text.count("\n", 0, found.start()) + 1,
        )
    for header in list(_HEADER.finditer(text))[1:]:
        number = text.count("\n", 0, header.start()) + 1
        raise CatalogError("a second header", "Keep one of the two", path=path, line=number)
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line):
            raise _syntax_error(path, number)


def _without_byte_escapes(text: str, path: Path | str) -> str:
    if not re.search(r"\\[0-7xa]", text):
        return text
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.lstrip().startswith(("#~", "#|")) or not line.lstrip().startswith("#"):
            try:
                lines[i] = _BYTES.sub(_as_character, line)
            except UnicodeDecodeError:
                raise _syntax_error(path, i + 1) from None
    return "\n".join(lines)


def _as_character(found: re.Match[str]) -> str:
    if found["bell"]:
        return "\a"
    if not found["bytes"]:
        return found[0]
    numbers = [part.lower() for part in found["bytes"].split("\\")[1:]]
    data = bytes(int(n[1:], 16) if n[0] == "x" else int(n, 8) & 0xFF for n in numbers)
    return _hidden(str(polib.escape(data.decode())))


def _refuse_entries(file: polib.POFile, path: Path | str) -> None:
    seen: dict[Key, int] = {}
    for item in file:
        line = max(1, item.linenum or 1)
        if item.msgid_plural or item.msgstr_plural:
            raise CatalogError(
                "plural entries are not used for articles",
                "Delete the entry: it was not made by Khabar",
                path=path,
                line=line,
            )
        key = (item.msgctxt, item.msgid)
        if not item.obsolete and key in seen:
            raise CatalogError(
                f"the msgid of line {seen[key]} again",
                "Keep one of the two entries",
                path=path,
                line=line,
            )
        if not item.obsolete:
            seen[key] = line


def _refuse_loss(text: str, file: polib.POFile, path: Path | str) -> None:
    """Whatever polib may have skipped without a word, no file is rewritten with entries less."""
    written = re.findall(r"^\s*(?:#~\s*)?msgid\b", text, re.MULTILINE)
    if len(written) != len(file) + (_HEADER.search(text) is not None):
        raise _syntax_error(path, None)


def _entry(item: polib.POEntry) -> Entry:
    previous = None
    if item.previous_msgid is not None:
        context = item.previous_msgctxt
        previous = (None if context is None else _shown(context), _shown(item.previous_msgid))
    return Entry(
        source=_shown(item.msgid),
        target=_shown(item.msgstr),
        context=None if item.msgctxt is None else _shown(item.msgctxt),
        fuzzy="fuzzy" in item.flags,
        obsolete=bool(item.obsolete),
        previous=previous,
        notes=tuple(_shown(item.comment).split("\n")) if item.comment else (),
        comment=_shown(item.tcomment),
        references=_references(item),
        flags=tuple(flag for flag in item.flags if flag != "fuzzy"),
    )


def _references(item: polib.POEntry) -> tuple[str, ...]:
    # polib cuts paths at blanks; gettext wraps such paths in directional isolates.
    words = (f"{path}:{line}" if line else path for path, line in item.occurrences)
    return tuple(_REFERENCE.findall(" ".join(words)))


def _hidden(text: str) -> str:
    return _ODD.sub(lambda odd: _ODD_BREAKS.get(odd[0], _ITSELF + odd[0]), text)


def _shown(text: str) -> str:
    return _HIDDEN.sub(lambda hidden: _ODD_BREAKS_BACK.get(hidden[0], hidden[0][-1]), text)


def _closing(text: str) -> str:
    """The comment lines after the last entry, which polib leaves out."""
    tail: list[str] = []
    for line in reversed(text.splitlines()):
        line = line.strip()
        if line and (not line.startswith("#") or line.startswith("#~")):
            break
        tail.append(line)
    return "\n".join(reversed(tail)).strip("\n")


def format_catalog(catalog: Catalog) -> str:
    """The PO file of a catalog: unwrapped lines, so that a change is a line in a diff."""
    parts = [f"# {line}".rstrip() for line in catalog.opening.split("\n") if catalog.opening]
    head = "".join(f"{key}: {value}\n" for key, value in catalog.header.items())
    parts.append(polib.POEntry(msgid="", msgstr=head).__unicode__(wrapwidth=0))
    parts += [_item(entry).__unicode__(wrapwidth=0) for entry in catalog.entries]
    if catalog.closing:
        parts.append(catalog.closing + "\n")
    return "\n".join(parts)


def _item(entry: Entry) -> polib.POEntry:
    context, source = entry.previous or (None, None)
    return polib.POEntry(
        msgid=entry.source,
        msgstr=entry.target,
        msgctxt=entry.context,
        obsolete=entry.obsolete,
        previous_msgid=source,
        previous_msgctxt=context,
        comment="\n".join(entry.notes),
        tcomment=entry.comment,
        occurrences=[(reference, "") for reference in entry.references],
        flags=(["fuzzy"] if entry.fuzzy else []) + list(entry.flags),
    )
