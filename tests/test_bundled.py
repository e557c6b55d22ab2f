"""The model that comes with Khabar, as it is: whole, found, and able to translate plain news."""

from __future__ import annotations

from pathlib import Path

import pytest

import translate
from translate import routing
from translate.languages import LANGUAGES, Language
from translate.models import Missing
from translate.models.inventory import recorded, take_inventory, verify
from translate.routing import find_engine

MODELS = Path(translate.__file__).parent / "data" / "models"
SENTENCES = (
    "The two sides agreed to continue talks in Kabul.",
    "Officials in Kabul said the road was closed.",
    "The minister arrived in Kabul on Monday.",
    "Kabul denied the report.",
    "Schools in Kabul will open on Saturday.",
)
KABUL = {"ur": "کابل", "ps": "کابل", "fa_AF": "کابل", "ar": "كابول"}


def test_every_file_is_as_it_was_made() -> None:
    inventory = take_inventory([MODELS])
    assert not inventory.unreadable
    assert {code.code for model in inventory.models for code in model.languages} == set(KABUL)
    for model in inventory.models:
        assert recorded(model)
        assert not list(verify(model))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_it_translates_where_nothing_else_is_installed(
    home: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "BUNDLED", MODELS)
    engine = find_engine(language)
    assert not isinstance(engine, Missing)
    assert engine.annotation
    linked = 0
    for source, (best, *_) in zip(SENTENCES, engine.translate(SENTENCES), strict=True):
        there = best.text.index(KABUL[language.code])
        linked += any(
            source[link.source_start : link.source_end] == "Kabul"
            for link in best.links
            if link.target_start <= there < link.target_end
        )
    assert linked > len(SENTENCES) / 2  # the taught head mostly says what comes from where
