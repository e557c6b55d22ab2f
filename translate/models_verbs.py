"""What the verbs of `khabar models` do, and `khabar doctor`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from translate import answers
from translate.engines.argos_index import index_address, index_copy
from translate.errors import KhabarError, ModelError, UsageError
from translate.languages import LANGUAGES
from translate.models import Missing
from translate.models.bundle import pack
from translate.models.download import check_address
from translate.models.index import read_index
from translate.models.install import (
    Done,
    Site,
    fetch_index,
    install_download,
    install_file,
    remove,
    remove_unreadable,
)
from translate.models.inventory import (
    record_of,
    recorded,
    size_of,
    take_inventory,
    verify,
)
from translate.models.kinds import Model, restricts
from translate.models.orders import Wish, wishes
from translate.models.pins import LOCK, Pin, read_pins
from translate.models.record import Record
from translate.models_show import (
    done_facts,
    facts,
    megabytes,
    offer_facts,
    print_done,
    print_models,
    print_offers,
    print_routes,
    routes,
)
from translate.models_terminal import confirm, exit_code, progress, say, waiting
from translate.project import CONFIG, Preferences, find_project
from translate.routing import every_model, find_engine, serves


def show_installed(options: argparse.Namespace) -> int:
    """List what is installed, and what would translate each language."""
    inventory, preferences = every_model(), _preferences(options)
    served = {language: serves(language, preferences) for language in LANGUAGES}
    missing = {
        language: found
        for language in LANGUAGES
        if isinstance(found := find_engine(language, preferences), Missing)
    }
    if options.json:
        answer = {
            "models": [facts(model) for model in inventory.models],
            "languages": {lang.code: routes(served[lang], missing.get(lang)) for lang in LANGUAGES},
        }
        answers.print_answer({**answer, **answers.problems(inventory.unreadable)})
    else:
        print_models(inventory.models)
        for language in LANGUAGES:
            print_routes(language, served[language], missing.get(language))
    return exit_code(inventory.unreadable)


def _preferences(options: argparse.Namespace) -> Preferences:
    """What the project's khabar.toml prefers; the usual order where there is no project."""
    root = _root(options)
    return find_project(root).engines if root else Preferences()


def show_available(options: argparse.Namespace) -> int:
    """List what the copy of Argos' list offers for our languages."""
    offers = read_index()
    there = take_inventory()
    without = [
        language
        for language in LANGUAGES
        if all(offer.to_code not in language.model_codes for offer in offers)
    ]
    if options.json:
        codes = [language.code for language in without]
        listed = [offer_facts(offer) for offer in offers]
        answers.print_answer({"offers": listed, "without": codes, **answers.problems(())})
    else:
        print_offers(offers, there.models)
        names = " and ".join(language.english for language in without)
        if names:
            print(
                f"For {names} the list has no direct model; install one from an address or a file."
            )
        print(f"This is the copy in {index_copy()}; `khabar models install --index` renews it.")
    return 0


def install_models(options: argparse.Namespace) -> int:
    """Fetch and install what is named, from the addresses shown."""
    site, done = _site(options), []
    if options.index:
        address = index_address()
        check_address(address)
        confirm(options, [f"Argos' list of packages, from {address}"], "Fetch it?")
        with progress(options, "list of packages") as tick:
            offers = fetch_index(address, site, tick)
        say(options, f"the list offers {len(offers)} models for our languages")
    if options.names or not options.index:
        for wish in wishes(options.names, site.lock, _checksum(options)):
            done += _fulfil(wish, options, site)
    return _show_done(options, done)


def _fulfil(wish: Wish, options: argparse.Namespace, site: Site) -> list[Done]:
    order = wish.order
    if order.address.startswith("file:"):
        return install_file(_local(order.address), _accepting(site, options), order.sha256)
    check_address(order.address)
    title = f"{wish.name} {wish.version}".strip() or "a model"
    if wish.met_by(take_inventory()):
        say(options, f"{title} is installed already, and whole")
        return []
    licence = order.licence or "not stated there; what the package states is shown later"
    plan = [f"{title}, from {order.address}", f"licence: {licence}"]
    if order.sha256:
        plan.append(f"SHA-256 to be: {order.sha256}")
    if urlsplit(order.address).scheme == "http":
        plan.append("over http, which others can read and change on the way")
    confirm(options, plan, "Fetch and install it?")
    with progress(options, title) as tick:
        return install_download(order, _accepting(site, options, order.licence), tick)


def _accepting(site: Site, options: argparse.Namespace, shown: str = "") -> Site:
    """The site, where a licence that restricts and was not `shown` yet is asked about."""

    def accept(model: Model, record: Record) -> None:
        licence = model.licence or record.licence
        if restricts(licence) and licence != shown:
            plan = [f"{model.title}, of this licence: {licence}"]
            confirm(options, plan, "Install it?")

    return replace(site, accept=accept)


def _local(address: str) -> Path:
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost"):
        raise ModelError("a file on another machine", "Copy it here first", path=address)
    return Path(url2pathname(parts.path))


def add_files(options: argparse.Namespace) -> int:
    """Install from files on this machine."""
    site, done = _accepting(_site(options), options), []
    checksum = _checksum(options)
    if checksum and len(options.files) != 1:
        raise UsageError("--sha256 is the checksum of one file", "Name one file")
    for path in options.files:
        done += install_file(options.folder / path, site, checksum)
    return _show_done(options, done)


def _show_done(options: argparse.Namespace, done: Sequence[Done]) -> int:
    if options.json:
        installed = [done_facts(item) for item in done]
        answers.print_answer({"installed": installed, **answers.problems(())})
    else:
        print_done(done)
    return 0


def remove_models(options: argparse.Namespace) -> int:
    """Remove installed models."""
    site = _site(options)
    inventory = take_inventory()
    broken = inventory.find_unreadable(options.names)
    names = [folder.name for folder in broken]
    models = inventory.find([name for name in options.names if name not in names])
    plan = [f"{model.title}, {megabytes(size_of(model))}, {model.folder}" for model in models]
    plan += [f"{folder.name}, which cannot be read, {folder}" for folder in broken]
    confirm(options, plan, "Remove them?" if len(plan) > 1 else "Remove it?")
    for model in models:
        remove(model, site)
        say(options, f"removed: {model.title}")
    for folder in broken:
        remove_unreadable(folder, site)
        say(options, f"removed: {folder.name}")
    if options.json:
        names += [model.folder.name for model in models]
        answers.print_answer({"removed": names, **answers.problems(())})
    return 0


def verify_models(options: argparse.Namespace) -> int:
    """Compare every file of the installed models with its record, and them with models.lock."""
    inventory, site = every_model(), _site(options)
    models = inventory.find(options.names) if options.names else inventory.models
    problems: list[KhabarError] = [] if options.names else list(inventory.unreadable)
    listed = []
    for model in models:
        found = verify(model)
        problems += found
        listed.append({**facts(model), "recorded": recorded(model), "whole": not found})
        said = f"{len(found)} faults" if found else "whole"
        if not recorded(model):
            said = (
                "not installed by Khabar: only `khabar models add` or `install` records checksums"
            )
        say(options, f"{model.folder.name}: {said}")
    if site.lock:
        pins = read_pins(site.lock)
        asked = [pin for pin in pins if not options.names or _is_among(pin, models)]
        problems += _unlike_lock(asked, take_inventory().models, site.lock)
    if options.json:
        answers.print_answer({"models": listed, **answers.problems(problems)})
    return exit_code(problems)


def _is_among(pin: Pin, models: Sequence[Model]) -> bool:
    return any(model.name == pin.name for model in models)


def _unlike_lock(pins: Sequence[Pin], models: Sequence[Model], lock: Path) -> Iterator[ModelError]:
    """What the project pins and this machine has not, or has otherwise."""
    for pin in pins:
        found = [m for m in models if (m.name, m.version) == (pin.name, pin.version)]
        if not found:
            problem = f"this project pins {pin.title}, which is not installed"
            yield ModelError(problem, "Run `khabar models install` in the project", path=lock)
        elif record_of(found[0]).content != pin.content:
            problem = f"{found[0].folder} is not the {pin.title} that this project pins"
            yield ModelError(problem, "Remove it and install the pinned one again", path=lock)


def pack_models(options: argparse.Namespace) -> int:
    """Put models into one file."""
    models = every_model().find(options.names)
    checksum = pack(models, options.folder / options.output)
    if options.json:
        names = [model.folder.name for model in models]
        answer = {"file": str(options.output), "sha256": checksum, "models": names}
        answers.print_answer({**answer, **answers.problems(())})
    else:
        print(f"packed: {', '.join(model.title for model in models)}, in {options.output}")
        print(f"  SHA-256: {checksum}")
        print(f"  there: khabar models add {options.output.name} --sha256 {checksum}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Prove the set-up, finding by finding."""
    from translate.doctor import examine

    findings = []
    for finding in examine(options.folder):
        findings.append(finding)
        say(options, finding.line)
    bad = [ModelError(f.text, f.remedy, path=f.about) for f in findings if f.bad]
    if options.json:
        listed = [
            {"about": f.about, "state": f.state.value, "text": f.text, "remedy": f.remedy}
            for f in findings
        ]
        answers.print_answer({"findings": listed, **answers.problems(bad)})
    else:
        print(f"{len(bad)} to mend" if bad else "all is well")
    return 1 if bad else 0


def _site(options: argparse.Namespace) -> Site:
    root = _root(options)
    return Site(lock=root / LOCK if root else None, on_wait=waiting)


def _root(options: argparse.Namespace) -> Path | None:
    """The project's folder, if there is a project. Raises UsageError."""
    if not options.folder.is_dir():
        raise UsageError(f"no folder {options.folder}", "Give -C a folder that is there")
    here = options.folder.resolve()
    roots = (folder for folder in (here, *here.parents) if (folder / CONFIG).is_file())
    return next(roots, None)


def _checksum(options: argparse.Namespace) -> str:
    text: str = options.sha256.strip().lower()
    if text and (len(text) != 64 or set(text) - set("0123456789abcdef")):
        raise UsageError("--sha256 takes 64 hexadecimal digits", "Copy it from the publisher")
    return text
