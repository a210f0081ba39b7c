"""A package as it was handed over: a folder, or a zip that is read without unpacking it to the disk."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from respondeat.errors import InputError
from respondeat.graph.evidence.verifier.hashing import digests
from respondeat.graph.evidence.verifier.names import folded, shown
from respondeat.graph.evidence.verifier.source import FolderSource, Source, ZipSource
from respondeat.graph.evidence.verifier.verdict import Unreadable


class ZipPackage(ZipSource):
    """A zip whose files are named from the folder that holds `marker`: the top, or the one folder there is.

    Raises Unreadable for what no package may hold, as `FolderSource` does.
    """

    def __init__(self, file: BinaryIO, marker: str) -> None:
        self._marker = marker
        super().__init__(file)

    def top_of(self, names: Sequence[str]) -> str:
        """The one folder that all entries are in, with a slash; "" where the marker is at the top."""
        top = names[0].partition("/")[0] + "/" if names and self._marker not in names else ""
        return top if all(name.startswith(top) for name in names) else ""

    def sha256(self) -> str:
        """The SHA-256 of the zip itself."""
        self.file.seek(0)
        return hashed(self.file)["sha256"]


@contextmanager
def opened(path: Path, marker: str) -> Iterator[Source]:
    """The files of a folder or zip that holds `marker`, while the block lasts.

    Raises InputError for what no package may hold: links, names that lead out or are one file on some
    systems, bombs; and when a file cannot be read as it should be.
    """
    with telling(path):
        if path.is_dir():
            yield FolderSource(path)
            return
        try:
            file = path.open("rb")
        except OSError as error:
            raise InputError(f"{path} cannot be read: {error.strerror or error}. Check the path.") from None
        with file:
            yield ZipPackage(file, marker)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Tell what the verifier refuses to read as InputError."""
    try:
        yield
    except Unreadable as error:
        raise InputError(f"{path} is not taken in: {error} Nothing was taken in.") from None


def hashed(file: BinaryIO, *more: str) -> dict[str, str]:
    """The SHA-256 of a file, and its hashes by other algorithms."""
    return digests(file, ("sha256", *more), lambda _size: None)


def hash_of(source: Source, name: str) -> str:
    """The SHA-256 of a file of a package."""
    with source.open(name) as file:
        return hashed(file)["sha256"]


def package_hash(source: Source, marker: str) -> str:
    """The SHA-256 of a package that is one file, as it is open; of a folder that of its file `marker`."""
    return source.sha256() if isinstance(source, ZipPackage) else hash_of(source, marker)


class Lookup:
    """Names of files by what is meant: the same, or the one that differs in case or Unicode's form."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = frozenset(names)
        self._folded = {folded(name): name for name in names}  # no two are alike: see `check_names`

    def find(self, wanted: str) -> str:
        """The name that is meant; "" where there is none."""
        return wanted if wanted in self._names else self._folded.get(folded(wanted), "")


def printed(name: str) -> str:
    """A name of a file in a package, as it can be printed."""
    return shown(name)
