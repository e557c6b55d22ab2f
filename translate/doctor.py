"""Proving the set-up: each finding says what was looked at, how it is, and how to mend it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter

from translate import __version__
from translate.engines import Engine
from translate.errors import KhabarError, ModelError, ProjectError
from translate.files import write_file
from translate.languages import LANGUAGES, Language
from translate.models import Missing
from translate.models.inventory import recorded, verify
from translate.models.kinds import Kind, home_of
from translate.models.pins import LOCK
from translate.project import CONFIG, Preferences, find_project
from translate.routing import every_model, find_engine, hold_to_lock
from translate.starter import write_starter

SENTENCE = "The two sides agreed to continue talks in Kabul."
_LIBRARIES = (
    "argostranslate",
    "babel",
    "ctranslate2",
    "filelock",
    "markdown-it-py",
    "polib",
    "PyYAML",
    "rich",
    "sentencepiece",
    "sentencex",
)
_SPACE = 500_000_000  # bytes that a run and its catalogs will hardly need
_PATIENCE = 600.0  # seconds for the offline run
_NETWORK = frozenset(
    (
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "socket.sendmsg",
    )
)

# The translate step as users run it, in a Python that cannot reach any network.
_OFFLINE = """\
import sys
from translate.doctor import forbid_network
forbid_network()
from translate.cli import main
sys.exit(main(sys.argv[1:]))
"""


class State(StrEnum):
    """How what was looked at stands."""

    WELL = "ok"
    NOTE = "note"  # good to know; nothing fails
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and how to mend it if that is needed."""

    about: str
    state: State
    text: str
    remedy: str = ""

    @property
    def bad(self) -> bool:
        return self.state is State.MEND

    @property
    def line(self) -> str:
        remedy = f". {self.remedy}." if self.remedy else ""
        return f"{self.state.value:<5} {self.about}: {self.text}{remedy}"


def examine(folder: Path) -> Iterator[Finding]:
    """Every finding about this machine and the project of `folder`, as it is made."""
    yield from _libraries()
    preferences, lock = Preferences(), None
    with suppress(ProjectError):  # of which the next line speaks
        project = find_project(folder)
        preferences, lock = project.engines, project.root / LOCK
    yield from _project(folder)
    yield from _disk()
    yield from _models()
    served = []
    for language in LANGUAGES:
        finding = _language(language, preferences, lock)
        if finding.state is State.WELL:
            served.append(language)
        yield finding
    if served:
        yield _offline_run(served)
    else:
        yield Finding(
            "offline", State.MEND, "no language can be drafted", "Install a model, as said above"
        )


def forbid_network() -> None:
    """Make every attempt to reach a network fail, for the rest of this process."""

    def forbid(event: str, arguments: tuple[object, ...]) -> None:
        if event in _NETWORK:
            # Not an OSError, which code that can do without an answer would pass over.
            raise RuntimeError(f"the network is forbidden here, and {event} was called")

    sys.addaudithook(forbid)


def _libraries() -> Iterator[Finding]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("khabar", State.WELL, f"{__version__}, on Python {python}")
    found, missing = [], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        remedy = f"Run `pip install --no-deps {' '.join(missing)}` in Khabar's environment"
        yield Finding("libraries", State.MEND, f"missing: {', '.join(missing)}", remedy)
    yield Finding("libraries", State.WELL, ", ".join(found))


def _project(folder: Path) -> Iterator[Finding]:
    try:
        project = find_project(folder)
    except ProjectError as error:
        if error.path and error.path.endswith(CONFIG):
            yield Finding(
                "project", State.MEND, str(error).removesuffix(f". {error.remedy}."), error.remedy
            )
        else:
            yield Finding("project", State.NOTE, error.problem, error.remedy)
        return
    yield Finding("project", State.WELL, f"{project.name}, in {project.root}")
    yield _writable("project folder", project.root, State.MEND)


def _disk() -> Iterator[Finding]:
    for kind in Kind:
        # Only installing writes there, and an administrator may have seen to that.
        yield _writable(f"folder of {kind.value} models", home_of(kind), State.NOTE)
    yield _writable("temporary folder", Path(tempfile.gettempdir()), State.MEND)


def _writable(about: str, folder: Path, otherwise: State) -> Finding:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = "Give yourself permission to write there"
        return Finding(about, otherwise, f"{folder} cannot be written: {reason}", remedy)
    if free < _SPACE:
        text = f"{folder} has {free / 1e6:,.0f} MB left"
        return Finding(about, State.NOTE, text, "Free some disk space")
    return Finding(about, State.WELL, f"{folder} can be written, {free / 1e9:,.1f} GB free")


def _models() -> Iterator[Finding]:
    inventory = every_model()
    for error in inventory.unreadable:
        yield Finding(error.path or "model", State.MEND, error.problem, error.remedy)
    for model in inventory.models:
        errors = verify(model)
        for error in errors:
            yield Finding(model.folder.name, State.MEND, error.problem, error.remedy)
        if not errors:
            text = "every file is what was installed"
            if not recorded(model):
                text = "not installed by Khabar, so its files cannot be compared"
            yield Finding(model.folder.name, State.WELL, text)


def _language(language: Language, preferences: Preferences, lock: Path | None) -> Finding:
    """Whether a sentence comes out in `language`, and which; as `lock` pins it."""

    def held(engine: Engine, folder: Path) -> Engine:
        if lock:
            hold_to_lock(folder, lock)
        return engine

    try:
        server = find_engine(language, preferences, held)
        if isinstance(server, Missing):
            return Finding(language.english, State.NOTE, server.reason, server.remedy)
        return _spoken(language, server)
    except ModelError as error:
        place = f"{error.path}: " if error.path else ""
        return Finding(language.english, State.MEND, f"{place}{error.problem}", error.remedy)


def _spoken(language: Language, engine: Engine) -> Finding:
    start = perf_counter()
    try:
        (hypotheses,) = engine.translate([SENTENCE])
    finally:
        engine.release()
    took = perf_counter() - start
    text = next((hypothesis.text for hypothesis in hypotheses if hypothesis.text.strip()), "")
    if not text or text == SENTENCE:
        problem = f"{engine.name} gives no translation of “{SENTENCE}”"
        return Finding(language.english, State.MEND, problem, "Install another model")
    shown = f"{engine.name}, {took:.1f} s: “{SENTENCE}” → “{text}”"
    return Finding(language.english, State.WELL, shown)


def _offline_run(served: list[Language]) -> Finding:
    """The whole translate step on a small project, in a process that cannot reach a network."""
    with tempfile.TemporaryDirectory(prefix="khabar-") as name:
        root = Path(name) / "newsroom"
        try:
            _write_newsroom(root, served)
            run = _run_offline("-C", str(root), "translate", "--json")
        except (KhabarError, OSError, subprocess.TimeoutExpired) as error:
            return _not_offline(str(error))
    try:
        answer = json.loads(run.stdout)
        drafts = sum(sum(row["new"].values()) for row in answer["catalogs"])
    except (ValueError, LookupError, TypeError):
        return _not_offline((run.stderr.strip().splitlines() or ["no answer"])[-1])
    if run.returncode or not drafts:
        return _not_offline(run.stderr.strip() or "nothing was drafted")
    return Finding(
        "offline",
        State.WELL,
        f"the translate step wrote {drafts} drafts with the network forbidden",
    )


def _write_newsroom(root: Path, served: list[Language]) -> None:
    write_starter(root)
    codes = ", ".join(f'"{language.code}"' for language in served)
    write_file(root / CONFIG, f'name = "doctor"\nlanguages = [{codes}]\n')
    write_file(root / "articles" / "talks.md", f"# Talks resume\n\n{SENTENCE}\n")


def _run_offline(*words: str) -> subprocess.CompletedProcess[str]:
    home = str(Path(__file__).resolve().parent.parent)
    paths = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", _OFFLINE, *words]
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=_PATIENCE
    )


def _not_offline(text: str) -> Finding:
    remedy = "Mend that first; if the network is named, tell Khabar's makers"
    return Finding("offline", State.MEND, f"the translate step failed: {text}", remedy)
