"""Files: whole or not at all, whatever fails; whoever saves in between is merged with."""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from translate.errors import BusyError, WriteError
from translate.files import digest, move_file, project_lock, read_bytes, rewrite_file, write_file


def test_write_makes_folders_and_says_whether_it_changed(tmp_path: Path):
    path = tmp_path / "a" / "b.po"
    assert write_file(path, "خبر\r\n")
    assert path.read_bytes() == "خبر\r\n".encode()
    before = path.stat().st_mtime_ns
    assert not write_file(path, "خبر\r\n")
    assert path.stat().st_mtime_ns == before
    assert os.listdir(path.parent) == ["b.po"]


def test_write_keeps_the_files_mode(tmp_path: Path):
    path = tmp_path / "x.po"
    path.write_text("old")
    path.chmod(0o640)
    write_file(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failed_rename_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch):
    path = tmp_path / "x.po"
    path.write_text("old")

    def fail(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError, match=r"x\.po: cannot write: no space left on device\. Free"):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["x.po"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from translate.errors import WriteError
from translate.files import write_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    write_file(Path(sys.argv[1]), "x" * 5000)
except WriteError as error:
    print(error)
"""


def test_a_write_that_the_system_stops_half_way_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "x.po"
    path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, check=True
    )
    assert "cannot write: file too large" in done.stdout
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["x.po"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000
    assert signal.getsignal(signal.SIGXFSZ) is not None


def test_a_folder_in_the_way_is_an_error_with_a_remedy(tmp_path: Path):
    (tmp_path / "x.po").mkdir()
    with pytest.raises(WriteError, match="A folder stands where the file should go"):
        write_file(tmp_path / "x.po", "new")
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match="A file stands where a folder is needed"):
        write_file(tmp_path / "file" / "x.po", "new")


def test_rewrite_makes_the_change_anew_to_what_was_saved_in_between(tmp_path: Path):
    path = tmp_path / "x.po"
    path.write_bytes(b"old")
    seen = []

    def change(data: bytes | None) -> bytes:
        seen.append(data)
        if len(seen) == 1:
            path.write_bytes(b"a reviewer's words")
        return (data or b"") + b"+"

    assert rewrite_file(path, change)
    assert seen == [b"old", b"a reviewer's words"]
    assert path.read_bytes() == b"a reviewer's words+"
    assert not rewrite_file(path, lambda data: data or b"")


def test_what_is_saved_while_the_new_file_is_forced_to_disk_is_merged_with(tmp_path, monkeypatch):
    path = tmp_path / "x.po"
    path.write_bytes(b"old")
    sync, calls = os.fsync, []

    def slow(handle: int) -> None:
        sync(handle)
        calls.append(handle)
        if len(calls) == 1:
            path.write_bytes(b"a reviewer's words")

    monkeypatch.setattr(os, "fsync", slow)
    assert rewrite_file(path, lambda data: (data or b"") + b"+")
    assert path.read_bytes() == b"a reviewer's words+"
    assert os.listdir(tmp_path) == ["x.po"]


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real.po").write_text("old")
    (tmp_path / "x.po").symlink_to("real.po")
    write_file(tmp_path / "x.po", "new")
    assert (tmp_path / "x.po").is_symlink()
    assert (tmp_path / "real.po").read_text() == "new"


def test_move_makes_folders(tmp_path: Path):
    (tmp_path / "a.po").write_text("x")
    move_file(tmp_path / "a.po", tmp_path / "deep" / "b.po")
    assert (tmp_path / "deep" / "b.po").read_text() == "x"
    with pytest.raises(WriteError, match="cannot write"):
        move_file(tmp_path / "none.po", tmp_path / "c.po")


def test_digest_tells_parts_apart():
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("خبر") == digest("خبر".encode())
    assert read_bytes(Path("no such file")) is None


def _hold(folder: Path, seconds: float) -> None:
    with project_lock(folder, 0, lambda: None):
        (folder / "held").touch()
        time.sleep(seconds)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize(("held", "wait"), [(30.0, 0.05), (0.3, 20.0)], ids=["busy", "waits"])
def test_two_runs_on_one_project(tmp_path: Path, held: float, wait: float):
    folder = tmp_path / ".khabar"
    other = multiprocessing.get_context("spawn").Process(target=_hold, args=(folder, held))
    other.start()
    told = []
    try:
        _wait_for(folder / "held")
        if wait < 1:
            with (
                pytest.raises(BusyError, match="another khabar is at work"),
                project_lock(folder, wait, lambda: told.append("told")),
            ):
                pass
        else:
            with project_lock(folder, wait, lambda: told.append("told")):
                assert folder.is_dir()
    finally:
        other.kill()
        other.join()
    assert told == ["told"]
    with project_lock(folder, 20, lambda: None):
        assert (folder / "lock").exists()
