"""A package as it was handed over: a folder, or a zip that is read without unpacking it to the disk."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from respondeat.errors import InputError
from respondeat.graph.evidence.verifier.names import folded, shown
from respondeat.graph.evidence.verifier.source import FolderSource, Source, check_names
from respondeat.graph.evidence.verifier.verdict import Unreadable
from respondeat.graph.evidence.verifier.zipped import ZipEntry, open_entry, read_entries

_BUFFER: Final = 1 << 20


class ZipPackage:
    """A zip whose files are named from the folder that holds `marker`: the top, or the one folder there is.

    Raises Unreadable for what no package may hold, as `FolderSource` does.
    """

    def __init__(self, file: BinaryIO, marker: str) -> None:
        self._file = file
        entries = read_entries(file)
        tops = {e.name.partition("/")[0] + "/" for e in entries}
        top = next(iter(tops)) if len(tops) == 1 and marker not in {e.name for e in entries} else ""
        self._found: dict[str, ZipEntry] = {
            e.name[len(top) :]: e for e in entries if not e.name.endswith("/")
        }
        self._folders = [e.name[len(top) : -1] for e in entries if e.name.endswith("/") and e.name != top]
        check_names([*self._found, *self._folders])
        self._names = sorted(self._found)

    def names(self) -> Sequence[str]:
        """See `Source`."""
        return self._names

    def folders(self) -> Sequence[str]:
        """See `Source`."""
        return self._folders

    def size(self, name: str) -> int:
        """See `Source`."""
        return self._found[name].size

    def sha256(self) -> str:
        """The SHA-256 of the zip itself."""
        self._file.seek(0)
        return hashed(self._file)["sha256"]

    def close(self) -> None:
        """See `Source`."""
        self._file.close()

    def open(self, name: str) -> BinaryIO:
        """See `Source`."""
        return io.BufferedReader(open_entry(self._file, self._found[name]), _BUFFER)


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
    digests = {name: hashlib.new(name, usedforsecurity=False) for name in ("sha256", *more)}
    while piece := file.read(_BUFFER):
        for digest in digests.values():
            digest.update(piece)
    return {name: digest.hexdigest() for name, digest in digests.items()}


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
