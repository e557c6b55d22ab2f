"""Inline markup: found, masked, carried over and put back without loss."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.inline import (
    Link,
    Masked,
    Syntax,
    carry,
    change_words,
    escape,
    mask,
    piece_index,
    pieces_of,
    restore,
    strip,
    words_of,
)

PLAIN, MARKDOWN, HTML = Syntax.PLAIN, Syntax.MARKDOWN, Syntax.HTML
PRIVATE = re.compile("[\U000f0000-\U000ffffd]")


def shown(masked: Masked) -> list[str]:
    """The pieces in order; of a pair the one that opens with `…` and the one that closes it."""
    return [
        f"{piece.text}…{masked.pieces[piece.partner].text}"
        if piece.partner is not None
        else piece.text
        for i, piece in enumerate(masked.pieces)
        if piece.partner is None or piece.partner > i
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("plain words, 5 * 3 and snake_case_name", [], id="words"),
        pytest.param("**Dar** and *Muttaqi*", ["**…**", "*…*"], id="emphasis"),
        pytest.param("***both***", ["*…*", "**…**"], id="both"),
        pytest.param("**a*b*** c", ["**…**", "*…*"], id="nested"),
        pytest.param("*a **b* c", ["*…*"], id="strong-never-closed"),
        pytest.param("**open and * alone *", [], id="no-delimiters"),
        pytest.param("_a_ b_c_d __e__", ["_…_", "__…__"], id="underscores"),
        pytest.param("~~gone~~ ~one~ ~~~three~~~", ["~~…~~"], id="strike"),
        pytest.param('"*quoted*" (*x*)', ["*…*", "*…*"], id="flanked-by-punctuation"),
        pytest.param("*a*b*c*", ["*…*", "*…*"], id="inside-words"),
        pytest.param("`code *a*` ``x`y`` `open", ["`code *a*`", "``x`y``"], id="code"),
        pytest.param("[Dar](http://x.org/a_b)", ["[…](http://x.org/a_b)"], id="link"),
        pytest.param('[a](<u v> "a *t*")', ['[…](<u v> "a *t*")'], id="link-title"),
        pytest.param("[a](b(c(d))e) x)", ["[…](b(c(d))e)"], id="link-brackets"),
        pytest.param("[a][ref] [b][] [sic]", ["[…][ref]", "[…][]"], id="references"),
        pytest.param("![alt](src) [![a](b)](c)", ["![…](src)", "[…](c)", "![…](b)"], id="images"),
        pytest.param("[a [b](c)](d)", ["[…](c)"], id="no-link-in-a-link"),
        pytest.param("*a [b* c](d)*", ["*…*", "[…](d)"], id="links-bind-tighter"),
        pytest.param("[a] (b) and [c]: d", [], id="no-links"),
        pytest.param("<https://x.org> <me@x.org>", ["<https://x.org>", "<me@x.org>"], id="auto"),
        pytest.param("at https://x.org/a_b_(c).", ["https://x.org/a_b_(c)"], id="address"),
        pytest.param("**https://x.org**", ["**…**", "https://x.org"], id="strong-address"),
        pytest.param("mail a.b@x.org, www.x.org.", ["a.b@x.org", "www.x.org"], id="mail"),
        pytest.param("a\\*b\\* \\a", ["\\*", "\\*"], id="escapes"),
        pytest.param("a&nbsp;b &#35; &none; AT&T", ["&nbsp;", "&#35;"], id="entities"),
        pytest.param("note[^1] ^[an *inline* one]", ["[^1]", "^[…]", "*…*"], id="footnotes"),
        pytest.param("<b>x</b> <br> <i>", ["<b>…</b>", "<br>", "<i>"], id="tags"),
        pytest.param("<b>x <b>y</b></b>", ["<b>…</b>", "<b>…</b>"], id="tags-nested"),
        pytest.param("a < b and c > d <3", [], id="less-than"),
        pytest.param("<!-- *a* --> b", ["<!-- *a* -->"], id="comment"),
        pytest.param("*a <b>c* d</b>", ["*", "<b>…</b>", "*"], id="crossing"),
        pytest.param("<kbd>*a*</kbd>", ["<kbd>*a*</kbd>"], id="opaque"),
        pytest.param("\U000f0001 x", ["\U000f0001"], id="private-use"),
    ],
)
def test_markdown(text: str, pieces: list[str]) -> None:
    assert shown(mask(text, MARKDOWN)) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("words *and* `more`", [], id="words"),
        pytest.param("<b>x</b> <BR/> <i>y", ["<b>…</b>", "<BR/>", "<i>"], id="tags"),
        pytest.param("<b>x<i>y</b>z</i>", ["<b>…</b>", "<i>", "</i>"], id="crossing"),
        pytest.param('<a title="a > b">x</a>', ['<a title="a > b">…</a>'], id="attributes"),
        pytest.param("<code>a <b>c</b></code> d", ["<code>a <b>c</b></code>"], id="code"),
        pytest.param("<code>open <b>x</b>", ["<code>", "<b>…</b>"], id="open-code"),
        pytest.param(
            '<span translate="no">a <span>b</span> c</span> d',
            ['<span translate="no">a <span>b</span> c</span>'],
            id="not-translated",
        ),
        pytest.param("3 &lt; 4 &amp; 5&nbsp;m AT&T", ["&lt;", "&amp;", "&nbsp;"], id="entities"),
        pytest.param("<!-- <b> --> 1 < 2", ["<!-- <b> -->"], id="comment"),
        pytest.param("see https://x.org/?a=1.", ["https://x.org/?a=1"], id="address"),
        pytest.param(
            "<img alt='a'><wbr><x-y>z</x-y>", ["<img alt='a'>", "<wbr>", "<x-y>…</x-y>"], id="void"
        ),
    ],
)
def test_html(text: str, pieces: list[str]) -> None:
    assert shown(mask(text, HTML)) == pieces


def test_plain_text_has_addresses_only() -> None:
    masked = mask("*a* <b> https://x.org/(b), me@x.org \U000f0000 &lt;", PLAIN)
    assert shown(masked) == ["https://x.org/(b)", "me@x.org", "\U000f0000"]


def test_offsets_are_those_of_the_text_with_its_markup() -> None:
    text = "**One** two https://x.org three"
    masked = mask(text, MARKDOWN)
    assert masked.unmasked(masked.text.index("two")) == text.index("two")
    assert masked.unmasked(masked.text.index("three")) == text.index("three")
    assert masked.unmasked(len(masked.text)) == len(text)
    assert masked.spans == [(0, 2), (5, 7), (12, 25)]


@pytest.mark.parametrize(
    ("text", "syntax", "words"),
    [
        pytest.param("**Dar** met *him*.", MARKDOWN, "Dar met him.", id="pairs"),
        pytest.param("un*believ*able", MARKDOWN, "unbelievable", id="inside-a-word"),
        pytest.param("See https://x.org for it", MARKDOWN, "See for it", id="between-blanks"),
        pytest.param("See https://x.org.", PLAIN, "See.", id="before-a-stop"),
        pytest.param("`khabar` is a", MARKDOWN, "is a", id="first"),
        pytest.param("it is `khabar`", MARKDOWN, "it is", id="last"),
        pytest.param("one<br>two", HTML, "one two", id="between-words"),
        pytest.param("over[^1]. Next", MARKDOWN, "over. Next", id="footnote"),
        pytest.param("a `b` `c` d", MARKDOWN, "a d", id="two-in-a-row"),
        pytest.param("2 \\* 3 &lt; 9&nbsp;m", MARKDOWN, "2 * 3 < 9 m", id="characters"),
        pytest.param("[a](b) ![c](d)", MARKDOWN, "a c", id="links"),
        pytest.param("`a`", MARKDOWN, "", id="nothing-left"),
        pytest.param("  no  markup ", MARKDOWN, "  no  markup ", id="nothing-to-do"),
    ],
)
def test_words_without_markup(text: str, syntax: Syntax, words: str) -> None:
    assert strip(mask(text, syntax)) == words


def test_words_know_where_they_stood() -> None:
    masked = mask("See **the** `x` pact", MARKDOWN)
    words = words_of(masked)
    for i, char in enumerate(words.text):
        assert masked.text[words.offsets[i]] == char


# Carried over to a translation

SENTENCE = "The *foreign minister* met [Dar](http://x.org) in **Kabul**.[^1]"
SENTENCES = {
    "ur": (
        "وزیر خارجہ نے کابل میں ڈار سے ملاقات کی۔",
        {"foreign": "خارجہ", "minister": "وزیر", "Dar": "ڈار", "Kabul": "کابل"},
        "*وزیر خارجہ* نے **کابل** میں [ڈار](http://x.org) سے ملاقات کی۔[^1]",
    ),
    "ps": (
        "د بهرنیو چارو وزیر په کابل کې له ډار سره وکتل.",
        {"foreign": "بهرنیو چارو", "minister": "وزیر", "Dar": "ډار", "Kabul": "کابل"},
        "د *بهرنیو چارو وزیر* په **کابل** کې له [ډار](http://x.org) سره وکتل.[^1]",
    ),
    "fa_AF": (
        "وزیر خارجه با دار در کابل دیدار کرد.",
        {"foreign": "خارجه", "minister": "وزیر", "Dar": "دار", "Kabul": "کابل"},
        "*وزیر خارجه* با [دار](http://x.org) در **کابل** دیدار کرد.[^1]",
    ),
    "ar": (
        "التقى وزير الخارجية دار في كابل.",
        {"foreign": "الخارجية", "minister": "وزير", "Dar": "دار", "Kabul": "كابل"},
        "التقى *وزير الخارجية* [دار](http://x.org) في **كابل**.[^1]",
    ),
}


def carried(source: str, target: str, pairs: dict[str, str], syntax: Syntax = MARKDOWN) -> str:
    """`target` with the markup of `source`, by the words that `pairs` says belong together."""
    masked = mask(source, syntax)
    words = strip(masked)
    links = []
    for a, b in pairs.items():
        i, j = words.index(a), target.index(b)
        links.append(Link(i, i + len(a), j, j + len(b)))
    return restore(escape(carry(masked, target, links), syntax), masked.pieces)


@pytest.mark.parametrize("code", SENTENCES)
def test_markup_goes_where_its_words_went(code: str) -> None:
    target, pairs, expected = SENTENCES[code]
    assert carried(SENTENCE, target, pairs) == expected


@pytest.mark.parametrize(
    ("source", "target", "pairs", "expected"),
    [
        pytest.param("**All of it.**", "یہ سب۔", {}, "**یہ سب۔**", id="whole"),
        pytest.param("**All of it**.", "یہ سب۔", {}, "**یہ سب**۔", id="whole-but-the-stop"),
        pytest.param("*“All” of it*", "”سب“ یہ", {}, "*”سب“ یہ*", id="whole-quoted"),
        pytest.param(
            "See https://x.org for more.",
            "مزید کے لیے دیکھیں۔",
            {"See": "دیکھیں", "more": "مزید"},
            "مزید کے لیے دیکھیں https://x.org۔",
            id="alone-follows-its-word",
        ),
        pytest.param("`a` is good", "اچھا ہے", {"is": "ہے"}, "`a` اچھا ہے", id="alone-first"),
        pytest.param("It is `a`.", "یہ ہے۔", {}, "یہ ہے `a`۔", id="alone-last"),
        pytest.param("[`a`](b) is", "ہے", {}, "[`a`](b) ہے", id="link-around-code"),
        pytest.param("*a **b** c*", "x y z", {}, "*x **y** z*", id="nested"),
        pytest.param(
            "*a* **b**", "x y", {"a": "y", "b": "x"}, "**x** *y*", id="pairs-change-places"
        ),
        pytest.param(
            "*a b* **c d**", "x y z", {"a": "x", "b": "z", "c": "y"}, "*x* **y** z", id="entangled"
        ),
        pytest.param("*a* **b** c", "x", {}, "*x* ****", id="too-few-words"),
        pytest.param("`a` *b*", "", {}, "`a` **", id="no-words"),
        pytest.param(
            "a *b* c",
            "ا (ب) [ج](د) *ہ* <e>",
            {"b": "ب"},
            "ا (*ب*) \\[ج\\](د) \\*ہ\\* \\<e>",
            id="escaped",
        ),
        pytest.param("2 \\* 3 *x*", "2 * 3 ایکس", {"x": "ایکس"}, "2 * 3 *ایکس*", id="characters"),
        pytest.param(
            "*“Stop!”* he said.",
            "اس نے کہا: ”رکو!“",
            {"Stop": "رکو"},
            "اس نے کہا: *”رکو!“*",
            id="quoted",
        ),
        pytest.param("one<br>two", "ایک دو", {"one": "ایک", "two": "دو"}, "ایک<br> دو", id="break"),
    ],
)
def test_carried(source: str, target: str, pairs: dict[str, str], expected: str) -> None:
    assert carried(source, target, pairs) == expected


def test_html_is_carried_and_escaped() -> None:
    source = "The <b>talks</b> &amp; <a href='x'>aid</a>"
    found = carried(source, "امداد & مذاکرات", {"talks": "مذاکرات", "aid": "امداد"}, HTML)
    assert found == "<a href='x'>امداد</a> &amp; <b>مذاکرات</b>"


TEXTS = st.lists(
    st.sampled_from(
        [
            "Kabul",
            " ",
            " ",
            "Dar.",
            "«x»",
            "*",
            "**",
            "_",
            "`",
            "``",
            "[",
            "![",
            "](u)",
            "][r]",
            "]",
        ]
        + ["<b>", "</b>", "<i>", "</i>", "<br>", "<!-- c -->", "\\*", "&amp;", "[^1]", "^[", "~~"]
        + [
            "https://x.org",
            "me@x.org",
            "<code>",
            "</code>",
            "(",
            ")",
            "!",
            "\n",
            "\U000f0003",
            "ہے۔",
        ]
    )
    | st.text(max_size=3)
).map("".join)
LINKS = st.lists(st.builds(Link, *[st.integers(0, 40)] * 4), max_size=8)
SYNTAXES = pytest.mark.parametrize("syntax", Syntax, ids=lambda syntax: syntax.value)


@SYNTAXES
@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_masking_loses_nothing(syntax: Syntax, text: str) -> None:
    masked = mask(text, syntax)
    assert restore(masked.text, masked.pieces) == text
    assert [piece_index(c) for c in PRIVATE.findall(masked.text)] == list(range(len(masked.pieces)))
    assert masked.unmasked(len(masked.text)) == len(text)
    assert change_words(text, syntax, str) == text
    path = []
    for i, piece in enumerate(masked.pieces):
        if piece.partner is not None and piece.partner > i:
            path.append(i)
        elif piece.partner is not None:
            assert path.pop() == piece.partner
            assert masked.pieces[piece.partner].partner == i
    assert path == []


@SYNTAXES
@given(text=TEXTS, target=st.text(st.sampled_from("ab ک۔،«»*.<")), links=LINKS)
@settings(max_examples=400, deadline=None)
def test_every_piece_is_carried_once_and_no_word_lost(
    syntax: Syntax, text: str, target: str, links: list[Link]
) -> None:
    masked = mask(text, syntax)
    found = carry(masked, target, links)
    characters = {
        i for i, p in enumerate(masked.pieces) if p.text[0] in "\\&" and p.partner is None
    }
    order = [piece_index(char) for char in PRIVATE.findall(found)]
    assert sorted(order) == sorted(set(range(len(masked.pieces))) - characters)
    assert PRIVATE.sub("", found).replace(" ", "") == target.replace(" ", "")
    path: list[int] = []
    for i in order:
        partner = masked.pieces[i].partner
        if partner is not None and partner > i:
            path.append(i)
        elif partner is not None:
            assert path.pop() == partner


SIGNS = st.lists(st.sampled_from([*"ab *_`[]()<>!\\&#;~^", "&lt;", "~~"])).map("".join)


@given(target=SIGNS)
@settings(max_examples=400, deadline=None)
@pytest.mark.parametrize("syntax", [MARKDOWN, HTML], ids=["markdown", "html"])
def test_escaped_text_has_no_markup(syntax: Syntax, target: str) -> None:
    escaped = escape(target, syntax)
    assert pieces_of(escaped, syntax) == ()
    assert strip(mask(escaped, syntax)) == target


def test_an_editors_insertion_needs_no_escape() -> None:
    assert (
        escape("[وہ] گئے 5 * 3, snake_case, AT&T", MARKDOWN) == "[وہ] گئے 5 * 3, snake_case, AT&T"
    )


def test_markup_is_counted_without_characters() -> None:
    text = "**a** \\* b&nbsp;c [d](e) `f`"
    assert pieces_of(text, MARKDOWN) == ("**", "**", "[", "](e)", "`f`")


def test_more_pieces_than_characters_for_them() -> None:
    text = "`a` " * 70000
    masked = mask(text, MARKDOWN)
    assert restore(masked.text, masked.pieces) == text
    assert strip(masked) == ""
