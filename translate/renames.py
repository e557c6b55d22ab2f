"""Articles that were renamed: recognised by content, their catalogs moved along.

Which article a catalog belongs to is told by the msgids in it, so that it needs no memory of the
old name and works after a clone as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
    """Move the catalogs that the articles `names`, of all the project's, had under other names;
    (old name without suffix, new name) for each.

    Articles and catalogs that cannot be read are passed over: their turn to be reported comes.
    """
    orphans = orphan_catalogs(project, everything)
    new = [name for name in names if orphans and _lacks_catalog(project, name)]
    moved = []
    for name in new:
        try:
            document = load_article(project, name, encoding)
        except KhabarError:
            continue
        keys = {(segment.context, segment.text) for segment in document.segments}
        shares = [(_share(project, stem, orphans, keys), stem) for stem in orphans]
        share, stem = max(shares, default=(0.0, ""))
        if share >= _SAME:
            _move(project, stem, name)
            moved.append((stem, name))
            del orphans[stem]
    return moved


def _lacks_catalog(project: Project, name: str) -> bool:
    # One is enough: a move that was cut short is finished by the next run.
    return not all(project.catalog(name, language).exists() for language in project.languages)


def _share(
    project: Project,
    stem: str,
    orphans: dict[str, list[Language]],
    keys: set[tuple[str | None, str]],
) -> float:
    """How much of the article and of the orphan's catalog are the same segments, 0 to 1."""
    for language in orphans[stem]:
        try:
            catalog = load_catalog(project, f"{stem}.txt", language)
        except KhabarError:
            continue
        if catalog is not None:
            had = {entry.key for entry in catalog.active}
            return len(had & keys) / max(len(had), len(keys), 1)
    return 0.0


def _move(project: Project, stem: str, name: str) -> None:
    old = f"{stem}.txt"  # any suffix: a catalog's name has its article's without it
    paths: list[tuple[Path, Path]] = [
        (project.catalog(old, language), project.catalog(name, language))
        for language in project.languages
    ]
    paths.append((project.template(old), project.template(name)))
    for source, target in paths:
        if source.exists() and not target.exists():
            move_file(source, target)
    for folder in {source.parent for source, _ in paths}:
        _prune(folder, project.locales)


def _prune(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
