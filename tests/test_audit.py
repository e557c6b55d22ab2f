"""The audit: what `khabar check` finds in catalogs that reviewers have worked on."""

from pathlib import Path

import pytest
from newsroom import KNOWN, Newsroom

from translate.audit import Finding, audit, entry_syntax
from translate.catalog import Entry
from translate.glossary import load_glossary
from translate.inline import Syntax
from translate.languages import LANGUAGES, find_language

HEADING, FIRST, SECOND = KNOWN
LINKED = "See [the statement](https://example.org/a) of 12 March."
GLOSSARY = """source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note
Islamabad,place,,,,اسلام آباد,اسلام‌اباد,اسلام‌آباد,إسلام آباد,
Muttaqi,person,exact,,,متقی,متقي,متقی,متقي,
"""
GOOD = {
    "ur": "[بیان](https://example.org/a) 12 مارچ کا دیکھیں۔",
    "ps": "د 12 مارچ [اعلامیه](https://example.org/a) وګورئ.",
    "fa_AF": "[اعلامیه](https://example.org/a) 12 مارچ را ببینید.",
    "ar": "انظر [البيان](https://example.org/a) الصادر في 12 مارس.",
}
ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom.new(tmp_path)
    (tmp_path / "glossary" / "terms.csv").write_text(GLOSSARY, encoding="utf-8")
    room.write("x.md", f"# {HEADING}\n\n{FIRST} {SECOND}\n\n{LINKED}\n")
    room.translate()
    for code, text in GOOD.items():
        room.review(code, "x.md", {LINKED: {"target": text, "fuzzy": False}})
    return room


def findings(room: Newsroom, code: str) -> list[Finding]:
    project, language = room.project, find_language(code)
    glossary = load_glossary(project.glossary, project.languages)
    return audit(project, "x.md", language, room.catalog(code), glossary)


@ALL
def test_good_translations_pass(room: Newsroom, code: str):
    assert findings(room, code) == []


@ALL
@pytest.mark.parametrize(
    ("spoil", "severity", "check"),
    [
        (lambda text: text.replace("](https://example.org/a)", "]"), "error", "markup"),
        (lambda text: text.replace("12", "13"), "warning", "numbers"),
        (lambda text: LINKED, "error", "echo"),
    ],
    ids=["link", "number", "English"],
)
def test_a_seeded_fault_is_found(room: Newsroom, code: str, spoil, severity: str, check: str):
    room.review(code, "x.md", {LINKED: {"target": spoil(GOOD[code])}})
    found = [(f.severity, f.check) for f in findings(room, code)]
    assert (severity, check) in found


@ALL
def test_a_finding_names_catalog_source_and_standing(room: Newsroom, code: str):
    room.review(code, "x.md", {LINKED: {"target": GOOD[code].replace("12", "13")}})
    (found,) = [f for f in findings(room, code) if f.check == "numbers"]
    place = (found.catalog, found.source, found.standing)
    assert place == (f"locales/{code}/x.po", LINKED, "reviewed")
    assert "12" in found.message


@ALL
def test_a_term_that_is_not_the_glossarys_is_a_warning(room: Newsroom, code: str):
    term = {"ur": "متقی", "ps": "متقي", "fa_AF": "متقی", "ar": "متقي"}[code]
    target = KNOWN[FIRST][code]
    assert term in target
    room.review(code, "x.md", {FIRST: {"target": target.replace(term, "وزیر"), "fuzzy": False}})
    (found,) = [f for f in findings(room, code) if f.check == "glossary"]
    assert (found.severity, found.message) == ("warning", f"Muttaqi should be {term}")


@ALL
def test_what_is_empty_or_obsolete_is_passed_over(room: Newsroom, code: str):
    room.review(code, "x.md", {LINKED: {"target": LINKED}, FIRST: {"target": "", "fuzzy": False}})
    room.write("x.md", f"# {HEADING}\n\n{FIRST} {SECOND}\n")
    room.translate()
    assert findings(room, code) == []


@pytest.mark.parametrize(
    ("context", "syntax"),
    [
        (None, Syntax.HTML),
        ("heading", Syntax.HTML),
        ("attribute", Syntax.PLAIN),
        ("metadata", Syntax.PLAIN),
    ],
)
def test_markup_is_looked_for_only_where_it_may_stand(context: str | None, syntax: Syntax):
    assert entry_syntax(Entry("a < b", context=context), Syntax.HTML) is syntax
