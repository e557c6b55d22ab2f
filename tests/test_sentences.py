from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.documents.blocks import Lines, Run, cut
from translate.documents.model import Kind
from translate.documents.sentences import sentence_spans
from translate.inline import Masked, Piece, Syntax, mask, restore

HARD = Path(__file__).parent / "data" / "sentences.tsv"


@dataclass(frozen=True)
class Passage:
    """A line of the hard set: topic, sentences, and why it still fails, if it does."""

    line: int
    topic: str
    sentences: list[str]
    known: str = ""


def read_hard_set() -> list[Passage]:
    lines = HARD.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Passage(i, row[0], row[1].split(" ¶ "), *row[2:]) for i, row in enumerate(rows, 1)]


PASSAGES = read_hard_set()


def split(text: str) -> list[str]:
    return [text[a:b].strip() for a, b in sentence_spans(mask(text, Syntax.PLAIN), text)]


def split_marked(marked: str, pieces: dict[str, str], pairs: list[str]) -> list[str]:
    """`marked` split, its markup given by letters of another alphabet: α, β, …, `pieces` says
    what each is, `pairs` which open and close each other ("αβ")."""
    order = [char for char in marked if char in pieces]
    partner = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    found = tuple(
        Piece(pieces[char], order.index(partner[char]) if char in partner else None)
        for char in order
    )
    text = marked.translate({ord(c): 0xF0000 + i for i, c in enumerate(order)})
    whole = restore(text, found)
    masks = [i for i, char in enumerate(text) if char >= "\U000f0000"]
    starts = [len(restore(text[:i], found)) for i in masks]
    spans = [(a, a + len(piece.text)) for a, piece in zip(starts, found, strict=True)]
    return [whole[a:b] for a, b in sentence_spans(Masked(text, found, masks, spans), whole)]


@pytest.mark.parametrize(
    "passage",
    [p for p in PASSAGES if not p.known],
    ids=lambda p: f"{p.line}-{p.topic}",
)
def test_settled_passages_of_the_hard_set(passage: Passage) -> None:
    assert split(" ".join(passage.sentences)) == passage.sentences


def test_the_hard_set_is_large_and_its_known_failures_are_few() -> None:
    right = [p for p in PASSAGES if split(" ".join(p.sentences)) == p.sentences]
    assert len(PASSAGES) >= 220
    assert len({" ".join(p.sentences) for p in PASSAGES}) == len(PASSAGES)
    assert len(right) / len(PASSAGES) >= 0.99
    assert [p.line for p in PASSAGES if p.known] == [98, 179]


def test_a_known_failure_that_was_mended_loses_its_mark() -> None:
    for passage in PASSAGES:
        if passage.known:
            assert split(" ".join(passage.sentences)) != passage.sentences, passage.line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\t", "\xa0", "\n   "], ids=repr)
def test_line_breaks_inside_a_block_count_as_a_blank(end: str) -> None:
    text = "Lt. Gen. Munir met Dr. Abdullah at 5 p.m. Police kept watch. No. 7 was shut."
    broken = text.replace(" ", end)
    got = [broken[a:b] for a, b in sentence_spans(mask(broken, Syntax.PLAIN), broken)]
    want = [
        "Lt. Gen. Munir met Dr. Abdullah at 5 p.m.",
        "Police kept watch.",
        "No. 7 was shut.",
    ]
    assert [part.replace(end, " ").strip() for part in got] == want
    assert "".join(got) == broken


WORDS_THAT_LOOK_SHORTENED = ["May", "me", "ore", "ill", "OK", "DC", "PP", "art", "fed", "Ken"]


@pytest.mark.parametrize("word", WORDS_THAT_LOOK_SHORTENED)
def test_words_that_only_look_like_abbreviations_end_a_sentence(word: str) -> None:
    assert split(f"It came down to {word}. Pakistan won.") == [
        f"It came down to {word}.",
        "Pakistan won.",
    ]


@pytest.mark.parametrize("initial", list("ABDEFGHIJKLMNOPRSTWXYZ"))
def test_an_initial_before_a_name_in_s_ends_nothing(initial: str) -> None:
    assert len(split(f"The bench of {initial}. Abbas sat on Monday.")) == 1


JOINED = {
    "a statement": ["The school closed.", "The fund paid."],
    "a quotation": ['He said "no."', "Nobody left."],
    "a question": ["Will it rain?", "Officials say no."],
}


@pytest.mark.parametrize("sentences", JOINED.values(), ids=JOINED)
def test_sentences_that_lost_the_blank_between_them(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


def test_a_country_before_its_centres_ends_nothing() -> None:
    assert len(split("The U.S. Centers for Disease Control agreed.")) == 1


MARKED = [
    pytest.param(
        "αHe left.β γShe stayed.δ",
        {"α": "**", "β": "**", "γ": "*", "δ": "*"},
        ["αβ", "γδ"],
        ["**He left.** ", "*She stayed.*"],
        id="closing to the one before, opening to the one after",
    ),
    pytest.param(
        "αβHe left.γδ They stayed.",
        {"α": "**", "β": "_", "γ": "_", "δ": "**"},
        ["αδ", "βγ"],
        ["**_He left._** ", "They stayed."],
        id="nested pairs",
    ),
    pytest.param(
        "αHe left. βShe did not.",
        {"α": "<b>", "β": "</b>"},
        ["αβ"],
        ["<b>He left. </b>", "She did not."],
        id="a closing tag after the blank",
    ),
    pytest.param(
        "Locals counted four.α The army 23.β",
        {"α": "[^1]", "β": "[^2]"},
        [],
        ["Locals counted four.[^1] ", "The army 23.[^2]"],
        id="footnote references",
    ),
    pytest.param(
        "Locals counted four.αβ1γδ The army 23.",
        {"α": "<sup>", "β": '<a href="#n1">', "γ": "</a>", "δ": "</sup>"},
        ["αδ", "βγ"],
        ['Locals counted four.<sup><a href="#n1">1</a></sup> ', "The army 23."],
        id="raised footnote marks",
    ),
    pytest.param(
        "It was open. α is shut. Read β. The file is gone.",
        {"α": "`gate.py`", "β": "https://example.org/x?y=1."},
        [],
        [
            "It was open. ",
            "`gate.py` is shut. ",
            "Read https://example.org/x?y=1.. ",
            "The file is gone.",
        ],
        id="code and addresses are words",
    ),
    pytest.param(
        "See α. for the list.",
        {"α": "www.example.org"},
        [],
        ["See www.example.org. for the list."],
        id="an address before a small letter",
    ),
    pytest.param(
        "αGen.β Munir left.γHe slept.",
        {"α": "<abbr>", "β": "</abbr>", "γ": "<br>"},
        ["αβ"],
        ["<abbr>Gen.</abbr> Munir left.<br>", "He slept."],
        id="an abbreviation in tags, a line break",
    ),
]


@pytest.mark.parametrize(("marked", "pieces", "pairs", "want"), MARKED)
def test_markup(marked: str, pieces: dict[str, str], pairs: list[str], want: list[str]) -> None:
    assert split_marked(marked, pieces, pairs) == want


SCRAPS = st.sampled_from(
    [
        *"aZ7 .!?\"'“”‘’()[]…\n\r\t\xa0-,•αβγδ\U000f0001",
        "U.S. ", "p.m. ", "Gen. ", "No. ", "etc. ", "Mr. X ", "The ", "Officials in ", ".) ",
        "? he asked. ", "http://a.pk/x.y ", "a@b.pk ", "\r\n", "ڈار نے کہا۔ ", "é", "\u2028",
    ]
)  # fmt: skip


@given(st.lists(SCRAPS, max_size=30).map("".join) | st.text(max_size=60))
@settings(max_examples=400, deadline=None)
def test_spans_are_gapless_and_hold_words(text: str) -> None:
    spans = sentence_spans(mask(text, Syntax.PLAIN), text)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)
    assert all(b == c for (_, b), (c, _) in pairwise(spans))
    if text.strip():
        assert all(text[a:b].strip() for a, b in spans)


def segments(text: str, syntax: Syntax) -> list[str]:
    slots = cut([Run(text, 0, len(text))], Kind.SENTENCE, syntax, Lines(text))
    return [slot.segment.text for slot in slots]


def test_entities_are_the_characters_they_mean() -> None:
    text = (
        "&ldquo;Will you go?&rdquo; he asked. &quot;We go.&quot; Gen.&nbsp;Munir left. A &amp; B."
    )
    assert segments(text, Syntax.HTML) == [
        "&ldquo;Will you go?&rdquo; he asked.",
        "&quot;We go.&quot;",
        "Gen.&nbsp;Munir left.",
        "A &amp; B.",
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "He [left. Then he came](https://example.org/a.b) back. She did not.",
            ["He [left. Then he came](https://example.org/a.b) back.", "She did not."],
        ),
        ("He **is Gen. Munir.** She left.", ["He **is Gen. Munir.**", "She left."]),
        ("It ended.[^1] Read `a.b`. Now.", ["It ended.[^1]", "Read `a.b`.", "Now."]),
    ],
    ids=["link", "emphasis", "footnote and code"],
)
def test_markdown_segments_keep_their_pairs(text: str, want: list[str]) -> None:
    assert segments(text, Syntax.MARKDOWN) == want


@given(st.lists(SCRAPS, max_size=30), st.data())
@settings(max_examples=300, deadline=None)
def test_no_segment_holds_half_a_pair(scraps: list[str], data: st.DataObject) -> None:
    text = "".join(scraps)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    marked = f"{text[:a]}<em>{text[a:b]}</em>{text[b:]}"
    for segment in segments(marked, Syntax.HTML):
        assert ("<em>" in segment) == ("</em>" in segment), segment
