"""Who changed what and who read what is not public: notes for the custody log, none of which holds a name.

Anybody who changes something says so here::

    entry = Audit(store).record("terminal", "erased", entity_id, level="sealed", changeset=changeset_id)
    entry = await serving(request).audit.note(caller.id, "changeset-written", changeset_id, level="public")

`record` writes at once, for the terminal; `note` is the same for the server, which goes on with others
meanwhile. Both return when the entry is on the disk, and raise StoreError when it cannot be: then do not do
what was to be logged (or, when it is done, answer with that error). `actor` is the id of a key or user, or
"terminal"; `action` a word of the code; `object` an opaque id, or "". What else is told may be numbers, true
or false, hashes, opaque ids, moments, and under the keys `WORDS` words of the code: never what somebody
typed. An id that others chose, and that may say something, goes through `opaque` first.

The log is kept beside the store, in `custody`; `respondeat backup` does not copy it, `custody export` does.
"""

import asyncio
import contextlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from respondeat.api.purposes import PURPOSES
from respondeat.errors import IntegrityError, StoreError
from respondeat.graph.evidence import Entry, Note, append
from respondeat.graph.stores.files import aside

Clock = Callable[[], float]
"""Seconds since 1970, as `time.time` tells them."""

FOLDER: Final = "custody"
TERMINAL: Final = "terminal"
UNKNOWN: Final = "unknown"
WORDS: Final = frozenset(
    {
        "form",
        "from_level",
        "kind",
        "level",
        "outcome",
        "profile",
        "purpose",
        "question",
        "reason",
        "scopes",
        "task",
        "to_level",
        "with",
    }
)

Told = tuple[str, str, Mapping[str, Any]]
"""An action, its object ("" for none), and what else is told."""

_SALT_BYTES: Final = 16
_AT_ONCE: Final = (
    500  # entries: what is being written stands a second time in the file that says where it ends
)

_ID: Final = re.compile(r"(https://w3id\.org/respondeat/id/)?[a-z]{1,4}-[0-9a-f]{16,64}")
_HASH: Final = re.compile(r"(sha256:)?[0-9a-f]{16,128}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?")
_WORD: Final = re.compile(r"[a-z]+(-[a-z]+){0,5}")


def moment(clock: Clock) -> str:
    """The moment in UTC, to the second."""
    return datetime.fromtimestamp(clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Audit:
    """The custody log of a store."""

    def __init__(self, store: Path, clock: Clock = time.time) -> None:
        self.folder = store / FOLDER
        self._clock = clock
        self._waiting: list[tuple[Note, asyncio.Future[Entry]]] = []
        self._working: asyncio.Task[None] | None = None

    def record(self, actor: str, action: str, object: str = "", /, **details: Any) -> Entry:
        """Log something now. Raises StoreError when it cannot be logged, ValueError for what must not be."""
        (entry,) = self.record_all(actor, [(action, object, details)])
        return entry

    def record_all(self, actor: str, told: Iterable[Told], /) -> tuple[Entry, ...]:
        """`record` for several things in order, none of which is logged when one must not be.

        Raises as `record`.
        """
        notes = [self._note(actor, action, object, details) for action, object, details in told]
        made: list[Entry] = []
        for first in range(0, len(notes), _AT_ONCE):
            made += self._append(notes[first : first + _AT_ONCE])
        return tuple(made)

    async def note(self, actor: str, action: str, object: str = "", /, **details: Any) -> Entry:
        """`record` for many at once: what comes while the disk is busy is written together.

        Raises as `record`.
        """
        promised: asyncio.Future[Entry] = asyncio.get_running_loop().create_future()
        self._waiting.append((self._note(actor, action, object, details), promised))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await promised

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                made = await asyncio.to_thread(self._append, [note for note, _ in batch])
            except StoreError as error:
                for _, promised in batch:
                    if not promised.done():
                        promised.set_exception(StoreError(error.detail))
            else:
                for (_, promised), entry in zip(batch, made, strict=True):
                    if not promised.done():
                        promised.set_result(entry)
            finally:
                for _, promised in batch:
                    promised.cancel()  # nobody waits for ever, whatever happened; what is done stays done

    def _append(self, notes: list[Note]) -> tuple[Entry, ...]:
        try:
            return append(self.folder, notes)
        except (OSError, IntegrityError, StoreError) as error:
            raise StoreError(
                f"The custody log cannot be written ({error}). Without it nothing is changed, and nothing "
                "that is not public is read. Have whoever runs the server look at it."
            ) from error

    def _note(self, actor: str, action: str, object: str, details: Mapping[str, Any]) -> Note:
        if actor not in (TERMINAL, UNKNOWN) and not opaque(actor):
            raise ValueError("an actor is the id of a key or user, or the terminal")
        if not _WORD.fullmatch(action):
            raise ValueError("an action is a word of the code")
        if object and not opaque(object):
            raise ValueError("an object is an opaque id or a hash: see Audit.opaque")
        for key, value in details.items():
            if not _harmless(key, value):
                raise ValueError(f"{key} holds what may be a name: see Audit.opaque")
        salted = {**details, "salt": secrets.token_hex(_SALT_BYTES)}
        return Note(moment(self._clock), actor, action, object, salted)

    def opaque(self, id: str) -> str:
        """The id when it says nothing by itself; else what stands for it in this log and nowhere else.

        That is an HMAC-SHA-256 with a secret that is kept beside the log and not exported with it, so that
        an id that was a name cannot be guessed from the log. Raises StoreError when the disk fails.
        """
        if id == TERMINAL or opaque(id):
            return id
        return "x-" + hmac.digest(self._secret(), id.encode(), sha256).hex()

    def _secret(self) -> bytes:
        path = self.folder / "secret"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if not path.exists():
                unfinished = aside(path)
                handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(secrets.token_bytes(32))
                with contextlib.suppress(FileExistsError):  # whoever was first made the secret
                    os.link(unfinished, path)
                unfinished.unlink()
            return path.read_bytes()
        except OSError as error:
            raise StoreError(f"The secret of the custody log cannot be read ({error}).") from error


def opaque(text: str) -> bool:
    """Whether a text is an id or a hash that says nothing by itself."""
    return bool(_ID.fullmatch(text) or _HASH.fullmatch(text))


def _harmless(key: str, value: Any) -> bool:
    match value:
        case None | bool() | int():
            return True
        case str():
            if key == "purpose":
                return value in PURPOSES
            if key in WORDS:
                return bool(_WORD.fullmatch(value))
            return opaque(value) or bool(_MOMENT.fullmatch(value))
        case list() | tuple():
            return all(_harmless(key, one) for one in value)
        case _:
            return False
