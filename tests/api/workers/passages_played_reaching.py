"""What the process that reads a document can reach once it is confined to it: told as JSON."""

import json
import os
import socket
import sys
from pathlib import Path

from respondeat.api.workers.isolation import confine_to_files


def main(documents: Path) -> None:
    """Confine this process as the real one does, and try."""
    asked = json.load(sys.stdin)
    sha256 = asked["sha256"]
    place = documents / sha256[:2] / sha256
    confine_to_files([place], [place.parent], 64 * 2**20, 10)
    told = {
        "opened": [name for name, path in asked["tried"].items() if _opened(path, os.O_RDONLY)],
        "wrote": _opened(asked["write"], os.O_WRONLY | os.O_CREAT),
        "connected": _connected(asked["port"]),
        "memory": _swollen(),
    }
    sys.stdout.write(json.dumps(told))


def _opened(path: str, flags: int) -> bool:
    try:
        os.close(os.open(path, flags))
    except OSError:
        return False
    return True


def _connected(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 2).close()
    except OSError:
        return False
    return True


def _swollen() -> bool:
    try:
        return bool(bytearray(128 * 2**20))
    except MemoryError:
        return False


if __name__ == "__main__":
    main(Path(sys.argv[1]))
