"""translate.engines.alignment: from attention over pieces to links between words."""

from __future__ import annotations

import pytest

from translate.engines.alignment import locate, place, word_links


@pytest.mark.parametrize(
    ("pieces", "text", "found"),
    [
        (["▁Ish", "aq", "▁Dar", "."], "Ishaq Dar.", ["Ish", "aq", "Dar", "."]),
        (["▁طا", "لب", "ان", "۔"], "طالبان۔", ["طا", "لب", "ان", "۔"]),
        (["Kab@@", "ul", "&apos;s", "&quot;"], "Kabul's \"", ["Kab", "ul", "'s", '"']),
        (["▁", "T", "TP"], "TTP", [None, "T", "TP"]),
        (["▁so", "...", "▁yes"], "so… yes", ["so", None, "yes"]),
        (["<0xE2>", "<0x80>", "▁yes"], "— yes", [None, None, "yes"]),
        (["▁the", "▁the"], "the the", ["the", "the"]),
        ([], "nothing", []),
    ],
    ids=["latin", "urdu", "bpe", "mark-alone", "normalised", "bytes", "twice", "none"],
)
def test_pieces_are_found_in_their_text(
    pieces: list[str], text: str, found: list[str | None]
) -> None:
    spans = locate(pieces, text)
    assert [None if span is None else text[slice(*span)] for span in spans] == found


def test_a_lost_piece_does_not_pull_the_rest_along() -> None:
    text = "talks… began in the old palace of the capital and ended."
    spans = locate(["▁talks", "of", "▁began"], text)
    assert spans == [(0, 5), None, (7, 12)]


SOURCE, SOURCE_PIECES = "Ishaq Dar left.", ["▁Ish", "aq", "▁Dar", "▁left", "."]
TARGET, TARGET_PIECES = "اسحاق ڈار چلے گئے۔", ["▁اس", "حاق", "▁ڈار", "▁چلے", "▁گئے", "۔"]


def links(attention: list[list[float]]) -> list[tuple[str, str]]:
    return [
        (SOURCE[a.source_start : a.source_end], TARGET[a.target_start : a.target_end])
        for a in word_links(place(SOURCE, SOURCE_PIECES), place(TARGET, TARGET_PIECES), attention)
    ]


def test_pieces_merge_into_words_and_punctuation_has_no_link() -> None:
    attention = [
        [0.9, 0.1, 0.0, 0.0, 0.0, 0.0],
        [0.2, 0.4, 0.4, 0.0, 0.0, 0.0],
        [0.0, 0.3, 0.7, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.1, 0.9, 0.0, 0.0],
        [0.0, 0.0, 0.1, 0.6, 0.2, 0.1],
        [0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
    ]
    assert links(attention) == [
        ("Ishaq", "اسحاق"),
        ("Dar", "ڈار"),
        ("left", "چلے"),
        ("left", "گئے"),
    ]


@pytest.mark.parametrize(
    "row",
    [[1 / 6] * 6, [0, 0, 0, 0, 0.9, 0.1], [0, 0, 0.1, 0.1, 0, 0.8]],
    ids=["spread", "on-the-stop", "on-the-end"],
)
def test_attention_that_means_no_word_gives_no_link(row: list[float]) -> None:
    assert links([row] * 6) == []


def test_a_word_that_the_whole_sentence_looks_at_is_no_link() -> None:
    source, pieces = "It would go", ["▁It", "▁would", "▁go"]
    target = "وہ آج شام ضرور جائے گا"
    words = [f"▁{word}" for word in target.split()]
    lost = [[0.0, 1.0, 0.0]] * len(words)
    assert word_links(place(source, pieces), place(target, words), lost) == ()


@pytest.mark.parametrize(("source", "target"), [("...", "کابل"), ("Kabul", "۔"), ("", "")])
def test_without_words_there_are_no_links(source: str, target: str) -> None:
    assert word_links(place(source, [source]), place(target, [target]), [[1.0]]) == ()
