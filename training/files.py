"""Hashes of files, by which steps know whether what they were made from has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key_of(settings: str, paths: Iterable[Path]) -> str:
    """One hash over settings and files by name and content."""
    found = hashlib.sha256(settings.encode())
    for path in sorted(paths):
        found.update(f"\n{path.name} {file_hash(path)}".encode())
    return found.hexdigest()
