"""Articles that were renamed: recognised by content, their catalogs and proposals moved along.

Which article a catalog belongs to is told by the msgids in it, so that it needs no memory of the
old name and works after a clone as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from translate.catalog import Key
from translate.desk import load_article, load_catalog, orphan_catalogs
from translate.errors import KhabarError
from translate.files import move_file
from translate.languages import Language
from translate.project import Project

# A renamed article is often edited at the same time; under half in common it is another one.
_SAME = 0.5


def follow_renames(
    project: Project, names: Sequence[str], everything: Sequence[str], encoding: str
) -> list[tuple[str, str]]:
    """Move what the articles `names`, of all the project's, had under other names;
    (old name without suffix, new name) for each.

    Articles and catalogs that cannot be read are passed over: their turn to be reported comes.
    """
    orphans = orphan_catalogs(project, everything)
    new = [name for name in names if orphans and _lacks_catalog(project, name)]
    had = {stem: _msgids(project, stem, orphans[stem]) for stem in orphans} if new else {}
    where: dict[Key, list[str]] = {}
    for stem, keys in had.items():
        for key in keys:
            where.setdefault(key, []).append(stem)
    moved = []
    for name in new:
        keys = _segments(project, name, encoding)
        common = Counter(stem for key in keys for stem in where.get(key, ()) if stem in had)
        shares = [(count / max(len(keys), len(had[stem])), stem) for stem, count in common.items()]
        share, stem = max(shares, default=(0.0, ""))
        if share >= _SAME:
            _move(project, stem, name)
            moved.append((stem, name))
            del had[stem]
    return moved


def _lacks_catalog(project: Project, name: str) -> bool:
    # One is enough: a move that was cut short is finished by the next run.
    return not all(project.catalog(name, language).exists() for language in project.languages)


def _segments(project: Project, name: str, encoding: str) -> set[Key]:
    try:
        document = load_article(project, name, encoding)
    except KhabarError:
        return set()
    return {(segment.context, segment.text) for segment in document.segments}


def _msgids(project: Project, stem: str, languages: Sequence[Language]) -> set[Key]:
    """The segments an article had when its catalogs were last brought up to date."""
    for language in languages:
        try:
            catalog = load_catalog(project, f"{stem}.txt", language)
        except KhabarError:
            continue
        if catalog is not None:
            return {entry.key for entry in catalog.active}
    return set()


def _move(project: Project, stem: str, name: str) -> None:
    old = f"{stem}.txt"  # any suffix: a catalog's name has its article's without it
    for source, target in zip(_files(project, old), _files(project, name), strict=True):
        if source.exists() and not target.exists():
            move_file(source, target)
        top = project.locales if source.is_relative_to(project.locales) else project.proposals
        _prune(source.parent, top)


def _files(project: Project, name: str) -> Iterator[Path]:
    for language in project.languages:
        # Before the catalog, by which a move that was cut short is seen.
        yield project.proposed(name, language)
        yield project.catalog(name, language)
    yield project.template(name)


def _prune(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
