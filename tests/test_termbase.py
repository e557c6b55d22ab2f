"""The glossary to TBX and back, and other people's TBX."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from termbases import a_termbase

from translate.errors import GlossaryError
from translate.glossary import load_glossary, parse_glossary, table_rows
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU
from translate.termbase.markup import read_markup
from translate.termbase.merging import merge
from translate.termbase.rows import Placed, place_terms, table_of
from translate.termbase.tables import format_table
from translate.termbase.tbx import NAMESPACE, format_tbx
from translate.termbase.tbx_reading import Reading, read_tbx
from translate.terms import Case, Kind, Term

DATA = Path(__file__).parent / "data" / "termbases"
OURS = Path(__file__).parent.parent / "glossary"
NS = {"t": NAMESPACE}
STATUSES = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}

EVERYTHING = """\
source\tkind\tcase\tunless\taliases\tur\tps\tfa_AF\tar\tnote\ttranslate\tur_first\tur_forbidden
TTP\torganisation\tany\tTTP Ltd | 'TTP' <x>\tT.T.P.\tٹی ٹی پی | ٹی‌ٹی‌پی\tټي ټي پي\t\tتي تي بي\t\
khabar: mine, & 2\t\tتحریک طالبان پاکستان (ٹی ٹی پی)\tتحریک | پاکستانی طالبان
WhatsApp\tterm\t\t\t\t\t\t\t\t\tno
"""


def terms_of(text: str) -> tuple[Term, ...]:
    return parse_glossary({"t.csv": text}, ()).terms


def back(text: str | bytes) -> tuple[Term, ...]:
    """The terms of a TBX file of which nothing is left out."""
    reading = read_tbx(text.encode() if isinstance(text, str) else text, "t.tbx")
    placed, faults = place_terms(reading.rows)
    assert (reading.left_out, faults) == ((), ())
    return tuple(place.term for place in placed)


# To TBX and back


def test_all_that_a_glossary_says_comes_back_from_tbx() -> None:
    terms = terms_of(EVERYTHING)
    assert all(getattr(terms[0], name) for name in ("first", "forbidden", "unless", "aliases"))
    assert back(format_tbx(terms, "Ours & theirs")) == terms


def test_the_projects_own_glossary_comes_back_from_tbx() -> None:
    terms = load_glossary(OURS).terms
    assert back(format_tbx(terms, "Sample")) == terms


@settings(max_examples=100, deadline=None)
@given(a_termbase())
def test_from_tables_to_tbx_to_tables(terms: list[Term]) -> None:
    table = format_table(table_of(terms))
    tbx = format_tbx(terms_of(table), "x")
    again = back(tbx)
    assert format_table(table_of(again)) == table
    assert format_tbx(again, "x") == tbx


# What is written is TBX-Basic: the rules of its schema that a glossary could break


def written(terms: tuple[Term, ...]) -> ET.Element:
    return ET.fromstring(format_tbx(terms, "Sample"))


def test_the_file_says_what_it_is() -> None:
    root = written(terms_of(EVERYTHING))
    assert root.tag == f"{{{NAMESPACE}}}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.find("t:tbxHeader/t:fileDesc/t:sourceDesc/t:p", NS) is not None


def test_only_data_categories_of_tbx_basic_are_used_and_where_they_may_be() -> None:
    root = written((*terms_of(EVERYTHING), *load_glossary(OURS).terms))
    entries = root.findall("t:text/t:body/t:conceptEntry", NS)
    assert len({entry.get("id") for entry in entries}) == len(entries) > 500
    order = ["descrip", "note", "langSec"]
    for entry in entries:
        names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in entry]
        assert names == sorted(names, key=order.index)
        assert names.count("descrip") == 1
        for section in entry.findall("t:langSec/t:termSec", NS):
            names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in section]
            assert names in (["term", "termNote"], ["term", "termNote", "note"])
    assert {note.get("type") for note in root.iter(f"{{{NAMESPACE}}}termNote")} == {
        "administrativeStatus"
    }
    assert {note.text for note in root.iter(f"{{{NAMESPACE}}}termNote")} == STATUSES
    assert {field.get("type") for field in root.iter(f"{{{NAMESPACE}}}descrip")} == {"subjectField"}


def test_languages_have_their_bcp47_tags() -> None:
    root = written(terms_of(EVERYTHING))
    tags = [
        section.get("{http://www.w3.org/XML/1998/namespace}lang")
        for section in root.iter(f"{{{NAMESPACE}}}langSec")
    ]
    assert tags == ["en", "ur", "ps", "ar", "en"]


# Other people's TBX


@pytest.fixture(scope="module")
def partner() -> Reading:
    return read_tbx((DATA / "partner-dca.tbx").read_bytes(), "partner.tbx")


def test_a_partners_terms_are_read_by_their_status(partner: Reading) -> None:
    placed, faults = place_terms(partner.rows)
    agreement, signal = (place.term for place in placed)
    assert [place.line for place in placed] == [12, 69]
    assert agreement.source == "ceasefire agreement"
    assert agreement.aliases == ("cease-fire accord",)
    assert agreement.kind is Kind.TERM
    assert agreement.case is Case.ANY
    assert agreement.note == "House rule of 2024."
    assert agreement.accepted(URDU) == ("جنگ بندی معاہدہ", "معاہدہ جنگ بندی")
    assert agreement.banned(URDU) == ("سیز فائر ایگریمنٹ",)
    assert agreement.accepted(DARI) == ("توافقنامه آتش‌بس",)
    assert agreement.accepted(ARABIC) == ()
    assert signal == Term("Signal", Kind.ORGANISATION, Case.EXACT, (), keep=True)
    assert [fault.problem for fault in faults] == [
        "'Ceasefire Agreement' in column source is already the term of partner.tbx:12"
    ]


def test_what_a_partners_terms_lose_is_named(partner: Reading) -> None:
    assert partner.left_out == (
        "line 51: 'jang bandi moahida', which is not in the script of Urdu",
        "line 63: the deprecated 'اتفاق وقف اطلاق النار', with nothing to use instead",
        "line 75: an entry without an English term",
        "line 79: 'caretaker cabinet', which has no form in a language of ours",
        "1 × back matter",
        "1 × context",
        "1 × date",
        "1 × definition",
        "2 × partOfSpeech",
        "1 × responsibility",
        "1 × source",
        "1 × subjectField",
        "1 × termType",
        "1 × terms in the language 'fa-IR'",
        "2 × terms in the language 'fr'",
        "1 × transactionType",
    )


def test_the_other_style_is_read_alike() -> None:
    reading = read_tbx((DATA / "agency-dct.tbx").read_bytes(), "agency.tbx")
    ((place,), faults) = place_terms(reading.rows)
    assert faults == ()
    assert (place.term.source, place.term.aliases) == ("proof of registration", ("PoR",))
    assert place.term.note == "Since the census. / Seen by the legal desk."
    assert place.term.required(PASHTO) == "د راجستر کارت"
    assert place.term.banned(DARI) == ("برگه اقامت",)
    assert place.term.accepted(ARABIC) == ("بطاقة التسجيل", "إثبات التسجيل")
    assert reading.left_out == (
        "1 × definition",
        "1 × note",
        "1 × partOfSpeech",
        "1 × priority",
        "1 × subjectField",
        "2 × termType",
        "1 × the difference of 'ar-EG' from the same language elsewhere",
    )


@pytest.mark.parametrize("name", ["partner-dca.tbx", "agency-dct.tbx"])
def test_what_was_read_of_others_then_stays(name: str) -> None:
    placed, _ = place_terms(read_tbx((DATA / name).read_bytes(), name).rows)
    tbx = format_tbx([place.term for place in placed], "x")
    table = format_table(table_of(back(tbx)))
    assert format_tbx(terms_of(table), "x") == tbx


MARTIF = """\
<martif type="TBX-Default" xml:lang="en"><text><body><termEntry id="1">
<langSet xml:lang="en-US"><ntig><termGrp><term>visa</term></termGrp></ntig></langSet>
<langSet xml:lang="prs"><tig><term>ویزه</term></tig></langSet>
<langSet xml:lang="ur"><ntig><termGrp><term>ویزہ</term>
<termNote type="administrativeStatus">admitted</termNote></termGrp></ntig>
<tig><term>ویزا</term><termNote type="administrativeStatus">preferred</termNote></tig></langSet>
</termEntry></body></text></martif>
"""


def test_the_form_of_2008_is_read_too() -> None:
    (visa,) = back(MARTIF)
    assert (visa.source, visa.required(DARI)) == ("visa", "ویزه")
    assert visa.accepted(URDU) == ("ویزا", "ویزہ")


def entry(*sections: str) -> bytes:
    inner = "".join(
        f'<langSec xml:lang="{tag}"><termSec><term>{term}</term></termSec></langSec>'
        for tag, _, term in (section.partition("=") for section in sections)
    )
    return f"<tbx><text><body><conceptEntry>{inner}</conceptEntry></body></text></tbx>".encode()


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ur", "ur"),
        ("ur-PK", "ur"),
        ("UR_pk", "ur"),
        ("ps-AF", "ps"),
        ("pbt", "ps"),
        ("prs", "fa_AF"),
        ("prs-AF", "fa_AF"),
        ("fa-AF", "fa_AF"),
        ("fa-Arab-AF", "fa_AF"),
        ("ar-SA", "ar"),
    ],
)
def test_tags_of_our_languages(tag: str, code: str) -> None:
    (row,) = read_tbx(entry("en-US=Kabul", f"{tag}=واحد"), "t.tbx").rows
    assert row.cells[code] == "واحد"


@pytest.mark.parametrize("tag", ["fa", "fa-IR", "tg", "", "de-AF"])
def test_tags_of_other_languages(tag: str) -> None:
    reading = read_tbx(entry("en=Kabul", f"{tag}=واحد"), "t.tbx")
    assert reading.rows == ()
    assert f"1 × terms in the language {tag!r}" in reading.left_out


@pytest.mark.parametrize(
    ("sections", "left_out"),
    [
        (["en=a|b", "ur=واحد"], "line 1: 'a|b', which has a | in it"),
        (["en=...", "ur=واحد"], "line 1: '...', which has no word"),
        (["en=one", "ur=واحد|دو"], "line 1: 'واحد|دو', which has a | in it"),
        (["en=one", "ar=واحد گ"], "line 1: 'واحد گ', which has the letter گ (U+06AF), which"),
    ],
    ids=["bar in English", "no word", "bar", "foreign letter"],
)
def test_words_that_no_cell_can_hold_are_named(sections: list[str], left_out: str) -> None:
    reading = read_tbx(entry(*sections), "t.tbx")
    assert reading.rows == ()
    assert reading.left_out[0].startswith(left_out)


# XML that harms


BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tbx>&b;</tbx>'


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (BOMB, 1, "declares a document type"),
        ('\n<!DOCTYPE tbx SYSTEM "http://x.example/t.dtd">\n<tbx/>', 2, "declares a document"),
        ('<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx>&x;</tbx>', 1, "declares"),
        ("<tbx>&x;</tbx>", 1, "not well-formed XML: undefined entity"),
        ("<tbx>\n<text>\n</tbx>", 3, "not well-formed XML: mismatched tag"),
        ("", 1, "not well-formed XML: no element found"),
        ("<a>" * 60 + "</a>" * 60, 1, "more than 50 elements"),
        ('<?xml version="1.0" encoding="nonsense"?><tbx/>', 1, "XML"),
        ("<html/>", 1, "not TBX: its root is <html>"),
    ],
    ids=[
        "bomb",
        "outside type",
        "outside entity",
        "undefined",
        "mismatched",
        "empty",
        "deep",
        "encoding",
        "html",
    ],
)
def test_other_files_are_refused_with_their_line(text: str, line: int, problem: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read_tbx(text.lstrip("\n").encode() if line == 1 else text.encode(), "t.tbx")
    assert problem in caught.value.problem
    assert (caught.value.path, caught.value.line) == ("t.tbx", line)
    assert caught.value.remedy


def test_markup_in_utf16_is_read() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><a xml:lang="ur">ڈ<b>ا</b>\n ر</a>'
    root = read_markup(text.encode("utf-16"), "t.tbx")
    assert (root.attributes, root.text) == ({"xml:lang": "ur"}, "ڈا ر")


# Merging


def test_new_terms_known_ones_and_conflicts_are_told_apart() -> None:
    header = "source,case,aliases,ur,note"
    ours = f"{header}\nDar,,Senator Dar,ڈار,\nKabul,,,کابل,\nX,,,ایکس,\n"
    theirs = (
        f"{header}\nDar,,Senator Dar,ڈار,\nQatar,,,قطر,\nkabul,,,کابول,new\nTwitter,,X,ٹوئٹر,\n"
    )
    merging = merge(*(place_terms_of(name, text) for name, text in (("o", ours), ("t", theirs))))
    assert [term.source for term in merging.new] == ["Qatar"]
    assert merging.there == 1
    found = [(c.theirs.line, c.ours.path, c.ours.line, c.columns) for c in merging.conflicts]
    assert found == [
        (4, "o", 3, ("source", "ur", "note")),
        (5, "o", 4, ("source", "aliases", "ur")),
    ]


def place_terms_of(path: str, text: str) -> tuple[Placed, ...]:
    placed, faults = place_terms(table_rows({path: text}, ()))
    assert faults == ()
    return placed


@settings(max_examples=30, deadline=None)
@given(a_termbase())
def test_what_was_taken_once_is_there(terms: list[Term]) -> None:
    placed = place_terms_of("t", format_table(table_of(terms)))
    assert merge((), placed).new == tuple(terms)
    again = merge(placed, placed)
    assert (again.new, again.there, again.conflicts) == ((), len(terms), ())


def test_ten_thousand_terms_go_to_tbx_and_back_in_good_time() -> None:
    rows = "\n".join(f"Name{i} Khel,نام {i},نوم {i},نام {i},اسم {i}" for i in range(10_000))
    terms = terms_of(f"source,ur,ps,fa_AF,ar\n{rows}")
    start = time.process_time()
    assert len(back(format_tbx(terms, "x"))) == 10_000
    assert time.process_time() - start < 12  # some three seconds on a machine at rest


def test_every_language_is_written_and_read() -> None:
    assert [language.tag for language in LANGUAGES] == ["ur", "ps", "fa-AF", "ar"]
    for language in LANGUAGES:
        (row,) = read_tbx(entry("en=one", f"{language.tag}=واحد"), "t.tbx").rows
        assert row.cells[language.code] == "واحد"
