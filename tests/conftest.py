"""Fixtures that several files of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Loopback, loopback
from model_house import bare_home, urdu_newsroom

from translate import routing


@pytest.fixture(scope="session", autouse=True)
def nothing_bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A model that comes with Khabar is on every machine: tests bring those they want."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routing, "BUNDLED", tmp_path_factory.mktemp("bundled"))
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packages folder of a home without any model."""
    return bare_home(tmp_path, monkeypatch)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A web server on this machine."""
    with loopback() as running:
        yield running


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """The folder of a project that writes Urdu."""
    return urdu_newsroom(tmp_path)
