from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translate.documents import Document, Kind, render
from translate.documents.plain import parse_plain
from translate.documents.reading import read_article

AWKWARD = sorted((Path(__file__).parent / "data" / "awkward").glob("*.txt"))
PARAGRAPH = "The gate at Torkham has been shut since October, and traders say so."


def texts(source: str) -> list[str]:
    return [segment.text for segment in parse_plain(source).segments]


def kinds(source: str) -> list[Kind]:
    return [segment.kind for segment in parse_plain(source).segments]


def unchanged(document: Document) -> str:
    return render(document, lambda segment: None)


def is_heading(line: str) -> bool:
    """Whether `line` is a heading, standing alone between two paragraphs."""
    return Kind.HEADING in kinds(f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n")


@pytest.mark.parametrize("path", AWKWARD, ids=lambda path: path.name)
def test_awkward_files_come_out_byte_for_byte(path: Path) -> None:
    document = parse_plain(read_article(path))
    assert unchanged(document).encode("utf-8") == path.read_bytes()
    assert document.slots
    assert all(
        " ".join(document.source[slot.start : slot.end].split()).replace("- ", "-")
        == " ".join(slot.segment.text.split())
        for slot in document.slots
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_an_article(end: str) -> None:
    source = (
        "\ufeffDar in Kabul\n"
        "\n"
        "By Our Correspondent\n"
        "\n"
        "Lt. Gen. (retd.) Khalid Rabbani will lead the team, which is to leave at\n"
        "9 a.m. on Nov. 6. The talks\n"
        "  last a week.\n"
        "\n"
        "What is at stake\n"
        "\n"
        'Trade. "We wait," Muttaqi said.'
    ).replace("\n", end)
    document = parse_plain(source)
    assert [(s.kind.value, s.line, s.text) for s in document.segments] == [
        ("heading", 1, "Dar in Kabul"),
        ("sentence", 3, "By Our Correspondent"),
        (
            "sentence",
            5,
            "Lt. Gen. (retd.) Khalid Rabbani will lead the team, which is to leave at "
            "9 a.m. on Nov. 6.",
        ),
        ("sentence", 6, "The talks last a week."),
        ("heading", 9, "What is at stake"),
        ("sentence", 11, "Trade."),
        ("sentence", 11, '"We wait," Muttaqi said.'),
    ]
    assert unchanged(document) == source


@pytest.mark.parametrize(
    "translation",
    [
        "مذاکرات ایک ہفتہ جاری رہیں گے۔",
        "خبرې یوه اونۍ دوام کوي.",
        "گفتگوها یک هفته دوام می‌کند.",
        "تستمر المحادثات أسبوعا.",
    ],
    ids=["ur", "ps", "fa_AF", "ar"],
)
def test_a_translation_stands_on_one_line_and_nothing_else_moves(translation: str) -> None:
    source = "\tThe talks\r\n\tlast a week.  \r\nNobody minds.\r\n\r\n* * *\r\n"
    answers = {"The talks last a week.": translation}
    got = render(parse_plain(source), lambda segment: answers.get(segment.text))
    assert got == f"\t{translation}  \r\nNobody minds.\r\n\r\n* * *\r\n"


@pytest.mark.parametrize(
    "line",
    [
        "What is at stake",
        "What is at stake?",
        "A BORDER SHUT. A SEASON LOST.",
        "‘We have nothing left’",
        "Kabul: the other capital",
        "2026: a year of talks",
        "By the river of Kabul",
        "ڈار کابل میں",
    ],
)
def test_headings(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Trade came to a stop.",
        "“We have nothing left.”",
        "The demands are these:",
        "He stopped to think…",
        "Enough!",
        "Will the talks be held before the winter, or will they be put off yet again?",
        "Why? What did they want?",
        "By Amir Khan",
        "By Amir Khan and Zarmina of Kandahar",
        "Reporting by Our Correspondent in Quetta",
        "KABUL, Afghanistan (AP) — The gate was shut",
        "Monday, 3 November 2025",
        "Islamabad, Nov. 3",
        "https://khabar.example.org/talks",
        "desk@khabar.example.org",
        "- Open the gate",
        "1. Open the gate",
        "• Open the gate",
        "(b) Open the gate",
        "A line of more than a hundred characters without a full stop, which may be a caption of a "
        "photograph at the border",
    ],
)
def test_no_headings(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize("line", ["https://khabar.example.org/talks", "desk@khabar.example.org"])
def test_addresses_alone_are_nothing_to_translate(line: str) -> None:
    assert texts(f"{PARAGRAPH}\n\n{line}\n") == [PARAGRAPH]


@pytest.mark.parametrize(
    "headline",
    [
        "Pakistan turns to the U.S.",
        "Enough!",
        "Pakistan and Afghanistan agree to extend the truce for thirty days as talks in Istanbul "
        "go into a third round, officials on both sides say",
        "Islamabad and Kabul agree to meet\nagain in Istanbul",
    ],
)
def test_the_first_of_an_article_may_be_more(headline: str) -> None:
    source = f"{headline}\n\n{PARAGRAPH}\n"
    assert kinds(source) == [Kind.HEADING, Kind.SENTENCE]
    assert texts(source)[0] == " ".join(headline.split())


def test_a_headline_right_above_its_text() -> None:
    wrapped = "ISLAMABAD: The gate has been shut since\nthe middle of October, traders said."
    source = f"Gate stays shut\n{wrapped}\n"
    assert texts(source) == ["Gate stays shut", wrapped.replace("\n", " ")]
    assert kinds(source) == [Kind.HEADING, Kind.SENTENCE]


def test_lines_that_nobody_wrapped_are_paragraphs() -> None:
    long = PARAGRAPH + " " + PARAGRAPH
    source = f"Gate stays shut\n{long}\nWhat is at stake\n{long}\n"
    assert kinds(source) == [
        *(Kind.HEADING, Kind.SENTENCE, Kind.SENTENCE),
        *(Kind.HEADING, Kind.SENTENCE, Kind.SENTENCE),
    ]


@pytest.mark.parametrize(
    ("source", "want"),
    [
        ("Go slowly, caravan,\nThe moon is up\n", ["Go slowly, caravan,", "The moon is up"]),
        ("Embassy of Qatar\nHouse 12\nKabul", ["Embassy of Qatar", "House 12", "Kabul"]),
        ("He flew to\nDoha. He met\nDar.", ["He flew to Doha.", "He met Dar."]),
        (
            "He flew to\nKabul. Nobody came. Dar\nwas ill.",
            ["He flew to Kabul.", "Nobody came.", "Dar was ill."],
        ),
        ("He flew to Doha\nand then home.", ["He flew to Doha and then home."]),
    ],
    ids=["verse", "address", "short wraps", "prose inside", "small letter"],
)
def test_short_lines(source: str, want: list[str]) -> None:
    assert texts(f"{PARAGRAPH}\n\n{source}")[1:] == want


def test_lists_keep_their_bullets_and_join_their_lines() -> None:
    source = (
        "The traders ask for three things:\n"
        "- Open the gate; the\n"
        "  lorries wait.\n"
        "- Pay. Now.\n"
        "\n"
        "1. Kabul\n"
        "2) Herat\n"
        "\n"
        "  •\tChaman\n"
    )
    document = parse_plain(f"Gate\n\n{source}")
    assert [segment.text for segment in document.segments[1:]] == [
        "The traders ask for three things:",
        "Open the gate; the lorries wait.",
        *("Pay.", "Now.", "Kabul", "Herat", "Chaman"),
    ]
    lines = render(document, lambda segment: "X").split("\n")[2:]
    assert lines == ["X", "- X", "- X X", "", "1. X", "2) X", "", "  •\tX", ""]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The court that was set up in May of that year sat for the last time in\n"
        "2019. It has been shut since then, and its judges have left the country.",
        "The minister, who had come by road from Kandahar with a dozen guards,\n"
        "– and with little to say – left at once for the old airport of Kabul.",
    ],
    ids=["year", "dash"],
)
def test_a_wrapped_line_that_looks_like_an_item(paragraph: str) -> None:
    source = f"{PARAGRAPH}\n\n{paragraph}\n"
    assert " ".join(texts(source)[1:]) == paragraph.replace("\n", " ")


def test_rules_stay_and_end_a_paragraph() -> None:
    source = "Trade in figures\n======\nTrade fell.\n------\nIt rose again.\n\n***\n"
    document = parse_plain(source)
    assert texts(source) == ["Trade in figures", "Trade fell.", "It rose again."]
    assert document.segments[0].kind is Kind.HEADING
    assert render(document, lambda segment: "X") == "X\n======\nX\n------\nX\n\n***\n"


@pytest.mark.parametrize(
    ("table", "want"),
    [
        ("| City | afs |\n|---|---|\n| Kabul | 62 |", "| X | X |\n|---|---|\n| X | 62 |"),
        ("City\tafs\nKabul\t62", "X\tX\nX\t62"),
        ("City      afs\nNew Kabul  62", None),
        ("City      afs\nNew Kabul   62", "X      X\nX   62"),
    ],
    ids=["bars", "tabs", "two blanks", "three blanks"],
)
def test_tables_are_cells(table: str, want: str | None) -> None:
    document = parse_plain(f"Prices\n\n{table}\n")
    got = render(document, lambda segment: "X")
    is_table = all(segment.kind is Kind.CELL for segment in document.segments[1:])
    assert is_table == (want is not None)
    assert want is None or got == f"X\n\n{want}\n"


def test_a_word_broken_at_its_hyphen() -> None:
    source = "The traders of the two towns on the border, of Chaman and of Spin-\nBoldak, agree.\n"
    assert texts(source) == [
        "The traders of the two towns on the border, of Chaman and of Spin-Boldak, agree."
    ]


SCRAPS = st.sampled_from(
    [
        *("\n", "\n", "\n\n", "\r\n", "\r", "\t", " ", "   ", "\xa0", "\ufeff", "\x0b", "\x0c"),
        *("\x1c", "\x85", "\u2028", "|", "- ", "1. ", "• ", "----", "=====", "(a) ", "-", "—"),
        *("Dar", "left.", "the talks ", "Gen. Munir", "KABUL", "By Amir Khan", "5 May 2026", "?"),
        *('"We go."', "http://a.pk/b", "a@b.pk", "\U000f0000", "ڈار نے", "خبرې", "x" * 130, "[^1]"),
    ]
)
ARTICLES = st.lists(SCRAPS, max_size=25).map("".join) | st.text(max_size=80)


@given(ARTICLES)
@example("\ufeff")
@example("\ufeff\ufeffA")
@example("|\n|")
@example("A\n-\nB-\nC")
@settings(max_examples=500, deadline=None)
def test_any_text_comes_out_as_it_went_in(source: str) -> None:
    document = parse_plain(source)
    assert unchanged(document) == source
    ends = [0]
    for slot in document.slots:
        assert ends[-1] <= slot.start < slot.end <= len(source)
        assert slot.segment.text == slot.segment.text.strip()
        assert len(slot.segment.text.splitlines()) == 1
        ends.append(slot.end)


@given(ARTICLES)
@settings(max_examples=300, deadline=None)
def test_translating_to_the_same_words_changes_only_white_space(source: str) -> None:
    got = render(parse_plain(source), lambda segment: segment.text)
    assert "".join(got.split()) == "".join(source.split())
