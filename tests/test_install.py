"""Installing models over faulty networks, onto full disks, twice at once, killed half way: either
all of it is there and checked, or nothing has changed."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from commands import khabar
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Loopback
from model_house import (
    PATH,
    install,
    left_over,
    refused,
    sha256,
    shelf,
    site,
)
from model_packages import NAME, package, package_files, tree, zipped

from translate.errors import ModelError, WriteError
from translate.languages import URDU
from translate.models import Missing
from translate.models.install import Order, install_download, install_file, remove
from translate.models.pins import LOCK, Pin, format_pins, read_pins
from translate.models.workshop import workshop
from translate.routing import find_engine

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.usefixtures("home")


def test_a_package_is_installed_as_it_is_with_its_record(server: Loopback, home: Path) -> None:
    data = package()
    assert install(server.give(PATH, data)) == NAME
    there = tree(home / NAME)
    record = json.loads(there.pop("khabar.json"))
    assert there == package_files()
    assert record["sha256"] == hashlib.sha256(data).hexdigest()
    assert record["address"] == server.address(PATH)
    assert server.asked == [(PATH, None)]
    assert shelf() == []
    assert left_over() == set()


def test_stock_argos_sees_it_and_nothing_else(server: Loopback, home: Path) -> None:
    install(server.give(PATH, package()))
    code = (
        "from argostranslate.package import get_installed_packages as installed;"
        "print(*((package.type, package.to_code) for package in installed()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.count("'translate'") == 1
    assert "('translate', 'ur')" in run.stdout


# Archives that are not what they should be; what unpacking refuses is in test_archive.py


@pytest.mark.parametrize("data", [b"<html>Sign in</html>", b"", bytes(3000)], ids=["html", "", "0"])
def test_garbage_is_thrown_away(server: Loopback, data: bytes) -> None:
    assert "not a whole ZIP archive" in refused(server.give(PATH, data)).problem
    assert shelf() == []


def without(*names: str) -> dict[str, bytes]:
    return {name: data for name, data in package_files().items() if name not in names}


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (without("metadata.json"), "neither metadata.json nor model.bin"),
        ({**package_files(), "metadata.json": b"{"}, "metadata.json cannot be read"),
        ({**package_files(), "metadata.json": b"[]"}, "not an object"),
        ({**package_files(), "metadata.json": b'{"from_code": "en"}'}, "no pair of languages"),
        (package_files(package_version="../1"), "its version cannot be"),
        (package_files(type="sbd"), "type 'sbd'"),
        (without("model/model.bin"), "no model.bin"),
        ({**package_files(), "model/model.bin": b""}, "no model.bin"),
        (without("model/config.json"), "no config.json"),
        (without("model/shared_vocabulary.json"), "no vocabulary"),
        (without("sentencepiece.model"), "no tokenizer"),
        (package_files(to_code="ar"), "translates en to ar, and en to ur was asked for"),
        (package_files(from_code="ur", to_code="en"), "en to ur was asked for"),
    ],
    ids=lambda value: value.split(",")[0] if isinstance(value, str) else "",
)
def test_packages_that_are_not_whole(
    server: Loopback, files: dict[str, bytes], problem: str
) -> None:
    said = refused(server.give(PATH, zipped(files)))
    assert problem in said.problem
    assert said.path == server.address(PATH)


def test_a_pair_that_serves_nobody_here(server: Loopback) -> None:
    said = refused(server.give("/some.zip", package(to_code="de")))
    assert "serves nobody here" in said.problem


def test_a_model_of_2021_has_no_config_and_a_plain_vocabulary(server: Loopback) -> None:
    files = without("model/config.json", "model/shared_vocabulary.json")
    files["model/shared_vocabulary.txt"] = b"<unk>\n"
    assert install(server.give(PATH, zipped(files))) == NAME


# Checksums


def test_other_contents_under_a_known_name_are_refused_ever_after(
    server: Loopback, home: Path
) -> None:
    install(server.give(PATH, package()))
    forged = server.give("/other.zip", zipped(package_files(size=31_000), NAME))
    said = refused(forged)
    assert "its SHA-256 is" in said.problem
    assert "first installed as translate-en_ur 1.0" in said.problem
    shutil.rmtree(home / NAME)
    assert "first installed" in refused(forged).problem


def test_the_record_alone_is_enough_to_refuse(server: Loopback, home: Path) -> None:
    install(server.give(PATH, package()))
    (home / ".khabar" / "known.toml").unlink()
    assert "first installed" in refused(server.give(PATH, zipped(package_files(size=9)))).problem


def test_other_contents_of_a_family_s_model_are_refused_ever_after(tmp_path: Path) -> None:
    files = {
        "model.bin": b"weights",
        "config.json": b"{}",
        "shared_vocabulary.json": b'["<unk>", "__en__", "__ur__"]',
        "sentencepiece.bpe.model": b"a",
    }
    good, forged = tmp_path / "good.zip", tmp_path / "forged.zip"
    good.write_bytes(zipped(files, "m2m100-tiny"))
    forged.write_bytes(zipped({**files, "model.bin": b"Weights"}, "m2m100-tiny"))
    (done,) = install_file(good, site())
    remove(done.model, site())
    with pytest.raises(ModelError, match="first installed as m2m100-tiny"):
        install_file(forged, site())
    assert not done.model.folder.exists()
    assert len(install_file(good, site())) == 1


def test_the_same_files_packed_anew_are_the_same_model(server: Loopback) -> None:
    install(server.give(PATH, package()))
    again = zipped(dict(reversed(package_files().items())), NAME)
    assert again != package()
    assert install(server.give(PATH, again)) == NAME


def test_a_projects_lock_is_written_and_held(server: Loopback, newsroom: Path) -> None:
    address = server.give(PATH, package())
    assert khabar(newsroom, "models", "install", address, "--yes").code == 0
    (pin,) = read_pins(newsroom / LOCK)
    assert (pin.name, pin.version, pin.address) == ("translate-en_ur", "1.0", address)
    assert pin.sha256 == sha256(package())

    newer = server.give("/translate-en_ur-2_0.argosmodel", package("2.0"))
    said = khabar(newsroom, "models", "install", newer, "--yes")
    assert said.code == 1
    assert "pins translate-en_ur 1.0, and this is translate-en_ur 2.0" in said.message
    assert read_pins(newsroom / LOCK) == (pin,)


def test_another_checksum_than_the_locks(server: Loopback, newsroom: Path, home: Path) -> None:
    address = server.give(PATH, zipped(package_files(size=31_000)))
    pin = Pin("translate-en_ur", "1.0", address, sha256(package()), "0" * 64, "")
    (newsroom / LOCK).write_text(format_pins([pin]), encoding="utf-8")
    for words in ([], [address], ["translate-en_ur"]):
        said = khabar(newsroom, "models", "install", *words, "--yes")
        assert said.code == 1
        assert sha256(package()) in said.message
        assert tree(home) == {}


def test_install_without_a_name_brings_what_the_lock_pins(
    server: Loopback, newsroom: Path, home: Path
) -> None:
    address = server.give(PATH, package())
    khabar(newsroom, "models", "install", address, "--yes")
    lock = (newsroom / LOCK).read_bytes()
    khabar(newsroom, "models", "remove", "translate-en_ur", "--yes")
    assert read_pins(newsroom / LOCK) == ()
    (newsroom / LOCK).write_bytes(lock)
    assert khabar(newsroom, "models", "verify").code == 1
    assert khabar(newsroom, "models", "install", "--yes").code == 0
    assert khabar(newsroom, "models", "verify").code == 0
    server.asked.clear()
    assert "installed already" in khabar(newsroom, "models", "install", "--yes").out
    assert server.asked == []
    assert (newsroom / LOCK).read_bytes() == lock


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(deadline=None)
@given(st.lists(st.builds(Pin, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), max_size=3))
def test_pins_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, pins: list[Pin]
) -> None:
    path = tmp_path_factory.mktemp("pins") / LOCK
    path.write_text(format_pins(pins), encoding="utf-8", newline="")
    assert sorted(read_pins(path), key=str) == sorted(pins, key=str)


@pytest.mark.parametrize("name", ["ur", "en_ur", "translate-en_ur", "translate-en_ur 1.0", "urdu"])
def test_a_pinned_model_comes_from_the_pinned_address(
    server: Loopback, newsroom: Path, name: str
) -> None:
    address = server.give(PATH, package())
    khabar(newsroom, "models", "install", address, "--yes")
    lock = (newsroom / LOCK).read_bytes()
    khabar(newsroom, "models", "remove", "en_ur", "--yes")
    (newsroom / LOCK).write_bytes(lock)
    assert khabar(newsroom, "models", "install", name, "--yes").code == 0
    assert server.asked == [(PATH, None)] * 2


def test_a_model_pinned_from_a_file_says_which(newsroom: Path, tmp_path: Path) -> None:
    (tmp_path / "some.argosmodel").write_bytes(package())
    khabar(newsroom, "models", "add", str(tmp_path / "some.argosmodel"))
    said = khabar(newsroom, "models", "install", "--yes")
    assert said.code == 1
    assert "from the file some.argosmodel" in said.message
    assert str(tmp_path) not in (newsroom / LOCK).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["[[model]]\nname = 1\n", "x = ", "model = 5\n"])
def test_a_lock_that_cannot_be_read(newsroom: Path, text: str) -> None:
    (newsroom / LOCK).write_text(text, encoding="utf-8")
    said = khabar(newsroom, "models", "install", "--yes")
    assert said.code == 1
    assert LOCK in said.message


def test_a_checksum_that_the_user_gives(server: Loopback, newsroom: Path) -> None:
    address = server.give(PATH, package())
    wrong = khabar(newsroom, "models", "install", address, "--yes", "--sha256", "0" * 64)
    assert wrong.code == 1
    assert sha256(package()) in wrong.message
    right = sha256(package()).upper()
    assert khabar(newsroom, "models", "install", address, "--yes", "--sha256", right).code == 0
    assert khabar(newsroom, "models", "install", address, "--yes", "--sha256", "x").code == 2


# The folder


def test_a_newer_version_takes_the_place_of_the_older(server: Loopback, home: Path) -> None:
    install(server.give(PATH, package()))
    address = server.give("/translate-en_ur-1_10.argosmodel", package("1.10"))
    (done,) = install_download(Order(address), site(), lambda done, total: None)
    assert done.replaced == (NAME,)
    assert {path.split("/")[0] for path in tree(home)} == {"translate-en_ur-1_10"}
    assert left_over() == set()


def test_a_package_of_another_name_for_the_pair_stays(server: Loopback, home: Path) -> None:
    install(server.give(PATH, package()))
    install(server.give("/x", zipped(package_files("7"), "newsroom-en_ur")))
    assert {path.split("/")[0] for path in tree(home)} == {NAME, "newsroom-en_ur"}


def _install_and_die(file: Path, step: int) -> None:
    """Install `file`, and die at the `step`th call on the disk that installing makes."""
    calls = 0

    def dying(real):  # type: ignore[no-untyped-def]
        def call(*words, **more):  # type: ignore[no-untyped-def]
            nonlocal calls
            calls += 1
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **more)

        return call

    for name in ("replace", "fsync", "unlink", "rmdir", "mkdir"):
        setattr(os, name, dying(getattr(os, name)))
    install_file(file, site())


def dies_at(step: int, file: Path) -> bool:
    process = multiprocessing.get_context("fork").Process(
        target=_install_and_die, args=(file, step)
    )
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def test_a_kill_at_any_moment_leaves_a_whole_model(tmp_path: Path, home: Path) -> None:
    """The same version again, so that the old one must be put aside first."""
    file = tmp_path / "translate-en_ur-1_0.argosmodel"
    file.write_bytes(package())
    install_file(file, site())
    shutil.copytree(home, tmp_path / "pristine")
    put_aside = step = 0
    while dies_at(step := step + 1, file):
        engine = find_engine(URDU)
        assert not isinstance(engine, Missing)
        folder = engine.package.folder  # type: ignore[attr-defined]
        there = tree(folder)
        assert json.loads(there.pop("khabar.json"))["version"] == "1.0"
        assert there == package_files()
        put_aside += ".khabar" in folder.parts
        install_file(file, site())
        assert left_over() == set()
        assert {path.split("/")[0] for path in tree(home)} == {NAME}
        shutil.rmtree(home)
        shutil.copytree(tmp_path / "pristine", home)
    assert step > 20
    assert put_aside


def test_what_a_kill_put_aside_goes_back_with_the_next_install(
    server: Loopback, home: Path
) -> None:
    install(server.give(PATH, package()))
    aside = home / ".khabar" / "aside"
    aside.mkdir()
    (home / NAME).rename(aside / NAME)
    install(server.give("/translate-en_ar-1_0.argosmodel", package(to_code="ar")))
    assert {path.split("/")[0] for path in tree(home)} == {NAME, "translate-en_ar-1_0"}
    assert left_over() == set()


FULL = textwrap.dedent("""
    import resource, signal, sys
    from translate.errors import KhabarError
    from translate.models.install import Order, Site, install_download, install_file
    from pathlib import Path
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    site, source = Site(None, lambda: None), sys.argv[1]
    try:
        if "://" in source:
            install_download(Order(source), site, lambda done, total: None)
        else:
            install_file(Path(source), site)
    except KhabarError as error:
        print(type(error).__name__, error)
""")


@pytest.mark.parametrize("way", ["download", "file", "folder"])
def test_no_space_left(server: Loopback, home: Path, tmp_path: Path, way: str) -> None:
    install(server.give("/translate-en_ur-0_9.argosmodel", package("0.9", size=3000)))
    before = tree(home)
    file = tmp_path / "some.argosmodel"
    file.write_bytes(package())
    shutil.unpack_archive(file, tmp_path / "unpacked", "zip")
    folder = str(tmp_path / "unpacked" / NAME)
    source = {"download": server.give(PATH, package()), "file": str(file), "folder": folder}[way]
    command = [sys.executable, "-c", FULL, source]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.startswith("WriteError")
    assert "cannot write: file too large" in run.stdout
    assert "what was installed is untouched" in run.stdout
    assert tree(home) == before
    assert install_file(file, site())[0].model.version == "1.0"
    assert left_over() == set()


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "file" / "packages"))
    (tmp_path / "x.zip").write_bytes(package())
    with pytest.raises(WriteError, match="cannot write: not a directory"):
        install_file(tmp_path / "x.zip", site())


def _hold(home: Path, seconds: float) -> None:
    with workshop(home, lambda: None):
        (home / "held").touch()
        time.sleep(seconds)


def test_two_installs_at_once(server: Loopback, home: Path, tmp_path: Path) -> None:
    """The second waits for the first, and says so."""
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(home, 0.5))
    other.start()
    deadline = time.monotonic() + 20
    while not (home / "held").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    told: list[str] = []
    assert install(server.give(PATH, package()), on_wait=lambda: told.append("waiting")) == NAME
    assert told == ["waiting"]
    other.join()


def test_many_installs_at_once(tmp_path: Path, home: Path) -> None:
    commands = []
    for version in ("1.0", "1.1", "1.2"):
        file = tmp_path / f"{version}.zip"
        file.write_bytes(package(version))
        code = (
            "from translate.models.install import *;"
            f"install_file(Path({str(file)!r}), Site(None, lambda: None))"
        )
        commands.append(subprocess.Popen([sys.executable, "-c", code], cwd=ROOT))
    assert [command.wait() for command in commands] == [0, 0, 0]
    assert len({path.split("/")[0] for path in tree(home)}) == 1
    assert left_over() == set()
    assert len(read_pins(home / ".khabar" / "known.toml")) == 3
