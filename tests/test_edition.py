"""Editions: the gate, and what an article looks like in its new language."""

from dataclasses import replace

import pytest

from translate.catalog import Catalog, Entry, with_draft
from translate.documents import parse_article
from translate.edition import Press, Status, assemble
from translate.languages import LANGUAGES, Digits, Language
from translate.merge import merge
from translate.project import Unreviewed
from translate.typography import Style

ALL = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)

MARKDOWN = """---
title: "Talks resume"
date: 2026-11-18
---

Muttaqi spoke to *BBC News* about 42 `files`.
"""
HTML = """<!DOCTYPE html>
<html><head><title>BBC talks</title></head>
<body><h1>BBC talks</h1>
<p>Muttaqi spoke to <em>BBC News</em>.</p></body></html>
"""
PLAIN = "Talks resume\r\n\r\nMuttaqi spoke to BBC News.\r\n"
TARGETS = {
    "ur": "متقی نے *BBC News* سے 42 `files` کے بارے میں بات کی۔",
    "ps": "متقي له *BBC News* سره د 42 `files` په اړه خبرې وکړې.",
    "fa_AF": "متقی با *BBC News* درباره 42 `files` گفتگو کرد.",
    "ar": "تحدث متقي إلى *BBC News* عن 42 `files`.",
}
TITLES = {
    "ur": "مذاکرات دوبارہ شروع",
    "ps": "خبرې بیا پیلېږي",
    "fa_AF": "گفتگوها از سر گرفته شد",
    "ar": "استئناف المحادثات",
}


def press(language: Language, **changes: object) -> Press:
    plain = Press(language, Style(), Unreviewed.BLOCK, "articles/x.md", ("date",))
    return replace(plain, **changes)


def catalog(name: str, source: str, language: Language, targets: list[str]) -> Catalog:
    """A catalog with these targets, all reviewed; an empty one stays empty."""
    document = parse_article(name, source, ("title",))
    empty = merge(None, f"articles/{name}", document.segments, language)
    pairs = zip(empty.entries, targets, strict=True)
    return replace(empty, entries=tuple(replace(e, target=target) for e, target in pairs))


def drafted(entry: Entry) -> Entry:
    return with_draft(replace(entry, target=""), entry.target, "machine argos en_xx 1.9; score -1")


@ALL
def test_a_reviewed_markdown_article(language: Language):
    document = parse_article("x.md", MARKDOWN, ("title",))
    done = assemble(
        document,
        catalog("x.md", MARKDOWN, language, [TITLES[language.code], TARGETS[language.code]]),
        press(language),
    )
    assert (done.status, done.percent, done.provenance) == (Status.REVIEWED, 100, {"reviewed": 2})
    assert done.text is not None
    head, _, body = done.text.removeprefix("---\n").partition("\n---\n")
    assert f"lang: {language.tag}" in head
    assert "dir: rtl" in head
    assert "source: articles/x.md" in head
    assert "translation: reviewed" in head
    assert TITLES[language.code] in head
    assert "2026-11-18" not in head  # a date in the language
    assert "2026" in head
    target = TARGETS[language.code].replace("BBC News", "\u2068BBC News\u2069")
    assert body == f"\n{target}\n"


@ALL
def test_a_reviewed_html_article(language: Language):
    document = parse_article("x.html", HTML)
    targets = [TITLES[language.code] + " BBC", TARGETS[language.code].replace("*", "")]
    targets[1] = targets[1].replace("BBC News", "<em>BBC News</em>").replace("`", "")
    done = assemble(document, catalog("x.html", HTML, language, targets), press(language))
    assert done.text is not None
    assert f'<html lang="{language.tag}" dir="rtl">' in done.text
    assert f"<title>{TITLES[language.code]} \u2068BBC\u2069</title>" in done.text
    assert f"<h1>{TITLES[language.code]} <bdi>BBC</bdi></h1>" in done.text
    assert "BBC News" in done.text
    assert "<bdi>" in done.text.partition("<p>")[2]
    assert "Noto" in done.text
    assert 'class="khabar-notice"' not in done.text


@ALL
def test_plain_text_keeps_its_line_ends(language: Language):
    document = parse_article("x.txt", PLAIN)
    targets = [TITLES[language.code], TARGETS[language.code].replace("*", "").replace("`", "")]
    done = assemble(document, catalog("x.txt", PLAIN, language, targets), press(language))
    assert done.text is not None
    assert done.text.startswith(f"{TITLES[language.code]}\r\n\r\n")
    assert "\u2068BBC News\u2069" in done.text


NATIVE = {"ur": "۴۲", "ps": "۴۲", "fa_AF": "۴۲", "ar": "٤٢"}


@ALL
def test_digits_are_the_policys(language: Language):
    document = parse_article("x.md", MARKDOWN, ("title",))
    done = assemble(
        document,
        catalog("x.md", MARKDOWN, language, [TITLES[language.code], TARGETS[language.code]]),
        press(language, style=Style(digits=Digits.NATIVE)),
    )
    assert done.text is not None
    assert NATIVE[language.code] in done.text
    assert "42" not in done.text
    assert "2026" not in done.text.partition("\n---\n")[0].partition("date:")[2]


@pytest.mark.parametrize(
    ("policy", "draft", "status", "shown", "provenance"),
    [
        pytest.param(Unreviewed.BLOCK, False, Status.BLOCKED, None, None, id="block"),
        pytest.param(
            Unreviewed.MACHINE,
            False,
            Status.MACHINE,
            ["reviewed", "machine"],
            {"machine": 1, "reviewed": 1},
            id="machine",
        ),
        pytest.param(
            Unreviewed.SOURCE,
            False,
            Status.PARTIAL,
            ["reviewed", "source"],
            {"reviewed": 1, "source": 1},
            id="source",
        ),
        pytest.param(
            Unreviewed.BLOCK,
            True,
            Status.DRAFT,
            ["reviewed", "machine"],
            {"machine": 1, "reviewed": 1},
            id="draft",
        ),
    ],
)
@ALL
def test_what_is_not_reviewed(language: Language, policy, draft, status, shown, provenance):
    document = parse_article("x.md", MARKDOWN, ("title",))
    full = catalog("x.md", MARKDOWN, language, [TITLES[language.code], TARGETS[language.code]])
    mixed = replace(full, entries=(full.entries[0], drafted(full.entries[1])))
    done = assemble(document, mixed, press(language, policy=policy, draft=draft))
    assert (done.status, done.percent) == (status, 50)
    if shown is None:
        assert done.text is None
        return
    assert done.text is not None
    assert done.provenance == provenance
    assert f"translation: {status.value}" in done.text
    assert ("Muttaqi spoke" in done.text) is ("source" in shown)
    assert done.models == (("argos en_xx 1.9",) if "machine" in shown else ())
    notice = done.text.partition("\n---\n")[2].lstrip("\n").splitlines()[0]
    assert notice.startswith("> **")


def test_without_a_catalog_everything_is_source():
    document = parse_article("x.md", MARKDOWN, ("title",))
    done = assemble(document, None, press(LANGUAGES[0]))
    assert (done.status, done.percent, done.provenance) == (Status.BLOCKED, 0, {"source": 2})


def test_an_edited_draft_is_neither_machine_nor_reviewed():
    language = LANGUAGES[0]
    document = parse_article("x.md", MARKDOWN, ("title",))
    full = catalog("x.md", MARKDOWN, language, [TITLES["ur"], TARGETS["ur"]])
    edited = replace(full.entries[1], fuzzy=True)
    mixed = replace(full, entries=(full.entries[0], edited))
    done = assemble(document, mixed, press(language, policy=Unreviewed.MACHINE))
    assert done.provenance == {"human": 1, "reviewed": 1}
    assert done.models == ()


@ALL
def test_broken_markup_in_a_reviewed_text_blocks_its_article(language: Language):
    document = parse_article("x.md", MARKDOWN, ("title",))
    broken = TARGETS[language.code].replace("News*", "News")
    full = catalog("x.md", MARKDOWN, language, [TITLES[language.code], broken])
    done = assemble(document, full, press(language))
    assert (done.status, done.text) == (Status.BLOCKED, None)
    assert "Muttaqi spoke" in done.faults[0]
    assert assemble(document, full, press(language, draft=True)).text is not None


def test_a_blank_translation_is_no_translation():
    document = parse_article("x.md", MARKDOWN, ("title",))
    full = catalog("x.md", MARKDOWN, LANGUAGES[0], [TITLES["ur"], " "])
    done = assemble(document, full, press(LANGUAGES[0]))
    assert (done.status, done.reviewed) == (Status.BLOCKED, 1)
