"""The command line: what each verb says to people, to pipes and to machines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Outcome, contents, khabar
from newsroom import ARTICLE, KNOWN, Newsroom, PhraseEngine, phrases

from translate import __version__
from translate.cli import main
from translate.languages import LANGUAGES, find_language
from translate.models import Missing

HEADING, FIRST, SECOND = KNOWN
ROOT = Path(__file__).parent.parent
VERBS = ("init", "translate", "status", "check", "publish", "preview", "models", "doctor")
# Each verb as it is called on a project with the article x.md.
CALLS = {
    "init": ["init", "another"],
    "translate": ["translate"],
    "status": ["status"],
    "check": ["check"],
    "publish": ["publish"],
    "publish --draft": ["publish", "--draft"],
    "preview": ["preview", "x.md"],
}
EACH_CALL = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A drafted project with a model for every language."""
    monkeypatch.setattr("translate.verbs.find_engine", phrases)
    room = Newsroom.new(tmp_path / "news")
    room.write("x.md")
    room.translate()
    return room


@pytest.fixture
def no_pashto(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(language, *preferences):
        if language.code == "ps":
            return Missing(language, "no model from English to Pashto is here", "Get one")
        return PhraseEngine(language)

    monkeypatch.setattr("translate.verbs.find_engine", find)


WITHOUT_A_MODEL = """
import sys
from pathlib import Path
from translate import cli, routing
routing.BUNDLED = Path("none")
sys.exit(cli.main())
"""


def in_process_of_its_own(room: Newsroom, *words: str, **variables: str) -> Outcome:
    """The same in a new process, through pipes, and without a model."""
    nowhere = str(room.root / "no-models")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ARGOS_PACKAGES_DIR": nowhere}
    command = [sys.executable, "-c", WITHOUT_A_MODEL, "-C", str(room.root), *words]
    done = subprocess.run(command, capture_output=True, env={**environment, **variables})
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


# Help


def test_the_overview_names_every_verb_the_flow_and_the_exit_codes(tmp_path: Path):
    done = khabar(tmp_path, "--help")
    assert (done.code, done.err) == (0, "")
    for verb in VERBS:
        assert re.search(rf"^    {verb}\b", done.out, re.MULTILINE)
    assert "articles/*.md|txt|html  ->  khabar translate  ->  locales/<language>/*.po" in done.out
    assert "Exit codes: 0 done, 1 a problem you must mend, 2 wrong usage." in done.out


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_verb_teaches_by_example(tmp_path: Path, verb: str):
    done = khabar(tmp_path, verb, "--help")
    assert (done.code, done.err) == (0, "")
    assert re.search(rf"^  khabar {verb}\b", done.out, re.MULTILINE)
    assert "--json" in done.out
    assert all(len(line) <= 100 for line in done.out.splitlines())


def test_the_version(tmp_path: Path):
    assert khabar(tmp_path, "--version").out == f"khabar {__version__}\n"


# Where it works, and on what


@pytest.mark.parametrize("verb", VERBS[1:-1])
def test_the_folder_may_stand_before_the_verb_or_after_it(room: Newsroom, verb: str, monkeypatch):
    monkeypatch.chdir("/")
    article = ["x.md"] if verb == "preview" else []
    assert main(["-C", str(room.root), verb, *article]) == 0
    assert main([verb, "-C", str(room.root), *article]) == 0
    monkeypatch.chdir(room.root / "articles")
    assert main([verb, *article]) == 0  # found from any folder below


@pytest.mark.parametrize("name", ["x.md", "articles/x.md", "./articles/x.md", "articles"])
def test_articles_are_named_with_or_without_their_folder(room: Newsroom, name: str):
    done = khabar(room, "status", name, "--json")
    assert {row["article"] for row in done.data["catalogs"]} == {"articles/x.md"}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["ur", "ps", "fa_AF", "ar"]),
        (["--lang", "ps"], ["ps"]),
        (["--lang", "ar,ur"], ["ar", "ur"]),
        (["--lang", "ar, ur"], ["ar", "ur"]),
        (["--lang", "dari", "--lang", "prs"], ["fa_AF"]),
        (["--lang", "Pashto"], ["ps"]),
    ],
    ids=str,
)
def test_languages_by_code_or_name(room: Newsroom, words: list[str], codes: list[str]):
    done = khabar(room, "status", "--json", *words)
    assert [row["language"] for row in done.data["catalogs"]] == codes


def test_only_the_languages_asked_for_are_written(room: Newsroom):
    room.write("y.md")
    assert khabar(room, "translate", "y.md", "--lang", "ar").code == 0
    assert room.path("ar", "y.md").exists()
    assert not room.path("ur", "y.md").exists()


# To people


def test_init_says_what_to_do_next_and_changes_nothing_there(tmp_path: Path):
    (tmp_path / "desk" / "glossary").mkdir(parents=True)
    mine = tmp_path / "desk" / "glossary" / "terms.csv"
    mine.write_text("source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note\n", encoding="utf-8")
    done = khabar(tmp_path, "init", "desk")
    assert (done.code, done.err) == (0, "")
    for word in ("articles", "translate", "fuzzy", "publish"):
        assert word in done.out
    assert mine.read_text(encoding="utf-8").count("\n") == 1
    assert khabar(tmp_path / "desk", "status").code == 0
    again = khabar(tmp_path, "init", "desk")
    assert (again.code, again.out) == (1, "")
    assert "there is a project here already" in again.message


def test_a_new_project_has_no_articles_and_says_where_they_go(tmp_path: Path):
    khabar(tmp_path, "init", "desk")
    for verb in ("translate", "status", "publish", "check"):
        done = khabar(tmp_path / "desk", verb)
        assert done.code == 0
        assert "no articles in articles/ yet: put .txt, .md" in done.out


def test_translate_tells_what_is_new_and_how_all_stands(room: Newsroom):
    room.write("y.md", "He met Dar on Monday. Who knows?\n")
    done = khabar(room, "translate", "--lang", "ur,ps")
    assert (done.code, done.err) == (0, "")
    rows = [line.split() for line in done.out.splitlines()]
    assert " ".join(rows[0]) == "article lang reviewed edited outdated memory machine empty done"
    assert ["x.md", "ur", "·", "·", "·", "·", "3", "·", "0%"] in rows
    assert ["y.md", "ps", "·", "·", "·", "·", "1", "1", "0%"] in rows
    assert ["all", "ur", "·", "·", "·", "·", "4", "1", "0%"] in rows
    assert done.out.splitlines()[-1] == "2 new drafts; catalogs in locales/"


def test_a_language_without_a_model_has_one_line_and_there_is_one_hint(room, no_pashto):
    room.write("y.md")
    done = khabar(room, "translate")
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[-2:] == [
        "Pashto: no model, 3 segments empty",
        "Type them into the catalogs, or see `khabar status` for the models to get.",
    ]
    status = khabar(room, "status")
    assert status.code == 0
    assert "Pashto: no new drafts: no model from English to Pashto is here. Get one." in status.out
    assert "Urdu: drafted by phrases 1" in status.out


def test_translate_is_content_where_reviewers_filled_what_no_model_could(room, no_pashto):
    room.write("y.md", "Dar spoke.\n")
    khabar(room, "translate")
    room.review("ps", "y.md", {"Dar spoke.": {"target": "ډار خبرې وکړې.", "fuzzy": False}})
    done = khabar(room, "translate")
    assert (done.code, "no model" in done.out) == (0, False)


def test_status_without_any_model_says_what_to_do(room: Newsroom):
    done = in_process_of_its_own(room, "status")
    assert (done.code, done.err) == (0, "")
    for language in LANGUAGES:
        assert f"{language.english}: no new drafts: no model" in done.out
    assert "khabar models install en_ar" in done.out


def test_publish_tells_what_is_blocked_and_what_to_do(room: Newsroom):
    room.approve_all("ur")
    done = khabar(room, "publish")
    rows = [line.split() for line in done.out.splitlines()]
    assert ["build/ur/x.md", "reviewed", "3", "·", "·", "·", "·"] in rows
    assert ["x.md", "(ps)", "blocked", "·", "·", "3", "·", "·"] in rows
    assert "manifest: build/manifest.json" in done.out
    assert "`khabar publish --draft` writes review copies" in done.out
    everything = khabar(room, "publish", "--lang", "ur")
    assert "blocked" not in everything.out


def test_an_article_that_is_blocked_is_a_problem_only_when_asked_for(room: Newsroom):
    assert khabar(room, "publish").code == 0
    assert khabar(room, "publish", "x.md").code == 1
    room.approve_all("ur")
    assert khabar(room, "publish", "x.md", "--lang", "ur").code == 0


@pytest.mark.parametrize(
    ("target", "words", "code"),
    [
        ("درست ترجمہ۔", [], 0),
        ("درست ترجمہ", [], 0),
        ("درست ترجمہ", ["--strict"], 1),
        ("[درست](https://example.org) ترجمہ۔", [], 1),
        ("درست ترجمہ۔", ["--strict"], 0),
    ],
    ids=["clean", "warning", "strict", "error", "strict and clean"],
)
def test_check_fails_on_errors_and_if_asked_on_warnings(
    room: Newsroom, target: str, words: list[str], code: int
):
    room.write("y.md", "A right translation.\n")
    room.translate()
    room.review("ur", "y.md", {"A right translation.": {"target": target, "fuzzy": False}})
    before = contents(room.root)
    done = khabar(room, "check", "y.md", "--lang", "ur", *words)
    assert (done.code, done.err) == (code, "")
    found = re.findall(r"^(error|warning): locales/ur/y\.po: 'A right", done.out, re.MULTILINE)
    assert bool(found) is (target != "درست ترجمہ۔")
    assert re.fullmatch(r"\d+ errors?, \d+ warnings?", done.out.splitlines()[-1])
    assert contents(room.root) == before


def test_preview_writes_a_page_that_needs_nothing_else(room: Newsroom):
    room.review("ur", "x.md", {FIRST: {"fuzzy": False}})
    done = khabar(room, "preview", "x.md")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("build/preview/x.md.html")
    page = (room.root / "build/preview/x.md.html").read_text(encoding="utf-8")
    for code, target in KNOWN[SECOND].items():
        assert f'lang="{find_language(code).tag}"' in page
        assert target in page
    assert SECOND in page
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", page)


def test_preview_of_an_article_with_a_broken_catalog_shows_the_others(room: Newsroom):
    room.path("ur", "x.md").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    done = khabar(room, "preview", "x.md")
    assert done.code == 1
    assert done.message.startswith("locales/ur/x.po:1: unresolved merge conflict")
    page = (room.root / "build/preview/x.md.html").read_text(encoding="utf-8")
    assert KNOWN[SECOND]["ps"] in page


@pytest.mark.parametrize("name", ["[bold]x[/bold].md", "[/x].md", ":smile: 100%.md", "خبر.md"])
def test_tables_show_names_as_they_are(room: Newsroom, name: str):
    room.write(name)
    for words in (["translate"], ["status"], ["publish"], ["publish", "--draft"]):
        done = khabar(room, *words)
        assert (done.code, done.err) == (0, "")
        assert name in done.out


# To pipes


@EACH_CALL
def test_nothing_but_text_goes_into_a_pipe(room: Newsroom, call: list[str]):
    done = in_process_of_its_own(room, *call, TERM="xterm-256color", COLUMNS="40")
    assert done.code in (0, 1)
    assert done.err == ""
    for line in (done.out + done.err).splitlines():
        assert line.isprintable()
        assert "━" not in line


def test_names_are_never_cut_in_a_pipe(room: Newsroom):
    name = f"{'a-very-long-name-' * 10}.md"
    room.write(name)
    assert name in in_process_of_its_own(room, "status", COLUMNS="40").out


@EACH_CALL
def test_a_terminal_that_knows_no_arabic_is_no_reason_to_fail(room: Newsroom, call: list[str]):
    room.write("خبر.md")
    done = in_process_of_its_own(room, *call, "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.out)["problems"] == []
    plain = in_process_of_its_own(room, *call[:1], *call[1:], PYTHONIOENCODING="ascii")
    assert "Traceback" not in plain.err


def test_a_reader_that_goes_away_is_no_error_to_speak_of(room: Newsroom):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    work = f"{sys.executable} -m translate.cli -C {room.root} status --json"
    done = subprocess.run(
        ["bash", "-c", f"{work} | head -c 5"], capture_output=True, text=True, env=environment
    )
    assert done.stderr == ""


# To a terminal


def test_the_bar_goes_to_the_terminal_and_the_outcome_to_the_pipe(room: Newsroom):
    ours, theirs = os.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
    command = [sys.executable, "-m", "translate.cli", "-C", str(room.root), "publish", "--draft"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Publishing" in shown
    assert "\x1b[2K" in shown  # the bar's line is wiped at the end
    assert "\x1b" not in done.stdout.decode()
    assert "build/drafts/ur/x.md" in done.stdout.decode()


# To machines


@EACH_CALL
def test_json_is_all_there_is_on_stdout(room: Newsroom, call: list[str]):
    done = khabar(room, *call, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.data["problems"] == []


@EACH_CALL
def test_json_tells_problems_as_stderr_does(room: Newsroom, call: list[str]):
    if call[0] == "init":
        call = ["init", "."]
    room.write("x.md", b"caf\xe9\n")
    done = khabar(room, *call, "--json")
    if call == ["status"]:
        assert (done.code, done.data["problems"]) == (0, [])  # it opens no article
        return
    assert done.code == 1
    (problem,) = done.data["problems"]
    assert problem["message"] == done.message
    assert problem.keys() == {"path", "line", "problem", "remedy", "message"}
    if call[0] != "init":
        assert (problem["path"], problem["line"]) == ("articles/x.md", 1)


@EACH_CALL
def test_json_tells_wrong_usage(room: Newsroom, call: list[str]):
    if call[0] == "init":
        return
    done = khabar(room, *call, "--lang", "xx", "--json")
    assert done.code == 2
    assert done.data["problems"][0]["problem"] == "unknown language 'xx'"


def test_json_of_translate_and_status(room: Newsroom, no_pashto):
    room.write("y.md", "He met Dar on Monday. Who knows?\n")
    room.write("gone.md", "Nothing stays here for long.\n")
    room.translate()
    (room.root / "articles" / "gone.md").unlink()
    (room.root / "articles" / "y.md").rename(room.root / "articles" / "z.md")
    room.write("new.md", FIRST + "\n")
    data = khabar(room, "translate", "--json").data
    row = next(
        r for r in data["catalogs"] if (r["article"], r["language"]) == ("articles/new.md", "ur")
    )
    assert row == {
        "article": "articles/new.md",
        "language": "ur",
        "catalog": "locales/ur/new.po",
        "counts": {"machine": 1},
        "new": {"machine": 1},
        "terms": {"as_translated": 1},
    }
    assert data["renamed"] == [{"from": "y", "to": "z.md"}]
    assert sorted(data["gone"]) == [f"locales/{c}/gone.po" for c in ("ar", "fa_AF", "ps", "ur")]
    reason = {"reason": "no model from English to Pashto is here", "remedy": "Get one"}
    assert data["missing"] == [{"language": "ps", **reason}]
    status = khabar(room, "status", "--json").data
    assert [{**row, "new": {}, "terms": {}} for row in data["catalogs"]] == status["catalogs"]
    assert status["gone"] == data["gone"]
    assert status["engines"]["ps"] == reason
    assert status["engines"]["ur"] == {"name": "phrases 1"}


def test_json_of_check(room: Newsroom):
    room.review("ur", "x.md", {FIRST: {"target": "متقی [اسلام آباد](https://x.org) پہنچے۔"}})
    done = khabar(room, "check", "--json")
    assert done.code == 1
    found = next(f for f in done.data["findings"] if f["severity"] == "error")
    assert found.keys() == {"catalog", "source", "standing", "severity", "check", "message"}
    assert (found["catalog"], found["source"]) == ("locales/ur/x.po", FIRST)
    assert (found["standing"], found["check"]) == ("edited", "markup")


def test_json_of_publish(room: Newsroom):
    room.approve_all("ur")
    data = khabar(room, "publish", "--json").data
    by_language = {row["language"]: row for row in data["published"]}
    assert by_language["ur"] == {
        "article": "articles/x.md",
        "language": "ur",
        "path": "build/ur/x.md",
        "status": "reviewed",
        "reviewed_percent": 100,
        "provenance": {"reviewed": 3},
        "changed": True,
    }
    assert (by_language["ps"]["path"], by_language["ps"]["status"]) == (None, "blocked")
    assert (data["manifest"], data["gone"]) == ("build/manifest.json", [])
    again = khabar(room, "publish", "--json").data["published"]
    assert not any(row["changed"] for row in again)


def test_json_of_init_and_preview(room: Newsroom, tmp_path: Path):
    data = khabar(tmp_path, "init", "desk", "--json").data
    assert Path(data["project"]).is_dir()
    assert khabar(room, "preview", "x.md", "--json").data["page"] == "build/preview/x.md.html"


# Twice


@EACH_CALL
def test_a_second_call_changes_no_byte(room: Newsroom, call: list[str]):
    room.write("2026/y.txt", ARTICLE)
    khabar(room, *call)
    before = contents(room.root)
    khabar(room, *call)
    assert contents(room.root) == before


@pytest.mark.parametrize("call", [["status"], ["check"]], ids=str)
def test_looking_changes_nothing(room: Newsroom, call: list[str]):
    def everything() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in room.root.rglob("*") if p.is_file()}

    before = everything()
    khabar(room, *call)
    assert everything() == before


def test_a_run_says_in_one_line_how_terms_came(room: Newsroom):
    room.write("new.md", FIRST + "\n")
    done = khabar(room, "translate")
    (line,) = [line for line in done.out.splitlines() if line.startswith("terms: ")]
    assert line.endswith(" as translated")
