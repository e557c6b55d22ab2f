"""The order of the rooms: imports point only upward, and each heavy library has one room."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "translate").rglob("*.py"))

# Data flows down this list: a room may import those before it, and its own files.
ROOMS = (
    "errors",
    "files",
    "languages",
    "dari",
    "project",
    "inline",
    "documents",
    "terms",
    "termbase",
    "glossary",
    "sightings",
    "mentions",
    "memory",
    "engines",
    "models",
    "routing",
    "typography",
    "dates",
    "bidi",
    "notices",
    "checks",
    "trail",
    "cascade",
    "catalog",
    "guidance",
    "ledger",
    "draft",
    "merge",
    "desk",
    "edition",
    "renames",
    "audit",
    "consistency",
    "suggestion",
    "revision",
    "answering",
    "publish",
    "preview",
    "run",
    "plan",
    "pipeline",
    "starter",
    "show",
    "scope",
    "answers",
    "verbs",
    "doctor",
    "options",
    "models_show",
    "models_terminal",
    "models_verbs",
    "models_cli",
    "glossary_show",
    "glossary_verbs",
    "termbase_verbs",
    "glossary_cli",
    "cli",
)

# Each is imported in one room only, so that a change of library is a change of one room.
ONE_ROOM = {
    "argostranslate": "engines",
    "ctranslate2": "engines",
    "sentencepiece": "engines",
    "polib": "catalog",
}

# What `khabar --help` must not pay for.
HEAVY = {
    "argostranslate",
    "babel",
    "ctranslate2",
    "markdown_it",
    "numpy",
    "polib",
    "rich",
    "sentencepiece",
    "sentencex",
    "yaml",
}


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that the file at `path` imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            # `from translate import catalog` imports a room; `from translate import __version__`
            # and names out of a module do not, and are told apart by whether there is such a file.
            whole = ROOT.joinpath(*node.module.split("."))
            for alias in node.names:
                inner = (whole / alias.name).exists() or (whole / f"{alias.name}.py").exists()
                yield f"{node.module}.{alias.name}" if inner else node.module


def room(path: Path) -> str:
    return path.relative_to(ROOT / "translate").parts[0].removesuffix(".py")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_point_upward(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        assert not list(imported(path))
        return
    assert here in ROOMS, f"give the room {here!r} its place in ROOMS"
    above = {f"translate.{other}" for other in ROOMS[: ROOMS.index(here) + 1]} | {"translate"}
    ours = {".".join(module.split(".")[:2]) for module in imported(path) if is_ours(module)}
    assert ours <= above


def is_ours(module: str) -> bool:
    return module.split(".")[0] == "translate"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_heavy_libraries_keep_to_their_room(path: Path) -> None:
    libraries = {module.split(".")[0] for module in imported(path)}
    strays = {library for library in libraries if ONE_ROOM.get(library, room(path)) != room(path)}
    assert not strays


def test_the_command_starts_without_heavy_imports() -> None:
    code = "import sys, translate.cli; print(*{name.split('.')[0] for name in sys.modules})"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "translate" in loaded
    assert not loaded & HEAVY


def test_every_package_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in FILES
        if path.name == "__init__.py"
    }
    assert set(project["tool"]["setuptools"]["packages"]) == packages
