"""`khabar glossary check|apply|suggest` on the command line: what they say, and exit codes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from commands import contents, khabar
from newsroom import KNOWN, Newsroom
from test_guidance import NEW, OLD, drafted, set_form

from translate import answering
from translate.catalog import State, state_of
from translate.languages import LANGUAGES

SECOND = "He met Dar on Monday."
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
HEAD = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note"
BANNED = {"ur": "ڈار", "ps": "ډار", "fa_AF": "دار", "ar": "دار"}


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return drafted(tmp_path)


def forbid(room: Newsroom) -> None:
    """What stands in the translations is forbidden now."""
    columns = ",".join(f"{language.code}_forbidden" for language in LANGUAGES)
    forms = ",".join(NEW[language.code] for language in LANGUAGES)
    banned = ",".join(BANNED[language.code] for language in LANGUAGES)
    text = f"{HEAD},{columns}\nDar,person,,,,{forms},,{banned}\n"
    (room.root / "glossary" / "terms.csv").write_text(text, encoding="utf-8")


# check


def test_what_is_consistent_is_only_counted(room: Newsroom) -> None:
    outcome = khabar(room, "glossary", "check")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "0 with forbidden forms, 0 with several forms or none, 4 consistent (term and language); "
        "0 of 1 terms occur in no translation here"
    ]
    every = khabar(room, "glossary", "check", "--all").out
    assert f"preferred  1 in drafts              {OLD['ur']}  articles/x.md:3" in every


@ALL
@pytest.mark.parametrize("reviewed", [False, True], ids=["draft", "reviewed"])
def test_a_forbidden_form_makes_the_exit_code_1(room: Newsroom, code: str, reviewed: bool) -> None:
    forbid(room)
    if reviewed:
        room.approve_all(code)
    outcome = khabar(room, "glossary", "check", "--lang", code)
    assert outcome.code == 1
    where = "1 reviewed" if reviewed else "1 in drafts"
    line = f"  forbidden  {where:<24} {BANNED[code]}  articles/x.md:3"
    assert line in outcome.out.splitlines()
    finding = khabar(room, "check", "--lang", code)
    assert finding.code == 1
    assert f"Dar may not be {BANNED[code]}: write {NEW[code]}" in finding.out


@ALL
def test_a_term_that_is_not_found_is_told_with_its_place(room: Newsroom, code: str) -> None:
    set_form(room, NEW)
    outcome = khabar(room, "glossary", "check", "--lang", code, "--json")
    assert outcome.code == 0
    (term,) = outcome.data["terms"]
    assert term["preferred"] == NEW[code]
    assert term["forms"] == []
    assert term["missing"] == {"reviewed": 0, "drafts": 1, "places": ["articles/x.md:3"]}


def test_one_term_of_many(room: Newsroom) -> None:
    out = khabar(room, "glossary", "check", "--term", "dar", "--lang", "ur").out
    assert out.startswith(f"Dar in Urdu\n  preferred  1 in drafts              {OLD['ur']}")
    outcome = khabar(room, "glossary", "check", "--term", "Darr")
    assert (outcome.code, outcome.message) == (
        2,
        "no term 'Darr' in the glossary. Perhaps Dar.",
    )


# apply --interactive


class Terminal:
    """Stands for a human at the terminal, with answers ready."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        monkeypatch.setattr(answering, "require_terminal", lambda: None)
        monkeypatch.setattr("translate.glossary_verbs.require_terminal", lambda: None)
        monkeypatch.setattr(answering, "_read", self.read)

    def read(self, question: str) -> str:
        self.asked.append(question)
        if not self.answers:
            raise answering.Quit
        return self.answers.pop(0)


@ALL
@pytest.mark.parametrize(
    ("answers", "state", "text"),
    [
        (("y",), State.REVIEWED, "new"),
        (("n",), State.REVIEWED, "old"),
        (("e", "میرے الفاظ"), State.REVIEWED, "میرے الفاظ"),
        (("what?", "q"), State.REVIEWED, "old"),
        (("s",), State.REVIEWED, "old"),
    ],
    ids=["yes", "no", "edit", "quit", "skip"],
)
def test_a_human_decides_at_the_terminal(
    room: Newsroom,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    answers: tuple[str, ...],
    state: State,
    text: str,
) -> None:
    room.approve_all(code)
    set_form(room, NEW)
    Terminal(monkeypatch, *answers)
    outcome = khabar(room, "glossary", "apply", "--interactive", "--lang", code)
    assert (outcome.code, outcome.err) == (0, "")
    old = KNOWN[SECOND][code]
    wanted = {"old": old, "new": old.replace(f" {OLD[code]}", f" {NEW[code]}")}.get(text, text)
    entry = room.entry(code, SECOND)
    assert (entry.target, state_of(entry)) == (wanted, state)
    if answers[0] == "n":  # and is not asked again
        again = Terminal(monkeypatch)
        khabar(room, "glossary", "apply", "--interactive", "--lang", code)
        assert again.asked == []


def test_an_answer_given_elsewhere_in_the_meantime_stays(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.approve_all("ur")
    set_form(room, NEW)
    path = room.root / "proposals" / "ur" / "x.po"

    def read(question: str) -> str:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(NEW["ur"] + " سے", "جناب سے"), encoding="utf-8")
        return "y"

    Terminal(monkeypatch)
    monkeypatch.setattr(answering, "_read", read)
    outcome = khabar(room, "glossary", "apply", "--interactive", "--lang", "ur")
    assert outcome.code == 0
    assert "not saved: the proposal has changed in the meantime" in outcome.out
    assert "جناب سے" in path.read_text(encoding="utf-8")
    assert room.entry("ur", SECOND).target == KNOWN[SECOND]["ur"]


def test_a_proposal_gone_in_the_meantime_ends_nothing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.approve_all("ur")
    set_form(room, NEW)
    path = room.root / "proposals" / "ur" / "x.po"

    def read(question: str) -> str:
        path.unlink()
        return "y"

    Terminal(monkeypatch)
    monkeypatch.setattr(answering, "_read", read)
    outcome = khabar(room, "glossary", "apply", "--interactive", "--lang", "ur")
    assert (outcome.code, outcome.err) == (0, "")
    assert "not saved" in outcome.out
    assert room.entry("ur", SECOND).target == KNOWN[SECOND]["ur"]


def test_without_a_terminal_nobody_is_asked(room: Newsroom) -> None:
    before = contents(room.root)
    outcome = khabar(room, "glossary", "apply", "--interactive")
    assert outcome.code == 2
    assert outcome.message.startswith("--interactive needs a terminal")
    assert contents(room.root) == before


def test_apply_tells_machines_what_it_did(room: Newsroom) -> None:
    room.approve_all("ar")
    set_form(room, NEW)
    outcome = khabar(room, "glossary", "apply", "--json", "--lang", "ar")
    (step,) = outcome.data["steps"]
    assert (step["fate"], step["language"], step["place"]) == ("proposed", "ar", "articles/x.md:3")
    assert step["changes"] == [{"term": "Dar", "old": "دار", "new": "ضهار", "because": "old"}]
    assert outcome.data["proposals"] == {"proposals/ar.html": 1}


# suggest

ARTICLE = "\n\n".join(
    ["Talks", *(f"Envoy number {i} met Zalmay Khalilzad in Doha." for i in range(4))]
)
TOLD = {
    "ur": "ایلچی نمبر {} کی دوحہ میں زلمے خلیل زاد سے ملاقات ہوئی۔",
    "ps": "استازي {} په دوحه کې له زلمي خليلزاد سره وليدل.",
    "fa_AF": "فرستاده شماره {} در دوحه با زلمی خلیلزاد دیدار کرد.",
    "ar": "التقى المبعوث رقم {} بزلماي خليل زاد في الدوحة.",
}
NAMES = {
    "ur": "زلمے خلیل زاد",
    "ps": "زلمي خليلزاد",
    "fa_AF": "زلمی خلیلزاد",
    "ar": "زلماي خليل زاد",
}


@ALL
def test_a_name_that_the_glossary_lacks_is_suggested(room: Newsroom, code: str) -> None:
    room.write("y.txt", ARTICLE + "\n")
    room.translate()
    entries = room.catalog(code, "y.txt").active
    changes = {
        entry.source: {"target": TOLD[code].format(number), "fuzzy": False}
        for number, entry in enumerate(entries[1:])
    }
    room.review(code, "y.txt", changes)
    outcome = khabar(room, "glossary", "suggest", "y.txt", "--lang", code)
    assert outcome.code == 0
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(outcome.out))}
    row = rows["Zalmay Khalilzad"]
    assert row["kind"] == "person"
    assert row["note"].startswith("4 uses in 1 article: articles/y.txt:3, articles/y.txt:5")
    assert NAMES[code].split()[-1] in row[code].split()


def test_suggestions_go_to_a_file_and_not_into_the_glossary(room: Newsroom, tmp_path: Path) -> None:
    room.write("y.txt", ARTICLE + "\n")
    path = tmp_path / "new.csv"
    outcome = khabar(room, "glossary", "suggest", "--csv", str(path), "--limit", "1")
    assert (outcome.code, outcome.out) == (0, f"{path}: 1 rows to judge\n")
    assert path.read_text(encoding="utf-8").startswith("\ufeff" + HEAD)  # so that Excel reads it
    khabar(room, "glossary", "suggest", "--csv", "beside.csv", "--limit", "1")
    assert (room.root / "beside.csv").read_bytes() == path.read_bytes()
    inside = room.root / "glossary" / "new.csv"
    outcome = khabar(room, "glossary", "suggest", "--csv", str(inside))
    assert outcome.code == 2
    assert not inside.exists()


@pytest.mark.parametrize("verb", ["check", "apply", "suggest"])
def test_a_broken_glossary_is_one_clear_error(room: Newsroom, verb: str) -> None:
    (room.root / "glossary" / "terms.csv").write_bytes(b"source,ur\n\xff\n")
    before = contents(room.root)
    outcome = khabar(room, "glossary", verb)
    assert outcome.code == 1
    assert outcome.message.startswith("glossary/terms.csv:2: ")
    assert contents(room.root) == before


@pytest.mark.parametrize("verb", ["check", "apply"])
def test_a_broken_catalog_is_one_clear_error_and_the_others_go_on(
    room: Newsroom, verb: str
) -> None:
    set_form(room, NEW)
    room.path("ur", "x.md").write_text("#. glossary: Dar = ڈار\nmsgid Dar\n", encoding="utf-8")
    outcome = khabar(room, "glossary", verb)
    assert outcome.code == 1
    assert outcome.message.startswith("locales/ur/x.po:2: not valid PO")
    if verb == "apply":
        assert NEW["ps"] in room.entry("ps", SECOND).target
