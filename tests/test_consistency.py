"""The survey: which forms stand where, over reviewed text and drafts, worst first."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import Newsroom

from translate.consistency import Survey, survey
from translate.glossary import load_glossary
from translate.languages import LANGUAGES, find_language

ALL = pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
HEAD = "source,kind,ur,ps,fa_AF,ar,ur_forbidden,ps_forbidden,fa_AF_forbidden,ar_forbidden\n"
KABUL = "Kabul,place," + ",".join(["کابل | کابلستان"] * 3) + ",كابل | كابلستان," + "قابل," * 4
OMAN = "\nOman,place,عمان,عمان,عمان,عمان,,,,\n"
FORMS = {"ar": ("كابل", "كابلستان")}
SOURCES = (
    "In Kabul it rained.",
    "In Kabul it snowed.",
    "In Kabul it froze.",
    "In Kabul all slept.",
)


def told(tmp_path: Path, code: str, *targets: str) -> Survey:
    """The survey of an article with these translations, the first of them approved."""
    room = Newsroom.new(tmp_path, code)
    text = HEAD + KABUL.rstrip(",") + OMAN
    (tmp_path / "glossary" / "terms.csv").write_text(text, encoding="utf-8")
    room.write("x.txt", "Weather\n\n" + "\n\n".join(SOURCES) + "\n")
    room.translate()
    changes = {
        source: {"target": target, "fuzzy": i > 0}
        for i, (source, target) in enumerate(zip(SOURCES, targets, strict=False))
    }
    room.review(code, "x.txt", changes)
    project = room.project
    glossary = load_glossary(project.glossary, project.languages)
    return survey(project, ["x.txt"], [find_language(code)], glossary)


@ALL
def test_forms_are_counted_by_rank_and_state_with_their_places(tmp_path: Path, code: str) -> None:
    preferred, variant = FORMS.get(code, ("کابل", "کابلستان"))
    found = told(tmp_path, code, f"{preferred} 1", f"{variant} 2", "قابل 3", "4")
    (report,) = found.terms
    assert [
        (f.form, f.rank.value, f.count.reviewed, f.count.drafts, f.count.places)
        for f in report.forms
    ] == [
        ("قابل", "forbidden", 0, 1, ("articles/x.txt:7",)),
        (preferred, "preferred", 1, 0, ("articles/x.txt:3",)),
        (variant, "accepted", 0, 1, ("articles/x.txt:5",)),
    ]
    assert (report.missing.total, report.missing.places) == (1, ("articles/x.txt:9",))
    assert (report.forbidden, report.deviations) == (1, 3)


def test_terms_that_occur_nowhere_are_left_out(tmp_path: Path) -> None:
    assert [report.term.source for report in told(tmp_path, "ur", "کابل").terms] == ["Kabul"]


def test_an_untranslated_sentence_says_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, "ur") == Survey((), ())
