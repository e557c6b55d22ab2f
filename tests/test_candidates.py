"""Candidates: the names and terms of articles that the glossary lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import parse_glossary
from translate.languages import LANGUAGES
from translate.suggestion.candidates import Candidate, Passage, candidates, log_likelihood
from translate.terms import Kind

GLOSSARY = parse_glossary(
    {
        "terms.csv": "source,kind,ur,ps,fa_AF,ar\n"
        "Foreign Minister,title,وزیر خارجہ,,,\n"
        "Pakistan,place,پاکستان,,,\n"
        "Islamabad,place,اسلام آباد,,,\n"
        "Ishaq Dar,person,اسحاق ڈار,,,\n"
        "ceasefire,term,جنگ بندی,,,\n"
    },
    LANGUAGES,
)


def found(*texts: str) -> dict[str, Candidate]:
    passages = [Passage(f"a{i}.md", f"a{i}.md:1", text) for i, text in enumerate(texts)]
    return {candidate.source: candidate for candidate in candidates(passages, GLOSSARY)}


CASES = {
    "a full name": ("He met Hakan Fidan in Islamabad.", ["Hakan Fidan"]),
    "a name after a title": ("Foreign Minister Hakan Fidan left.", ["Hakan Fidan"]),
    "a known name": ("Foreign Minister Ishaq Dar of Pakistan left.", []),
    "an institution with a known name": (
        "the Pakistan Cricket Board said",
        ["Pakistan Cricket Board"],
    ),
    "a name with a connector": (
        "the Ministry of Water said",
        ["Ministry of Water"],
    ),
    "a possessive": ("Turkey's Hakan Fidan's aide", ["Hakan Fidan"]),
    "days and months": ("on Monday in March", []),
    "a headline in capitals": ("Talks Resume As Leaders Meet Again", []),
}


@pytest.mark.parametrize(("text", "names"), CASES.values(), ids=CASES)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert [name for name in found(text) if " " in name] == names


def test_a_word_that_opens_a_sentence_is_no_name_if_it_is_also_written_small() -> None:
    texts = ["Traders left. Traders came.", "The traders left.", "Trilemma met. Trilemma left."]
    assert set(found(*texts)) == {"Trilemma"}


def test_a_place_name_in_capitals_is_known() -> None:
    assert found(
        "ISLAMABAD, Nov. 19", "ISLAMABAD, Nov. 20", "the TTP left", "the TTP came"
    ).keys() == {"TTP"}


def test_ordinary_words_that_stand_together_are_a_term() -> None:
    texts = [f"They spoke of water rights in case {i}." for i in range(5)]
    texts += [f"The water was {word} and rights were few." for word in ("cold", "hot", "low")]
    candidate = found(*texts)["water rights"]
    assert (candidate.kind, candidate.uses, candidate.articles) == (Kind.TERM, 5, 5)
    assert candidate.places == tuple(f"a{i}.md:1" for i in range(5))


def test_more_use_in_more_articles_comes_first() -> None:
    texts = ["They met Hakan Fidan."] * 3 + ["They met Ali Baba, Ali Baba and Ali Baba."]
    assert list(found(*texts))[0] == "Hakan Fidan"


def test_kinds_are_guessed() -> None:
    kinds = {
        name: candidate.kind
        for name, candidate in found(
            "He met Hakan Fidan in Ankara.",
            "She was in Ankara with the TTP.",
            "The TTP and the Human Rights Council said so.",
        ).items()
    }
    assert kinds == {
        "Hakan Fidan": Kind.PERSON,
        "Ankara": Kind.PLACE,
        "TTP": Kind.ORGANISATION,
        "Human Rights Council": Kind.ORGANISATION,
    }


@given(st.lists(st.text("Ab c.D'’-é\n", max_size=30), max_size=5))
def test_any_text_can_be_read(texts: list[str]) -> None:
    for name, candidate in found(*texts).items():
        assert any(name in text for text in texts)
        assert candidate.uses >= candidate.articles >= 1


def test_log_likelihood_is_high_for_company_and_none_for_chance() -> None:
    assert log_likelihood(10, 10, 10, 1000) > 100
    assert log_likelihood(1, 10, 100, 1000) == pytest.approx(0)
