"""The steps in their order. Each is made again only when what it is made from has changed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.config import Config
from training.files import key_of

# The settings that each step reads.
_COMMON = ("languages", "tags", "seed")
_SETTINGS = {
    "prepare": (*_COMMON, "corpus", "heldout", "public", "filters", "glossary", "names",
                "monolingual"),
    "vocabulary": (*_COMMON, "vocabulary"),
    "align": ("languages", "alignment"),
    "train": (*_COMMON, "augment", "model", "train"),
    "export": ("languages", "tags", "name", "export"),
    "score": ("languages", "score", "export", "name"),
}  # fmt: skip
STEPS = tuple(_SETTINGS)


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the files it is made from, and what makes it in its folder."""

    name: str
    sources: Callable[[], Sequence[Path]]
    make: Callable[[Path], None]


class Kitchen:
    """The steps of one configuration, each in a folder of its own below `config.folder`."""

    def __init__(self, config: Config, minutes: float | None = None) -> None:
        self.config, self.minutes = config, minutes

    def folder(self, name: str) -> Path:
        return self.config.folder / name

    def made(self, *names: str) -> list[Path]:
        """The files that steps left, but for their stamps."""
        return [
            path
            for name in names
            for path in sorted(self.folder(name).rglob("*"))
            if path.is_file() and path.name != "done.json"
        ]

    def run(self, first: str = STEPS[0], last: str = STEPS[-1]) -> None:
        """Make the steps from `first` to `last` that are not made yet; those before `first` are
        taken as they are. Raises ConfigError, Stopped."""
        wanted = STEPS[STEPS.index(first) : STEPS.index(last) + 1]
        for step in self.steps():
            if step.name in wanted:
                self._step(step)

    def _step(self, step: Step) -> None:
        folder = self.folder(step.name)
        stamp = folder / "done.json"
        settings = _chosen(self.config, _SETTINGS[step.name])
        key = key_of(settings, step.sources())
        if _read(stamp) == key:
            print(f"{step.name}: nothing new", flush=True)
            return
        began = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
        step.make(folder)
        stamp.write_text(json.dumps({"key": key}) + "\n", encoding="utf-8")
        print(f"{step.name}: done in {time.monotonic() - began:.0f} s", flush=True)

    def steps(self) -> list[Step]:
        config, made = self.config, self.made
        text, best = self.folder("prepare") / "train.tsv", self.folder("train") / "best.pt"
        return [
            Step("prepare", lambda: _inputs(config), self._prepare),
            Step("vocabulary", lambda: [text], self._vocabulary),
            Step("align", lambda: [text, *made("vocabulary")], self._align),
            Step("train", lambda: made("prepare", "vocabulary", "align"), self._train),
            Step("export", lambda: [*made("vocabulary"), best], self._export),
            Step("score", lambda: [*made("prepare"), *self._models()], self._score),
        ]

    def _models(self) -> list[Path]:
        return [path for path in self.made("export") if path.name == "model.bin"]

    # Each imports what it needs, so that a machine that only trains needs nothing else.

    def _prepare(self, folder: Path) -> None:
        from training.prepare import prepare

        prepare(self.config, folder)

    def _vocabulary(self, folder: Path) -> None:
        from training.vocabulary import make_vocabulary

        make_vocabulary(self.config, self.folder("prepare"), folder)

    def _align(self, folder: Path) -> None:
        from training.align import make_links

        make_links(self.config, self.folder("prepare"), self.folder("vocabulary"), folder)

    def _train(self, folder: Path) -> None:
        from training.train import train

        folders = self.folder("prepare"), self.folder("vocabulary"), self.folder("align")
        train(self.config, folders, folder, self.minutes)

    def _export(self, folder: Path) -> None:
        from training.batches import Data
        from training.package import deliver
        from training.train import load_model

        folders = self.folder("prepare"), self.folder("vocabulary"), self.folder("align")
        data = Data(self.config, *folders)
        model, _ = load_model(
            self.folder("train") / "best.pt", data.cutter.pad, self.config.languages
        )
        gaps = deliver(self.config, data, model, folders[0], folder / "packages")
        text = json.dumps(gaps, indent=1) + "\n"
        (folder / "gaps.json").write_text(text, encoding="utf-8")

    def _score(self, folder: Path) -> None:
        from training.report import finish

        finish(self.config, self.config.folder, folder)


def _inputs(config: Config) -> list[Path]:
    """The files that the prepare step reads."""
    patterns = [
        *(f"{config.corpus.folder}/{pattern}" for pattern in config.corpus.files),
        *(f"{source.folder}/{source.name}.en-*.tsv" for source in config.public),
        *config.heldout.guard,
        f"{config.glossary}/*.csv",
        config.names,
        *config.monolingual.values(),
    ]
    paths = (config.path(pattern) for pattern in patterns)
    return sorted({file for path in paths for file in path.parent.glob(path.name)})


def _chosen(config: Config, names: Sequence[str]) -> str:
    """Some of the settings as text."""
    whole: dict[str, Any] = {name: getattr(config, name) for name in names}
    plain = {name: _plain(value) for name, value in whole.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if hasattr(value, "items") else value


def _read(stamp: Path) -> str:
    if not stamp.is_file():
        return ""
    return str(json.loads(stamp.read_text(encoding="utf-8"))["key"])
