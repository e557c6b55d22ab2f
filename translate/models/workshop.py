"""The workshop: a hidden folder beside the models where they are unpacked, checked and put aside.

It lies in the models' folder, so that one rename puts a model into place. What a killed install
left is cleared away by the next one; an older model that it had put aside counts as installed
until then. Stock Argos opens every folder beside its packages: it finds a metadata.json here, of a
type that it passes over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from translate.errors import BusyError, WriteError
from translate.files import project_lock, sync, write_file
from translate.models.disk import cannot_write, remove_folder, sync_folders
from translate.models.pins import KNOWN

_ROOM = ".khabar"
_METADATA = '{"type": "khabar", "package_version": ""}\n'
_WAIT = 3600.0  # seconds that an install waits for another one, which may be downloading


@dataclass(frozen=True, slots=True)
class Workshop:
    """The workshop of the models' folder `home`, held by this run alone."""

    home: Path

    @property
    def room(self) -> Path:
        return self.home / _ROOM

    @property
    def known(self) -> Path:
        return self.room / KNOWN

    @property
    def shelf(self) -> Path:
        """Where downloads lie until their model is installed."""
        return _folder(self.room / "downloads")

    def bench(self) -> Path:
        """A new empty folder to unpack into."""
        try:
            return Path(mkdtemp(dir=_folder(self.room / "benches")))
        except OSError as error:
            raise cannot_write(self.room, error) from error

    def place(self, folder: Path, replaced: Sequence[Path]) -> Path:
        """Put a finished model into its place and remove those it replaces, which stay usable
        until then. Raises WriteError, with the old ones in place."""
        sync_folders(folder)
        target = self.home / folder.name
        aside = _aside(self.home) / folder.name
        try:
            if target.exists():
                _folder(aside.parent)
                os.replace(target, aside)
            try:
                os.replace(folder, target)
            except OSError:
                if aside.exists():
                    os.replace(aside, target)
                raise
        except OSError as error:
            raise cannot_write(target, error) from error
        sync(self.home)
        with suppress(WriteError):  # the new model is there; the next install clears the rest away
            remove_folder(aside)
            for old in replaced:
                self.discard(old)
        return target

    def discard(self, folder: Path) -> None:
        """Remove a model: out of its place at once, then file by file. Raises WriteError."""
        grave = self.bench() / folder.name
        try:
            os.replace(folder, grave)
        except OSError as error:
            raise cannot_write(folder, error) from error
        sync(self.home)
        remove_folder(grave)


@contextmanager
def workshop(home: Path, on_wait: Callable[[], None]) -> Iterator[Workshop]:
    """The workshop of `home`, made if need be, cleared of what killed runs left there.

    `on_wait` is called once if another run is at work. Raises WriteError, BusyError.
    """
    room = home / _ROOM
    _folder(room)
    write_file(room / "metadata.json", _METADATA)
    try:
        with project_lock(room, _WAIT, on_wait):
            _clear(home)
            try:
                yield Workshop(home)
            finally:
                with suppress(WriteError, OSError):
                    remove_folder(room / "benches")
                    _aside(home).rmdir()  # if nothing that is needed lies there
    except BusyError as error:
        raise BusyError("another khabar is installing models", error.remedy, path=home) from None


def set_aside(home: Path) -> list[Path]:
    """The models that a killed install put aside and did not replace; they are still good."""
    aside = _aside(home)
    if not aside.is_dir():
        return []
    return [path for path in sorted(aside.iterdir()) if not (home / path.name).exists()]


def _clear(home: Path) -> None:
    for path in set_aside(home):
        os.replace(path, home / path.name)
    remove_folder(_aside(home))
    remove_folder(home / _ROOM / "benches")


def _aside(home: Path) -> Path:
    return home / _ROOM / "aside"


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path
