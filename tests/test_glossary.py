"""The glossary folder: read, validated, and the project's own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from translate import glossary
from translate.errors import GlossaryError
from translate.glossary import Case, Glossary, Kind, find_terms, load_glossary, parse_glossary
from translate.glossary import has_form as has
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language

HEADER = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note"
OURS = Path(__file__).parent.parent / "glossary"


def parse(*rows: str, header: str = HEADER) -> Glossary:
    return parse_glossary({"terms.csv": "\n".join([header, *rows]) + "\n"}, LANGUAGES)


def test_the_example_that_the_module_gives_is_one() -> None:
    lines = (glossary.__doc__ or "").splitlines()
    rows = [line.strip() for line in lines if line.startswith("    ")]
    dar, ishaq, ttp = parse(*rows[1:], header=rows[0]).terms
    assert (dar.unless, dar.note) == (("Dar es Salaam", "Dar al-"), "at later mentions")
    assert ishaq.banned(URDU) == ("اسحاق دار",)
    assert ttp.at_first(URDU) == "تحریک طالبان پاکستان (ٹی ٹی پی)"


def test_a_row_is_a_term() -> None:
    (dar,) = parse(
        "Dar,person,exact,Dar es Salaam | Dar al-,Senator Dar,ڈار,ډار,دار,دار | الدار,later"
    ).terms
    assert dar.source == "Dar"
    assert dar.kind is Kind.PERSON
    assert dar.case is Case.EXACT
    assert dar.unless == ("Dar es Salaam", "Dar al-")
    assert dar.aliases == ("Senator Dar",)
    assert [dar.required(language) for language in LANGUAGES] == ["ڈار", "ډار", "دار", "دار"]
    assert dar.accepted(ARABIC) == ("دار", "الدار")
    assert dar.note == "later"


@pytest.mark.parametrize(("source", "case"), [("Dar", Case.EXACT), ("ceasefire", Case.ANY)])
def test_the_first_letter_decides_the_case_rule(source: str, case: Case) -> None:
    (term,) = parse(f"{source},,,,,ڈار,,,,").terms
    assert (term.kind, term.case) == (Kind.TERM, case)


def test_columns_stand_in_any_order_beside_others() -> None:
    header = "ar,Owner,source,dari,PS,ur,kind"
    (term,) = parse("كابول,desk,Kabul,کابل,کابل,کابل,place", header=header).terms
    assert (term.source, term.required(DARI), term.kind) == ("Kabul", "کابل", Kind.PLACE)


def test_a_language_the_project_lacks_may_be_missing() -> None:
    found = parse_glossary({"t.csv": "source,ur\nDar,ڈار\n"}, [URDU])
    assert found.terms[0].required(URDU) == "ڈار"


def test_blank_rows_short_rows_and_line_ends_do_not_matter() -> None:
    text = (
        "\ufeff" + HEADER + '\r\n\r\nDar,person,,,,ڈار\r\n,,,\r\n"Kabul",place,,,," کابل ",,,,\r\n'
    )
    terms = parse_glossary({"terms.csv": text}, LANGUAGES).terms
    assert [term.source for term in terms] == ["Dar", "Kabul"]
    assert terms[1].accepted(URDU) == ("کابل",)


def test_files_are_merged_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes(f"{HEADER}\nB,,,,,ب,,,,\n".encode("utf-8-sig"))
    (tmp_path / "a.csv").write_text(f"{HEADER}\nA,,,,,ا,,,,\n", "utf-8")
    (tmp_path / "notes.txt").write_text("no glossary", "utf-8")
    assert [term.source for term in load_glossary(tmp_path).terms] == ["A", "B"]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\nDar,,,,,ڈار,,,,\n".encode("utf-8-sig"),
        f"{HEADER}\nDar,,,,,ڈار,,,,\n".replace("\n", "\r\n").encode(),
        f"{HEADER}\nDar,,,,,ڈار,,,,\n".replace(",", ";").encode(),
        f"sep=;\r\n{HEADER}\r\nDar,,,,,ڈار,,,,\r\n".replace(",", ";").encode(),
        f"{HEADER}\nDar,,,,,ڈار,,,,\n".replace(",", "\t").encode("utf-16"),
        f"{HEADER},,,\nDar,,,,,ڈار,,,,,,,\n,,,,,,,,,,,,\n,,\n".encode(),
        f"\u00a0{HEADER}\nDar\u00a0,,,,,\u200fڈار\u00a0,,,,\n".encode(),
    ],
    ids=[
        "byte order mark",
        "windows lines",
        "semicolons",
        "sep line",
        "unicode text",
        "empty columns and rows",
        "blanks nobody sees",
    ],
)
def test_files_are_read_as_spreadsheets_save_them(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "TERMS.CSV").write_bytes(data)
    (term,) = load_glossary(tmp_path).terms
    assert (term.source, term.accepted(URDU)) == ("Dar", ("ڈار",))


def test_tables_between_tabs_are_read_and_what_editors_programs_leave_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "terms.tsv").write_text(
        f"{HEADER}\nDar,,,,,ڈار,,,,\n".replace(",", "\t"), encoding="utf-8"
    )
    for name in ("._terms.csv", "~$terms.csv", ".~lock.terms.csv#", "terms.csv~"):
        (tmp_path / name).write_bytes(b"\0\xff")
    assert [term.source for term in load_glossary(tmp_path).terms] == ["Dar"]


@pytest.mark.parametrize("column", ["source", "aliases", "ur"])
def test_letters_composed_or_apart_are_the_same(column: str) -> None:
    apart, whole = {"ur": ("\u0627\u0653صف", "\u0622صف")}.get(column, ("Jose\u0301", "Jos\u00e9"))
    cells = {"source": "Asif", "aliases": "Asif K", "ur": "ا"} | {column: apart}
    (term,) = parse(",".join(cells.values()), header="source,aliases,ur,ps,dari,ar").terms
    found = {"source": term.source, "aliases": term.aliases[0], "ur": term.required(URDU)}
    assert found[column] == whole


def test_no_folder_is_an_empty_glossary(tmp_path: Path) -> None:
    glossary = load_glossary(tmp_path / "none")
    assert glossary.terms == ()
    assert find_terms(glossary, "Ishaq Dar") == ()


WRONG = {
    "no source column": ("kind,ur,ps,fa_AF,ar\nperson,ا,ا,ا,ا", 1, "column missing: source"),
    "no language column": ("source,kind\nDar,person", 1, "column missing: ur, ps, fa_AF, ar"),
    "a column twice": ("source,ur,ps,dari,fa_AF,ar\n", 1, "column given twice: fa_AF"),
    "an empty file": ("", 1, "column missing: source"),
    "no source": (f"{HEADER}\nDar,,,,,ڈار\n,person,,,,ڈار", 3, "no source term"),
    "only dots": (f"{HEADER}\n...,,,,,ڈار", 2, "no source term"),
    "an empty alias": (
        f"{HEADER}\nDar,,,,- | Senator Dar,ڈار",
        2,
        "alias '-' in column aliases has no word",
    ),
    "no translation": (f"{HEADER}\nDar,person,,,,,,,,", 2, "'Dar' has no translation"),
    "unknown kind": (f"{HEADER}\nDar,man,,,,ڈار", 2, "unknown kind 'man'"),
    "unknown case": (f"{HEADER}\nDar,,lower,,,ڈار", 2, "unknown case 'lower'"),
    "too many cells": (f"{HEADER}\nDar,,,,,ڈار,,,,note, with comma", 2, "11 cells for 10"),
    "an open quote": (f'{HEADER}\nKabul,,,,,کابل\n"Dar,,,,,ڈار\n', 3, "not CSV"),
    "a stray quote": (f'{HEADER}\n"Dar" x,,,,,ڈار\n', 2, "not CSV"),
    "Latin": (f"{HEADER}\nDar,,,,,Dar", 2, "'Dar' in column ur is not in the script of Urdu"),
    "Arabic yeh in Urdu": (f"{HEADER}\nAli,,,,,علي", 2, "letter ي (U+064A), which Urdu"),
    "Farsi yeh in Arabic": (f"{HEADER}\nAli,,,,,,,,علی", 2, "letter ی (U+06CC), which Arabic"),
    "Urdu heh in Pashto": (f"{HEADER}\nA,,,,,,شہباز", 2, "in column ps has the letter ہ"),
    "Pashto letter in Dari": (f"{HEADER}\nA,,,,,,,ډار", 2, "in column fa_AF has the letter ډ"),
    "a duplicate": (f"{HEADER}\nDar,,,,,ڈار\n\nDar,,,,,دار", 4, "already the term of t.csv:2"),
    "a duplicate alias": (
        f"{HEADER}\nA B,,,,,ا\nC,,,,a-b | A-B,ب",
        3,
        "already the term of t.csv:2",
    ),
    "overlapping case": (f"{HEADER}\nTurkey,,,,,ا\nturkey,,any,,,ب", 3, "already the term of"),
    "a row after a long cell": (f'{HEADER}\nA,,,,,ا,,,,"x\ny"\nB,nn,,,,ا', 4, "unknown kind"),
}


@pytest.mark.parametrize(("text", "line", "problem"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_file_is_refused_with_its_place(text: str, line: int, problem: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        parse_glossary({"t.csv": text}, LANGUAGES)
    assert (caught.value.path, caught.value.line) == ("t.csv", line)
    assert problem in caught.value.problem
    assert caught.value.remedy


def test_a_duplicate_in_another_file_names_both_places() -> None:
    row = f"{HEADER}\nDar,,,,,ڈار\n"
    with pytest.raises(
        GlossaryError, match=r"^b\.csv:2: 'Dar' in column source is already the term of a\.csv:2\."
    ):
        parse_glossary({"a.csv": row, "b.csv": row}, LANGUAGES)


def test_exact_terms_of_different_case_are_two() -> None:
    glossary = parse("Turkey,place,,,,ترکیہ,,,,", "turkey,term,exact,,,پیرو,,,,")
    sources = [match.term.source for match in find_terms(glossary, "turkey from Turkey")]
    assert sources == ["turkey", "Turkey"]


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_bytes(f"{HEADER}\nDar,,,,,ڈار\n".encode() + "Kabul,,,,,کابل".encode("cp1256"))
    with pytest.raises(GlossaryError, match="is not UTF-8") as caught:
        load_glossary(tmp_path)
    assert (caught.value.path, caught.value.line) == (str(path), 3)


def test_ten_thousand_rows_are_read_fast() -> None:
    rows = (
        f"Name{i} Khel{i % 97},place,,,,نام {i},نوم {i},نام {i},اسم {i}," for i in range(10_000)
    )
    start = time.process_time()
    assert len(parse(*rows).terms) == 10_000
    assert time.process_time() - start < 4  # under one second on a machine at rest


@pytest.fixture(scope="module")
def ours() -> Glossary:
    return load_glossary(OURS)


def test_the_project_glossary_has_what_news_needs(ours: Glossary) -> None:
    assert len(ours.terms) >= 550
    assert {term.kind for term in ours.terms} == set(Kind)
    for term in ours.terms:
        assert all(term.required(language) for language in LANGUAGES), term.source


def test_the_project_glossary_is_sorted(ours: Glossary) -> None:
    for path in OURS.glob("*.csv"):
        glossary = parse_glossary({path.name: path.read_text("utf-8")}, LANGUAGES)
        sources = [term.source for term in glossary.terms]
        assert sources == sorted(sources, key=lambda source: (source.casefold(), source))


def test_each_spelling_in_the_project_glossary_finds_its_own_term(ours: Glossary) -> None:
    for term in ours.terms:
        for spelling in (term.source, *term.aliases):
            found = [match.term for match in find_terms(ours, f"so {spelling}, they")]
            assert found == [term], spelling


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_form_in_the_project_glossary_is_recognised(
    ours: Glossary, language: Language
) -> None:
    for term in ours.terms:
        for form in term.accepted(language):
            assert has(f"«{form}»", term, language), form


@pytest.mark.parametrize(
    ("source", "language", "form"),
    [
        ("Tehreek-e-Taliban Pakistan", ARABIC, "حركة طالبان باكستان"),
        ("TTP", URDU, "ٹی ٹی پی"),
        ("TTP", PASHTO, "ټي ټي پي"),
        ("Ishaq Dar", URDU, "اسحاق ڈار"),
        ("Dar", PASHTO, "ډار"),
        ("Amir Khan Muttaqi", DARI, "امیرخان متقی"),
        ("Muttaqi", ARABIC, "متقي"),
        ("Islamabad", DARI, "اسلام‌آباد"),
        ("Deputy Prime Ministers", URDU, "نائب وزیراعظم"),
        ("foreign exchange reserves", URDU, "زرمبادلہ کے ذخائر"),
        ("polio campaign", ARABIC, "حملة التطعيم ضد شلل الأطفال"),
    ],
)
def test_the_project_glossary_says(
    ours: Glossary, source: str, language: Language, form: str
) -> None:
    (match,) = find_terms(ours, source)
    assert match.term.required(language) == form


@pytest.mark.parametrize(
    ("source", "language", "first"),
    [
        ("TTP", URDU, "تحریک طالبان پاکستان (ٹی ٹی پی)"),
        ("TTP", PASHTO, "د پاکستان طالبانو تحریک (ټي ټي پي)"),
        ("UNAMA", DARI, "هیئت معاونت سازمان ملل در افغانستان (یوناما)"),
        ("UNRWA", ARABIC, "وكالة الأمم المتحدة لغوث وتشغيل اللاجئين الفلسطينيين (الأونروا)"),
        ("TTP", ARABIC, None),  # spelled out at every mention
    ],
)
def test_the_project_glossary_introduces_acronyms(
    ours: Glossary, source: str, language: Language, first: str | None
) -> None:
    (match,) = find_terms(ours, source)
    assert match.term.at_first(language) == first


def test_what_stands_in_brackets_at_a_first_mention_is_used_later(ours: Glossary) -> None:
    introduced = [
        (brackets[1], dict(term.forms)[code])
        for term in ours.terms
        for code, first in term.first
        if (brackets := re.search(r"\((.+)\)$", first))
    ]
    assert len(introduced) >= 40
    for short, forms in introduced:
        assert any(short in form for form in forms), short


@pytest.mark.parametrize(
    ("source", "language", "form"),
    [
        ("Ishaq Dar", URDU, "اسحاق دار"),
        ("Khyber Pakhtunkhwa", PASHTO, "خیبر پختونخوا"),
        ("Persian Gulf", DARI, "خلیج عربی"),
        ("suicide attack", ARABIC, "عملية استشهادية"),
    ],
)
def test_the_project_glossary_forbids(
    ours: Glossary, source: str, language: Language, form: str
) -> None:
    (match,) = find_terms(ours, source)
    assert form in match.term.banned(language)


def test_the_project_glossary_keeps_product_names(ours: Glossary) -> None:
    kept = [term.source for term in ours.terms if term.keep]
    assert kept == ["ChatGPT", "H-1B", "H5N1", "iOS"]
