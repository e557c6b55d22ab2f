"""The page of open proposals: right to left, old and new marked, safe to open in a browser."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from translate.catalog import Entry
from translate.languages import LANGUAGES, Language
from translate.revision.page import Bundle, proposals_page


def entry(source: str, now: str, new: str) -> Entry:
    notes = (f"change: Dar: {now} → {new} (the glossary has changed)", f"now: {now}")
    return Entry(source, new, fuzzy=True, notes=notes, references=("articles/x.md:3",))


def page(language: Language, *entries: Entry) -> str:
    return proposals_page([Bundle("articles/x.md", "proposals/x.po", entries)], language)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_old_and_new_are_marked_in_the_languages_direction(language: Language) -> None:
    text = page(language, entry("He met Dar.", "او با دار دید.", "او با دهار دید."))
    attributes = f'lang="{language.tag}" dir="rtl"'
    assert f'<p class="now" {attributes}>او با <del>دار</del> دید.</p>' in text
    assert f'<p class="new" {attributes}>او با <ins>دهار</ins> دید.</p>' in text
    assert "1 to decide" in text
    assert "articles/x.md:3" in text


def test_markup_in_a_text_is_shown_and_not_run() -> None:
    text = page(LANGUAGES[0], entry("<script>x</script>", "<b>دار</b>", "<b>دهار</b>"))
    assert "<script>" not in text
    assert "&lt;b&gt;<ins>دهار</ins>&lt;/b&gt;" in text


class Tags(HTMLParser):
    """Notes tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


def test_every_tag_is_closed() -> None:
    tags = Tags()
    tags.feed(page(LANGUAGES[0], entry("a < b & c", "<del> دار", "</ins> دهار &")))
    assert tags.stack == []
