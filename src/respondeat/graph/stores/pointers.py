"""Which version a level points to, told without opening any data."""

import os
from functools import lru_cache
from pathlib import Path

from respondeat.errors import StoreError

from . import versions
from .layout import Layout, check_level

Stamp = tuple[int, int, int]


def stamp(path: Path, level: str) -> Stamp | None:
    """What differs whenever a level points to another version; None when it points to none."""
    try:
        told = os.stat(_pointer(path, level))  # noqa: PTH116 - asked before every request: no path is made
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns, told.st_size


@lru_cache(maxsize=64)
def _pointer(path: Path, level: str) -> str:
    return str(Layout(path).current(level))


def current_hash(path: Path, level: str) -> str:
    """The hash of the dataset that a level holds now, as a reader of it has it.

    Raises StoreMissing, StoreVersionError or StoreError, as opening a reader does.
    """
    layout = Layout(path)
    layout.check()
    version = versions.current(layout, check_level(level))
    if version is None:
        raise StoreError(versions.unreadable(layout, level))
    return version.dataset_hash
