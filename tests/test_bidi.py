"""Latin words in right-to-left sentences, isolated for print."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.bidi import isolate, isolate_html, isolate_text
from translate.inline import Syntax

# A sentence in each language, with the Latin in it in square brackets.
SENTENCES = {
    "ur": "وزیر نے [BBC News] کو بتایا کہ [COVID-19] کے 19 مریض ہیں ([WHO])۔",
    "ps": "د [F-16] الوتکې د [U.S] له خوا په 2026 کال کې ورکړل شوې.",
    "fa_AF": "شرکت [AT&T] و سایت [https://example.org/fa?x=1] از کار افتاد.",
    "ar": "قالت [Al-Jazeera/English] إن نسخة [iPhone 15 Pro] وصلت إلى [Côte d’Ivoire]، بنسبة 5%.",
}


def marked(text: str, first: str, last: str) -> str:
    return text.replace("[", first).replace("]", last)


def bracketed(text: str) -> str:
    return re.sub("\u2068(.*?)\u2069", r"[\1]", text)


@pytest.mark.parametrize("language", SENTENCES)
def test_latin_words_are_isolated_in_text(language: str) -> None:
    sentence = SENTENCES[language]
    assert bracketed(isolate_text(marked(sentence, "", ""))) == sentence


@pytest.mark.parametrize("language", SENTENCES)
def test_latin_words_are_isolated_in_html(language: str) -> None:
    sentence = SENTENCES[language].replace("&", "&amp;")
    assert isolate_html(marked(sentence, "", "")) == marked(sentence, "<bdi>", "</bdi>")


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("syntax", Syntax)
def test_a_second_time_changes_nothing(language: str, syntax: Syntax) -> None:
    once = isolate(marked(SENTENCES[language], "", ""), syntax)
    assert isolate(once, syntax) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a href='BBC'>BBC News</a> نے", "<a href='BBC'>[BBC News]</a> نے"),
        ("<b>BBC</b> News نے", "[<b>BBC</b> News] نے"),
        ("ادارہ Radio <i>Free</i> Europe نے", "ادارہ [Radio <i>Free</i> Europe] نے"),
        ("A <b>B اور</b> C", "[A] <b>[B] اور</b> [C]"),
        ("یہ <code>pip install</code> ہے", "یہ <code>pip install</code> ہے"),
        ("یہ <bdi>BBC</bdi> و CNN", "یہ <bdi>BBC</bdi> و [CNN]"),
        ("یہ <span dir=ltr>BBC</span> و CNN", "یہ <span dir=ltr>BBC</span> و [CNN]"),
        ("AT&amp;T و A &lt; B", "[AT&amp;T] و [A] &lt; [B]"),
        ("<!-- see BBC --> خبر", "<!-- see BBC --> خبر"),
        ("سال 2026 و 5%", "سال 2026 و 5%"),
    ],
    ids=["link", "half-bold", "inner-italic", "crossing", "code", "bdi", "dir", "entities"]
    + ["comment", "figures-alone"],
)
def test_markup_goes_inside_whole_or_stays_outside(text: str, expected: str) -> None:
    assert isolate_html(text) == marked(expected, "<bdi>", "</bdi>")


def test_markdown_links_stay_links() -> None:
    text = "**BBC** News و [CNN](https://cnn.com/x) و `pip x` و https://a.org/b"
    assert bracketed(isolate(text, Syntax.MARKDOWN)) == (
        "[**BBC** News] و [[CNN]](https://cnn.com/x) و `pip x` و https://a.org/b"
    )


@pytest.mark.parametrize("text", ["Dar met Muttaqi, Reuters said.", "", "خبر", "۱۲ و 5"])
def test_text_in_one_direction_is_left_alone(text: str) -> None:
    assert isolate_text(text) == text
    assert isolate_html(text) == text


@given(st.lists(st.sampled_from(["خبر", " ", "BBC", "19", "-", "(", "<b>", "</b>", "&amp;", "é"])))
def test_isolates_add_marks_and_nothing_else(words: list[str]) -> None:
    text = "".join(words)
    html, plain = isolate_html(text), isolate_text(text)
    assert re.sub("</?bdi>", "", html) == text
    assert re.sub("[\u2068\u2069]", "", plain) == text
    assert isolate_html(html) == html
    assert isolate_text(plain) == plain
