"""Every check finds its fault in all four languages, and leaves good translations alone."""

from __future__ import annotations

import pytest

from translate.checks import Case, Severity, check
from translate.inline import Syntax
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language

SOURCE = "Pakistan and Afghanistan agreed on Sunday to resume talks in Doha next week."
GOOD = {
    "ur": "پاکستان اور افغانستان نے اتوار کو اگلے ہفتے دوحہ میں"
    " مذاکرات دوبارہ شروع کرنے پر اتفاق کیا۔",
    "ps": "پاکستان او افغانستان د یکشنبې په ورځ هوکړه وکړه چې"
    " راتلونکې اونۍ په دوحه کې خبرې بیا پیل کړي.",
    "fa_AF": "پاکستان و افغانستان روز یکشنبه توافق کردند که"
    " هفته آینده مذاکرات را در دوحه از سر بگیرند.",
    "ar": "اتفقت باكستان وأفغانستان يوم الأحد على استئناف المحادثات في الدوحة الأسبوع المقبل.",
}
WORD = {"ur": "مذاکرات", "ps": "خبرې", "fa_AF": "مذاکرات", "ar": "المحادثات"}
every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda lang: lang.code)


def found(
    source: str,
    target: str,
    language: Language,
    syntax: Syntax = Syntax.PLAIN,
    kind: str = "sentence",
) -> list[str]:
    return [problem.check for problem in check(Case(source, target, language, syntax, kind))]


def errors(source: str, target: str, language: Language, syntax: Syntax = Syntax.PLAIN) -> set[str]:
    problems = check(Case(source, target, language, syntax, "sentence"))
    return {problem.check for problem in problems if problem.severity is Severity.ERROR}


@every_language
def test_a_good_translation_has_no_problem(language: Language) -> None:
    assert found(SOURCE, GOOD[language.code], language) == []


@every_language
def test_messages_say_what_and_what_to_do(language: Language) -> None:
    case = Case("Call 1,500 <b>people</b> now", "Call people ?", language, Syntax.HTML, "heading")
    problems = check(case)
    assert {"markup", "script", "numbers"} <= {problem.check for problem in problems}
    assert all(p.message.endswith((".", "?")) and len(p.message) < 200 for p in problems)


@every_language
@pytest.mark.parametrize("target", ["", "  ", "\n"])
def test_empty(language: Language, target: str) -> None:
    assert found(SOURCE, target, language) == ["empty"]


@every_language
class TestMarkup:
    SOURCES = (
        (Syntax.MARKDOWN, "[", "](https://x.org/a)"),
        (Syntax.MARKDOWN, "**", "**"),
        (Syntax.HTML, '<a href="a.html">', "</a>"),
        (Syntax.HTML, "<em>", "</em>"),
    )

    @pytest.mark.parametrize(("syntax", "opening", "closing"), SOURCES)
    def test_kept(self, language: Language, syntax: Syntax, opening: str, closing: str) -> None:
        target = f"{opening}{GOOD[language.code]}{closing}"
        assert found(f"{opening}{SOURCE}{closing}", target, language, syntax) == []

    @pytest.mark.parametrize(("syntax", "opening", "closing"), SOURCES)
    def test_lost(self, language: Language, syntax: Syntax, opening: str, closing: str) -> None:
        target = GOOD[language.code]
        assert "markup" in errors(f"{opening}{SOURCE}{closing}", target, language, syntax)

    @pytest.mark.parametrize(("syntax", "opening", "closing"), SOURCES)
    def test_added(self, language: Language, syntax: Syntax, opening: str, closing: str) -> None:
        target = f"{opening}{GOOD[language.code]}{closing}"
        assert "markup" in errors(SOURCE, target, language, syntax)

    @pytest.mark.parametrize(
        "broken", ["{0}</b> و <b>{0}", "<b>{0}<i>{0}</b>{0}</i>", "</b>{0}<i>{0}</i><b>"]
    )
    def test_pairs(self, language: Language, broken: str) -> None:
        target = broken.format(WORD[language.code])
        source = "<b>The <i>talks</i></b> resume" if "<i>" in broken else "The <b>talks</b> resume"
        assert "pairs" in errors(source, target, language, Syntax.HTML)

    @pytest.mark.parametrize(
        ("syntax", "source", "target"),
        [
            (Syntax.HTML, '<img src="a.png" alt="A map"> talks', '<img src="a.png" alt="{0}"> {0}'),
            (Syntax.HTML, '<a  href="x"\n>talks</a>', '<a href="x" >{0}</a>'),
            (Syntax.HTML, "talks&nbsp;now", "{0} {0}"),
            (Syntax.MARKDOWN, '[talks](x.md "The talks")', '[{0}](x.md "{0}")'),
        ],
        ids=["alt", "spaces", "entity", "link-title"],
    )
    def test_words_for_readers_may_change(
        self, language: Language, syntax: Syntax, source: str, target: str
    ) -> None:
        assert errors(source, target.format(WORD[language.code]), language, syntax) == set()

    @pytest.mark.parametrize(
        "address", ["https://example.org/a", "www.example.org", "a@example.org"]
    )
    def test_address(self, language: Language, address: str) -> None:
        source, good = f"{SOURCE} {address}", GOOD[language.code]
        assert errors(source, f"{good} {address}", language) == set()
        assert errors(source, good, language) == {"address"}
        assert errors(source, f"{good} {address.replace('exa', 'aex')}", language) == {"address"}


@every_language
class TestContent:
    def test_echo(self, language: Language) -> None:
        assert "echo" in errors(SOURCE, SOURCE, language)
        assert "echo" in errors("Peace talks", "peace talks.", language)

    @pytest.mark.parametrize("name", ["Reuters", "https://example.org/talks"])
    def test_a_single_name_is_no_echo(self, language: Language, name: str) -> None:
        assert errors(name, name, language) == set()

    def test_script(self, language: Language) -> None:
        half = f"{WORD[language.code]} resume in Doha next week after a long pause"
        assert "script" in errors(SOURCE, half, language)

    def test_script_of_acronyms(self, language: Language) -> None:
        assert "script" not in errors("TTP, ISPR and UNAMA", "TTP، ISPR، UNAMA", language)

    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_loop(self, language: Language, size: int) -> None:
        part = " ".join(GOOD[language.code].split()[:size])
        assert "loop" in errors(SOURCE, " ".join([part] * 4), language)
        assert "loop" not in errors(SOURCE, f"{part} {part}", language)

    def test_loop_of_letters(self, language: Language) -> None:
        assert "loop" in errors(SOURCE, GOOD[language.code] + "ا" * 12, language)

    def test_length(self, language: Language) -> None:
        good = GOOD[language.code]
        assert "length" in found(SOURCE, good[:20], language)
        assert "length" in found(SOURCE, f"{good} {good} {good}", language)
        assert "length" not in found("Talks resume", good, language)

    def test_doubled(self, language: Language) -> None:
        doubled = GOOD[language.code].replace(" ", f" {WORD[language.code]} " * 2, 1)
        assert "doubled" in found(SOURCE, doubled, language)
        assert "doubled" not in found("Bora Bora is small", doubled, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [(URDU, "بار بار"), (PASHTO, "سره سره"), (DARI, "آهسته آهسته"), (ARABIC, "بي بي سي")],
    ids=["ur", "ps", "fa_AF", "ar"],
)
def test_words_doubled_on_purpose(language: Language, text: str) -> None:
    assert found("again", text, language, kind="heading") == []


class TestNumbers:
    @every_language
    @pytest.mark.parametrize("number", ["4,000", "3.5", "2026", "17", "F-16", "$25", "10:30"])
    def test_lost(self, language: Language, number: str) -> None:
        source, good = f"{SOURCE} {number}", GOOD[language.code]
        assert "numbers" in found(source, good, language)
        assert "numbers" not in found(source, f"{good} {number}", language)

    @every_language
    @pytest.mark.parametrize("written", ["4000", "4,000", "۴٬۰۰۰", "٤٬٠٠٠", "۴،۰۰۰"])
    def test_any_digits(self, language: Language, written: str) -> None:
        target = f"{GOOD[language.code]} {written}"
        assert "numbers" not in found(f"{SOURCE} 4,000", target, language)

    @pytest.mark.parametrize(
        ("language", "source", "target"),
        [
            pytest.param(URDU, "3 people", "تین افراد", id="ur-small"),
            pytest.param(URDU, "the 20th time", "بیسویں بار", id="ur-ordinal"),
            pytest.param(URDU, "$2 million", "20 لاکھ ڈالر", id="ur-lakh"),
            pytest.param(URDU, "22.9 million", "2 کروڑ 29 لاکھ", id="ur-crore"),
            pytest.param(URDU, "45m children", "ساڑھے 4 کروڑ بچے", id="ur-half"),
            pytest.param(URDU, "260,000 workers", "2 لاکھ 60 ہزار کارکن", id="ur-sum"),
            pytest.param(PASHTO, "the 2nd day", "دویمه ورځ", id="ps-ordinal"),
            pytest.param(PASHTO, "2 million", "2 میلیونه", id="ps-million"),
            pytest.param(PASHTO, "5,000 people", "5 زره کسان", id="ps-thousand"),
            pytest.param(DARI, "3bn", "۳ میلیارد", id="fa_AF-billion"),
            pytest.param(DARI, "the 12th", "دوازدهم", id="fa_AF-ordinal"),
            pytest.param(DARI, "4,000,000", "۴ میلیون", id="fa_AF-digits"),
            pytest.param(ARABIC, "2 years", "عامين", id="ar-dual"),
            pytest.param(ARABIC, "$2 billion", "ملياري دولار", id="ar-dual-billion"),
            pytest.param(ARABIC, "the 3rd and 10 men", "الثالث وعشرة رجال", id="ar-small"),
            pytest.param(ARABIC, "8:00 p.m. in the 1990s", "الساعة 20 في التسعينيات", id="ar-time"),
            pytest.param(DARI, "K2 and the G20", "کی‌دو و جی بیست", id="names"),
        ],
    )
    def test_other_ways_to_write_it(self, language: Language, source: str, target: str) -> None:
        assert "numbers" not in found(source, target, language)

    @every_language
    def test_mixed_digits(self, language: Language) -> None:
        good = GOOD[language.code]
        assert "digits" in found(SOURCE, f"{good} 12 ۱۲", language)
        assert "digits" in found(SOURCE, f"{good} ١٢ ۱۲", language)
        assert "digits" not in found(SOURCE, f"{good} F-16 ۱۲", language)


class TestWriting:
    @pytest.mark.parametrize(
        ("language", "word"),
        [
            (URDU, "ابهی"), (URDU, "كراچی"), (PASHTO, "ڈاکټر"), (PASHTO, "ہوا"), (DARI, "علي"),
            (DARI, "ښار"), (ARABIC, "گاز"), (ARABIC, "فی"),
        ],
    )  # fmt: skip
    def test_foreign_letters(self, language: Language, word: str) -> None:
        assert "letters" in found(SOURCE, f"{GOOD[language.code]} {word}", language)

    def test_pashto_has_five_yehs(self) -> None:
        assert "letters" not in found("Five", "سړی سړي ښځې ملګرۍ وئ", PASHTO)

    @every_language
    @pytest.mark.parametrize("control", ["\u200e", "\u200f", "\u202b", "\u2068"])
    def test_direction_controls(self, language: Language, control: str) -> None:
        assert "controls" in found(SOURCE, control + GOOD[language.code], language)

    @every_language
    @pytest.mark.parametrize("mark", [",", ";", "?"])
    def test_foreign_punctuation(self, language: Language, mark: str) -> None:
        assert "punctuation" in found(SOURCE, GOOD[language.code][:-1] + mark, language)

    @every_language
    def test_full_stop_of_another_language(self, language: Language) -> None:
        stop = "." if language is URDU else "۔"
        assert "punctuation" in found(SOURCE, GOOD[language.code][:-1] + stop, language)

    @pytest.mark.parametrize("end", ["", "”", " )"])
    def test_urdu_stop_missing(self, end: str) -> None:
        text = GOOD["ur"].rstrip("۔") + end
        assert found(SOURCE, text, URDU) == ["stop"]
        assert found(SOURCE, text, URDU, kind="heading") == []
        assert found(SOURCE.rstrip("."), text, URDU) == []

    @pytest.mark.parametrize("end", ["۔", "۔”", "؟", "!", "...", "U.S."])
    def test_urdu_ends(self, end: str) -> None:
        assert found(SOURCE, GOOD["ur"].rstrip("۔") + end, URDU) == []


class TestIranianisms:
    @pytest.mark.parametrize(
        ("iranian", "afghan"),
        [
            ("پلیس", "پولیس"), ("پلیس‌های", "پولیس"), ("استان", "ولایت"), ("استان‌ها", "ولایت"),
            ("شهرستان", "ولسوالی"), ("سپتامبر", "سپتمبر"), ("بیمارستان‌هایی", "شفاخانه"),
            ("پزشکان", "داکتر"), ("کشاورزی", "زراعت"), ("5 مه", "می"), ("ژاپنی", "جاپان"),
        ],
    )  # fmt: skip
    def test_found(self, iranian: str, afghan: str) -> None:
        problems = check(Case("x", f"گزارش از {iranian} رسید", DARI, Syntax.PLAIN, "heading"))
        assert [(p.check, p.severity) for p in problems] == [("iranianism", Severity.WARNING)]
        assert afghan in problems[0].message

    @pytest.mark.parametrize(
        "text",
        ["پولیس در ولایت", "استانبول", "پاکستان و افغانستان", "هوا مه‌آلود و مه بود", "مارشال"],
    )
    def test_only_whole_words(self, text: str) -> None:
        assert "iranianism" not in found("x", text, DARI)

    @pytest.mark.parametrize("language", [URDU, PASHTO, ARABIC], ids=lambda lang: lang.code)
    def test_only_in_dari(self, language: Language) -> None:
        assert "iranianism" not in found("x", "استان", language)
