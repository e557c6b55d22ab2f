"""Terms in the rows of a table: first forms, forbidden ones, terms to keep, and their faults."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from termbases import a_termbase

from translate.errors import GlossaryError
from translate.glossary import parse_glossary, table_rows
from translate.languages import LANGUAGES, URDU, Language
from translate.termbase.rows import place_terms, table_of, term_cells
from translate.termbase.tables import format_table
from translate.terms import Case, Term

HEADER = "source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note"
# One form of each language, its forbidden look-alike, and one for a first mention.
FORMS = {
    "ur": ("ڈار", "دار", "اسحاق ڈار"),
    "ps": ("ډار", "دار", "اسحاق ډار"),
    "fa_AF": ("دار", "دارا", "اسحاق دار"),
    "ar": ("دار", "ضار", "إسحاق دار"),
}
EACH = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def fault(header: str, row: str) -> GlossaryError:
    with pytest.raises(GlossaryError) as caught:
        parse_glossary({"t.csv": f"{header}\n{row}\n"}, ())
    assert (caught.value.path, caught.value.line) == ("t.csv", 2)
    assert caught.value.remedy
    return caught.value


def one(header: str, row: str) -> Term:
    (term,) = parse_glossary({"t.csv": f"{header}\n{row}\n"}, ()).terms
    return term


@EACH
def test_a_language_has_a_form_for_first_mentions_and_forbidden_ones(language: Language) -> None:
    form, bad, first = FORMS[language.code]
    code = language.code
    term = one(f"source,{code},{code}_first,{code}_forbidden", f"Dar,{form},{first},{bad} | بد")
    assert term.required(language) == form
    assert term.at_first(language) == first
    assert term.accepted(language) == (form, first)
    assert term.banned(language) == (bad, "بد")


def test_the_first_form_may_be_told_from_the_acronym() -> None:
    term = one("source,ur,Urdu first", "TTP,ٹی ٹی پی,تحریک طالبان پاکستان (ٹی ٹی پی)")
    assert term.at_first(URDU) == "تحریک طالبان پاکستان (ٹی ٹی پی)"


def test_a_first_form_that_is_the_preferred_one_says_nothing() -> None:
    assert one("source,ur,ur_first", "Dar,ڈار | اسحاق ڈار,ڈار").first == ()


@pytest.mark.parametrize("word", ["no", "No", " NO "])
def test_a_term_may_be_kept_as_it_is(word: str) -> None:
    term = one("source,ur,translate,aliases", f"WhatsApp,,{word},Whatsapp")
    assert term.keep
    assert [term.accepted(language) for language in LANGUAGES] == [("WhatsApp", "Whatsapp")] * 4


@pytest.mark.parametrize("word", ["", "yes", "YES"])
def test_or_not(word: str) -> None:
    assert not one("source,ur,translate", f"Dar,ڈار,{word}").keep


WRONG = {
    "accepted and forbidden": (
        "source,Urdu,Urdu forbidden",
        "Dar,ڈار | دار,دار",
        "'دار' in column Urdu forbidden is also in column Urdu",
    ),
    "first and forbidden": (
        "source,ur,ur_first,ur_forbidden",
        "Dar,ڈار,اسحاق ڈار,اسحاق ڈار",
        "'اسحاق ڈار' in column ur_forbidden is also in column ur_first",
    ),
    "first without later": (
        "source,ur,ps,ps_first",
        "Dar,ڈار,,اسحاق ډار",
        "column ps_first has 'اسحاق ډار', yet column ps is empty",
    ),
    "only a first form": (
        "source,ps,ps_first",
        "Dar,,اسحاق ډار",
        "column ps_first has 'اسحاق ډار', yet column ps is empty",
    ),
    "two first forms": (
        "source,ur,ur_first",
        "Dar,ڈار,اسحاق ڈار | محمد اسحاق ڈار",
        "column ur_first has 2 forms for a first mention",
    ),
    "a first form in Latin": (
        "source,ur,ur_first",
        "Dar,ڈار,Ishaq Dar",
        "'Ishaq Dar' in column ur_first is not in the script of Urdu",
    ),
    "a first form with foreign letters": (
        "source,dari,dari_first",
        "Dar,دار,اسحاق ډار",
        "'اسحاق ډار' in column dari_first has the letter ډ (U+0689), which Dari does not use",
    ),
    "a forbidden form in Latin": (
        "source,ar,ar_forbidden",
        "Dar,دار,Dar",
        "'Dar' in column ar_forbidden is not in the script of Arabic",
    ),
    "a forbidden form with foreign letters": (
        "source,ar,ar_forbidden",
        "Dar,دار,ڈار",
        "'ڈار' in column ar_forbidden has the letter ڈ",
    ),
    "forbidden without right": (
        "source,ur,ps,ps_forbidden",
        "Dar,ڈار,,دار",
        "column ps_forbidden has 'دار', yet column ps is empty",
    ),
    "kept and translated": (
        "source,Urdu,translate",
        "X,ایکس,no",
        "'X' is not to be translated, yet column Urdu has 'ایکس'",
    ),
    "kept and forbidden": (
        "source,ur,ur_forbidden,translate",
        "X,,ایکس,no",
        "'X' is not to be translated, yet column ur_forbidden has 'ایکس'",
    ),
    "kept or not": ("source,ur,translate", "X,ایکس,maybe", "unknown 'maybe' in column translate"),
    "no form": ("source,ur,translate", "X,,yes", "'X' has no translation in any language's"),
    "no kind": ("source,Kind,ur", "Dar,man,ڈار", "unknown kind 'man' in column Kind"),
    "no case": ("source,case,ur", "Dar,upper,ڈار", "unknown case 'upper' in column case"),
    "no source": ("Source,ur", ",ڈار", "the row has no source term in column Source"),
    "forms between semicolons": ("source,ur", "Dar,ڈار؛ اسحاق ڈار", "has a semicolon in it"),
    "forms on lines": ("source,Urdu", 'Dar,"ڈار\nاسحاق ڈار"', "in column Urdu has several lines"),
    "several sources": ("source,ur", "Dar | Ishaq Dar,ڈار", "in column source has a | in it"),
    "the same twice": ("source,aliases,ur", "the Dar,The Dar,ڈار", "'The Dar' stands twice"),
    "a column without a title": ("source,ur,", "Dar,ڈار,یہ", "'یہ' stands in column 3, which has"),
}


@pytest.mark.parametrize(
    ("header", "row", "problem"),
    WRONG.values(),
    ids=list(WRONG),
)
def test_a_fault_names_its_column(header: str, row: str, problem: str) -> None:
    assert problem in fault(header, row).problem


def test_all_faults_of_a_file_are_found_at_once() -> None:
    text = f"{HEADER}\nA,nn,,,,ا\nB,,,,,ب\n,,,,,ا\nC,,,,,c\nb,,any,,,ا\n"
    placed, faults = place_terms(table_rows({"t.csv": text, "u.csv": "x"}, LANGUAGES))
    assert [place.term.source for place in placed] == ["B"]
    assert [(fault.path, fault.line) for fault in faults] == [
        ("t.csv", 2),
        ("t.csv", 4),
        ("t.csv", 5),
        ("t.csv", 6),
        ("u.csv", 1),
    ]


def test_a_refused_row_takes_no_words_from_others() -> None:
    rows = "A,,,,,ا\nB,,,,A,ب\nB,,,,,ب\n"
    placed, faults = place_terms(table_rows({"t.csv": f"{HEADER}\n{rows}"}, LANGUAGES))
    assert [place.line for place in placed] == [2, 4]
    assert [fault.line for fault in faults] == [3]


def test_a_term_is_written_in_the_cells_it_needs() -> None:
    row = "TTP,organisation,any,TTP Ltd,T.T.P. | the TTP,ٹی ٹی پی | ٹی‌ٹی‌پی,,,,one"
    term = one(f"{HEADER},ur_first,ur_forbidden", f"{row},تحریک,طالبان | تحریک طالبان")
    assert term_cells(term) == {
        "source": "TTP",
        "kind": "organisation",
        "case": "any",
        "unless": "TTP Ltd",
        "aliases": "T.T.P. | the TTP",
        "ur": "ٹی ٹی پی | ٹی‌ٹی‌پی",
        "note": "one",
        "ur_first": "تحریک",
        "ur_forbidden": "طالبان | تحریک طالبان",
    }


def test_rare_columns_are_written_only_where_a_term_needs_them() -> None:
    plain = one("source,ur", "Dar,ڈار")
    kept = one("source,translate", "X,no")
    assert table_of([plain])[0] == HEADER.split(",")
    assert table_of([plain, kept])[0] == [*HEADER.split(","), "translate"]
    assert table_of([plain, kept])[2] == ["X", "term", *[""] * 8, "no"]
    assert plain.case is Case.EXACT


@settings(max_examples=60, deadline=None)
@given(a_termbase())
@pytest.mark.parametrize("divider", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_table_of_terms_is_read_as_it_was_written(divider: str, terms: list[Term]) -> None:
    text = format_table(table_of(terms), divider)
    again = parse_glossary({"t.csv": text}, LANGUAGES).terms
    assert list(again) == terms
    assert format_table(table_of(again), divider) == text
