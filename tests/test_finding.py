"""Phrases found in an English text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.terms.finding import Phrase, find_phrases, tree_of


def phrase(
    text: str, *, exact: bool = False, unless: str = "", plural: bool = False
) -> Phrase[str]:
    guards = (tuple(unless.split()),) if unless else ()
    return Phrase(text, tuple(text.split()), exact, guards, plural)


def found(phrases: list[Phrase[str]], text: str) -> list[str]:
    return [match.phrase.item for match in find_phrases(tree_of(phrases), text)]


def test_the_longest_phrase_is_taken() -> None:
    phrases = [phrase("prime"), phrase("prime minister"), phrase("minister of state")]
    assert found(phrases, "The prime minister of state") == ["prime minister"]
    assert found(phrases, "A prime number, a minister of state") == ["prime", "minister of state"]


def test_a_shorter_one_is_taken_where_the_longer_breaks_off() -> None:
    phrases = [phrase("a b"), phrase("a b c d")]
    assert found(phrases, "a b c e") == ["a b"]


def test_of_two_with_the_same_words_the_first_is_taken() -> None:
    phrases = [phrase("talks"), phrase("Talks", plural=True)]
    assert [m.phrase.plural for m in find_phrases(tree_of(phrases), "talks")] == [False]


@pytest.mark.parametrize("text", ["Dar es Salaam", "in Dar es Salaam's port", "Dar-es-Salaam"])
def test_a_guard_holds_over_possessives_and_hyphens(text: str) -> None:
    assert found([phrase("Dar", exact=True, unless="dar es salaam")], text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("Dar", 1), ("DAR", 0), ("DAR LEAVES", 1), ("DAR leaves", 0), ("dar leaves", 0)],
)
def test_a_headline_in_capitals_tells_nothing_about_case(text: str, number: int) -> None:
    assert len(found([phrase("Dar", exact=True)], text)) == number


WORDS = st.sampled_from(["the", "Dar", "dar", "state", "of", "foreign", "minister", "ministers"])


@given(st.lists(WORDS, max_size=12), st.lists(st.lists(WORDS, min_size=1, max_size=3), max_size=6))
def test_it_finds_what_reading_from_left_to_right_finds(
    words: list[str], wanted: list[list[str]]
) -> None:
    text = " ".join(words)
    sought = {tuple(word.lower() for word in some) for some in wanted}
    lowered = [word.lower() for word in words]
    expected, at = [], 0
    while at < len(words):
        fit = (n for n in (3, 2, 1) if at + n <= len(words))
        sizes = [n for n in fit if tuple(lowered[at : at + n]) in sought]
        if sizes:
            expected.append(" ".join(words[at : at + sizes[0]]))
        at += sizes[0] if sizes else 1
    matches = find_phrases(tree_of([phrase(" ".join(some)) for some in sorted(sought)]), text)
    assert [text[match.start : match.end] for match in matches] == expected
    assert all(one.end <= other.start for one, other in pairwise(matches))
