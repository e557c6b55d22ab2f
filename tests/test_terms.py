"""Terms found in English sources."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import Case, Glossary, Kind, Term, find_terms, has_form, term_spans
from translate.inline import Syntax, mask, strip
from translate.languages import ARABIC, DARI, PASHTO, URDU, Language


def term(
    source: str,
    kind: Kind = Kind.PERSON,
    case: Case = Case.EXACT,
    aliases: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
) -> Term:
    return Term(source, kind, case, (("ur", ("ڈار",)),), aliases, unless)


GLOSSARY = Glossary(
    (
        term("Dar", unless=("Dar es Salaam", "Dar al-")),
        term("Ishaq Dar"),
        term("Taliban", Kind.ORGANISATION),
        term(
            "Tehrik-i-Taliban Pakistan",
            Kind.ORGANISATION,
            aliases=("Tehreek-e-Taliban Pakistan",),
        ),
        term("Pakistan", Kind.PLACE),
        term("Turkey", Kind.PLACE),
        term("Cox's Bazar", Kind.PLACE),
        term("US", Kind.PLACE, aliases=("U.S.",)),
        term("foreign minister", Kind.TITLE, Case.ANY),
        term("ministry", Kind.TERM, Case.ANY),
        term("soldier", Kind.TERM, Case.ANY),
        term("militants", Kind.TERM, Case.ANY),
        term("militant", Kind.TERM, Case.ANY),
        term("border crossing", Kind.TERM, Case.ANY),
        term("policeman", Kind.TERM, Case.ANY),
        term("ceasefire", Kind.TERM, Case.ANY, aliases=("cease-fire",)),
        term("TTP", Kind.ORGANISATION),
        term("UN", Kind.ORGANISATION),
        term("UN Security Council", Kind.ORGANISATION),
        term("JD Vance"),
        term("Asim Munir"),
        term("Recep Tayyip Erdogan"),
        term("al-Shabaab", Kind.ORGANISATION),
        term("anti-terrorism court", Kind.ORGANISATION, Case.ANY),
        term("New York", Kind.PLACE),
        term("attorney general", Kind.TITLE, Case.ANY),
        term("commander-in-chief", Kind.TITLE, Case.ANY),
        term("head of state", Kind.TITLE, Case.ANY),
        term("military attaché", Kind.TITLE, Case.ANY),
        *(
            term(word, Kind.TERM, Case.ANY)
            for word in ("crisis", "embargo", "child", "life", "aircraft", "army", "airstrike")
            + ("referendum", "spokesperson", "wolf", "human", "talks", "coup", "tax", "casualty")
        ),
    )
)

FOUND = [
    ("Ishaq Dar spoke; Dar left", ["Ishaq Dar", "Dar"]),
    ("the camps in Darfur", []),
    ("a flight to Dar es Salaam", []),
    ("the Dar al-Islam and Dar", ["Dar"]),
    ("the Taliban's envoy", ["Taliban"]),
    ("the Taliban’s envoy", ["Taliban"]),
    ("Tehrik-i-Taliban Pakistan (TTP)", ["Tehrik-i-Taliban Pakistan", "TTP"]),
    ("Tehrik i Taliban Pakistan", ["Tehrik-i-Taliban Pakistan"]),
    ("Tehreek-e-Taliban Pakistan’s men", ["Tehrik-i-Taliban Pakistan"]),
    ("Taliban, Pakistan", ["Taliban", "Pakistan"]),
    ("a turkey farm in Turkey", ["Turkey"]),
    ("Cox’s Bazar", ["Cox's Bazar"]),
    ("Cox's Bazar's camps", ["Cox's Bazar"]),
    ("the U.S. envoy told us", ["US"]),
    ("Foreign Ministers met", ["foreign minister"]),
    ("FOREIGN MINISTER", ["foreign minister"]),
    ("the foreign ministers' talks", ["foreign minister", "talks"]),
    ("three ministries", ["ministry"]),
    ("the soldiers’ families", ["soldier"]),
    ("the soldier's family", ["soldier"]),
    ("militants and a militant", ["militants", "militant"]),
    ("two policemen", ["policeman"]),
    ("border-crossing points", ["border crossing"]),
    ("border. Crossing it", []),
    ("Pakistan-led, pro-Taliban", ["Pakistan", "Taliban"]),
    ("a cease-fire, a ceasefire", ["ceasefire", "ceasefire"]),
    ("Ishaq dar", []),
    ("the Taliban‘s envoy, the Talibanʼs envoy", ["Taliban", "Taliban"]),
    ("‘Taliban’ and 'Taliban' and “Taliban”", ["Taliban", "Taliban", "Taliban"]),
    ("Tehrik‑i‑Taliban Pakistan", ["Tehrik-i-Taliban Pakistan"]),
    ("Tehrik–i–Taliban Pakistan", ["Tehrik-i-Taliban Pakistan"]),
    ("Tehrik‐i‐Taliban\nPakistan", ["Tehrik-i-Taliban Pakistan"]),
    ("Tehrik-i-\nTaliban Pakistan", ["Tehrik-i-Taliban Pakistan"]),
    ("Pakistan—Taliban talks", ["Pakistan", "Taliban", "talks"]),
    ("the foreign\nminister", ["foreign minister"]),
    ("the foreign\u00a0ministers’\u00a0talks", ["foreign minister", "talks"]),
    ("a flight to Dar es Salaam's port", []),
    ("a U.N. envoy, the UN’s envoy", ["UN", "UN"]),
    ("the U.N. Security Council's vote", ["UN Security Council"]),
    ("J.D. Vance, J. D. Vance and JD Vance’s aide", ["JD Vance", "JD Vance", "JD Vance"]),
    ("Gen. Asim Munir and Field Marshal (retd.) Asim Munir", ["Asim Munir", "Asim Munir"]),
    ("Recep Tayyip Erdoğan’s visit", ["Recep Tayyip Erdogan"]),
    ("Al-Shabaab said", ["al-Shabaab"]),
    ("two anti-terrorism courts", ["anti-terrorism court"]),
    ("TALIBAN ATTACK NEW YORK", ["Taliban", "New York"]),
    ("TALIBAN attack", []),
    ("crises and a crisis", ["crisis", "crisis"]),
    ("embargoes", ["embargo"]),
    ("the children’s lives", ["child", "life"]),
    ("three aircraft", ["aircraft"]),
    ("armies and airstrikes", ["army", "airstrike"]),
    ("coups, taxes, casualties", ["coup", "tax", "casualty"]),
    ("referendums or referenda", ["referendum", "referendum"]),
    ("spokespeople", ["spokesperson"]),
    ("wolves among humans, not humen", ["wolf", "human"]),
    ("attorneys general and an attorney general", ["attorney general", "attorney general"]),
    ("the commanders-in-chief, two heads of state", ["commander-in-chief", "head of state"]),
    ("military attaches, the military attaché", ["military attaché", "military attaché"]),
    ("non-Taliban, post-Taliban", ["Taliban", "Taliban"]),
    ("the Talibanisation", []),
    ("a UNESCO office", []),
    ("İstanbul and Pakistan", ["Pakistan"]),
    ("", []),
]


@pytest.mark.parametrize(("source", "terms"), FOUND, ids=[source for source, _ in FOUND])
def test_terms_are_found_as_whole_words(source: str, terms: list[str]) -> None:
    assert [match.term.source for match in find_terms(GLOSSARY, source)] == terms


def test_a_match_gives_the_place_without_the_possessive() -> None:
    (match,) = find_terms(GLOSSARY, "With the Taliban’s help")
    assert (match.start, match.end, match.text) == (9, 16, "Taliban")


@pytest.mark.parametrize(
    ("text", "syntax", "terms"),
    [
        ("**Ishaq** Dar said", Syntax.MARKDOWN, ["Ishaq Dar"]),
        ("*Ishaq* **Dar**’s plan", Syntax.MARKDOWN, ["Ishaq Dar"]),
        (
            "[Tehrik-i-Taliban](https://example.org/ttp) Pakistan",
            Syntax.MARKDOWN,
            ["Tehrik-i-Taliban Pakistan"],
        ),
        ("foreign [ministers'](/a) talks", Syntax.MARKDOWN, ["foreign minister", "talks"]),
        ("U\\.N\\. envoy", Syntax.MARKDOWN, ["UN"]),
        ("<b>TTP</b>'s men", Syntax.HTML, ["TTP"]),
        ("<b>TTP</b>&rsquo;s men", Syntax.HTML, ["TTP"]),
        ('<a href="/dar">Ishaq</a>&nbsp;<em>Dar</em>', Syntax.HTML, ["Ishaq Dar"]),
        ("the <i>Taliban</i>-led army", Syntax.HTML, ["Taliban", "army"]),
    ],
)
def test_terms_are_found_across_markup(text: str, syntax: Syntax, terms: list[str]) -> None:
    words = strip(mask(text, syntax))
    assert [match.term.source for match in find_terms(GLOSSARY, words)] == terms


@pytest.mark.parametrize(
    ("source", "plural"),
    [
        ("a soldier", False),
        ("soldiers", True),
        ("militants", False),
        ("a militant", False),
        ("crises", True),
        ("attorneys general", True),
        ("the U.N.", False),
    ],
)
def test_a_plural_is_told_from_what_the_glossary_has(source: str, plural: bool) -> None:
    (match,) = find_terms(GLOSSARY, source)
    assert match.plural is plural


@given(
    st.lists(
        st.sampled_from(
            ["Ishaq", "Dar", "Darfur", "es", "Salaam", "Taliban's", "U.S.", "-", "’s", "soldiers"]
            + ["foreign", "ministers", "Pakistan", ".", ",", "\u2014", "é", "border", "crossing"]
        )
    ),
    st.sampled_from([" ", "", "-"]),
)
def test_matches_are_in_order_and_apart(words: list[str], separator: str) -> None:
    source = separator.join(words)
    end = 0
    for match in find_terms(GLOSSARY, source):
        assert end <= match.start < match.end
        assert match.text == source[match.start : match.end]
        assert not source[match.start - 1 : match.start].isalnum() or match.start == 0
        assert not source[match.end : match.end + 1].isalnum()
        end = match.end


@given(st.text())
def test_any_text_is_read(source: str) -> None:
    for match in find_terms(GLOSSARY, source):
        assert match.text == source[match.start : match.end]


def test_ten_thousand_terms_are_found_fast() -> None:
    many = tuple(term(f"Name{i} Khel{i % 97}") for i in range(10_000))
    glossary = Glossary((*GLOSSARY.terms, *many))
    source = "The foreign minister of Pakistan told reporters that Name77 Khel77 had left. " * 4_000
    start = time.process_time()
    assert len(find_terms(glossary, source)) == 12_000
    assert time.process_time() - start < 3  # 0.3 MB, a tenth of the speed that is usual


@pytest.mark.parametrize(
    ("language", "form", "target"),
    [
        (URDU, "ڈار", "اسحاق ڈار نے کہا"),
        (PASHTO, "طالبان", "د طالبانو"),
        (DARI, "آسیا", "آسیای میانه"),
        (ARABIC, "باكستان", "وباكستان"),
    ],
    ids=lambda value: getattr(value, "code", value),
)
def test_any_accepted_form_will_do(language: Language, form: str, target: str) -> None:
    made = Term("x", Kind.PLACE, Case.EXACT, ((language.code, ("ناموجود", form)),))
    assert made.required(language) == "ناموجود"
    assert has_form(target, made, language)
    assert not has_form("کچھ اور", made, language)


def test_no_form_is_asked_for_where_the_glossary_has_none() -> None:
    dar = term("Dar")
    assert dar.required(ARABIC) is None
    assert dar.accepted(ARABIC) == ()
    assert not has_form("دار", dar, ARABIC)


def test_the_longest_of_overlapping_forms_is_one_place() -> None:
    made = Term("x", Kind.TERM, Case.ANY, (("fa_AF", ("خارجه", "وزیر خارجه")),))
    text = "وزیر خارجه و خارجه"
    assert [text[a:b] for a, b in term_spans(text, made, DARI)] == ["وزیر خارجه", "خارجه"]


def test_the_digest_is_of_what_matters() -> None:
    dar, pakistan = term("Dar"), term("Pakistan", Kind.PLACE)
    noted = Term(dar.source, dar.kind, dar.case, dar.forms, note="the minister")
    changed = Term(dar.source, dar.kind, dar.case, (("ur", ("دار",)),))
    digest = Glossary((dar, pakistan)).digest
    assert Glossary((pakistan, noted)).digest == digest
    assert Glossary((changed, pakistan)).digest != digest
    assert Glossary().digest
