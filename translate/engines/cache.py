"""What models have answered, kept on disk: a run that was broken off, or is made again, asks them
nothing twice.

Nothing in the file is precious. Where it is damaged it is made anew, and where it cannot be read
or written the run goes on without it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from translate import __version__
from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.engines.decoding import MOST_PIECES, OPTIONS
from translate.files import digest
from translate.inline import Link

_Answer = TypeVar("_Answer")
_Ask = Callable[[Sequence[str]], list[list[Hypothesis]]]

_FORMAT = 1
_TABLE = "CREATE TABLE IF NOT EXISTS answers (id INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)"
_MOST_BYTES = 256 << 20  # some 250,000 sentences
_WAIT = 30.0  # seconds for another process to finish writing
_ENDS = 4096  # bytes of a model file that are looked at on either side

# Answers are written as they come, in portions that take about this long to make: little is lost
# when a run is killed, and models still get enough at once to work at full speed.
_FIRST_PORTION, _QUICK, _SLOW = 64, 4.0, 16.0  # texts, seconds, seconds


class Remembering:
    """An engine that remembers, in the file at `path`, what `engine` has answered.

    An answer is given again for the same text, way of decoding, words to avoid and model only; the
    model is the files in the folder `model`. The file takes up `most_bytes`, or little more; the
    oldest answers are then forgotten. Several threads and processes may share it.
    """

    def __init__(
        self, engine: Engine, model: Path, path: Path, most_bytes: int = _MOST_BYTES
    ) -> None:
        self._engine = engine
        self._model = model
        self._store = _Store(path, most_bytes)

    @property
    def name(self) -> str:
        """The name of the engine that is asked."""
        return self._engine.name

    @property
    def suppresses(self) -> bool:
        """Whether the engine that is asked does."""
        return self._engine.suppresses

    @property
    def annotation(self) -> str:
        """That of the engine that is asked."""
        return self._engine.annotation

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        """See `Engine.translate`."""
        options = str(OPTIONS[decoding]), str(MOST_PIECES[decoding])
        asked = self._asked(decoding.value, *options, *without)
        return self._recalled(
            sources, asked, lambda texts: self._engine.translate(texts, decoding, without)
        )

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        """See `Engine.place`."""
        texts = [repr(one) for one in placings]  # links and score of the answer count too
        named = dict(zip(texts, placings, strict=True))
        return self._recalled(
            texts,
            self._asked("place"),
            lambda texts: self._engine.place([named[text] for text in texts]),
        )

    def _asked(self, *how: str) -> str:
        return digest(__version__, self.name, fingerprint(self._model), *how)

    def _recalled(self, texts: Sequence[str], asked: str, ask: _Ask) -> list[list[Hypothesis]]:
        """The answers to `texts`, those that are not kept from the model."""
        keys = {text: _key(asked, text) for text in texts}
        kept = self._store.get(keys.values())
        done = {
            text: answer
            for text, key in keys.items()
            if key in kept and (answer := _unpacked(kept[key])) is not None
        }
        rest = [text for text in keys if text not in done]
        for portion in _answered(rest, ask):
            self._store.put({keys[text]: _packed(answer) for text, answer in portion.items()})
            done |= portion
        return [done[text] for text in texts]

    def release(self) -> None:
        """See `Engine.release`."""
        self._engine.release()


def _answered(texts: Sequence[str], ask: _Ask) -> Iterator[dict[str, list[Hypothesis]]]:
    """What the model says to `texts`, portion by portion."""
    texts = sorted(texts, key=len, reverse=True)  # so that a portion makes even batches
    at, size = 0, _FIRST_PORTION
    while at < len(texts):
        portion = texts[at : at + size]
        start = time.monotonic()
        yield dict(zip(portion, ask(portion), strict=True))
        seconds = time.monotonic() - start
        at += size
        if seconds < _QUICK:
            size *= 2
        elif seconds > _SLOW:
            size = max(size // 2, 1)


def fingerprint(folder: Path) -> str:
    """A hash that tells the files in `folder` from any others, by their sizes, times and ends."""
    parts: list[str | bytes] = []
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):
            if path.is_file():
                about = path.stat()
                parts += [path.relative_to(folder).as_posix(), str(about.st_mtime_ns)]
                parts += [str(about.st_size), *_ends(path, about.st_size)]
    return digest(*parts)


def _ends(path: Path, size: int) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(_ENDS)
        file.seek(max(size - _ENDS, 0))
        return head, file.read(_ENDS)


def _key(asked: str, text: str) -> bytes:
    return hashlib.sha256(f"{asked} {text}".encode("utf-8", "surrogatepass")).digest()[:16]


def _packed(hypotheses: Sequence[Hypothesis]) -> bytes:
    rows = [
        (
            h.text,
            h.score,
            [(a.source_start, a.source_end, a.target_start, a.target_end) for a in h.links],
        )
        for h in hypotheses
    ]
    return zlib.compress(json.dumps(rows).encode())


def _unpacked(data: bytes) -> list[Hypothesis] | None:
    """What `_packed` made `data` from; None where it was something else."""
    try:
        return [
            Hypothesis(str(text), float(score), tuple(Link(*map(int, link)) for link in links))
            for text, score, links in json.loads(zlib.decompress(data))
        ]
    except (zlib.error, ValueError, TypeError):
        return None


class _Store:
    """Bytes by key, in an SQLite file of about `most_bytes`. A connection lasts one call, so that
    threads and processes need not know of each other."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        self._path = path
        self._most_bytes = most_bytes

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is kept under `keys`."""

        def look(db: sqlite3.Connection) -> dict[bytes, bytes]:
            found = {}
            for key in keys:
                row = db.execute("SELECT value FROM answers WHERE key=?", (key,)).fetchone()
                if row is not None and isinstance(row[0], bytes):
                    found[key] = row[0]
            return found

        return self._use(look) or {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep `values`, for as long as there is room."""

        def write(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT OR REPLACE INTO answers (key, value) VALUES (?,?)", values.items()
            )
            if _bytes_used(db) > self._most_bytes:
                first, last = db.execute("SELECT min(id), max(id) FROM answers").fetchone()
                db.execute("DELETE FROM answers WHERE id <= ?", (first + (last - first) // 4,))

        self._use(write)

    def _use(self, work: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """What `work` gives; None where the file cannot be used."""
        for _ in range(2):
            try:
                with closing(_opened(self._path)) as db, db:
                    return work(db)
            except (sqlite3.OperationalError, OSError):  # locked, full or not to be written
                return None
            except sqlite3.DatabaseError:
                self._remove()
        return None

    def _remove(self) -> None:
        for suffix in ("", "-journal"):  # a journal would be played into the new file
            with suppress(OSError):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    """The file at `path`, made where there is none. Raises sqlite3.Error and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, timeout=_WAIT)
    try:
        found = db.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, _FORMAT):
            raise sqlite3.DatabaseError(f"answers of format {found}")
        if found == 0:
            db.execute(_TABLE)
            db.execute(f"PRAGMA user_version = {_FORMAT}")
        return db
    except BaseException:
        db.close()
        raise


def _bytes_used(db: sqlite3.Connection) -> int:
    size, pages, free = (
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_size", "page_count", "freelist_count")
    )
    return int(size * (pages - free))
