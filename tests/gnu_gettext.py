"""GNU gettext's own programs, against which our catalogs are held.

CI always has them. On a machine without them the tests that call them are skipped, by name and
with the reason: what is ours is tested all the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest


def gettext(*words: str, text: bytes = b"", silent: bool = False) -> bytes:
    """What a GNU gettext program prints; it must succeed, and warn of nothing where `silent`."""
    if shutil.which(words[0]) is None and not os.environ.get("CI"):
        pytest.skip(f"{words[0]} is not installed: apt install gettext")
    done = subprocess.run(words, input=text, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert not (silent and done.stderr), done.stderr.decode()
    return done.stdout
