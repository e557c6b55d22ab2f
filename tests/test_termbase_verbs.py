"""`khabar glossary export` and `khabar glossary import`: what they say, write and leave alone."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from commands import contents, khabar

from translate.starter import write_starter

DATA = Path(__file__).parent / "data" / "termbases"
HEADER = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note"
DAR = "Dar,person,,,,ڈار,ډار,دار,دار,"
RICH = f"""\
{HEADER},ur_first,ur_forbidden,translate
TTP,organisation,,,,ٹی ٹی پی,ټي ټي پي,تی‌تی‌پی,تي تي بي,,تحریک طالبان پاکستان (ٹی ٹی پی),تحریک,
X,organisation,,X-ray,,,,,,,,,no
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A project with the two terms of a new one, and its export folder beside it."""
    write_starter(tmp_path / "news")
    (tmp_path / "out").mkdir()
    return tmp_path / "news"


def write(room: Path, name: str, text: str) -> Path:
    path = room / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["export", "import"])
def test_the_help_teaches_by_example(tmp_path: Path, verb: str) -> None:
    done = khabar(tmp_path, "glossary", verb, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"\n  khabar glossary {verb} " in done.out
    assert f"khabar glossary {verb} FILE" in khabar(tmp_path, "glossary", "--help").out


@pytest.mark.parametrize("name", ["terms.tbx", "terms.csv", "terms.tsv", "TERMS.TBX"])
def test_export_and_import_carry_all_terms_to_another_newsroom(room: Path, name: str) -> None:
    write(room, "glossary/rich.csv", RICH)
    done = khabar(room, "glossary", "export", f"../out/{name}")
    assert (done.code, done.out, done.err) == (0, f"4 terms in ../out/{name}\n", "")
    other = room.parent / "other"
    write_starter(other)
    done = khabar(other, "glossary", "import", f"../out/{name}")
    wanted = f"2 terms written to glossary/{Path(name).stem}-2.csv\n2 terms there already\n"
    assert (done.code, done.out, done.err) == (0, wanted, "")
    suffix = Path(name).suffix
    khabar(other, "glossary", "export", f"../out/again{suffix}")
    lines, again = (
        sorted(line for line in path.read_text("utf-8").splitlines() if "<title>" not in line)
        for path in (room.parent / "out" / name, room.parent / "out" / f"again{suffix}")
    )
    assert lines == again


def test_the_second_import_of_a_file_finds_nothing_new(room: Path) -> None:
    write(room, "rich.csv", RICH)
    assert khabar(room, "glossary", "import", "rich.csv").code == 0
    before = contents(room)
    done = khabar(room, "glossary", "import", "rich.csv")
    assert (done.code, done.out) == (0, "nothing new\n2 terms there already\n")
    assert contents(room) == before


def test_what_is_imported_is_a_new_file_of_rows_to_review(room: Path) -> None:
    write(room, "rich.csv", RICH)
    before = contents(room)
    khabar(room, "glossary", "import", "rich.csv")
    assert {**contents(room), **before}.keys() - before.keys() == {"glossary/rich.csv"}
    assert before.items() <= contents(room).items()
    assert (room / "glossary/rich.csv").read_text("utf-8") == (
        f"{HEADER},translate,ur_first,ur_forbidden\n"
        "TTP,organisation,,,,ٹی ٹی پی,ټي ټي پي,تی‌تی‌پی,تي تي بي,,,"
        "تحریک طالبان پاکستان (ٹی ٹی پی),تحریک\n"
        "X,organisation,,X-ray,,,,,,,no,,\n"
    )


def test_a_dry_run_shows_the_rows_and_writes_nothing(room: Path) -> None:
    write(room, "more.csv", f"{HEADER}\n{DAR}\n")
    before = contents(room)
    done = khabar(room, "glossary", "import", "more.csv", "--dry-run")
    assert done.out == f"1 term would go to glossary/more.csv\n{HEADER}\n{DAR}\n"
    assert (done.code, contents(room)) == (0, before)


def test_conflicts_are_listed_and_what_is_there_stays(room: Path) -> None:
    write(room, "theirs.csv", f"{HEADER}\nkabul,place,,,,کابول,,,,\n{DAR}\n")
    terms = (room / "glossary/terms.csv").read_bytes()
    done = khabar(room, "glossary", "import", "theirs.csv")
    assert done.code == 1
    assert done.out == (
        "1 term written to glossary/theirs.csv\n"
        "1 term not taken: the glossary says something else\n"
    )
    assert done.message == (
        "theirs.csv:2: 'kabul' is not taken: glossary/terms.csv:3 has it with another "
        "source, ur, ps, fa_AF, ar. Change that row by hand where theirs is better."
    )
    assert (room / "glossary/terms.csv").read_bytes() == terms


def test_nothing_is_taken_from_a_table_with_faults(room: Path) -> None:
    write(room, "bad.csv", f"{HEADER}\n{DAR}\nA,man,,,,ا,,,,\nB,,,,,b,,,,\n")
    before = contents(room)
    done = khabar(room, "glossary", "import", "bad.csv", "--json")
    assert done.code == 1
    assert [(found["path"], found["line"]) for found in done.data["problems"]] == [
        ("bad.csv", 3),
        ("bad.csv", 4),
    ]
    assert done.data["new"] == []
    assert contents(room) == before
    assert khabar(room, "glossary", "import", "bad.csv").out == ""


def test_a_broken_glossary_is_mended_first(room: Path) -> None:
    write(room, "glossary/b.csv", f"{HEADER}\nDar,,,,,Dar,,,,\n")
    write(room, "more.csv", f"{HEADER}\n{DAR}\n")
    before = contents(room)
    for words in (["import", "more.csv"], ["export", "../out/x.tbx"]):
        done = khabar(room, "glossary", *words)
        assert (done.code, done.out) == (1, "")
        assert done.message.startswith("glossary/b.csv:2: 'Dar' in column ur is not in the script")
    assert contents(room) == before
    assert list((room.parent / "out").iterdir()) == []


def test_a_partners_tbx_is_taken_and_its_losses_are_named(room: Path) -> None:
    done = khabar(room, "glossary", "import", str(DATA / "partner-dca.tbx"))
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "2 terms written to glossary/partner-dca.csv"
    assert "left out: 1 × definition" in lines
    assert any("'Ceasefire Agreement'" in line for line in lines)
    assert all(line.startswith("left out: ") for line in lines[1:])
    assert "سیز فائر ایگریمنٹ" in (room / "glossary/partner-dca.csv").read_text("utf-8")


def test_excels_unicode_text_is_taken(room: Path) -> None:
    text = f"{HEADER}\n{DAR}\n".replace(",", "\t").replace("\n", "\r\n")
    (room / "sheet.txt").write_bytes(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
    assert khabar(room, "glossary", "import", "sheet.txt").code == 0
    assert (room / "glossary/sheet.csv").read_text("utf-8") == f"{HEADER}\n{DAR}\n"


def test_a_table_for_excel_starts_with_a_byte_order_mark(room: Path) -> None:
    khabar(room, "glossary", "export", "../out/x.csv")
    assert (room.parent / "out/x.csv").read_bytes().startswith(codecs.BOM_UTF8 + b"source,")


def test_the_newsrooms_own_columns_are_left_out_of_exports_and_named(room: Path) -> None:
    write(room, "glossary/own.csv", f"{HEADER},Owner,Seen\n{DAR},desk,\n")
    done = khabar(room, "glossary", "export", "../out/x.tbx")
    assert (done.code, done.out.splitlines()) == (
        0,
        ["3 terms in ../out/x.tbx", "left out: glossary/own.csv: column 'Owner'"],
    )


def test_machines_get_the_outcome_as_json(room: Path) -> None:
    done = khabar(room, "glossary", "export", "../out/x.tbx", "--json")
    assert done.data == {
        "file": str(room / "../out/x.tbx"),
        "terms": 2,
        "left_out": [],
        "problems": [],
    }
    write(room, "more.csv", f"{HEADER}\n{DAR}\nKabul,place,,,,کابل,کابل,کابل,كابول,\n")
    done = khabar(room, "glossary", "import", "more.csv", "--json")
    assert done.data == {
        "file": "glossary/more.csv",
        "new": ["Dar"],
        "there": 1,
        "conflicts": [],
        "left_out": [],
        "problems": [],
    }


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["export", "x.xlsx"], "x.xlsx is of a kind that is not known here"),
        (["export", "x.txt"], "x.txt is of a kind"),
        (["export", "glossary/all.csv"], "glossary/all.csv lies in the glossary"),
        (["import", "x.xlsx"], "Give a file that ends in .tbx, .csv, .tsv, .txt"),
        (["import", "gone.tbx"], "no file gone.tbx"),
    ],
    ids=["xlsx out", "txt out", "into the glossary", "xlsx in", "no file"],
)
def test_what_cannot_be_is_wrong_usage(room: Path, words: list[str], problem: str) -> None:
    before = contents(room)
    done = khabar(room, "glossary", *words)
    assert done.code == 2
    assert problem in done.message
    assert contents(room) == before


def test_a_file_that_is_not_what_its_name_says(room: Path) -> None:
    write(room, "x.tbx", f"{HEADER}\n{DAR}\n")
    done = khabar(room, "glossary", "import", "x.tbx")
    assert (done.code, done.out) == (1, "")
    assert done.message.startswith("x.tbx:1: this is not well-formed XML")


@pytest.mark.parametrize("name", ["terms.csv", ".hidden.csv", "~terms.csv"])
def test_no_file_is_written_over_or_where_it_would_not_be_read(room: Path, name: str) -> None:
    source = room.parent / "out" / name
    source.write_text(f"{HEADER}\n{DAR}\n", encoding="utf-8")
    before = contents(room)
    done = khabar(room, "glossary", "import", str(source))
    assert done.code == 0
    assert before.items() <= contents(room).items()
    assert khabar(room, "glossary", "import", str(source)).out.startswith("nothing new")


def test_a_project_without_a_glossary_gets_one(room: Path) -> None:
    (room / "glossary/terms.csv").unlink()
    (room / "glossary").rmdir()
    write(room, "more.csv", f"{HEADER}\n{DAR}\n")
    assert (
        khabar(room, "glossary", "export", "../out/none.tsv").out == "0 terms in ../out/none.tsv\n"
    )
    assert khabar(room, "glossary", "import", "more.csv").code == 0
    assert (room / "glossary/more.csv").read_text("utf-8") == f"{HEADER}\n{DAR}\n"
