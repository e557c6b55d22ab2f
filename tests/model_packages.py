"""Model archives for tests that install and never translate: all files there, of random bytes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

NAME = "translate-en_ur-1_0"


def package_files(version: str = "1.0", size: int = 30_000, **metadata: str) -> dict[str, bytes]:
    """The files of an English to Urdu package, by path; another version has other weights."""
    about = {"package_version": version, "from_code": "en", "to_code": "ur", **metadata}
    weights = random.Random(f"{version}{metadata}").randbytes(size)
    return {
        "metadata.json": json.dumps(about).encode(),
        "sentencepiece.model": b"pieces",
        "model/model.bin": weights,
        "model/config.json": b"{}",
        "model/shared_vocabulary.json": b'["<unk>"]',
    }


def write_package(folder: Path, version: str = "1.0", **metadata: str) -> Path:
    """Such a package, unpacked; gives its folder."""
    for name, data in package_files(version, size=100, **metadata).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(files: Mapping[str, bytes], top: str = NAME) -> bytes:
    """The ZIP archive of `files` in the folder `top`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(f"{top}/{name}")  # of no time of day: always the same bytes
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def package(version: str = "1.0", **metadata: str) -> bytes:
    """An .argosmodel file."""
    top = f"translate-en_{metadata.get('to_code', 'ur')}-{version.replace('.', '_')}"
    return zipped(package_files(version, **metadata), top)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` but for the workshop's, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".khabar" not in path.relative_to(folder).parts
    }
