"""Catalogs as Poedit, Weblate, GNU gettext and git leave them: no human word is ever lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from commands import contents, khabar
from gnu_gettext import gettext
from newsroom import ARTICLE, KNOWN, Newsroom, phrases

from translate.catalog import Entry, State, format_catalog, state_of
from translate.languages import LANGUAGES

HEADING, FIRST, SECOND = KNOWN
EDITED = "Dar said that talks in Doha would “go on”; see [the statement](https://example.org/a)."
CLEARED = "The border reopened."
COMMENTED = "Nobody was hurt."
LONG = (
    "The foreign ministers of the two countries, who had not met since fighting shut the border "
    "last autumn, agreed in Doha that trucks with food and medicine could pass at once."
)
STORY = f"{ARTICLE}\n{EDITED} {CLEARED} {COMMENTED}\n\n{LONG}\n"
CHANGED = (
    STORY.replace("on Monday", "on Tuesday")
    .replace("Nobody was hurt.", "Nobody was killed or hurt.")
    .replace(f"\n\n{LONG}", "\n\nA new paragraph.")
)
WORDS = {
    "ur": 'مدیر کے «اپنے» الفاظ \\ اور "حوالہ" [بیان](https://example.org/a)۔',
    "ps": "د ادیټور خپلې کلیمې «دلته» [اعلامیه](https://example.org/a).",
    "fa_AF": "سخنان خود ویراستار، نیم‌فاصله و «گیومه» [اعلامیه](https://example.org/a).",
    "ar": "كلمات المحرر نفسه «هنا»، [البيان](https://example.org/a).",
}
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A project whose one article was drafted, then reviewed in all the ways there are."""
    monkeypatch.setattr("translate.verbs.find_engine", phrases)
    room = Newsroom.new(tmp_path)
    room.write("x.md", STORY)
    room.translate()
    for code, words in WORDS.items():
        room.review(
            code,
            "x.md",
            {
                HEADING: {"fuzzy": False},
                SECOND: {"target": f"{words} 2"},
                EDITED: {"target": words, "fuzzy": False},
                LONG: {"target": f"{words} " * 9, "fuzzy": False, "comment": "long\n\ncomment"},
                COMMENTED: {"comment": "Ask the desk: who says so?"},
            },
        )
    return room


def human(room: Newsroom, code: str) -> dict[str, tuple[str, bool, str]]:
    """All that a human may have put into a catalog: translations, approvals, comments."""
    return {
        entry.source: (entry.target, entry.fuzzy, entry.comment)
        for entry in room.catalog(code).entries
        if entry.target or entry.comment
    }


def all_words(room: Newsroom, code: str) -> str:
    return "\n".join(f"{e.target}\n{e.comment}" for e in room.catalog(code).entries)


def assert_clean(room: Newsroom) -> None:
    """msgfmt and msgcmp find nothing in any catalog of the project."""
    template = room.project.template("x.md")
    gettext("msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", str(template))
    for code in WORDS:
        path = str(room.path(code, "x.md"))
        gettext("msgfmt", "--check", "-o", "/dev/null", path)
        gettext("msgcmp", "--use-fuzzy", "--use-untranslated", path, str(template))


# Files as the tools leave them


def through(*words: str) -> Callable[[Newsroom, str], bytes]:
    return lambda room, code: gettext(*words, text=room.path(code, "x.md").read_bytes())


def merged(room: Newsroom, code: str) -> bytes:
    path, template = room.path(code, "x.md"), room.project.template("x.md")
    return gettext("msgmerge", "--quiet", str(path), str(template))


def by_text(change: Callable[[str], str]) -> Callable[[Newsroom, str], bytes]:
    return lambda room, code: change(room.path(code, "x.md").read_text(encoding="utf-8")).encode()


def by_poedit(text: str) -> str:
    """Poedit sorts and adds header fields, and wraps lines at 79 columns."""
    head = r"""msgstr ""
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"X-Generator: Poedit 3.4.2\n"
"X-Poedit-Basepath: ../..\n"
"X-Poedit-SearchPath-0: articles\n"
"""
    text = re.sub(r'msgstr ""\n("[A-Z].*\n)+', lambda found: head, text, count=1)
    return gettext("msgcat", "--width=79", "-", text=text.encode()).decode()


def by_weblate(text: str) -> str:
    """Weblate sets translator and generator, and keeps 77 columns."""
    text = re.sub(
        r'"Last-Translator: .*\n',
        '"Last-Translator: Zarghona Sahar <z@example.org>\\\\n"\n'
        '"X-Generator: Weblate 5.8.4\\\\n"\n',
        text,
    )
    return gettext("msgcat", "--width=77", "-", text=text.encode()).decode()


def with_previous(text: str) -> str:
    """A reviewer's editor shows what msgmerge would have: `#|` above a fuzzy entry."""
    return text.replace(
        f'#, fuzzy\nmsgid "{SECOND}"', f'#, fuzzy\n#| msgid "He met Dar."\nmsgid "{SECOND}"'
    )


TOOLS = {
    "msgcat --width=79": through("msgcat", "--width=79", "-"),
    "msgcat --width=20": through("msgcat", "--width=20", "-"),
    "msgcat --no-wrap": through("msgcat", "--no-wrap", "-"),
    "msgcat --escape": through("msgcat", "--escape", "-"),
    "msgcat --indent": through("msgcat", "--indent", "-"),
    "msgcat --no-location": through("msgcat", "--no-location", "-"),
    "msgcat --sort-output": through("msgcat", "--sort-output", "-"),
    "msgcat --add-location=file": through("msgcat", "--add-location=file", "-"),
    "msgattrib": through("msgattrib", "--no-obsolete", "-"),
    "msgconv": through("msgconv", "--to-code=UTF-8", "-"),
    "msgmerge": merged,
    "Poedit": by_text(by_poedit),
    "Weblate": by_text(by_weblate),
    "CRLF": by_text(lambda text: text.replace("\n", "\r\n")),
    "BOM": by_text(lambda text: "\ufeff" + text),
    "no final newline": by_text(lambda text: text.rstrip("\n")),
    "blank lines": by_text(lambda text: text.replace("\n\n", "\n\n\n\n")),
    "no blank lines": by_text(lambda text: text.replace("\n\n", "\n")),
    "trailing blanks": by_text(lambda text: text.replace('"\n', '"  \t\n')),
    "previous msgid": by_text(with_previous),
    "comment at the end": by_text(lambda text: text + "\n# Reviewed by Zarghona on Monday.\n"),
    "comment before the header": by_text(lambda text: "# Urdu desk\n#\n# 2026\n" + text),
    "obsolete entries": by_text(
        lambda text: text + '\n#~ msgid "An old sentence."\n#~ msgstr "ایک پرانا جملہ۔"\n'
    ),
    "flags": by_text(lambda text: text.replace("#, fuzzy\n", "#, fuzzy, no-wrap\n")),
}
EACH_TOOL = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)


@EACH_TOOL
def test_no_word_is_lost_and_a_second_run_changes_no_byte(room: Newsroom, tool):
    before = {code: human(room, code) for code in WORDS}
    for code in WORDS:
        room.path(code, "x.md").write_bytes(tool(room, code))
    done = khabar(room, "translate")
    assert (done.code, done.err) == (0, "")
    for code in WORDS:
        after = human(room, code)
        after.pop("An old sentence.", None)
        assert after == before[code]
    assert_clean(room)
    settled = contents(room.root)
    assert khabar(room, "translate").code == 0
    (room.root / ".khabar" / "ledger.sqlite").unlink()
    assert khabar(room, "translate").code == 0
    assert contents(room.root) == settled


@EACH_TOOL
def test_no_word_is_lost_when_the_article_changes_under_it(room: Newsroom, tool):
    words = {code: human(room, code) for code in WORDS}
    for code in WORDS:
        room.path(code, "x.md").write_bytes(tool(room, code))
    room.write("x.md", CHANGED)
    done = khabar(room, "translate")
    assert (done.code, done.err) == (0, "")
    for code, before in words.items():
        there = all_words(room, code)
        for source, (target, _, comment) in before.items():
            if source not in (FIRST,):  # the machine's own draft
                assert target in there, (code, source)
                assert comment in there, (code, source)
        entry = room.entry(code, SECOND.replace("Monday", "Tuesday"))
        assert (entry.target, state_of(entry)) == (before[SECOND][0], State.OUTDATED)
        assert entry.previous in ((None, SECOND), (None, "He met Dar."))
    assert_clean(room)
    settled = contents(room.root)
    assert khabar(room, "translate").code == 0
    assert contents(room.root) == settled
    room.write("x.md", STORY)  # and back again
    assert khabar(room, "translate").code == 0
    assert_clean(room)
    for code, before in words.items():
        assert room.entry(code, EDITED).target == before[EDITED][0]
        assert state_of(room.entry(code, LONG)) is State.REVIEWED
        assert room.entry(code, LONG).comment == "long\n\ncomment"


@ALL
def test_after_msgmerge_a_draft_counts_as_a_humans(room: Newsroom, code: str):
    """msgmerge takes the marks away that tell drafts; what may be a human's is then left alone."""
    draft = room.entry(code, FIRST)
    assert state_of(draft) is State.DRAFT
    room.path(code, "x.md").write_bytes(merged(room, code))
    assert state_of(room.entry(code, FIRST)) is State.EDITED
    khabar(room, "translate", "--redraft")
    after = room.entry(code, FIRST)
    assert (after.target, after.fuzzy) == (draft.target, True)


@ALL
def test_a_draft_that_was_cleared_stays_cleared_through_the_tools(room: Newsroom, code: str):
    room.review(code, "x.md", {FIRST: {"target": "", "fuzzy": False}})
    for tool in ("msgcat --width=79", "Weblate", "CRLF", "msgconv"):
        room.path(code, "x.md").write_bytes(TOOLS[tool](room, code))
        khabar(room, "translate", "--redraft")
        assert room.entry(code, FIRST).target == ""


@ALL
def test_fields_and_comments_of_others_stay_in_the_header(room: Newsroom, code: str):
    room.path(code, "x.md").write_bytes(TOOLS["Weblate"](room, code))
    text = room.path(code, "x.md").read_text(encoding="utf-8")
    room.path(code, "x.md").write_text(f"# The {code} desk\n{text}", encoding="utf-8")
    room.write("x.md", CHANGED)
    khabar(room, "translate")
    catalog = room.catalog(code)
    assert catalog.header["X-Generator"] == "Weblate 5.8.4"
    assert catalog.header["Last-Translator"] == "Zarghona Sahar <z@example.org>"
    assert catalog.header["Language"] == code
    assert catalog.opening.startswith(f"The {code} desk")


def test_a_header_that_an_editor_broke_is_made_right(room: Newsroom):
    path = room.path("ar", "x.md")
    text = path.read_text(encoding="utf-8")
    text = re.sub(r'"Plural-Forms: .*\n', "", text).replace("Language: ar", "Language: ar_SA")
    path.write_text(text, encoding="utf-8")
    khabar(room, "translate")
    header = room.catalog("ar").header
    assert header["Language"] == "ar"
    assert header["Plural-Forms"].startswith("nplurals=6;")
    assert_clean(room)


def test_two_reviewers_in_git_keep_both_ones_words(room: Newsroom, tmp_path: Path):
    """One line a text: git merges what two reviewers did to different entries by itself."""
    base = room.path("ur", "x.md").read_bytes()
    sides = []
    for source, target in ((FIRST, "پہلا قاری"), (LONG, "دوسرا قاری")):
        room.path("ur", "x.md").write_bytes(base)
        room.review("ur", "x.md", {source: {"target": target, "fuzzy": False}})
        sides.append(tmp_path / f"{target}.po")
        sides[-1].write_bytes(room.path("ur", "x.md").read_bytes())
    (tmp_path / "base.po").write_bytes(base)
    files = [str(sides[0]), str(tmp_path / "base.po"), str(sides[1])]
    room.path("ur", "x.md").write_bytes(gettext("git", "merge-file", "-p", *files))
    assert khabar(room, "translate").code == 0
    assert room.entry("ur", FIRST).target == "پہلا قاری"
    assert room.entry("ur", LONG).target == "دوسرا قاری"
    assert_clean(room)


def test_a_reviewer_who_starts_from_the_template_is_welcome(room: Newsroom):
    """msginit and Poedit's "new from POT" give a catalog that never was Khabar's."""
    template, path = room.project.template("x.md"), room.path("ps", "x.md")
    made = gettext(
        "msginit", "--no-translator", "--locale=ps", "-i", str(template), "-o", "-"
    ).decode()
    made = made.replace(f'msgid "{FIRST}"\nmsgstr ""', f'msgid "{FIRST}"\nmsgstr "زما ژباړه."')
    path.write_text(made, encoding="utf-8")
    assert khabar(room, "translate").code == 0
    entry = room.entry("ps", FIRST)
    assert (entry.target, state_of(entry)) == ("زما ژباړه.", State.REVIEWED)
    assert room.entry("ps", SECOND).target == KNOWN[SECOND]["ps"]
    assert_clean(room)


def test_an_entry_added_by_hand_is_kept(room: Newsroom):
    path = room.path("ur", "x.md")
    extra = Entry("Not in the article.", "مضمون میں نہیں۔", comment="kept for later")
    catalog = room.catalog("ur")
    path.write_text(
        format_catalog(replace(catalog, entries=(*catalog.entries, extra))), encoding="utf-8"
    )
    assert khabar(room, "translate").code == 0
    kept = next(e for e in room.catalog("ur").entries if e.source == extra.source)
    assert (kept.target, kept.comment, kept.obsolete) == (extra.target, extra.comment, True)
    assert_clean(room)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\330\252\331\205", "تم"),
        (r"\xd8\xaa\xd9\x85", "تم"),
        (r"\042\134\012\a", '"\\\n\a'),
        (r"\\330 \\a \\xd8", r"\330 \a \xd8"),
        (r"\342\200\250", "\u2028"),
    ],
    ids=["octal", "hexadecimal", "special", "backslashes that are text", "line separator"],
)
def test_characters_written_as_bytes_are_read(room: Newsroom, written: str, meant: str):
    path = room.path("ur", "x.md")
    text = path.read_text(encoding="utf-8").replace(WORDS["ur"][:4], f"{written}{WORDS['ur'][:4]}")
    path.write_text("# a comment keeps its \\330\n" + text, encoding="utf-8")
    assert room.entry("ur", EDITED).target == f"{meant}{WORDS['ur']}"
    assert room.catalog("ur").opening.startswith("a comment keeps its \\330")
    room.write("x.md", CHANGED)
    khabar(room, "translate")
    assert room.entry("ur", EDITED).target == f"{meant}{WORDS['ur']}"


def test_bytes_that_are_no_characters_are_an_error_with_its_line(room: Newsroom):
    path = room.path("ur", "x.md")
    broken = path.read_bytes().replace(b'msgstr "', b'msgstr "\\377', 2)
    path.write_bytes(broken)
    done = khabar(room, "translate")
    assert done.code == 1
    assert re.match(r"locales/ur/x\.po:\d+: not valid PO", done.message)
    assert path.read_bytes() == broken
