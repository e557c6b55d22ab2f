"""What a model folder says of itself, and whether all that its engine needs is in it.

Two kinds: an Argos package (metadata.json, a tokenizer, model/), and a folder as the CTranslate2
converters leave it, of one of the families that engines/folders.py reads.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from translate.engines.argos import packages_folder
from translate.engines.folders import read_folder
from translate.errors import ModelError
from translate.languages import LANGUAGES, Language

_GET_ANOTHER = "Get another file, or tell its maker; nothing was installed"
_NAME = re.compile(r"[A-Za-z0-9][\w.+-]{0,99}", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_VERSION = re.compile(r"[\w.+-]{0,40}", re.ASCII)
_RESTRICTS = re.compile(r"\bnc\b|non-?\s?commercial|not for commercial", re.IGNORECASE)
_VOCABULARIES = ("shared_vocabulary", "source_vocabulary")


class Kind(StrEnum):
    """What a model folder is laid out as."""

    ARGOS = "argos"
    CTRANSLATE2 = "ctranslate2"


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder: the pair it is for (empty codes for models of many languages), version and
    licence as written, empty when not stated, and which of our languages it can be of use for."""

    folder: Path
    kind: Kind
    from_code: str
    to_code: str
    version: str
    licence: str
    languages: tuple[Language, ...]

    @property
    def name(self) -> str:
        """What it is called without its version: `translate-en_ur` for translate-en_ur-1_9."""
        name = self.folder.name
        for version in (self.version, self.version.replace(".", "_")):
            if version and name.endswith(f"-{version}"):
                return name.removesuffix(f"-{version}")
        return name

    @property
    def pair(self) -> tuple[str, str]:
        return self.from_code, self.to_code

    @property
    def title(self) -> str:
        """`translate-en_ur 1.9`"""
        return f"{self.name} {self.version}".strip()

    def answers_to(self, text: str) -> bool:
        """Whether `text` names it: by folder, by name, or by pair as Argos does."""
        pair = f"{self.from_code}_{self.to_code}"
        names = {self.folder.name, self.name}
        return text in (names | {pair, f"translate-{pair}"} if self.from_code else names)


def version_numbers(version: str) -> tuple[int, ...]:
    """A version for ordering: 1.10 is newer than 1.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def families_folder() -> Path:
    """Where CTranslate2 folders are kept; the folder need not be there. Not with the Argos
    packages: stock Argos fails on a folder there that has no metadata.json."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return Path(os.environ.get("KHABAR_MODELS_DIR") or data / "khabar" / "models")


def home_of(kind: Kind) -> Path:
    """The folder that models of a kind are installed into."""
    return packages_folder() if kind is Kind.ARGOS else families_folder()


def served_by(to_code: str) -> Language | None:
    """The language for which a model that writes `to_code` can be of use; Persian for Dari."""
    for language in LANGUAGES:
        if to_code in language.model_codes or to_code == language.code:
            return language
    return next((lang for lang in LANGUAGES if lang.code == "fa_AF" and to_code == "fa"), None)


def read_model(folder: Path, source: str) -> Model:
    """What the model in `folder` is, all that it needs being there. `source` is what messages
    call it. Raises ModelError."""
    if not _NAME.fullmatch(folder.name):
        raise _bad(source, f"its folder's name, {folder.name!r}, is not plain")
    if (folder / "metadata.json").is_file():
        return _read_argos(folder, source)
    if (folder / "model.bin").is_file():
        return _read_family(folder, source)
    raise _bad(source, "it has neither metadata.json nor model.bin, so it is no model")


def _read_family(folder: Path, source: str) -> Model:
    _need_model(folder, source)
    try:
        found = read_folder(folder)
    except ModelError as error:
        raise ModelError(
            error.problem, f"{error.remedy}; nothing was installed", path=source
        ) from None
    for names in filter(None, (found.family.tokenizers, found.family.target_tokenizers)):
        _need(any((folder / name).is_file() for name in names), f"tokenizer ({names[0]})", source)
    languages = tuple(lang for lang in LANGUAGES if lang.code in found.targets)
    version = _version(found.version, source)
    return Model(folder, Kind.CTRANSLATE2, "", "", version, _one_line(found.licence), languages)


def _read_argos(folder: Path, source: str) -> Model:
    metadata = _json(folder / "metadata.json", source)
    from_code, to_code = metadata.get("from_code"), metadata.get("to_code")
    version = _version(metadata.get("package_version", ""), source)
    if metadata.get("type", "translate") != "translate":
        raise _bad(source, f"it is a package of type {metadata['type']!r}, not a translator")
    for code in (from_code, to_code):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise _bad(source, f"its metadata.json names no pair of languages, but {code!r}")
    _need_model(folder / "model", source)
    _need(
        (folder / "sentencepiece.model").is_file() or (folder / "bpe.model").is_file(),
        "tokenizer (sentencepiece.model or bpe.model)",
        source,
    )
    licence = metadata.get("license") or metadata.get("licence")
    shown = _one_line(licence) if isinstance(licence, str) else _licence(folder)
    language = served_by(str(to_code)) if from_code == "en" else None
    languages = (language,) if language else ()
    return Model(folder, Kind.ARGOS, str(from_code), str(to_code), version, shown, languages)


def restricts(licence: str) -> bool:
    """Whether a licence forbids what newsrooms live by, so that it must be seen before installing:
    NLLB-200's is non-commercial."""
    return bool(_RESTRICTS.search(licence))


def _need_model(folder: Path, source: str) -> None:
    """Raises ModelError unless a CTranslate2 model is whole. Those of 2021 have a vocabulary in
    plain text and no config.json."""
    binary = folder / "model.bin"
    _need(binary.is_file() and binary.stat().st_size > 0, "model.bin", source)
    as_text = any((folder / f"{name}.txt").is_file() for name in _VOCABULARIES)
    as_json = any((folder / f"{name}.json").is_file() for name in _VOCABULARIES)
    _need(as_text or as_json, "vocabulary", source)
    config = folder / "config.json"
    _need(config.is_file() or not as_json, "config.json", source)
    if config.is_file():
        _json(config, source)


def _need(there: bool, what: str, source: str) -> None:
    if not there:
        raise _bad(source, f"it has no {what}")


def _json(path: Path, source: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _bad(source, f"its {path.name} cannot be read ({error})") from error
    if not isinstance(found, dict):
        raise _bad(source, f"its {path.name} is not an object")
    return found


def _version(version: object, source: str) -> str:
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise _bad(source, f"its version cannot be {version!r}")
    return version


def _licence(folder: Path) -> str:
    """The first line of a licence file, empty when there is none."""
    for path in sorted(folder.glob("LICEN[CS]E*")):
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as file:
                return _one_line(file.read(2000).strip().partition("\n")[0])
    return ""


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:100]


def _bad(source: str, problem: str) -> ModelError:
    return ModelError(problem, _GET_ANOTHER, path=source)
