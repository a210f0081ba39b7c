"""Tables that Bellingcat's auto-archiver wrote: its sheet, saved as CSV or XLSX, or the CSV of its own.

Files are looked up beside the table, by the relative path that a row gives; nothing is fetched.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from respondeat.errors import InputError, TableError
from respondeat.graph.documents import Capture
from respondeat.graph.evidence.verifier.names import name_fault
from respondeat.graph.importers.base import Fault, Row, file_sha256, read_rows

from .auto_archiver_cells import Archived, Media, columns_of, is_elsewhere, read_row
from .findings import shown
from .handed import Handed, Listed, Received, address, line
from .package import hashed

KIND: Final = "auto-archiver"
_TOLD_HASH: Final = re.compile(r"(SHA-256|SHA3-512):([0-9a-fA-F]{64}|[0-9a-fA-F]{128})")
_DIGITS: Final = {"SHA-256": ("sha256", 64), "SHA3-512": ("sha3_512", 128)}
_NO_HASH: Final = frozenset({"", "not-calculated"})
_MOST_ROWS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read: what it hands over, how many rows it has, which of them are faulty."""

    received: Received
    rows: int
    imported: int
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_table(path: Path, *, strict: bool = False) -> Table:
    """The pages that a table of auto-archiver lists, with the files of them that lie beside it.

    Rows with a fault are told and left out. Raises TableError when it is no such table, InputError when it
    cannot be read, or when `strict` and a row has a fault.
    """
    package = file_sha256(path)  # first: were the table exchanged now, taking it in would find out
    rows = read_rows(path, required=())
    columns = columns_of(rows[0].header.columns) if rows else None
    if columns is None:
        raise TableError(
            f"{path} is no table of auto-archiver: it needs columns such as Link, Archive status and Archive "
            "location, or status, metadata and media. Nothing was taken in."
        )
    if len(rows) > _MOST_ROWS:
        raise TableError(f"{path} has more than {_MOST_ROWS:,} rows. Split it. Nothing was taken in.")
    reading = _Reading(path, columns)
    for row in rows:
        reading.add(row)
    if strict and reading.faults:
        listed = "\n".join(f"  {fault}" for fault in reading.faults[:20])
        raise InputError(f"Nothing was taken in: {len(reading.faults)} rows have a fault.\n{listed}")
    own = Handed(line(path.name, 255), package, partial(_open, path), title=path.stem)
    received = Received(KIND, package, (own, *reading.files), tuple(reading.listed))
    return Table(received, len(rows), reading.imported, tuple(reading.faults), tuple(reading.warnings))


@dataclass
class _Reading:
    path: Path
    columns: Mapping[str, str]
    files: list[Handed] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    imported: int = 0

    def add(self, row: Row) -> None:
        """Read one row, or tell what is wrong with it."""
        for fault in row.faults:
            self._fault(row, fault.column, fault.value, fault.message)
            return
        told = read_row(row, self.columns)
        if told.fault[0]:
            self._fault(row, told.fault[0], row[told.fault[0]], told.fault[1])
            return
        if not (url := address(told.url)):
            message = "it is no web address" if told.url else "there is no address of a page"
            self._fault(row, self.columns.get("url", "") or self.columns["metadata"], told.url, message)
            return
        if not told.media and "success" not in told.status.lower():
            self._warn(
                row, self.columns["status"], told.status, "it was not archived, so nothing is taken in of it"
            )
            return
        found: list[Handed] = []
        for medium in told.media:
            if not self._medium(row, told, url, medium, found):
                return
        self.files += found
        if not found:
            self.listed.append(_listed(told, url))
        self.imported += 1

    def _medium(self, row: Row, told: Archived, url: str, medium: Media, found: list[Handed]) -> bool:
        """Find one file; whether the row goes on."""
        hash_name, digest = _hash(medium.hash)
        if digest is None:
            self._fault(
                row,
                self.columns.get("hash", "") or medium.column,
                medium.hash,
                "it is no hash of a known kind",
            )
            return False
        here = self._here(row, medium)
        if here is None:
            return True
        name, path = here
        sha256, other = _hashes(path, hash_name)
        if digest not in ("", other):
            text = f"{shown(name)} beside the table does not agree with this hash"
            self._fault(row, self.columns.get("hash", "") or medium.column, medium.hash, text)
            return False
        if not digest:
            self._warn(
                row,
                medium.column,
                name,
                "the table has no hash of it, so nothing shows that it is the one meant",
            )
        capture = Capture(line(told.archived, 40), _tool(told.status), url=url)
        found.append(
            Handed(
                name,
                sha256,
                partial(_open, path),
                line(told.title),
                url=url,
                note=_note(told),
                captures=(capture,),
            )
        )
        return True

    def _here(self, row: Row, medium: Media) -> tuple[str, Path] | None:
        """The file beside the table that a row names; never one elsewhere."""
        top = self.path.parent
        for place in medium.places:
            if is_elsewhere(place):
                continue
            name = place.removeprefix("./")
            if fault := name_fault(name):
                self._warn(row, medium.column, place, f"the file is not looked up: {fault}")
            elif _is_plain_file(top, name):
                return name, top.joinpath(*name.split("/"))
        return None

    def _fault(self, row: Row, column: str, value: str, message: str) -> None:
        self.faults.append(Fault(self.path.name, row.number, column, shown(value), message))

    def _warn(self, row: Row, column: str, value: str, message: str) -> None:
        self.warnings.append(Fault(self.path.name, row.number, column, shown(value), message))


def _is_plain_file(top: Path, name: str) -> bool:
    """Whether a path within a folder leads to an ordinary file, over no link."""
    place = top
    for part in name.split("/"):
        place = place / part
        if place.is_symlink():
            return False
    return place.is_file()


def _hash(told: str) -> tuple[str, str | None]:
    """The algorithm (of hashlib) and digest of a hash as auto-archiver writes it; None for what is none."""
    if told.strip() in _NO_HASH:
        return "", ""
    found = _TOLD_HASH.fullmatch(told.strip())
    if found is None or len(found[2]) != _DIGITS[found[1]][1]:
        return "", None
    return _DIGITS[found[1]][0], found[2].lower()


def _hashes(path: Path, other: str) -> tuple[str, str]:
    """The SHA-256 of a file, and its hash by another algorithm, "" without one."""
    try:
        with path.open("rb") as file:
            found = hashed(file, *([other] if other else []))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}. Nothing was taken in.") from None
    return found["sha256"], found.get(other, "")


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _listed(told: Archived, url: str) -> Listed:
    digests: Iterable[tuple[str, str | None]] = (_hash(one.hash) for one in told.media)
    sha256 = next((digest for name, digest in digests if name == "sha256" and digest), "")
    return Listed(line(told.title) or url, url, sha256, note=_note(told))


def _note(told: Archived) -> str:
    places = [line(place, 500) for one in told.media for place in one.places if is_elsewhere(place)]
    parts = [
        f"uploaded {line(told.uploaded, 40)}" if told.uploaded else "",
        *(f"archived at {p}" for p in places[:5]),
    ]
    return "; ".join(part for part in parts if part)


def _tool(status: str) -> str:
    return line(f"auto-archiver ({status})" if status else "auto-archiver", 200)
