"""A machine for tests that install models: a home where nothing is installed, and what is done to
it there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from model_packages import tree

from translate.engines.argos import packages_folder
from translate.errors import ModelError
from translate.models.install import Order, Site, install_download, pair_in

PATH = "/translate-en_ur-1_0.argosmodel"


def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make `tmp_path` the home; gives the packages folder in it."""
    for name in ("http_proxy", "HTTP_PROXY", "ARGOS_PACKAGE_INDEX", "SNAP", "KHABAR_MODELS_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "packages"))
    return tmp_path / "packages"


def urdu_newsroom(tmp_path: Path) -> Path:
    """The folder of a project that writes Urdu."""
    root = tmp_path / "news"
    (root / "articles").mkdir(parents=True)
    (root / "khabar.toml").write_text('languages = ["ur"]\n', encoding="utf-8")
    return root


def site(**settings: object) -> Site:
    return Site(**{"lock": None, "on_wait": lambda: None, **settings})  # type: ignore[arg-type]


def install(address: str, **settings: object) -> str:
    """Install from `address`; gives the one installed folder's name."""
    (done,) = install_download(
        Order(address, pair_in(address)), site(**settings), lambda done, total: None
    )
    return done.model.folder.name


def refused(address: str, **settings: object) -> ModelError:
    before = tree(packages_folder())
    with pytest.raises(ModelError) as caught:
        install(address, **settings)
    assert tree(packages_folder()) == before
    assert caught.value.remedy
    return caught.value


def shelf() -> list[Path]:
    folder = packages_folder() / ".khabar" / "downloads"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def left_over() -> set[str]:
    """What the workshop holds besides what stays there."""
    room = packages_folder() / ".khabar"
    stays = {"metadata.json", "lock", "known.toml", "downloads"}
    return {path.name for path in room.iterdir()} - stays


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
