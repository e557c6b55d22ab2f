"""Where Argos Translate has its list of packages: the public one, and its copy on this machine."""

from __future__ import annotations

import os
from pathlib import Path

from translate.errors import ModelError


def index_address() -> str:
    """The address of the public list, as Argos' own settings have it.

    Imports those settings, which makes Argos' folders. Raises ModelError when that fails.
    """
    try:
        from argostranslate import settings
    except (OSError, ImportError, AssertionError) as error:
        raise ModelError(
            f"Argos Translate's settings cannot be read ({error})",
            "Install argostranslate, and set XDG_DATA_HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME to "
            "folders you can write to",
        ) from error
    return str(settings.remote_package_index)


def index_copy() -> Path:
    """Where the list's copy lies on this machine, if there is one; makes no folder.

    The same answer as `argostranslate.settings.local_package_index`.
    """
    snap_home = os.environ.get("SNAP_USER_DATA") if "SNAP" in os.environ else None
    home = Path(snap_home) if snap_home else Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return data / "argos-translate" / "index.json"
