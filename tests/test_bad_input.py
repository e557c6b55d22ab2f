"""Bad input: one message with place and remedy, nothing half-written, the rest done."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import contents, khabar
from newsroom import ARTICLE, KNOWN, Newsroom, PhraseEngine, phrases

from translate.catalog import State, state_of

HEADING, FIRST, SECOND = KNOWN
ROOT = Path(__file__).parent.parent


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A project with one good article, x.md, and a model for each of its two languages."""
    monkeypatch.setattr("translate.verbs.find_engine", phrases)
    room = Newsroom.new(tmp_path / "news", "ur", "ps")
    room.write("x.md")
    return room


def assert_good_article_is_done(room: Newsroom) -> None:
    for code in ("ur", "ps"):
        assert room.entry(code, FIRST).target == KNOWN[FIRST][code]


# Articles


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param(
            "bad.txt",
            b"Talks\n\nA caf\xe9 in Kabul.\n",
            ["articles/bad.txt:3: ", "byte 0xe9 at offset 12", "UTF-8", "--encoding cp1252"],
            id="not UTF-8",
        ),
        pytest.param("bad.md", b"", ["articles/bad.md: ", "empty", "remove"], id="empty"),
        pytest.param(
            "bad.txt", b"\xef\xbb\xbf \r\n\t\n", ["articles/bad.txt: ", "empty"], id="blank"
        ),
        pytest.param(
            "bad.md",
            b"A long story. " * 380_000,
            ["articles/bad.md: ", "5,320,000 bytes", "2 MiB", "Cut it"],
            id="5 MB",
        ),
        pytest.param(
            "bad.docx",
            b"PK\x03\x04",
            ["articles/bad.docx: ", ".docx", ".txt, .md", "Save the article as"],
            id="unknown suffix",
        ),
        pytest.param("README", b"words", ["articles/README: ", "without suffix"], id="no suffix"),
        pytest.param(
            "bad.md",
            b"---\ntitle: Talks: again\n---\n\nWords.\n",
            ["articles/bad.md:2: ", "front matter"],
            id="broken front matter",
        ),
        pytest.param(
            "bad.md",
            b"---\ntags: [kabul, doha\n---\n\nWords.\n",
            ["articles/bad.md:", "front matter"],
            id="open list in front matter",
        ),
        pytest.param(
            "bad.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1",
            ["articles/bad.txt: ", "not a text file", "Save the article as"],
            id="binary",
        ),
        pytest.param(
            "x.txt",
            b"Another story.\n",
            ["articles/x.txt: ", "would share its catalogs with x.md", "another name"],
            id="two articles with one stem",
        ),
    ],
)
@pytest.mark.parametrize("verb", ["translate", "publish", "check"])
def test_a_bad_article_is_named_and_the_others_are_done(
    room: Newsroom, verb: str, name: str, data: bytes, words: list[str]
):
    room.translate("x.md")
    room.approve_all("ur")
    room.approve_all("ps")
    room.write(name, data)
    before = contents(room.root)
    done = khabar(room, verb)
    assert done.code == 1
    for word in words:
        assert word in done.message
    assert_good_article_is_done(room)
    after = contents(room.root)
    assert {path: after[path] for path in before} == before
    built = (
        {"build/manifest.json", "build/ur/x.md", "build/ps/x.md"} if verb == "publish" else set()
    )
    assert after.keys() - before.keys() == built
    assert khabar(room, verb).message == done.message  # as long as it is so


def test_a_bad_article_asked_for_by_name_is_the_only_message(room: Newsroom):
    room.write("bad.docx", b"PK\x03\x04")
    done = khabar(room, "translate", "articles/bad.docx")
    assert (done.code, done.out) == (1, "")
    assert "articles/bad.docx: no way to read .docx" in done.message


def test_encoding_reads_the_article_and_is_not_remembered(room: Newsroom):
    room.write("old.txt", "Talks in a café\n\nHe said: “Good.”\n".encode("cp1252"))
    done = khabar(room, "translate", "--encoding", "cp1252", "old.txt")
    assert (done.code, done.err) == (0, "")
    assert room.entry("ur", "He said: “Good.”", "old.txt")
    before = contents(room.root)
    again = khabar(room, "translate", "old.txt")
    assert (again.code, contents(room.root)) == (1, before)
    assert "articles/old.txt:1: byte 0xe9" in again.message


def test_encoding_never_garbles_the_articles_that_are_utf_8(room: Newsroom):
    room.write("new.txt", "He said: “Good.”\n")
    khabar(room, "translate")
    room.approve_all("ur", "new.txt")
    room.write("old.txt", "Talks in a café\n".encode("cp1252"))
    before = contents(room.root)
    assert khabar(room, "translate", "--encoding", "cp1252").code == 0
    after = contents(room.root)
    assert {path: after[path] for path in before} == before
    assert room.entry("ur", "Talks in a café", "old.txt")


def test_an_unknown_encoding_is_wrong_usage(room: Newsroom):
    done = khabar(room, "translate", "--encoding", "latin-99")
    assert (done.code, done.out) == (2, "")
    assert "latin-99" in done.message
    assert "cp1252" in done.message
    assert not (room.root / "locales" / "ur").exists()


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("<p>Dar spoke.</p>\n<p>He met <b>Muttaqi.\n</p>\n", 2, "Add </b>"),
        ("<div>\n<p>Dar spoke.</p>\n", 1, "Add </div>"),
        ("<p>Dar spoke.</p>\n<!-- he did\n", 2, "Add -->"),
        ("<p>Dar spoke.</p>\n<script>\nlet it = 1;\n", 2, "Add </script>"),
        ("<p>Dar spoke.</p>\n<p>He met <a href='", 2, "Close the tag"),
    ],
    ids=["b", "div", "comment", "script", "inside a tag"],
)
def test_unclosed_html_is_named_with_its_line(room: Newsroom, text: str, line: int, remedy: str):
    room.write("page.html", text)
    done = khabar(room, "translate")
    assert done.code == 1
    assert done.message.startswith(f"articles/page.html:{line}: ")
    assert remedy in done.message
    assert not room.path("ur", "page.html").exists()
    assert_good_article_is_done(room)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Muttaqi arrived in Islamabad.\n<p>He met Dar on Monday.\n",
        "<ul><li>He met Dar on Monday.<li>Muttaqi arrived in Islamabad.</ul>",
    ],
    ids=["p", "li"],
)
def test_end_tags_that_html_lets_one_leave_out_are_not_missed(room: Newsroom, text: str):
    room.write("page.html", text)
    assert (khabar(room, "translate").code, khabar(room, "publish", "--draft").code) == (0, 0)
    edition = room.root / "build/drafts/ur/page.html"
    assert KNOWN[SECOND]["ur"] in edition.read_text(encoding="utf-8")


def test_a_removed_article_keeps_its_catalogs_and_edition(room: Newsroom):
    room.write("y.md", "Dar spoke.\n")
    khabar(room, "translate")
    room.review("ur", "y.md", {"Dar spoke.": {"target": "ڈار نے بات کی۔", "fuzzy": False}})
    khabar(room, "publish")
    (room.root / "articles" / "y.md").unlink()
    before = contents(room.root)
    translated = khabar(room, "translate")
    assert (translated.code, translated.err) == (0, "")
    assert "kept: locales/ur/y.po: its article is gone" in translated.out
    assert "locales/ur/y.po" in khabar(room, "status").out
    published = khabar(room, "publish")
    assert published.code == 0
    assert "kept: build/ur/y.md: its article is gone" in published.out
    after = contents(room.root)
    changed = {path for path in before if before[path] != after.get(path)}
    assert changed == {"build/manifest.json"}
    (room.root / "build/ur/y.md").unlink()  # withdrawn
    withdrawn = khabar(room, "publish")
    assert "kept" not in withdrawn.out
    assert "y.md" not in (room.root / "build" / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("edit", ["", "\nOne more sentence for the second edition.\n"])
@pytest.mark.parametrize("new", ["later/talks.md", "x.txt"])
def test_a_renamed_article_takes_its_catalogs_along(room: Newsroom, new: str, edit: str):
    khabar(room, "translate")
    room.review("ur", "x.md", {FIRST: {"target": "مدیر کے الفاظ", "fuzzy": False}})
    text = ARTICLE if new.endswith(".md") else ARTICLE.removeprefix("# ")
    (room.root / "articles" / "x.md").unlink()
    room.write(new, text + edit)
    done = khabar(room, "translate")
    assert (done.code, done.err) == (0, "")
    if not new.startswith("x."):  # a change of suffix alone moves nothing
        assert f"the catalogs of x now belong to {new}" in done.out
    entry = room.entry("ur", FIRST, new)
    assert (entry.target, state_of(entry)) == ("مدیر کے الفاظ", State.REVIEWED)
    assert entry.references == (f"articles/{new}:3",)
    found = [path for path in contents(room.root) if path.startswith("locales/ur/")]
    assert found == [room.path("ur", new).relative_to(room.root).as_posix()]


# Catalogs


def broken(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(change(path.read_bytes()))  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("damage", "line", "words"),
    [
        pytest.param(
            broken(lambda data: data.replace(b'msgid "He', b"msgid He")), 35, "PO", id="no quote"
        ),
        pytest.param(
            broken(lambda data: data.replace(b'msgstr "', b'msgstr "\\q" "', 2)),
            None,
            "PO",
            id="junk",
        ),
        pytest.param(
            broken(lambda data: data + b"\n" + data[data.index(b"#: articles/x.md:3") :]),
            None,
            "again",
            id="duplicate msgid",
        ),
        pytest.param(
            broken(lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n>>>>>>> theirs\n"),
            1,
            "merge conflict",
            id="conflict markers",
        ),
        pytest.param(
            broken(lambda data: data.replace("متقی".encode(), b"\xe3\xca\xde\xed")),
            None,
            "not UTF-8",
            id="not UTF-8",
        ),
        pytest.param(broken(lambda data: data[:-9]), None, "PO", id="cut short"),
    ],
)
@pytest.mark.parametrize("verb", ["translate", "status", "check", "publish"])
def test_a_bad_catalog_is_named_and_skipped_and_the_others_are_done(
    room: Newsroom, verb: str, damage: Callable[[Path], None], line: int | None, words: str
):
    room.translate()
    damage(room.path("ur", "x.md"))
    room.write("y.md", "He met Dar on Monday.\n")
    before = contents(room.root)
    done = khabar(room, verb)
    assert done.code == 1
    place = f"locales/ur/x.po:{line}: " if line else "locales/ur/x.po:"
    assert done.message.startswith(place), done.message
    assert words in done.message
    after = contents(room.root)
    assert {path: after[path] for path in before} == before
    if verb == "translate":
        assert room.entry("ur", SECOND, "y.md").target == KNOWN[SECOND]["ur"]
        assert room.entry("ps", SECOND, "y.md").target == KNOWN[SECOND]["ps"]


def test_a_catalog_is_mended_and_the_next_run_goes_on(room: Newsroom):
    room.translate()
    path = room.path("ur", "x.md")
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n" + good)
    room.write("x.md", ARTICLE + "\nOne sentence more.\n")
    assert khabar(room, "translate").code == 1
    path.write_bytes(good)
    assert khabar(room, "translate").code == 0
    assert room.entry("ur", "One sentence more.")


# The glossary

_HEAD = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("source,kind,ur\nKabul,place,کابل\n", 1, "column missing: ps", id="column"),
        pytest.param("", 1, "column missing: source", id="nothing"),
        pytest.param(_HEAD + "Kabul,place,,,,کابل,کابل,,,\n" * 2, 3, "Kabul", id="duplicate"),
        pytest.param(_HEAD + ",place,,,,کابل,کابل,,,\n", 2, "source", id="empty term"),
        pytest.param(_HEAD + "Kabul,place,,,,,,,,\n", 2, "Kabul", id="no translation"),
        pytest.param(_HEAD + "Kabul,town,,,,کابل,کابل,,,\n", 2, "town", id="unknown kind"),
        pytest.param(_HEAD + 'Kabul,place,,,,"کابل,کابل,,,\n', 2, "quote", id="open quote"),
        pytest.param(b"source,ur,ps\nKabul,\xdf\xc7,x\n", 2, "not UTF-8", id="not UTF-8"),
    ],
)
@pytest.mark.parametrize("verb", ["translate", "check", "publish"])
def test_a_bad_glossary_is_named_before_anything_is_written(
    room: Newsroom, verb: str, text: str | bytes, line: int, words: str
):
    data = text.encode() if isinstance(text, str) else text
    (room.root / "glossary" / "terms.csv").write_bytes(data)
    before = contents(room.root)
    done = khabar(room, verb)
    assert (done.code, done.out) == (1, "")
    assert done.message.startswith(f"glossary/terms.csv:{line}: ")
    assert words in done.message
    assert contents(room.root) == before


# The project and the command line


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('languages = ["ur", "xx"]\n', 1, "unknown language 'xx'"),
        ("languages = [\n", None, "not valid TOML"),
        ('name = "x"\n\n[publish]\nunreviewed = "perhaps"\n', 4, '"block", "machine", "source"'),
        ('name = "x"\n[articels]\n', 2, "Perhaps articles"),
    ],
    ids=["language", "syntax", "policy", "misspelt"],
)
def test_a_wrong_khabar_toml_is_named_before_anything_is_written(
    room: Newsroom, text: str, line: int | None, words: str
):
    (room.root / "khabar.toml").write_text(text, encoding="utf-8")
    before = contents(room.root)
    for verb in ("translate", "status", "check", "publish"):
        done = khabar(room, verb)
        assert (done.code, done.out) == (1, "")
        assert f"khabar.toml:{line}: " in done.message if line else "khabar.toml:" in done.message
        assert words in done.message
    assert contents(room.root) == before


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["translate", "--lang", "xx"], "unknown language 'xx'. Use one of: ur (Urdu)"),
        (["translate", "--lang", "ur,xx"], "unknown language 'xx'"),
        (["status", "--lang", "ar"], 'no Arabic. Add "ar" to languages in khabar.toml'),
        (["translate", "nothing.md"], "no article nothing.md. Put it under articles/"),
        (["translate", "y.md"], "no article y.md. Perhaps articles/x.md"),
        (["check", "locales/ur/x.po"], "Perhaps articles/x.md"),
        (["preview", "articles/later"], "no article articles/later"),
    ],
    ids=["language", "one of two", "not in project", "article", "near", "catalog", "folder"],
)
def test_what_is_not_there_is_wrong_usage(room: Newsroom, argv: list[str], words: str):
    before = contents(room.root)
    done = khabar(room, *argv)
    assert (done.code, done.out) == (2, "")
    assert words in done.message
    assert contents(room.root) == before


@pytest.mark.parametrize(
    "argv", [["frobnicate"], ["translate", "--frobnicate"], [], ["preview"], ["init"]], ids=str
)
def test_an_unknown_verb_or_option_is_wrong_usage(room: Newsroom, argv: list[str]):
    done = khabar(room, *argv)
    assert (done.code, done.out) == (2, "")
    usage, error = done.err.splitlines()[0], done.err.splitlines()[-1]
    assert usage.startswith("usage: khabar")
    assert "error: " in error


def test_without_a_project_the_way_to_one_is_told(tmp_path: Path):
    done = khabar(tmp_path, "status")
    assert (done.code, done.out) == (1, "")
    assert "no khabar.toml here or in any folder above. Run `khabar init DIR`" in done.message
    away = khabar(tmp_path / "nowhere", "status")
    assert away.code == 2
    assert "no folder" in away.message


def test_without_the_articles_folder_nothing_is_called_gone(room: Newsroom):
    room.translate()
    (room.root / "articles").rename(room.root / "stories")
    before = contents(room.root)
    for verb in ("translate", "status", "check", "publish"):
        done = khabar(room, verb)
        assert (done.code, done.out) == (1, "")
        assert done.message.startswith("articles: this folder for articles is missing. Make it")
    assert contents(room.root) == before


def test_an_article_with_a_name_no_catalog_can_hold(room: Newsroom):
    for name in ("two\nlines.md", os.fsdecode(b"caf\xe9.md")):
        path = room.write(name, "Dar spoke.\n")
        done = khabar(room, "translate")
        assert done.code == 1
        assert "its name has characters that catalogs cannot hold. Give it" in done.err
        path.unlink()
    assert_good_article_is_done(room)


# Folders and disks


def put_a_file_at(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("in the way")


def test_a_file_where_a_language_has_its_folder(room: Newsroom):
    put_a_file_at(room.root / "locales" / "ur")
    done = khabar(room, "translate")
    assert done.code == 1
    assert "locales/ur/x.po: cannot write: " in done.message
    assert "A file stands where a folder is needed: move it away" in done.message
    assert room.entry("ps", FIRST).target == KNOWN[FIRST]["ps"]
    assert (room.root / "locales" / "ur").read_text() == "in the way"


@pytest.mark.parametrize(
    ("verb", "path", "words"),
    [
        ("translate", ".khabar", "A file stands where a folder is needed"),
        ("publish", ".khabar", "A file stands where a folder is needed"),
        ("publish", "build", "A file stands where a folder is needed"),
        ("preview x.md", "build", "A file stands where a folder is needed"),
        ("init", "", "A file stands where a folder is needed"),
    ],
)
def test_a_file_where_a_folder_must_be(room: Newsroom, verb: str, path: str, words: str):
    place = room.root / path if path else room.root / "new"
    put_a_file_at(place)
    done = khabar(room, *verb.split(), *([] if path else ["new"]))
    assert (done.code, done.out) == (1, "")
    assert words in done.message
    assert place.read_text() == "in the way"


def test_a_folder_where_the_ledger_must_be(room: Newsroom):
    (room.root / ".khabar" / "ledger.sqlite").mkdir(parents=True)
    done = khabar(room, "translate")
    assert done.code == 1
    assert "ledger.sqlite: cannot write: " in done.message


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"not a database, but long enough" * 99,
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + bytes(len(data) - 4096),
        lambda data: data.replace(b'{"machine": 3}', b'{"machine": 3)'),
        lambda data: data.replace(b"waiting", b"warting"),
        lambda data: b"",
    ],
    ids=["other", "half", "zeros", "json", "columns", "empty"],
)
def test_a_broken_ledger_is_made_anew_without_a_word(room: Newsroom, damage):
    khabar(room, "translate")
    room.approve_all("ur")
    khabar(room, "translate")
    path = room.root / ".khabar" / "ledger.sqlite"
    path.write_bytes(damage(path.read_bytes()))
    before = contents(room.root)
    done = khabar(room, "translate")
    assert (done.code, done.err) == (0, "")
    assert contents(room.root) == before


FULL_DISK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from newsroom import phrases
import translate.cli, translate.verbs
translate.verbs.find_engine = phrases
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
sys.exit(translate.cli.main(sys.argv[3:]))
"""


def run(*words: str, **options) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, **options)


@pytest.mark.parametrize("limit", [10, 900, 5000, 10_000, 18_000])
def test_on_a_full_disk_every_file_is_the_old_one_or_the_new_one(room: Newsroom, limit: int):
    room.translate()
    room.review("ur", "x.md", {FIRST: {"target": "مدیر کے الفاظ", "fuzzy": False}})
    more = "".join(f"Sentence number {n} of many.\n\n" for n in range(90))
    room.write("x.md", ARTICLE + "\n" + more)
    before = contents(room.root)
    place = ["-C", str(room.root), "translate"]
    done = run("-c", FULL_DISK, str(ROOT / "tests"), str(limit), *place)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("khabar: ")
    assert "cannot write: " in done.stderr
    after = contents(room.root)
    assert after.keys() == before.keys()  # and no half-written file beside them
    assert room.entry("ur", FIRST).target == "مدیر کے الفاظ"
    assert khabar(room, "translate").code == 0  # with room again, the run is as any other
    assert room.entry("ur", FIRST).target == "مدیر کے الفاظ"
    assert room.entry("ur", "Sentence number 89 of many.")


def test_a_full_disk_is_not_told_a_thousand_times(room: Newsroom):
    for number in range(20):
        room.write(f"{number}.md", "Dar spoke.\n")
    put_a_file_at(room.root / "locales" / "ur")
    done = khabar(room, "translate")
    lines = done.err.splitlines()
    assert len(lines) == 6
    assert lines[-1].startswith("khabar: and in 16 other places: cannot write: ")
    assert len(khabar(room, "translate", "--json").data["problems"]) == 21


# Two runs, and runs cut short

HOLD = """
import sys, time
from pathlib import Path
from translate.files import project_lock
with project_lock(Path(sys.argv[1]), 0, lambda: None):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.mark.parametrize("verb", ["translate", "publish"])
@pytest.mark.parametrize(("held", "wait"), [(0.6, 20.0), (30.0, 0.05)], ids=["waits", "gives up"])
def test_two_runs_at_once(room: Newsroom, monkeypatch, verb: str, held: float, wait: float):
    monkeypatch.setattr("translate.verbs._WAIT", wait)
    before = contents(room.root)
    command = [sys.executable, "-c", HOLD, str(room.root / ".khabar"), str(held)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        done = khabar(room, verb)
        other.kill()
    first, *rest = done.err.splitlines()
    assert first == "khabar: another khabar is at work on this project; waiting"
    if wait > held:
        assert (done.code, rest) == (0, [])
    else:
        assert (done.code, done.out) == (1, "")
        assert "another khabar is at work on this project. Let it finish" in rest[0]
        assert contents(room.root) == before


def test_reading_verbs_do_not_wait_for_a_run(room: Newsroom):
    room.translate()
    command = [sys.executable, "-c", HOLD, str(room.root / ".khabar"), "30"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for words in (["status"], ["check"], ["preview", "x.md"]):
            done = khabar(room, *words)
            assert (done.code, done.err) == (0, "")
        other.kill()


def test_a_run_cut_short_keeps_what_it_finished(room: Newsroom, monkeypatch):
    for number in range(6):
        room.write(f"{number}.md", f"Dar spoke {number} times. He met Dar on Monday.\n")
    monkeypatch.setattr("translate.pipeline.WINDOW", 4)  # requests in a batch
    calls: list[int] = []

    def interrupt() -> None:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(
        "translate.verbs.find_engine",
        lambda language, *preferences: PhraseEngine(language, on_call=interrupt),
    )
    done = khabar(room, "translate")
    assert (done.code, done.out) == (1, "")
    assert done.message == "stopped; what was finished is saved"
    finished = room.bytes()
    assert "locales/ur/0.po" in finished
    assert "locales/ur/5.po" not in finished
    assert room.entry("ur", SECOND, "0.md").target == KNOWN[SECOND]["ur"]
    again = khabar(room, "translate")
    assert (again.code, again.err) == (0, "")
    assert room.entry("ur", SECOND, "5.md").target == KNOWN[SECOND]["ur"]
    after = room.bytes()
    assert {path: after[path] for path in finished if path.endswith(".po")} == {
        path: data for path, data in finished.items() if path.endswith(".po")
    }


def test_ctrl_c_in_a_real_run_is_one_line(room: Newsroom):
    """The process is truly interrupted while it waits for another one's lock."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    hold = [sys.executable, "-c", HOLD, str(room.root / ".khabar"), "30"]
    work = [sys.executable, "-m", "translate.cli", "-C", str(room.root), "translate"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(hold, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with subprocess.Popen(work, **pipes, env=environment) as mine:
            assert mine.stderr is not None
            assert "waiting" in mine.stderr.readline()
            time.sleep(0.05)
            mine.send_signal(signal.SIGINT)
            out, err = mine.communicate(timeout=20)
        other.kill()
    assert (mine.returncode, out) == (1, "")
    assert err == "khabar: stopped; what was finished is saved\n"
