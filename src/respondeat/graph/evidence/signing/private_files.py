"""Files that nobody but their owner may read: made once, never overwritten, never inside a store."""

import os
import stat
from pathlib import Path
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.stores.files import aside, sync

LARGEST: Final = 1 << 14
"""Bytes of such a file, at most."""

_OTHERS: Final = 0o077
_NOT_WAITING: Final = getattr(os, "O_NONBLOCK", 0)  # a named pipe would keep us waiting for a writer
_BINARY: Final = getattr(os, "O_BINARY", 0)


def write_private(path: Path, content: bytes, what: str, *, mode: int = 0o600) -> None:
    """Write a new file with `mode`; its folder is made, for the owner alone, where there is none.

    Raises InputError when something is at `path` already: nothing is overwritten.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = aside(path)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(unfinished, path)
    except FileExistsError:
        raise InputError(
            f"{path} exists already: {what} is never overwritten. Name another file, or keep using that one."
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)
    sync(path.parent)


def _name(unfinished: Path, path: Path) -> None:
    """Give a whole file its name, unless something bears it."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        path.touch(mode=0o600, exist_ok=False)
        unfinished.replace(path)


def read_private(path: Path, what: str) -> bytes:
    """The content of a file that only its owner may read.

    Raises InputError, without any of its content, for one that is not there, is no file, is too large, or
    (where the system knows such rights) may be read or written by others.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NOT_WAITING | _BINARY)
    except OSError as error:
        raise InputError(f"{what} cannot be read from {path}: {error.strerror}.") from None
    try:
        _check_private(os.fstat(handle), path, what)
        content = os.read(handle, LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > LARGEST:
        raise InputError(f"{path} is larger than {what} is. Name another file.")
    return content


def _check_private(told: os.stat_result, path: Path, what: str) -> None:
    if not stat.S_ISREG(told.st_mode):
        raise InputError(f"{what} cannot be read from {path}: that is no file.")
    if os.name == "posix" and told.st_mode & _OTHERS:
        raise InputError(
            f"{what} in {path} may be read or changed by others. If nobody has, take their rights away "
            "(`chmod 600` on the file); if somebody may have, make a new one."
        )


def outside(path: Path, store: Path, what: str) -> Path:
    """`path`, which is not inside the store, where backups and copies would take it along.

    Raises InputError when it is.
    """
    if path.resolve().is_relative_to(store.resolve()):
        raise InputError(
            f"{path} is inside the store {store}, whose copies and backups would hold {what}. "
            "Name a place outside it."
        )
    return path
