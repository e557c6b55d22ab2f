"""The elements of HTML, by how an article is read (HTML Standard, sections 4 and 13.1.2)."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Their content is text without tags.
RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")

# They have no end tag.
VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)

# They stand in a sentence; every other element ends one.
INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q rb rp rt rtc "
    "ruby s samp small span strike strong sub sup time tt u var wbr"
)

# Nothing in them is for a translator.
UNTOUCHED = _names("code iframe math noembed noframes pre script style svg template textarea xmp")

_RUBY = _names("rb rp rt")
_ROWS = _names("caption colgroup dd dt li optgroup option p td th")
_GROUPS = _ROWS | _names("tbody tfoot thead tr")

# Their end tags may be missing.
MAY_STAY_OPEN = _GROUPS | _RUBY | _names("body head html rtc")

# Which open elements a start tag ends, when their end tags are missing.
ENDED_BY: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        _names(
            "address article aside blockquote center details dialog dir div dl fieldset "
            "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol "
            "p pre search section table ul"
        ),
        _names("p"),
    ),
    **dict.fromkeys(("tbody", "tfoot", "thead"), _GROUPS),
    **dict.fromkeys(("td", "th"), _ROWS),
    **dict.fromkeys(("rt", "rp"), _RUBY),
    **dict.fromkeys(("dt", "dd"), _names("dd dt p")),
    "li": _names("li p"),
    "tr": _ROWS | {"tr"},
    "option": _names("option"),
    "optgroup": _names("optgroup option"),
    "body": _names("head"),
}
