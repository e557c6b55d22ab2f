"""Model packages on this machine: what is installed, and installing, verifying, carrying it.

One job a file: `kinds` reads what a model folder is, `archive` unpacks, `download` fetches,
`record` and `pins` hold checksums, `workshop` puts models in place, `install` and `bundle` do it
all in order, `inventory` says what is there. Which model serves a language is for routing.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from translate.languages import Language


@dataclass(frozen=True, slots=True)
class Missing:
    """No model serves `language`: why, and what to do; whole sentences without a full stop."""

    language: Language
    reason: str
    remedy: str
