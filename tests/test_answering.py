"""Asking about proposals: every answer, and a terminal that closes."""

from __future__ import annotations

import pytest

from translate import answering
from translate.catalog import Entry
from translate.languages import LANGUAGES, Language

OPEN = Entry("He met Dar.", "او دهار دید.", fuzzy=True, notes=("now: او دار دید.",))
ALL = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def answered(
    monkeypatch: pytest.MonkeyPatch, language: Language, *lines: str
) -> tuple[bool, str] | None:
    """Whether the answer is still fuzzy, and its text."""
    given = iter(lines)

    def read(question: str) -> str:
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    answer = answering.ask(OPEN, language, "articles/x.md:3")
    return None if answer is None else (answer.fuzzy, answer.target)


@ALL
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("y",), (False, "او دهار دید.")),
        (("Yes",), (False, "او دهار دید.")),
        (("n",), (False, "")),
        (("e", " سخن من "), (False, "سخن من")),
        (("e", "", "y"), (False, "او دهار دید.")),
        (("", "perhaps", "s"), None),
    ],
)
def test_answers(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: Language,
    lines: tuple[str, ...],
    expected: tuple[bool, str] | None,
) -> None:
    assert answered(monkeypatch, language, *lines) == expected
    shown = capsys.readouterr().out
    assert language.english in shown
    assert "- او دار دید.\n  + او دهار دید." in shown


@pytest.mark.parametrize("lines", [("q",), (), ("e",)], ids=["quit", "closed", "closed in edit"])
def test_whoever_leaves_decides_nothing(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...]
) -> None:
    with pytest.raises(answering.Quit):
        answered(monkeypatch, LANGUAGES[0], *lines)


def test_an_interrupt_at_a_question_leaves_as_quit_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(question: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    with pytest.raises(answering.Quit):
        answering.ask(OPEN, LANGUAGES[0], "articles/x.md:3")
