"""Markdown articles: what is a segment, what stays, and that no byte is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from translate.documents.front_matter import front_matter_end
from translate.documents.markdown import parse_markdown
from translate.documents.model import Document, Kind, render, squeeze
from translate.errors import ArticleError
from translate.inline import Syntax

KEYS = ("title", "description", "summary")
AWKWARD = sorted((Path(__file__).parent / "data" / "awkward").glob("*.md"))


def texts(source: str) -> list[str]:
    return [segment.text for segment in parse_markdown(source, KEYS).segments]


def translated(source: str, target: str) -> str:
    """The article with `target` for its first segment."""
    document = parse_markdown(source, KEYS)
    first = document.segments[0]
    return render(document, lambda segment: target if segment is first else None)


# What is a segment


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("# Talks resume\n", ["Talks resume"], id="heading"),
        pytest.param("## Talks resume ##  \n", ["Talks resume"], id="closed-heading"),
        pytest.param("#\t\xa0Talks \0\n", ["Talks \0"], id="heading-with-odd-characters"),
        pytest.param("Talks\nresume\n======\n", ["Talks resume"], id="setext-heading"),
        pytest.param("He left.\nShe stayed.\n", ["He left.", "She stayed."], id="two-lines"),
        pytest.param("He left\nfor Kabul.", ["He left for Kabul."], id="hard-wrapped"),
        pytest.param("> He left\n> for Kabul.", ["He left for Kabul."], id="quote"),
        pytest.param("> He left\nfor Kabul.", ["He left for Kabul."], id="lazy-quote"),
        pytest.param("- One\n  - Two\n\n    Three\n", ["One", "Two", "Three"], id="nested-list"),
        pytest.param("1. > - One\n   >   two\n", ["One two"], id="quote-in-lists"),
        pytest.param("-\tOne\n\n\tTwo\n", ["One", "Two"], id="tabs"),
        pytest.param("First line  \nsecond line", ["First line", "second line"], id="hard-break"),
        pytest.param("First line\\\nsecond line", ["First line", "second line"], id="backslash"),
        pytest.param("First line\\\\\nsecond line", ["First line\\\\ second line"], id="escaped"),
        pytest.param("A <br> b c", ["A", "b c"], id="br"),
        pytest.param("# A  \nnot heading", ["A", "not heading"], id="heading-then-text"),
        pytest.param("Heading  \ntwo\n---", ["Heading<br>two"], id="break-in-heading"),
        pytest.param("*He left. She stayed.*", ["He left.", "She stayed."], id="pair-around"),
        pytest.param(
            "He *left. She* stayed. All went.",
            ["He *left. She* stayed.", "All went."],
            id="pair-across",
        ),
        pytest.param("*Line one\\\nline two*", ["Line one", "line two"], id="pair-around-break"),
        pytest.param("A *line\\\ntwo* x", ["A *line<br>two* x"], id="pair-across-break"),
        pytest.param("[^1]: A note.\n    More.", ["A note.", "More."], id="footnote"),
        pytest.param("    code\n\n```\ncode\n```\n~~~ x\ncode\n~~~", [], id="code"),
        pytest.param("```\nopen to the end", [], id="open-fence"),
        pytest.param("[a]: http://example.org 'Title'\n", [], id="definition"),
        pytest.param("---\n\n***\n\n2024\n", [], id="rules-and-figures"),
        pytest.param("<!-- a comment -->\n", [], id="comment"),
        pytest.param("| A | B\\|C |\n|--|--|\n| d | |\n", ["A", "B|C", "d"], id="table"),
        pytest.param("A | B\n--|--\nc | d | e\n", ["A", "B", "c", "d", "e"], id="bare-table"),
        pytest.param(
            "---\ntitle: Yes, talks\nlang: en\n---\nText", ["Yes, talks", "Text"], id="fm"
        ),
        pytest.param("---\nA sentence.\n---\n", ["A sentence."], id="sentence-between-rules"),
        pytest.param("---\n\ntitle: x\n\n---\n", ["title: x"], id="rules-not-front-matter"),
        pytest.param("\ufeff# Talks", ["Talks"], id="bom"),
        pytest.param("Wrapped\nby *hand*\n- One", ["Wrapped by *hand*", "One"], id="then-item"),
        pytest.param("Text\n- \nmore", ["Text", "more"], id="empty-item-underlines"),
        pytest.param("https://example.org/news?a=b\n\nx@y.org", [], id="addresses-alone"),
        pytest.param("# [https://a.org](https://a.org)", [], id="address-in-link-alone"),
        pytest.param("`make all`, <kbd>x</kbd>.", [], id="code-alone"),
        pytest.param("<b>5</b>.", [], id="letters-of-a-tag"),
        pytest.param("| `a` | 5 &times; 3 |\n|--|--|\n", [], id="cells-without-words"),
        pytest.param("Read on. https://example.org", ["Read on."], id="address-after-a-sentence"),
    ],
)
def test_segments(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("# One\n\nTwo\n", [Kind.HEADING, Kind.SENTENCE]),
        ("| A |\n|---|\n| b |\n", [Kind.CELL, Kind.CELL]),
        ("---\ntitle: A\nsummary: B\n---\n", [Kind.HEADING, Kind.METADATA]),
        ("One\n---\n", [Kind.HEADING]),
    ],
    ids=["text", "table", "front-matter", "setext"],
)
def test_kinds(source: str, kinds: list[Kind]) -> None:
    assert [segment.kind for segment in parse_markdown(source, KEYS).segments] == kinds


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_are_the_articles_own(newline: str) -> None:
    source = "---\ntitle: A\n---\n# One\n\n> Two\n> lines. Three\n\n| a |\n|---|\n| b |\n"
    document = parse_markdown(source.replace("\n", newline), KEYS)
    assert [segment.line for segment in document.segments] == [2, 4, 6, 7, 9, 11]


def test_text_in_html_blocks_is_translated() -> None:
    source = "> <div class='x'>\n> <p>Talks <b>resume</b>\n> today.</p>\n\nText.\n\n</div>\n"
    document = parse_markdown(source)
    assert [(s.text, s.syntax) for s in document.segments] == [
        ("Talks <b>resume</b> today.", Syntax.HTML),
        ("Text.", Syntax.MARKDOWN),
    ]


@pytest.mark.parametrize(
    "source",
    ["[the pact]\n\n[the pact]: /x", "[the pact][]\n\n[The  Pact]: /x"],
    ids=["shortcut", "collapsed"],
)
def test_a_reference_finds_its_definition_when_its_text_is_translated(source: str) -> None:
    assert texts(source) == ["[the pact][the pact]"]
    assert translated(source, "[معاہدہ][the pact]").startswith("[معاہدہ][the pact]\n\n[")


def test_brackets_in_code_or_without_definition_are_text() -> None:
    source = "`[the pact]` [sic] \\[the pact] [x][the pact]\n\n[the pact]: /x"
    assert texts(source) == ["`[the pact]` [sic] \\[the pact] [x][the pact]"]


# What is written


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param("One two\n", "1. ایک", "1\\. ایک\n", id="ordered-list"),
        pytest.param("One two\n", "- ایک", "\\- ایک\n", id="list"),
        pytest.param("One two\n", "+ ایک", "\\+ ایک\n", id="plus-list"),
        pytest.param("One two\n", "# ایک", "\\# ایک\n", id="heading"),
        pytest.param("One two\n", "> ایک", "\\> ایک\n", id="quote"),
        pytest.param("One two\n", "```ایک", "\\```ایک\n", id="fence"),
        pytest.param("One two\n", "[الف]: ب", "\\[الف]: ب\n", id="definition"),
        pytest.param("One two\n", "2026 میں", "2026 میں\n", id="year"),
        pytest.param("One two\n", "**ایک**", "**ایک**\n", id="strong"),
        pytest.param("One two\n", "-5 ڈگری", "-5 ڈگری\n", id="minus"),
        pytest.param("> One\n> two\n", "ایک\nدو", "> ایک دو\n", id="newline"),
        pytest.param("# One #\n", "ایک C #", "# ایک C \\# #\n", id="closing-sign"),
        pytest.param("A | B\n--|--\n", "ا|ب\\|ج", "ا\\|ب\\|ج | B\n--|--\n", id="pipe"),
        pytest.param("---\ntitle: A\n---\n", "الف: ب", '---\ntitle: "الف: ب"\n---\n', id="yaml"),
    ],
)
def test_a_translation_keeps_the_structure(source: str, target: str, expected: str) -> None:
    assert translated(source, target) == expected


HAZARDS = [
    "1. لفظ",
    "2) لفظ",
    "- لفظ",
    "# لفظ",
    "> لفظ",
    "```لفظ",
    "~~~لفظ",
    "[x]: لفظ",
    "لفظ | لفظ",
]


def block_types(source: str) -> list[str]:
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin, move_to_end=False)
    parser.disable(["inline"], ignoreInvalid=True)
    text = source[front_matter_end(source) :].removeprefix("\ufeff")
    return [token.type for token in parser.parse(text)]


@pytest.mark.parametrize("target", HAZARDS, ids=lambda target: target.replace("لفظ", "x"))
@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.stem)
def test_no_translation_changes_the_blocks(path: Path, target: str) -> None:
    source = path.read_bytes().decode()
    document = parse_markdown(source, KEYS)
    assert block_types(render(document, lambda _: target)) == block_types(source)


# Laws


def assert_sound(document: Document) -> None:
    """No byte is lost, slots lie apart or inside each other, each holds its segment's text."""
    assert render(document, lambda segment: None) == document.source
    assert render(document, lambda segment: segment.text) == document.source
    end = 0
    for slot in document.slots:
        assert slot.start >= end or slot.end <= end
        end = max(end, slot.end)
        written = document.source[slot.start : slot.end]
        if slot.segment.syntax is Syntax.MARKDOWN and not set(written) & set("\n\r[|"):
            assert squeeze(written) == slot.segment.text
        assert slot.segment.text == squeeze(slot.segment.text) != ""


@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.stem)
def test_awkward_files_are_sound(path: Path) -> None:
    source = path.read_bytes().decode()
    document = parse_markdown(source, KEYS)
    assert_sound(document)
    assert document.source.encode() == path.read_bytes()


LINE_MARKS = [
    *("> ", "- ", "1. ", "    ", "\t", "# ", "###", "===", "---", "```", "...", "~~~", "|", "|-|")
]
MARKS = [
    *(
        "* ",
        "_",
        "**",
        "`",
        "[^1]: ",
        "[a]: /x",
        "[a]",
        "](",
        "<b>",
        "</b>",
        "<div>",
        "<!--",
        "-->",
    ),
    *("&amp;", "~~", "\\", "\0"),
]
BLANKS = ["  ", "\xa0", "\f", "\u2028", "\n", "\n", "\n\n", "\r\n", "\r"]
SOURCES = st.lists(
    st.sampled_from([*LINE_MARKS, *MARKS, *BLANKS, "Kabul ", "he left. ", "Dar "])
    | st.text(max_size=3)
).map("".join)


@given(SOURCES)
@settings(max_examples=400, deadline=None)
def test_any_text_is_sound(source: str) -> None:
    try:
        document = parse_markdown(source, KEYS)
    except ArticleError:
        assert source.startswith(("---", "\ufeff---"))
    else:
        assert_sound(document)


@given(SOURCES.map(lambda text: text.replace("\r", "")))
@settings(max_examples=200, deadline=None)
def test_line_ends_make_no_difference(source: str) -> None:
    source = "Start\n\n" + source
    assert texts(source.replace("\n", "\r\n")) == texts(source)
    assert texts(source.replace("\n", "\r")) == texts(source)


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


WITHOUT = str.maketrans("", "", "<[`&\0")  # what is markup has no words


@given(SOURCES.map(lambda text: text.translate(WITHOUT)))
@settings(max_examples=300, deadline=None)
def test_no_word_of_a_block_is_dropped(source: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse("\n" + source)
    expected = "".join(letters(token.content) for token in tokens if token.type == "inline")
    assert letters("".join(texts("\n" + source))).replace("br", "") == expected.replace("br", "")


LINES = ["Kabul talks", "60 days", "5) five", "1. first", "- One two", "+ Three", "-", "  - Four"]
LINES += ["# Head", "## Sub ##", "#hash", "> quoted", ">", "===", "---", "* * *", "“Ha”", "```"]
LINES += ["  indented", "      deep", "|-|-|", "a|b", "\tTab", "(in brackets)", "[x]: /y z"]
LINES += [""] * 4


@given(st.lists(st.sampled_from(LINES)))
@settings(max_examples=400, deadline=None)
def test_blocks_are_those_of_commonmark(lines: list[str]) -> None:
    source = "\n".join(["Start", "", *lines])
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    contents = [squeeze(token.content) for token in tokens if token.type == "inline"]
    assert texts(source) == [content for content in contents if letters(content)]


@pytest.mark.parametrize(
    "source",
    [
        ">" * 5000 + " deep",
        "- " * 5000 + "deep",
        "*a " * 20000,
        "[" * 20000,
        "`" * 20001 + "a " * 100,
        "a**b" * 20000,
        "<b>" * 5000,
        "| a " * 5000 + "\n" + "|-" * 5000,
    ],
    ids=["quotes", "lists", "emphasis", "brackets", "ticks", "strong", "tags", "cells"],
)
def test_hostile_text_is_read_in_time(source: str) -> None:
    assert_sound(parse_markdown(source))
