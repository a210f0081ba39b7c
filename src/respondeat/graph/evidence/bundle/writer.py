"""A BagIt bag (RFC 8493) written file by file, each hashed as it is written."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from respondeat.errors import IntegrityError
from respondeat.graph.evidence.verifier.layout import BAG_INFO, BAGIT, DATA, FETCH, MANIFEST, TAG_MANIFEST

from .files import Target

_DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE: Final = 1 << 20
_SPELLED: Final = frozenset("%\r\n")


class Readable(Protocol):
    """What is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


class BagWriter:
    """Writes the payload, then the tag files. Names have slashes, and begin with `data/` in the payload.

    Characters that manifests spell otherwise (`%` and line breaks) have no place in names.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._payload: dict[str, str] = {}
        self._listed: dict[str, tuple[str, str]] = {}
        self._size = 0

    def add(self, name: str, content: bytes | Iterable[bytes]) -> str:
        """Write a file of the payload; its SHA-256."""
        if not name.startswith(DATA) or set(name) & _SPELLED:
            raise ValueError(f"{name!r} is no name of a payload file")
        counted = _Counted([content] if isinstance(content, bytes) else content)
        self._target.write(name, counted)
        self._payload[name] = counted.sha256
        self._size += counted.size
        return counted.sha256

    @property
    def size(self) -> int:
        """How many bytes of the payload were written."""
        return self._size

    def copy(self, name: str, file: Readable, sha256: str) -> None:
        """Copy a file into the payload. Raises IntegrityError when it is not what its hash says."""
        if self.add(name, iter(lambda: file.read(_PIECE), b"")) != sha256:
            raise IntegrityError(
                f"The document {sha256} is not what its hash says. Remove it and add it again: "
                "`respondeat documents check` says where it is. Nothing was written."
            )

    def fetch(self, name: str, url: str, sha256: str) -> None:
        """List a file that is not here: where it is to be had, and what hash it has to have."""
        self._payload[name] = sha256
        self._listed[name] = (url, "-")

    def finish(self, info: Mapping[str, str]) -> bytes:
        """Write the tag files, `info` among them; the content of the tag manifest."""
        there = len(self._payload) - len(self._listed)
        told = [*info.items(), ("Payload-Oxum", f"{self._size}.{there}")]
        tags = {
            BAGIT: _DECLARATION,
            BAG_INFO: b"".join(f"{name}: {value}\n".encode() for name, value in told),
            MANIFEST: manifest(self._payload),
        }
        if self._listed:
            lines = (f"{url} {size} {n}\n" for n, (url, size) in sorted(self._listed.items()))
            tags[FETCH] = "".join(lines).encode()
        for name, content in tags.items():
            self._target.write(name, [content])
        last = manifest({name: hashlib.sha256(content).hexdigest() for name, content in tags.items()})
        self._target.write(TAG_MANIFEST, [last])
        return last

    def beside(self, name: str, content: bytes) -> None:
        """Write a file that stands in no manifest: a signature."""
        if name.startswith(DATA):
            raise ValueError(f"{name} is of the payload")
        self._target.write(name, [content])


def manifest(hashes: Mapping[str, str]) -> bytes:
    """A manifest in its one form here: a line a file, by name."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items())).encode()


class _Counted:
    """Pieces that are hashed and counted as they go by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self._digest = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            self.size += len(piece)
            yield piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()
