"""Documents in a folder, each under the SHA-256 of its bytes."""

import errno
import hashlib
import os
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from respondeat.errors import DocumentError, RespondeatError, StoreFull
from respondeat.graph.dates import ValidTime
from respondeat.graph.statement import Document, content_id

from .extraction import PLAIN, Extractor, extractor

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_DAY = 86_400  # seconds


def document_id(sha256: str) -> str:
    """The id of a document whose bytes are known: the same in every data set.

    >>> document_id("0" * 64)
    'https://w3id.org/respondeat/id/doc-986b3ec19c60fc285d5941f531e2b817'
    """
    return content_id("doc", sha256)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a document is at hand, with the bytes that it had."""

    document: str
    sha256: str
    verdict: Literal["ok", "missing", "changed", "no-hash"]


class DocumentStore:
    """Documents by hash. Beside HTML and PDF is their text, under the extractor's name and version."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sound: dict[str, tuple[int, int]] = {}  # by hash: size and time of change when last verified
        self._texts = lru_cache(maxsize=4)(self._read_texts)

    def add(
        self,
        path: Path,
        *,
        title: str = "",
        publisher: str = "",
        url: str = "",
        language: str = "",
        written: ValidTime | None = None,
        note: str = "",
    ) -> Document:
        """Take a copy of a file (text, HTML or PDF) and its text; the record of the document.

        Raises DocumentError, and keeps nothing, when the file cannot be read or has no text to be read.
        """
        with self._copied(path) as (copy, sha256):
            by = extractor(copy, path.name)
            text = by.read(copy, path.name)
            if by is not PLAIN:
                self._keep(self._cached(sha256, by), text.encode("utf-8"))
            copy.replace(self._place(sha256))
            self._sync(self._place(sha256).parent)
        self._texts.cache_clear()
        record = Document(document_id(sha256), title or path.stem, sha256, publisher, url, path.name)
        return replace(record, media_type=by.media_type, language=language, written=written, note=note)

    def remove(self, sha256: str) -> None:
        """Remove a document and its texts, and what processes that were broken off left of any.

        Who adds a document in this very moment is told that it could not be taken in.
        """
        if _SHA256.fullmatch(sha256):
            for path in (*self._folder.glob(f"{sha256[:2]}/{sha256}*"), *self._folder.glob("**/.tmp-*")):
                path.unlink(missing_ok=True)
            self._sound.pop(sha256, None)
            self._texts.cache_clear()

    def hashes(self) -> tuple[str, ...]:
        """The SHA-256 of every document here, sorted."""
        return tuple(sorted(p.name for p in self._folder.glob("*/*") if _SHA256.fullmatch(p.name)))

    def state(self, sha256: str) -> Literal["ok", "missing", "changed"]:
        """Whether the document with this hash is here, and still is what its hash says."""
        if not _SHA256.fullmatch(sha256) or not (path := self._place(sha256)).parent.is_dir():
            return "missing"
        if not os.access(path, os.R_OK) or not path.is_file():
            return "missing"  # also where this reader may not look into it
        found = path.stat()
        stamp = (found.st_size, found.st_mtime_ns)
        if self._sound.get(sha256) != stamp:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                    return "changed"
            self._sound[sha256] = stamp
        return "ok"

    def check(self, documents: Iterable[Document]) -> tuple[Checked, ...]:
        """For each document whether it is here, is missing, was changed, or has no hash to find it by."""
        return tuple(
            Checked(d.id, d.sha256, self.state(d.sha256) if d.sha256 else "no-hash") for d in documents
        )

    def texts(self, sha256: str) -> tuple[str, ...]:
        """The text of a document that is "ok", first as it was when added, then as read by other versions.

        Raises DocumentError when it cannot be read any more.
        """
        return self._texts(sha256)

    def _read_texts(self, sha256: str) -> tuple[str, ...]:
        path = self._place(sha256)
        by = extractor(path, path.name)
        kept = sorted(path.parent.glob(f"{sha256}.*.txt"), key=lambda p: (p.stat().st_mtime_ns, p.name))
        found = [p.read_bytes().decode("utf-8") for p in kept]
        if self._cached(sha256, by) not in kept and not (kept and by is PLAIN):  # HTML by its name only
            found.append(by.read(path, path.name))
        return tuple(dict.fromkeys(found))

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _cached(self, sha256: str, by: Extractor) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.{by.name}.txt"

    @contextmanager
    def _copied(self, path: Path) -> Iterator[tuple[Path, str]]:
        """A copy of a file inside the folder and its hash, whatever its size; gone if it is not taken."""
        if path.exists() and not path.is_file():
            raise DocumentError(
                f"{path} cannot be taken in: it is a folder, pipe or device. Name an ordinary file."
            )
        copy = self._folder / f".tmp-{uuid.uuid4().hex}"
        digest = hashlib.sha256()
        try:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with path.open("rb") as source, copy.open("wb") as target:
                    while chunk := source.read(_CHUNK):
                        digest.update(chunk)
                        target.write(chunk)
                    target.flush()
                    os.fsync(target.fileno())
                self._sweep(copy.stat().st_mtime - _DAY)
                self._place(digest.hexdigest()).parent.mkdir(exist_ok=True)
            except OSError as error:
                raise _fault(error, str(path)) from error
            yield copy, digest.hexdigest()
        finally:
            copy.unlink(missing_ok=True)

    def _sweep(self, before: float) -> None:
        """Remove what processes that were killed left: nobody has written to it for a day."""
        for left in self._folder.glob(".tmp-*"):
            with suppress(FileNotFoundError):  # another process was first
                if left.stat().st_mtime < before:
                    left.unlink()

    def _keep(self, path: Path, content: bytes) -> None:
        unfinished = path.with_name(f".tmp-{uuid.uuid4().hex}")
        try:
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            raise _fault(error, f"The text of {path.name}") from error
        finally:
            unfinished.unlink(missing_ok=True)

    @staticmethod
    def _sync(folder: Path) -> None:
        if os.name != "nt":  # Windows has no such call for folders
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _fault(error: OSError, what: str) -> RespondeatError:
    if error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return StoreFull(f"{what} cannot be kept, no space is left ({error}). Make room, then add it again.")
    return DocumentError(f"{what} cannot be taken in: {error.strerror or error}. Check its name and rights.")
