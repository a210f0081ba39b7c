"""What kind of file something is: by its first bytes, and by its name only where these leave it open.

A media type is a help to whoever opens the file, and is never relied upon.
"""

import codecs
import re
from collections.abc import Callable
from typing import Final

HEAD: Final = 4096  # bytes that are looked at
UNKNOWN: Final = "application/octet-stream"

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"OggS", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"WARC/", "application/warc"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
)
# What a name may say more of than the bytes do: kinds that are made of other kinds.
_WITHIN: Final[dict[str, dict[str, str]]] = {
    "application/zip": {
        ".wacz": "application/wacz",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".ods": "application/vnd.oasis.opendocument.spreadsheet",
        ".epub": "application/epub+zip",
    },
    "application/gzip": {".warc.gz": "application/warc"},
    "application/x-ole-storage": {
        ".doc": "application/msword",
        ".xls": "application/vnd.ms-excel",
        ".msg": "application/vnd.ms-outlook",
    },
    "application/ogg": {".ogv": "video/ogg", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg"},
    "video/x-matroska": {".webm": "video/webm", ".mkv": "video/x-matroska"},
    "text/plain": {
        ".csv": "text/csv",
        ".css": "text/css",
        ".eml": "message/rfc822",
        ".htm": "text/html",
        ".html": "text/html",
        ".js": "text/javascript",
        ".json": "application/json",
        ".jsonl": "application/jsonl",
        ".jsonld": "application/ld+json",
        ".md": "text/markdown",
        ".py": "text/x-python",
        ".srt": "application/x-subrip",
        ".svg": "image/svg+xml",
        ".trig": "application/trig",
        ".tsv": "text/tab-separated-values",
        ".ttl": "text/turtle",
        ".vtt": "text/vtt",
        ".warc": "application/warc",
        ".xhtml": "text/html",
        ".xml": "application/xml",
        ".yaml": "application/yaml",
        ".yml": "application/yaml",
    },
}
_BRANDS: Final = (
    (re.compile(rb"(avif|avis)"), "image/avif"),
    (re.compile(rb"(heic|heix|hevc|mif1|msf1)"), "image/heic"),
    (re.compile(rb"qt  "), "video/quicktime"),
    (re.compile(rb"M4A "), "audio/mp4"),
    (re.compile(rb"3g[p2]"), "video/3gpp"),
)
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_HTML: Final = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_SVG: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", re.DOTALL
)


def media_type(head: bytes, name: str = "") -> str:
    r"""The media type of a file with these first bytes (`HEAD` of them) and this name.

    >>> media_type(b"%PDF-1.7", "photo.jpg")
    'application/pdf'
    >>> media_type(b"PK\x03\x04", "page.wacz")
    'application/wacz'
    """
    found = next((kind for told in _SNIFFED if (kind := told(head))), UNKNOWN)
    for ending, kind in _WITHIN.get(found, {}).items():
        if name.lower().endswith(ending):
            return kind
    return found


def suffix(kind: str) -> str:
    """The usual ending of names of files of a media type, with its dot; ".bin" where none is known.

    >>> suffix("application/pdf"), suffix("x/y")
    ('.pdf', '.bin')
    """
    return _SUFFIXES.get(kind.partition(";")[0].strip().lower(), ".bin")


def type_of_name(name: str) -> str:
    """The media type of a file that is as its name says; UNKNOWN for a name that says nothing.

    >>> type_of_name("data/graph.trig"), type_of_name("data/.txt")
    ('application/trig', 'application/octet-stream')
    """
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return _TYPES.get(dot + ending.lower(), UNKNOWN) if stem else UNKNOWN


def is_html(head: bytes) -> bool:
    """Whether a file that begins so (in UTF-8) says that it is HTML."""
    plain = head.removeprefix(codecs.BOM_UTF8)
    return bool(_HTML.match(plain)) or (plain.startswith(b"<?xml") and b"<html" in plain)


def _by_start(head: bytes) -> str:
    return next((kind for start, kind in _STARTS if head.startswith(start)), "")


def _boxed(head: bytes) -> str:
    """ISO base media files: an `ftyp` box with the brand of what they hold."""
    if head[4:8] == b"ftyp":
        return next((kind for brand, kind in _BRANDS if brand.match(head[8:12])), "video/mp4")
    return ""


def _riff(head: bytes) -> str:
    return _RIFF.get(head[8:12], "") if head.startswith(b"RIFF") else ""


def _pdf(head: bytes) -> str:
    return "application/pdf" if b"%PDF-" in head[:1024] else ""


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marked = head.decode("utf-16", "ignore").encode()
        return "text/html" if is_html(marked) else "text/plain"
    plain = head.removeprefix(codecs.BOM_UTF8)
    if not plain or b"\0" in plain:
        return ""
    if is_html(plain):
        return "text/html"
    if _SVG.match(plain):
        return "image/svg+xml"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(plain)  # a character may be cut in two at the end
    except UnicodeDecodeError:
        return ""
    return "text/plain"


_SNIFFED: Final[tuple[Callable[[bytes], str], ...]] = (_pdf, _by_start, _boxed, _riff, _text)
_SUFFIXES: Final = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/heic": ".heic",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/3gpp": ".3gp",
    "video/x-msvideo": ".avi",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "application/gzip": ".gz",
    "application/zip": ".zip",
    "application/warc": ".warc",
    "application/rtf": ".rtf",
    "application/vnd.sqlite3": ".sqlite",
    **{
        kind: ending
        for told in _WITHIN.values()
        for ending, kind in reversed(told.items())
        if ending not in (".htm", ".xhtml", ".warc", ".warc.gz", ".yml")
    },
}
_TYPES: Final = {ending: kind for kind, ending in reversed(_SUFFIXES.items())}
