"""Where readers' processes may write: a folder of a server, gone with it, swept up after it was killed."""

import shutil
import tempfile
from pathlib import Path
from typing import IO, Final

import portalocker

_PREFIX: Final = "respondeat-readers-"
_LOCK: Final = "lock"


class Folder:
    """A folder that is this server's as long as it runs; nobody else on the machine may look into it."""

    def __init__(self) -> None:
        sweep()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock: IO[str] = (self.path / _LOCK).open("w", encoding="ascii")
        portalocker.lock(self._lock, portalocker.LOCK_EX | portalocker.LOCK_NB)

    def one(self) -> Path:
        """A new folder in it, for one process."""
        return Path(tempfile.mkdtemp(dir=self.path))

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


def sweep() -> None:
    """Remove what servers that were killed have left: what their processes read may have been secret."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            with (left / _LOCK).open("r+", encoding="ascii") as lock:
                portalocker.lock(lock, portalocker.LOCK_EX | portalocker.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except (OSError, portalocker.LockException):
            continue  # of a server that runs, or of somebody else
