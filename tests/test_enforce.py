"""Required terms in what a model offers: chosen, repaired or reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.enforce import Enforced, enforce
from translate.engines import Hypothesis
from translate.glossary import Case, Glossary, Kind, Match, Term, find_terms, has_form
from translate.inline import Link
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language


def term(source: str, kind: Kind, *forms: str, plain: bool = False) -> Term:
    case = Case.ANY if plain else Case.EXACT
    pairs = zip(("ur", "ps", "fa_AF", "ar"), forms, strict=True)
    return Term(source, kind, case, tuple((code, tuple(form.split(" | "))) for code, form in pairs))


GLOSSARY = Glossary(
    (
        term("Ishaq Dar", Kind.PERSON, "اسحاق ڈار", "اسحاق ډار", "اسحاق دار", "إسحاق دار"),
        term("Dar", Kind.PERSON, "ڈار", "ډار", "دار", "دار"),
        term("Kabul", Kind.PLACE, "کابل", "کابل", "کابل", "كابول"),
        term("Quetta", Kind.PLACE, "کوئٹہ", "کوټه", "کویته", "كويتا"),
        term("India", Kind.PLACE, "بھارت", "هند", "هند", "الهند"),
        term(
            "foreign minister",
            Kind.TITLE,
            "وزیر خارجہ",
            "د بهرنیو چارو وزیر",
            "وزیر خارجه",
            "وزير الخارجية",
            plain=True,
        ),
        term(
            "airstrike",
            Kind.TERM,
            "فضائی حملہ",
            "هوايي برید",
            "حمله هوایی",
            "غارة جوية",
            plain=True,
        ),
    )
)


def matches(source: str) -> tuple[Match, ...]:
    return find_terms(GLOSSARY, source)


def aligned(source: str, text: str, pairs: str, score: float = -0.5) -> Hypothesis:
    """A hypothesis whose words are linked as `pairs` says: `0-2` links the first word of the
    source with the third of the text."""
    links = []
    for pair in pairs.split():
        source_word, target_word = map(int, pair.split("-"))
        links.append(Link(*span(source, source_word), *span(text, target_word)))
    return Hypothesis(text, score, tuple(links))


def span(text: str, word: int) -> tuple[int, int]:
    words = text.split()
    start = len(" ".join(words[:word])) + (word > 0)
    return start, start + len(words[word].rstrip(".,،۔"))


def linked(enforced: Enforced, source: str) -> list[tuple[str, str]]:
    return [
        (source[k.source_start : k.source_end], enforced.text[k.target_start : k.target_end])
        for k in enforced.links
    ]


REPAIRED = {
    "ur at the start": (
        URDU,
        ("Ishaq Dar met them", "اسحق دار نے ان سے ملاقات کی", "0-0 1-1 1-2 2-5 3-3"),
        "اسحاق ڈار نے ان سے ملاقات کی",
    ),
    "ur at the end": (
        URDU,
        ("he went to Quetta", "وہ گیا کویٹا", "0-0 1-1 3-2"),
        "وہ گیا کوئٹہ",
    ),
    "ur with a stop": (
        URDU,
        ("from Quetta", "آغاز کویٹا۔", "0-0 1-1"),
        "آغاز کوئٹہ۔",
    ),
    "ur one word linked": (
        URDU,
        ("Ishaq Dar left", "اسحق دار چلے گئے", "0-0 2-2"),
        "اسحاق ڈار چلے گئے",
    ),
    "ps particle of the form": (
        PASHTO,
        ("the foreign minister left", "د خارجه وزیر ولاړ", "0-0 1-1 2-2 3-3"),
        "د بهرنیو چارو وزیر ولاړ",
    ),
    "ps name": (
        PASHTO,
        ("Dar said", "دار وویل", "0-0 1-1"),
        "ډار وویل",
    ),
    "fa compound": (
        DARI,
        ("the foreign minister of India", "وزیر امور‌خارجی هند", "1-1 2-0 4-2"),
        "وزیر خارجه هند",
    ),
    "fa linked particle": (
        DARI,
        ("talks in Quetta ended", "مذاکرات در کوتا پایان یافت", "0-0 2-1 2-2 3-3"),
        "مذاکرات در کویته پایان یافت",
    ),
    "ar and": (
        ARABIC,
        ("he and Ishaq Dar left", "غادر هو وإسحق دار", "4-0 0-1 2-2 3-3"),
        "غادر هو وإسحاق دار",
    ),
    "ar for": (
        ARABIC,
        ("a gift for Kabul", "هدية لكابل", "1-0 3-1"),
        "هدية لكابول",
    ),
    "ar for the": (
        ARABIC,
        ("a gift for India", "هدية للهندستان", "1-0 3-1"),
        "هدية للهند",
    ),
    "ar in": (
        ARABIC,
        ("he lives in Quetta", "يعيش بكوتا", "0-0 3-1"),
        "يعيش بكويتا",
    ),
    "ar and the": (
        ARABIC,
        ("they and the foreign minister", "هم والناطق الدبلوماسي", "0-0 3-1 4-2"),
        "هم ووزير الخارجية",
    ),
    "ar no prefix": (
        ARABIC,
        ("Kabul fell", "سقطت كابل", "1-0 0-1"),
        "سقطت كابول",
    ),
}


@pytest.mark.parametrize(("language", "case", "text"), REPAIRED.values(), ids=list(REPAIRED))
def test_what_stands_for_a_term_is_replaced(
    language: Language, case: tuple[str, str, str], text: str
) -> None:
    source, target, pairs = case
    enforced = enforce(matches(source), [aligned(source, target, pairs)], language)
    assert enforced.text == text
    assert enforced.missing == ()
    assert len(enforced.repairs) == 1


RIGHT = {
    "ur": (URDU, "اسحاق ڈار کابل گئے"),
    "ps": (PASHTO, "اسحاق ډار کابل ته ولاړ"),
    "fa_AF": (DARI, "اسحاق‌دار به کابل رفت"),
    "ar": (ARABIC, "توجه إسحاق دار لكابول"),
}


@pytest.mark.parametrize(("language", "text"), RIGHT.values(), ids=list(RIGHT))
def test_a_right_hypothesis_is_left_as_it_is(language: Language, text: str) -> None:
    source = "Ishaq Dar went to Kabul"
    hypothesis = aligned(source, text, "0-0 1-1 2-2")
    enforced = enforce(matches(source), [hypothesis], language)
    assert enforced == Enforced(text, hypothesis.links, 0)


@pytest.mark.parametrize(("language", "text"), RIGHT.values(), ids=list(RIGHT))
def test_the_first_hypothesis_with_all_terms_wins(language: Language, text: str) -> None:
    source = "Ishaq Dar went to Kabul"
    offers = [
        aligned(source, "x y z", "0-0 1-1 4-2"),
        Hypothesis(text, -0.9),
        Hypothesis(text + " x", -1.0),
    ]
    enforced = enforce(matches(source), offers, language)
    assert (enforced.text, enforced.hypothesis_index) == (text, 1)
    assert enforced.repairs == ()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_without_links_the_term_is_reported(language: Language) -> None:
    found = matches("Kabul fell")
    enforced = enforce(found, [Hypothesis("زززز", -0.1)], language)
    assert enforced.text == "زززز"
    assert enforced.missing == (found[0].term,)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_without_terms_the_first_hypothesis_is_taken(language: Language) -> None:
    offers = [Hypothesis("ا", -0.1), Hypothesis("ب", -0.2)]
    assert enforce((), offers, language) == Enforced("ا", (), 0)


def test_two_terms_in_one_sentence() -> None:
    source = "Dar flew to Quetta today"
    hypothesis = aligned(source, "دار آج کویٹا گئے", "0-0 4-1 3-2 1-3")
    enforced = enforce(matches(source), [hypothesis], URDU)
    assert enforced.text == "ڈار آج کوئٹہ گئے"
    assert enforced.repairs == ("Dar: دار → ڈار", "Quetta: کویٹا → کوئٹہ")
    assert linked(enforced, source) == [
        ("Dar", "ڈار"),
        ("today", "آج"),
        ("Quetta", "کوئٹہ"),
        ("flew", "گئے"),
    ]


def test_the_same_term_twice() -> None:
    source = "Quetta needs what Quetta had"
    hypothesis = aligned(source, "کویٹا کو وہ چاہیے جو کوئتا کے پاس تھا", "0-0 1-3 2-4 3-5 4-8")
    enforced = enforce(matches(source), [hypothesis], URDU)
    assert enforced.text == "کوئٹہ کو وہ چاہیے جو کوئٹہ کے پاس تھا"
    assert len(enforced.repairs) == 2


def test_a_right_form_stays_when_another_term_is_repaired() -> None:
    source = "Ishaq Dar visited Quetta and Dar left"
    text = "اسحاق ڈار کویٹا گئے اور وہ چلے گئے"
    hypothesis = aligned(source, text, "0-0 1-1 3-2 2-3 4-4 5-5 6-6")
    enforced = enforce(matches(source), [hypothesis], URDU)
    assert enforced.text == "اسحاق ڈار کوئٹہ گئے اور وہ چلے گئے"


def test_links_after_a_repair_are_moved() -> None:
    source = "the airstrike on Kabul killed five"
    text = "بمباری کابل پر پانچ ہلاک"
    hypothesis = aligned(source, text, "1-0 3-1 2-2 5-3 4-4")
    enforced = enforce(matches(source), [hypothesis], URDU)
    assert enforced.text == "فضائی حملہ کابل پر پانچ ہلاک"
    assert linked(enforced, source) == [
        ("airstrike", "فضائی حملہ"),
        ("Kabul", "کابل"),
        ("on", "پر"),
        ("five", "پانچ"),
        ("killed", "ہلاک"),
    ]


LEFT = {
    "the words stand apart": (
        "the foreign minister left",
        "خارجی کل شام وزراء گئے",
        "1-0 3-1 3-2 2-3 3-4",
    ),
    "punctuation between": ("the foreign minister left", "خارجی، منسٹر گئے", "1-0 2-1 3-2"),
    "too many words": (
        "the foreign minister left",
        "ا ب ت ث ج چ ح گئے",
        "1-0 1-1 1-2 1-3 2-4 2-5 2-6 3-7",
    ),
    "only a particle": ("they left Quetta", "وہ چلے سے", "0-0 1-1 2-2"),
    "linked to other words": ("they left Quetta", "وہ شہر چلے", "0-0 1-1 1-2"),
    "a plural for a singular": ("three airstrikes", "تین بمباریاں", "0-0 1-1"),
}


@pytest.mark.parametrize(("source", "text", "pairs"), LEFT.values(), ids=list(LEFT))
def test_an_unclear_place_is_left_and_reported(source: str, text: str, pairs: str) -> None:
    found = matches(source)
    enforced = enforce(found, [aligned(source, text, pairs)], URDU)
    assert enforced.text == text
    assert enforced.missing == (found[0].term,)
    assert enforced.repairs == ()


def test_another_terms_words_are_not_taken() -> None:
    source = "Ishaq Dar of India"
    hypothesis = aligned(source, "بھارت کے", "0-0 1-0 3-1")
    enforced = enforce(matches(source), [hypothesis], URDU)
    assert enforced.text == "بھارت کے"
    assert [term.source for term in enforced.missing] == ["Ishaq Dar"]


def test_the_best_repair_is_taken_and_earlier_hypotheses_first() -> None:
    source = "Dar flew to Quetta"
    offers = [
        Hypothesis("دار کویٹا گئے", -0.1),
        aligned(source, "دار کویٹا گئے", "0-0 3-1 1-2"),
        aligned(source, "دار صاحب کویٹا گئے", "0-0 3-2 1-3"),
    ]
    enforced = enforce(matches(source), offers, URDU)
    assert (enforced.hypothesis_index, enforced.missing) == (1, ())


@given(
    st.sampled_from(LANGUAGES),
    st.lists(st.sampled_from(["دار", "کابل", "کوتا", "د", "در", "وكابل", "وزیر"]), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10),
)
def test_whatever_the_links_say_they_fit_the_text(
    language: Language, words: list[str], pairs: list[tuple[int, int]]
) -> None:
    source = "Ishaq Dar met the foreign minister in Quetta"
    text = " ".join(words)
    known = " ".join(f"{a}-{b}" for a, b in pairs if b < len(words))
    enforced = enforce(matches(source), [aligned(source, text, known)], language)
    assert all(0 <= k.target_start < k.target_end <= len(enforced.text) for k in enforced.links)
    assert (enforced.text == text) or enforced.repairs
    for match in matches(source):
        assert (match.term in enforced.missing) != has_form(enforced.text, match.term, language)


def test_a_language_without_a_form_asks_for_nothing() -> None:
    only_urdu = Glossary((Term("Kabul", Kind.PLACE, Case.EXACT, (("ur", ("کابل",)),)),))
    found = find_terms(only_urdu, "Kabul fell")
    assert enforce(found, [Hypothesis("سقطت", -0.1)], ARABIC).missing == ()
