"""The tag files of a bag, of every version of BagIt from 0.93 on, line by line, in any of its encodings."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .layout import BAGIT
from .source import Source, read_whole
from .verdict import Unreadable

VERSIONS: Final = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
MOST_FETCHED: Final = 100_000
_LONGEST_LINE: Final = 1 << 16
_LARGEST_INFO: Final = 1 << 24
_LISTED: Final = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(\S.*)")
_FETCHED: Final = re.compile(r"(\S+)[ \t]+(\S+)[ \t]+(.+)")
_LABELLED: Final = re.compile(r"([^:]*):(.*)")
_ENCODINGS: Final = re.compile(
    r"utf_?8|utf_16(_[bl]e)?|utf_32(_[bl]e)?|ascii|(iso8859|cp|koi8|mac|big5|euc|gb|shift)[a-z0-9_]*"
)


@dataclass(frozen=True)
class Declaration:
    """What `bagit.txt` says: the version, and the encoding of the other tag files. `faults` are in words."""

    version: str
    encoding: str
    faults: tuple[str, ...] = ()

    @property
    def strict(self) -> bool:
        """Whether the rules of RFC 8493 hold, which are stricter than those of the drafts before it."""
        return not self.version.startswith("0.")


@dataclass(frozen=True)
class Listed:
    """A line of a manifest: the hash and the name as it is written there; `binary` where a `*` marks it."""

    digest: str
    name: str
    binary: bool


def read_declaration(source: Source) -> Declaration:
    """What `bagit.txt` says. Raises Unreadable when it is missing or cannot be read at all."""
    raw = read_whole(source, BAGIT, 4096)
    faults = []
    if raw.startswith(codecs.BOM_UTF8):
        faults.append("bagit.txt begins with a byte order mark.")
        raw = raw[3:]
    try:
        lines = re.sub("\r\n?", "\n", raw.decode("utf-8")).rstrip("\n").split("\n")
    except UnicodeDecodeError:
        raise Unreadable("bagit.txt is not UTF-8.") from None
    version = re.fullmatch(r"BagIt-Version([ \t]*):[ \t]*([0-9]+\.[0-9]+)[ \t]*", lines[0])
    told = lines[1] if len(lines) > 1 else ""
    encoding = re.fullmatch(r"Tag-File-Character-Encoding([ \t]*):[ \t]*([!-~]+)[ \t]*", told)
    if version is None:
        faults.append("bagit.txt does not say a version of BagIt.")
    elif version[2] not in VERSIONS:
        faults.append(f"bagit.txt says version {version[2]} of BagIt, which is not known.")
    if encoding is None:
        faults.append("bagit.txt does not say the encoding of the tag files.")
    elif _codec(encoding[2]) is None:
        faults.append(f"bagit.txt says the encoding {encoding[2][:40]!r}, which is not read.")
    if len(lines) > 2:
        faults.append("bagit.txt says more than its two lines.")
    if version and encoding and not version[2].startswith("0."):
        plain = [f"BagIt-Version: {version[2]}", f"Tag-File-Character-Encoding: {encoding[2]}"]
        if lines[:2] != plain:
            faults.append("bagit.txt is not written as RFC 8493 says: spaces stand where none may.")
    codec = _codec(encoding[2]) if encoding else None
    return Declaration(version[2] if version else "1.0", codec or "utf-8", tuple(faults))


def read_manifest(source: Source, name: str, encoding: str) -> Iterator[Listed]:
    """The lines of a manifest, one by one. Raises Unreadable for one that is none."""
    for number, line in text_lines(source, name, encoding):
        found = _LISTED.fullmatch(line)
        if found is None:
            raise Unreadable(f"Line {number} of {name} does not say a hash and a name.")
        yield Listed(found[1].lower(), found[3], bool(found[2]))


def read_fetch(source: Source, name: str, encoding: str) -> Iterator[tuple[str, str, str]]:
    """The lines of `fetch.txt`: address, size in bytes or "-", name. Raises Unreadable."""
    for number, line in text_lines(source, name, encoding):
        found = _FETCHED.fullmatch(line)
        if found is None or not re.fullmatch(r"-|[0-9]{1,20}", found[2]):
            raise Unreadable(f"Line {number} of {name} does not say an address, a size and a name.")
        if number > MOST_FETCHED:
            raise Unreadable(f"{name} has more than {MOST_FETCHED} lines: that is more than is read.")
        yield found[1], found[2], found[3]


def read_info(source: Source, name: str, encoding: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The labels and values of `bag-info.txt`, and the lines that say none. Raises Unreadable."""
    if source.size(name) > _LARGEST_INFO:
        raise Unreadable(f"{name} is larger than such a file can be.")
    found: list[tuple[str, str]] = []
    odd = []
    for number, line in text_lines(source, name, encoding):
        labelled = _LABELLED.fullmatch(line)
        if line[0] in " \t" and found:
            found[-1] = (found[-1][0], found[-1][1] + " " + line.strip())
        elif labelled is None or not labelled[1].strip():
            odd.append(f"Line {number} of {name} says no label and value.")
        else:
            found.append((labelled[1].strip(), labelled[2].strip()))
    return found, odd[:10]


def text_lines(source: Source, name: str, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines of a tag file that are not empty, with their numbers and without their ends."""
    with source.open(name) as raw, io.TextIOWrapper(raw, encoding, newline=None) as file:
        number = 0
        while True:
            try:
                line = file.readline(_LONGEST_LINE)
            except UnicodeError:
                raise Unreadable(f"{name} is not {encoding}, as bagit.txt says it is.") from None
            if not line:
                return
            number += 1
            if len(line) == _LONGEST_LINE:
                raise Unreadable(f"Line {number} of {name} is too long to be read.")
            if line.strip():
                yield number, line.rstrip("\n")


def _codec(name: str) -> str | None:
    """The name by which Python knows an encoding of text; None for what is none."""
    try:
        known = codecs.lookup(name).name.lower().replace("-", "_")
    except (LookupError, ValueError):
        return None
    return known if _ENCODINGS.fullmatch(known) else None
