"""Merging: a changing article never costs a human's word, and a second merge changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.catalog import (
    Catalog,
    Entry,
    State,
    format_catalog,
    has_human_words,
    parse_catalog,
    state_of,
    with_draft,
)
from translate.documents.model import Kind, Segment
from translate.languages import LANGUAGES, URDU
from translate.merge import Stamp, merge, stamped, template

NAME = "articles/x.md"
OLD = "Muttaqi arrived in Islamabad on Tuesday for talks."
NEW = "Muttaqi arrived in Islamabad on Wednesday for talks."
TARGET = "متقی منگل کو مذاکرات کے لیے اسلام آباد پہنچے۔"
STAMP = Stamp("Sample", "2026-11-20 09:30+0000")
LATER = Stamp("Sample", "2026-11-21 10:00+0000")


def sentences(*texts: str) -> list[Segment]:
    return [Segment(text, Kind.SENTENCE, 1 + 2 * i) for i, text in enumerate(texts)]


def merged(old: Catalog | None, *texts: str) -> Catalog:
    return merge(old, NAME, sentences(*texts), URDU)


def with_entry(catalog: Catalog, index: int, **changes: object) -> Catalog:
    entries = list(catalog.entries)
    entries[index] = replace(entries[index], **changes)
    return replace(catalog, entries=tuple(entries))


def test_repeated_sentences_share_an_entry_and_headings_have_their_own():
    segments = [
        Segment("Talks resume", Kind.HEADING, 1),
        Segment("Talks resume", Kind.SENTENCE, 3),
        Segment("Talks resume", Kind.SENTENCE, 5),
    ]
    heading, sentence = merge(None, NAME, segments, URDU).entries
    assert (heading.context, heading.references) == ("heading", ("articles/x.md:1",))
    assert heading.notes == ("heading",)
    assert (sentence.context, sentence.references) == (
        None,
        ("articles/x.md:3", "articles/x.md:5"),
    )


def test_a_reviewed_text_is_kept_when_only_its_place_changes():
    catalog = with_entry(merged(None, OLD), 0, target=TARGET)
    moved = merged(catalog, "A new first sentence here.", OLD)
    assert [state_of(entry) for entry in moved.entries] == [State.UNTRANSLATED, State.REVIEWED]
    assert moved.entries[1].target == TARGET


def test_a_changed_source_keeps_the_reviewed_text_as_outdated():
    catalog = with_entry(merged(None, OLD), 0, target=TARGET, comment="checked twice")
    new, gone = merged(catalog, NEW).entries
    assert state_of(new) is State.OUTDATED
    assert (new.target, new.previous, new.comment) == (TARGET, (None, OLD), "checked twice")
    assert (gone.obsolete, gone.source, gone.target, gone.fuzzy) == (True, OLD, TARGET, False)


def test_a_returning_sentence_returns_as_reviewed():
    catalog = with_entry(merged(None, OLD), 0, target=TARGET)
    away = parse_catalog(format_catalog(merged(catalog, "Something else altogether.")), "x.po")
    back = merged(away, OLD)
    assert state_of(back.entries[0]) is State.REVIEWED
    assert back.entries[0].target == TARGET


def test_an_untouched_draft_leaves_with_its_sentence():
    catalog = merged(None, OLD)
    drafted = replace(catalog, entries=(with_draft(catalog.entries[0], TARGET, "machine x"),))
    assert [entry.source for entry in merged(drafted, NEW).entries] == [NEW]
    assert state_of(merged(drafted, NEW).entries[0]) is State.UNTRANSLATED


def test_a_cleared_draft_stays_cleared_even_when_its_sentence_returns():
    catalog = merged(None, OLD)
    entry = replace(with_draft(catalog.entries[0], TARGET, "machine x"), target="", fuzzy=False)
    cleared = replace(catalog, entries=(entry,))
    assert state_of(merged(cleared, OLD).entries[0]) is State.CLEARED
    away = parse_catalog(format_catalog(merged(cleared, "Something else.")), "x.po")
    back = parse_catalog(format_catalog(merged(away, OLD)), "x.po")
    assert state_of(back.entries[0]) is State.CLEARED


def test_an_edited_draft_is_offered_for_the_changed_sentence():
    catalog = merged(None, OLD)
    entry = replace(with_draft(catalog.entries[0], "غلط", "machine x"), target=TARGET)
    new, gone = merged(replace(catalog, entries=(entry,)), NEW).entries
    assert (state_of(new), new.target) == (State.OUTDATED, TARGET)
    assert (gone.obsolete, gone.fuzzy, gone.target) == (True, True, TARGET)


def test_twice_changed_tells_the_source_that_was_reviewed():
    catalog = with_entry(merged(None, OLD), 0, target=TARGET)
    third = "Muttaqi arrived in Islamabad on Thursday for talks."
    twice = merged(merged(catalog, NEW), third)
    assert twice.entries[0].previous == (None, OLD)
    assert twice.entries[0].target == TARGET


def test_an_unlike_sentence_gets_nothing():
    catalog = with_entry(merged(None, OLD), 0, target=TARGET)
    new = merged(catalog, "The rupee closed higher against the dollar.").entries[0]
    assert state_of(new) is State.UNTRANSLATED


def test_guidance_is_made_anew_and_history_kept():
    catalog = merge(None, NAME, sentences(OLD), URDU, lambda key: ("glossary: Muttaqi = متقی",))
    drafted = replace(catalog, entries=(with_draft(catalog.entries[0], TARGET, "machine x"),))
    again = merge(drafted, NAME, sentences(OLD), URDU, lambda key: ("glossary: x = y",))
    assert again.entries[0].notes[0] == "glossary: x = y"
    assert again.entries[0].notes[1].startswith("draft: machine x")
    assert state_of(again.entries[0]) is State.DRAFT


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_time_stamps_change_only_with_the_words(language):
    first = stamped(merge(None, NAME, sentences(OLD), language), None, language, STAMP)
    assert first.header["POT-Creation-Date"] == STAMP.time
    assert first.header["Language"] == language.code
    assert first.header["Plural-Forms"] == language.plural_forms
    same = stamped(merge(first, NAME, sentences(OLD), language), first, language, LATER)
    assert same == first
    moved = merge(first, NAME, [Segment(OLD, Kind.SENTENCE, 40)], language)
    assert stamped(moved, first, language, LATER).header == first.header
    changed = stamped(merge(first, NAME, sentences(NEW), language), first, language, LATER)
    assert changed.header["POT-Creation-Date"] == LATER.time
    assert changed.header["PO-Revision-Date"] == LATER.time


def test_header_fields_of_others_stay():
    first = stamped(merged(None, OLD), None, URDU, STAMP)
    theirs = {"X-Generator": "Poedit 3.4", "Last-Translator": "Amna <a@example.org>"}
    edited = replace(first, header={**first.header, **theirs})
    after = stamped(merged(edited, NEW), edited, URDU, LATER)
    assert {key: after.header[key] for key in theirs} == theirs


def test_template_keeps_its_time_while_its_texts_stay():
    first = template(NAME, sentences(OLD), None, STAMP)
    assert template(NAME, sentences(OLD), first, LATER) == first
    second = template(NAME, sentences(NEW), first, LATER)
    assert second.header["POT-Creation-Date"] == LATER.time


def test_names_with_blanks_are_isolated_as_gettext_does():
    entry = merge(None, "articles/a b.md", sentences(OLD), URDU).entries[0]
    assert entry.references == ("\u2068articles/a b.md\u2069:1",)


WORDS = ["dar", "met", "muttaqi", "in", "kabul", "on", "monday", "and", "left"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=3, max_size=8).map(" ".join)
ARTICLE = st.lists(SENTENCE, max_size=5)
# What a reviewer does to the entry at an index: writes, approves, empties, comments.
ACT = st.tuples(st.integers(0, 5), st.sampled_from(["write", "approve", "clear", "comment"]))


def act(catalog: Catalog, index: int, what: str, mark: str) -> tuple[Catalog, str | None]:
    """The catalog after a reviewer's act, and the words that must not be lost from now on."""
    if index >= len(catalog.active):
        return catalog, None
    entry = catalog.entries[index]
    if what == "clear":
        return with_entry(catalog, index, target="", fuzzy=False), None
    if what == "comment":
        return with_entry(catalog, index, comment=mark), mark
    if what == "approve" and entry.target:
        return with_entry(catalog, index, fuzzy=False), entry.target
    return with_entry(catalog, index, target=mark, fuzzy=what == "write"), mark


@settings(max_examples=300)
@given(st.lists(st.tuples(ARTICLE, st.lists(ACT, max_size=3)), min_size=1, max_size=6))
def test_no_history_loses_a_humans_word(history):
    catalog: Catalog | None = None
    kept: set[str] = set()
    written = 0
    for texts, acts in history:
        before = catalog
        catalog = merged(catalog, *texts)
        catalog = replace(
            catalog,
            entries=tuple(
                with_draft(e, f"draft of {e.source}", "machine x") for e in catalog.entries
            ),
        )
        if before is not None:
            for entry in before.entries:
                if has_human_words(entry) and entry.target:
                    assert entry.target in {e.target for e in catalog.entries}
        catalog = parse_catalog(format_catalog(catalog), "x.po")
        assert merged(catalog, *texts) == catalog
        for index, what in acts:
            written += 1
            over = catalog.entries[index] if index < len(catalog.active) else None
            catalog, words = act(catalog, index, what, f"word{written}")
            # Only the reviewers themselves may take a human's words back.
            if over is not None and words != over.target and what != "comment":
                kept.discard(over.target)
            if over is not None and what == "comment":
                kept.discard(over.comment)
            if words is not None:
                kept.add(words)
        there = {entry.target for entry in catalog.entries} | {e.comment for e in catalog.entries}
        assert kept <= there | {""}


def test_an_entry_that_a_human_only_commented_on_is_kept():
    catalog = with_entry(merged(None, OLD), 0, comment="ask the desk")
    assert [entry.comment for entry in merged(catalog, "Other words here.").entries] == [
        "",
        "ask the desk",
    ]
    assert isinstance(catalog.entries[0], Entry)


def test_of_two_obsolete_translations_none_is_lost_when_the_sentence_returns():
    gone = [
        Entry(OLD, "مسودہ", fuzzy=True, obsolete=True),
        Entry(OLD, TARGET, obsolete=True),
        Entry(OLD, "پرانا", obsolete=True),
    ]
    back = merged(Catalog(entries=tuple(gone)), OLD)
    assert state_of(back.entries[0]) is State.REVIEWED
    assert back.entries[0].target == TARGET
    assert {entry.target for entry in back.entries} == {"مسودہ", TARGET, "پرانا"}
    assert merged(back, OLD) == back


def test_open_checks_of_a_draft_leave_with_the_approval():
    catalog = merged(None, OLD)
    entry = with_draft(catalog.entries[0], TARGET, "machine x", ["check: Number missing: 4."])
    drafted = replace(catalog, entries=(entry,))
    assert "check: Number missing: 4." in merged(drafted, OLD).entries[0].notes
    approved = merged(with_entry(drafted, 0, fuzzy=False), OLD).entries[0]
    assert [note.partition(":")[0] for note in approved.notes] == ["draft"]
