"""Front matter: values found and replaced in their place, the rest byte for byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.documents.blocks import Lines
from translate.documents.front_matter import (
    change_values,
    find_front_matter,
    front_matter_end,
    front_matter_slots,
    localize_front_matter,
    yaml_scalar,
)
from translate.documents.model import Kind
from translate.errors import ArticleError
from translate.languages import LANGUAGES, Language

KEYS = ("title", "description", "summary")
TITLES = {
    "ur": "پاکستان: کابل میں مذاکرات ”نتیجہ خیز“ رہے",
    "ps": "په کابل کې خبرې: «سوله» او سوداګري",
    "fa_AF": "گفتگوها در کابل: صلح، تجارت # آینده",
    "ar": 'محادثات كابل: "تقدم" و\\أمل',
}


def slots(source: str) -> list[tuple[Kind, str, str]]:
    """Of each slot the kind, the words, and what stands there in the article."""
    found = front_matter_slots(source, find_front_matter(source), KEYS, Lines(source))
    return [(s.segment.kind, s.segment.text, source[s.start : s.end]) for s in found]


def read(source: str) -> object:
    """The front matter as YAML reads it."""
    return yaml.safe_load(source.removeprefix("\ufeff").split("---")[1])


@pytest.mark.parametrize(
    ("value", "words", "place"),
    [
        pytest.param("Talks resume", "Talks resume", "Talks resume", id="plain"),
        pytest.param("Talks resume # note", "Talks resume", "Talks resume", id="comment"),
        pytest.param('"Kabul: \\u201Cno\\u201D"', "Kabul: “no”", None, id="double-quoted"),
        pytest.param("'It''s on'", "It's on", None, id="single-quoted"),
        pytest.param("|\n  Two\n  lines\n\n", "Two lines", "|\n  Two\n  lines", id="literal"),
        pytest.param(">-\n  Two\n  lines\n", "Two lines", ">-\n  Two\n  lines", id="folded"),
        pytest.param("|  # why\n  Two\n# after\n", "Two", "|  # why\n  Two", id="literal-comments"),
        pytest.param("Talks\n  resume", "Talks resume", None, id="plain-on-two-lines"),
        pytest.param("&t !!str Talks", "Talks", "Talks", id="anchor-and-tag"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_any_style_is_one_slot(value: str, words: str, place: str | None, newline: str) -> None:
    source = f"---\nlang: en\ntitle: {value}\ntags: [a]\n---\nText\n".replace("\n", newline)
    expected = (value if place is None else place).replace("\n", newline)
    assert slots(source) == [(Kind.HEADING, words, expected)]


def test_only_the_keys_at_the_top_that_hold_words() -> None:
    source = (
        "---\ntitle: 2026\nsummary: [a, b]\nextra:\n  title: Inner\ndescription: Outer\n"
        "other: Words\n? [complex]\n: title\n---\n"
    )
    assert slots(source) == [(Kind.METADATA, "Outer", "Outer")]


def test_an_alias_is_no_second_slot() -> None:
    source = "---\ntitle: &t Talks\nsummary: *t\n---\n"
    assert slots(source) == [(Kind.HEADING, "Talks", "Talks")]


@pytest.mark.parametrize(
    ("source", "end"),
    [
        pytest.param("---\na: b\n---\nText", 13, id="rules"),
        pytest.param("---\na: b\n...\nText", 13, id="dots"),
        pytest.param("---  \r\na: b\r\n--- \r\nText", 19, id="crlf-blanks"),
        pytest.param("\ufeff---\na: b\n---", 13, id="bom-to-the-end"),
        pytest.param("---\n---\nText", 8, id="empty"),
        pytest.param("---\n# comment\n---\nText", 18, id="comment"),
        pytest.param("---\n\na: b\n---\nText", 0, id="blank-line-first"),
        pytest.param("---\na: b\nText", 0, id="never-closed"),
        pytest.param("---\nA sentence\n---\nText", 0, id="sentence"),
        pytest.param("Text\n---\na: b\n---\n", 0, id="not-first"),
        pytest.param("----\na: b\n----\n", 0, id="longer-rules"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_where_the_text_starts(source: str, end: int) -> None:
    assert front_matter_end(source) == end


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param("---\nok: x\ntitle: Kabul: talks\n---\n", 3, id="colon"),
        pytest.param("---\ntitle: 'open\n---\n", 3, id="open-quote"),
        pytest.param("---\ntitle: x\n\tsummary: y\n---\n", 3, id="tab"),
        pytest.param("---\ntitle: *nothing\n---\n", 2, id="unknown-alias"),
        pytest.param("---\n- a\n- b\n---\n", 2, id="list"),
        pytest.param("---\ntitle: \x07\n---\n", 2, id="control-character"),
        pytest.param("---\na: " + "[" * 50000 + "\n---\n", 2, id="deep"),
    ],
)
def test_broken_yaml_is_an_error_with_its_line(source: str, line: int) -> None:
    with pytest.raises(ArticleError, match="front matter") as caught:
        find_front_matter(source)
    assert caught.value.line == line


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_titles_read_back_as_they_were_written(language: Language) -> None:
    source = "---\ntitle: Talks resume\n---\nText\n"
    written = localize_front_matter(source, {"title": TITLES[language.code], "lang": language.tag})
    assert read(written) == {"title": TITLES[language.code], "lang": language.tag}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("کابل", "کابل"),
        ("ur", "ur"),
        ("no", '"no"'),
        ("2026-11-22", '"2026-11-22"'),
        ("خبر: کابل", '"خبر: کابل"'),
        ('"x"', '"\\"x\\""'),
        ("", '""'),
        (" x", '" x"'),
        ("a\nb", '"a\\u000ab"'),
    ],
)
def test_quotes_only_where_needed(text: str, expected: str) -> None:
    assert yaml_scalar(text) == expected


WORDS = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(
    st.sampled_from([*"abز :#-'\"\\|>&*!%@`{}[],?~=.0", "yes", "null", "\u2068", "\t", "\n", "\r"])
).map("".join)


@given(WORDS)
@settings(max_examples=400, deadline=None)
def test_any_scalar_reads_back(text: str) -> None:
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        assert yaml.load(f"key: {yaml_scalar(text)}\n", Loader=loader) == {"key": text}
        assert yaml.load(f"{{key: {yaml_scalar(text)}, b: c}}", Loader=loader)["key"] == text


# Adding and replacing


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Text\n", "---\nlang: ur\ndir: rtl\n---\n\nText\n", id="none"),
        pytest.param(
            "\ufeffText\r\n", "\ufeff---\r\nlang: ur\r\ndir: rtl\r\n---\r\n\r\nText\r\n", id="bom"
        ),
        pytest.param("---\n---\nText", "---\nlang: ur\ndir: rtl\n---\nText", id="empty"),
        pytest.param(
            "---\nlang: en # of it\ntitle: A\n---\n",
            "---\nlang: ur # of it\ntitle: A\ndir: rtl\n---\n",
            id="replaced",
        ),
        pytest.param("---\nlang:\n---\n", "---\nlang: ur\ndir: rtl\n---\n", id="null"),
        pytest.param(
            "---\nlang:\n  - en\n  - fr\n\n# end\n---\n",
            "---\nlang:\n  ur\n\n# end\ndir: rtl\n---\n",
            id="list",
        ),
        pytest.param(
            "---\n{title: A, lang: en}\n---\n",
            "---\n{title: A, lang: ur, dir: rtl}\n---\n",
            id="flow",
        ),
        pytest.param("---\n{}\n---\n", "---\n{lang: ur, dir: rtl}\n---\n", id="empty-flow"),
        pytest.param(
            "---\n  a: b\n---\n", "---\n  a: b\n  lang: ur\n  dir: rtl\n---\n", id="indent"
        ),
        pytest.param(
            "---\na: &x en\nlang: *x\n---\n", "---\na: &x en\nlang: ur\ndir: rtl\n---\n", id="alias"
        ),
        pytest.param(
            "---\r\na: b\r\n...\r\n", "---\r\na: b\r\nlang: ur\r\ndir: rtl\r\n...\r\n", id="dots"
        ),
    ],
)
def test_localized(source: str, expected: str) -> None:
    assert localize_front_matter(source, {"lang": "ur", "dir": "rtl"}) == expected


def test_values_are_changed_where_the_change_gives_text() -> None:
    source = "---\ndate: 2026-11-22  # day\nupdated: soon\ntitle: x\n---\ndate: 2026-11-22\n"
    days = {"2026-11-22": "22 نومبر 2026"}
    changed = change_values(source, {"date": days.get, "updated": days.get, "other": days.get})
    assert changed == source.replace("2026-11-22  #", "22 نومبر 2026  #", 1).replace(
        "22 نومبر 2026", '"22 نومبر 2026"', 1
    )


def test_an_article_without_front_matter_has_no_values_to_change() -> None:
    assert change_values("date: x\n", {"date": lambda _: "y"}) == "date: x\n"


YAML_VALUES = st.sampled_from(
    [
        "en",
        "'a b'",
        '"a"',
        "",
        "[a, b]",
        "{x: y}",
        "|\n    two\n    lines",
        ">-\n    x\n",
        "!!str b",
    ]
    + ["\n    - a\n    - b", "# none", "x # y", "a\n    b", "~", "2026-11-22"]
)


@given(
    st.dictionaries(st.sampled_from(["lang", "dir", "title", "date"]), YAML_VALUES, min_size=1),
    WORDS,
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=300, deadline=None)
def test_the_other_values_stay(values: dict[str, str], text: str, newline: str) -> None:
    body = "".join(f"{key}: {value}\n" for key, value in values.items())
    source = f"---\n{body}---\nText: *x*\n".replace("\n", newline)
    written = localize_front_matter(source, {"lang": text, "new": "x"})
    before = yaml.safe_load(source[3 : source.rindex("---")])
    after = yaml.safe_load(written[3 : written.rindex(f"---{newline}Text")])
    assert after == {**before, "lang": text, "new": "x"}
    assert written.endswith(f"---{newline}Text: *x*{newline}")
    assert ("\r\n" in written) == (newline == "\r\n")
