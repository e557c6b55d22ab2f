"""`khabar glossary apply`: drafts patched, a human's words only ever changed by a human."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from commands import contents, khabar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import KNOWN, Newsroom
from test_guidance import NEW, OLD, drafted, set_form

from translate.catalog import (
    Entry,
    State,
    draft_origin,
    format_catalog,
    parse_catalog,
    state_of,
    with_draft,
)
from translate.languages import LANGUAGES
from translate.trail import Rung, traces

SECOND = "He met Dar on Monday."
CODES = [language.code for language in LANGUAGES]
ALL = pytest.mark.parametrize("code", CODES)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """An article drafted in four languages, and then a new form for Dar."""
    room = drafted(tmp_path)
    set_form(room, NEW)
    return room


def renewed(code: str) -> str:
    return KNOWN[SECOND][code].replace(f" {OLD[code]}", f" {NEW[code]}")


def proposals(room: Newsroom, code: str) -> Path:
    return room.root / "proposals" / code / "x.po"


def proposal(room: Newsroom, code: str) -> Entry:
    path = proposals(room, code)
    (entry,) = parse_catalog(path.read_text(encoding="utf-8"), path).entries
    return entry


def answer(room: Newsroom, code: str, **change: object) -> None:
    """Do to the proposal what a human does in a PO editor."""
    path = proposals(room, code)
    catalog = parse_catalog(path.read_text(encoding="utf-8"), path)
    (entry,) = catalog.entries
    catalog = replace(catalog, entries=(replace(entry, **change),))  # type: ignore[arg-type]
    path.write_text(format_catalog(catalog), encoding="utf-8")


def apply(room: Newsroom, *words: str) -> str:
    outcome = khabar(room, "glossary", "apply", *words)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


@ALL
@pytest.mark.parametrize("translated", [False, True], ids=["at once", "after khabar translate"])
def test_an_untouched_draft_is_patched_and_is_a_draft_again(
    room: Newsroom, code: str, translated: bool
) -> None:
    if translated:
        room.translate()
    origin = draft_origin(room.entry(code, SECOND))
    out = apply(room)
    entry = room.entry(code, SECOND)
    assert entry.target == renewed(code)
    assert (state_of(entry), draft_origin(entry)) == (State.DRAFT, origin)
    (trace,) = traces(entry.notes)
    assert (trace.source, trace.form, trace.rung) == ("Dar", NEW[code], Rung.REPLACED)
    assert trace.was == OLD[code]
    assert f"glossary: Dar = {NEW[code]}" in entry.notes
    assert f"patched     {code:<5}  articles/x.md:3  Dar: {OLD[code]} → {NEW[code]}" in out
    assert not (room.root / "proposals").exists()


def test_a_change_there_and_back_restores_every_text(room: Newsroom) -> None:
    apply(room)
    set_form(room, OLD)
    apply(room)
    for code in CODES:
        assert [e.target for e in room.catalog(code).active] == [
            KNOWN[e.source][code] for e in room.catalog(code).active
        ]


def test_a_second_run_and_a_translate_write_no_byte(room: Newsroom) -> None:
    room.approve_all("ur")
    apply(room)
    room.translate()
    before = contents(room.root)
    assert "patched" not in apply(room)
    room.translate()
    assert contents(room.root) == before


def test_a_dry_run_writes_no_byte_and_says_the_same(room: Newsroom) -> None:
    room.approve_all("ar")
    before = contents(room.root)
    planned = apply(room, "--dry-run")
    assert contents(room.root) == before
    done = apply(room).splitlines()
    assert [line.split()[-3:] for line in planned.splitlines()[:4]] == [
        line.split()[-3:] for line in done[:4]
    ]


@ALL
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"fuzzy": False}, id="approved"),
        pytest.param({"comment": "see the style book", "fuzzy": False}, id="commented"),
        pytest.param({"flags": ("no-wrap",), "fuzzy": False}, id="flagged"),
        pytest.param({"notes": ()}, id="edited"),
        pytest.param({"notes": (), "previous": (None, "He met Dar.")}, id="outdated"),
    ],
)
def test_a_humans_text_gets_a_proposal_beside_it(
    room: Newsroom, code: str, change: dict[str, object]
) -> None:
    if "notes" in change:  # what tells the old form is then only in the other languages' catalogs
        change = {**change, "notes": (f"glossary: Dar = {OLD[code]}",)}
    room.review(code, "x.md", {SECOND: change})
    before = room.bytes()[f"locales/{code}/x.po"]
    apply(room)
    assert room.bytes()[f"locales/{code}/x.po"] == before
    entry = proposal(room, code)
    assert (entry.source, entry.target, entry.fuzzy) == (SECOND, renewed(code), True)
    assert f"now: {KNOWN[SECOND][code]}" in entry.notes
    assert f"proposals/{code}.html: 1 open" in (again := apply(room))
    assert f"proposed    {code}" not in again  # told once
    page = (room.root / "proposals" / f"{code}.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in page
    assert f"<ins>{NEW[code]}</ins>" in page
    assert f"<del>{OLD[code]}</del>" in page


@ALL
@pytest.mark.parametrize("edited", [False, True], ids=["as proposed", "corrected"])
def test_an_accepted_proposal_becomes_reviewed_text(
    room: Newsroom, code: str, edited: bool
) -> None:
    room.review(code, "x.md", {SECOND: {"fuzzy": False, "comment": "mine"}})
    apply(room)
    text = renewed(code) + (" 2" if edited else "")
    answer(room, code, fuzzy=False, target=text, comment="agreed")
    out = apply(room)
    entry = room.entry(code, SECOND)
    assert (entry.target, state_of(entry)) == (text, State.REVIEWED)
    assert entry.comment == "mine\nagreed"
    assert f"accepted    {code:<5}" in out
    assert not proposals(room, code).exists()
    assert not (room.root / "proposals" / f"{code}.html").exists()
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before


def test_an_outdated_text_stays_outdated_when_its_proposal_is_accepted(room: Newsroom) -> None:
    told = (None, "He met Dar.")
    room.review("ur", "x.md", {SECOND: {"previous": told, "comment": "later"}})
    apply(room)
    answer(room, "ur", fuzzy=False)
    apply(room)
    entry = room.entry("ur", SECOND)
    assert (entry.target, state_of(entry)) == (renewed("ur"), State.OUTDATED)
    assert entry.previous == told


@ALL
@pytest.mark.parametrize("fuzzy", [True, False])
def test_a_refused_proposal_is_not_offered_again(room: Newsroom, code: str, fuzzy: bool) -> None:
    room.approve_all(code)
    apply(room)
    answer(room, code, target="", fuzzy=fuzzy)
    assert f"proposed    {code}" not in apply(room)
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before
    assert room.entry(code, SECOND).target == KNOWN[SECOND][code]


def test_who_accepts_the_text_as_it_was_has_refused(room: Newsroom) -> None:
    room.approve_all("ur")
    apply(room)
    answer(room, "ur", target=KNOWN[SECOND]["ur"], fuzzy=False)
    apply(room)
    assert proposal(room, "ur").target == ""
    assert "proposed    ur" not in apply(room)
    assert room.entry("ur", SECOND).target == KNOWN[SECOND]["ur"]


@ALL
@pytest.mark.parametrize("change", [{"fuzzy": False}, {"previous": (None, "He met Dar.")}])
def test_an_answer_that_a_stopped_run_took_in_is_not_asked_for_again(
    room: Newsroom, code: str, change: dict[str, object]
) -> None:
    room.review(code, "x.md", {SECOND: change})
    apply(room)
    answer(room, code, fuzzy=False)
    left = proposals(room, code).read_bytes()
    apply(room)
    taken = room.bytes()
    proposals(room, code).write_bytes(left)  # as if it had stopped after the catalog
    apply(room)
    assert room.bytes() == taken
    assert not proposals(room, code).exists()


def test_a_refusal_holds_for_that_change_alone(room: Newsroom) -> None:
    room.approve_all("ur")
    apply(room)
    answer(room, "ur", target="")
    set_form(room, {**NEW, "ur": "دہار"})
    apply(room)
    assert proposal(room, "ur").target == KNOWN[SECOND]["ur"].replace("ڈار", "دہار")


def test_what_changed_in_the_catalog_since_is_not_overwritten(room: Newsroom) -> None:
    room.approve_all("ur")
    apply(room)
    answer(room, "ur", fuzzy=False)
    mine = "ان کی ڈار سے بات ہوئی۔"
    room.review("ur", "x.md", {SECOND: {"target": mine}})
    outcome = khabar(room, "glossary", "apply")
    assert outcome.code == 1
    assert outcome.message.startswith("proposals/ur/x.po: not taken in: 'He met Dar on Monday.'")
    assert room.entry("ur", SECOND).target == mine
    assert not proposal(room, "ur").fuzzy


def test_a_text_that_a_human_began_to_write_in_a_proposal_is_kept(room: Newsroom) -> None:
    room.approve_all("ps")
    apply(room)
    answer(room, "ps", target="نیمه کاره")
    set_form(room, OLD)
    apply(room)
    assert proposal(room, "ps").target == "نیمه کاره"


def test_a_proposal_goes_when_the_glossary_is_changed_back(room: Newsroom) -> None:
    before = contents(room.root)
    room.approve_all("fa_AF")
    set_form(room, NEW)
    apply(room)
    set_form(room, OLD)
    apply(room)
    assert not proposals(room, "fa_AF").exists()
    assert not (room.root / "proposals" / "fa_AF.html").exists()
    assert set(contents(room.root)) == set(before)


def test_a_draft_in_which_the_old_form_is_inflected_is_offered_for_redrafting(
    tmp_path: Path,
) -> None:
    room = Newsroom.new(tmp_path, "ps")
    room.write("x.txt", "Headline\n\nHe went to Kabul.\n")
    terms = tmp_path / "glossary" / "terms.csv"
    head = "source,kind,ps\n"
    terms.write_text(head + "Kabul,place,کابل\n", encoding="utf-8")
    room.translate()
    text = "هغه کابله ولاړ."
    for entry in room.catalog("ps", "x.txt").active:
        if entry.source == "He went to Kabul.":
            drafted = with_draft(entry, text, "machine test 1; score -0.10")
            change = {"target": text, "fuzzy": True, "notes": drafted.notes}
            room.review("ps", "x.txt", {entry.source: change})
    terms.write_text(head + "Kabul,place,کوهستان\n", encoding="utf-8")
    before = room.bytes()
    out = apply(room)
    assert "draft anew  ps     articles/x.txt:3  Kabul: کابله is inflected" in out
    assert "khabar translate --redraft" in out
    assert room.bytes() == before


def test_forbidden_forms_are_replaced_too(room: Newsroom) -> None:
    set_form(room, OLD)
    path = room.root / "glossary" / "terms.csv"
    path.write_text(
        "source,kind,ur,ps,fa_AF,ar,ur_forbidden\nDar,person,ڈھار,ډار,دار,دار,ڈار\n",
        encoding="utf-8",
    )
    room.approve_all("ur")
    apply(room, "--lang", "ur")
    entry = proposal(room, "ur")
    assert entry.target == KNOWN[SECOND]["ur"].replace("ڈار", "ڈھار")
    assert "change: Dar: ڈار → ڈھار (forbidden by the glossary)" in entry.notes


def test_accepted_variants_stay_unless_asked_for(room: Newsroom) -> None:
    path = room.root / "glossary" / "terms.csv"
    path.write_text(
        "source,kind,ur,ps,fa_AF,ar\nDar,person,ڈھار | ڈار,ډار,دار,دار\n", encoding="utf-8"
    )
    room.approve_all("ur")
    assert "nothing new to do" in apply(room)
    apply(room, "--variants", "dar")
    assert proposal(room, "ur").target == KNOWN[SECOND]["ur"].replace("ڈار", "ڈھار")
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("proposals/ur/x.po", "msgid broken", "proposals/ur/x.po:1: not valid PO"),
        ("proposals/ur/x.po", "<<<<<<< mine\n", "proposals/ur/x.po:1: unresolved merge conflict"),
        ("glossary/terms.csv", "source,ur\nDar,\n", "glossary/terms.csv:1: column missing"),
    ],
)
def test_bad_input_is_one_clear_error(room: Newsroom, file: str, text: str, message: str) -> None:
    room.approve_all("ur")
    apply(room)
    (room.root / file).write_text(text, encoding="utf-8")
    before = room.bytes()
    outcome = khabar(room, "glossary", "apply", "--lang", "ur")
    assert outcome.code == 1
    assert outcome.message.startswith(message)
    assert room.bytes() == before


def test_the_old_form_is_known_from_other_catalogs(room: Newsroom) -> None:
    room.write("y.md", "# Talks resume\n\nHe met Dar on Monday.\n")
    room.review("ur", "x.md", {SECOND: {"fuzzy": False}})
    room.translate()  # y takes the approved sentence, old form and all, from memory
    assert room.entry("ur", SECOND, "y.md").target == KNOWN[SECOND]["ur"]
    apply(room)
    assert room.entry("ur", SECOND, "y.md").target == renewed("ur")


WORDS = st.lists(
    st.sampled_from(["ڈار", "وڈار", "ڈارنے", "کابل", "12", "۔", "*x*", "<b>", "ڈھار"]),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WORDS, st.booleans(), st.text("ابڈر \n#", max_size=5))
def test_no_human_word_is_lost_or_changed_without_acceptance(
    tmp_path_factory: pytest.TempPathFactory, text: str, fuzzy: bool, comment: str
) -> None:
    room = Newsroom.new(tmp_path_factory.mktemp("room"), "ur")
    room.write("x.md", "He met Dar on Monday.\n")
    set_form(room, OLD)
    room.translate()
    room.review("ur", "x.md", {SECOND: {"target": text, "fuzzy": fuzzy, "comment": comment}})
    mine = room.bytes()["locales/ur/x.po"]
    set_form(room, NEW)
    apply(room)
    assert room.bytes()["locales/ur/x.po"] == mine
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before


def test_an_empty_entry_may_have_the_first_mention(tmp_path: Path) -> None:
    room = Newsroom.new(tmp_path, "ur")
    room.write("x.txt", "Headline\n\nThe TTP spoke. The TTP left.\n")
    terms = tmp_path / "glossary" / "terms.csv"
    head = "source,kind,ur,ur_first\n"
    terms.write_text(head + "TTP,organisation,پاکستانی طالبان,\n", encoding="utf-8")
    room.translate()
    text = "پاکستانی طالبان چلے گئے۔"
    room.review("ur", "x.txt", {"The TTP left.": {"target": text, "fuzzy": False}})
    terms.write_text(head + "TTP,organisation,ٹی ٹی پی,تحریک طالبان (ٹی ٹی پی)\n", encoding="utf-8")
    assert "ٹی ٹی پی" in apply(room)
    path = room.root / "proposals" / "ur" / "x.po"
    (entry,) = parse_catalog(path.read_text(encoding="utf-8"), path).entries
    assert entry.target == "ٹی ٹی پی چلے گئے۔"


def test_a_name_that_the_english_introduces_is_not_introduced_twice(tmp_path: Path) -> None:
    room = Newsroom.new(tmp_path, "ur")
    source = "The movement (TTP) left."
    room.write("x.txt", f"Headline\n\n{source} The TTP spoke.\n")
    terms = tmp_path / "glossary" / "terms.csv"
    head = "source,kind,ur,ur_first\n"
    terms.write_text(head + "TTP,organisation,پاکستانی طالبان,\n", encoding="utf-8")
    room.translate()
    text = "تحریک (پاکستانی طالبان) چلی گئی۔"
    room.review("ur", "x.txt", {source: {"target": text, "fuzzy": False}})
    terms.write_text(head + "TTP,organisation,ٹی ٹی پی,تحریک طالبان (ٹی ٹی پی)\n", encoding="utf-8")
    apply(room)
    assert proposal(room, "ur").target == "تحریک (ٹی ٹی پی) چلی گئی۔"
