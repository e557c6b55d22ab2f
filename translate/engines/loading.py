"""What every engine over a model folder has in common: the model comes late, is looked at first,
and can be let go."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from translate.engines import Decoding, Hypothesis, Placing
from translate.errors import ModelError
from translate.files import file_sha256

if TYPE_CHECKING:
    from translate.engines.ctranslate import Runner

AGAIN = "Remove this model and install it again"
_CHANGED = "See `khabar models verify`; remove this model and install it again"

# What says in a model's description (Argos' metadata.json, our khabar-model.json) how its sources
# give a term with its form.
ANNOTATION = "term_annotation"

# What an installed model's record (see translate/models/record.py) is called.
_RECORD = "khabar.json"
_NOT_JSON = (ValueError, OverflowError, RecursionError)  # broken, an endless number, too deep


class ModelEngine:
    """An engine called `name` over the model in `folder`, which `load` brings into memory with the
    first translation. `annotation`: see `Engine.annotation`."""

    suppresses = True

    def __init__(
        self, name: str, folder: Path, load: Callable[[], Runner], annotation: str = ""
    ) -> None:
        self.name = name
        self.folder = folder
        self.annotation = annotation
        self._load = load
        self._runner: Runner | None = None

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        """See `Engine.translate`."""
        if not any(source.strip() for source in sources):
            return [[] for _ in sources]
        with self._running() as runner:
            return runner.translate(sources, decoding, without)

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        """See `Engine.place`."""
        from translate.engines.placing import place

        with self._running() as runner:
            return place(runner, placings)

    @contextmanager
    def _running(self) -> Iterator[Runner]:
        if self._runner is None:
            check_files(self.folder)
            self._runner = self._load()
        try:
            yield self._runner
        except RuntimeError as error:
            problem = f"the model broke off while translating ({error})"
            raise ModelError(problem, AGAIN, path=self.folder) from error

    def release(self) -> None:
        """See `Engine.release`."""
        self._runner = None


def read_annotation(said: Mapping[str, object], path: Path) -> str:
    """What a model's description at `path` says of `Engine.annotation`; empty where it says
    nothing. Raises ModelError when no term could be given in that way."""
    annotation = said.get(ANNOTATION, "")
    if isinstance(annotation, str) and (
        not annotation or (annotation.count("{term}") == annotation.count("{form}") == 1)
    ):
        return annotation
    problem = f"its {ANNOTATION} {annotation!r} is no text with {{term}} and {{form}} once each"
    raise ModelError(problem, "Mend it, or take it out", path=path)


def check_files(folder: Path) -> None:
    """Raises ModelError when a file of the model is not what was installed, by size or SHA-256.

    It costs about a second a gigabyte, each time that the model is loaded. One that Khabar did not
    install has no record, so that nothing can be said of it.
    """
    for name, (size, sha256) in _recorded(folder).items():
        path = folder / name
        try:
            there = path.stat().st_size if path.is_file() else 0
            same = there == size and file_sha256(path) == sha256
        except OSError as error:
            raise ModelError(f"this file cannot be read ({error})", AGAIN, path=path) from error
        if there < size:
            problem = f"this file is truncated: {there:,} of {size:,} bytes are there"
            raise ModelError(problem, AGAIN, path=path)
        if not same:
            raise ModelError("this file was changed after it was installed", _CHANGED, path=path)


def _recorded(folder: Path) -> dict[str, tuple[int, str]]:
    """Bytes and SHA-256 by file name, nothing where there is no record. Raises ModelError."""
    path = folder / _RECORD
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {name: (int(mark["size"]), str(mark["sha256"])) for name, mark in files.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, LookupError, TypeError, AttributeError, *_NOT_JSON) as error:
        raise ModelError(f"this record cannot be read ({error!r})", AGAIN, path=path) from error
