"""HTML as tokens: every character in one of them, and clear words where it breaks off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents.tags import Role, read_tags
from translate.errors import ArticleError

MARKUP = st.text(st.sampled_from("<>/!-=\"' &;ab\np?[]"), max_size=60) | st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<a href='x'>", "</a>", "<!-- c -->", "<br/>", "<script>", "</script>"]
        + ["a < b", "&amp;", "<title>", "</title>", "\r\n", "<", "</", "<![CDATA[", "]]>", "<!x>"]
    )
).map("".join)


def parts(source: str) -> list[tuple[str, str]]:
    return [(token.role.name, source[token.start : token.end]) for token in read_tags(source)]


def test_every_kind_of_token_with_its_place() -> None:
    source = "<!doctype html>\n<P class=a>5 < 6 &amp; more<br><!-- c --></P>"
    assert parts(source) == [
        ("OTHER", "<!doctype html>"),
        ("TEXT", "\n"),
        ("START", "<P class=a>"),
        ("TEXT", "5 < 6 &amp; more"),
        ("EMPTY", "<br>"),
        ("OTHER", "<!-- c -->"),
        ("END", "</P>"),
    ]


@pytest.mark.parametrize("name", ["script", "style", "title", "textarea", "iframe"])
def test_tags_in_raw_elements_are_text(name: str) -> None:
    source = f"<{name}>if (a<b) '<p>'</{name}>"
    assert parts(source)[1] == ("TEXT", "if (a<b) '<p>'")


def test_names_are_in_lower_case_and_attributes_decoded() -> None:
    token = read_tags('<IMG ALT="Dar &amp; Muttaqi">')[0]
    assert (token.role, token.name) == (Role.EMPTY, "img")
    assert token.attributes == [("alt", "Dar & Muttaqi")]


@given(MARKUP)
def test_tokens_cover_the_source_or_it_is_refused(source: str) -> None:
    try:
        tokens = read_tags(source)
    except ArticleError as error:
        held = error.line is not None and error.line <= 1 + source.count("\n") + source.count("\r")
    else:
        held = "".join(source[token.start : token.end] for token in tokens) == source
    assert held
