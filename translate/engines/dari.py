"""Dari from a Persian engine: the same language but for many words, which are put into those that
Afghan newsrooms write (see translate/dari.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate.dari import Edit, afghan_forms
from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.inline import Link


class DariEngine:
    """An engine for Dari over one for Persian."""

    def __init__(self, persian: Engine) -> None:
        self._persian = persian

    @property
    def name(self) -> str:
        """`argos en_fa 1.5 + Afghan forms`"""
        return f"{self._persian.name} + Afghan forms"

    @property
    def suppresses(self) -> bool:
        """Whether the Persian engine does: what it writes for Afghan words it goes on writing."""
        return self._persian.suppresses

    @property
    def annotation(self) -> str:
        """The Persian engine's."""
        return self._persian.annotation

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        """See `Engine.translate`."""
        offers = self._persian.translate(sources, decoding, without)
        return [[in_dari(hypothesis) for hypothesis in hypotheses] for hypotheses in offers]

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        """See `Engine.place`."""
        offers = self._persian.place(placings)
        return [[in_dari(hypothesis) for hypothesis in hypotheses] for hypotheses in offers]

    def release(self) -> None:
        """See `Engine.release`."""
        self._persian.release()


def in_dari(persian: Hypothesis) -> Hypothesis:
    """A Persian hypothesis in Afghan words, its links moved along with them."""
    edits = tuple(afghan_forms(persian.text))
    if not edits:
        return persian
    out: list[str] = []
    at = 0
    for edit in edits:
        out += persian.text[at : edit.start], edit.text
        at = edit.end
    text = "".join(out) + persian.text[at:]
    return Hypothesis(text, persian.score, tuple(_moved(link, edits) for link in persian.links))


def _moved(link: Link, edits: Sequence[Edit]) -> Link:
    """`link` on the new text. Where it lies in a phrase that changed, it is on the new phrase."""
    start, end, shift = link.target_start, link.target_end, 0
    new_start, new_end = start, end
    for edit in edits:
        if edit.start >= end:
            break
        old_shift, shift = shift, shift + len(edit.text) - (edit.end - edit.start)
        new_start = start + shift if start >= edit.end else min(new_start, edit.start + old_shift)
        new_end = max(end, edit.end) + shift
    return replace(link, target_start=new_start, target_end=new_end)
