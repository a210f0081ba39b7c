"""Slips: what makes the same posting, sent again, the same changeset although its ids are random.

A slip holds the seed of the random ids. It is found by who posts and by their key, or by the hash of what
they posted, lies in the store's folder, and is forgotten after a day.
"""

import hashlib
import json
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from respondeat.errors import Conflict
from respondeat.graph.stores.files import disk_faults, replace

FOLDER: Final = "postings"
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Slip:
    """The seed of a posting, and where it is kept."""

    path: Path
    seed: bytes
    digest: str

    def keep(self) -> None:
        """Have it on the disk, before anything is written with it; forget those of yesterday."""
        with disk_faults("keeping the slip of a posting", self.path.parent):
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            for old in self.path.parent.glob("*"):
                with suppress(FileNotFoundError):
                    if time.time() - old.stat().st_mtime > _DAY:
                        old.unlink()
            said = {"seed": self.seed.hex(), "digest": self.digest}
            replace(self.path, json.dumps(said).encode())


def slip(store: Path, who: str, key: str, posted: bytes) -> Slip:
    """The slip of a posting, a new one when there is none.

    Raises Conflict when the same key stood for another posting within the last day.
    """
    digest = hashlib.sha256(posted).hexdigest()
    name = hashlib.sha256("\0".join((who, "key" if key else "body", key or digest)).encode()).hexdigest()
    path = store / FOLDER / name
    try:
        kept = json.loads(path.read_bytes())
        found = Slip(path, bytes.fromhex(kept["seed"]), str(kept["digest"]))
        fresh = time.time() - path.stat().st_mtime <= _DAY
    except (OSError, ValueError, LookupError, TypeError):
        return Slip(path, secrets.token_bytes(32), digest)
    if not fresh:
        return Slip(path, secrets.token_bytes(32), digest)
    if found.digest != digest:
        raise Conflict(
            "This Idempotency-Key stood for another posting of yours within the last day. Nothing was "
            "written: send the same body, or another key."
        )
    return found
