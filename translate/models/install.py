"""Installing: everything is checked in the workshop, and only then renamed into place.

Nothing that is installed changes unless all checks pass. A name and version never changes its
checksums; a project's models.lock is compared with, and brought up to date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from translate.engines.argos import packages_folder
from translate.errors import ModelError
from translate.files import file_sha256, read_bytes
from translate.models import pins
from translate.models.archive import LIMITS, Limits, unpack
from translate.models.bundle import is_bundle, read_bundle
from translate.models.disk import cannot_write, copy_folder
from translate.models.download import Progress, fetch
from translate.models.index import INDEX_LIMIT, Offer, save_index
from translate.models.inventory import model_folders, take_inventory
from translate.models.kinds import Kind, Model, home_of, read_model
from translate.models.pins import Pin
from translate.models.record import (
    Record,
    faults,
    mark_files,
    read_record,
    write_record,
)
from translate.models.workshop import Workshop, workshop

_OTHER = "Get the package for the pair you want; nothing was installed"


@dataclass(frozen=True, slots=True)
class Order:
    """What to install: from where, and what it must be. `pair` and `sha256` are compared when
    given; `licence` is what the list of packages says. `address` is what records keep: of a file
    on this machine its name alone, and `path` what messages show."""

    address: str
    pair: tuple[str, str] | None = None
    sha256: str = ""
    licence: str = ""
    path: str = ""

    @property
    def shown(self) -> str:
        return self.path or self.address


@dataclass(frozen=True, slots=True)
class Site:
    """Where installing takes place: the project's models.lock, if there is a project, how large a
    model may be, what to do when another install is at work, and who accepts the licence of a
    model that has passed all checks (by raising where it is not accepted)."""

    lock: Path | None
    on_wait: Callable[[], None]
    limits: Limits = LIMITS
    accept: Callable[[Model, Record], None] = lambda model, record: None


@dataclass(frozen=True, slots=True)
class Done:
    """An installed model, its record, and the folders of the versions that it replaced."""

    model: Model
    record: Record
    replaced: tuple[str, ...]


def install_download(order: Order, site: Site, progress: Progress) -> list[Done]:
    """Download what is ordered and install it. Raises ModelError, WriteError, BusyError; then
    nothing that was installed is changed."""
    with workshop(packages_folder(), site.on_wait) as shop:
        fetched = fetch(order.address, shop.shelf, progress, site.limits.archive)
        try:
            done = _install(shop, fetched.path, fetched.sha256, order, site)
        except ModelError:
            _drop(fetched.path)  # it is whole, and wrong: no use in going on with it
            raise
        _drop(fetched.path)
        return done


def install_file(path: Path, site: Site, sha256: str = "") -> list[Done]:
    """Install a package, a packed file or a model folder that lies on this machine. As above."""
    order = Order(path.name, pair_in(path.name), sha256, path=str(path))
    if not path.exists():
        raise ModelError("there is no such file", "Give the path of a model", path=path)
    size = path.stat().st_size
    if path.is_file() and size > site.limits.archive:
        most = f"Models of up to {site.limits.archive:,} bytes are taken"
        raise ModelError(f"this file is too large: {size:,} bytes", most, path=path)
    with workshop(packages_folder(), site.on_wait) as shop:
        return _install(shop, path, "" if path.is_dir() else file_sha256(path), order, site)


def fetch_index(address: str, site: Site, progress: Progress) -> tuple[Offer, ...]:
    """Fetch the list of packages and keep it on this machine. Raises ModelError, WriteError."""
    with workshop(packages_folder(), site.on_wait) as shop:
        fetched = fetch(address, shop.shelf, progress, INDEX_LIMIT)
        data = read_bytes(fetched.path) or b""
        _drop(fetched.path)
        return save_index(data, address)


def remove(model: Model, site: Site) -> None:
    """Remove an installed model, and its pin from models.lock. Raises WriteError."""
    _discard(home_of(model.kind), model.folder.name, site)
    if site.lock:
        locked = pins.read_pins(site.lock)
        kept = [pin for pin in locked if (pin.name, pin.version) != (model.name, model.version)]
        if len(kept) < len(locked):
            pins.write_pins(site.lock, kept)


def remove_unreadable(folder: Path, site: Site) -> None:
    """Remove the folder of a model that cannot be read. A pin in models.lock stays, so that the
    model can be installed again. Raises WriteError."""
    for home in map(home_of, Kind):
        if folder in model_folders(home):
            _discard(home, folder.name, site)


def _discard(home: Path, name: str, site: Site) -> None:
    with workshop(home, site.on_wait) as shop:
        folder = shop.home / name
        if folder.exists():
            shop.discard(folder)


def pair_in(address: str) -> tuple[str, str] | None:
    """The pair that a file name promises: en and ur in translate-en_ur-1_9.argosmodel."""
    name = re.split(r"[?#]", address)[0].rsplit("/", 1)[-1]
    found = re.search(r"(?:^|-)([a-z]{2,3})_([a-z]{2,3}(?:_AF)?)(?=[-.]|$)", name)
    return (found[1], found[2]) if found else None


def _drop(part: Path) -> None:
    for path in (part, part.with_suffix(".json")):
        path.unlink(missing_ok=True)


def _install(shop: Workshop, path: Path, sha256: str, order: Order, site: Site) -> list[Done]:
    source = order.shown
    if order.sha256 and order.sha256 != sha256:
        raise ModelError(
            f"its SHA-256 is {sha256 or 'not to be had, it is a folder'}, not {order.sha256}",
            "Nothing was installed. Ask whoever publishes it which is right",
            path=source,
        )
    folder = _opened(shop, path, source, site.limits)
    if is_bundle(folder):
        found = read_bundle(folder, source)
        order = replace(order, pair=None)  # the name of a file of many models promises no pair
    else:
        found = [_described(folder, sha256, order, source, kept=path.is_dir())]
    for model, record in found:
        _check(model, record, order, site)
    for model, record in found:
        site.accept(model, record)
    return [_finish(shop, model, record, site) for model, record in found]


def _opened(shop: Workshop, path: Path, source: str, limits: Limits) -> Path:
    """The contents of an archive or folder, in the workshop."""
    bench = shop.bench()
    try:
        if not path.is_dir():
            return unpack(path, bench, source, limits)
        name = path.resolve().name
        copy_folder(path, bench / name)
        return bench / name
    except OSError as error:
        raise cannot_write(bench, error) from error


def _described(
    folder: Path, sha256: str, order: Order, source: str, kept: bool
) -> tuple[Model, Record]:
    """The one model in `folder` with its record: the one it came with if it is `kept` from another
    install, else a new one."""
    model = read_model(folder, source)
    old = read_record(folder) if kept else None
    if old is not None:
        for problem in faults(folder, old):
            raise ModelError(problem, "Get it again from where it was installed", path=source)
        return model, old
    licence = model.licence or order.licence
    files = mark_files(folder)
    return model, Record(model.name, model.version, order.address, sha256, licence, files)


def _check(model: Model, record: Record, order: Order, site: Site) -> None:
    """Raises ModelError unless this is the model that may take this place."""
    source = order.shown
    is_pair = " to ".join(model.pair)
    if order.pair and model.from_code and model.pair != order.pair:
        asked = " to ".join(order.pair)
        raise ModelError(f"it translates {is_pair}, and {asked} was asked for", _OTHER, path=source)
    if not model.languages:
        pair = f"it translates {is_pair}" if model.from_code else "it writes other languages"
        raise ModelError(f"{pair}, which serves nobody here", _OTHER, path=source)
    pin = _pin(model, record, source)
    known = Workshop(home_of(model.kind)).known
    pins.compare_known(pin, [*_installed(model), *pins.read_pins(known)], known)
    if site.lock:
        pins.compare_locked(pin, pins.read_pins(site.lock), site.lock)


def _pin(model: Model, record: Record, source: str) -> Pin:
    return Pin(
        name=model.name,
        version=model.version,
        address=source,
        sha256=record.sha256,
        content=record.content,
        licence=record.licence,
    )


def _installed(model: Model) -> Iterable[Pin]:
    """The pin of the same model as it was installed here before."""
    place = home_of(model.kind) / model.folder.name
    try:
        record = read_record(place)
    except ModelError:
        return  # what cannot be read is no witness
    if record is not None:
        yield _pin(model, record, record.address)


def _finish(shop: Workshop, model: Model, record: Record, site: Site) -> Done:
    """Put a checked model into its place and write down what it is."""
    home = home_of(model.kind)
    if home.resolve() != shop.home.resolve():
        with workshop(home, site.on_wait) as other:
            folder = other.bench() / model.folder.name
            copy_folder(model.folder, folder)
            return _placed(other, model, folder, record, site)
    return _placed(shop, model, model.folder, record, site)


def _placed(shop: Workshop, model: Model, folder: Path, record: Record, site: Site) -> Done:
    write_record(folder, record)
    older = [
        old.folder
        for old in take_inventory([shop.home]).models
        if old.name == model.name and old.folder.name != folder.name and old.pair == model.pair
    ]
    place = shop.place(folder, older)
    pin = _pin(model, record, record.address)
    pins.write_pins(shop.known, pins.known_with(pins.read_pins(shop.known), pin))
    if site.lock:
        pins.write_pins(site.lock, pins.locked_with(pins.read_pins(site.lock), pin))
    return Done(read_model(place, str(place)), record, tuple(old.name for old in older))
