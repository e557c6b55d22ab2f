"""Packed files: models with their checksums in one archive, to carry where there is no network.

The same models give the same bytes, on every machine and at any time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from translate.errors import ModelError, UsageError
from translate.files import file_sha256, sync
from translate.models.disk import cannot_write, files_in
from translate.models.inventory import record_of, verify
from translate.models.kinds import Model, read_model
from translate.models.record import RECORD, Record, faults, read_record, record_text

MANIFEST = "manifest.json"
_TOP = "khabar-models"
_FORMAT = 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_PACK_AGAIN = "Pack it again where the models are, and carry it over once more"


def pack(models: Sequence[Model], path: Path) -> str:
    """Write `models` with their checksums into one file; gives its SHA-256.

    Raises ModelError for a model that is not as it was installed, WriteError, UsageError.
    """
    if path.is_dir() or path.suffix == ".argosmodel":
        raise UsageError(
            f"{path} cannot be the packed file", "Give -o a name such as models.khabar"
        )
    records = {}
    for model in sorted(models, key=lambda model: model.folder.name):
        for problem in verify(model):
            raise problem
        records[model] = record_of(model)
    draft = path.with_name(f".{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(records, draft)
            sync(draft)
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(path, error) from error
    return file_sha256(path)


def _write(records: dict[Model, Record], path: Path) -> None:
    # Stored, not shrunk: weights hardly shrink, and other versions of zlib write other bytes.
    with ZipFile(path, "w", ZIP_STORED) as archive:
        entries = [
            {"folder": model.folder.name, "content": record.content}
            for model, record in records.items()
        ]
        manifest = json.dumps({"format": _FORMAT, "models": entries}, indent=1) + "\n"
        archive.writestr(_entry(MANIFEST), manifest)
        for model, record in records.items():
            archive.writestr(_entry(f"{model.folder.name}/{RECORD}"), record_text(record))
            for name, file in files_in(model.folder):
                if name != RECORD:
                    target = archive.open(
                        _entry(f"{model.folder.name}/{name}"), "w", force_zip64=True
                    )
                    with file.open("rb") as source, target:
                        shutil.copyfileobj(source, target, _CHUNK)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(f"{_TOP}/{name}", _EPOCH)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o100644 << 16
    return entry


def is_bundle(folder: Path) -> bool:
    """Whether an unpacked folder is that of a packed file."""
    return folder.name == _TOP and (folder / MANIFEST).is_file()


def read_bundle(folder: Path, source: str) -> list[tuple[Model, Record]]:
    """The models in the unpacked folder of a packed file, every file compared with its record and
    every record with the manifest. Raises ModelError."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        contents = {str(entry["folder"]): str(entry["content"]) for entry in manifest["models"]}
        known = manifest["format"] == _FORMAT
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise _bad(source, f"its manifest cannot be read ({error!r})") from error
    if not known:
        raise ModelError("a newer Khabar packed this", "Install a newer Khabar here", path=source)
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    if there != set(contents) or not contents:
        raise _bad(source, "it does not hold the models that its manifest names")
    return [_read_one(folder / name, content, source) for name, content in contents.items()]


def _read_one(folder: Path, content: str, source: str) -> tuple[Model, Record]:
    model = read_model(folder, source)
    record = read_record(folder)
    if record is None or record.content != content:
        raise _bad(source, f"{folder.name} is not what its manifest says")
    for problem in faults(folder, record):
        raise _bad(source, f"{folder.name}: {problem}")
    if (record.name, record.version) != (model.name, model.version):
        raise _bad(source, f"{folder.name} is recorded as {record.name!r} {record.version!r}")
    return model, record


def _bad(source: str, problem: str) -> ModelError:
    return ModelError(problem, f"{_PACK_AGAIN}; nothing was installed", path=source)
