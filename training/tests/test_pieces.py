"""Words cut one by one come out as whole sentences do, on real text."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import torch

from training.annotate import MARKS
from training.batches import Data
from training.export import bias_without


@pytest.mark.parametrize("share", [0.0, 1.0], ids=["best", "random"])
def test_cuts_of_words_are_cuts_of_sentences(data: Data, share: float) -> None:
    processor, chance = data.cutter.processor, random.Random(1)
    for _, sentence in data.own[:200]:
        for text in (sentence.source, *sentence.targets.values()):
            pieces, spans = data.cutter.encode(text, chance, share)
            assert processor.decode(pieces) == processor.decode(processor.encode(text))
            assert [place for span in spans for place in span] == list(range(len(pieces)))
            if not share:
                assert pieces == processor.encode(text)


def test_random_cuts_differ_and_favour_the_likely(data: Data) -> None:
    chance = random.Random(1)
    found = Counter(data.cutter.cut_at_random("governments", chance) for _ in range(200))
    assert len(found) > 1
    assert all(data.cutter.processor.decode(list(cut)) == "governments" for cut in found)


def test_marks_are_single_pieces(data: Data) -> None:
    for mark in (*MARKS, "<2ur>", "<2ps>", "<2fa_AF>", "<2ar>"):
        assert data.cutter.mark(mark) in data.cutter.cut(mark)
    with pytest.raises(ValueError, match="<2xx>"):
        data.cutter.mark("<2xx>")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("“Yes,” it’s", '"Yes," it\'s'),
        ("a\u00a0b\u200b c", "a b c"),
        ("ﷲ ﻛﺘﺎﺏ", "الله كتاب"),
        ("خانه\u200cها", "خانه\u200cها"),
        ("٤٢ ۴۲", "42 42"),
    ],
)
def test_the_vocabulary_cleans_as_the_recipe_does(data: Data, raw: str, clean: str) -> None:
    encode = data.cutter.processor.encode
    assert encode(raw) == encode(clean)


def test_a_package_writes_its_own_pieces_and_latin_letters(data: Data) -> None:
    cutter, tag = data.cutter, data.tags["ps"]
    own = {*cutter.cut("کابل"), cutter.processor.piece_to_id("\u2581")}
    bias = bias_without(torch.zeros(cutter.size), own, cutter, tag)
    written = {number for number in range(cutter.size) if bias[number] == 0}
    assert {*own, *cutter.cut("WHO"), *cutter.cut("iPhone"), tag} <= written
    for strange in ("لاہور", "<2ur>", "14", ","):
        assert written.isdisjoint(set(cutter.cut(strange)) - own)
