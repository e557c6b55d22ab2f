"""Keeping the C library from giving memory back between steps.

Tensors of a few megabytes are otherwise mapped and unmapped anew each time, and the kernel clears
every page of them: a tenth to a fifth of a step on a CPU.
"""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of glibc's mallopt(3)
_NEVER = (1 << 31) - 1  # bytes


def keep_memory() -> bool:
    """Whether it could be done: on Linux with glibc."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        set_option = ctypes.CDLL(None).mallopt
    except AttributeError:
        return False
    return bool(set_option(_MMAP_THRESHOLD, _NEVER)) and bool(set_option(_TRIM_THRESHOLD, _NEVER))
