"""A Khabar project: the folder of a khabar.toml, read once and frozen."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import permutations
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, TypeVar

from translate.errors import ProjectError, UsageError
from translate.languages import LANGUAGES, Digits, Language, find_language

CONFIG = "khabar.toml"
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
# Pictures and the like may lie beside the articles that show them.
_MEDIA = re.compile(
    r"\.(jpe?g|png|gif|webp|svg|avif|pdf|mp[34]|m4a|ogg|webm|css|js|woff2?)", re.IGNORECASE
)


class Unreviewed(StrEnum):
    """What publishing does with text that no reviewer has approved."""

    BLOCK = "block"  # the article is not published
    MACHINE = "machine"  # drafts are published, and the article says so
    SOURCE = "source"  # the English stands in their place


# Kinds of models in the order they serve: Argos packages, the families of
# translate/engines/families.py, and what comes with Khabar. NLLB-200 comes late for its licence.
ENGINES = ("argos", "khabar", "opus-mt", "nllb", "m2m100", "bundled")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Which models serve: kinds in `order`, a kind that is not in it never, but where `named` has
    a kind or a model's name for a language, by its code."""

    order: tuple[str, ...] = ENGINES
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of a project. Paths are absolute; articles are named by their path below
    `articles`, with forward slashes."""

    root: Path
    name: str
    languages: tuple[Language, ...]
    articles: Path
    locales: Path
    glossary: Path
    build: Path
    encoding: str
    translated_keys: tuple[str, ...]
    date_keys: tuple[str, ...]
    unreviewed: Mapping[str, Unreviewed]
    digits: Mapping[str, Digits]
    engines: Preferences = Preferences()

    @property
    def state(self) -> Path:
        """Where a run keeps what it can work out again: locks and hashes."""
        return self.root / ".khabar"

    def shown(self, path: Path) -> str:
        """A path as messages give it: from the project's root, with forward slashes."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )

    def article(self, name: str) -> Path:
        return self.articles / name

    def catalog(self, name: str, language: Language) -> Path:
        return self.locales / language.code / PurePosixPath(name).with_suffix(".po")

    @property
    def proposals(self) -> Path:
        """Where proposals for reviewed text lie, a folder for each language."""
        return self.root / "proposals"

    def proposed(self, name: str, language: Language) -> Path:
        """The proposals for an article's catalog."""
        return self.proposals / language.code / PurePosixPath(name).with_suffix(".po")

    def template(self, name: str) -> Path:
        return self.locales / "templates" / PurePosixPath(name).with_suffix(".pot")


_FOLDERS = {"articles": "articles", "locales": "locales", "glossary": "glossary", "build": "build"}
_TABLES: dict[str, tuple[str, ...]] = {
    "": (
        *("name", "languages", "folders", "articles", "front_matter", "publish"),
        *("language", "engines"),
    ),
    "folders": tuple(_FOLDERS),
    "articles": ("encoding",),
    "front_matter": ("translate", "dates"),
    "publish": ("unreviewed",),
    "language": tuple(language.code for language in LANGUAGES),
    "language.*": ("unreviewed", "digits"),
    "engines": ("order", *(language.code for language in LANGUAGES)),
}


def find_project(start: Path) -> Project:
    """The project of `start` or of the nearest folder above it.

    Raises ProjectError when there is none, or when its khabar.toml is wrong.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            try:
                text = (folder / CONFIG).read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise ProjectError(
                    f"cannot be read: {error}", "Save it as UTF-8 text", path=folder / CONFIG
                ) from error
            return parse_project(text, folder)
    raise ProjectError(
        f"no {CONFIG} here or in any folder above",
        "Run `khabar init DIR` to start a project, or go to one",
        path=start,
    )


def parse_project(text: str, root: Path) -> Project:
    """The project that the text of a khabar.toml describes. Raises ProjectError."""
    return _Reader(text, root).project()


_Choice = TypeVar("_Choice", bound=StrEnum)


class _Reader:
    """Reads a khabar.toml, naming the line of whatever is wrong."""

    def __init__(self, text: str, root: Path) -> None:
        self.text = text
        self.root = root
        try:
            self.data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found.group(1)) if found else None
            raise ProjectError(
                f"not valid TOML: {error}", "Mend that line", path=root / CONFIG, line=line
            ) from None

    def project(self) -> Project:
        self._known(self.data, "")
        languages = self._languages()
        per_language = self._table("language")
        tables = {code: self._table("language", code) for code in per_language}
        folders = {name: self._folder(name) for name in _FOLDERS}
        for (name, path), (other, outer) in permutations(folders.items(), 2):
            if path.is_relative_to(outer):
                key = name if name in self._table("folders") else other
                self._fail(key, f"the folder {name} lies in {other}", "Keep them apart")
        default = self._choice(self._table("publish"), "unreviewed", Unreviewed, Unreviewed.BLOCK)
        return Project(
            root=self.root,
            name=self._text(self.data, "name", self.root.name),
            languages=languages,
            **folders,
            encoding=self._text(self._table("articles"), "encoding", "utf-8"),
            translated_keys=self._texts("translate", ("title", "description", "summary")),
            date_keys=self._texts("dates", ()),
            unreviewed={
                lang.code: self._choice(
                    tables.get(lang.code, {}), "unreviewed", Unreviewed, default
                )
                for lang in languages
            },
            digits={
                lang.code: self._choice(tables.get(lang.code, {}), "digits", Digits, Digits.LATIN)
                for lang in languages
            },
            engines=self._engines(),
        )

    def _engines(self) -> Preferences:
        table = self._table("engines")
        order = table.pop("order", list(ENGINES))
        if not isinstance(order, list) or not order:
            self._fail("order", "order must be a list", 'Write order = ["argos", "nllb"]')
        for kind in order:
            if kind not in ENGINES:
                known = ", ".join(f'"{kind}"' for kind in ENGINES)
                self._fail("order", f"order cannot have {kind!r}", f"Write some of {known}")
        named = {code: self._text(table, code, "") for code in table}
        return Preferences(tuple(dict.fromkeys(order)), named)

    def _languages(self) -> tuple[Language, ...]:
        names = self.data.get("languages", [lang.code for lang in LANGUAGES])
        if not isinstance(names, list) or not names:
            self._fail("languages", "languages must be a list", 'Write languages = ["ur", "ps"]')
        try:
            found = [find_language(str(name)) for name in names]
        except UsageError as error:
            self._fail("languages", error.problem, error.remedy)
        return tuple(dict.fromkeys(found))

    def _table(self, *names: str) -> dict[str, Any]:
        table: Any = self.data
        for name in names:
            table = table.get(name, {})
            if not isinstance(table, dict):
                self._fail(name, f"{name} must be a table", f"Write [{'.'.join(names)}]")
        self._known(table, "language.*" if len(names) > 1 else names[0])
        return dict(table)

    def _known(self, table: Mapping[str, Any], name: str) -> None:
        known = _TABLES[name]
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, 1) or known
                self._fail(key, f"unknown setting {key!r}", f"Perhaps {', '.join(near)}")

    def _folder(self, name: str) -> Path:
        text = self._text(self._table("folders"), name, _FOLDERS[name])
        if not text.isprintable():
            self._fail(name, f"{text!r} cannot be a folder", "Give it a plain name")
        path = (self.root / text).resolve()
        if not path.is_relative_to(self.root) or path == self.root:
            self._fail(name, f"the folder {name} lies outside the project", "Name one inside it")
        return path

    def _text(self, table: Mapping[str, Any], key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not value:
            self._fail(key, f"{key} must be a text", f'Write {key} = "…"')
        return str(value)

    def _texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._table("front_matter").get(key, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
            self._fail(key, f"{key} must be a list of texts", f'Write {key} = ["title"]')
        return tuple(value)

    def _choice(
        self, table: Mapping[str, Any], key: str, choices: type[_Choice], default: _Choice
    ) -> _Choice:
        value = table.get(key, default)
        if value not in list(choices):
            wanted = ", ".join(f'"{choice}"' for choice in choices)
            self._fail(key, f"{key} cannot be {value!r}", f"Write one of {wanted}")
        return choices(value)

    def _fail(self, key: str, problem: str, remedy: str) -> NoReturn:
        found = re.search(rf"^[ \t]*\[?(?:[\w.]+\.)?{re.escape(key)}\b", self.text, re.MULTILINE)
        line = self.text.count("\n", 0, found.start()) + 1 if found else None
        raise ProjectError(problem, remedy, path=self.root / CONFIG, line=line)


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles of a project by name, and the files among them that no one can translate."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


def list_articles(project: Project) -> Listing:
    """What lies in the articles folder; hidden files and pictures are passed over."""
    names, unknown = [], []
    for path in sorted(project.articles.rglob("*")):
        name = path.relative_to(project.articles).as_posix()
        if path.is_dir() or any(part.startswith(".") for part in name.split("/")):
            continue
        if path.suffix.lower() in SUFFIXES:
            names.append(name)
        elif not _MEDIA.fullmatch(path.suffix):
            unknown.append(name)
    return Listing(tuple(names), tuple(unknown))
