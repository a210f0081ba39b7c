"""Frames between a server and its readers' processes: lengths, a header as JSON, a body as it is.

Twelve bytes (length of the header, length of the body), the header, the body. A body is never JSON and never
copied whole: it goes through a file as soon as it is large.
"""

import json
import struct
from collections.abc import Callable, Mapping
from tempfile import TemporaryFile
from typing import IO, Any, Final

from .protocol import Body

PREFIX: Final = struct.Struct(">IQ")
IN_MEMORY: Final = 2**20
"""Bytes of a body that stay in memory; larger ones go to a file without a name."""

HEADER_LIMIT: Final = 2**26

Header = Mapping[str, Any]


def parsed(text: bytes) -> Header:
    """A header. Raises ValueError when it is none."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("the header of a frame is no object")
    return found


def packed(header: Header, size: int = 0) -> bytes:
    """The beginning of a frame whose body has a size: everything but the body."""
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    return PREFIX.pack(len(text), size) + text


class Unpacked:
    """Takes bytes as they come, and gives whole frames."""

    def __init__(self, given: Callable[[Header, Body], None]) -> None:
        self._given = given
        self._buffer = bytearray()
        self._header: Header | None = None
        self._size = 0
        self._file: IO[bytes] | None = None
        self._left = 0

    def feed(self, data: bytes) -> None:
        """More bytes. Raises ValueError when they are no frame; nothing may be fed after that."""
        self._buffer += data
        while self._buffer or self._header is not None:
            if self._header is None and not self._began():
                return
            if not self._filled():
                return
            self._end()

    def close(self) -> None:
        """Let go of a body that is not whole."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _began(self) -> bool:
        """Whether the header is there now."""
        if len(self._buffer) < PREFIX.size:
            return False
        length, size = PREFIX.unpack_from(self._buffer)
        if length > HEADER_LIMIT:
            raise ValueError("the header of a frame is too long")
        end = PREFIX.size + length
        if len(self._buffer) < end:
            return False
        header = parsed(bytes(self._buffer[PREFIX.size : end]))
        del self._buffer[:end]
        self._header, self._size, self._left = header, size, size
        if size > IN_MEMORY:
            self._file = TemporaryFile()  # noqa: SIM115 - the body closes it
        return True

    def _filled(self) -> bool:
        """Whether the body is there now."""
        if self._file is None:
            return len(self._buffer) >= self._size
        piece = self._buffer[: self._left]
        self._file.write(piece)
        del self._buffer[: len(piece)]
        self._left -= len(piece)
        return self._left == 0

    def _end(self) -> None:
        assert self._header is not None
        header, self._header = self._header, None
        if self._file is None:
            body = Body.of(bytes(self._buffer[: self._size]))
            del self._buffer[: self._size]
        else:
            body, self._file = Body(self._file, self._size), None
        self._given(header, body)
