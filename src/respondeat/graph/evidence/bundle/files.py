"""Where a bundle is written: a folder or a zip, under another name until it is whole."""

import os
import shutil
import uuid
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol

from respondeat.errors import InputError
from respondeat.graph.evidence.verifier.layout import TOP
from respondeat.graph.evidence.verifier.zip_form import directory_record, end_of_zip, local_header
from respondeat.graph.stores.files import sync, sync_tree

_FLOW: Final = 32 << 20  # bytes


class Target(Protocol):
    """Takes files; they are at the place named once all are there."""

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file under a name with slashes."""

    def settle(self) -> Path:
        """Where the files are that were written so far, to be read; more may be written after that."""


class _Flow:
    """Has what is written to a large file go to the disk as it comes, where the system can be told so.

    It has to be there at the end anyway. Else gigabytes wait in the system's memory, which it takes from
    everybody else's files: on a machine that is short of it, that costs several times the copying itself.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._waiting = file, 0

    def passed(self, size: int) -> None:
        """So many bytes more were written."""
        self._waiting += size
        if self._waiting >= _FLOW and hasattr(os, "posix_fadvise"):
            self._waiting = 0
            self._file.flush()
            os.fdatasync(self._file.fileno())
            os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class DirectoryTarget:
    """A folder."""

    def __init__(self, unfinished: Path) -> None:
        self.unfinished = unfinished
        unfinished.mkdir(mode=0o700)

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """See `Target.write`."""
        path = self.unfinished.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            flow = _Flow(file)
            for piece in pieces:
                file.write(piece)
                flow.passed(len(piece))

    def settle(self) -> Path:
        """See `Target.settle`."""
        return self.unfinished

    def close(self) -> None:
        """All is written."""
        sync_tree(self.unfinished)

    def release(self) -> None:
        """Let go of the files, whatever was written."""


class ZipTarget:
    """A zip with one folder: nothing packed, every moment the same.

    Its bytes follow from the files alone, whatever the versions of Python and of its libraries.
    """

    def __init__(self, unfinished: Path) -> None:
        self.unfinished = unfinished
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w+b")
        self._directory: list[bytes] = []

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """See `Target.write`."""
        inner, flow = f"{TOP}/{name}".encode("ascii"), _Flow(self._file)
        place, crc, size = self._file.tell(), 0, 0
        self._file.write(local_header(inner, 0, 0))
        for piece in pieces:
            self._file.write(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            flow.passed(len(piece))
        after = self._file.tell()
        self._file.seek(place)
        self._file.write(local_header(inner, crc, size))
        self._file.seek(after)
        self._directory.append(directory_record(inner, crc, size, place))

    def settle(self) -> Path:
        """See `Target.settle`."""
        place, records = self._file.tell(), b"".join(self._directory)
        self._file.write(records + end_of_zip(len(self._directory), len(records), place))
        self._file.flush()
        self._file.seek(place)
        return self.unfinished

    def close(self) -> None:
        """All is written."""
        self.settle()
        self.release()
        sync(self.unfinished)

    def release(self) -> None:
        """Let go of the file, whatever was written."""
        self._file.close()


@contextmanager
def target(place: Path) -> Iterator[DirectoryTarget | ZipTarget]:
    """A target whose content gets the name `place` when the block ends well, and is removed when it does not.

    A name that ends in .zip means a zip. Raises InputError when there is something at `place`.
    """
    if place.exists() or place.is_symlink():
        raise InputError(f"{place} exists already. Name another one; nothing was written.")
    if not place.parent.is_dir():
        raise InputError(f"There is no folder {place.parent}. Make it first; nothing was written.")
    unfinished = place.with_name(f".{place.name}.{uuid.uuid4().hex[:12]}.part")
    made = (ZipTarget if place.suffix.lower() == ".zip" else DirectoryTarget)(unfinished)
    try:
        yield made
        made.close()
        if place.exists():
            raise InputError(f"{place} was made by somebody else meanwhile. Nothing was written.")
        unfinished.replace(place)
        sync(place.parent)
    finally:
        made.release()
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            unfinished.unlink(missing_ok=True)
