"""What is installed: every model folder, with what is wrong where one cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ModelError, UsageError
from translate.models.kinds import Kind, Model, home_of, read_model, version_numbers
from translate.models.record import RECORD, Record, mark_files, read_record
from translate.models.record import faults as file_faults
from translate.models.workshop import set_aside

_AGAIN = "Remove this model and install it again"


@dataclass(frozen=True, slots=True)
class Inventory:
    """The models that are installed, newest first within a name, and the errors for others."""

    models: tuple[Model, ...]
    unreadable: tuple[ModelError, ...]

    def find(self, names: Sequence[str]) -> list[Model]:
        """The models called by each of `names`; raises UsageError where none or several are."""
        return list(dict.fromkeys(self._find_one(name) for name in names))

    def find_unreadable(self, names: Sequence[str]) -> list[Path]:
        """The folders of unreadable models that are called one of `names`."""
        folders = [Path(str(error.path)) for error in self.unreadable]
        return [folder for folder in folders if folder.name in names]

    def _find_one(self, name: str) -> Model:
        found = [model for model in self.models if model.folder.name == name]
        found = found or [model for model in self.models if model.answers_to(name)]
        if len(found) == 1:
            return found[0]
        if found:
            folders = ", ".join(model.folder.name for model in found)
            raise UsageError(f"several models are called {name!r}", f"Name one of: {folders}")
        there = ", ".join(model.folder.name for model in self.models)
        raise UsageError(
            f"no installed model is called {name!r}",
            f"Name one of: {there}"
            if there
            else "None is installed; see `khabar models available`",
        )


def model_folders(home: Path) -> list[Path]:
    """The folders of the models in `home`, those set aside by a killed install among them."""
    if not home.is_dir():
        return []
    there = (path for path in home.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [*sorted(there), *set_aside(home)]


def take_inventory(homes: Iterable[Path] | None = None) -> Inventory:
    """All models installed on this machine."""
    models, unreadable = [], []
    for home in dict.fromkeys(homes or map(home_of, Kind)):
        for folder in model_folders(home):
            try:
                models.append(read_model(folder, str(folder)))
            except ModelError as error:
                unreadable.append(ModelError(error.problem, _AGAIN, path=error.path))
    models.sort(key=lambda model: version_numbers(model.version), reverse=True)
    models.sort(key=lambda model: model.name)
    return Inventory(tuple(models), tuple(unreadable))


def size_of(model: Model) -> int:
    """Bytes on disk; of a link, its own."""
    return sum(path.lstat().st_size for path in model.folder.rglob("*") if not path.is_dir())


def verify(model: Model) -> list[ModelError]:
    """What is wrong with an installed model; nothing can be said of one without a record."""
    try:
        record = read_record(model.folder)
        found = list(file_faults(model.folder, record)) if record else []
    except ModelError as error:
        return [error]
    return [ModelError(problem, _AGAIN, path=model.folder) for problem in found]


def record_of(model: Model) -> Record:
    """The model's record, or one of what is there now when Khabar did not install it.

    Raises ModelError.
    """
    found = read_record(model.folder)
    if found is not None:
        return found
    return Record(model.name, model.version, "", "", model.licence, mark_files(model.folder))


def recorded(model: Model) -> bool:
    """Whether Khabar installed it, and so knows what its files must be."""
    return (model.folder / RECORD).is_file()
