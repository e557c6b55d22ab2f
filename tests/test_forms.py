"""Words of the four languages, recognised in the shape a sentence gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.forms import Inflection, fold, form_spans
from translate.languages import LANGUAGES, Language, find_language

NAME, PLACE, WORD = Inflection.NAME, Inflection.PLACE, Inflection.WORD

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
    ("ar", WORD, "لجنة الانتخابات", "للجنة الانتخابات"),
    ("ar", WORD, "المتحدث", "كالمتحدث"),
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
    ("ps", NAME, "طالبان", "د طالبانو حکومت"),
    ("ps", NAME, "امیر خان متقي", "امیر خان متقی وویل"),
    ("ps", NAME, "ملګري ملتونه", "د ملګرو ملتونو له خوا"),
    ("ps", WORD, "سرتېری", "درې سرتېري ووژل شول"),
    ("ps", WORD, "پوله", "پر پولې"),
    ("ps", WORD, "امنیتي ځواکونه", "د امنیتي ځواکونو"),
    ("ps", WORD, "لومړی وزیر", "د لومړي وزیر دفتر"),
    ("ps", WORD, "د پیسو نړیوال صندوق", "د پیسو له نړیوال صندوق سره"),
    ("ps", WORD, "د سود نرخ", "د سود د نرخونو"),
    ("ps", WORD, "قونسلګري", "په قونسلګرۍ کې"),
    ("fa_AF", PLACE, "آسیا", "آسیای میانه"),
    ("fa_AF", PLACE, "اسلام‌آباد", "در اسلام آباد"),
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
    ("fa_AF", PLACE, "بلخ", "بلخی"),
    ("fa_AF", WORD, "مرز", "مرزا"),
    ("fa_AF", WORD, "پولیس", "پلیس"),
]


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
