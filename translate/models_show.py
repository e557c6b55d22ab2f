"""How the verbs of `khabar models` show models: lines for people, plain data for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from translate.languages import Language
from translate.models import Missing
from translate.models.index import Offer
from translate.models.install import Done
from translate.models.inventory import size_of
from translate.models.kinds import Model
from translate.routing import Candidate

Facts = dict[str, Any]


def facts(model: Model) -> Facts:
    """An installed model, for machines."""
    return {
        "name": model.name,
        "folder": str(model.folder),
        "kind": model.kind.value,
        "version": model.version or None,
        "from": model.from_code or None,
        "to": model.to_code or None,
        "languages": [language.code for language in model.languages],
        "bytes": size_of(model),
        "licence": model.licence or None,
    }


def done_facts(done: Done) -> Facts:
    """A model that was just installed, for machines."""
    record = done.record
    origin = {"address": record.address, "sha256": record.sha256 or None}
    licence = done.model.licence or record.licence or None
    return {**facts(done.model), **origin, "licence": licence, "replaced": list(done.replaced)}


def offer_facts(offer: Offer) -> Facts:
    """A package of Argos' list, for machines."""
    return {
        "name": offer.name,
        "version": offer.version,
        "from": offer.from_code,
        "to": offer.to_code,
        "address": offer.address,
        "licence": offer.licence or None,
    }


def routes(served: Sequence[Candidate], missing: Missing | None) -> Facts:
    """What would translate a language and what would not, for machines."""
    found = [
        {"name": one.name, "kind": one.kind, "chosen": one.chosen, "why": one.why} for one in served
    ]
    said = {"reason": missing.reason, "remedy": missing.remedy} if missing else {}
    return {"candidates": found, **said}


def print_models(models: Sequence[Model]) -> None:
    """A table of what is installed."""
    rows = [("model", "version", "pair", "size", "for", "licence")]
    rows += [
        (
            model.folder.name,
            model.version or "-",
            f"{model.from_code}→{model.to_code}" if model.from_code else "many",
            megabytes(size_of(model)),
            _names(model.languages),
            model.licence or "not stated",
        )
        for model in models
    ]
    if models:
        _print_rows(rows)
    else:
        print("no models are installed; see `khabar models available`")


def print_routes(language: Language, served: Sequence[Candidate], missing: Missing | None) -> None:
    """What would translate a language, and why not the others."""
    if missing:
        print(f"{language.english}: no new drafts: {missing.reason}. {missing.remedy}.")
    for one in served:
        said = "drafted by" if one.chosen else "not by"
        print(f"{language.english}: {said} {one.name}: {one.why}")


def print_offers(offers: Sequence[Offer], models: Sequence[Model]) -> None:
    """A table of what Argos' list offers for our languages."""
    rows = [("name", "version", "pair", "for", "installed", "address")]
    for offer in offers:
        here = [m.version or "yes" for m in models if m.answers_to(offer.name)]
        language = offer.language
        direct = language is not None and offer.to_code in language.model_codes
        shown = "" if language is None else language.english
        rows.append(
            (
                offer.name,
                offer.version,
                f"{offer.from_code}→{offer.to_code}",
                shown if direct else f"{shown}, through Persian",
                ", ".join(here) or "-",
                offer.address,
            )
        )
    if offers:
        _print_rows(rows)


def print_done(done: Sequence[Done]) -> None:
    """What was installed, with licence and checksum."""
    for item in done:
        old = f", in the place of {', '.join(item.replaced)}" if item.replaced else ""
        names = _names(item.model.languages)
        print(f"installed: {item.model.title} for {names}{old}, in {item.model.folder}")
        print(f"  licence: {item.model.licence or item.record.licence or 'not stated'}")
        if item.record.sha256:
            print(f"  SHA-256: {item.record.sha256}")


def megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _names(languages: Sequence[Language]) -> str:
    return ", ".join(language.english for language in languages) or "-"


def _print_rows(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
