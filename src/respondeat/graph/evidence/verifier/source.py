"""A bag as files by name, in a folder or a zip. Nothing is written, nothing is unpacked to a disk.

What is handed over may be made to harm: links and devices, names that lead out, names that are one file
on another system, a million files, are refused before anything is read.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from .layout import BAGIT, TOP
from .names import folded, is_system_file, name_fault, shown
from .verdict import Unreadable
from .zipped import MOST_FILES, ZipEntry, open_entry, read_entries

_DEEPEST: Final = 64
_REPARSE: Final = 0x400  # FILE_ATTRIBUTE_REPARSE_POINT: links and junctions of Windows
_BUFFER: Final = 1 << 20


class Source(Protocol):
    """The files of a bag."""

    def names(self) -> Sequence[str]:
        """The names of all files, with slashes, in the order of their letters."""

    def folders(self) -> Sequence[str]:
        """The folders that are entries of their own, with slashes and without one at the end."""

    def size(self, name: str) -> int:
        """The size of a file in bytes."""

    def open(self, name: str) -> BinaryIO:
        """A file to be read, and closed. Raises Unreadable when it cannot be, KeyError for another name."""

    def close(self) -> None:
        """Let go of it."""


class FolderSource:
    """A bag in a folder. Raises Unreadable for what no bag holds; see the top of this module."""

    def __init__(self, folder: Path) -> None:
        self._top = folder
        self._found: dict[str, tuple[int, int, int]] = {}
        self._folders: list[str] = []
        self._walk(folder)
        check_names(self._found)
        self._names = sorted(self._found)

    def names(self) -> Sequence[str]:
        """See `Source`."""
        return self._names

    def folders(self) -> Sequence[str]:
        """See `Source`."""
        return self._folders

    def size(self, name: str) -> int:
        """See `Source`."""
        return self._found[name][0]

    def open(self, name: str) -> BinaryIO:
        """See `Source`. A file that was exchanged since the folder was read is refused."""
        known = self._found[name]
        path = self._top.joinpath(*name.split("/"))
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
        except OSError as error:
            raise Unreadable(f"{shown(name)} cannot be opened: {error.strerror}.") from None
        file = os.fdopen(handle, "rb", buffering=_BUFFER)
        now = os.fstat(handle)
        if not stat.S_ISREG(now.st_mode) or (known[2] and (now.st_dev, now.st_ino) != known[1:]):
            file.close()
            raise Unreadable(f"{shown(name)} was exchanged while the bag was being read.")
        return file

    def close(self) -> None:
        """See `Source`."""

    def _walk(self, top: Path) -> None:
        waiting = [("", top)]
        while waiting:
            prefix, folder = waiting.pop()
            if prefix.count("/") > _DEEPEST:
                raise Unreadable(f"Folders stand more than {_DEEPEST} deep in one another.")
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        self._add(prefix + entry.name, entry, waiting)
            except OSError as error:
                raise Unreadable(f"{folder} cannot be read: {error.strerror}.") from None

    def _add(self, name: str, entry: os.DirEntry[str], waiting: list[tuple[str, Path]]) -> None:
        info = entry.stat(follow_symlinks=False)
        linked = getattr(info, "st_file_attributes", 0) & _REPARSE
        if stat.S_ISLNK(info.st_mode) or linked:
            raise Unreadable(f"{shown(name)} is a link. A bag holds files, not ways to other places.")
        if stat.S_ISDIR(info.st_mode):
            self._folders.append(name)
            waiting.append((name + "/", Path(entry.path)))
        elif stat.S_ISREG(info.st_mode):
            self._found[name] = (info.st_size, info.st_dev, info.st_ino)
        else:
            raise Unreadable(f"{shown(name)} is neither a file nor a folder.")
        if len(self._found) + len(self._folders) > MOST_FILES:
            raise Unreadable(f"There are more than {MOST_FILES} files: that is more than is read.")


class ZipSource:
    """A bag in a zip, in one folder there or at its top. Raises Unreadable as `FolderSource` does."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.entries: Sequence[ZipEntry] = read_entries(file)
        self.top = self.top_of([entry.name for entry in self.entries])
        self._found = {e.name[len(self.top) :]: e for e in self.entries if not e.name.endswith("/")}
        inner = (e.name[len(self.top) : -1] for e in self.entries if e.name.endswith("/"))
        self._folders = [name for name in inner if name]
        check_names([*self._found, *self._folders])
        self._names = sorted(self._found)

    def top_of(self, names: Sequence[str]) -> str:
        """The folder that all entries are in, with a slash; "" for a bag at the top of its zip."""
        if BAGIT in names or not names:
            return ""
        top = names[0].partition("/")[0] + "/"
        for name in names:
            if not name.startswith(top):
                raise Unreadable(f"{shown(name)} stands outside of the folder that the zip holds.")
        return top

    def names(self) -> Sequence[str]:
        """See `Source`."""
        return self._names

    def folders(self) -> Sequence[str]:
        """See `Source`."""
        return self._folders

    def size(self, name: str) -> int:
        """See `Source`."""
        return self._found[name].size

    def open(self, name: str) -> BinaryIO:
        """See `Source`."""
        return io.BufferedReader(open_entry(self.file, self._found[name]), _BUFFER)

    def close(self) -> None:
        """See `Source`."""
        self.file.close()


def open_source(path: Path) -> FolderSource | ZipSource:
    """The bag in a folder or a zip. Raises Unreadable when it is neither, or holds what no bag may hold.

    A folder that holds a bag in a folder `bundle` and nothing else, as an unpacked zip does, stands for that
    one. With anything beside it it does not: what is judged would not be all that somebody looks at.
    """
    if path.is_dir():
        return FolderSource(path / TOP if _unpacked(path) else path)
    if not path.is_file():
        raise Unreadable(f"There is no folder and no zip at {path}.")
    try:
        file = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    try:
        return ZipSource(file)
    except OSError as error:
        file.close()
        raise Unreadable(f"{path} cannot be read: {error.strerror or error}.") from None
    except BaseException:
        file.close()
        raise


def _unpacked(path: Path) -> bool:
    try:
        found = [entry.name for entry in path.iterdir() if not is_system_file(entry.name)]
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
    inner = path / TOP
    if BAGIT in found or TOP not in found or inner.is_symlink() or not (inner / BAGIT).is_file():
        return False
    if len(found) > 1:
        raise Unreadable(
            f"{path} is no bag: it holds one in its folder {TOP!r}, with other things beside it, which "
            f"belong to none. To judge the bag alone name {inner}."
        )
    return True


def check_names(names: Iterable[str]) -> None:
    """Raises Unreadable for a name that no bag may hold, and for two that are one on some systems."""
    seen: dict[str, str] = {}
    for name in names:
        fault = name_fault(name)
        if fault:
            raise Unreadable(f"The name {shown(name)} is refused: {fault}.")
        other = seen.setdefault(folded(name), name)
        if other != name:
            raise Unreadable(f"{shown(other)} and {shown(name)} are one file on many systems.")


def read_whole(source: Source, name: str, most: int) -> bytes:
    """The content of a small file. Raises Unreadable when it is missing or larger than `most` bytes."""
    if name not in frozenset(source.names()):
        raise Unreadable(f"{name} is missing.")
    with source.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Unreadable(f"{name} is larger than such a file can be ({most} bytes).")
    return content


def lines_of(file: BinaryIO, name: str, most: int = 1 << 24) -> Iterator[bytes]:
    """The lines of a file, each with its end. Raises Unreadable for one longer than `most` bytes."""
    while True:
        line = file.readline(most + 1)
        if not line:
            return
        if len(line) > most:
            raise Unreadable(f"{name} has a line of more than {most} bytes.")
        yield line
