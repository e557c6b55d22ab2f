"""The README: its commands run as they stand, and it names every verb."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from translate.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines()]


def test_its_commands_run_in_the_sample_project(tmp_path: Path, monkeypatch, capsys):
    for name in ("khabar.toml", "articles", "glossary", "locales"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    commands = [shlex.split(line)[1:] for line in LINES if line.startswith("khabar ")]
    assert len(commands) >= 10
    for command in commands:
        code = main(command)
        said = capsys.readouterr()
        # 1 says that a language has no model here
        assert code == 0 or (code == 1 and "no model" in said.out + said.err), (command, said)


def test_it_names_every_verb():
    verbs = {line.split()[1] for line in LINES if line.startswith("khabar ")} - {"-C"}
    assert verbs == {
        "init",
        "translate",
        "status",
        "check",
        "preview",
        "publish",
        "glossary",
        "models",
        "doctor",
    }


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("make ")])
def test_its_make_targets_are_there(line: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)


def test_its_example_is_what_is_published():
    block = re.search(r"```\narticles/border-talks.*?```", README, re.DOTALL)
    assert block is not None
    texts = [line.strip(" …") for line in block[0].splitlines() if line.startswith("    ")]
    sample = [ROOT / "locales" / code / "border-talks.po" for code in ("ur", "ps")]
    assert len(texts) == 3
    for text, path in zip(texts, [sample[0], *sample], strict=True):
        assert text in path.read_text(encoding="utf-8")


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#][^)]*)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
