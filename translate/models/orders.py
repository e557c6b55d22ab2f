"""From what the user names to what is ordered: out of models.lock, Argos' list, or an address."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from translate.engines.argos_index import index_copy
from translate.engines.families import FAMILIES
from translate.errors import ModelError, UsageError
from translate.languages import find_language
from translate.models.index import Offer, read_index
from translate.models.install import Order, pair_in
from translate.models.inventory import Inventory, recorded, verify
from translate.models.pins import Pin, read_pins


@dataclass(frozen=True, slots=True)
class Wish:
    """An order, and the name and version that it is known to be; empty for a plain address."""

    order: Order
    name: str = ""
    version: str = ""

    def met_by(self, inventory: Inventory) -> bool:
        """Whether this very model is installed and whole."""
        return bool(self.name) and any(
            (model.name == self.name or model.answers_to(self.name))
            and model.version == self.version
            and recorded(model)
            and not verify(model)
            for model in inventory.models
        )


def wishes(names: Sequence[str], lock: Path | None, sha256: str) -> list[Wish]:
    """What to install for each of `names`, for all that `lock` pins when none is named.

    Raises UsageError, ModelError.
    """
    pins = read_pins(lock) if lock else ()
    if not names and not pins:
        raise UsageError(
            "this does not say what to install",
            "Name a language, a package or an address; `khabar models available` lists some",
        )
    if sha256 and len(names) != 1:
        raise UsageError("--sha256 is the checksum of one file", "Name one package or address")
    if not names:
        return [_pinned(pin, lock) for pin in pins]
    return [_wish(name, pins, lock, sha256) for name in names]


def _wish(name: str, pins: Sequence[Pin], lock: Path | None, sha256: str) -> Wish:
    if "://" in name:
        return Wish(Order(name, pair_in(name), sha256, _licence(name)))
    names = _package_names(name)
    for pin in pins:
        if not names.isdisjoint((pin.name, pin.title)) and not sha256:
            return _pinned(pin, lock)
    offer = _offer(name)
    order = Order(offer.address, (offer.from_code, offer.to_code), sha256, offer.licence)
    return Wish(order, offer.name, offer.version)


def _package_names(name: str) -> set[str]:
    """The packages that a name can stand for: itself, its pair's, its language's."""
    names = {name, f"translate-{name}"}
    with suppress(UsageError):
        names |= {f"translate-en_{code}" for code in find_language(name).model_codes}
    return names


def _licence(address: str) -> str:
    """The licence of the family that a file is called after; empty when it is called otherwise."""
    name = address.rsplit("/", 1)[-1].lower()
    return next((family.licence for family in FAMILIES if family.word in name), "")


def _pinned(pin: Pin, lock: Path | None) -> Wish:
    if "://" not in pin.address:
        raise ModelError(
            f"{pin.title} was installed from the file {pin.address}, not from an address",
            "Get that file and run `khabar models add` with it",
            path=lock,
        )
    return Wish(Order(pin.address, None, pin.sha256, pin.licence), pin.name, pin.version)


def _offer(name: str) -> Offer:
    offers = read_index()
    for offer in offers:
        if offer.answers_to(name):
            return offer
    there = ", ".join(dict.fromkeys(offer.name for offer in offers)) or "nothing for our languages"
    if Path(name).exists():
        raise UsageError(f"{name} is a file", f"Run `khabar models add {name}`")
    raise ModelError(
        f"Argos' list offers no {_called(name)} model from English",
        f"It offers {there}; others need an address, or a file for `khabar models add`",
        path=index_copy(),
    )


def _called(name: str) -> str:
    try:
        return find_language(name).english
    except UsageError:
        return repr(name)
