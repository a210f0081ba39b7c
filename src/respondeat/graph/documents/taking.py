"""Several files taken in together: all are kept, or none."""

import errno
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from respondeat.errors import DocumentError, IntegrityError, RespondeatError, StoreFull

from .captures import Capture, captures_file
from .extraction import PLAIN, Extractor, extractor, plain
from .media_types import HEAD, media_type

_CHUNK: Final = 1 << 20
_DAY: Final = 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was copied in: what it is, and why it has no text where it has none."""

    sha256: str
    size: int
    media_type: str
    without_text: str = ""


class Taking:
    """Copies files into a store's folder under passing names; `place` gives them their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._staged: dict[Path, Path] = {}  # by its name to be: where it is meanwhile
        self._made: list[Path] = []

    def take(
        self, source: Path | IO[bytes], name: str, *, sha256: str = "", must_read: bool = False
    ) -> Taken:
        """Copy a file of any size and kind, and its text where it has one.

        Raises IntegrityError when it has not the hash `sha256`; DocumentError when it cannot be read, or,
        where it `must_read`, has no text that can be.
        """
        copy, found = self._copy(source, name)
        try:
            if sha256 not in ("", found):
                raise IntegrityError(
                    f"{name} has the SHA-256 {found}, not {sha256} as told. It is not taken in."
                )
            by, without = self._text(copy, found, name, must_read=must_read)
            with copy.open("rb") as file:
                kind = media_type(file.read(HEAD), name)
            if by is not None and (must_read or by is not PLAIN):
                kind = by.media_type
            size = copy.stat().st_size
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        self._stage(copy, place(self._folder, found))
        return Taken(found, size, kind, without)

    def captured(self, sha256: str, *told: Capture) -> None:
        """Note how a document was got that was taken here, or is kept already."""
        path, content = captures_file(place(self._folder, sha256), told)
        self._stage(self._written(content, path.name), path)

    def place(self) -> None:
        """Keep all that was taken. Raises DocumentError, and keeps nothing, when somebody removed some."""
        try:
            for path, copy in self._staged.items():
                new = not path.exists()
                path.parent.mkdir(exist_ok=True)
                copy.replace(path)
                if new:
                    self._made.append(path)
            for folder in {path.parent for path in self._staged}:
                _sync(folder)
        except OSError as error:
            self.undo()
            raise fault(error, "What is taken in") from error
        self._staged.clear()

    def undo(self) -> None:
        """Remove what was taken and was not there before."""
        for path in (*self._staged.values(), *self._made):
            path.unlink(missing_ok=True)
        self._staged.clear()
        self._made.clear()

    def _text(self, copy: Path, sha256: str, name: str, *, must_read: bool) -> tuple[Extractor | None, str]:
        """What reads a file; or why nothing does."""
        try:
            by = extractor(copy, name)
            kept = cached(self._folder, sha256, by)
            if by is not PLAIN and kept.exists() and not must_read:
                return by, ""
            if by is PLAIN and not must_read:
                plain(copy, name)
                return by, ""
            text = by.read(copy, name)
        except DocumentError as error:
            if must_read:
                raise
            return None, error.detail
        if by is not PLAIN:
            self._stage(self._written(text.encode("utf-8"), f"The text of {name}"), kept)
        return by, ""

    def _stage(self, copy: Path, path: Path) -> None:
        if (before := self._staged.get(path)) is not None:
            before.unlink(missing_ok=True)
        self._staged[path] = copy

    def _copy(self, source: Path | IO[bytes], name: str) -> tuple[Path, str]:
        """A copy of a file in the folder and its hash, whatever its size."""
        digest = hashlib.sha256()
        with self._unfinished(name) as copy, _opened(source, name) as file, copy.open("wb") as target:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        self._sweep(copy)
        return copy, digest.hexdigest()

    def _written(self, content: bytes, what: str) -> Path:
        with self._unfinished(what) as copy, copy.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return copy

    @contextmanager
    def _unfinished(self, what: str) -> Iterator[Path]:
        """A passing name, gone again when the block fails."""
        copy = self._folder / f".tmp-{uuid.uuid4().hex}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            yield copy
        except BaseException as error:
            copy.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise fault(error, what) from error
            raise

    def _sweep(self, copy: Path) -> None:
        """Remove what processes that were killed left: nobody has written to it for a day."""
        mine = {*self._staged.values(), copy}
        with suppress(FileNotFoundError):  # another process was first
            before = copy.stat().st_mtime - _DAY
            for left in self._folder.glob(".tmp-*"):
                if left not in mine and left.stat().st_mtime < before:
                    left.unlink()


def place(folder: Path, sha256: str) -> Path:
    """Where a document is kept."""
    return folder / sha256[:2] / sha256


def cached(folder: Path, sha256: str, by: Extractor) -> Path:
    """Where the text is kept that an extractor gave."""
    return folder / sha256[:2] / f"{sha256}.{by.name}.txt"


def fault(error: OSError, what: str) -> RespondeatError:
    """What a fault of the disk means to whoever takes a document in."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return StoreFull(f"{what} cannot be kept, no space is left ({error}). Make room, then add it again.")
    return DocumentError(f"{what} cannot be taken in: {error.strerror or error}. Check its name and rights.")


@contextmanager
def _opened(source: Path | IO[bytes], name: str) -> Iterator[IO[bytes]]:
    if not isinstance(source, Path):
        yield source
        return
    if source.exists() and not source.is_file():
        raise DocumentError(
            f"{name} cannot be taken in: it is a folder, pipe or device. Name an ordinary file."
        )
    with source.open("rb") as file:
        yield file


def _sync(folder: Path) -> None:
    if os.name != "nt":  # Windows has no such call for folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
