"""Argos packages (`.argosmodel`, unpacked): where they lie, what they say of themselves, and the
engine that runs one.

Looking at packages reads their `metadata.json` alone. `argostranslate.package`, which makes
folders in the user's home when it is imported, and CTranslate2 come with the first translation.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.engines.loading import AGAIN, ModelEngine, read_annotation
from translate.engines.vocabulary import vocabulary
from translate.errors import ModelError

if TYPE_CHECKING:
    from translate.engines.ctranslate import Runner, Tokenizer


@dataclass(frozen=True, slots=True)
class ArgosPackage:
    """An installed package: its folder, the codes of its pair, its version and licence as
    written, empty when they are not; `annotation`: see `Engine.annotation`."""

    folder: Path
    from_code: str
    to_code: str
    version: str
    licence: str = ""
    annotation: str = ""

    @property
    def age(self) -> tuple[int, ...]:
        """The version as numbers, for ordering: 1.10 is newer than 1.9."""
        return tuple(int(number) for number in re.findall(r"\d+", self.version))


def packages_folder() -> Path:
    """Where Argos Translate keeps its packages on this machine; the folder need not be there.

    The same answer as `argostranslate.settings.package_data_dir`, without its making folders:
    ARGOS_PACKAGES_DIR from the environment, else from Argos' settings.json, else the data folder.
    """
    snap_home = os.environ.get("SNAP_USER_DATA") if "SNAP" in os.environ else None
    home = Path(snap_home) if snap_home else Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME", home / ".config"))
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    chosen = os.environ.get("ARGOS_PACKAGES_DIR") or _setting(config / "argos-translate")
    return Path(chosen) if chosen else data / "argos-translate" / "packages"


def read_package(folder: Path) -> ArgosPackage:
    """What the package in `folder` says of itself. Raises ModelError when it says nothing."""
    path = folder / "metadata.json"
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))
        from_code, to_code = metadata["from_code"], metadata["to_code"]
        licence = metadata.get("license") or metadata.get("licence") or ""
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        problem = f"this package's metadata cannot be read ({error!r})"
        raise ModelError(problem, AGAIN, path=path) from error
    version = str(metadata.get("package_version", ""))
    annotation = read_annotation(metadata, path)
    return ArgosPackage(folder, from_code, to_code, version, str(licence), annotation)


class ArgosEngine(ModelEngine):
    """The engine over one installed package: `argos en_ur 1.9`."""

    def __init__(self, package: ArgosPackage) -> None:
        name = f"argos {package.from_code}_{package.to_code} {package.version}".strip()
        folder = package.folder
        super().__init__(name, folder, lambda: _load(folder), package.annotation)
        self.package = package


class _SentencePiece:
    """Argos' SentencePiece tokenizer, but for its habit of turning underscores into spaces, which
    breaks the handles and file names that news quotes."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._processor.encode(text, out_type=str)
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self._processor.decode(list(pieces))
        return text.replace("▁", " ")

    def written(self, word: str) -> list[str]:
        return self.encode(word)


class _Bpe:
    """Argos' BPE tokenizer, but for the mark it leaves when the last piece wants another."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.encode(text)
        return pieces

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self._tokenizer.decode(list(pieces))
        return text.removesuffix("@@")

    def written(self, word: str) -> list[str]:
        return self.encode(word)


def _setting(config: Path) -> str | None:
    """ARGOS_PACKAGES_DIR of Argos' settings file, if there is one that can be read."""
    try:
        value = json.loads((config / "settings.json").read_text("utf-8"))["ARGOS_PACKAGES_DIR"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return value if isinstance(value, str) else None


def _load(folder: Path) -> Runner:
    from translate.engines import ctranslate

    package = _open_package(folder)
    translator = ctranslate.load(folder / "model")
    prefix = package.target_prefix or ""
    strange = not isinstance(prefix, str)
    if strange or (prefix and prefix not in vocabulary(folder / "model", "target")):
        # CTranslate2 takes an unknown one without a word, and writes in whichever language it likes
        raise ModelError(
            f"the model does not know its own language mark {prefix!r}",
            "Ask whoever made the package for a mended one, or install another",
            path=folder,
        )
    return ctranslate.Runner(translator, _tokenizer(package, folder), prefix)


def _open_package(folder: Path) -> Any:
    try:
        from argostranslate.package import Package
    except OSError as error:
        raise ModelError(
            f"Argos Translate cannot make its folders ({error})",
            "Set XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME to folders you can write to",
            path=folder,
        ) from error
    try:
        return Package(folder)
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"this package cannot be read ({error})", AGAIN, path=folder) from error


def _tokenizer(package: Any, folder: Path) -> Tokenizer:
    """The package's tokenizer, proved to load."""
    found = getattr(package, "tokenizer", None)
    if found is None:
        problem = "this package has neither sentencepiece.model nor bpe.model"
        raise ModelError(problem, AGAIN, path=folder)
    try:
        if hasattr(found, "lazy_processor"):
            return _SentencePiece(found.lazy_processor())
        found.lazy_load()
        return _Bpe(found)
    except ImportError as error:
        library = (error.name or "sacremoses").split(".")[0]
        raise ModelError(
            f"this package needs the Python package {library}",
            f"Run `pip install {library}` in Khabar's environment",
            path=folder,
        ) from error
    except Exception as error:  # what the two libraries raise for a broken file is not documented
        problem = f"this package's tokenizer cannot be loaded ({error})"
        raise ModelError(problem, AGAIN, path=folder) from error
