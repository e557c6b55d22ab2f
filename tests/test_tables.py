"""Tables as spreadsheets save them."""

from __future__ import annotations

import codecs

import pytest

from translate.errors import GlossaryError
from translate.termbase.tables import Row, clean, decode_table, format_table, read_table

ROWS = [["source", "ur", "note"], ["Dar", "ڈار", 'he said "no"'], ["Kabul, city", "کابل", "a;b\tc"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  Ishaq \t Dar\n", "Ishaq Dar"),
        ("اسلام\u00a0آباد", "اسلام آباد"),  # a non-breaking space
        ("اسلام\u200cآباد", "اسلام\u200cآباد"),  # the joiner is part of the word
        ("\u200fکابل\u200f", "کابل"),
        ("\u2068UN\u2069", "UN"),
        ("re\u00admit\u200btance\ufeff", "remittance"),
        ("\u0627\u0653", "\u0622"),  # alef and madda, apart
        ("ﻣﻜﺎﻓﺤﺔ اﻷﻣﺮاض ﷺ", "مكافحة الأمراض ﷺ"),
        ("a\x00b\x1fc", "ab c"),
    ],
    ids=[
        "blanks",
        "no-break",
        "joiner",
        "marks",
        "isolates",
        "unseen",
        "composed",
        "drawn",
        "control",
    ],
)
def test_a_cell_is_cleaned_of_what_nobody_sees(text: str, wanted: str) -> None:
    assert clean(text) == wanted
    assert clean(wanted) == wanted


@pytest.mark.parametrize("divider", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_what_divides_the_cells_is_told_by_the_titles(divider: str, end: str) -> None:
    text = format_table(ROWS, divider).replace("\n", end)
    table = read_table(text, "t.csv", "source")
    assert list(table.titles) == ROWS[0]
    assert list(table.rows) == [(2, ROWS[1]), (3, ROWS[2])]


def test_excel_may_say_what_divides_the_cells() -> None:
    table = read_table("sep=;\r\nur;source\r\nڈار;Dar\r\n", "t.csv", "source")
    assert (table.titles, table.line) == (("ur", "source"), 2)
    assert table.rows == ((3, ["ڈار", "Dar"]),)


def test_blank_rows_are_passed_over_and_lines_still_count() -> None:
    table = read_table('\n,,\n"SOURCE ",ur\n,\nA,"x\ny"\n\u00a0,\nB,z\n', "t.csv", "source")
    assert (table.titles, table.line) == (("SOURCE", "ur"), 3)
    assert table.rows == ((5, ["A", "x\ny"]), (8, ["B", "z"]))


def test_a_file_without_rows_has_no_titles() -> None:
    assert read_table("", "t.csv", "source").titles == ()


@pytest.mark.parametrize(
    "data",
    [
        "Dar,ڈار".encode(),
        "Dar,ڈار".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + "Dar,ڈار".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Dar,ڈار".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "unicode text", "big-endian"],
)
def test_text_is_read_in_the_encodings_of_spreadsheets(data: bytes) -> None:
    assert decode_table(data, "t.csv") == "Dar,ڈار"


@pytest.mark.parametrize(
    ("data", "line", "problem"),
    [
        (b"a\nb\n" + "کابل".encode("cp1256"), 3, "is not UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", 1, "is not UTF-16"),
        (b"PK\x03\x04rest", None, "this is a workbook"),
    ],
    ids=["windows-1256", "half a character", "xlsx"],
)
def test_other_bytes_are_refused(data: bytes, line: int | None, problem: str) -> None:
    with pytest.raises(GlossaryError, match=problem) as caught:
        decode_table(data, "t.csv")
    assert (caught.value.path, caught.value.line) == ("t.csv", line)
    assert "CSV UTF-8" in caught.value.remedy


def test_a_cell_has_values_each_once() -> None:
    row = Row("t.csv", 2, {"ur": " ڈار | | اسحاق\u00a0ڈار|ڈار "}, {"ur": "Urdu"})
    assert row.values("ur") == ("ڈار", "اسحاق ڈار")
    assert row.values("ps") == ()
    assert (row.title("ur"), row.title("ps")) == ("Urdu", "ps")
