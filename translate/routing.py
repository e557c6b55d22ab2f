"""Which model serves which language, and why: what is installed, against what khabar.toml prefers.

Looking is cheap: nothing heavy is imported and no folder is made until an engine translates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from translate.engines import Engine
from translate.engines.argos import ArgosEngine, ArgosPackage, read_package
from translate.engines.dari import DariEngine
from translate.engines.folders import folder_engine, read_folder
from translate.errors import ModelError
from translate.languages import DARI, Language
from translate.models import Missing
from translate.models.inventory import Inventory, model_folders, record_of, take_inventory
from translate.models.kinds import Kind, home_of, read_model, version_numbers
from translate.models.pins import read_pins
from translate.project import Preferences

_PERSIAN = "fa"
_PUBLIC = {"ur": "ur", "ar": "ar", "fa_AF": _PERSIAN}  # Argos' list has these from English

# Where models that come with Khabar lie, folders of its own family.
BUNDLED = Path(__file__).parent / "data" / "models"
_BUNDLED_KIND = "bundled"

Remember = Callable[[Engine, Path], Engine]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installed model that can serve a language: whether it does, and why or why not.

    `kind` is what khabar.toml calls its kind. The licence is empty where a package states none.
    """

    language: Language
    name: str
    kind: str
    licence: str
    folder: Path
    chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a model folder offers for a language. `rank` orders models of a kind: the language's
    best code first, then the newest version, then by name."""

    kind: str
    engine: Engine
    folder: Path
    licence: str
    names: frozenset[str]
    rank: tuple[int, tuple[int, ...], str]
    persian: bool


def find_engine(
    language: Language,
    preferences: Preferences | None = None,
    remember: Remember = lambda engine, folder: engine,
) -> Engine | Missing:
    """The engine for `language`. It loads when it first translates.

    `remember` may put something between the model, whose folder it is given, and what is made of
    its answers: a cache keeps what the model said, not what Khabar's lists made of it.
    """
    preferences = preferences or Preferences()
    offers, unreadable = _offers(language)
    ordered = _ordered(offers, language, preferences)
    if not ordered:
        return _missing(language, preferences, offers, unreadable)
    best = ordered[0]
    engine = remember(best.engine, best.folder)
    return DariEngine(engine) if best.persian else engine


def serves(language: Language, preferences: Preferences | None = None) -> list[Candidate]:
    """Every installed model that can serve `language`, the one that does first, with reasons."""
    preferences = preferences or Preferences()
    offers, _ = _offers(language)
    ordered = _ordered(offers, language, preferences)
    rest = [offer for offer in offers if offer not in ordered]
    return [
        Candidate(
            language=language,
            name=_shown(offer),
            kind=offer.kind,
            licence=offer.licence,
            folder=offer.folder,
            chosen=ordered[:1] == [offer],
            why=_why(offer, ordered, language, preferences),
        )
        for offer in (*ordered, *rest)
    ]


def _shown(offer: _Offer) -> str:
    return (DariEngine(offer.engine) if offer.persian else offer.engine).name


def _ordered(
    offers: Sequence[_Offer], language: Language, preferences: Preferences
) -> list[_Offer]:
    """The offers that may serve, best first: those named for the language; else of the kinds in
    the order, with Persian for Dari after all that is Dari, but for what comes with Khabar: where
    that is last in the order, it is last of all."""
    named, order = preferences.named.get(language.code), preferences.order
    if named:
        may = [offer for offer in offers if named == offer.kind or named in offer.names]
        return sorted(may, key=lambda offer: (offer.persian, offer.rank))
    may = [offer for offer in offers if offer.kind in order]
    return sorted(
        may,
        key=lambda o: (
            o.kind == order[-1] == _BUNDLED_KIND,
            o.persian,
            order.index(o.kind),
            o.rank,
        ),
    )


def _why(
    offer: _Offer, ordered: Sequence[_Offer], language: Language, preferences: Preferences
) -> str:
    named = preferences.named.get(language.code)
    if offer not in ordered:
        return f"khabar.toml names {named}" if named else f"{offer.kind} is not in the order"
    best = ordered[0]
    if offer is best:
        return _why_chosen(offer, ordered, named)
    if offer.persian and not best.persian:
        return "Persian; a model for Dari goes before it"
    if offer.kind != best.kind:
        return f"{best.kind} goes before {offer.kind}"
    if offer.rank[0] != best.rank[0]:
        return f"another code than {best.engine.name}"
    if offer.rank[1] != best.rank[1]:
        return f"older than {best.engine.name}"
    return f"after {best.engine.name} by name; khabar.toml may name it"


def _why_chosen(offer: _Offer, ordered: Sequence[_Offer], named: str | None) -> str:
    if named:
        return f"khabar.toml names {named}"
    if len(ordered) == 1:
        return "the only one that may serve"
    peers = [other for other in ordered if not other.persian or offer.persian]
    if len(peers) == 1:
        return "the only one for Dari itself"
    one_kind = all(other.kind == offer.kind for other in peers)
    return "the best of its kind" if one_kind else f"{offer.kind} is first in the order"


def hold_to_lock(folder: Path, lock: Path) -> None:
    """Raises ModelError where the model in `folder` is not what a project's models.lock pins under
    its name. It looks at the model's record; that the files are as recorded is seen as they load.
    A model that comes with Khabar is pinned with Khabar itself.
    """
    if folder.parent == BUNDLED:
        return
    model = read_model(folder, str(folder))
    for pin in read_pins(lock):
        if pin.name == model.name and pin.content != record_of(model).content:
            raise ModelError(
                f"{folder} is not the {pin.title} that this project pins",
                "Delete that folder and run `khabar models install` in the project; or, if it is "
                f"right, delete the entry {pin.name!r} there and install it again",
                path=lock,
            )


# What is installed


def every_model() -> Inventory:
    """What is installed, after the models that come with Khabar."""
    own, installed = take_inventory([BUNDLED]), take_inventory()
    names = {model.folder.name for model in installed.models}
    others = [model for model in own.models if model.folder.name not in names]
    return Inventory((*others, *installed.models), (*own.unreadable, *installed.unreadable))


def _offers(language: Language) -> tuple[list[_Offer], list[ModelError]]:
    """What every model folder offers for a language, and the folders that cannot be read."""
    offers: list[_Offer] = []
    unreadable: list[ModelError] = []
    homes = (
        (BUNDLED, partial(_from_folder, kind=_BUNDLED_KIND)),
        (home_of(Kind.ARGOS), _from_package),
        (home_of(Kind.CTRANSLATE2), _from_folder),
    )
    for home, read in homes:
        for folder in model_folders(home):
            try:
                found = list(read(folder, language))
                if found:
                    read_model(folder, str(folder))  # all that it needs is there, or it is no offer
                offers += found
            except ModelError as error:
                unreadable.append(error)
    return offers, unreadable


def _from_package(folder: Path, language: Language) -> Iterator[_Offer]:
    package = read_package(folder)
    persian = language is DARI and package.to_code == _PERSIAN
    codes = (*language.model_codes, _PERSIAN) if persian else language.model_codes
    if package.from_code == "en" and package.to_code in codes:
        yield _Offer(
            kind="argos",
            engine=ArgosEngine(package),
            folder=folder,
            licence=package.licence,
            names=_names(package),
            rank=(codes.index(package.to_code), _newest_first(package.version), folder.name),
            persian=persian,
        )


def _from_folder(folder: Path, language: Language, kind: str = "") -> Iterator[_Offer]:
    model = read_folder(folder)
    target = model.targets.get(language.code)
    if target is not None:
        yield _Offer(
            kind=kind or model.family.name,
            engine=folder_engine(model, language),
            folder=folder,
            licence=model.licence,
            names=frozenset({model.name, folder.name, f"{model.name} {model.version}".strip()}),
            rank=(0, _newest_first(model.version), model.name),
            persian=target.persian,
        )


def _names(package: ArgosPackage) -> frozenset[str]:
    pair = f"{package.from_code}_{package.to_code}"
    names = (pair, f"translate-{pair}", f"argos {pair}")
    versions = (f"{name} {package.version}" for name in names)
    return frozenset({package.folder.name, *names, *versions})


def _newest_first(version: str) -> tuple[int, ...]:
    return (*(-number for number in version_numbers(version)), 1)


# What to do where nothing serves


def _missing(
    language: Language,
    preferences: Preferences,
    offers: Sequence[_Offer],
    unreadable: Sequence[ModelError],
) -> Missing:
    named = preferences.named.get(language.code)
    if offers:
        names = ", ".join(_shown(offer) for offer in offers)
        said = f"khabar.toml names {named}" if named else "khabar.toml leaves its kind out of order"
        return Missing(
            language,
            f"{said}, and what is installed for {language.english} is {names}",
            "Install the model that is named, or change [engines] in khabar.toml",
        )
    reason = f"no model from English to {language.english} is installed"
    if unreadable:
        reason += f"; not readable: {', '.join(str(error.path) for error in unreadable)}"
    return Missing(language, reason, _remedy(language))


def _remedy(language: Language) -> str:
    code = _PUBLIC.get(language.code)
    if code is None:
        return (
            f"The public Argos list has no {language.english} model. Get a converted NLLB-200 or "
            "M2M-100 model, or an Argos package from elsewhere, and run `khabar models add FILE`"
        )
    install = f"Run `khabar models install en_{code}`"
    if code == _PERSIAN:
        return f"{install}: it is Persian, and Khabar puts its drafts into Afghan words"
    return install
