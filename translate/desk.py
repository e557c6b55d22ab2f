"""The desk: finding and reading the articles and catalogs of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from translate.catalog import Catalog, parse_catalog
from translate.documents import Document, parse_article, syntax_of
from translate.documents.reading import read_article
from translate.errors import ArticleError, CatalogError, KhabarError, ProjectError, UsageError
from translate.files import read_bytes
from translate.languages import Language
from translate.project import CONFIG, Project, list_articles


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles to work on, by name, and what is wrong with others that were asked for."""

    names: tuple[str, ...]
    problems: tuple[KhabarError, ...]


def select_articles(project: Project, asked: Sequence[str] = ()) -> Selection:
    """The articles of the project, or those `asked` for by path or name, files or folders.

    Raises UsageError for one that is not there, ProjectError without an articles folder.
    """
    if not project.articles.is_dir():
        raise ProjectError(
            "this folder for articles is missing",
            f"Make it, or name another under [folders] in {CONFIG}",
            path=project.shown(project.articles),
        )
    listing = list_articles(project)
    everything = (*listing.names, *listing.unknown)
    owners: dict[PurePosixPath, str] = {}
    for name in listing.names:
        stem = PurePosixPath(name).with_suffix("")
        if stem not in owners or _has_catalogs(project, name):
            owners[stem] = name
    names, problems = [], []
    for name in _asked(project, asked, everything) if asked else everything:
        try:
            _refuse_name(name, owners)
        except ArticleError as error:
            problems.append(_at(error, project, name))
        else:
            names.append(name)
    return Selection(tuple(names), tuple(problems))


def _has_catalogs(project: Project, name: str) -> bool:
    """Whether the catalogs at the place for the article `name` are those of that very article."""
    reference = f"{project.shown(project.article(name))}:".encode()
    paths = (project.catalog(name, language) for language in project.languages)
    return any(reference in (read_bytes(path) or b"") for path in paths if path.is_file())


def _refuse_name(name: str, owners: Mapping[PurePosixPath, str]) -> None:
    """Raises ArticleError for an article that cannot have catalogs of its own."""
    syntax_of(name)
    if not name.isprintable():
        raise ArticleError(
            "its name has characters that catalogs cannot hold", "Give it another name"
        )
    owner = owners[PurePosixPath(name).with_suffix("")]
    if owner != name:
        raise ArticleError(
            f"would share its catalogs with {owner}", "Give one of the two another name"
        )


def _asked(project: Project, asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for text in asked:
        name = article_name(project, text)
        inside = [other for other in known if name == "." or other.startswith(f"{name}/")]
        if name not in known and not inside:
            raise UsageError(f"no article {text}", _instead(project, text, known))
        found += [name] if name in known else inside
    return tuple(dict.fromkeys(found))


def _instead(project: Project, text: str, known: Sequence[str]) -> str:
    """What to do about an article that is not there: the nearest that is, or where to put it."""
    wanted = PurePosixPath(text)
    if wanted.stem in (stems := {PurePosixPath(name).stem: name for name in known}):
        return f"Perhaps {project.shown(project.article(stems[wanted.stem]))}"
    names = {PurePosixPath(name).name: name for name in known}
    for name in get_close_matches(wanted.name, names, 1):
        return f"Perhaps {project.shown(project.article(names[name]))}"
    return f"Put it under {project.shown(project.articles)}/"


def article_name(project: Project, text: str) -> str:
    """The name below the articles folder for a path as a user types it."""
    if not text:
        return text  # a shell's empty variable does not mean all articles
    for path in (Path.cwd() / text, project.root / text, project.articles / text):
        path = path.resolve()
        if path.exists() and path.is_relative_to(project.articles.resolve()):
            return path.relative_to(project.articles.resolve()).as_posix()
    return text


def load_article(project: Project, name: str, encoding: str) -> Document:
    """Read and parse an article: UTF-8, or `encoding` where it is not UTF-8.

    Raises ArticleError with the path as the user knows it.
    """
    try:
        source = _read(project.article(name), encoding)
        return parse_article(name, source, project.translated_keys)
    except ArticleError as error:
        raise _at(error, project, name) from None


def _read(path: Path, encoding: str) -> str:
    # A newsroom's old articles lie among new ones: read by the old encoding, those would turn into
    # other texts without a word.
    if encoding.lower() not in ("utf-8", "utf8"):
        with suppress(ArticleError):
            return read_article(path)
    return read_article(path, encoding)


def _at(error: ArticleError, project: Project, name: str) -> ArticleError:
    path = project.shown(project.article(name))
    return ArticleError(error.problem, error.remedy, path=path, line=error.line)


def decode_catalog(data: bytes, path: Path | str) -> Catalog:
    """The catalog in the bytes of a PO file. Raises CatalogError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogError(
            "not UTF-8", "Save the catalog as UTF-8 in your PO editor", path=path, line=line
        ) from None
    return parse_catalog(text, path)


def load_catalog(project: Project, name: str, language: Language) -> Catalog | None:
    """The catalog of an article, None when there is none yet. Raises CatalogError."""
    path = project.catalog(name, language)
    data = read_catalog_bytes(project, path)
    return None if data is None else decode_catalog(data, project.shown(path))


def read_catalog_bytes(project: Project, path: Path) -> bytes | None:
    """The bytes of a PO file, None when there is none. Raises CatalogError."""
    try:
        return read_bytes(path)
    except OSError as error:
        raise CatalogError(
            f"cannot be read: {(error.strerror or str(error)).lower()}",
            "Give yourself permission to read it",
            path=project.shown(path),
        ) from None


def orphan_catalogs(project: Project, names: Iterable[str]) -> dict[str, list[Language]]:
    """The catalogs whose article is gone, as names without suffix, with their languages."""
    owned = {PurePosixPath(name).with_suffix("").as_posix() for name in names}
    orphans: dict[str, list[Language]] = {}
    for language in project.languages:
        folder = project.locales / language.code
        for path in sorted(folder.rglob("*.po")):
            stem = path.relative_to(folder).with_suffix("").as_posix()
            if stem not in owned:
                orphans.setdefault(stem, []).append(language)
    return orphans
