"""translate.draft: which of a machine's offers becomes a draft, and what none becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from translate.draft import Draft, House, Refused, Request, draft_by_machine
from translate.engines import Decoding, Hypothesis, Placing
from translate.inline import Link, Syntax
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.terms import Case, Glossary, Kind, Term
from translate.trail import Rung, Trace, traces
from translate.typography import Style

SOURCE = "Talks between Kabul and Islamabad resumed in Doha on Sunday."
GOOD = {
    "ur": "کابل اور اسلام آباد کے درمیان مذاکرات اتوار کو دوحہ میں دوبارہ شروع ہوئے۔",
    "ps": "د کابل او اسلام‌اباد ترمنځ خبرې د یکشنبې په ورځ په دوحه کې بیا پیل شوې.",
    "fa_AF": "گفتگوها میان کابل و اسلام‌آباد روز یکشنبه در دوحه از سر گرفته شد.",
    "ar": "استؤنفت المحادثات بين كابل وإسلام آباد يوم الأحد في الدوحة.",
}
USELESS = {
    "echo": SOURCE,
    "empty": "  ",
    "loop": "مذاکرات کے بعد " * 6,
    "script": "Kabul aur Islamabad ke darmiyan muzakrat",
    "short": "کابل",
    "long": "کابل اور قندھار اور ہرات " + " ".join(f"لفظ{i}" for i in range(60)),
}
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda lang: lang.code)


@dataclass
class Offers:
    """An engine that offers what it was given for each source, most probable first."""

    usual: Mapping[str, Sequence[str | Hypothesis]]
    careful: Mapping[str, Sequence[str | Hypothesis]] = field(default_factory=dict)
    calls: list[tuple[Decoding, list[str]]] = field(default_factory=list)
    name: str = "offers 1"
    suppresses: bool = False
    annotation: str = ""

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        self.calls.append((decoding, list(sources)))
        known = self.usual if decoding is Decoding.USUAL else self.careful
        return [
            [
                offer if isinstance(offer, Hypothesis) else Hypothesis(offer, -0.1 * (rank + 1))
                for rank, offer in enumerate(known.get(source, ()))
            ]
            for source in sources
        ]

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        return [[] for _ in placings]

    def release(self) -> None:
        """It holds nothing."""


def house(language: Language) -> House:
    return House(language, Glossary(), Style())


def draft(
    source: str,
    engine: Offers,
    language: Language = URDU,
    kind: str = "sentence",
    syntax: Syntax = Syntax.PLAIN,
) -> Draft | Refused:
    (outcome,) = draft_by_machine([Request(source, kind, syntax)], engine, house(language))
    return outcome


def target(outcome: Draft | Refused) -> str:
    assert isinstance(outcome, Draft), outcome
    return outcome.target


@every_language
@pytest.mark.parametrize("useless", USELESS.values(), ids=USELESS)
def test_what_is_useless_gives_way_to_the_next_hypothesis(useless: str, language: Language) -> None:
    good = GOOD[language.code]
    engine = Offers({SOURCE: [useless, good]})
    outcome = draft(SOURCE, engine, language)
    assert target(outcome) == good
    assert isinstance(outcome, Draft)
    assert outcome.origin == "machine offers 1; score -0.20"
    assert len(engine.calls) == 1


@every_language
@pytest.mark.parametrize("useless", USELESS.values(), ids=USELESS)
def test_where_all_are_useless_the_model_is_asked_again_with_care(
    useless: str, language: Language
) -> None:
    good = GOOD[language.code]
    engine = Offers({SOURCE: [useless]}, {SOURCE: [useless, good]})
    assert target(draft(SOURCE, engine, language)) == good


@pytest.mark.parametrize(
    ("offers", "reason"),
    [
        ([], "the model gave nothing"),
        ([USELESS["echo"], USELESS["loop"]], "came back untranslated"),
        ([USELESS["empty"]], "is empty"),
        ([USELESS["loop"]], "again and again"),
        ([USELESS["script"]], "Urdu letters"),
        ([USELESS["short"]], "4 characters for 60"),
        ([USELESS["long"]], "characters for 60"),
    ],
    ids=["nothing", *USELESS],
)
def test_what_fails_twice_stays_empty_with_the_first_reason(
    offers: Sequence[str], reason: str
) -> None:
    engine = Offers({SOURCE: offers}, {SOURCE: [USELESS["script"]]})
    outcome = draft(SOURCE, engine)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


def test_all_that_were_refused_are_asked_again_at_once() -> None:
    sources = [f"{SOURCE} It was round {number}." for number in range(5)]
    engine = Offers({sources[1]: [GOOD["ur"]]}, {source: [GOOD["ur"]] for source in sources})
    requests = [Request(source, "sentence", Syntax.PLAIN) for source in sources]
    outcomes = draft_by_machine(requests, engine, house(URDU))
    assert all(isinstance(outcome, Draft) for outcome in outcomes)
    refused = [sources[0], *sources[2:]]
    assert engine.calls == [(Decoding.USUAL, sources), (Decoding.CAREFUL, refused)]


def test_nothing_to_draft_asks_nothing() -> None:
    engine = Offers({})
    assert draft_by_machine([], engine, house(URDU)) == []
    assert engine.calls == []


def test_a_hypothesis_that_spoils_the_markup_gives_way_to_the_next() -> None:
    source, words = "See `khabar.toml` now.", "See now."
    spoiled = "ابھی \U000f0000 یہ دیکھیں۔"  # what stands for the code, once more
    engine = Offers({words: [spoiled, "ابھی دیکھیں۔"]})
    outcome = draft(source, engine, syntax=Syntax.MARKDOWN)
    assert target(outcome).replace("`khabar.toml` ", "") == "ابھی دیکھیں۔"
    assert engine.calls == [(Decoding.USUAL, [words])]
    alone = draft(source, Offers({words: [spoiled]}), syntax=Syntax.MARKDOWN)
    assert isinstance(alone, Refused)
    assert "Markup not in the source" in alone.reason


@pytest.mark.parametrize(
    ("source", "offer", "refused"),
    [
        ("Analysis", "Analysis", True),
        ("Kabul talks", "Kabul talks", True),
        ("Border crossing", "Border point", True),
        ("Kabul", "کابل", False),
        ("NATO", "NATO", False),
        ("F-16", "F-16", False),
        ("iPhone 15", "iPhone 15", False),
        ("1,200", "1,200", False),
        ("45 km", "45 km", False),
    ],
)
def test_a_word_or_two_may_stay_latin_where_they_are_no_words(
    source: str, offer: str, refused: bool
) -> None:
    outcome = draft(source, Offers({source: [offer]}), kind="cell")
    assert isinstance(outcome, Refused) is refused


@pytest.mark.parametrize(
    ("source", "length", "refused"),
    [
        ("UN", 45, False),
        ("UN", 60, True),
        ("Talks fail", 2, False),
        (SOURCE, 6, False),
        (SOURCE, 4, True),
        (SOURCE * 4, 45, True),
        (SOURCE * 4, 60, False),
        (SOURCE, 280, False),
        (SOURCE, 281, True),
    ],
)
def test_lengths_no_translation_has(source: str, length: int, refused: bool) -> None:
    offer = " ".join(f"{first}اب{second}" for first in "کگچپڈ" for second in "تنلمرسدطعفہیٹشخ")[
        :length
    ]
    outcome = draft(source, Offers({source: [offer.strip().ljust(length, "ے")]}))
    assert isinstance(outcome, Refused) is refused, outcome


HEADLINE = {
    "ur": "دوحہ میں مذاکرات دوبارہ شروع",
    "ps": "په دوحه کې خبرې بیا پیل شوې",
    "fa_AF": "گفتگوها در دوحه از سر گرفته شد",
    "ar": "استئناف المحادثات في الدوحة",
}


@every_language
@pytest.mark.parametrize("kind", ["heading", "cell", "sentence"])
@pytest.mark.parametrize("stop", [".", " .", "۔"], ids=["stop", "space", "urdu"])
def test_a_full_stop_that_the_source_has_not_is_dropped(
    stop: str, kind: str, language: Language
) -> None:
    source, drafted = "Talks resume in Doha", HEADLINE[language.code]
    assert target(draft(source, Offers({source: [drafted + stop]}), language, kind)) == drafted


@pytest.mark.parametrize(
    ("language", "source", "offer"),
    [
        (URDU, "Talks resume.", "مذاکرات دوبارہ شروع۔"),
        (URDU, "“Talks resume.”", "“مذاکرات دوبارہ شروع۔”"),
        (URDU, "Do talks resume?", "مذاکرات دوبارہ شروع۔"),
        (URDU, "Talks resume", "مذاکرات دوبارہ شروع؟"),
        (PASHTO, "Talks resume.", "خبرې بیا پیل شوې"),
        (DARI, "Photo: AFP", "عکس: ا.ف.پ."),
        (ARABIC, "Talks go on and on", "تستمر المحادثات..."),
    ],
    ids=["its-own", "in-quotes", "question", "other-mark", "none", "abbreviation", "ellipsis"],
)
def test_no_other_mark_is_dropped_or_added(language: Language, source: str, offer: str) -> None:
    assert target(draft(source, Offers({source: [offer]}), language, kind="heading")) == offer


def test_a_stop_is_dropped_inside_quotation_marks_and_outside_markup() -> None:
    source = "“Talks resume”"
    quoted = draft(source, Offers({source: ["«استئناف المحادثات.»"]}), ARABIC, kind="heading")
    assert target(quoted) == "«استئناف المحادثات»"
    offer = Hypothesis("مذاکرات دوبارہ شروع۔", -0.2, (Link(0, 5, 0, 7), Link(6, 12, 8, 19)))
    engine = Offers({"Talks resume": [offer]})
    outcome = draft("**Talks** resume", engine, kind="heading", syntax=Syntax.MARKDOWN)
    assert target(outcome) == "**مذاکرات** دوبارہ شروع"


KABUL = {"ur": "کابل", "ps": "کابل", "fa_AF": "کابل", "ar": "كابول"}


@every_language
def test_a_replaced_term_keeps_its_markup_and_says_so(language: Language) -> None:
    code = language.code
    forms = tuple((name, (form,)) for name, form in KABUL.items())
    glossary = Glossary((Term("Kabul", Kind.PLACE, Case.EXACT, forms),))
    wrong = "قندوز"
    offer = Hypothesis(f"{wrong} 25 لوگ", -0.3, (Link(0, 5, 0, len(wrong)),))
    request = Request("[Kabul](https://x.org) 25 people", "heading", Syntax.MARKDOWN)
    engine = Offers({"Kabul 25 people": [offer]})
    (outcome,) = draft_by_machine([request], engine, House(language, glossary, Style()))
    assert isinstance(outcome, Draft), outcome
    assert outcome.target == f"[{KABUL[code]}](https://x.org) 25 لوگ"
    assert traces(outcome.notes) == (Trace("Kabul", KABUL[code], Rung.REPLACED, wrong),)


def test_the_careful_attempt_climbs_too() -> None:
    glossary = Glossary((Term("Kabul", Kind.PLACE, Case.EXACT, (("ur", ("کابل",)),)),))
    source = "A quake near Kabul"
    engine = Offers(
        {source: [source]},
        {source: ["زلزلہ آیا"], "A quake near Iran": ["ایران کے قریب زلزلہ"]},
    )
    (outcome,) = draft_by_machine(
        [Request(source, "heading", Syntax.PLAIN)], engine, House(URDU, glossary, Style())
    )
    assert isinstance(outcome, Draft), outcome
    assert outcome.target == "کابل کے قریب زلزلہ"
    assert traces(outcome.notes) == (Trace("Kabul", "کابل", Rung.CARRIED, "Iran"),)


def test_terms_are_asked_for_again_with_less_work() -> None:
    glossary = Glossary((Term("Kabul", Kind.PLACE, Case.EXACT, (("ur", ("کابل",)),)),))
    request = Request("A quake near Kabul", "heading", Syntax.PLAIN)
    engine = Offers({request.text: ["زلزلہ آیا"]})
    draft_by_machine([request], engine, House(URDU, glossary, Style()))
    assert engine.calls == [
        (Decoding.USUAL, ["A quake near Kabul"]),
        (Decoding.AGAIN, ["A quake near Iran"]),
    ]


NAMED = {
    "ur": (URDU, "ٹی ٹی پی", "ٹی ٹی پی کے رہنما بھاگ گئے۔", "*ٹی ٹی پی* کے رہنما بھاگ گئے۔"),
    "ps": (PASHTO, "ټي ټي پي", "د ټي ټي پي مشران وتښتېدل.", "د *ټي ټي پي* مشران وتښتېدل."),
    "fa_AF": (DARI, "تی تی پی", "رهبران تی تی پی گریختند.", "رهبران *تی تی پی* گریختند."),
    "ar": (ARABIC, "تي تي بي", "فر قادة تي تي بي من هناك.", "فر قادة *تي تي بي* من هناك."),
}


@pytest.mark.parametrize(("language", "form", "text", "better"), NAMED.values(), ids=NAMED)
def test_markup_stands_around_the_whole_of_a_term(
    language: Language, form: str, text: str, better: str
) -> None:
    """Though the alignment has but a part of it, and a word beside it."""
    ttp = Term("TTP", Kind.ORGANISATION, Case.EXACT, ((language.code, (form,)),))
    at = text.index(form) + len(form) - 2
    offer = Hypothesis(text, -0.3, (Link(4, 9, at, at + 6),))  # TTP's, its last part and the next
    engine = Offers({"The TTP's leaders fled.": [offer]})
    request = Request("The *TTP*'s leaders fled.", "sentence", Syntax.MARKDOWN)
    (outcome,) = draft_by_machine([request], engine, House(language, Glossary((ttp,)), Style()))
    assert target(outcome) == better


def test_the_trail_names_the_form_that_was_put() -> None:
    forms = ("آئی ایم ایف", "عالمی مالیاتی فنڈ")
    imf = Term(
        "IMF", Kind.ORGANISATION, Case.EXACT, (("ur", forms),), forbidden=(("ur", ("فنڈز",)),)
    )
    offer = Hypothesis("عالمی مالیاتی فنڈ نے فنڈز کو بتایا", -0.3)
    engine = Offers({"The IMF told IMF": [offer]})
    (outcome,) = draft_by_machine(
        [Request("The IMF told IMF", "heading", Syntax.PLAIN)],
        engine,
        House(URDU, Glossary((imf,)), Style()),
    )
    assert isinstance(outcome, Draft), outcome
    assert outcome.target == "عالمی مالیاتی فنڈ نے آئی ایم ایف کو بتایا"
    assert traces(outcome.notes) == (Trace("IMF", "آئی ایم ایف", Rung.REPLACED, "فنڈز"),)
