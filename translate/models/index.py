"""The list of packages that Argos publishes: what it offers for our languages.

Reading looks at the copy on this machine alone; only `khabar models install --index` renews it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.engines.argos_index import index_copy
from translate.errors import ModelError, UsageError
from translate.files import write_file
from translate.languages import Language, find_language
from translate.models.kinds import served_by, version_numbers

SOURCE_CODE = "en"
INDEX_LIMIT = 16 << 20  # bytes; the real one has a fiftieth of that
_HOW = "Run `khabar models install --index` on a connected machine to fetch it"


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that the list offers from English, newest versions first where there are more."""

    name: str
    version: str
    from_code: str
    to_code: str
    address: str
    licence: str

    @property
    def language(self) -> Language | None:
        return served_by(self.to_code)

    def answers_to(self, text: str) -> bool:
        """Whether `text` names it: by name, by pair, or by the language it writes."""
        if text in (self.name, f"{self.from_code}_{self.to_code}", self.to_code):
            return True
        try:
            return find_language(text).code == self.to_code
        except UsageError:
            return False


def read_index(path: Path | None = None) -> tuple[Offer, ...]:
    """What the copy of the list offers from English to our languages.

    Raises ModelError when there is no copy, or when it is not such a list.
    """
    path = path or index_copy()
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ModelError(
            "there is no copy of Argos' list of packages on this machine", _HOW, path=path
        ) from None
    return parse_index(data, str(path))


def parse_index(data: bytes, source: str) -> tuple[Offer, ...]:
    """The offers in the bytes of a list; `source` is what messages call it. Raises ModelError."""
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError(f"not a list of packages ({error})", _HOW, path=source) from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ModelError("not a list of packages, but other JSON", _HOW, path=source)
    offers = [offer for entry in entries if (offer := _offer(entry)) and offer.language]
    offers.sort(key=lambda offer: version_numbers(offer.version), reverse=True)
    offers.sort(key=lambda offer: offer.to_code)
    return tuple(offers)


def _offer(entry: dict[str, Any]) -> Offer | None:
    """The entry as an offer; None for what is no translator from English with an address."""
    from_code, to_code = entry.get("from_code"), entry.get("to_code")
    links = [link for link in _list(entry.get("links")) if str(link).startswith("http")]
    plain = entry.get("type", "translate") == "translate" and isinstance(to_code, str)
    if from_code != SOURCE_CODE or not plain or not links:
        return None
    offer = Offer(
        name=str(entry.get("code") or f"translate-{from_code}_{to_code}"),
        version=str(entry.get("package_version", "")),
        from_code=from_code,
        to_code=str(to_code),
        address=str(links[0]),
        licence=str(entry.get("license") or entry.get("licence") or ""),
    )
    shown = (offer.name, offer.version, offer.address, offer.licence)
    # What is not printable could make a terminal show another address.
    return offer if all(text.isprintable() for text in shown) else None


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def save_index(data: bytes, source: str) -> tuple[Offer, ...]:
    """Make `data` this machine's copy of the list, if it is one. Raises ModelError, WriteError."""
    offers = parse_index(data, source)
    write_file(index_copy(), data)
    return offers
