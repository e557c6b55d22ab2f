"""HTML articles: what becomes a segment, what stays untouched, and what is refused."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents.html import parse_html
from translate.documents.model import Document, Segment, render
from translate.errors import ArticleError

AWKWARD = sorted((Path(__file__).parent / "data" / "awkward").glob("*.html"))

SNIPPETS = """
<p> </p> <b> </b> <i> </i> <a_href=x_title='Map_of_Kabul'> </a> <div> </div> <td> <tr> <table>
</table> <ul> <li> </ul> <br> <img_alt=Dar> <code> </code> <pre> </pre> <script> </script> <title>
</title> <!--c--> <h2> </h2> <span_translate=no> </span> <svg> <path/> </svg> &nbsp; &amp; &lt;
&copy & < </ <! <![ Kabul talks. Dr. 12 “ " '
"""
PIECES = st.sampled_from([piece.replace("_", " ") for piece in SNIPPETS.split()])
BLANKS = st.sampled_from([" ", "\r\n", "\t", "\ufeff", "\xa0"])
SOUP = st.lists(PIECES | BLANKS, max_size=40).map("".join)


def segments(source: str) -> list[str]:
    return [segment.text for segment in parse_html(source).segments]


def kinds(source: str) -> list[tuple[str, str]]:
    return [(segment.kind.value, segment.text) for segment in parse_html(source).segments]


def untranslated(segment: Segment) -> None:
    return None


def translated(source: str, words: dict[str, str]) -> str:
    return render(parse_html(source), lambda segment: words.get(segment.text))


def assert_slots_nest(document: Document) -> None:
    open_ends: list[int] = []
    at = 0
    for slot in document.slots:
        assert at <= slot.start < slot.end <= len(document.source)
        at = slot.start
        while open_ends and open_ends[-1] <= slot.start:
            open_ends.pop()
        assert not open_ends or slot.end <= open_ends[-1]
        open_ends.append(slot.end)


# Laws


@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.stem)
def test_awkward_file_comes_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    document = parse_html(data.decode())
    assert document.slots
    assert_slots_nest(document)
    assert render(document, untranslated).encode() == data


@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.stem)
def test_segments_written_back_are_read_again(path: Path) -> None:
    document = parse_html(path.read_bytes().decode())
    shouted = render(document, lambda segment: f"{segment.text}!")
    again = parse_html(shouted)
    assert [s.kind for s in again.segments] == [s.kind for s in document.segments]
    plain = [s.text for s in document.segments if not set(s.text) & set("<&")]
    assert {f"{text}!" for text in plain} <= {s.text for s in again.segments}


@given(SOUP | st.text(max_size=80))
def test_any_text_is_parsed_whole_or_refused_with_its_line(source: str) -> None:
    try:
        document = parse_html(source)
    except ArticleError as error:
        told = error.line is not None and bool(error.problem and error.remedy)
    else:
        assert_slots_nest(document)
        told = render(document, untranslated) == source
    assert told


@given(SOUP)
def test_segments_have_words_and_no_line_breaks(source: str) -> None:
    try:
        document = parse_html(source)
    except ArticleError:
        return
    for segment in document.segments:
        assert segment.text == segment.text.strip()
        assert "\n" not in segment.text
        assert any(char.isalpha() for char in segment.text)


# What becomes a segment


def test_headings_sentences_and_cells() -> None:
    source = (
        "<title>Dar in Kabul</title><h1>Talks resume</h1><p>He came. He left.</p>"
        "<table><tr><th>Year<td>Exports<td><p>In a paragraph.</p></table>"
        "<fieldset><legend>Poll</legend></fieldset><ul><li>One<li>Two</ul>"
    )
    assert kinds(source) == [
        ("heading", "Dar in Kabul"),
        ("heading", "Talks resume"),
        ("sentence", "He came."),
        ("sentence", "He left."),
        ("cell", "Year"),
        ("cell", "Exports"),
        ("sentence", "In a paragraph."),
        ("heading", "Poll"),
        ("sentence", "One"),
        ("sentence", "Two"),
    ]


def test_metadata_and_attributes() -> None:
    source = (
        '<meta charset="utf-8"><meta name="description" content="The minister &amp; his aides">'
        '<meta property="og:title" content="Dar in Kabul"><meta name="author" content="Desk">'
        '<img src="a.jpg" alt="Dar &amp; Muttaqi" title=Photo><input placeholder=\'Search\'>'
        '<button aria-label="Share it"></button>'
    )
    assert kinds(source) == [
        ("metadata", "The minister & his aides"),
        ("heading", "Dar in Kabul"),
        ("attribute", "Dar & Muttaqi"),
        ("attribute", "Photo"),
        ("attribute", "Search"),
        ("attribute", "Share it"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>The <b>army</b> chief <a href='/x'>said</a> so.</p>", 1),
        ("<p>One line<br>Another line</p>", 2),
        ("<p>Before <img src=x> after</p>", 2),
        ("<div>Text <p>Paragraph</p> more</div>", 3),
        ("<p>It cost <wbr>more.</p>", 1),
    ],
    ids=["inline-stays", "br-ends", "img-ends", "block-ends", "wbr-stays"],
)
def test_only_inline_tags_stay_inside(source: str, expected: int) -> None:
    assert len(segments(source)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p><strong>All of it. Bold.</strong></p>", ["All of it.", "Bold."]),
        ("<li><a href='/x'>Headline</a></li>", ["Headline"]),
        ("<h2><a id='top'></a>Headline</h2>", ["Headline"]),
        ("<p><b>KABUL</b> Talks began.</p>", ["<b>KABUL</b> Talks began."]),
        ("<p>Talks <b>began</b></p>", ["Talks <b>began</b>"]),
        ("<a href=/x><h3>Headline</h3><p>Teaser.</p></a>", ["Headline", "Teaser."]),
        ("<p><!-- lead -->Talks began.<!-- end --></p>", ["Talks began."]),
        ("<p>Talks <!-- which? --> began.</p>", ["Talks <!-- which? --> began."]),
        ("<p><code>ls</code> lists files.</p>", ["<code>ls</code> lists files."]),
    ],
    ids=["bold-paragraph", "link-item", "anchor", "lead-in", "last-word", "link-around-blocks"]
    + ["comments-around", "comment-within", "code-first"],
)
def test_tags_around_a_whole_block_stay_outside(source: str, expected: list[str]) -> None:
    assert segments(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>var a = 'Not text';</script>",
        "<style>p { color: red }</style>",
        "<pre>as it is</pre>",
        "<p><code>make all</code></p>",
        "<textarea>Draft <p> text</textarea>",
        "<svg><title>Chart</title><text>Axis</text></svg>",
        "<math><mi>x</mi></math>",
        "<template><p>Later</p></template>",
        "<!-- a note --><!--[if IE]><p>Old</p><![endif]-->",
        "<p translate='no'>Khabar <b>Media</b></p>",
        "<div class='box notranslate'><p>Left <img alt='alone'></p></div>",
        "<p><span translate=no>Khabar TV</span></p>",
        "<p>12,000 <b>(5%)</b></p>",
        "<p><b>5</b>.</p>",
        "<p>https://example.org/news, <a href='mailto:x@y.org'>x@y.org</a></p>",
    ],
)
def test_nothing_in_it_for_a_translator(source: str) -> None:
    assert segments(source) == []


def test_untouched_words_stay_in_their_sentence() -> None:
    source = "<p>Seen by <span translate=no title='Name'>Khabar &amp; Co</span> &amp; others.</p>"
    assert segments(source) == [
        "Seen by <span translate=no title='Name'>Khabar &amp; Co</span> &amp; others."
    ]


def test_tags_in_an_untouched_element_stay_with_it() -> None:
    assert segments("<p>Run <code>make<wbr>all</code>, he said.</p>") == [
        "Run <code>make<wbr>all</code>, he said."
    ]


def test_missing_end_tags_end_untouched_paragraphs() -> None:
    assert segments("<p translate=no>Khabar Media<p>Talks began.") == ["Talks began."]


def test_entities_read_well_but_for_those_that_guard_markup() -> None:
    source = (
        "<p>Dar&rsquo;s &quot;offer&quot;&nbsp;&mdash; &#8220;no&#x201D; &lt;5% &amp; AT&T &x;</p>"
    )
    assert segments(source) == ['Dar’s "offer"\xa0— “no” &lt;5% &amp; AT&T &x;']


def test_lines_are_those_of_the_article() -> None:
    source = "<p>One.\r\nTwo.</p>\r\n<img\r\nalt='Three'>\r\n<p>\r\nFour.</p>"
    assert [(s.line, s.text) for s in parse_html(source).segments] == [
        (1, "One."),
        (2, "Two."),
        (4, "Three"),
        (6, "Four."),
    ]


# Writing translations


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<p>Tea.</p>", "چای & قند", "<p>چای &amp; قند</p>"),
        ("<p>Tea.</p>", "چای &lt; <b>قند</b> < ۵", "<p>چای &lt; <b>قند</b> &lt; ۵</p>"),
        ("<title>Tea.</title>", "چای & <b>", "<title>چای &amp; &lt;b&gt;</title>"),
        ('<img alt="Tea.">', 'چای "سبز" &', '<img alt="چای &quot;سبز&quot; &amp;">'),
        ("<img alt='Tea.'>", "چای 'سبز'", "<img alt='چای &#x27;سبز&#x27;'>"),
        ("<img alt=Tea. src=x>", "چای سبز", '<img alt="چای سبز" src=x>'),
        ("<IMG ALT = 'Tea.'/>", "چای", "<IMG ALT = 'چای'/>"),
        ("<p><a href='?a=1&b=2'>Tea.</a> Q.</p>", "چای", "<p>چای Q.</p>"),
    ],
    ids=["ampersand", "less-than", "title", "double", "single", "unquoted", "upper", "sentence"],
)
def test_translation_is_escaped_for_its_place(source: str, target: str, expected: str) -> None:
    first = parse_html(source).slots[0].segment
    assert render(parse_html(source), lambda s: target if s == first else None) == expected


def test_tags_in_a_translation_are_written_as_they_are() -> None:
    link = '<a href="/x?a=1&b=2" data-x="5 < 6">'
    source = f"<p>See {link}this</a> now.</p>"
    words = {f"See {link}this</a> now.": f"{link}دا</a> اوس وګورئ."}
    assert translated(source, words) == f"<p>{link}دا</a> اوس وګورئ.</p>"


def test_attribute_is_translated_where_its_tag_moved() -> None:
    source = '<p>Kabul, says <a href="/k" title="Kabul">Dar</a>.</p>'
    words = {
        'Kabul, says <a href="/k" title="Kabul">Dar</a>.': (
            '<a href="/k" title="Kabul">ڈار</a> نے کہا: کابل۔'
        ),
        "Kabul": "کابل شہر",
    }
    assert translated(source, words) == (
        '<p><a href="/k" title="کابل شہر">ڈار</a> نے کہا: کابل۔</p>'
    )


def test_attribute_is_translated_in_a_sentence_that_is_not() -> None:
    source = '<p>Kabul, says <a title="Kabul">Dar</a>.</p>'
    assert translated(source, {"Kabul": "كابول"}) == (
        '<p>Kabul, says <a title="كابول">Dar</a>.</p>'
    )


@pytest.mark.parametrize("blank", ["\n", "\r\n  ", "  "], ids=["line-break", "crlf", "blanks"])
def test_attribute_over_two_lines_is_translated_in_a_translated_sentence(blank: str) -> None:
    source = f'<p>Kabul, says <a\nhref=x title="Map{blank}of Kabul">Dar</a>.</p>'
    words = {
        'Kabul, says <a href=x title="Map of Kabul">Dar</a>.': (
            '<a href=x title="Map of Kabul">ڈار</a> نے کہا۔'
        ),
        "Map of Kabul": "نقشہ",
    }
    assert translated(source, words) == '<p><a href=x title="نقشہ">ڈار</a> نے کہا۔</p>'


# What is refused


@pytest.mark.parametrize(
    ("source", "line", "named"),
    [
        ("<p>One</p>\n<div>Two", 2, "<div>"),
        ("<p>One <b>two</p>\n<p>Three</p>", 1, "<b>"),
        ("<p>One</p>\r\n<p><a href=x>Two</p>", 2, "<a>"),
        ("<p>One</p>\n\n<script>var a;", 3, "<script>"),
        ("<body><div>\n<script>var a;</div></body>", 2, "<script>"),
        ("<head>\n<title>One</head><body><p>Two</p>", 2, "<title>"),
        ("One\n<!-- two", 2, "comment"),
        ("<p>One</p>\n<p class=", 2, "<p"),
        ("<p>One</p>\n<a href='x>Two</a>", 2, "<a"),
        ('<p>One</p>\n<a href="x>Two</a> <a href="y">Three</a>', 2, "<a"),
        ("<p>One</p\n", 1, "</p"),
        ("<b>\n" * 600, 513, "512"),
    ],
    ids=["div", "b", "a", "script", "script-first", "title", "comment", "end-of-file"]
    + ["quote-to-the-end", "quote-to-the-next", "end-tag", "depth"],
)
def test_broken_structure_is_told_with_its_line(source: str, line: int, named: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_html(source)
    assert caught.value.line == line
    assert named in caught.value.problem


@pytest.mark.parametrize(
    "source",
    [
        "<ul><li>One<li>Two</ul>",
        "<dl><dt>One<dd>Two<dt>Three</dl>",
        "<table><thead><tr><th>A<tbody><tr><td>B<tr><td>C</table>",
        "<table><caption>A<tr><td>B</table>",
        "<select><optgroup><option>A<option>B<optgroup><option>C</select>",
        "<p>One<p>Two<div>Three</div>",
        "<html><head><title>A</title><body><p>B",
        "<p><b>One <i>two</b> three</i></p>",
        "<p>One</em></p></div>",
        "<div/><span/><br></br>",
        "<p>One</p x='y'>",
        "<ruby>A<rt>B<rt>C</ruby>",
    ],
)
def test_what_the_standard_lets_go_is_let_go(source: str) -> None:
    assert render(parse_html(source), untranslated) == source
    assert segments(source) or source.startswith("<div/>")


@pytest.mark.parametrize(
    "unit",
    ["<p>Dar <b>said</b> so. ", "<a ", "<!--", "</x>", "<b></b>", "&amp", "<td>", "<![", "< "],
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    started = time.process_time()
    with contextlib.suppress(ArticleError):
        parse_html(unit * 5_000)
    assert time.process_time() - started < 8
