"""Files at the edge: atomic writes, content hashes, one run at a time."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from translate.errors import BusyError, WriteError

_REMEDIES = {
    errno.ENOSPC: "Free some disk space and run again",
    errno.EDQUOT: "Free some of your disk quota and run again",
    errno.EACCES: "Give yourself permission to write there and run again",
    errno.EPERM: "Give yourself permission to write there and run again",
    errno.EROFS: "The disk is read-only: move the project to one that can be written",
    errno.EEXIST: "A file stands where a folder is needed: move it away",
    errno.ENOTDIR: "A file stands where a folder is needed: move it away",
    errno.EISDIR: "A folder stands where the file should go: move it away",
    errno.EFBIG: "The file is larger than the system allows: raise the limit",
}


def digest(*parts: str | bytes) -> str:
    """A hash of texts or bytes, as 64 hexadecimal digits (SHA-256, each part length-prefixed)."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data))
        total.update(data)
    return total.hexdigest()


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file of any size, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a file, None when there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):  # the latter: a file where a folder would be
        return None


def write_file(path: Path, content: str | bytes) -> bool:
    """Write a file whole or not at all, making its folders; False when it was so already.

    The content goes to a temporary file beside it, is forced to disk, then renamed into place.
    Raises WriteError, the old file intact.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if read_bytes(path) == data:
            return False
        _replace(path, data)
    except OSError as error:
        raise _write_error(path, error) from error
    return True


def rewrite_file(path: Path, change: Callable[[bytes | None], bytes]) -> bool:
    """Write `change(what the file holds)`; False when that is what it held.

    Whoever saves the file in between wins: the change is then made anew to what they saved.
    """
    while True:
        old = read_bytes(path)
        new = change(old)
        if new == old:
            return False
        try:
            if _replace(path, new, partial(_holds, path, old)):
                return True
        except OSError as error:
            raise _write_error(path, error) from error


def _holds(path: Path, data: bytes | None) -> bool:
    return read_bytes(path) == data


def move_file(old: Path, new: Path) -> None:
    """Rename a file, making the folders of its new place. Raises WriteError, nothing moved."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        os.replace(old, new)
    except OSError as error:
        raise _write_error(new, error) from error


def _replace(path: Path, data: bytes, still: Callable[[], bool] = lambda: True) -> bool:
    """Put `data` in the place of a file if, with all written, it is `still` the one to replace."""
    path = path.resolve()  # a link stays one, and what it leads to is written
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        if not still():
            os.unlink(name)
            return False
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    sync(path.parent)  # the rename itself must reach the disk
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sync(path: Path) -> None:
    """Force a file or the names in a folder to disk; systems that cannot do it on their own."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_error(path: Path, error: OSError) -> WriteError:
    remedy = _REMEDIES.get(error.errno or 0, "Mend that and run again")
    reason = (error.strerror or str(error)).lower()
    return WriteError(f"cannot write: {reason}", f"{remedy}; the old file is intact", path=path)


@contextmanager
def project_lock(folder: Path, wait: float, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the project in `folder` alone; `on_wait` is called once if another run holds it.

    Raises BusyError when it is not free within `wait` seconds, WriteError when the folder cannot
    be written. The system frees the lock when a run dies.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=wait)
    except Timeout:
        raise BusyError(
            "another khabar is at work on this project",
            "Let it finish, then run again",
            path=folder.parent,
        ) from None
    except OSError as error:
        raise _write_error(folder, error) from error
    try:
        yield
    finally:
        lock.release()
