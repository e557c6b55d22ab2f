"""Pins: which model, from where, with which checksums. Two lists of them, in one format:

models.lock in a project, kept in version control: the one version of each model it works with;
known.toml beside the models: every name and version ever installed there, to be compared with.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from translate.errors import ModelError
from translate.files import write_file

LOCK = "models.lock"
KNOWN = "known.toml"
_HEADS = {
    LOCK: "# The models this project is translated with. `khabar models install` writes it and\n"
    "# compares with it. Keep it in version control.\n",
    KNOWN: "# Every model ever installed here. A name and version never changes its checksums.\n",
}


@dataclass(frozen=True, slots=True)
class Pin:
    """A model as it must be: `sha256` is its archive's checksum (empty when it came as a folder),
    `content` the one over its files."""

    name: str
    version: str
    address: str
    sha256: str
    content: str
    licence: str

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}".strip()


def read_pins(path: Path) -> tuple[Pin, ...]:
    """The pins in a file, none when it is not there. Raises ModelError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = data.get("model", [])
        return tuple(
            Pin(**{f.name: _text(entry, f.name) for f in fields(Pin)}) for entry in entries
        )
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelError(
            f"this file cannot be read ({error})",
            "Take its last good version out of version control, or delete it to begin anew",
            path=path,
        ) from error


def _text(entry: dict[str, object], key: str) -> str:
    value = entry[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a text, not {value!r}")
    return value


def format_pins(pins: Iterable[Pin], head: str = "") -> str:
    """The text of a file of pins, in order of their names."""
    blocks = [head] if head else []
    for pin in sorted(pins, key=lambda pin: (pin.name, pin.version)):
        lines = [f"{key} = {_quoted(value)}" for key, value in asdict(pin).items()]
        blocks.append("\n".join(["[[model]]", *lines, ""]))
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    # A JSON string is a TOML string too, but for the one control character that JSON lets pass.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_pins(path: Path, pins: Iterable[Pin]) -> bool:
    """Write a file of pins; False when it was so already. Raises WriteError."""
    return write_file(path, format_pins(pins, _HEADS.get(path.name, "")))


def compare_known(pin: Pin, known: Iterable[Pin], path: Path) -> None:
    """Raises ModelError when the model of this name and version was another one before."""
    for old in known:
        if (old.name, old.version) == (pin.name, pin.version):
            _compare(pin, old, f"what was first installed as {old.title}", path)


def compare_locked(pin: Pin, locked: Iterable[Pin], path: Path) -> None:
    """Raises ModelError when the project pins another version or other contents of this model."""
    for old in locked:
        if old.name == pin.name:
            if old.version != pin.version:
                raise ModelError(
                    f"this project pins {old.title}, and this is {pin.title}",
                    f"To take it, delete the entry {old.name!r} from {path.name} and run again",
                    path=path,
                )
            _compare(pin, old, f"the {old.title} that this project pins", path)


def _compare(pin: Pin, old: Pin, what: str, path: Path) -> None:
    if pin.content == old.content:  # if need be from another archive, packed anew
        return
    wrong = f"its files (checksum {pin.content[:16]}…) are not those of {what}"
    if pin.sha256 and old.sha256:
        wrong = f"its SHA-256 is {pin.sha256}, but {old.sha256} for {what}"
    raise ModelError(
        wrong,
        "Nothing was replaced. Ask whoever publishes it which is right; if the new one is, "
        f"delete the entry of {old.title} from {path}",
        path=pin.address,
    )


def locked_with(pins: Iterable[Pin], new: Pin) -> list[Pin]:
    """A project's pins with `new`, which takes the place of the one of its name."""
    return [*(pin for pin in pins if pin.name != new.name), new]


def known_with(pins: Iterable[Pin], new: Pin) -> list[Pin]:
    """All that is known with `new`, unless its name and version are known: the first counts."""
    known = list(pins)
    if any((pin.name, pin.version) == (new.name, new.version) for pin in known):
        return known
    return [*known, new]
