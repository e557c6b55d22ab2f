"""What may be wrong with a translation: one small generator a check, each yielding problems.

An error keeps a machine's draft from being used as it is; a warning is for the reviewer to judge.
How often each check fires on good human translations: `python benchmarks/checks.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from translate.checks.content import (
    doubled_words,
    echoed_source,
    empty,
    length,
    looping,
    wrong_script,
)
from translate.checks.lexicon import iranianisms
from translate.checks.markup import broken_pairs, lost_address, lost_markup
from translate.checks.model import Case, Problem, Severity
from translate.checks.numbers import lost_numbers, mixed_digits
from translate.checks.writing import (
    direction_controls,
    foreign_letters,
    foreign_punctuation,
    missing_stop,
)

__all__ = ["CHECKS", "Case", "Problem", "Severity", "check"]

CHECKS: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    empty,
    lost_markup,
    broken_pairs,
    lost_address,
    echoed_source,
    wrong_script,
    looping,
    lost_numbers,
    mixed_digits,
    foreign_letters,
    iranianisms,
    length,
    direction_controls,
    foreign_punctuation,
    missing_stop,
    doubled_words,
)


def check(case: Case) -> tuple[Problem, ...]:
    """All problems of one translation, errors and warnings in the order of CHECKS.

    An empty translation has that problem and no other.
    """
    nothing = tuple(empty(case))
    return nothing or tuple(problem for find in CHECKS for problem in find(case))
