"""`khabar models …`: what is listed, what is asked before a connection, what is said of faults."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

import lookup_models
import pytest
from commands import Outcome, khabar
from loopback import Loopback
from model_house import (
    PATH,
    sha256,
)
from model_packages import NAME, package, package_files, tree, zipped

from translate import routing
from translate.cli import main
from translate.engines.argos_index import index_address, index_copy
from translate.languages import ARABIC
from translate.models import Missing
from translate.models.pins import LOCK, read_pins
from translate.routing import find_engine

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.usefixtures("home")


# The index


@pytest.fixture
def index(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """Argos' list at the address of its settings, with packages that this server gives."""
    packages = []
    for code, version in (("ur", "1.9"), ("ur", "1.10"), ("ar", "1.0"), ("fa", "1.5"), ("de", "1")):
        path = f"/translate-en_{code}-{version.replace('.', '_')}.argosmodel"
        address = server.give(path, package(version, to_code=code))
        packages.append(
            {
                "code": f"translate-en_{code}",
                "type": "translate",
                "from_code": "en",
                "to_code": code,
                "package_version": version,
                "links": ["ipfs://x", address],
            }
        )
    server.give("/index.json", json.dumps(packages).encode())
    monkeypatch.setattr(
        "argostranslate.settings.remote_package_index", server.address("/index.json")
    )
    return packages


def test_the_index_is_where_argos_has_it(tmp_path: Path) -> None:
    code = (
        "from argostranslate import settings as s;"
        "print(s.remote_package_index, s.local_package_index)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == [index_address(), str(index_copy())]


def test_from_index_to_installed(
    server: Loopback, index: object, tmp_path: Path, home: Path
) -> None:
    said = khabar(tmp_path, "models", "available")
    assert said.code == 1
    assert "khabar models install --index" in said.message
    said = khabar(tmp_path, "models", "install", "--index", "ur", "--yes")
    assert said.code == 0, said.err
    assert server.address("/index.json") in said.out
    assert server.address("/translate-en_ur-1_10.argosmodel") in said.out
    assert "licence: not stated" in said.out
    assert {path.split("/")[0] for path in tree(home)} == {"translate-en_ur-1_10"}
    listed = khabar(tmp_path, "models", "available").out
    assert "For Pashto and Dari the list has no direct model" in listed
    assert "translate-en_de" not in listed
    offers = khabar(tmp_path, "models", "available", "--json").data
    assert [(o["to"], o["version"]) for o in offers["offers"]] == [
        ("ar", "1.0"),
        ("fa", "1.5"),
        ("ur", "1.10"),
        ("ur", "1.9"),
    ]
    assert offers["without"] == ["ps", "fa_AF"]


@pytest.mark.parametrize("name", ["translate-en_ar", "en_ar", "ar", "arabic"])
def test_names_for_a_package_of_the_index(index: object, tmp_path: Path, name: str) -> None:
    assert khabar(tmp_path, "models", "install", "--index", name, "--yes").code == 0
    assert not isinstance(find_engine(ARABIC), Missing)


@pytest.mark.parametrize(("name", "said"), [("ps", "no Pashto model"), ("dari", "no Dari model")])
def test_what_the_index_does_not_have(index: object, tmp_path: Path, name: str, said: str) -> None:
    outcome = khabar(tmp_path, "models", "install", "--index", name, "--yes")
    assert outcome.code == 1
    assert said in outcome.message


@pytest.mark.parametrize("data", [b"<html>", b'{"a": 1}', b"[1]", b"\xff", b"[" * 100_000])
def test_an_index_that_is_none_replaces_nothing(
    server: Loopback, index: object, tmp_path: Path, data: bytes
) -> None:
    assert khabar(tmp_path, "models", "install", "--index", "--yes").code == 0
    before = index_copy().read_bytes()
    server.give("/index.json", data)
    said = khabar(tmp_path, "models", "install", "--index", "--yes")
    assert said.code == 1
    assert "not a list of packages" in said.message
    assert index_copy().read_bytes() == before


def test_offers_that_would_cheat_the_terminal_are_passed_over(
    server: Loopback, index: list[dict[str, object]], tmp_path: Path
) -> None:
    forged = {**index[0], "links": ["https://good.example/\u202emoc.live\x1b[2K"]}
    odd = [{**index[0], "links": "http"}, {**index[0], "to_code": 5}, {"from_code": "en"}]
    server.give("/index.json", json.dumps([forged, *odd, index[2]]).encode())
    khabar(tmp_path, "models", "install", "--index", "--yes")
    offers = khabar(tmp_path, "models", "available", "--json").data["offers"]
    assert [offer["to"] for offer in offers] == ["ar"]


# What the user is asked


def test_nobody_to_ask_is_an_error_before_any_connection(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: SIM115
    said = khabar(tmp_path, "models", "install", server.give(PATH, package()))
    assert said.code == 2
    assert "--yes" in said.message
    assert server.address(PATH) in said.out
    assert server.asked == []


class Person:
    """Someone at a terminal."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self.answer


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 1), ("n\n", 1), ("", 1)])
def test_what_a_person_answers(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Person(answer))
    said = khabar(tmp_path, "models", "install", server.give(PATH, package()))
    assert said.code == code
    assert bool(server.asked) is (code == 0)
    assert "over http" in said.out


def test_http_in_capitals_is_http(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Person("n\n"))
    address = server.give(PATH, package()).replace("http:", "HTTP:")
    assert "over http" in khabar(tmp_path, "models", "install", address).out


def test_the_answer_for_machines(server: Loopback, tmp_path: Path) -> None:
    address = server.give(PATH, package(license="CC0"))
    said = khabar(tmp_path, "models", "install", address, "--yes", "--json")
    (model,) = said.data["installed"]
    assert model["sha256"] == sha256(package(license="CC0"))
    assert (model["from"], model["to"], model["licence"]) == ("en", "ur", "CC0")
    failed: Outcome = khabar(tmp_path, "models", "--json", "install", "http://x y/", "--yes")
    assert failed.code == 1
    assert failed.data["problems"][0]["path"] == "http://x y/"


# What is installed


def add(folder: Path, name: str, data: bytes, *words: str) -> Outcome:
    (folder / name).write_bytes(data)
    return khabar(folder, "models", "add", str(folder / name), *words)


def test_the_list_says_what_serves_and_what_to_do(tmp_path: Path) -> None:
    add(tmp_path, "x.argosmodel", package(license="CC0-1.0"))
    for words in (["models"], ["models", "list"]):
        said = khabar(tmp_path, *words)
        assert said.code == 0
        row = next(line for line in said.out.splitlines() if line.startswith(NAME))
        assert row.split()[1:6] == ["1.0", "en→ur", "0.0", "MB", "Urdu"]
        assert row.endswith("CC0-1.0")
        assert "Urdu: drafted by argos en_ur 1.0" in said.out
        assert "Pashto: no new drafts" in said.out
    for words in (["models", "--json"], ["models", "list", "--json"], ["models", "--json", "list"]):
        data = khabar(tmp_path, *words).data
        (model,) = data["models"]
        assert (model["name"], model["licence"]) == ("translate-en_ur", "CC0-1.0")
        assert [c["chosen"] for c in data["languages"]["ur"]["candidates"]] == [True]
        assert "khabar models" in data["languages"]["ps"]["remedy"]


def test_a_model_that_comes_with_khabar_is_listed_and_verified_and_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routing, "BUNDLED", tmp_path / "bundled")
    folder = lookup_models.khabar(tmp_path / "bundled" / "khabar-tiny")
    assert "khabar-tiny" in khabar(tmp_path, "models").out
    assert "khabar-tiny" in khabar(tmp_path, "models", "verify").out
    assert khabar(tmp_path, "models", "pack", "khabar-tiny", "-o", "x.khabar").code == 0
    said = khabar(tmp_path, "models", "remove", "khabar-tiny", "--yes")
    assert said.code == 2
    assert folder.is_dir()


def test_a_broken_package_is_named_and_the_rest_listed(tmp_path: Path, home: Path) -> None:
    add(tmp_path, "x.argosmodel", package())
    (home / "broken").mkdir()
    said = khabar(tmp_path, "models")
    assert said.code == 1
    assert str(home / "broken") in said.message
    assert NAME in said.out


def test_families_are_installed_where_stock_argos_does_not_look(tmp_path: Path, home: Path) -> None:
    top = "opus-mt-en-ar"
    files = {
        "model.bin": b"weights",
        "config.json": b"{}",
        "shared_vocabulary.json": b'["<unk>", "</s>"]',
        "source.spm": b"a",
        "target.spm": b"b",
    }
    assert add(tmp_path, "some.zip", zipped(files, top)).code == 0
    assert not (home / top).exists()
    (model,) = khabar(tmp_path, "models", "--json").data["models"]
    assert model["folder"] == str(tmp_path / "data" / "khabar" / "models" / top)
    assert (model["kind"], model["languages"]) == ("ctranslate2", ["ar"])
    assert "Apache" in model["licence"]
    assert khabar(tmp_path, "models", "verify").code == 0
    assert khabar(tmp_path, "models", "remove", top, "--yes").code == 0
    assert khabar(tmp_path, "models", "--json").data["models"] == []


NLLB = {
    "model.bin": b"weights",
    "config.json": b"{}",
    "shared_vocabulary.json": b'["<unk>", "eng_Latn", "urd_Arab", "pbt_Arab"]',
    "sentencepiece.bpe.model": b"a",
}


@pytest.mark.parametrize("answer", ["y\n", "n\n", None])
def test_a_licence_that_restricts_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str | None
) -> None:
    monkeypatch.setattr(sys, "stdin", Person(answer) if answer else open(os.devnull))  # noqa: SIM115
    said = add(tmp_path, "some.zip", zipped(NLLB, "nllb-small"))
    assert "CC-BY-NC-4.0: not for commercial use" in said.out
    assert said.code == {"y\n": 0, "n\n": 1, None: 2}[answer]
    found = khabar(tmp_path, "models", "--json").data["models"]
    assert [model["name"] for model in found] == (["nllb-small"] if answer == "y\n" else [])


def test_a_licence_known_by_the_address_is_shown_before_any_connection(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Person("n\n"))
    address = server.give("/nllb-200-distilled-600M.zip", zipped(NLLB, "nllb-small"))
    said = khabar(tmp_path, "models", "install", address)
    assert "not for commercial use" in said.out
    assert server.asked == []


# Verify


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "is truncated: 29,999 of 30,000"),
        (lambda path: path.write_bytes(bytes(30_000)), "was changed"),
        (lambda path: path.write_bytes(bytes(30_001)), "was changed"),
        (lambda path: path.with_name("extra").write_bytes(b""), "was not installed with it"),
        (lambda path: path.with_name("config.json").write_bytes(b"{ }"), "was changed"),
    ],
    ids=["truncated", "changed", "longer", "extra", "settings"],
)
def test_verify_names_what_is_wrong(tmp_path: Path, home: Path, harm, problem: str) -> None:
    add(tmp_path, "x.argosmodel", package())
    assert khabar(tmp_path, "models", "verify").code == 0
    harm(home / NAME / "model" / "model.bin")
    said = khabar(tmp_path, "models", "verify", "en_ur")
    assert said.code == 1
    assert problem in said.message
    assert said.message.startswith(str(home / NAME))
    answer = khabar(tmp_path, "models", "verify", "--json").data
    assert problem in answer["problems"][0]["problem"]
    assert answer["models"][0]["whole"] is False
    assert add(tmp_path, "x.argosmodel", package()).code == 0
    assert khabar(tmp_path, "models", "verify").code == 0


def test_verify_finds_a_file_that_is_gone_and_a_record_that_is_none(
    tmp_path: Path, home: Path
) -> None:
    add(tmp_path, "x.argosmodel", package())
    (home / NAME / "model" / "model.bin").unlink()
    assert "no model.bin" in khabar(tmp_path, "models", "verify").message
    add(tmp_path, "x.argosmodel", package())
    (home / NAME / "khabar.json").write_text("{")
    assert "record cannot be read" in khabar(tmp_path, "models", "verify").message


def test_verify_says_what_stock_argos_installed(tmp_path: Path, home: Path) -> None:
    for name, data in package_files().items():
        path = home / NAME / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    said = khabar(tmp_path, "models", "verify")
    assert said.code == 0
    assert "not installed by Khabar" in said.out


# Pack and add


def test_what_is_packed_arrives_with_its_record_and_pin(
    tmp_path: Path, home: Path, newsroom: Path
) -> None:
    add(tmp_path, "x.argosmodel", package())
    add(tmp_path, "y.argosmodel", package(to_code="ar"))
    carried = tmp_path / "m.khabar"
    words = ["models", "pack", "en_ur", "translate-en_ar"]
    packed = khabar(tmp_path, *words, "-o", str(carried), "--json").data
    assert packed["sha256"] == sha256(carried.read_bytes())
    os.utime(home / NAME / "metadata.json", (0, 0))
    khabar(tmp_path, "models", "pack", *reversed(words[2:]), "-o", str(tmp_path / "again"))
    assert (tmp_path / "again").read_bytes() == carried.read_bytes()
    before = tree(home)
    shutil.rmtree(home)
    said = khabar(newsroom, "models", "add", str(carried), "--sha256", packed["sha256"])
    assert said.code == 0, said.err
    assert tree(home) == before
    assert [pin.sha256 for pin in read_pins(newsroom / LOCK)] == [
        sha256(package(to_code="ar")),
        sha256(package()),
    ]
    assert khabar(newsroom, "models", "verify").code == 0


def repacked(data: bytes, change: dict[str, bytes | None]) -> bytes:
    """A packed file with other contents at some paths."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w") as new,
    ):
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


FORGED = json.dumps({"format": 1, "models": [{"folder": NAME, "content": "0" * 64}]}).encode()


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        (f"{NAME}/model/model.bin", bytes(30_000), "model/model.bin was changed"),
        (f"{NAME}/model/model.bin", bytes(3), "is truncated"),
        (f"{NAME}/model/config.json", None, "no config.json"),
        (f"{NAME}/khabar.json", None, "not what its manifest says"),
        ("manifest.json", FORGED, "not what its manifest says"),
        ("manifest.json", b"{}", "manifest cannot be read"),
        ("manifest.json", b"[" * 100_000, "manifest cannot be read"),
        ("manifest.json", b'{"format": 9, "models": []}', "a newer Khabar"),
        ("manifest.json", b'{"format": 1, "models": []}', "does not hold the models"),
    ],
    ids=[
        "changed",
        "cut",
        "missing",
        "no-record",
        "other-record",
        "no-manifest",
        "nested",
        "newer",
        "empty",
    ],
)
def test_a_packed_file_that_was_tampered_with(
    tmp_path: Path, home: Path, path: str, content: bytes | None, problem: str
) -> None:
    add(tmp_path, "x.argosmodel", package())
    khabar(tmp_path, "models", "pack", "en_ur", "-o", str(tmp_path / "m"))
    data = (tmp_path / "m").read_bytes()
    shutil.rmtree(home)
    said = add(tmp_path, "m", repacked(data, {f"khabar-models/{path}": content}))
    assert said.code == 1
    assert problem in said.message
    assert tree(home) == {}


def test_the_name_of_a_packed_file_promises_no_pair(tmp_path: Path, home: Path) -> None:
    add(tmp_path, "x.argosmodel", package())
    carried = tmp_path / "for-new_pc.khabar"
    khabar(tmp_path, "models", "pack", "en_ur", "-o", str(carried))
    shutil.rmtree(home)
    assert khabar(tmp_path, "models", "add", str(carried)).code == 0
    assert (home / NAME).is_dir()


def test_a_broken_model_is_not_packed(tmp_path: Path, home: Path) -> None:
    add(tmp_path, "x.argosmodel", package())
    (home / NAME / "model" / "model.bin").write_bytes(b"x")
    said = khabar(tmp_path, "models", "pack", "en_ur", "-o", str(tmp_path / "m"))
    assert said.code == 1
    assert "truncated" in said.message
    assert not (tmp_path / "m").exists()


def test_a_folder_is_added_with_the_record_it_came_with(tmp_path: Path, home: Path) -> None:
    add(tmp_path, "x.argosmodel", package())
    shutil.move(home / NAME, tmp_path / NAME)
    before = tree(tmp_path / NAME)
    assert khabar(tmp_path, "models", "add", str(tmp_path / NAME)).code == 0
    assert tree(home / NAME) == before
    (tmp_path / NAME / "model" / "model.bin").write_bytes(b"x")
    assert "truncated" in khabar(tmp_path, "models", "add", str(tmp_path / NAME)).message
    (tmp_path / NAME / "link").symlink_to("/etc/passwd")
    assert "a link or a device" in khabar(tmp_path, "models", "add", str(tmp_path / NAME)).message
    assert tree(home / NAME) == before


def test_a_file_address_needs_no_network(tmp_path: Path, home: Path) -> None:
    (tmp_path / "some file.argosmodel").write_bytes(package())
    address = (tmp_path / "some file.argosmodel").as_uri()
    assert khabar(tmp_path, "models", "install", address).code == 0
    assert (home / NAME).is_dir()


# Remove, and names


@pytest.mark.parametrize("name", [NAME, "translate-en_ur", "en_ur"])
def test_remove(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    add(tmp_path, "x.argosmodel", package())
    before = tree(home)
    monkeypatch.setattr(sys, "stdin", Person("n\n"))
    assert khabar(tmp_path, "models", "remove", name).code == 1
    assert tree(home) == before
    monkeypatch.setattr(sys, "stdin", Person("y\n"))
    assert khabar(tmp_path, "models", "remove", name).code == 0
    assert tree(home) == {}


def test_a_model_with_a_link_in_it_is_listed_and_removed(tmp_path: Path, home: Path) -> None:
    add(tmp_path, "x.argosmodel", package())
    (home / NAME / "link").symlink_to(tmp_path / "x.argosmodel")
    assert NAME in khabar(tmp_path, "models").out
    assert "a link or a device" in khabar(tmp_path, "models", "verify").message
    assert khabar(tmp_path, "models", "remove", "en_ur", "--yes").code == 0
    assert tree(home) == {}
    assert (tmp_path / "x.argosmodel").is_file()


def test_a_model_that_cannot_be_read_is_removed_by_its_folder(
    newsroom: Path, tmp_path: Path, home: Path
) -> None:
    (tmp_path / "x.argosmodel").write_bytes(package())
    khabar(newsroom, "models", "add", str(tmp_path / "x.argosmodel"))
    (home / NAME / "model" / "model.bin").unlink()
    family = tmp_path / "data" / "khabar" / "models" / "broken"
    family.mkdir(parents=True)
    said = khabar(newsroom, "models", "remove", NAME, "broken", "--yes", "--json")
    assert sorted(said.data["removed"]) == ["broken", NAME]
    assert tree(home) == {}
    assert not family.exists()
    assert [pin.name for pin in read_pins(newsroom / LOCK)] == ["translate-en_ur"]


def test_names_that_mean_nothing_or_too_much(tmp_path: Path, home: Path) -> None:
    assert khabar(tmp_path, "models", "remove", "x", "--yes").code == 2
    add(tmp_path, "x.argosmodel", package())
    add(tmp_path, "y.argosmodel", zipped(package_files("7"), "other-en_ur"))
    said = khabar(tmp_path, "models", "remove", "en_ur", "--yes")
    assert said.code == 2
    assert f"Name one of: other-en_ur, {NAME}" in said.message
    assert khabar(tmp_path, "models", "install").code == 2
    assert khabar(tmp_path, "models", "add", str(tmp_path / "none")).code == 1
    assert khabar(tmp_path / "none", "models", "verify").code == 2


@pytest.mark.parametrize(
    "verb", ["", "list", "available", "install", "add", "remove", "verify", "pack", "doctor"]
)
def test_help_teaches(tmp_path: Path, verb: str) -> None:
    words = ["doctor"] if verb == "doctor" else ["models", verb][: 2 if verb else 1]
    said = khabar(tmp_path, *words, "--help")
    assert said.code == 0
    assert len(said.out.splitlines()) > 6
    assert "--json" in said.out


# Offline

WITHOUT_NETWORK = """
import sys
from pathlib import Path
from translate import routing
from translate.doctor import forbid_network
routing.BUNDLED = Path("none")
forbid_network()
from translate.cli import main
for line in sys.stdin.read().splitlines():
    code = main(line.split())
    print("exit", code, line, flush=True)
"""


def test_all_verbs_but_install_work_without_a_network(tmp_path: Path, newsroom: Path) -> None:
    """Every other verb, in a process in which an attempt to connect is an error of its own."""
    (tmp_path / "x.argosmodel").write_bytes(package())
    (newsroom / "articles" / "x.md").write_text("# Talks resume\n", encoding="utf-8")
    lines = {
        "models add x.argosmodel": 0,
        "-C news models add ../x.argosmodel": 0,
        "models": 0,
        "models list": 0,
        "models available": 1,
        "models verify": 0,
        "models pack en_ur -o m.khabar": 0,
        "models remove en_ur --yes": 0,
        "models add m.khabar": 0,
        "init another": 0,
        "-C news status": 0,
        "-C news check": 0,
        "-C news publish --draft": 0,
        "-C news preview x.md": 0,
        "-C news translate": 1,  # its model's weights are random bytes
        "doctor": 1,
        "models install http://127.0.0.1:9/x --yes": None,
    }
    command = [sys.executable, "-c", WITHOUT_NETWORK]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])}
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    codes = re.findall(r"^exit (\d) (.*)$", run.stdout, re.MULTILINE)
    wanted = [(str(code), line) for line, code in lines.items() if code is not None]
    assert codes == wanted, run.stderr
    assert "the network is forbidden here" in run.stderr.splitlines()[-1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_moves_in_a_terminal_and_nowhere_else(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    address = server.give(PATH, package())
    shown = {}
    for stream in (Terminal(), io.StringIO()):
        with monkeypatch.context() as patch, redirect_stdout(io.StringIO()):
            patch.setattr(sys, "stderr", stream)
            assert main(["-C", str(tmp_path), "models", "install", address, "--yes"]) == 0
            assert main(["-C", str(tmp_path), "models", "remove", "en_ur", "--yes"]) == 0
        shown[type(stream)] = stream.getvalue()
    assert "kB" in shown[Terminal]
    assert shown[io.StringIO] == ""
