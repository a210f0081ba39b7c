"""Files that are there whole or not at all, also after a power cut; faults of the disk as errors."""

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from respondeat.errors import StoreError, StoreFull, StoreLocked

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_FULL_TEXTS = ("No space left", "File too large", "quota exceeded", "maximum allowed size")
MARK = ".tmp-"  # in the names of what is not finished yet, or no longer wanted


@contextmanager
def disk_faults(doing: str, place: Path) -> Iterator[None]:
    """Turn faults of the file system and of the engine into StoreFull or StoreError that say what to do."""
    try:
        yield
    except OSError as error:
        raise _store_error(error, doing, place) from error
    except RuntimeError as error:  # how the engine reports files that are not as it left them
        if not str(error).startswith("Corruption"):
            raise
        raise StoreError(
            f"Files in {place} are damaged, met while {doing}: {error}. If it is a level's store, "
            "`respondeat doctor` makes it anew; if it is the writer's, restore the store from a backup."
        ) from error


def _store_error(error: OSError, doing: str, place: Path) -> StoreError:
    # The engine gives some faults as a text without a number.
    if error.errno in _FULL or any(text in str(error) for text in _FULL_TEXTS):
        return StoreFull(
            f"No space was left while {doing} in {place} ({error}). What was acknowledged before is intact. "
            "Make room, or raise the limit on file sizes, and do it again: no changeset is written twice."
        )
    if "lock hold by current process" in str(error):
        return StoreLocked(
            f"Files in {place} are still open in this process: an error that is still at hand may hold them. "
            "Nothing is lost; close the store and start anew."
        )
    return StoreError(f"A fault of the disk or of its rights while {doing} in {place}: {error}.")


def sync(path: Path) -> None:
    """Have the system write a file or a folder's entries to the disk now."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no such call for folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """`sync` for everything under a folder, and itself.

    The engine has the system write its table files (.sst) before it names them anywhere.
    """
    for path in folder.rglob("*"):
        if path.suffix != ".sst":
            sync(path)
    sync(folder)


def aside(path: Path) -> Path:
    """A free name beside `path` for what is not finished yet, or no longer wanted."""
    return path.with_name(f"{path.name}{MARK}{uuid.uuid4().hex[:12]}")


def replace(path: Path, content: bytes) -> None:
    """Write a file so that it has the old content or the new, never a part."""
    unfinished = aside(path)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync(path.parent)


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished folder its name."""
    sync_tree(unfinished)
    unfinished.replace(path)
    sync(path.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder; under its name it is gone at once."""
    unwanted = aside(folder)
    folder.replace(unwanted)
    shutil.rmtree(unwanted, ignore_errors=True)


def open_engine(path: Path | None, doing: str) -> ox.Store:
    """The engine's store in a folder, made if there is none; in memory without one."""
    if path is None:
        return ox.Store()
    with disk_faults(doing, path):
        # The engine begins a new log each time it opens a store, and keeps a thousand old ones.
        for log in path.glob("LOG.old.*"):
            log.unlink()
        return ox.Store(path)


def sweep(folder: Path) -> None:
    """Remove what earlier processes left unfinished in a folder."""
    for path in folder.glob(f"*{MARK}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
