"""Which installed model serves a language, and what to do where none does.

Looking is cheap: nothing heavy is imported and no folder is made until an engine translates.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from translate.engines import Engine
from translate.engines.argos import ArgosEngine, ArgosPackage, packages_folder, read_package
from translate.errors import ModelError
from translate.languages import DARI, Language

SOURCE_CODE = "en"

# What the public Argos index offers from English for our languages; nothing for Pashto or Dari.
_PUBLIC = ("ur", "ar")


@dataclass(frozen=True, slots=True)
class Missing:
    """No model serves `language`: why, and what to do; whole sentences without a full stop."""

    language: Language
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Installed:
    """What lies in the packages folder: packages that can be read, newest first within a pair,
    and the error for each that cannot."""

    folder: Path
    packages: tuple[ArgosPackage, ...]
    unreadable: tuple[ModelError, ...]


def installed() -> Installed:
    """All packages installed for Argos Translate on this machine, of any pair."""
    folder = packages_folder()
    packages, unreadable = [], []
    for inner in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not inner.is_dir() or inner.name.startswith("."):
            continue
        try:
            packages.append(read_package(inner))
        except ModelError as error:
            unreadable.append(error)
    packages.sort(key=lambda package: package.age, reverse=True)
    packages.sort(key=lambda package: (package.from_code, package.to_code))
    return Installed(folder, tuple(packages), tuple(unreadable))


def find_engine(language: Language) -> Engine | Missing:
    """The engine for `language`: a direct model from English, under the best of the language's
    model codes that is there, in its newest version. It loads when it first translates."""
    there = installed()
    for code in language.model_codes:
        package = _newest(there, code)
        if package is not None:
            return ArgosEngine(package)
    return Missing(language, _reason(language, there), _remedy(language, there.folder))


def _newest(there: Installed, to_code: str) -> ArgosPackage | None:
    pair = (SOURCE_CODE, to_code)
    return next((p for p in there.packages if (p.from_code, p.to_code) == pair), None)


def _reason(language: Language, there: Installed) -> str:
    reason = f"no model from English to {language.english} is installed in {there.folder}"
    persian = _newest(there, "fa") if language is DARI else None
    if persian is not None:
        reason += (
            f"; the Persian one there (en_fa {persian.version}) is not used, because its words "
            "are Iran's and not Afghanistan's"
        )
    if there.unreadable:
        paths = ", ".join(str(error.path) for error in there.unreadable)
        reason += f"; not readable there: {paths}"
    return reason


def _remedy(language: Language, folder: Path) -> str:
    code = language.model_codes[0]
    if code in _PUBLIC:
        return (
            f"In an environment with stock Argos Translate, run `argospm update` and then "
            f"`argospm install translate-{SOURCE_CODE}_{code}`; or unzip an .argosmodel file for "
            f"this pair into {folder}"
        )
    return (
        f"The public Argos index has no {language.english} model. If you have a package whose "
        f'metadata.json says "from_code": "{SOURCE_CODE}", "to_code": "{code}", unzip it into '
        f"{folder}"
    )
