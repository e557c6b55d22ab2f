"""The pipeline: drafts where nothing is, and no byte changed where a human was or all is done."""

from pathlib import Path

import pytest
from newsroom import ARTICLE, KNOWN, Newsroom, PhraseEngine

from translate.catalog import State, draft_origin, state_of
from translate.engines import Hypothesis
from translate.errors import ArticleError, CatalogError, ModelError
from translate.languages import LANGUAGES, find_language
from translate.models import Missing
from translate.trail import Rung, Trace, traces

HEADING, FIRST, SECOND = KNOWN
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom.new(tmp_path)
    room.write("x.md")
    return room


@ALL
def test_an_article_becomes_drafts_with_their_origin(room: Newsroom, code: str):
    report = room.translate()
    entries = room.catalog(code).entries
    assert [(e.context, e.source) for e in entries] == [
        ("heading", HEADING),
        (None, FIRST),
        (None, SECOND),
    ]
    assert [e.target for e in entries] == [KNOWN[e.source][code] for e in entries]
    assert {state_of(e) for e in entries} == {State.DRAFT}
    assert {draft_origin(e) for e in entries} == {"machine phrases 1; score -0.50"}
    assert entries[1].references == ("articles/x.md:3",)
    assert any(note.startswith("glossary: Islamabad = ") for note in entries[1].notes)
    assert (report.problems, report.missing) == ((), ())
    row = next(row for row in report.rows if row.language.code == code)
    assert (row.counts, row.new) == ({"machine": 3}, {"machine": 3})


def test_a_second_run_changes_no_byte_and_asks_no_model(room: Newsroom):
    room.write("2026/y.txt", "Headline\n\nSomething no engine knows.\n")
    room.translate()
    before = room.bytes()
    asked = {code: list(room.engine(code).asked) for code in room.servers}
    room.time = "2026-11-21 10:00+0000"
    report = room.translate()
    assert room.bytes() == before
    assert {code: room.engine(code).asked for code in room.servers} == asked
    assert sum(sum(row.counts.values()) for row in report.rows) == 4 * 5


def test_without_the_ledger_a_second_run_still_changes_no_byte(room: Newsroom):
    room.translate()
    before = room.bytes()
    (room.root / ".khabar" / "ledger.sqlite").unlink()
    room.time = "2026-11-21 10:00+0000"
    room.translate()
    assert room.bytes() == before


def test_a_damaged_ledger_is_made_anew(room: Newsroom):
    room.translate()
    before = room.bytes()
    (room.root / ".khabar" / "ledger.sqlite").write_bytes(b"not a database, but long enough" * 99)
    room.translate()
    assert room.bytes() == before


@ALL
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"target": "مدیر کے اپنے الفاظ"}, id="edited"),
        pytest.param({"fuzzy": False}, id="approved"),
        pytest.param({"target": "", "fuzzy": False}, id="cleared"),
        pytest.param({"target": "درست", "fuzzy": False, "comment": "why"}, id="corrected"),
    ],
)
@pytest.mark.parametrize("redraft", [False, True], ids=["again", "redraft"])
def test_no_run_touches_what_a_reviewer_did(room: Newsroom, code: str, change, redraft: bool):
    room.translate()
    room.review(code, "x.md", {FIRST: change})
    mine = room.entry(code, FIRST)
    room.write("x.md", ARTICLE + "\nA new paragraph that nobody knows.\n")
    room.translate(redraft=redraft)
    after = room.entry(code, FIRST)
    assert (after.target, after.fuzzy, after.comment) == (mine.target, mine.fuzzy, mine.comment)


def test_what_a_reviewer_saves_while_the_batch_runs_is_kept(room: Newsroom):
    room.translate()
    room.write("x.md", ARTICLE.replace("He met", "Then he met"))
    room.write("y.md", "He met Dar on Monday.\n")

    def reviewer_saves() -> None:
        room.review("ur", "x.md", {FIRST: {"target": "نیا متن", "fuzzy": False}})

    room.engine("ur").on_call = reviewer_saves
    room.translate()
    entry = room.entry("ur", FIRST)
    assert (entry.target, state_of(entry)) == ("نیا متن", State.REVIEWED)
    # and the next run knows of it, though the ledger never saw it read
    room.engine("ur").on_call = lambda: None
    room.write("z.md", "Muttaqi arrived in Islamabad.\n")
    room.translate()
    assert room.entry("ur", FIRST, "z.md").target == "نیا متن"


@ALL
def test_what_is_approved_in_one_article_is_memory_for_all(room: Newsroom, code: str):
    room.translate()
    room.review(code, "x.md", {FIRST: {"target": "منظور شدہ ترجمہ", "fuzzy": False}})
    room.write("later.txt", "A headline for later\n\nMuttaqi arrived in Islamabad.\n")
    report = room.translate()
    entry = room.entry(code, FIRST, "later.txt")
    assert (entry.target, entry.fuzzy) == ("منظور شدہ ترجمہ", True)
    assert draft_origin(entry) == "memory x.md"
    row = next(r for r in report.rows if (r.article, r.language.code) == ("later.txt", code))
    assert row.counts["memory"] == 1
    heading = room.entry(code, HEADING)
    assert heading.context == "heading"  # a sentence's memory never serves a heading


def test_memory_reaches_entries_that_were_empty_before(tmp_path: Path):
    room = Newsroom.new(tmp_path, "ps")
    unknown = "Nobody knows this sentence."
    room.write("a.md", unknown + "\n")
    room.write("b.md", unknown + "\n")
    room.translate()
    assert room.entry("ps", unknown, "a.md").target == ""
    room.review("ps", "a.md", {unknown: {"target": "څوک دا جمله نه پېژني."}})
    room.translate()
    entry = room.entry("ps", unknown, "b.md")
    assert draft_origin(entry) == "memory a.md"


def test_a_language_without_a_model_stays_empty_with_the_reason(room: Newsroom):
    pashto = find_language("ps")
    room.servers["ps"] = Missing(pashto, "no model in /somewhere", "Install one")
    report = room.translate()
    assert [missing.language.code for missing in report.missing] == ["ps"]
    entry = room.entry("ps", FIRST)
    assert entry.target == ""
    assert any(note.startswith("no draft: no model for Pashto") for note in entry.notes)
    assert "/somewhere" not in room.path("ps", "x.md").read_text(encoding="utf-8")
    assert room.entry("ur", FIRST).target == KNOWN[FIRST]["ur"]
    before = room.bytes()
    assert [missing.language.code for missing in room.translate().missing] == ["ps"]
    assert room.bytes() == before
    room.servers["ps"] = PhraseEngine(pashto)
    assert room.translate().missing == ()
    assert room.entry("ps", FIRST).target == KNOWN[FIRST]["ps"]
    assert not any("no draft" in note for note in room.entry("ps", FIRST).notes)


def test_a_model_that_breaks_is_a_problem_and_the_others_go_on(room: Newsroom):
    room.engine("ar").fails = True
    report = room.translate()
    assert [type(problem) for problem in report.problems] == [ModelError]
    assert room.entry("ar", FIRST).target == ""
    assert room.entry("ur", FIRST).target == KNOWN[FIRST]["ur"]


def test_a_broken_catalog_is_skipped_untouched_and_the_others_go_on(room: Newsroom):
    room.translate()
    path = room.path("ur", "x.md")
    broken = path.read_bytes() + b'\n<<<<<<< HEAD\nmsgid "x"\n'
    path.write_bytes(broken)
    room.write("x.md", ARTICLE + "\nHe met Dar on Monday. And more.\n")
    report = room.translate()
    assert [type(problem) for problem in report.problems] == [CatalogError]
    assert "locales/ur/x.po:" in str(report.problems[0])
    assert path.read_bytes() == broken
    assert room.entry("ps", "And more.").source == "And more."


def test_a_broken_article_is_a_problem_and_the_others_go_on(room: Newsroom):
    room.write("bad.txt", b"caf\xe9 au lait\n")
    report = room.translate()
    assert [type(problem) for problem in report.problems] == [ArticleError]
    assert str(report.problems[0]).startswith("articles/bad.txt:1: ")
    assert not room.path("ur", "bad.txt").exists()
    assert room.path("ur", "x.md").exists()
    again = room.translate()
    assert len(again.problems) == 1  # it is still broken


def test_redraft_replaces_only_machine_drafts(room: Newsroom):
    room.translate()
    engine = room.engine("ur")
    engine.name = "phrases 2"
    room.translate()
    assert draft_origin(room.entry("ur", FIRST)) == "machine phrases 1; score -0.50"
    room.review("ur", "x.md", {SECOND: {"fuzzy": False}})
    room.translate(redraft=True)
    assert draft_origin(room.entry("ur", FIRST)) == "machine phrases 2; score -0.50"
    assert draft_origin(room.entry("ur", SECOND)) == "machine phrases 1; score -0.50"


def test_one_article_of_many(room: Newsroom):
    room.write("y.md")
    report = room.translate("x.md")
    assert {row.article for row in report.rows} == {"x.md"}
    assert not room.path("ur", "y.md").exists()


def test_segments_of_all_articles_go_to_the_model_as_one_batch(room: Newsroom):
    calls = []
    room.engine("ur").on_call = lambda: calls.append(1)
    for number in range(5):
        room.write(f"{number}.md")
    room.translate()
    assert calls == [1]
    assert sorted(room.engine("ur").asked) == sorted(KNOWN)


def test_a_model_that_broke_is_asked_again(room: Newsroom):
    room.engine("ar").fails = True
    room.translate()
    room.engine("ar").fails = False
    assert room.translate().problems == ()
    assert room.entry("ar", FIRST).target == KNOWN[FIRST]["ar"]


def test_a_template_with_conflict_markers_is_made_anew(room: Newsroom):
    room.translate()
    path = room.project.template("x.md")
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes())
    room.write("x.md", ARTICLE + "\nOne more.\n")
    assert room.translate().problems == ()
    assert b"<<<<" not in path.read_bytes()


def test_a_newcomer_does_not_take_the_catalogs_of_another_article(room: Newsroom):
    room.translate()
    room.approve_all("ur")
    before = room.catalog("ur")
    room.write("x.html", "<p>Another article.</p>\n")
    report = room.translate()
    assert room.catalog("ur").entries == before.entries
    assert {row.article for row in report.rows} == {"x.md"}


# Terms

SHORT = {"ur": "ڈار", "ps": "ډار", "fa_AF": "دار", "ar": "دار"}
FULL = {"ur": "اسحاق ڈار", "ps": "اسحاق ډار", "fa_AF": "اسحاق دار", "ar": "إسحاق دار"}


def introduce(room: Newsroom) -> None:
    """A glossary with Dar's full name for first mentions."""
    titles = ["source", *SHORT, *(f"{code}_first" for code in FULL)]
    row = ["Dar", *SHORT.values(), *FULL.values()]
    text = "\n".join(",".join(cells) for cells in (titles, row))
    for path in (room.root / "glossary").glob("*.csv"):
        path.unlink()
    (room.root / "glossary" / "people.csv").write_text(text + "\n", encoding="utf-8")


@ALL
def test_a_term_is_introduced_once_in_an_article(room: Newsroom, code: str):
    introduce(room)
    other = "Talks ended as Dar left."
    KNOWN_TOO = {**KNOWN[SECOND], "ur": "مذاکرات ڈار کے جانے پر ختم ہوئے۔"}
    room.write("x.md", f"# Dar resumes talks\n\n{SECOND} {other}\n")
    engine = room.engine(code)
    answers = {
        SECOND: KNOWN[SECOND][code],
        other: KNOWN_TOO[code],
        "Dar resumes talks": SHORT[code],
    }
    engine.translate = lambda sources, *_: [  # type: ignore[method-assign]
        [Hypothesis(answers[source], -0.5)] if source in answers else [] for source in sources
    ]
    report = room.translate()
    heading, first, second = room.catalog(code).entries
    assert first.target == KNOWN[SECOND][code].replace(f" {SHORT[code]}", f" {FULL[code]}")
    assert traces(first.notes) == (Trace("Dar", FULL[code], Rung.FIRST_MENTION),)
    assert FULL[code] not in heading.target + second.target
    assert [trace.rung for trace in traces(second.notes)] == [Rung.AS_TRANSLATED]
    row = next(row for row in report.rows if row.language.code == code)
    assert row.terms == {"first mention": 1, "as translated": 2}


def test_each_article_introduces_a_term_anew(room: Newsroom):
    introduce(room)
    room.write("x.md", f"{SECOND}\n")
    room.write("y.md", f"Dar spoke.\n\n{SECOND}\n")
    room.translate()
    assert FULL["ur"] in room.entry("ur", SECOND, "x.md").target
    assert FULL["ur"] not in room.entry("ur", SECOND, "y.md").target


def test_a_term_that_is_missing_is_flagged_and_counted(room: Newsroom):
    introduce(room)
    wrong = "انہوں نے پیر کو اس سے ملاقات کی۔"
    room.engine("ur").translate = lambda sources, *_: [  # type: ignore[method-assign]
        [Hypothesis(wrong, -0.5)] for source in sources
    ]
    report = room.translate()
    entry = room.entry("ur", SECOND)
    assert entry.target == wrong
    assert any(n.startswith("check: glossary: Dar should be اسحاق ڈار (") for n in entry.notes)
    assert next(row for row in report.rows if row.language.code == "ur").terms == {"flagged": 1}
