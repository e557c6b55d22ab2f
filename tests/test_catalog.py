"""Catalogs: what PO editors write is read without loss, and states follow from the entry alone."""

import re
from pathlib import Path

import pytest
from gnu_gettext import gettext
from hypothesis import example, given
from hypothesis import strategies as st

from translate.catalog import (
    Catalog,
    Entry,
    State,
    draft_mark,
    draft_note,
    format_catalog,
    has_human_words,
    may_redraft,
    needs_draft,
    parse_catalog,
    standing,
    state_of,
    tally,
    with_draft,
    without_draft,
)
from translate.errors import CatalogError
from translate.languages import LANGUAGES
from translate.merge import Stamp, merge, stamped

SOURCE = "Muttaqi arrived in Islamabad."
TARGETS = {
    "ur": "متقی اسلام آباد پہنچ گئے۔",
    "ps": "متقي اسلام‌اباد ته ورسېد.",
    "fa_AF": "متقی به اسلام‌آباد رسید.",
    "ar": "وصل متقي إلى إسلام آباد.",
}
ALL = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def drafted(target: str) -> Entry:
    return with_draft(Entry(SOURCE), target, "machine argos en_ur 1.9; score -0.31")


@ALL
def test_untouched_draft_is_a_draft(language):
    entry = drafted(TARGETS[language.code])
    assert state_of(entry) is State.DRAFT
    assert standing(entry) == "machine"
    assert may_redraft(entry)
    assert not needs_draft(entry)
    assert not has_human_words(entry)


@ALL
@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param({"target": "بدلا ہوا متن"}, State.EDITED, id="edited"),
        pytest.param({"fuzzy": False}, State.REVIEWED, id="approved"),
        pytest.param({"fuzzy": False, "target": "درست متن"}, State.REVIEWED, id="corrected"),
        pytest.param({"target": "", "fuzzy": False}, State.CLEARED, id="cleared"),
        pytest.param({"target": ""}, State.CLEARED, id="cleared-fuzzy-left"),
        pytest.param({"previous": (None, "Old.")}, State.OUTDATED, id="outdated"),
        pytest.param({"notes": ()}, State.EDITED, id="comments-lost"),
    ],
)
def test_a_touched_draft_is_the_humans(language, change, state):
    from dataclasses import replace

    entry = replace(drafted(TARGETS[language.code]), **change)
    assert state_of(entry) is state
    assert has_human_words(entry)
    assert not needs_draft(entry)
    assert not may_redraft(entry)
    assert with_draft(entry, "مشینی متن", "machine x") == entry
    assert without_draft(entry, "no model") == entry


def test_a_refusal_leaves_the_entry_empty_and_says_why():
    entry = without_draft(Entry(SOURCE, notes=("heading",)), "no model for Pashto")
    assert state_of(entry) is State.UNTRANSLATED
    assert entry.notes == ("heading", "no draft: no model for Pashto")
    assert without_draft(entry, "another reason").notes == ("heading", "no draft: another reason")
    assert with_draft(entry, "متن", "machine x").notes[1].startswith("draft: machine x")


def test_tally_tells_memory_from_machine():
    entries = (
        Entry("a", "ا"),
        with_draft(Entry("b"), "ب", "memory articles/x.md"),
        with_draft(Entry("c"), "ج", "machine argos"),
        Entry("d"),
        Entry("e", "ہ", obsolete=True),
    )
    assert tally(Catalog(entries=entries)) == {
        "reviewed": 1,
        "memory": 1,
        "machine": 1,
        "untranslated": 1,
    }


TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\ue000\ue001", exclude_categories=("Co",)),
    max_size=30,
)
WORDS = TEXT.filter(lambda text: text.strip() != "")
COMMENT = st.text(st.sampled_from("ابپ abc:"), max_size=12).map(lambda text: text.strip(" :"))
NOTE = COMMENT.filter(bool)


@st.composite
def entries(draw):
    obsolete = draw(st.booleans())
    previous = None if obsolete else draw(st.none() | st.tuples(st.none() | WORDS, WORDS))
    return Entry(
        source=draw(WORDS),
        target=draw(TEXT),
        context=draw(st.none() | WORDS),
        fuzzy=draw(st.booleans()),
        obsolete=obsolete,
        previous=previous,
        notes=() if obsolete else tuple(draw(st.lists(NOTE, max_size=3))),
        comment=draw(COMMENT),
        references=() if obsolete else ("articles/x.md:12", "\u2068articles/a b.md\u2069:3"),
    )


@given(st.lists(entries(), max_size=6, unique_by=lambda entry: entry.key))
@example([Entry("\v", "\ufdd0 \ufdef\v\ufdef\ufdd0 \ufdd7\u2029")])
def test_what_is_written_is_read_again(found):
    found.sort(key=lambda entry: entry.obsolete)
    catalog = Catalog(header={"Language": "ur", "X-Editor": "é"}, entries=tuple(found))
    text = format_catalog(catalog)
    again = parse_catalog(text, "x.po")
    assert again == catalog
    assert format_catalog(again) == text


POEDIT = (
    "# Translators: newsroom\r\n"
    "#\r\n"
    'msgid ""\r\n'
    'msgstr ""\r\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\r\n'
    '"Language: ur\\n"\r\n'
    '"X-Generator: Poedit 3.4\\n"\r\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\r\n'
    "\r\n"
    "# کیا یہ درست ہے؟\r\n"
    "#. draft: machine argos en_ur 1.9 [000000000000]\r\n"
    "#: articles/x.md:3 articles/x.md:9\r\n"
    "#, fuzzy\r\n"
    '#| msgid "Muttaqi arrived in "\r\n'
    '#| "Kabul."\r\n'
    'msgid ""\r\n'
    '"Muttaqi arrived in "\r\n'
    '"Islamabad."\r\n'
    'msgstr ""\r\n'
    '"متقی اسلام آباد "\r\n'
    '"پہنچ گئے۔"\r\n'
    "\r\n"
    "# kept by hand\r\n"
    '#~ msgid "Gone."\r\n'
    '#~ msgstr "گیا۔"\r\n'
    "\r\n"
    "# a last word\r\n"
)


def test_what_poedit_saved_is_read_without_loss():
    catalog = parse_catalog("\ufeff" + POEDIT, "x.po")
    first, gone = catalog.entries
    assert first.source == SOURCE
    assert first.target == TARGETS["ur"]
    assert first.previous == (None, "Muttaqi arrived in Kabul.")
    assert first.comment == "کیا یہ درست ہے؟"
    assert first.references == ("articles/x.md:3", "articles/x.md:9")
    assert (gone.obsolete, gone.target, gone.comment) == (True, "گیا۔", "kept by hand")
    assert catalog.header["X-Generator"] == "Poedit 3.4"
    assert "newsroom" in catalog.opening
    assert catalog.closing == "# a last word"
    assert parse_catalog(format_catalog(catalog), "x.po") == catalog


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param('msgid "a\nmsgstr "b"\n', 1, "not valid PO", id="quote-left-open"),
        pytest.param('msgid "a"\nmsgstr "b "c""\n', 2, "not valid PO", id="quote-unescaped"),
        pytest.param('msgid "a"\nmsgstr b\n', 2, "not valid PO", id="no-quotes"),
        pytest.param('msgid "a"\nmsgstr "b"\nfoo\n', 3, "not valid PO", id="stray-words"),
        pytest.param('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 3, "not valid PO", id="no-msgstr"),
        pytest.param(
            'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4, "line 1 again", id="duplicate"
        ),
        pytest.param(
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n',
            2,
            "merge conflict",
            id="conflict-markers",
        ),
        pytest.param(
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', 1, "plural", id="plural"
        ),
        pytest.param('msgid "a"\nmsgstr[0] "b"\n', 1, "plural", id="plural-translation"),
        pytest.param(
            'msgid ""\nmsgstr "A: b\\n"\n\nmsgid ""\nmsgstr "C: d\\n"\n',
            4,
            "second header",
            id="two-headers",
        ),
    ],
)
def test_a_broken_catalog_is_refused_by_line(text, line, words):
    with pytest.raises(CatalogError) as caught:
        parse_catalog(text, "locales/ur/x.po")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"locales/ur/x.po:{line}: ")
    assert words in str(caught.value)


def test_comments_and_flags_without_a_blank_are_read_as_gettext_does():
    text = 'msgid "z"\nmsgstr "y"\n\n#Note\n#.hint\n#,fuzzy\nmsgid "a"\nmsgstr "b"\n'
    entry = parse_catalog(text, "x.po").entries[1]
    assert (entry.comment, entry.notes, entry.fuzzy) == ("Note", ("hint",), True)


@given(st.text(st.sampled_from('msgidstr "\\#~|,:.\n ابn[]01<>=fuzzy')))
def test_no_text_breaks_the_reader_but_with_its_own_error(text):
    try:
        catalog = parse_catalog(text, "x.po")
    except CatalogError:
        return
    said = re.findall(r"^\s*(?:#~\s*)?msgid\b", text, re.MULTILINE)
    assert len(catalog.entries) in (len(said), len(said) - 1)


@ALL
def test_gettext_finds_nothing_to_say(language, tmp_path: Path):
    from translate.documents.model import Kind, Segment
    from translate.merge import template

    segments = [
        Segment("Talks", Kind.HEADING, 1),
        Segment(SOURCE, Kind.SENTENCE, 3),
        Segment('100% of it, said "Dar".', Kind.SENTENCE, 4),
    ]
    stamp = Stamp("Sample", "2026-11-20 09:30+0000")
    new = merge(None, "articles/x.md", segments, language)
    entries = [
        with_draft(new.entries[0], TARGETS[language.code], "machine x"),
        Entry(SOURCE, TARGETS[language.code], references=("articles/x.md:3",)),
        Entry(segments[2].text, TARGETS[language.code] + "%", references=("articles/x.md:4",)),
    ]
    catalog = stamped(Catalog(entries=tuple(entries)), None, language, stamp)
    po, pot = tmp_path / "x.po", tmp_path / "x.pot"
    po.write_text(format_catalog(catalog), encoding="utf-8")
    pot.write_text(
        format_catalog(template("articles/x.md", segments, None, stamp)), encoding="utf-8"
    )
    for command in (
        ["msgfmt", "--check", "-o", str(tmp_path / "x.mo"), str(po)],
        ["msgcmp", "--use-fuzzy", str(po), str(pot)],
        ["msgcat", "-o", str(tmp_path / "y.po"), str(po)],
    ):
        gettext(*command, silent=True)
    again = parse_catalog((tmp_path / "y.po").read_text(encoding="utf-8"), "y.po")
    assert again.entries == catalog.entries


def test_the_mark_depends_on_both_texts():
    assert draft_mark("a", "bc") != draft_mark("ab", "c")
    assert draft_note("memory articles/x.md", "a", "b").startswith("draft: memory articles/x.md [")
