"""translate.engines.clauses: long sentences in parts, and their translations together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import Hypothesis
from translate.engines.clauses import rejoin, split_long
from translate.inline import Link


def at_most(words: int):
    return lambda text: len(text.split()) <= words


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("Talks failed.", 5, ["Talks failed."]),
        (
            "Dar left Kabul, and the talks, which Qatar hosts, go on; nobody said how long.",
            12,
            ["Dar left Kabul, and the talks, which Qatar hosts, go on; ", "nobody said how long."],
        ),
        (
            "The minister, who had come from Doha, said no.",
            6,
            ["The minister, ", "who had come from Doha, ", "said no."],
        ),
        (
            "Gen. Munir, who was there, left. Mr. Dar stayed for the talks.",
            8,
            ["Gen. Munir, who was there, left. ", "Mr. Dar stayed for the talks."],
        ),
        ("one two three four", 2, ["one two ", "three four"]),
        ("Prices rose 4,000 rupees, it said.", 4, ["Prices rose 4,000 rupees, ", "it said."]),
    ],
    ids=["short", "semicolon", "commas", "sentence", "words", "no-cut-in-a-number"],
)
def test_cut_at_the_best_place_near_the_middle(text: str, words: int, parts: list[str]) -> None:
    assert split_long(text, at_most(words)) == parts


@given(st.text(alphabet="ab ,;—()\n\u00a0کابل", max_size=200), st.integers(1, 20))
def test_parts_fit_and_make_up_the_text(text: str, most: int) -> None:
    parts = split_long(text, lambda part: len(part) <= most)
    assert "".join(parts) == text
    assert all(len(part) <= most for part in parts)


def test_rejoined_hypotheses_keep_their_words_linked() -> None:
    parts = ["Kabul agreed; ", "Doha did not."]
    first = [
        Hypothesis("کابل مان گیا؛", -0.2, (Link(0, 5, 0, 4),)),
        Hypothesis("کابل نے مانا؛", -0.6, ()),
    ]
    second = [Hypothesis("دوحہ نہیں۔", -0.4, (Link(0, 4, 0, 4),))]
    (whole,) = rejoin(parts, [first, second])
    source = "".join(parts)
    assert whole.text == "کابل مان گیا؛ دوحہ نہیں۔"
    assert whole.score == pytest.approx(-0.3)
    assert [
        (source[a.source_start : a.source_end], whole.text[a.target_start : a.target_end])
        for a in whole.links
    ] == [("Kabul", "کابل"), ("Doha", "دوحہ")]


def test_a_part_without_a_translation_leaves_the_whole_without() -> None:
    assert rejoin(["a", "b"], [[Hypothesis("ا", -0.1)], []]) == []
