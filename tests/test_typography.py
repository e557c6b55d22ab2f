"""Typography of machine drafts, rule by rule, and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.inline import Syntax
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.typography import Digits, Style, house_quotes, set_digits, to_ascii_digits, typeset

LATIN, NATIVE = Style(), Style(Digits.NATIVE)
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda lang: lang.code)


def plain(text: str, language: Language, style: Style = LATIN) -> str:
    return typeset(text, language, style, Syntax.PLAIN)


@pytest.mark.parametrize(
    ("language", "draft", "printed"),
    [
        pytest.param(
            URDU,
            "ڈار نے کہا , \"مذاکرات 'جلد' ہوں گے\" .",
            "ڈار نے کہا، “مذاکرات ‘جلد’ ہوں گے”۔",
            id="ur",
        ),
        pytest.param(
            PASHTO,
            "متقي وویل , \"خبرې به 'ژر' پیل شي\" .",
            "متقي وویل، «خبرې به “ژر” پیل شي».",
            id="ps",
        ),
        pytest.param(
            DARI,
            "متقی گفت , \"مذاکرات 'به‌زودی' آغاز می‌شود\" .",
            "متقی گفت، «مذاکرات “به‌زودی” آغاز می‌شود».",
            id="fa_AF",
        ),
        pytest.param(
            ARABIC,
            "قال دار , \"المحادثات 'قريبا'\" .",
            "قال دار، «المحادثات “قريبا”».",
            id="ar",
        ),
    ],
)
def test_a_sentence(language: Language, draft: str, printed: str) -> None:
    assert plain(draft, language) == printed


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(URDU, "قطر نے 4,000 ٹن گندم بھیجی، جو 3.5 فیصد زیادہ ہے۔", id="ur"),
        pytest.param(PASHTO, "د کابل ښاروال وویل: «موږ به ژر پرېکړه وکړو.»", id="ps"),
        pytest.param(DARI, "وزارت خارجه قطر در اعلامیه‌ای گفت که نشست ساعت 10:30 است.", id="fa_AF"),
        pytest.param(ARABIC, "قالت الخارجية: «لدينا 25% من مقاعد الـ“مجلس”».", id="ar"),
    ],
)
def test_good_text_stays(language: Language, text: str) -> None:
    assert plain(text, language) == text


class TestMarks:
    @every_language
    def test_comma_semicolon_question(self, language: Language) -> None:
        assert plain("ا, ب; د?", language) == "ا، ب؛ د؟"

    @every_language
    @pytest.mark.parametrize(
        "kept",
        ["4,000", "10:30", "3.5", "1,00,000", "F-16", "O'Brien", "Reuters, AFP", "COVID-19"],
    )
    def test_kept_as_it_is(self, language: Language, kept: str) -> None:
        assert plain(f"ا {kept} ب", language) == f"ا {kept} ب"

    @every_language
    @pytest.mark.parametrize(
        "address", ["https://example.org/a?b=1,2;c", "desk@example.org", "https://x.org/٤/'q'"]
    )
    def test_addresses(self, language: Language, address: str) -> None:
        assert plain(f"ا {address} ب", language, NATIVE) == f"ا {address} ب"

    @pytest.mark.parametrize(
        ("draft", "printed"),
        [
            pytest.param("وہ گیا.", "وہ گیا۔", id="end"),
            pytest.param("وہ گیا. پھر آیا.", "وہ گیا۔ پھر آیا۔", id="two-sentences"),
            pytest.param("وہ گیا.پھر آیا", "وہ گیا۔ پھر آیا", id="no-space"),
            pytest.param("شرح 3.5 رہی.", "شرح 3.5 رہی۔", id="decimal"),
            pytest.param("شرح 3۔5 رہی۔", "شرح 3.5 رہی۔", id="decimal-with-a-stop"),
            pytest.param("یہ 2024. میں", "یہ 2024۔ میں", id="after-a-number"),
            pytest.param("1. پہلا نکتہ", "1. پہلا نکتہ", id="list-number"),
            pytest.param("وہ سوچتا رہا...", "وہ سوچتا رہا...", id="ellipsis"),
            pytest.param("یہ U.S. میں", "یہ U.S. میں", id="latin-abbreviation"),
            pytest.param("رپورٹ Reuters.", "رپورٹ Reuters۔", id="latin-word-at-the-end"),
            pytest.param("کمپنی Acme Inc.", "کمپنی Acme Inc.", id="company"),
            pytest.param("یو۔ایس نے کہا", "یو ایس نے کہا", id="spelled-letters"),
            pytest.param("ٹی. ٹی. پی. نے کہا۔", "ٹی ٹی پی نے کہا۔", id="spelled-with-spaces"),
            pytest.param("م. خان آئے.", "م. خان آئے۔", id="initial"),
            pytest.param("اس نے کہا (کل).", "اس نے کہا (کل)۔", id="after-a-bracket"),
        ],
    )
    def test_urdu_stop(self, draft: str, printed: str) -> None:
        assert plain(draft, URDU) == printed

    @pytest.mark.parametrize("language", [PASHTO, DARI, ARABIC], ids=lambda lang: lang.code)
    def test_no_urdu_stop_elsewhere(self, language: Language) -> None:
        assert plain("قطر۔", language) == "قطر."

    @every_language
    @pytest.mark.parametrize(
        ("draft", "printed"),
        [("ا  ب", "ا ب"), (" ا ، ب ", "ا، ب"), ("ا،ب", "ا، ب"), ("( ا )", "(ا)"), ("ا ؟", "ا؟")],
    )
    def test_spaces(self, language: Language, draft: str, printed: str) -> None:
        assert plain(draft, language) == printed

    @every_language
    @pytest.mark.parametrize("draft", ["%25", "25 %", "25٪", "٪ 25"])
    def test_percent(self, language: Language, draft: str) -> None:
        assert plain(f"ا {draft} ب", language) == "ا 25% ب"
        native = "٢٥٪" if language is ARABIC else "۲۵٪"
        assert plain(f"ا {draft} ب", language, NATIVE) == f"ا {native} ب"


class TestQuotes:
    @pytest.mark.parametrize(
        "draft",
        ['"ا ب"', "“ا ب”", "”ا ب“", "« ا ب »", "''ا ب''", "’’ا ب‘‘", "„ا ب“", "'ا ب'", "‹ا ب›"],
    )
    @every_language
    def test_every_make(self, language: Language, draft: str) -> None:
        opening, closing, *_ = house_quotes(language, LATIN)
        assert plain(f"د {draft} د", language) == f"د {opening}ا ب{closing} د"

    @every_language
    def test_nested_and_next_to_each_other(self, language: Language) -> None:
        a, b, c, d = house_quotes(language, LATIN)
        assert plain('"ا \'ب\' د" و "س"', language) == f"{a}ا {c}ب{d} د{b} و {a}س{b}"

    @every_language
    def test_half_of_a_longer_quotation(self, language: Language) -> None:
        opening, closing, *_ = house_quotes(language, LATIN)
        assert plain('"ا ب', language) == f"{opening}ا ب"
        assert plain('ا ب"', language) == f"ا ب{closing}"

    def test_around_markup(self) -> None:
        assert typeset('ا "**ب**" د', DARI, LATIN, Syntax.MARKDOWN) == "ا «**ب**» د"
        assert typeset('ا "<b>ب</b>" د', DARI, LATIN, Syntax.HTML) == "ا «<b>ب</b>» د"

    def test_house_may_choose(self) -> None:
        assert plain('ا "ب" د', URDU, Style(quotes="«»“”")) == "ا «ب» د"

    def test_attributes_are_markup(self) -> None:
        text = '<a href="x.html?a=1,2" title="a, b?">ا</a>'
        assert typeset(text, URDU, NATIVE, Syntax.HTML) == text


class TestLetters:
    @pytest.mark.parametrize(
        ("language", "draft", "printed"),
        [
            pytest.param(URDU, "كراچي ميں هے", "کراچی میں ہے", id="ur"),
            pytest.param(URDU, "ساتهـ", "ساتھ", id="ur-aspirate"),
            pytest.param(URDU, "کتاب‌خانہ", "کتابخانہ", id="ur-joiner"),
            pytest.param(PASHTO, "كابل سړي سړی ښځې ملګرۍ شئ", "کابل سړي سړی ښځې ملګرۍ شئ", id="ps"),
            pytest.param(DARI, "كابل علي می‌رود ‌ کتاب‌ها‌", "کابل علی می‌رود کتاب‌ها", id="fa_AF"),
            pytest.param(ARABIC, "کابل في الیوم علی", "كابل في اليوم على", id="ar"),
            pytest.param(
                ARABIC, "مـــرحبا بـ11 وفي 1445 هـ", "مرحبا بـ11 وفي 1445 هـ", id="ar-tatweel"
            ),
            pytest.param(URDU, "\u200fﻻﮨﻮر\u200e", "لاہور", id="old-font"),
            pytest.param(DARI, "ا\u0653ب", "آب", id="composed"),
        ],
    )
    def test_of_the_language(self, language: Language, draft: str, printed: str) -> None:
        assert plain(draft, language) == printed

    @every_language
    def test_direction_controls_go(self, language: Language) -> None:
        controls = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        assert plain(f"ا{controls}ب", language) == "اب"


class TestDigits:
    @every_language
    @pytest.mark.parametrize("number", ["4,000.5", "٤٬٠٠٠٫٥", "۴٬۰۰۰٫۵", "۴،۰۰۰.۵"])
    def test_one_set(self, language: Language, number: str) -> None:
        assert set_digits(number, language, LATIN) == "4,000.5"
        native = "٤٬٠٠٠٫٥" if language is ARABIC else "۴٬۰۰۰٫۵"
        assert set_digits(number, language, NATIVE) == native

    @every_language
    def test_latin_names_keep_latin_digits(self, language: Language) -> None:
        assert set_digits("F-16 و COVID-۱۹", language, NATIVE) == "F-16 و COVID-19"

    @pytest.mark.parametrize(
        ("latin", "native"),
        [("22.11.2025", "۲۲.۱۱.۲۰۲۵"), ("10:30", "۱۰:۳۰"), ("2025-11-22", "۲۰۲۵-۱۱-۲۲")],
    )
    def test_dates_and_times_have_no_separators(self, latin: str, native: str) -> None:
        assert set_digits(latin, DARI, NATIVE) == native
        assert set_digits(native, DARI, LATIN) == latin

    def test_by_value(self) -> None:
        assert to_ascii_digits("۱۲٣") == "123"


AWKWARD = (
    "ابہھهةیيىکكےپګښۍآ ۔.,،;؛?؟!:\"'“”‘’«»‹›()[]%٪٫٬0123٤۵ـ\u200c\u200e\u2067ﻻﷺUSab-/&#;ٔ \u00a0"
    "\U000f0000\U000f0001*_`<>"
)
texts = st.text(st.sampled_from(AWKWARD), max_size=25) | st.text(max_size=15)
styles = st.builds(Style, st.sampled_from(list(Digits)))


@settings(deadline=None, max_examples=200)
@given(text=texts, style=styles, syntax=st.sampled_from(list(Syntax)))
@every_language
def test_a_second_run_changes_nothing(
    language: Language, text: str, style: Style, syntax: Syntax
) -> None:
    once = typeset(text, language, style, syntax)
    assert typeset(once, language, style, syntax) == once


@settings(deadline=None, max_examples=100)
@given(text=texts, style=styles)
@every_language
def test_markup_and_latin_letters_stay_in_order(
    language: Language, text: str, style: Style
) -> None:
    def kept(words: str) -> list[str]:
        return [
            c for c in words if "\U000f0000" <= c <= "\U000ffffd" or (c.isascii() and c.isalpha())
        ]

    once = plain(text, language, style)
    assert kept(once) == kept(text)


@settings(deadline=None, max_examples=100)
@given(text=st.text(st.sampled_from("0123٤٥۶۷.,،٬٫۔:-/% ابک"), max_size=25), style=styles)
@every_language
def test_digits_are_never_mixed(language: Language, text: str, style: Style) -> None:
    digits = {c for c in plain(text, language, style) if c.isdigit()}
    native = "٠١٢٣٤٥٦٧٨٩" if language is ARABIC else "۰۱۲۳۴۵۶۷۸۹"
    assert digits <= set("0123456789" if style.digits is Digits.LATIN else native)
