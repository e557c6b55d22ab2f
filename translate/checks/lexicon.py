"""Iranian words in Dari, with what Afghan newsrooms write."""

from __future__ import annotations

from collections.abc import Iterator

from translate.checks.model import Case, Problem, listed, warning
from translate.dari import afghan_forms


def iranianisms(case: Case) -> Iterator[Problem]:
    """Iranian words in a Dari text."""
    if case.language.code != "fa_AF":
        return
    text = case.target_text
    found = {text[e.start : e.end]: e.text for e in afghan_forms(text) if e.row.sure}
    if found:
        pairs = [f"{word} → {afghan}" for word, afghan in found.items()]
        yield warning("iranianism", f"Iranian usage: {listed(pairs)}. Write the Afghan word.")
