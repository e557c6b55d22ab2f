"""Downloads that are cut off, lied to, led astray, offline: the right bytes, or an error that says
what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from loopback import Loopback, loopback
from model_house import (
    PATH,
    install,
    refused,
    sha256,
    shelf,
    site,
)
from model_packages import NAME, package

from translate.errors import KhabarError, ModelError
from translate.models import download
from translate.models.archive import Limits
from translate.models.download import check_address, fetch
from translate.models.install import Order, install_download

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.usefixtures("home")


TENTHS = pytest.mark.parametrize("tenth", range(10))


@TENTHS
def test_a_download_cut_at_every_tenth_goes_on(server: Loopback, home: Path, tenth: int) -> None:
    data = package()
    cut = len(data) * tenth // 10
    address = server.give(PATH, data, cut=cut)
    said = refused(address)
    assert f"cut off after {cut:,} bytes of {len(data):,}" in said.problem
    server.replies[PATH].cut = None
    server.asked.clear()
    assert install(address) == NAME
    assert server.asked == [(PATH, f"bytes={cut}-" if cut else None)]
    assert server.sent == len(data) - cut
    assert json.loads((home / NAME / "khabar.json").read_text())["sha256"] == sha256(data)


def test_one_run_survives_a_connection_that_breaks_again_and_again(server: Loopback) -> None:
    data = package()
    address = server.give(PATH, data, cut=5000)
    reply = server.replies[PATH]

    def tick(done: int, total: int | None) -> None:
        reply.cut = done + 5000

    install_download(Order(address), site(), tick)
    assert len(server.asked) >= 6


@pytest.mark.parametrize("change", ["no-ranges", "no-tag", "other-tag"])
def test_what_cannot_be_resumed_starts_again(server: Loopback, home: Path, change: str) -> None:
    old, new = package(size=29_000), package()
    tag = "" if change == "no-tag" else '"old"'
    address = server.give(PATH, old, cut=9000, tag=tag)
    refused(address)
    later = {"no-ranges": {"ranges": False}, "no-tag": {"tag": ""}, "other-tag": {"tag": '"new"'}}
    server.give(PATH, new, **later[change])
    install(address)
    assert json.loads((home / NAME / "khabar.json").read_text())["sha256"] == sha256(new)


def test_a_file_that_grew_shorter_starts_again(server: Loopback) -> None:
    address = server.give(PATH, bytes(60_000), cut=50_000)
    refused(address)
    server.give(PATH, package())
    assert install(address) == NAME


@pytest.mark.parametrize("lie", [10, -1], ids=["less", "unsaid-and-cut"])
def test_a_server_that_says_less_than_it_has(server: Loopback, lie: int) -> None:
    data = package()
    cut = None if lie > 0 else 20_000
    said = refused(server.give(PATH, data, announce=lie, cut=cut))
    assert "not a whole ZIP archive" in said.problem
    assert shelf() == []


def test_a_server_that_says_more_than_it_has(server: Loopback) -> None:
    data = package()
    said = refused(server.give(PATH, data, announce=len(data) + 500))
    assert f"cut off after {len(data):,} bytes of {len(data) + 500:,}" in said.problem


@pytest.mark.parametrize("announce", [None, -1], ids=["announced", "unsaid"])
def test_a_file_larger_than_allowed(server: Loopback, announce: int | None) -> None:
    data = package()
    address = server.give(PATH, data, announce=announce)
    said = refused(address, limits=Limits(archive=10_000))
    assert "too large: " in said.problem
    assert (f"{len(data):,} bytes" in said.problem) is (announce is None)
    assert sum(path.stat().st_size for path in shelf()) < 500


@pytest.mark.parametrize(
    ("status", "said"), [(404, "404 Not Found"), (500, "500 "), (204, "204"), (403, "403")]
)
def test_a_server_that_refuses(server: Loopback, status: int, said: str) -> None:
    assert said in refused(server.give(PATH, status=status)).problem


def test_a_server_that_says_nothing(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_TIMEOUT", 0.2)
    assert "no answer in time" in refused(server.give(PATH, silent=True)).problem


def test_a_server_that_packs_its_answer(server: Loopback) -> None:
    address = server.give(PATH, package(), headers={"Content-Encoding": "gzip"})
    assert "packed answer" in refused(address).problem


def test_offline_is_said_with_the_way_out() -> None:
    with loopback() as gone:
        address = gone.address(PATH)
    said = refused(address)
    assert "cannot be reached (connection refused)" in said.problem
    assert "khabar models pack" in said.remedy
    assert "khabar models add" in said.remedy


def test_a_name_that_no_server_has() -> None:
    assert "cannot be reached" in refused("http://models.invalid/x").problem


@pytest.mark.parametrize(
    "address",
    [
        "ftp://host/file",
        "https://user:secret@host/file",
        "https:///file",
        "https://host/a b",
        "https://host:port/x",
        "https://host/\u202efile",
        "file:///etc/passwd",
    ],
)
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(ModelError, match="no address"):
        check_address(address)


# Redirects


def test_a_redirect_to_another_host_is_shown_and_not_followed(server: Loopback) -> None:
    elsewhere = server.give("/elsewhere", package()).replace("127.0.0.1", "localhost")
    said = refused(server.give(PATH, status=302, headers={"Location": elsewhere}))
    assert elsewhere in said.problem
    assert elsewhere in said.remedy
    assert server.asked == [(PATH, None)]


def test_another_port_is_another_host(server: Loopback) -> None:
    with loopback() as other:
        elsewhere = other.give("/x", package())
        said = refused(server.give(PATH, status=301, headers={"Location": elsewhere}))
        assert elsewhere in said.problem
        assert other.asked == []


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_a_redirect_to_another_protocol(server: Loopback, to: str) -> None:
    refused(server.give(PATH, status=302, headers={"Location": to}))


def test_what_a_server_says_moves_no_cursor(server: Loopback) -> None:
    evil = "http://evil.example/\x1b[2K\x9b1A"
    said = refused(server.give(PATH, status=302, headers={"Location": evil}))
    assert str(said).isprintable()


def test_a_redirect_within_the_host_is_followed(server: Loopback) -> None:
    server.give("/moved.argosmodel", package())
    assert install(server.give(PATH, status=302, headers={"Location": "/moved.argosmodel"})) == NAME


def test_a_redirect_without_end(server: Loopback) -> None:
    refused(server.give(PATH, status=302, headers={"Location": PATH}))


def test_fetch_tells_how_far_it_is(server: Loopback, tmp_path: Path) -> None:
    ticks: list[tuple[int, int | None]] = []
    address = server.give("/x", bytes(200_000))
    fetched = fetch(address, tmp_path, lambda *tick: ticks.append(tick), 1 << 20)
    assert ticks[-1] == (200_000, 200_000)
    assert (fetched.size, fetched.sha256) == (200_000, sha256(bytes(200_000)))
    assert issubclass(ModelError, KhabarError)
