"""English words as news writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.terms.english import lower, plain, plurals, spelled, words_of


@pytest.mark.parametrize(
    ("singular", "many"),
    [
        ("soldier", ["soldiers"]),
        ("ministry", ["ministries"]),
        ("attorney", ["attorneys"]),
        ("policewoman", ["policewomen"]),
        ("spokesman", ["spokesmen"]),
        ("German", ["Germans"]),
        ("wife", ["wives"]),
        ("thief", ["thieves"]),
        ("chief", ["chiefs"]),
        ("belief", ["beliefs"]),
        ("crisis", ["crises"]),
        ("embargo", ["embargoes"]),
        ("visa", ["visas"]),
        ("photo", ["photos"]),
        ("tax", ["taxes"]),
        ("aircraft", ["aircraft"]),
        ("Child", ["Children"]),
        ("salesperson", ["salespeople", "salespersons"]),
        ("memorandum", ["memorandums", "memoranda"]),
    ],
)
def test_the_plural_of_a_word(singular: str, many: list[str]) -> None:
    assert [words[-1] for words in plurals((singular,))] == many


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("attorney general", "attorneys general"),
        ("head of state", "heads of state"),
        ("commander-in-chief", "commanders-in-chief"),
        ("woman in labour", "women in labour"),
        ("chargé d'affaires", "chargés d'affaires"),
        ("prime minister", "prime ministers"),
    ],
)
def test_the_noun_that_has_the_plural_may_come_first(singular: str, plural: str) -> None:
    assert next(plurals(words_of(singular))) == words_of(plural)


@pytest.mark.parametrize(
    ("term", "spellings"),
    [
        ("UN", [("UN",), ("U", "N")]),
        ("JD Vance", [("JD", "Vance"), ("J", "D", "Vance")]),
        ("Dar", [("Dar",)]),
        ("NATO-led", [("NATO", "led"), ("N", "A", "T", "O", "led")]),
        ("UNICEF", [("UNICEF",)]),
    ],
)
def test_acronyms_are_spelled_by_letter_too(term: str, spellings: list[tuple[str, ...]]) -> None:
    assert list(spelled(words_of(term))) == spellings


@pytest.mark.parametrize(
    ("text", "plainer"),
    [("Erdoğan’s", "Erdogan's"), ("attaché", "attache"), ("Kaʼba", "Ka'ba"), ("ڈار", "ڈار")],
)
def test_accents_and_apostrophes_do_not_matter(text: str, plainer: str) -> None:
    assert plain(text) == plainer


@given(st.text())
def test_every_offset_is_kept(text: str) -> None:
    assert len(plain(text)) == len(lower(text)) == len(text)
    assert plain(plain(text)) == plain(text)
