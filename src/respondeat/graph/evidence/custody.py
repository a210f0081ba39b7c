"""The custody log: append-only, each entry bound to all before it by its hash.

A folder with two files. `log.jsonl` has an entry a line. `head.json` says where the log ends, and holds the
entries that were written last: it is on the disk before they go to the log, so that a write which the machine
broke off is finished by the next one, and a log that is shorter or longer than its head says is a log that
somebody changed. Whoever may write to the folder can make a new log from the start, as with every log
without a secret: note the head elsewhere now and then, and `verify` against it.
"""

import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Final

import portalocker

from respondeat.errors import IntegrityError, StoreLocked
from respondeat.graph.stores.files import replace, sync

from .custody_check import Fault, Seen, Verdict, checked
from .custody_entry import EMPTY, Entry, Head, Note, following, read_line
from .verifier.canonical import canonical

LOG: Final = "log.jsonl"
HEAD: Final = "head.json"
LOCK: Final = "lock"
MENDED: Final = "custody-log-mended"
"""The action under which an append tells that it finished a write that had been broken off."""
_WAIT: Final = 10.0  # seconds; an append takes some milliseconds


@dataclass(frozen=True, slots=True)
class _End:
    """Where the log ends: its head, its size in bytes, and the lines that were written last."""

    head: Head = EMPTY
    size: int = 0
    last: bytes = b""

    def text(self) -> bytes:
        return canonical(
            {"n": self.head.n, "hash": self.head.hash, "size": self.size, "last": self.last.decode()}
        )


def append(folder: Path, notes: Sequence[Note]) -> tuple[Entry, ...]:
    """Log notes, in order; when it returns they are on the disk. Takes the same time however long the log is.

    Makes the folder, in one that there is. One process appends at a time, others wait for it.
    Raises IntegrityError when the log is not as the last append left it (nothing is written then),
    StoreLocked when another process does not let go, OSError, ValueError for what a log cannot hold.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    with _locked(folder):
        end = _end(folder)
        mended = _finished(folder, end)
        made: list[Entry] = []
        before = end.head
        if mended and notes:  # that this happened is told too: it is also how a cut tail looks
            notes = [_mending(notes[0], mended), *notes]
        for note in notes:
            made.append(following(before, note))
            before = made[-1].head
        if made:
            lines = b"".join(entry.line() for entry in made)
            after = _End(before, end.size + len(lines), lines)
            replace(folder / HEAD, after.text())
            _write(folder, lines)
    return tuple(made[1:] if mended else made)


def head(folder: Path) -> Head:
    """Where the log ends now; number 0 where nothing was logged yet. Raises IntegrityError."""
    return _end(folder).head


def entries(folder: Path, after: int = 0) -> Iterator[Entry]:
    """The entries after a number, as they stand. Raises IntegrityError at the first that is not one."""
    path = folder / LOG
    if not path.exists():
        return
    with path.open("rb") as log:
        size = path.stat().st_size  # what is appended from now on is for the next reader
        log.seek(_place(log, size, after))
        while log.tell() < size:
            yield read_line(log.readline())


def page(folder: Path, after: int = 0, limit: int = 100) -> tuple[tuple[Entry, ...], Head]:
    """At most so many entries after a number, and the head. Raises IntegrityError."""
    with _steady(folder):
        return tuple(islice(entries(folder, after), limit)), head(folder)


@dataclass(frozen=True, slots=True)
class Exported:
    """A log as it stood: where it ends, and the content of its two files."""

    head: Head
    head_file: bytes
    log: Iterator[bytes]


def export(folder: Path) -> Exported:
    """The log up to where it ends now, as it is, sound or not. Raises IntegrityError without a sound head."""
    end = _end(folder)
    return Exported(end.head, end.text(), _bytes(folder / LOG, end.size))


def _bytes(path: Path, size: int) -> Iterator[bytes]:
    if not path.exists():
        return
    with path.open("rb") as log:
        while size > 0 and (piece := log.read(min(size, 65536))):
            size -= len(piece)
            yield piece


def verify(path: Path, expected_head: Head | None = None, seen: Seen | None = None) -> Verdict:
    """Whether the log is whole: how much it holds, and the first fault, if any.

    `path` is the log's folder, or a copy of `log.jsonl` alone, in which entries may be withheld: then only an
    `expected_head`, noted earlier or sent with the copy, can tell that its end was cut off. `seen` is called
    with each entry that holds. Raises OSError when it cannot be read.
    """
    if path.is_file():
        with path.open("rb") as log:
            return checked(log, path.stat().st_size, None, expected_head, copy=True, seen=seen)
    with _steady(path):
        # only where the log ends is read while others wait; what they append later stands behind it
        try:
            end = head(path)
        except IntegrityError as error:
            return Verdict(0, None, Fault(0, "head", error.detail))
        log_path = path / LOG
        if not log_path.exists():
            return checked(io.BytesIO(), 0, end, expected_head)
        log = log_path.open("rb")
        size = log_path.stat().st_size
    with log:
        return checked(log, size, end, expected_head, seen=seen)


def _end(folder: Path) -> _End:
    """What `head.json` says. Raises IntegrityError when it says nothing that can be, or is gone."""
    try:
        told = json.loads((folder / HEAD).read_bytes())
        end = _End(Head(int(told["n"]), str(told["hash"])), int(told["size"]), str(told["last"]).encode())
    except FileNotFoundError:
        log = folder / LOG
        if log.exists() and log.stat().st_size:
            raise IntegrityError(f"{folder / HEAD} is gone: nothing says where the log ended.") from None
        return _End()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise IntegrityError(f"{folder / HEAD} cannot be read: nothing says where the log ended.") from None
    if end.text() != (folder / HEAD).read_bytes():
        raise IntegrityError(f"{folder / HEAD} is not as it was written.")
    return end


def _finished(folder: Path, end: _End) -> int:
    """Finish a write that was broken off; how many bytes it lacked.

    Raises IntegrityError when the log is neither as the last write left it, nor as far as that write came.
    """
    path = folder / LOG
    size = path.stat().st_size if path.exists() else 0
    start = end.size - len(end.last)
    if start <= size <= end.size:
        tail = b""
        if size > start:
            with path.open("rb") as log:
                log.seek(start)
                tail = log.read()
        if end.last.startswith(tail):
            if missing := end.last[len(tail) :]:
                _write(folder, missing)
            return end.size - size
    raise IntegrityError(
        f"{path} does not end where its head says: somebody else changed it. Nothing is logged any more "
        "before that is looked into; `respondeat custody verify` says where the fault is."
    )


def _mending(first: Note, mended: int) -> Note:
    """What tells that a write was finished. It is salted as the note that it stands before is, if that is."""
    salt = first.details.get("salt")
    more = {"salt": hashlib.sha256(f"{MENDED} {salt}".encode()).hexdigest()[:32]} if salt else {}
    return Note(first.at, "custody", MENDED, details={"bytes": mended, **more})


def _write(folder: Path, lines: bytes) -> None:
    path = folder / LOG
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "ab") as log:
        log.write(lines)
        log.flush()
        os.fsync(log.fileno())
    if new:
        sync(folder)


def _steady(folder: Path) -> AbstractContextManager[None]:
    """Keep others from appending meanwhile: a copy, or a disk that is only read, has no others."""
    return _locked(folder) if os.access(folder / LOCK, os.W_OK) else nullcontext()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = portalocker.Lock(folder / LOCK, "a", timeout=_WAIT, check_interval=0.005)
    try:
        lock.acquire()
    except portalocker.LockException:
        raise StoreLocked(f"Another process holds the custody log at {folder}. Try again.") from None
    try:
        yield
    finally:
        lock.release()


def _place(log: IO[bytes], size: int, after: int) -> int:
    """Where the first entry with a number above `after` begins: by halving, as the numbers rise."""
    low, high = 0, size  # the place is in this span, and begins a line
    while low < high and after > 0:
        middle = (low + high) // 2
        begin = _line_at(log, low, middle)
        log.seek(begin)
        line = log.readline()
        if read_line(line).n > after:
            high = begin
        else:
            low = begin + len(line)
    return low


def _line_at(log: IO[bytes], low: int, middle: int) -> int:
    """Where the line begins that holds the byte at `middle`; none begins before `low`."""
    begin = middle
    while begin > low:
        step = max(low, begin - 4096)
        log.seek(step)
        at = log.read(begin - step).rfind(b"\n")
        if at >= 0:
            return step + at + 1
        begin = step
    return low
