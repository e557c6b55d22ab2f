"""Publishing: what is written, what is told of it, and what is left alone."""

import json
from pathlib import Path

import pytest
from newsroom import KNOWN, Newsroom

from translate.desk import select_articles
from translate.edition import Status
from translate.errors import ProjectError, WriteError
from translate.publish import Plan, Printing, publish

HEADING, FIRST, SECOND = KNOWN


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom.new(tmp_path, "ur", "ar")
    room.write("2026/x.md")
    room.translate()
    return room


def run(room: Newsroom, *, draft: bool = False) -> Printing:
    project = room.project
    names = select_articles(project).names
    return publish(Plan(project, names, names, project.languages, "utf-8", "g1", draft))


def manifest(room: Newsroom, folder: str = "build") -> dict[str, dict]:
    return json.loads((room.root / folder / "manifest.json").read_text(encoding="utf-8"))["files"]


def files(room: Newsroom) -> dict[str, bytes]:
    found = (room.root / "build").rglob("*")
    return {p.relative_to(room.root).as_posix(): p.read_bytes() for p in found if p.is_file()}


def test_what_is_not_reviewed_is_blocked_and_the_manifest_says_so(room: Newsroom):
    printing = run(room)
    assert {done.edition.status for done in printing.published} == {Status.BLOCKED}
    assert list(files(room)) == ["build/manifest.json"]
    row = manifest(room)["ur/2026/x.md"]
    assert (row["status"], row["sha256"], row["reviewed_percent"]) == ("blocked", None, 0)


def test_a_reviewed_article_is_published_with_its_facts(room: Newsroom):
    room.approve_all("ur", "2026/x.md")
    run(room)
    text = (room.root / "build/ur/2026/x.md").read_text(encoding="utf-8")
    assert KNOWN[FIRST]["ur"] in text
    row = manifest(room)["ur/2026/x.md"]
    assert row["article"] == "articles/2026/x.md"
    assert (row["status"], row["reviewed_percent"], row["segments"]) == ("reviewed", 100, 3)
    assert row["provenance"] == {"reviewed": 3}
    assert row["glossary"] == "g1"
    assert row["sha256"]
    assert manifest(room)["ar/2026/x.md"]["status"] == "blocked"


def test_a_second_run_changes_no_byte(room: Newsroom):
    room.approve_all("ur", "2026/x.md")
    run(room)
    before = files(room)
    printing = run(room)
    assert files(room) == before
    assert not any(done.changed for done in printing.published)


def test_review_copies_stand_apart(room: Newsroom):
    printing = run(room, draft=True)
    assert {done.edition.status for done in printing.published} == {Status.DRAFT}
    assert not (room.root / "build/ur").exists()
    text = (room.root / "build/drafts/ur/2026/x.md").read_text(encoding="utf-8")
    assert KNOWN[FIRST]["ur"] in text
    assert manifest(room, "build/drafts")["ur/2026/x.md"]["models"] == ["phrases 1"]


def test_a_changed_article_keeps_the_edition_that_was_reviewed(room: Newsroom):
    room.approve_all("ur", "2026/x.md")
    run(room)
    published = (room.root / "build/ur/2026/x.md").read_bytes()
    room.write("2026/x.md", "# Talks resume\n\nA new sentence.\n")
    room.translate()
    run(room)
    assert (room.root / "build/ur/2026/x.md").read_bytes() == published
    row = manifest(room)["ur/2026/x.md"]
    assert (row["status"], row["outdated"]) == ("blocked", True)


def test_a_published_file_whose_article_is_gone_is_told_and_stays(room: Newsroom):
    room.approve_all("ur", "2026/x.md")
    run(room)
    (room.root / "articles/2026/x.md").unlink()
    printing = run(room)
    assert printing.gone == ("build/ur/2026/x.md",)
    assert (room.root / "build/ur/2026/x.md").exists()
    assert manifest(room)["ur/2026/x.md"]["status"] == "gone"


def test_a_file_that_khabar_did_not_make_is_left_alone(room: Newsroom):
    room.approve_all("ur", "2026/x.md")
    theirs = room.root / "build/ur/2026/x.md"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("someone's own page", encoding="utf-8")
    printing = run(room)
    assert [type(problem) for problem in printing.problems] == [WriteError]
    assert theirs.read_text(encoding="utf-8") == "someone's own page"


def test_a_run_that_was_cut_short_knows_its_own_files(room: Newsroom, monkeypatch):
    room.approve_all("ur", "2026/x.md")
    import translate.publish as module

    write, calls = module._write_manifest, []

    def cut(path: Path, rows: dict) -> None:
        calls.append(path)
        if len(calls) > 1:
            raise KeyboardInterrupt
        write(path, rows)

    monkeypatch.setattr(module, "_write_manifest", cut)
    with pytest.raises(KeyboardInterrupt):
        run(room)
    monkeypatch.undo()
    assert (room.root / "build/ur/2026/x.md").exists()
    room.review("ur", "2026/x.md", {FIRST: {"target": "درست کیا ہوا"}})
    printing = run(room)
    assert printing.problems == ()
    assert "درست کیا ہوا" in (room.root / "build/ur/2026/x.md").read_text(encoding="utf-8")


def test_a_foreign_manifest_stops_the_run(room: Newsroom):
    path = room.root / "build" / "manifest.json"
    path.parent.mkdir()
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(ProjectError, match=r"build/manifest\.json: not a manifest"):
        run(room)
    assert path.read_text(encoding="utf-8") == "[]"
