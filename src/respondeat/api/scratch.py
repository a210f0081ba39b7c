"""Folders for what is made for one question, such as the names known at a past moment."""

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_LEFT = re.compile(r"respondeat-([0-9]+)-.*")


def folder() -> TemporaryDirectory[str]:
    """A folder of this process, gone with the value; its name says whose it is."""
    return TemporaryDirectory(prefix=f"respondeat-{os.getpid()}-")


def remove_abandoned() -> None:
    """Remove the folders of processes that are no more: they were killed before they could.

    Where it cannot be known whether a process is there (on Windows) nothing is removed.
    """
    if os.name == "nt":
        return
    for path in Path(tempfile.gettempdir()).glob("respondeat-*"):
        found = _LEFT.fullmatch(path.name)
        with suppress(FileNotFoundError):  # another process was first
            if found and path.stat().st_uid == os.getuid() and not _alive(int(found[1])):
                shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
