"""Every file of a bundle is searched for what its reader may not see; a bundle with a hit is not written."""

import io
import struct
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from respondeat.errors import LeakError
from respondeat.graph.evidence.verifier.layout import DOCUMENTS, TOP, WORKING

from .opened import Opener
from .pieces import Unread
from .protected import Protected

File = tuple[str, Callable[[], IO[bytes]]]
"""A file: its name with slashes, and how to open it."""

AROUND: Final = "(the zip itself)"
_HEADER: Final = 30  # bytes before the name of a member
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """That something protected stands in a file: of which kind, where, and which (for the owner's eyes)."""

    file: str
    place: str
    kind: str
    offset: int
    secret: str

    def as_json(self, *, secrets: bool = False) -> dict[str, Any]:
        """The hit as JSON data, without what was met unless asked for."""
        told = {"file": self.file, "place": self.place, "kind": self.kind, "offset": self.offset}
        return {**told, "secret": self.secret} if secrets else told


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found, and what could not be looked into."""

    hits: tuple[Hit, ...] = ()
    unread: tuple[tuple[str, Unread], ...] = ()

    @property
    def dark(self) -> bool:
        """Whether there is something that cannot be looked into, beside pictures within texts."""
        return any(not piece.within_text for _, piece in self.unread)


def search(
    files: Iterable[File], protected: Protected, passed: Collection[str] = (), *, give_up: bool = False
) -> Findings:
    """Look for what is protected in the names and contents of files.

    `passed` are the SHA-256 of documents that were found clean before: of these only the names are read.
    `give_up` ends the search of a file where something cannot be looked into. When nothing is protected no
    file is opened.
    """
    if not protected:
        return Findings()
    hits: dict[tuple[str, str, str], Hit] = {}
    unread: list[tuple[str, Unread]] = []
    for name, open_file in files:
        for hit in _in_file(name, open_file, protected, passed, unread, give_up):
            hits.setdefault((hit.file, hit.place, hit.secret), hit)
    return Findings(tuple(sorted(hits.values())), tuple(unread))


def _in_file(
    name: str,
    open_file: Callable[[], IO[bytes]],
    protected: Protected,
    passed: Collection[str],
    unread: list[tuple[str, Unread]],
    give_up: bool,
) -> Iterator[Hit]:
    scanner = protected.scanner
    for found in scanner.scan(name.rpartition("/")[2]):
        yield Hit(
            name, "file name", scanner.secrets[found.secret].kind, 0, scanner.secrets[found.secret].text
        )
    held = name.startswith((DOCUMENTS, WORKING))
    if held and name.rpartition("/")[2].partition(".")[0] in passed:
        return
    for piece in Opener().pieces(open_file, ""):
        if isinstance(piece, Unread):
            unread.append((name, piece))
            if give_up and not piece.within_text:
                return
            continue
        # numbers in a PDF's own bytes are places on paper
        drawn = piece.drawn or (name.endswith(".pdf") and not piece.place)
        for found in scanner.scan(piece.text, structured=not (held or drawn)):
            secret = scanner.secrets[found.secret]
            yield Hit(name, piece.place, secret.kind, piece.offset, secret.text)


def refuse(findings: Findings) -> None:
    """Raises LeakError when something was found."""
    if not findings.hits:
        return
    hits = findings.hits
    lines = [f"- {hit.kind} in {hit.file}{' (' + hit.place + ')' if hit.place else ''}" for hit in hits]
    more = [f"- and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    raise LeakError(
        "Nothing was written, for the bundle would tell what its reader may not see:\n"
        + "\n".join([*dict.fromkeys(lines[:_SHOWN]), *more]),
        hits=[hit.as_json() for hit in hits],
    )


def files_of(place: Path) -> Iterator[File]:
    """The files of a bundle, a folder or a zip, by name; of a zip also what stands around its members."""
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if not path.is_dir():
                yield path.relative_to(place).as_posix(), lambda one=path: one.open("rb")  # type: ignore[misc]
        return
    with zipfile.ZipFile(place) as packed:
        for info in packed.infolist():
            yield info.filename.removeprefix(f"{TOP}/"), lambda one=info: packed.open(one)  # type: ignore[misc]
        around = _around(place, packed)
        yield AROUND, lambda: io.BytesIO(around)


def _around(place: Path, packed: zipfile.ZipFile) -> bytes:
    """What a zip holds beside the content of its members: names, comments, extra fields, anything between."""
    found = list[bytes]()
    with place.open("rb") as file:
        for info in sorted(packed.infolist(), key=lambda one: one.header_offset):
            found.append(file.read(info.header_offset - file.tell()))
            header = file.read(_HEADER)
            found += [header, file.read(sum(struct.unpack("<HH", header[-4:])))]
            file.seek(info.compress_size, 1)
        found.append(file.read())
    return b"\n".join(found)
