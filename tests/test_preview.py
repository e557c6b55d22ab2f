"""The side-by-side page: all of an article's text in it, safe, and readable without colour."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from translate.documents.tags import Role, read_tags
from translate.languages import ARABIC, LANGUAGES, URDU, Language
from translate.preview import STATES, PreviewCell, PreviewRow, preview_page

SOURCE = "Dar says door to dialogue with Kabul remains open"
TARGETS = {
    "ur": "ڈار کا کہنا ہے کہ کابل کے ساتھ مذاکرات کا دروازہ کھلا ہے",
    "ps": "ډار: له کابل سره د خبرو دروازه لا هم پرانیستې ده",
    "fa_AF": "دار: دروازه گفتگو با کابل همچنان باز است",
    "ar": "دار: باب الحوار مع كابول لا يزال مفتوحا",
}
BY_CODE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


class _Text(HTMLParser):
    """The text of a page outside its style and title."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.feed(page[page.index("<body>") :])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(page: str) -> str:
    return "".join(_Text(page).words)


def one_row(*cells: PreviewCell, source: str = SOURCE) -> PreviewRow:
    return PreviewRow(source, "sentence", 12, cells)


@BY_CODE
def test_each_translation_has_its_language_direction_and_face(language: Language) -> None:
    cells = [PreviewCell(TARGETS[lang.code], "reviewed") for lang in LANGUAGES]
    page = preview_page("Talks", [one_row(*cells)], LANGUAGES)
    tag = language.tag
    assert f'<p class="text" lang="{tag}" dir="rtl">{TARGETS[language.code]}</p>' in page
    assert f":lang({tag}) {{ font-family: " in page
    assert language.native in text_of(page)


@pytest.mark.parametrize("state", STATES)
def test_state_is_told_by_word_and_colour(state: str) -> None:
    page = preview_page("Talks", [one_row(PreviewCell("ڈار", state))], [URDU])
    assert page.count(f'<span class="state {state}">{state.capitalize()}</span>') == 2
    assert f'<td role="cell" class="{state}">' in page
    assert f".{state} {{ --state: var(--{state});" in page


def test_a_state_unknown_here_is_shown_by_its_name() -> None:
    page = preview_page("Talks", [one_row(PreviewCell("ڈار", "on <hold>"))], [URDU])
    assert page.count('<span class="state other">On &lt;hold&gt;</span>') == 2


def test_counts_and_percent_reviewed_are_those_of_the_rows() -> None:
    rows = [
        one_row(PreviewCell("ڈار", "reviewed"), PreviewCell("", "untranslated")),
        one_row(PreviewCell("ڈار", "reviewed"), PreviewCell("دار", "draft")),
        one_row(PreviewCell("ڈار", "draft"), PreviewCell("دار", "draft")),
    ]
    page = preview_page("Talks", rows, [URDU, ARABIC])
    assert "3 segments · 2 languages" in page
    urdu, arabic = page.split("</ul></li>")[:2]
    assert "<b>66%</b> reviewed" in urdu
    assert "<b>0%</b> reviewed" in arabic
    assert "Draft</span> <b>2</b>" in arabic
    assert "Untranslated</span> <b>1</b>" in arabic


def test_notes_place_and_missing_translations_are_shown() -> None:
    cell = PreviewCell("", "cleared", ("a reviewer cleared the draft", "glossary: Dar → ڈار"))
    words = text_of(preview_page("Talks", [one_row(cell)], [URDU]))
    assert "1 · sentence · line 12" in words
    assert "No translation yet" in words
    assert "a reviewer cleared the draft" in words
    assert "glossary: Dar → ڈار" in words


def test_everything_is_escaped() -> None:
    evil = "<script>alert(\"x\")</script> & <b onclick='y'>"
    row = PreviewRow(evil, evil, 1, (PreviewCell(f"ڈار {evil}", "draft", (evil,)),))
    page = preview_page(evil, [row], [URDU])
    names = {token.name for token in read_tags(page) if token.role is Role.START}
    assert "script" not in names
    assert "b onclick" not in page.replace("&lt;b onclick", "")
    assert text_of(page).count("<script>alert(\"x\")</script> & <b onclick='y'>") >= 3


def test_markup_in_a_segment_can_be_read_and_latin_words_are_isolated() -> None:
    target = 'طیارہ <b>F-16</b> نے <a href="/x?a=1&b=2">BBC News</a> کو R&D کہا'
    page = preview_page("Talks", [one_row(PreviewCell(target, "edited"))], [URDU])
    assert target in text_of(page)
    assert "<bdi>BBC News</bdi>" in page
    assert '<bdi class="tag" dir="ltr">&lt;b&gt;</bdi>' in page


def test_page_stands_alone() -> None:
    page = preview_page("Talks", [one_row(PreviewCell("ڈار", "draft"))], [URDU])
    tokens = read_tags(page)
    assert not {"script", "link", "img", "iframe"} & {token.name for token in tokens}
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in page


def test_every_element_is_closed_in_order() -> None:
    page = preview_page("Talks", [one_row(PreviewCell("ڈار", "draft", ("note",)))], [URDU])
    names: list[str] = []
    for token in read_tags(page):
        if token.role is Role.START:
            names.append(token.name)
        elif token.role is Role.END:
            assert names.pop() == token.name
    assert names == []


def test_article_without_text() -> None:
    page = preview_page("Talks", [], LANGUAGES)
    assert "This article has no text to translate." in page
    assert page.count("<b>100%</b> reviewed") == 4
