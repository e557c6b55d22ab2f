"""translate.models.archive: what strangers packed is unpacked into its folder or not at all."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from model_packages import NAME, package, package_files, tree, zipped

from translate.errors import ModelError
from translate.models.archive import LIMITS, Limits, unpack

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
NAMES = st.text(max_size=12) | st.text("abA./", max_size=5)


def attempt(tmp_path: Path, data: bytes, limits: Limits = LIMITS) -> Path:
    path, bench = tmp_path / "some.argosmodel", tmp_path / "bench"
    path.write_bytes(data)
    bench.mkdir()
    return unpack(path, bench, "https://models.example/some.argosmodel", limits)


def refused(tmp_path: Path, data: bytes, limits: Limits = LIMITS) -> str:
    """The problem with `data`; nothing may have been written."""
    with pytest.raises(ModelError) as caught:
        attempt(tmp_path, data, limits)
    assert caught.value.path == "https://models.example/some.argosmodel"
    assert "nothing was installed" in caught.value.remedy
    assert tree(tmp_path / "bench") == {}
    assert {path.name for path in tmp_path.iterdir()} == {"some.argosmodel", "bench"}
    return caught.value.problem


def with_entry(entry: zipfile.ZipInfo | str, data: bytes = b"x") -> bytes:
    """A good package with one entry more."""
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(entry, data)
    return buffer.getvalue()


def test_a_good_one_is_unpacked_to_the_byte(tmp_path: Path) -> None:
    folder = attempt(tmp_path, package())
    assert folder == tmp_path / "bench" / NAME
    assert tree(folder) == package_files()
    modes = {path.stat().st_mode & 0o111 for path in folder.rglob("*") if path.is_file()}
    assert modes == {0}


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        f"{NAME}/../../evil",
        f"{NAME}/..",
        "/etc/evil",
        f"{NAME}//evil",
        f"{NAME}/./evil",
        f"{NAME}\\..\\evil",
        "C:/evil",
        f"{NAME}/a:b",
        f"{NAME}/nul",
        f"{NAME}/COM1.txt",
        f"{NAME}/trailing.",
        f"{NAME}/trailing ",
        f"{NAME}/new\nline",
    ],
)
def test_names_that_lead_elsewhere(tmp_path: Path, name: str) -> None:
    assert "leads elsewhere" in refused(tmp_path, with_entry(zipfile.ZipInfo(name)))


def test_an_empty_name(tmp_path: Path) -> None:
    assert "leads elsewhere" in refused(tmp_path, with_entry(zipfile.ZipInfo("")))


def test_a_name_cut_short_by_a_null_byte(tmp_path: Path) -> None:
    data = with_entry(f"{NAME}/half_evil").replace(b"half_evil", b"half\0evil")
    assert refused(tmp_path, data)


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o010666, 0o060666, 0o140777], ids=oct)
def test_links_and_devices(tmp_path: Path, mode: int) -> None:
    entry = zipfile.ZipInfo(f"{NAME}/link")
    entry.external_attr = mode << 16
    assert "a link or a device" in refused(tmp_path, with_entry(entry, b"/etc/passwd"))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (f"{NAME}/metadata.json", "twice"),
        (f"{NAME}/METADATA.json", "twice"),
        (f"{NAME}/Model/other", "twice"),
        (f"{NAME}/metadata.json/inner", "both a file and a folder"),
        ("other/file", "in one folder"),
        ("file", "in one folder"),
    ],
    ids=["same", "capitals", "folder-capitals", "file-as-folder", "two-folders", "beside"],
)
def test_entries_that_clash(tmp_path: Path, name: str, problem: str) -> None:
    assert problem in refused(tmp_path, with_entry(name))


def test_one_name_in_two_unicode_forms(tmp_path: Path) -> None:
    files = {**package_files(), "caf\u00e9": b"1", "cafe\u0301": b"2"}
    assert "twice" in refused(tmp_path, zipped(files))


def test_a_hidden_folder(tmp_path: Path) -> None:
    assert "hidden" in refused(tmp_path, zipped(package_files(), ".khabar"))


@pytest.mark.parametrize(
    ("limits", "problem"),
    [
        (Limits(ratio=10), "a bomb: its"),
        (Limits(unpacked=1_000_000), "would take 5,030,"),
        (Limits(files=3), "6 files"),
    ],
    ids=["ratio", "size", "files"],
)
def test_bombs(tmp_path: Path, limits: Limits, problem: str) -> None:
    buffer = io.BytesIO(package())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}/zeros", bytes(5_000_000))
    assert problem in refused(tmp_path, buffer.getvalue(), limits)


def test_a_bomb_of_entries_that_share_their_bytes(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{NAME}/a", bytes(1000))
        archive.filelist.append(zipfile.ZipInfo(f"{NAME}/b"))
        archive.filelist[1].file_size = archive.filelist[1].compress_size = 1000
        archive.filelist[1].CRC = archive.filelist[0].CRC
        archive.filelist[1].header_offset = archive.filelist[0].header_offset
    assert "overlaps" in refused(tmp_path, buffer.getvalue())


def test_a_size_that_is_not_what_was_announced(tmp_path: Path) -> None:
    """The central directory says little, the data is more: not a byte beyond it is written."""
    data = bytearray(zipped({"zeros": bytes(100_000)}))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, directory + 24, 10)
    with pytest.raises(ModelError, match="not a whole ZIP archive"):
        attempt(tmp_path, bytes(data))
    assert sum(map(len, tree(tmp_path / "bench").values())) <= 10


def test_an_encrypted_entry(tmp_path: Path) -> None:
    data = bytearray(package())
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    assert "encrypted" in refused(tmp_path, bytes(data))


@pytest.mark.parametrize(
    "data", [b"", b"<html>Not found</html>", bytes(2000), package()[:-1], package()[:20_000]]
)
def test_garbage(tmp_path: Path, data: bytes) -> None:
    assert refused(tmp_path, data)


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    data = bytearray(package())
    data[15_000] ^= 1
    with pytest.raises(ModelError, match="not a whole ZIP archive"):
        attempt(tmp_path, bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=4), NAMES)
@example([""], "\0")
def test_whatever_the_names_all_is_written_inside(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], top: str
) -> None:
    tmp_path = tmp_path_factory.mktemp("law")
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(f"{top}/{name}"), b"x")
    except ValueError:
        return  # the library itself cannot write such a name
    with zipfile.ZipFile(buffer) as archive:
        held = archive.namelist()
    try:
        folder = attempt(tmp_path, buffer.getvalue())
    except ModelError:
        assert tree(tmp_path / "bench") == {}
    else:
        assert folder.parent == tmp_path / "bench"
        written = {f"{folder.name}/{name}" for name in tree(folder)}
        assert written == {name for name in held if not name.endswith("/")}
