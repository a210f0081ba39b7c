"""Keys, users and sessions on the disk: SQLite, beside the store, readable by its owner only.

`respondeat backup` does not copy the folder: a backup holds data, and no way in.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from respondeat.errors import StoreError, StoreMissing, StoreVersionError
from respondeat.graph.stores.layout import MARKER

FOLDER: Final = "access"
FILE: Final = "accounts.sqlite"
VERSION: Final = 1
_WAIT: Final = 5.0  # seconds for another process that writes

_SCHEMA: Final = """
CREATE TABLE keys (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL, label TEXT NOT NULL, level TEXT NOT NULL, scopes TEXT NOT NULL,
    created INTEGER NOT NULL, created_by TEXT NOT NULL, expires INTEGER, revoked INTEGER, used TEXT
) STRICT;
CREATE TABLE users (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, level TEXT NOT NULL,
    scopes TEXT NOT NULL, created INTEGER NOT NULL, created_by TEXT NOT NULL, disabled INTEGER,
    totp TEXT, totp_offered TEXT, totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE recovery (
    user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE, hash TEXT NOT NULL, PRIMARY KEY (user, hash)
) STRICT;
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created INTEGER NOT NULL, seen INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of ON sessions(user);
"""


class Accounts:
    """The database. It is made by the first that writes to it; until then there is nobody in it."""

    def __init__(self, store: Path) -> None:
        self.path = store / FOLDER / FILE
        self._store = store
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def rows(self, sql: str, given: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """What a SELECT finds. Raises StoreError, StoreVersionError."""
        with self._turn, self._faults():
            connection = self._opened(create=False)
            try:
                return [] if connection is None else connection.execute(sql, given).fetchall()
            except UnicodeEncodeError:  # half a character, which JSON can spell: nothing here is named so
                return []

    def row(self, sql: str, given: Sequence[Any] = ()) -> sqlite3.Row | None:
        """The first that a SELECT finds."""
        return next(iter(self.rows(sql, given)), None)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone may write: all of it is done, or nothing.

        Raises StoreMissing where there is no store, StoreError, StoreVersionError.
        """
        with self._turn, self._faults():
            connection = self._opened(create=True)
            assert connection is not None
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _opened(self, *, create: bool) -> sqlite3.Connection | None:
        if self._connection is None:
            if not self.path.exists():
                if not create:
                    return None
                self._make()
            connection = sqlite3.connect(
                self.path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _make(self) -> None:
        if not (self._store / MARKER).exists():
            raise StoreMissing(
                f"There is no store at {self._store}. Name the folder of one, or make one by loading "
                "data into it."
            )
        self.path.parent.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"The accounts in {self.path} cannot be used ({error}).") from error


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise StoreVersionError(
            f"The accounts have format {version}; this version reads up to {VERSION}. Install a newer "
            "version of Respondeat. Nothing was changed."
        )
    if version == 0:
        for statement in _SCHEMA.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")
