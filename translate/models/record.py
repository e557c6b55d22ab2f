"""The record of an installed model: where it came from, and the size and checksum of each file.

It lies in the model's folder as khabar.json, so that it comes and goes with the model; stock Argos
passes over files it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from translate.errors import ModelError
from translate.files import digest, file_sha256, write_file
from translate.models.disk import files_in

RECORD = "khabar.json"
_FORMAT = 1
_TEXTS = ("name", "version", "address", "sha256", "licence")
_AGAIN = "Remove this model and install it again"
_NOT_JSON = (ValueError, OverflowError, RecursionError)  # broken, an endless number, too deep


@dataclass(frozen=True, slots=True)
class Mark:
    """A file's size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """What was installed. `address` is where it was had from; `sha256` is the archive's checksum,
    empty where there was no archive."""

    name: str
    version: str
    address: str
    sha256: str
    licence: str
    files: Mapping[str, Mark]

    @property
    def content(self) -> str:
        """One checksum over all files, however they were packed."""
        return content_of(self.files)


def content_of(files: Mapping[str, Mark]) -> str:
    return digest(*(part for name in sorted(files) for part in (name, files[name].sha256)))


def mark_files(folder: Path) -> dict[str, Mark]:
    """Every file of a model by its path, but for the record. Raises ModelError for links."""
    return {
        name: Mark(path.stat().st_size, file_sha256(path))
        for name, path in files_in(folder)
        if name != RECORD
    }


def write_record(folder: Path, record: Record) -> None:
    """Put the record into the model's folder. Raises WriteError."""
    write_file(folder / RECORD, record_text(record))


def record_text(record: Record) -> str:
    data = {"format": _FORMAT, **asdict(record)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(folder: Path) -> Record | None:
    """The record of the model in `folder`, None for one that Khabar did not install.

    Raises ModelError when it cannot be understood.
    """
    path = folder / RECORD
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = {
            name: Mark(int(mark["size"]), str(mark["sha256"]))
            for name, mark in data["files"].items()
        }
        texts = {key: str(data[key]) for key in _TEXTS}
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, LookupError, TypeError, AttributeError, *_NOT_JSON) as error:
        raise ModelError(f"this record cannot be read ({error!r})", _AGAIN, path=path) from error
    return Record(**texts, files=files)


def faults(folder: Path, record: Record) -> Iterator[str]:
    """What differs between the model in `folder` and its record, file by file."""
    there = dict(files_in(folder))
    for name, mark in record.files.items():
        path = there.pop(name, None)
        if path is None:
            yield f"{name} is missing"
        elif (size := path.stat().st_size) < mark.size:
            yield f"{name} is truncated: {size:,} of {mark.size:,} bytes are there"
        elif size > mark.size or file_sha256(path) != mark.sha256:
            yield f"{name} was changed"
    for name in there:
        if name != RECORD:
            yield f"{name} was not installed with it"
