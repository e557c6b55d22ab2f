"""Words of the four languages, recognised in the shape a sentence gives them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.glossary import Case, Kind, Term, has_form, term_spans
from translate.languages import ARABIC, DARI, LANGUAGES, URDU, Language, find_language
from translate.terms.forms import Inflection, fold, form_spans

NAME, BODY, PLACE, WORD = Inflection.NAME, Inflection.BODY, Inflection.PLACE, Inflection.WORD

# language, how the term inflects, form of the glossary, a sentence that has it
RIGHT = [
    ("ar", PLACE, "باكستان", "وباكستان دولة نووية"),
    ("ar", PLACE, "باكستان", "سلم الرسالة لباكستان"),
    ("ar", PLACE, "باكستان", "الجيش الباكستاني"),
    ("ar", PLACE, "باكستان", "بين المسؤولين الباكستانيين"),
    ("ar", PLACE, "أفغانستان", "الحكومة الأفغانية"),
    ("ar", PLACE, "إسلام آباد", "في إسلام آباد"),
    ("ar", PLACE, "إسلام آباد", "بإسلام آباد أمس"),
    ("ar", PLACE, "إسلام آباد", "اسلام اباد"),
    ("ar", PLACE, "الهند", "قدم احتجاجا للهند"),
    ("ar", PLACE, "الهند", "وبالهند أيضا"),
    ("ar", PLACE, "المملكة العربية السعودية", "والمملكة العربية السعودية"),
    ("ar", PLACE, "عمان", "رحبت عُمان بالاتفاق"),
    ("ar", PLACE, "صنعاء", "في صنعا"),
    ("ar", NAME, "إسحاق دار", "لإسحاق دار"),
    ("ar", NAME, "الناتو", "وللناتو رأي آخر"),
    ("ar", WORD, "حكومة", "حكومتها"),
    ("ar", WORD, "غارة جوية", "الغارة الجوية"),
    ("ar", WORD, "غارة", "ثلاث غارات"),
    ("ar", WORD, "معبر حدودي", "بالمعبر الحدودي"),
    ("ar", WORD, "الاقتصاد", "دعما للاقتصاد"),
    ("ar", WORD, "الاقتصاد", "اقتصادها"),
    ("ar", WORD, "مسلحون", "عشرة مسلحين"),
    ("ar", WORD, "لاجئ", "أسرة لاجئة"),
    ("ar", WORD, "صاروخ باليستي", "الصاروخين الباليستيين"),
    ("ar", WORD, "لجنة الانتخابات", "للجنة الانتخابات"),
    ("ar", WORD, "المتحدث", "كالمتحدث"),
    ("ar", WORD, "وباء", "انتشر الوباء"),
    ("ar", WORD, "وباء", "خطر وبائه"),
    ("ar", WORD, "وباء", "وباؤها"),
    ("ar", WORD, "اللقاء", "بعد لقاء"),
    ("ar", WORD, "ماء", "نقص الماء،"),
    ("ur", PLACE, "پاکستان", "پاکستان میں"),
    ("ur", PLACE, "کوئٹہ", "کوئٹے سے"),
    ("ur", PLACE, "اسلام آباد", "اسلام‌آباد کے"),
    ("ur", NAME, "اسحاق ڈار", "«اسحاق ڈار» نے کہا"),
    ("ur", NAME, "خواجہ آصف", "خواجه آصف نے"),
    ("ur", WORD, "فوجی", "دو فوجیوں کو"),
    ("ur", WORD, "سرحدی گزرگاہ", "سرحدی گزرگاہوں پر"),
    ("ur", WORD, "فضائی حملہ", "فضائی حملے میں"),
    ("ur", WORD, "جنگ بندی", "جنگ‌بندی کا اعلان"),
    ("ur", WORD, "وزیراعظم", "وزیراعظم،"),
    ("ps", PLACE, "کوټه", "په کوټې کې"),
    ("ps", PLACE, "پاکستان", "له پاکستانه"),
    ("ps", PLACE, "هسپانیا", "د هسپانیې حکومت"),
    ("ps", PLACE, "اسلام‌اباد", "په اسلام اباد کې"),
    ("ps", BODY, "طالبان", "د طالبانو حکومت"),
    ("ps", NAME, "امیر خان متقي", "امیر خان متقی وویل"),
    ("ps", BODY, "ملګري ملتونه", "د ملګرو ملتونو له خوا"),
    ("ps", WORD, "سرتېری", "درې سرتېري ووژل شول"),
    ("ps", WORD, "پوله", "پر پولې"),
    ("ps", WORD, "امنیتي ځواکونه", "د امنیتي ځواکونو"),
    ("ps", WORD, "لومړی وزیر", "د لومړي وزیر دفتر"),
    ("ps", WORD, "د پیسو نړیوال صندوق", "د پیسو له نړیوال صندوق سره"),
    ("ps", WORD, "د سود نرخ", "د سود د نرخونو"),
    ("ps", WORD, "قونسلګري", "په قونسلګرۍ کې"),
    ("fa_AF", PLACE, "آسیا", "آسیای میانه"),
    ("fa_AF", PLACE, "اسلام‌آباد", "در اسلام آباد"),
    ("fa_AF", PLACE, "بلخ", "تاجران بلخی"),
    ("fa_AF", NAME, "وزارت خارجه", "وزارت خارجهٔ پاکستان"),
    ("fa_AF", NAME, "وزارت خارجه", "وزارت خارجۀ پاکستان"),
    ("fa_AF", WORD, "حمله هوایی", "حمله‌های هوایی"),
    ("fa_AF", WORD, "سرباز", "سربازان"),
    ("fa_AF", WORD, "سرباز", "سرباز ها"),
    ("fa_AF", WORD, "گذرگاه مرزی", "گذرگاه‌های مرزی"),
    ("fa_AF", WORD, "سخنگو", "سخنگوی طالبان"),
    ("fa_AF", WORD, "آتش‌بس", "آتش بس"),
    ("fa_AF", WORD, "نماینده", "نمایندگان پارلمان"),
]

WRONG = [
    ("ar", WORD, "سماء", "سما فوقها"),
    ("ar", WORD, "بدء", "بدا عليه"),
    ("ar", NAME, "دار", "في الدار"),
    ("ar", NAME, "دار", "دارفور"),
    ("ar", PLACE, "قطر", "قطرة ماء"),
    ("ar", WORD, "وزير", "وزارة"),
    ("ar", WORD, "الحدود", "حدث"),
    ("ar", PLACE, "إيران", "طيران"),
    ("ur", NAME, "ڈار", "سردار"),
    ("ur", NAME, "ڈار", "دار"),
    ("ur", PLACE, "ایران", "حیران"),
    ("ur", WORD, "سرحد", "سرحدیات"),
    ("ur", PLACE, "بہار", "بھار"),
    ("ps", NAME, "ډار", "دار"),
    ("ps", WORD, "پوله", "پولیس"),
    ("ps", PLACE, "کونړ", "کونر"),
    ("ps", WORD, "سېلاب", "سیلاب"),
    ("fa_AF", NAME, "دار", "سهام‌دار"),
    ("fa_AF", NAME, "دار", "دارد"),
    ("fa_AF", WORD, "مرز", "مرزا"),
    ("fa_AF", WORD, "پولیس", "پلیس"),
]


CASES = Path(__file__).parent / "data" / "forms.tsv"
LEAST = 0.98


@dataclass(frozen=True)
class Line:
    """A line of forms.tsv: a form as in a glossary, a text, and what of the text it is."""

    language: Language
    term: Term
    text: str
    spans: list[str]
    why: str

    def found(self) -> list[str]:
        spans = term_spans(self.text, self.term, self.language)
        return [self.text[start:end] for start, end in spans]


def cases(language: Language) -> list[Line]:
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines()[1:]:
        code, form, kind, text, spans, why, _ = line.split("\t")
        if code == language.code:
            term = Term("x", Kind(kind), Case.EXACT, ((code, (form,)),))
            wanted = [span for span in spans.split(" / ") if span]
            found.append(Line(language, term, text, wanted, why))
    return found


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_recogniser_is_right_98_times_of_100(language: Language) -> None:
    every = cases(language)
    wrong = [case for case in every if case.found() != case.spans]
    for case in wrong:
        form = case.term.required(language)
        print(f"{form} in {case.text!r}: {case.found()}, not {case.spans} ({case.why})")
    share = 1 - len(wrong) / len(every)
    print(f"{language.code}: {share:.1%} of {len(every)}")
    assert share >= LEAST


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_set_is_large_and_balanced(language: Language) -> None:
    every = cases(language)
    right = sum(bool(case.spans) for case in every)
    assert len(every) >= 100
    assert 0.5 <= right / len(every) <= 0.7
    assert all(span in case.text for case in every for span in case.spans)
    assert len({(case.term.forms, case.text) for case in every}) == len(every)


def name(case: tuple[str, Inflection, str, str]) -> str:
    return f"{case[0]} {case[2]} / {case[3]}"


@pytest.mark.parametrize("case", RIGHT, ids=name)
def test_a_form_is_recognised_with_its_affixes(case: tuple[str, Inflection, str, str]) -> None:
    code, inflection, form, sentence = case
    assert form_spans(sentence, form, find_language(code), inflection)


@pytest.mark.parametrize("case", WRONG, ids=name)
def test_another_word_is_not_taken_for_it(case: tuple[str, Inflection, str, str]) -> None:
    code, inflection, form, sentence = case
    assert not form_spans(sentence, form, find_language(code), inflection)


def test_the_span_is_that_of_the_word_in_the_text() -> None:
    text = "رحبت عُمان، وعُمان بالاتفاق"
    spans = form_spans(text, "عمان", find_language("ar"), PLACE)
    assert [text[start:end] for start, end in spans] == ["عُمان", "وعُمان"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("أفادت الـBBC أن", ["BBC"]),
        ("BBCکے نامہ نگار", ["BBC"]),
        ("د BBC خبریال", ["BBC"]),
        ("«BBC» و BBC’s", ["BBC", "BBC"]),
        ("BBCW bbc", []),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_is_not_translated_is_found_as_it_is_written(
    language: Language, text: str, found: list[str]
) -> None:
    kept = Term("BBC", Kind.ORGANISATION, Case.EXACT, (), keep=True)
    assert [text[start:end] for start, end in term_spans(text, kept, language)] == found


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("Al-Jazeera", "شبکه Al‑Jazeera", ["Al‑Jazeera"]),
        ("L'Orient", "روزنامه L’Orient", ["L’Orient"]),
        ("New York Times", "New York\nTimes", ["New York\nTimes"]),
        ("C++", "زبان C++ است", ["C++"]),
        ("F-16", "طیاره‌های F-16", ["F-16"]),
    ],
)
def test_latin_names_vary_in_marks_only(form: str, text: str, found: list[str]) -> None:
    spans = form_spans(text, form, DARI, BODY)
    assert [text[start:end] for start, end in spans] == found


def test_marks_of_direction_do_not_hide_a_form() -> None:
    text = "قال \u2067إسحاق\u200f دار\u2069 إن"
    ((start, end),) = form_spans(text, "إسحاق دار", ARABIC, NAME)
    assert text[start:end] == "إسحاق\u200f دار"


@pytest.mark.parametrize("text", ["کاسا-1000", "کاسا ۱۰۰۰", "کاسا–١٠٠٠"])
def test_digits_of_any_kind_are_the_same_number(text: str) -> None:
    assert form_spans(text, "کاسا-1000", URDU, BODY) == ((0, len(text)),)


def test_ten_thousand_forms_are_looked_for_fast() -> None:
    letters = "بتجحدرسعفقكلمن"
    text = "قال وزير الخارجية إن المباحثات مع الجانب الباكستاني ستستأنف في الدوحة بعد العيد"
    terms = [
        Term(f"x{i}", Kind.TERM, Case.ANY, (("ar", (form,)),))
        for i in range(10_000)
        for form in ["".join(letters[i // 14**k % 14] for k in range(4)) + "ات"]
    ]
    start = time.process_time()
    found = [term for term in terms if has_form(text, term, ARABIC)]
    assert not found
    assert time.process_time() - start < 5  # ten times what is usual


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(list(Inflection)),
    st.lists(st.text("ابتکگلمنوهیدپسرعأؤئى", min_size=1), min_size=1, max_size=4).map(" ".join),
)
def test_every_form_is_recognised_as_it_stands(
    language: Language, inflection: Inflection, form: str
) -> None:
    text = f"، {form}."
    assert (2, 2 + len(form)) in form_spans(text, form, language, inflection)
