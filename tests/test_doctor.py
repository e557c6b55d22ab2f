"""`khabar doctor`: a good set-up is proved, and each fault is named with its remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from commands import khabar
from engine_packages import install_tiny
from model_house import bare_home, urdu_newsroom

from translate import doctor
from translate.doctor import Finding, State, examine
from translate.errors import ModelError
from translate.languages import LANGUAGES, URDU
from translate.models import Missing
from translate.models.install import Site, install_file
from translate.models.pins import LOCK, Pin, format_pins
from translate.routing import find_engine

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return bare_home(tmp_path, monkeypatch)


def install_recorded(tmp_path: Path, *codes: str) -> None:
    """The tiny model that truly translates, installed by Khabar."""
    install_tiny(tmp_path / "from", codes)
    for package in sorted((tmp_path / "from").iterdir()):
        install_file(package, Site(None, lambda: None))


def findings(folder: Path) -> dict[str, Finding]:
    return {finding.about: finding for finding in examine(folder)}


def test_all_is_well_with_a_model_for_each_language(tmp_path: Path) -> None:
    install_recorded(tmp_path, "ur", "ps", "fa_AF", "ar")
    said = khabar(urdu_newsroom(tmp_path), "doctor")
    assert said.code == 0, said.out
    assert said.err == ""
    for language in LANGUAGES:
        line = next(line for line in said.out.splitlines() if f" {language.english}: " in line)
        assert line.startswith("ok")
        assert f"“{doctor.SENTENCE}” → “" in line
    assert "the network forbidden" in said.out
    assert said.out.splitlines()[-1] == "all is well"


def test_languages_without_a_model_are_told_with_the_remedy(tmp_path: Path) -> None:
    install_recorded(tmp_path, "ur")
    answer = khabar(tmp_path, "doctor", "--json")
    assert answer.code == 0
    found = {finding["about"]: finding for finding in answer.data["findings"]}
    assert found["Urdu"]["state"] == "ok"
    assert found["Pashto"]["state"] == "note"
    assert "khabar models add" in found["Pashto"]["remedy"]
    assert found["project"]["state"] == "note"
    assert found["offline"]["state"] == "ok"
    assert answer.data["problems"] == []


def test_no_model_at_all_is_something_to_mend(tmp_path: Path) -> None:
    said = khabar(tmp_path, "doctor", "--json")
    assert said.code == 1
    (problem,) = said.data["problems"]
    assert problem["path"] == "offline"
    assert "Install a model" in problem["remedy"]


def test_a_truncated_model_is_found_by_doctor_verify_and_loader(tmp_path: Path, home: Path) -> None:
    install_recorded(tmp_path, "ur")
    weights = home / "translate-en_ur-1_0" / "model" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1000])
    found = findings(tmp_path)
    assert "truncated" in found["translate-en_ur-1_0"].text
    assert found["Urdu"].bad
    assert "truncated" in found["Urdu"].text
    assert "install it again" in found["Urdu"].remedy
    assert khabar(tmp_path, "models", "verify").code == 1
    engine = find_engine(URDU)
    assert not isinstance(engine, Missing)
    with pytest.raises(ModelError, match="truncated"):
        engine.translate(["Talks resume."])


def test_a_changed_model_is_found_and_not_loaded(tmp_path: Path, home: Path) -> None:
    install_recorded(tmp_path, "ur")
    weights = home / "translate-en_ur-1_0" / "model" / "model.bin"
    data = bytearray(weights.read_bytes())
    data[-5] ^= 1
    weights.write_bytes(data)
    found = findings(tmp_path)
    assert found["translate-en_ur-1_0"].bad
    assert "was changed" in found["translate-en_ur-1_0"].text
    assert found["Urdu"].bad
    assert "model.bin: this file was changed" in found["Urdu"].text


def test_a_model_that_the_project_does_not_pin_is_something_to_mend(
    tmp_path: Path, home: Path
) -> None:
    install_recorded(tmp_path, "ur")
    newsroom = urdu_newsroom(tmp_path)
    pin = Pin("translate-en_ur", "1.0", "https://models.example/a", "", "0" * 64, "")
    (newsroom / LOCK).write_text(format_pins([pin]), encoding="utf-8")
    found = findings(newsroom)
    assert found["translate-en_ur-1_0"].state is State.WELL
    assert found["Urdu"].bad
    assert "is not the translate-en_ur 1.0 that this project pins" in found["Urdu"].text


def test_a_wrong_project_file_is_named_with_its_line(tmp_path: Path) -> None:
    newsroom = urdu_newsroom(tmp_path)
    (newsroom / "khabar.toml").write_text('langauges = ["ur"]\n', encoding="utf-8")
    found = findings(newsroom)["project"]
    assert found.bad
    assert "khabar.toml:1" in found.text
    assert "languages" in found.remedy


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LIBRARIES", ("polib", "no-such-library"))
    found = [finding for finding in examine(tmp_path) if finding.about == "libraries"]
    assert [finding.state for finding in found] == [State.MEND, State.WELL]
    assert "pip install --no-deps no-such-library" in found[0].remedy


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**settings: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    found = findings(urdu_newsroom(tmp_path))
    assert found["project folder"].bad
    assert "read-only file system" in found["project folder"].text
    assert found["folder of argos models"].state is State.NOTE


def test_a_run_that_wants_the_network_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_recorded(tmp_path, "ur")
    greedy = "import socket; socket.create_connection(('127.0.0.1', 9))\nfrom translate.cli"
    monkeypatch.setattr(doctor, "_OFFLINE", doctor._OFFLINE.replace("from translate.cli", greedy))
    found = findings(tmp_path)["offline"]
    assert found.bad
    assert "the network is forbidden here" in found.text


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('models.example', 80)",
        "socket.gethostbyname('models.example')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_forbidding_the_network_forbids_it(attempt: str) -> None:
    code = (
        "import socket, urllib.request\nfrom translate.doctor import forbid_network\n"
        f"forbid_network()\n{attempt}"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "RuntimeError: the network is forbidden here" in run.stderr


def test_nothing_is_changed(tmp_path: Path) -> None:
    install_recorded(tmp_path, "ur")
    newsroom = urdu_newsroom(tmp_path)

    def everything() -> dict[str, int]:
        return {
            str(path): path.stat().st_mtime_ns
            for path in tmp_path.rglob("*")
            if path.is_file() and "cache" not in path.parts
        }

    before = everything()
    assert khabar(newsroom, "doctor").code == 0
    assert everything() == before
