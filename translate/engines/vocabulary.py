"""The vocabularies that lie in a CTranslate2 model folder."""

from __future__ import annotations

import json
from pathlib import Path

from translate.errors import ModelError


def vocabulary(model: Path, side: str) -> frozenset[str]:
    """The pieces of the model in folder `model` on its `side`, source or target.

    Converters write JSON; those before CTranslate2 3.13 wrote a piece a line. Raises ModelError.
    """
    for name in ("shared_vocabulary", f"{side}_vocabulary"):
        for path in (model / f"{name}.json", model / f"{name}.txt"):
            if path.is_file():
                return _read(path)
    raise ModelError(
        f"this model has no {side} vocabulary", "Remove it and install it again", path=model
    )


def _read(path: Path) -> frozenset[str]:
    try:
        text = path.read_text(encoding="utf-8")
        pieces = json.loads(text) if path.suffix == ".json" else text.split("\n")
        if not isinstance(pieces, list):
            raise TypeError("not a list")
        return frozenset(map(str, pieces))
    except (OSError, ValueError, TypeError, RecursionError) as error:
        problem = f"this vocabulary cannot be read ({error})"
        raise ModelError(problem, "Remove this model and install it again", path=path) from error
