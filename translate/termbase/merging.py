"""Terms from elsewhere beside those of the glossary: what is new, what is there, what clashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translate.termbase.columns import COLUMNS
from translate.termbase.rows import Placed, Spellings, term_cells
from translate.terms import Term


@dataclass(frozen=True, slots=True)
class Conflict:
    """A term that has words of one of the glossary's own, and the columns in which they differ."""

    theirs: Placed
    ours: Placed
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """What an import would do: terms to add, how many are there already, and those that are not
    taken because the glossary says something else."""

    new: tuple[Term, ...] = ()
    there: int = 0
    conflicts: tuple[Conflict, ...] = ()


def merge(ours: Sequence[Placed], theirs: Sequence[Placed]) -> Merging:
    """Compare terms with those of a glossary; no term of the glossary is ever changed."""
    spellings = Spellings()
    for placed in ours:
        spellings.claim(placed)
    new: list[Term] = []
    conflicts: list[Conflict] = []
    there = 0
    for placed in theirs:
        clash = spellings.claim(placed)
        if clash is None:
            new.append(placed.term)
        elif clash[1].term == placed.term:
            there += 1
        else:
            conflicts.append(Conflict(placed, clash[1], _differing(placed.term, clash[1].term)))
    return Merging(tuple(new), there, tuple(conflicts))


def _differing(one: Term, other: Term) -> tuple[str, ...]:
    cells, others = term_cells(one), term_cells(other)
    return tuple(name for name in COLUMNS if cells.get(name) != others.get(name))
