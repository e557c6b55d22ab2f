"""Proposals as people treat them: edited, commented, left behind, rewritten by other tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import contents, khabar
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from newsroom import KNOWN, Newsroom
from test_apply import ALL, answer, apply, proposal, proposals, renewed
from test_guidance import NEW, OLD, SECOND, drafted, set_form

from translate.catalog import Entry, State, state_of
from translate.revision.proposals import shown_text

COMMENT = "our desk writes it so"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """A proposal in each of four languages."""
    room = drafted(tmp_path)
    for code in OLD:
        room.approve_all(code)
    set_form(room, NEW)
    apply(room)
    return room


def obsolete(text: str) -> str:
    return f'\n#~ msgid "{SECOND}"\n#~ msgstr "{text}"\n'


@ALL
def test_an_obsolete_entry_is_no_answer(room: Newsroom, code: str) -> None:
    path = proposals(room, code)
    answer(room, code, target="mine", fuzzy=False)
    path.write_text(path.read_text(encoding="utf-8") + obsolete("old"), encoding="utf-8")
    apply(room)
    assert room.entry(code, SECOND).target == "mine"
    assert "old" in path.read_text(encoding="utf-8")  # whoever left it there may want it
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before


@ALL
def test_an_obsolete_entry_alone_stays_and_hides_no_proposal(room: Newsroom, code: str) -> None:
    path = proposals(room, code)
    path.write_text(path.read_text(encoding="utf-8") + obsolete("old"), encoding="utf-8")
    before = contents(room.root)
    assert f"proposals/{code}.html: 1 open" in apply(room)
    assert contents(room.root) == before


def test_a_comment_on_a_refusal_goes_on_to_the_next_proposal(room: Newsroom) -> None:
    answer(room, "ur", target="", comment=COMMENT)
    set_form(room, {**NEW, "ur": "دہار"})
    apply(room)
    assert proposal(room, "ur").target == KNOWN[SECOND]["ur"].replace("ڈار", "دہار")
    assert proposal(room, "ur").comment == COMMENT


def test_a_comment_on_a_refusal_stays_when_the_text_is_another(room: Newsroom) -> None:
    answer(room, "ur", target="", comment=COMMENT)
    room.review("ur", "x.md", {SECOND: {"target": "وہ ملے۔"}})
    apply(room)
    assert proposal(room, "ur").comment == COMMENT


@ALL
def test_the_comment_on_a_text_that_is_in_the_catalog_already_is_taken_in(
    room: Newsroom, code: str
) -> None:
    answer(room, code, fuzzy=False, comment=COMMENT)
    room.review(code, "x.md", {SECOND: {"target": renewed(code)}})
    apply(room)
    entry = room.entry(code, SECOND)
    assert (entry.target, state_of(entry)) == (renewed(code), State.REVIEWED)
    assert entry.comment == COMMENT
    assert not proposals(room, code).exists()


@ALL
def test_who_keeps_the_old_form_in_a_new_text_is_not_asked_again(room: Newsroom, code: str) -> None:
    text = KNOWN[SECOND][code] + " 2"
    answer(room, code, fuzzy=False, target=text)
    apply(room)
    assert room.entry(code, SECOND).target == text
    before = contents(room.root)
    assert f"proposed    {code}" not in apply(room)
    assert contents(room.root) == before


@ALL
def test_line_ends_of_another_system_change_nothing(room: Newsroom, code: str) -> None:
    for path in (proposals(room, code), room.path(code, "x.md")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(room.root)
    apply(room)
    assert contents(room.root) == before
    answer(room, code, fuzzy=False)
    apply(room)
    assert room.entry(code, SECOND).target == renewed(code)


@ALL
@pytest.mark.parametrize("renamed", [True, False])
def test_answers_for_an_article_that_is_not_there_are_not_passed_over(
    room: Newsroom, code: str, renamed: bool
) -> None:
    answer(room, code, fuzzy=False)
    article = room.root / "articles" / "x.md"
    if renamed:
        article.rename(article.with_name("y.md"))
        room.path(code, "x.md").rename(room.path(code, "y.md"))
    else:
        article.unlink()
    outcome = khabar(room, "glossary", "apply", "--lang", code)
    assert outcome.code == 1
    assert outcome.message.startswith(f"proposals/{code}/x.po: ")
    assert not proposal(room, code).fuzzy
    if renamed:
        proposals(room, code).rename(proposals(room, code).with_name("y.po"))
        apply(room, "--lang", code)
        assert room.entry(code, SECOND, "y.md").target == renewed(code)


def test_proposals_that_nobody_touched_go_with_their_article(room: Newsroom) -> None:
    (room.root / "articles" / "x.md").unlink()
    apply(room)
    assert not list((room.root / "proposals").rglob("*.po"))
    assert not list((room.root / "proposals").rglob("*.html"))


TWO = "Muttaqi met Dar."
TWO_HEAD = "source,kind,ur\n"


@pytest.fixture
def two(tmp_path: Path) -> Newsroom:
    """A reviewed sentence with two terms, and a proposal for a new form of one of them."""
    room = Newsroom.new(tmp_path, "ur")
    room.write("x.md", f"{TWO}\n")
    set_terms(room, "متقی", "ڈار")
    room.translate()
    room.review("ur", "x.md", {TWO: {"target": "متقی ڈار سے ملے۔", "fuzzy": False}})
    set_terms(room, "متقی", "ڈھار")
    apply(room)
    return room


def set_terms(room: Newsroom, muttaqi: str, dar: str) -> None:
    text = f"{TWO_HEAD}Muttaqi,person,{muttaqi}\nDar,person,{dar}\n"
    (room.root / "glossary" / "terms.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["متقی ڈھار سے ملے۔", "متقی ڈار سے ملے۔"], ids=["yes", "as it was"]
)
def test_an_answer_to_one_change_does_not_answer_a_later_one(two: Newsroom, text: str) -> None:
    answer(two, "ur", target=text, fuzzy=False)
    set_terms(two, "متقی‌صاحب", "ڈھار")
    apply(two)
    assert two.entry("ur", TWO).target == text
    assert (
        "change: Muttaqi: متقی → متقی‌صاحب (the glossary has changed)" in proposal(two, "ur").notes
    )
    before = contents(two.root)
    apply(two)
    assert contents(two.root) == before


def test_two_terms_changed_at_once_are_one_proposal(two: Newsroom) -> None:
    set_terms(two, "متقی‌صاحب", "ڈھار")
    apply(two)
    assert proposal(two, "ur").target == "متقی‌صاحب ڈھار سے ملے۔"
    answer(two, "ur", fuzzy=False)
    apply(two)
    assert two.entry("ur", TWO).target == "متقی‌صاحب ڈھار سے ملے۔"
    assert not proposals(two, "ur").exists()
    before = contents(two.root)
    apply(two)
    assert contents(two.root) == before


@ALL
def test_a_proposal_that_lost_its_notes_is_made_anew(room: Newsroom, code: str) -> None:
    before = contents(room.root)
    answer(room, code, notes=())  # as msgmerge does, which takes comments from the template
    apply(room)
    assert contents(room.root) == before
    answer(room, code, notes=(), comment=COMMENT)
    apply(room)
    assert proposal(room, code).comment == COMMENT
    answer(room, code, fuzzy=False)
    apply(room)
    assert room.entry(code, SECOND).comment == COMMENT


@ALL
def test_a_text_that_a_human_began_is_not_announced_as_new(room: Newsroom, code: str) -> None:
    answer(room, code, notes=(), target="mine")
    assert "nothing new to do" in apply(room)
    assert proposal(room, code).target == "mine"


def test_a_note_that_a_tool_has_wrapped_is_read_whole(room: Newsroom) -> None:
    notes = proposal(room, "ur").notes
    wrapped = (part for note in notes for part in note.replace(" پیر ", "\nپیر ").split("\n"))
    answer(room, "ur", notes=tuple(wrapped))
    assert len(proposal(room, "ur").notes) > len(notes)
    assert shown_text(proposal(room, "ur")) == KNOWN[SECOND]["ur"]


def test_an_empty_file_of_proposals_is_as_none(room: Newsroom) -> None:
    before = contents(room.root)
    proposals(room, "ar").write_bytes(b"")  # a run was stopped before it took the file away
    apply(room)
    assert contents(room.root) == before


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "refuse", "edit", "lose notes", "catalog", "glossary", "apply"]),
        st.sampled_from(["ڈار", "ڈھار", "جناب"]),
        st.booleans(),
    ),
    min_size=3,
    max_size=8,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_whatever_is_done_no_word_and_no_comment_is_lost(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str, bool]]
) -> None:
    room = Newsroom.new(tmp_path_factory.mktemp("room"), "ur")
    room.write("x.md", f"{SECOND}\n")
    set_form(room, OLD)
    room.translate()
    room.approve_all("ur")
    comments: list[str] = []
    for number, (act, form, flag) in enumerate(acts):
        text, comment = f"{form} {number}", f"c{number}" if flag else ""
        if act == "glossary":
            set_form(room, {**OLD, "ur": form})
        elif act == "catalog":
            old = room.entry("ur", SECOND).comment
            said = "\n".join(filter(None, (old, comment)))
            room.review("ur", "x.md", {SECOND: {"target": text, "fuzzy": flag, "comment": said}})
            comments += filter(None, [comment])
        elif act != "apply" and proposals(room, "ur").exists():
            said = "\n".join(filter(None, (proposal(room, "ur").comment, comment)))
            answer(room, "ur", comment=said, **change_of(act, text, flag))
            comments += filter(None, [comment])
        before = room.entry("ur", SECOND)
        waiting = proposal(room, "ur") if proposals(room, "ur").exists() else Entry("")
        khabar(room, "glossary", "apply")
        after = room.entry("ur", SECOND)
        if (after.target, after.fuzzy) != (before.target, before.fuzzy):
            assert (after.target, waiting.fuzzy) == (waiting.target, False)
        kept = proposal(room, "ur") if proposals(room, "ur").exists() else Entry("")
        if act == "edit" and waiting.target == text:
            assert text in (after.target, kept.target)
        assert set(comments) <= {*after.comment.split("\n"), *kept.comment.split("\n")}
        done = contents(room.root)
        khabar(room, "glossary", "apply")
        assert contents(room.root) == done


def change_of(act: str, text: str, flag: bool) -> dict[str, object]:
    return {
        "accept": {"fuzzy": False},
        "refuse": {"target": "", "fuzzy": flag},
        "edit": {"target": text, "fuzzy": flag},
        "lose notes": {"notes": ()},
    }[act]
