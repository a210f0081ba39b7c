"""Documents in a folder, each under the SHA-256 of its bytes."""

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from respondeat.errors import DocumentError, IntegrityError
from respondeat.graph.dates import ValidTime
from respondeat.graph.statement import Document, content_id

from .captures import Capture, read_captures
from .extraction import PLAIN, extractor
from .taking import Taking, cached, place

_SHA256 = re.compile(r"[0-9a-f]{64}")


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
        with self.taking() as taking:
            taken = taking.take(path, str(path), must_read=True)
        record = Document(
            document_id(taken.sha256), title or path.stem, taken.sha256, publisher, url, path.name
        )
        return replace(record, media_type=taken.media_type, language=language, written=written, note=note)

    @contextmanager
    def taking(self) -> Iterator[Taking]:
        """Take in originals of any kind and size, together: kept when the block ends, none when it fails.

        From images, films and archives no text is read: quotes from them are not shown. `Taking.place`
        keeps what was taken so far, and a block that fails after it still leaves nothing that was not
        there before. Raises DocumentError, StoreFull.
        """
        taking = Taking(self._folder)
        try:
            yield taking
            taking.place()
        except BaseException:
            taking.undo()
            raise
        finally:
            self._texts.cache_clear()

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

    def path(self, sha256: str) -> Path:
        """Where the document with this hash is, which is as its hash says when this returns.

        Raises DocumentError when it is not here, IntegrityError when it was changed.
        """
        state = self.state(sha256)
        if state == "missing":
            raise DocumentError(
                f"The document {sha256} is not kept here. Add it with `respondeat documents add`."
            )
        if state == "changed":
            raise IntegrityError(f"{self._place(sha256)} was changed. Remove it and add the document again.")
        return self._place(sha256)

    def size(self, sha256: str) -> int:
        """How many bytes the document has. Raises as `path`."""
        return self.path(sha256).stat().st_size

    def held(self, sha256: str) -> tuple[Path, int] | None:
        """Where a document is and its size; None when it is not here. Nothing of it is read, so check it."""
        path = self._place(sha256)
        if not _SHA256.fullmatch(sha256) or not os.access(path, os.R_OK) or not path.is_file():
            return None
        return path, path.stat().st_size

    def kept_texts(self, sha256: str) -> tuple[tuple[str, Path], ...]:
        """The texts kept beside a document: by which extractor (and version), and where; by extractor.

        None beside plain text, which is its own text, nor beside what has none.
        """
        if not _SHA256.fullmatch(sha256):
            return ()
        found = self._place(sha256).parent.glob(f"{sha256}.*.txt")
        return tuple(sorted((path.name[len(sha256) + 1 : -len(".txt")], path) for path in found))

    def captures(self, sha256: str, visible: Collection[str] | None = None) -> tuple[Capture, ...]:
        """How a document was got, the earliest first; given access levels, only what these may be told.

        Raises IntegrityError when what is kept of it is not as it was written.
        """
        if not _SHA256.fullmatch(sha256):
            return ()
        found = read_captures(self._place(sha256))
        return found if visible is None else tuple(one for one in found if one.level in visible)

    def add_capture(self, sha256: str, *told: Capture) -> None:
        """Note how a document was got, beside what is noted already. Raises as `path`, and StoreFull."""
        self.path(sha256)
        with self.taking() as taking:
            taking.captured(sha256, *told)

    def _read_texts(self, sha256: str) -> tuple[str, ...]:
        path = self._place(sha256)
        by = extractor(path, path.name)
        kept = sorted(path.parent.glob(f"{sha256}.*.txt"), key=lambda p: (p.stat().st_mtime_ns, p.name))
        found = [p.read_bytes().decode("utf-8") for p in kept]
        if cached(self._folder, sha256, by) not in kept and not (
            kept and by is PLAIN
        ):  # HTML by its name only
            found.append(by.read(path, path.name))
        return tuple(dict.fromkeys(found))

    def _place(self, sha256: str) -> Path:
        return place(self._folder, sha256)
