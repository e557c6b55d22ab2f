"""Publishing: editions into the build folder, and the manifest that says what was reviewed.

Only files that an earlier manifest lists are ever replaced, and none is removed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.desk import load_article, load_catalog
from translate.edition import Edition, Press, assemble
from translate.errors import CatalogError, KhabarError, ProjectError, WriteError
from translate.files import read_bytes, write_file
from translate.languages import Language
from translate.project import Project
from translate.typography import Style

_MANIFEST = "manifest.json"
_PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Published:
    """What became of an article in a language; `path` is the file's, from the project's root."""

    article: str
    language: Language
    edition: Edition
    path: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Printing:
    """What a run of `khabar publish` did; `gone` are published files whose article is no more."""

    published: tuple[Published, ...]
    problems: tuple[KhabarError, ...]
    gone: tuple[str, ...]
    manifest: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to publish: articles by name, languages; `known` are all the project's articles."""

    project: Project
    names: Sequence[str]
    known: Sequence[str]
    languages: Sequence[Language]
    encoding: str
    glossary: str  # its digest
    draft: bool = False

    @property
    def folder(self) -> Path:
        """Review copies stand apart, where no publisher pulls."""
        return self.project.build / "drafts" if self.draft else self.project.build


def publish(plan: Plan, tick: Callable[[int], None] = lambda n: None) -> Printing:
    """Write every edition that its policy allows, then the manifest. Raises WriteError."""
    manifest = plan.folder / _MANIFEST
    old = _read_manifest(manifest, plan.project)
    rows = _claimed(plan, old)
    if rows != old:
        _write_manifest(manifest, rows)
    old = dict(rows)
    published: list[Published] = []
    problems: list[KhabarError] = []
    for name in plan.names:
        for done in _editions(plan, name, problems):
            try:
                published.append(_print(plan, name, *done, old, rows))
            except WriteError as error:
                problems.append(error)
            problems += _faults(plan, name, *done)
        tick(1)
    rows = {key: row for key, row in rows.items() if not _came_to_nothing(plan, key, row)}
    gone = _gone(plan, rows)
    _write_manifest(manifest, rows)
    return Printing(tuple(published), tuple(problems), gone, plan.project.shown(manifest))


def _claimed(plan: Plan, old: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest with the files to be made in it, so that a run cut short knows its own."""
    keys = [f"{language.code}/{name}" for name in plan.names for language in plan.languages]
    new = [key for key in keys if key not in old and not (plan.folder / key).exists()]
    return {**old, **{key: {"status": _PENDING} for key in new}}


def _came_to_nothing(plan: Plan, key: str, row: Mapping[str, Any]) -> bool:
    """A file that is not there and will not be: its article is gone, or could not be read."""
    over = row.get("status") == _PENDING or _is_gone(plan, key)
    return over and not (plan.folder / key).exists()


def _is_gone(plan: Plan, key: str) -> bool:
    code, _, name = key.partition("/")
    return name not in plan.known or code not in {lang.code for lang in plan.project.languages}


def _is_ours(row: Mapping[str, Any]) -> bool:
    return bool(row.get("sha256")) or row.get("status") == _PENDING


def _editions(plan: Plan, name: str, problems: list[KhabarError]) -> list[tuple[Language, Edition]]:
    project = plan.project
    try:
        document = load_article(project, name, plan.encoding)
    except KhabarError as error:
        problems.append(error)
        return []
    editions = []
    for language in plan.languages:
        press = Press(
            language=language,
            style=Style(project.digits[language.code]),
            policy=project.unreviewed[language.code],
            path=project.shown(project.article(name)),
            dates=project.date_keys,
            draft=plan.draft,
        )
        try:
            editions.append(
                (language, assemble(document, load_catalog(project, name, language), press))
            )
        except KhabarError as error:
            problems.append(error)
    return editions


def _print(
    plan: Plan,
    name: str,
    language: Language,
    edition: Edition,
    old: Mapping[str, Any],
    rows: dict[str, Any],
) -> Published:
    """Write one edition, if it is not blocked, and its row of the manifest."""
    key = f"{language.code}/{name}"
    path = plan.folder / key
    changed = False
    if edition.text is not None:
        data = edition.text.encode()
        found = read_bytes(path) if path.is_file() else None
        if found is not None and found != data and not _is_ours(old.get(key, {})):
            raise WriteError(
                "stands where the published article goes, and Khabar did not make it",
                "Move it away",
                path=plan.project.shown(path),
            )
        changed = write_file(path, data)
    rows[key] = _row(plan, name, language, edition, old.get(key, {}))
    return Published(name, language, edition, plan.project.shown(path), changed)


def _faults(plan: Plan, name: str, language: Language, edition: Edition) -> list[CatalogError]:
    if edition.text is not None:
        return []
    path = plan.project.shown(plan.project.catalog(name, language))
    remedy = "Mend the translation; `khabar check` finds all such"
    return [CatalogError(fault, remedy, path=path) for fault in edition.faults]


def _row(
    plan: Plan, name: str, language: Language, edition: Edition, old: Mapping[str, Any]
) -> dict[str, Any]:
    """What the manifest says of a file. A blocked edition leaves an older file as it stands."""
    text = edition.text
    return {
        "article": plan.project.shown(plan.project.article(name)),
        "language": language.tag,
        "status": edition.status.value,
        "reviewed_percent": edition.percent,
        "segments": edition.segments,
        "provenance": dict(edition.provenance),
        "models": list(edition.models),
        "glossary": plan.glossary,
        "sha256": _sha256(text) if text is not None else old.get("sha256"),
        "outdated": text is None and bool(old.get("sha256")),
    }


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _gone(plan: Plan, rows: dict[str, Any]) -> tuple[str, ...]:
    """Mark and name the files whose article, or language, the project no longer has."""
    gone = []
    for key, row in rows.items():
        if _is_gone(plan, key):
            row["status"] = "gone"
            if row.get("sha256"):
                gone.append(plan.project.shown(plan.folder / key))
    return tuple(sorted(gone))


def _read_manifest(path: Path, project: Project) -> dict[str, Any]:
    data = read_bytes(path)
    if data is None:
        return {}
    try:
        files = json.loads(data)["files"]
        return {key: dict(row) for key, row in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        line = getattr(error, "lineno", None)
        raise ProjectError(
            "not a manifest that Khabar wrote",
            "Restore it, or move it away together with the files it lists",
            path=project.shown(path),
            line=line,
        ) from None


def _write_manifest(path: Path, rows: Mapping[str, Any]) -> None:
    content = {"version": 1, "files": {key: rows[key] for key in sorted(rows)}}
    write_file(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
