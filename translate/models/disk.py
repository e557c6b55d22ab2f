"""What installing does to folders: copy, force to disk, rename; and what to say when it cannot."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from translate.errors import ModelError, WriteError
from translate.files import sync

_REMEDIES = {
    errno.ENOSPC: "Free some disk space and run again",
    errno.EDQUOT: "Free some of your disk quota and run again",
    errno.EACCES: "Give yourself permission to write there, or name another folder",
    errno.EPERM: "Give yourself permission to write there, or name another folder",
    errno.EROFS: "The disk is read-only: name a folder that can be written",
    errno.EFBIG: "The file is larger than the system allows: raise the limit",
}


def cannot_write(path: Path, error: OSError) -> WriteError:
    """The error for what the system refused while a model was put in place."""
    remedy = _REMEDIES.get(error.errno or 0, "Mend that and run again")
    reason = (error.strerror or str(error)).lower()
    return WriteError(
        f"cannot write: {reason}", f"{remedy}; what was installed is untouched", path=path
    )


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below `folder`, by its path with forward slashes, in order. Hidden files, which
    systems strew about, are passed over. Raises ModelError for links and devices."""
    found = []
    for parent, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = Path(parent) / name
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise ModelError(
                    "a link or a device, not a file", "Put the file itself there", path=path
                )
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = [Path(parent) / name for name in names if not name.startswith(".")]
        found += [(path.relative_to(folder).as_posix(), path) for path in visible]
    yield from sorted(found)


def copy_folder(source: Path, target: Path) -> None:
    """Copy the files below `source` to the new folder `target`. Raises ModelError, WriteError."""
    for name, path in list(files_in(source)):
        place = target / name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            sync(place)
        except OSError as error:
            raise cannot_write(target, error) from error


def sync_folders(folder: Path) -> None:
    """Force the names of all that lies below `folder` to disk."""
    for parent, _, _ in os.walk(folder):
        sync(Path(parent))


def remove_folder(folder: Path) -> None:
    """Remove a folder or file and all in it, if it is there. Raises WriteError."""
    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
