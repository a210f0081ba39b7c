"""Who may write, and which versions are being read. Locks end with the process that holds them."""

import os
from pathlib import Path
from typing import IO

import portalocker

from respondeat.errors import StoreLocked


class Lock:
    """A lock that is held until `release`."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        """Let go; a second call does nothing."""
        self._file.close()


def hold_for_writing(path: Path) -> Lock:
    """The lock that one process may hold; its number stands in the file.

    Raises StoreLocked, with the number of the process that holds it where that can be known.
    """
    file = path.open("a+", encoding="ascii")
    try:
        portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except portalocker.LockException:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise StoreLocked(_held(path.parent, holder)) from None
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return Lock(file)


def _held(store: Path, holder: str) -> str:
    if holder == str(os.getpid()):
        return f"{store} is being written to by this very process ({holder}). Close the store that is open."
    who = f"Process {holder}" if holder else "Another process"
    return f"{who} is writing to {store}. Wait until it is done, then do it again; nothing was changed."


def share(path: Path) -> Lock | None:
    """A lock that many may hold at once; None when somebody is about to remove what it guards."""
    return _try(path, portalocker.LOCK_SH)


def claim(path: Path) -> Lock | None:
    """A lock that nobody else holds; None when somebody does."""
    return _try(path, portalocker.LOCK_EX)


def _try(path: Path, kind: portalocker.LockFlags) -> Lock | None:
    file = path.open("r", encoding="ascii")
    try:
        portalocker.lock(file, kind | portalocker.LOCK_NB)
    except portalocker.LockException:
        file.close()
        return None
    return Lock(file)
