"""What pictures say of themselves: notes packed in PNG. The notes of JPEG and TIFF stand there unpacked."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO, Final

from .pieces import Text

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_OTHERS: Final = (b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\0\x0cjP  ")
_MOST: Final = 1 << 24  # bytes of one note


def is_picture(head: bytes) -> bool:
    """Whether a file that begins so is a picture."""
    return (
        head.startswith((_PNG, *_OTHERS))
        or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
        or (head.startswith(b"BM") and head[6:10] == bytes(4))
        or head[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1")
    )


def picture_notes(file: IO[bytes], place: str) -> Iterator[Text]:
    """The packed notes of a PNG (zTXt, iTXt). Raises struct.error, zlib.error for a damaged file."""
    if file.read(8) != _PNG:
        return
    offset = 8
    while header := file.read(8):
        size, kind = struct.unpack(">I4s", header)
        if kind in (b"zTXt", b"iTXt") and size <= _MOST:
            content = file.read(size)
            for part in _unpacked(kind, content):
                yield Text(place, offset, part.decode("utf-8", "replace"))
            file.seek(4, 1)
        else:
            file.seek(size + 4, 1)
        offset += size + 12


def _unpacked(kind: bytes, content: bytes) -> Iterator[bytes]:
    _, _, rest = content.partition(b"\0")
    if kind == b"zTXt":
        yield zlib.decompressobj().decompress(rest[1:], _MOST)
    elif rest[:1] == b"\1":
        packed = rest[2:].split(b"\0", 2)[-1]
        yield zlib.decompressobj().decompress(packed, _MOST)
