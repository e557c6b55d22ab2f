"""The ledger: what the last run saw, so that the next one leaves alone what has not changed.

Everything in it can be worked out again from articles and catalogs; delete it and nothing is
lost but time. Nothing about reviewers' work is decided from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from translate.errors import WriteError
from translate.memory import Reviewed

_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS catalogs (
  article TEXT, language TEXT, source TEXT, catalog TEXT, settings TEXT, waiting INTEGER,
  counts TEXT, PRIMARY KEY (article, language)
);
CREATE TABLE IF NOT EXISTS reviewed (
  language TEXT, article TEXT, context TEXT, source TEXT, target TEXT
);
CREATE INDEX IF NOT EXISTS reviewed_article ON reviewed (language, article);
CREATE TABLE IF NOT EXISTS memories (language TEXT PRIMARY KEY, digest TEXT);
"""


@dataclass(frozen=True, slots=True)
class Record:
    """A catalog as the last run left it: hashes of the article, of the PO file and of all settings
    that shape drafts; how many entries wait for a draft; how many stand in each state."""

    source: str
    catalog: str
    settings: str
    waiting: int
    counts: Mapping[str, int]


class Ledger:
    """The ledger of a project, in the file at `path`. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            try:
                self._db, self._records = _opened(path)
            except (sqlite3.DatabaseError, ValueError):
                path.unlink(missing_ok=True)  # damaged: it holds nothing that can't be made again
                self._db, self._records = _opened(path)
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with closing(self._db):
            self.save()

    def save(self) -> None:
        """Force what was put to disk. Raises WriteError."""
        try:
            self._db.commit()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> WriteError:
        reason = getattr(error, "strerror", None) or str(error)
        return WriteError(
            f"cannot write: {reason.lower()}",
            "Free some disk space; if there is enough, delete this file, which is made anew",
            path=self._path,
        )

    def _do(self, command: str, *rows: Sequence[object]) -> None:
        """Run an SQL command for each of `rows`. Raises WriteError."""
        try:
            self._db.executemany(command, rows)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _ask(self, command: str, *values: object) -> list[tuple[str, ...]]:
        """The rows that an SQL query finds. Raises WriteError."""
        try:
            return self._db.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def articles(self) -> set[str]:
        """The names of all articles with a record."""
        return {article for article, _ in self._records}

    def record(self, article: str, language: str) -> Record | None:
        return self._records.get((article, language))

    def put(
        self, article: str, language: str, record: Record, reviewed: Iterable[Reviewed]
    ) -> None:
        """Note how a catalog stands, with the translations approved in it."""
        self._records[article, language] = record
        values = (article, language, record.source, record.catalog, record.settings, record.waiting)
        counts = json.dumps(dict(record.counts), sort_keys=True)
        self._do("INSERT OR REPLACE INTO catalogs VALUES (?,?,?,?,?,?,?)", (*values, counts))
        self._do("DELETE FROM reviewed WHERE language=? AND article=?", (language, article))
        rows = [(language, article, *pair.key, pair.target) for pair in reviewed]
        self._do("INSERT INTO reviewed VALUES (?,?,?,?,?)", *rows)

    def forget(self, article: str, language: str) -> None:
        """A catalog is no longer there."""
        self._records.pop((article, language), None)
        for table in ("catalogs", "reviewed"):
            self._do(f"DELETE FROM {table} WHERE language=? AND article=?", (language, article))

    def reviewed(self, language: str) -> list[Reviewed]:
        """All approved translations of a language."""
        command = "SELECT context, source, target, article FROM reviewed WHERE language=?"
        rows = self._ask(command, language)
        return [
            Reviewed((context, source), target, article)
            for context, source, target, article in rows
        ]

    def memory_digest(self, language: str) -> str | None:
        """The state of the language's memory that every waiting entry was last held against."""
        rows = self._ask("SELECT digest FROM memories WHERE language=?", language)
        return rows[0][0] if rows else None

    def put_memory_digest(self, language: str, digest: str) -> None:
        self._do("INSERT OR REPLACE INTO memories VALUES (?,?)", (language, digest))


def _opened(path: Path) -> tuple[sqlite3.Connection, dict[tuple[str, str], Record]]:
    """The ledger at `path`, made where there is none, and all its records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path)
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"ledger version {found}")
        db.executescript(_TABLES)
        db.execute(f"PRAGMA user_version = {_VERSION}")
        rows = db.execute("SELECT * FROM catalogs").fetchall()
        return db, {
            (article, language): Record(source, catalog, settings, waiting, json.loads(counts))
            for article, language, source, catalog, settings, waiting, counts in rows
        }
    except BaseException:
        db.close()
        raise
