"""Pages in their new language: what is added, and that nothing else changes."""

from __future__ import annotations

import re

import pytest

from translate.documents.page import font_stack, localize_page
from translate.languages import LANGUAGES, URDU, Language

PAGE = """<!doctype html>
<!-- <html lang="xx"> in a comment -->
<html class='news' lang="en" data-x="a > b">
<head>
<meta charset="utf-8">
<title>Talks</title>
</head>
<body class="b" lang=en>
<p>Text</p>
</body>
</html>
"""
BY_CODE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def without_style(text: str) -> str:
    return re.sub(r'<style id="khabar-fonts">.*?</style>\r?\n', "", text)


@BY_CODE
def test_page_tells_language_direction_and_faces(language: Language) -> None:
    page = localize_page(PAGE, language)
    tag = language.tag
    expected = PAGE.replace('lang="en" data-x="a > b"', f'lang="{tag}" data-x="a > b" dir="rtl"')
    expected = expected.replace("lang=en", f'lang="{tag}"')
    assert without_style(page) == expected
    assert page.index(font_stack(language)) < page.index("</head>")
    assert page.count("<style") == 1


@BY_CODE
def test_faces_are_those_of_the_script(language: Language) -> None:
    face = "Noto Nastaliq Urdu" if language is URDU else "Noto Naskh Arabic"
    assert font_stack(language).startswith(f'"{face}"')
    assert ("line-height: 1.9" in localize_page(PAGE, language)) == (language is URDU)


@BY_CODE
@pytest.mark.parametrize("notice", [None, "مسودہ: <غیر> مصدقہ"], ids=["plain", "notice"])
@pytest.mark.parametrize(
    "source",
    [
        PAGE,
        PAGE.replace("\n", "\r\n"),
        "\ufeff" + PAGE,
        "<p>A fragment</p>",
        "\ufeff<p>A fragment</p>\r\n",
        "<!DOCTYPE html><title>T</title><p>No html tag",
        "<HTML LANG=en DIR=ltr xml:lang=en><BODY>Upper</BODY></HTML>",
        "<html><p>No head",
        "<head></head><p>No html",
        "",
    ],
)
def test_a_second_time_changes_nothing(source: str, notice: str | None, language: Language) -> None:
    once = localize_page(source, language, notice)
    assert f'lang="{language.tag.lower()}"' in once.lower()
    assert 'dir="rtl"' in once.lower()
    assert localize_page(once, language, notice) == once


@BY_CODE
def test_fragment_is_wrapped(language: Language) -> None:
    page = localize_page("\ufeff<p>One</p>", language)
    assert page == f'\ufeff<div lang="{language.tag}" dir="rtl">\n<p>One</p>\n</div>\n'


def test_attributes_that_are_there_are_replaced_where_they_stand() -> None:
    page = localize_page("<HTML LANG=en DIR='ltr' xml:lang=en ID=x><BODY DIR=ltr>", URDU)
    assert page.startswith('<HTML LANG="ur" DIR="rtl" xml:lang="ur" ID=x><style')
    assert page.endswith('<BODY DIR="rtl">')


def test_html_tag_is_added_below_the_doctype() -> None:
    page = localize_page("<!doctype html>\n<title>T</title>\n<p>x", URDU)
    assert without_style(page) == (
        '<!doctype html>\n<html lang="ur" dir="rtl">\n<title>T</title>\n<p>x'
    )


@pytest.mark.parametrize(
    ("source", "before"),
    [(PAGE, '<body class="b" lang="ur">'), ("<p>A</p>", '<div lang="ur" dir="rtl">\n')],
    ids=["page", "fragment"],
)
def test_notice_stands_first_and_is_escaped(source: str, before: str) -> None:
    page = localize_page(source, URDU, "مشینی <ترجمہ> & مسودہ")
    notice = '<p class="khabar-notice" role="note">مشینی &lt;ترجمہ&gt; &amp; مسودہ</p>'
    assert f"{before}{notice}\n" in page


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="iso-8859-1">',
        '<meta http-equiv=Content-Type content="text/html; charset=windows-1252">',
    ],
)
def test_a_page_says_the_encoding_that_it_is_written_in(meta: str):
    page = localize_page(f"<html><head>{meta}</head><body><p>x</p></body></html>", LANGUAGES[0])
    assert "charset" in page
    assert "utf-8" in page
    assert "1252" not in page
    assert "8859" not in page
