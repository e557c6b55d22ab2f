"""Passes: within their budget, complete, the same whenever they are made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from training.align import joined
from training.batches import IGNORED, Batch, Data, make_pass, to_arrays
from training.passes import Passes
from training.sentences import Sentence


def same(one: list[Batch], other: list[Batch]) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(a.source, b.source)
        and all(np.array_equal(a.targets[c].given, b.targets[c].given) for c in a.targets)
        and all(np.array_equal(a.targets[c].links, b.targets[c].links) for c in a.targets)
        for a, b in zip(one, other, strict=True)
    )


def test_a_pass_can_be_made_again(data: Data) -> None:
    assert same(make_pass(data, 3, 20), make_pass(data, 3, 20))
    assert not same(make_pass(data, 3, 20), make_pass(data, 4, 20))


def test_passes_made_ahead_are_the_same(data: Data, folders: tuple[Path, Path, Path]) -> None:
    settings = replace(data.config.train, workers=1)
    ahead = Data(replace(data.config, train=settings), *folders)
    passes = Passes(ahead, folders)
    try:
        for number in (2, 3):
            assert same(passes.get(number, 20), make_pass(data, number, 20))
    finally:
        passes.close()


def test_batches_keep_their_budget(data: Data) -> None:
    for batch in make_pass(data, 1, 1 << 30):
        size = batch.source.size + sum(side.given.size for side in batch.targets.values())
        assert size <= data.config.train.tokens or len(batch.source) == 1


def test_short_lines_come_first(data: Data) -> None:
    batches = make_pass(data, 1, 14)
    assert batches
    assert max(batch.source.shape[1] for batch in batches) <= 14


def test_the_decoder_is_asked_for_the_next_piece(data: Data) -> None:
    cutter = data.cutter
    sentence = Sentence("Dar left.", {"ur": "ڈار چلے گئے۔"}, {"ur": [(0, 0)]})
    side = to_arrays([data.encode(sentence, None)], cutter).targets["ur"]
    said = cutter.encode("ڈار چلے گئے۔")[0]
    assert side.given.tolist() == [[cutter.bos, data.tags["ur"], *said]]
    assert side.wanted.tolist() == [[IGNORED, *said, cutter.eos]]
    # The state that says a piece stands where the piece before it is given.
    assert set(side.links[1]) == set(range(1, 1 + len(cutter.cut("ڈار"))))
    assert set(side.links[2]) == set(range(len(cutter.cut("Dar"))))


def test_digits_are_linked_one_by_one(data: Data) -> None:
    sentence = Sentence("412 left.", {"ur": "412 گئے۔"}, {"ur": [(0, 0)]})
    encoded = data.encode(sentence, None)
    pieces = [encoded.source[s] for s, _ in encoded.links["ur"]]
    assert pieces == [encoded.targets["ur"][t] for _, t in encoded.links["ur"]]
    assert len(pieces) == 3


def test_links_of_both_directions_are_joined() -> None:
    assert joined({(0, 0), (1, 1), (2, 2)}, {(0, 0), (3, 2), (4, 3)}) == {
        *((0, 0), (1, 1), (2, 2), (4, 3))
    }


def test_lines_too_long_are_left_out(data: Data) -> None:
    longest = data.config.train.pieces
    for batch in make_pass(data, 1, 1 << 30):
        assert batch.source.shape[1] <= longest
        assert all(side.given.shape[1] <= longest + 1 for side in batch.targets.values())
