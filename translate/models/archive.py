"""Unpacking an archive that strangers made: every name and size is looked at before the first byte
is written, and nothing is ever written outside the folder it is meant for."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from translate.errors import ModelError
from translate.models.disk import cannot_write

_GET_AGAIN = "Get the file again, or tell its maker; nothing was installed"
_CHUNK = 1 << 20
_HEADER = 30  # bytes before the name in a ZIP entry's local header

# What a name may not hold: what leads elsewhere, or means something on one system alone.
_BAD_NAME = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_BAD_PART = re.compile(r"\.\.?|.*[. ]|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a model may be: bytes of the archive, bytes and files unpacked, and how many
    bytes one byte may unpack to. Models hardly shrink when they are packed; bombs do."""

    archive: int = 4 << 30
    unpacked: int = 8 << 30
    files: int = 2000
    ratio: int = 100


LIMITS = Limits()


def unpack(path: Path, into: Path, source: str, limits: Limits = LIMITS) -> Path:
    """Unpack the ZIP archive `path` into the empty folder `into`; gives the one folder in it.

    `source` is what messages call it. Raises ModelError for an archive that is broken, too large,
    or would write anywhere else, WriteError when the disk is full.
    """
    try:
        with ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
            top = _check(archive.infolist(), entries, path.stat().st_size, source, limits)
            for entry in entries:
                _extract(archive, entry, into)
    except (BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise _bad(source, f"not a whole ZIP archive ({error})") from error
    return into / top


def _check(
    everything: Sequence[ZipInfo],
    entries: Sequence[ZipInfo],
    size: int,
    source: str,
    limits: Limits,
) -> str:
    """The name of the one folder that all entries lie in."""
    _check_sizes(everything, size, source, limits)
    for entry in everything:
        _check_entry(entry, source)
    _check_names(everything, source)
    tops = {entry.filename.split("/")[0] for entry in everything}
    if len(tops) != 1 or any("/" not in entry.filename for entry in entries) or not entries:
        raise _bad(source, "its files do not lie in one folder")
    (top,) = tops
    if top.startswith("."):
        raise _bad(source, f"its folder is hidden: {top!r}")
    return top


def _check_sizes(everything: Sequence[ZipInfo], size: int, source: str, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in everything)
    if len(everything) > limits.files:
        raise _bad(source, f"it holds {len(everything):,} files; {limits.files:,} are allowed")
    if unpacked > limits.unpacked:
        most = f"{limits.unpacked:,} are allowed"
        raise _bad(source, f"unpacked it would take {unpacked:,} bytes; {most}")
    if unpacked > max(size * limits.ratio, _CHUNK):
        raise _bad(source, f"a bomb: its {size:,} bytes would unpack to {unpacked:,}")
    # Entries that share their bytes are how a small file unpacks to a huge one.
    end = 0
    for entry in sorted(everything, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise _bad(source, f"a bomb: {entry.filename!r} overlaps another entry")
        end = entry.header_offset + _HEADER + entry.compress_size


def _check_entry(entry: ZipInfo, source: str) -> None:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if _BAD_NAME.search(name) or any(not part or _BAD_PART.fullmatch(part) for part in parts):
        raise _bad(source, f"a name in it leads elsewhere, or cannot be kept: {name!r}")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise _bad(source, f"{name!r} is a link or a device, not a file")
    if entry.flag_bits & 0x1:
        raise _bad(source, f"{name!r} is encrypted")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _bad(source, f"{name!r} is packed in a way that is not used for models")


def _check_names(everything: Sequence[ZipInfo], source: str) -> None:
    """No two entries may be one file, here or on a system that tells no capitals apart."""
    seen: dict[str, bool] = {}
    for entry in everything:
        name = _folded(entry.filename)
        if name in seen:
            raise _bad(source, f"it holds {entry.filename!r} twice")
        seen[name] = entry.is_dir()
    spelled: dict[str, str] = {}
    for entry in everything:
        folders = entry.filename.removesuffix("/").split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            folder = "/".join(folders[:depth])
            if not seen.get(_folded(folder), True):
                raise _bad(source, f"{folder!r} is both a file and a folder")
            if spelled.setdefault(_folded(folder), folder) != folder:
                raise _bad(source, f"it holds {folder!r} twice")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.removesuffix("/")).casefold()


def _extract(archive: ZipFile, entry: ZipInfo, into: Path) -> None:
    """Write one file, to disk and not only to memory: it is renamed into place later."""
    target = into / entry.filename
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, target.open("xb") as file:
            while data := packed.read(_CHUNK):  # the library stops at the size that was checked
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise cannot_write(into, error) from error


def _bad(source: str, problem: str) -> ModelError:
    return ModelError(problem, _GET_AGAIN, path=source)
