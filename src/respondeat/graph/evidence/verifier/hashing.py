"""The hashes of files, each read once, in pieces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Final, Protocol

from .source import Source


class Progress(Protocol):
    """Is told now and then how many bytes of how many are done."""

    def __call__(self, done: int, total: int, /) -> None:
        """Take note."""


KNOWN: Final = {
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
    "sha3_224": 56,
    "sha3_256": 64,
    "sha3_384": 96,
    "sha3_512": 128,
    "blake2b": 128,
    "blake2s": 64,
}
"""The algorithms, and how many hexadecimal digits their hashes have."""
_PIECE: Final = 1 << 20


def digests(file: BinaryIO, algorithms: Iterable[str], told: Callable[[int], None]) -> dict[str, str]:
    """The hashes of what a file holds, by algorithm, as hexadecimal digits."""
    made = {name: _new(name) for name in algorithms}
    buffer = bytearray(_PIECE)
    view = memoryview(buffer)
    while True:
        got = file.readinto(buffer)  # type: ignore[attr-defined]
        if not got:
            return {name: digest.hexdigest() for name, digest in made.items()}
        for digest in made.values():
            digest.update(view[:got])
        told(got)


class Hasher:
    """Hashes files of a source one after the other, and tells how far it is."""

    def __init__(self, source: Source, total: int, progress: Progress | None) -> None:
        self._source, self._total, self._progress = source, total, progress
        self._done = 0

    def of(self, name: str, algorithms: Iterable[str]) -> Mapping[str, str]:
        """The hashes of a file. Raises Unreadable when it cannot be read whole."""
        with self._source.open(name) as file:
            return digests(file, algorithms, self._told)

    def _told(self, count: int) -> None:
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._total)


def _new(name: str) -> Any:
    try:
        return hashlib.new(name, usedforsecurity=False)
    except TypeError:  # Python 3.8 does not know that word
        return hashlib.new(name)
