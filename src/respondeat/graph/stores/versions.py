"""The versions of the levels that readers open: made aside, named when whole, switched to in one step."""

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from respondeat.errors import StoreError
from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from .files import MARK, aside, disk_faults, hash_file, publish, remove_tree, replace
from .layout import UNREADABLE, Layout
from .levels import LevelStore
from .locks import Lock, claim, share
from .protocol import ChangesetInfo, LevelIndex
from .reading import StoreReader
from .sequences import chain_hash, sees

_TRIES = 100  # a reader loses the race against a writer that removes the version at most a few times


_UNUSED = "unused"  # a file in a version to which no level points any more
_NAME = re.compile(r"[0-9]+(?:-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a level: its folder, and what stands in its manifest."""

    level: str  # whose read store it is; levels that see the same share it
    name: str
    path: Path
    sequence: int
    dataset_hash: str
    indexes: tuple[str, ...]
    files: Mapping[str, str]  # of the indexes, each with its hash; the engine has its own

    @property
    def rdf(self) -> Path:
        """The folder of the engine's store."""
        return self.path / "rdf"

    @property
    def manifest(self) -> bytes:
        """What is written beside it."""
        said = {
            "level": self.level,
            "sequence": self.sequence,
            "dataset_hash": self.dataset_hash,
            "indexes": self.indexes,
            "files": self.files,
        }
        return json.dumps(said, indent=1).encode()

    def index(self, name: str) -> Path | None:
        """The folder of an index, None when it was made without."""
        return self.path / name if name in self.indexes else None

    def holds(self, history: Sequence[ChangesetInfo]) -> bool:
        """Whether this version is of the beginning of a history."""
        return self.sequence <= len(history) and self.dataset_hash == chain_hash(history[: self.sequence])


def current(layout: Layout, level: str) -> Version | None:
    """The version that readers of a level open; None when there is none that is whole."""
    pointer = layout.current(level)
    for _ in range(_TRIES):
        try:
            told = pointer.read_bytes()
        except OSError:
            return None
        found = _pointed(layout, level, told)
        if found is not None or _same(pointer, told):
            return found  # what is missing or broken the writer makes anew
    return None


def _same(pointer: Path, told: bytes) -> bool:
    """Whether a pointer says what it did: a version that it led to may have been removed since."""
    with suppress(OSError):
        return pointer.read_bytes() == told
    return True


def _pointed(layout: Layout, level: str, told: bytes) -> Version | None:
    try:
        pointer = json.loads(told)
        owner, name = str(pointer["level"]), str(pointer["version"])
        if not _may_be(level, owner, name):
            return None
        path = layout.versions(owner) / name
        said = json.loads((path / "manifest.json").read_bytes())
        return Version(
            owner,
            name,
            path,
            int(said["sequence"]),
            str(said["dataset_hash"]),
            tuple(said["indexes"]),
            {str(file): str(digest) for file, digest in said["files"].items()},
        )
    except UNREADABLE:
        return None


def _may_be(level: str, owner: str, name: str) -> bool:
    """Whether a pointer leads to a version of a level that this one sees, whoever wrote the pointer."""
    return owner in v.LEVELS and sees(level, owner) and _NAME.fullmatch(name) is not None


def point(layout: Layout, level: str, version: Version) -> None:
    """Have readers of a level open this version from now on."""
    with disk_faults("switching to a new version", layout.level(level)):
        layout.level(level).mkdir(parents=True, exist_ok=True)
        pointer = {"level": version.level, "version": version.name}
        replace(layout.current(level), json.dumps(pointer).encode())


def make(
    layout: Layout,
    level: str,
    work: LevelStore,
    indexes: Sequence[LevelIndex],
    records: Callable[[str], Iterable[Record]],
) -> Version:
    """Make a version of a level from its store as it is, with its indexes. Readers do not see it yet."""
    folder = layout.versions(level)
    with disk_faults("making a version of a level", folder):
        folder.mkdir(parents=True, exist_ok=True)
        name = _free(folder, len(work.infos))
        unfinished = aside(folder / name)
        unfinished.mkdir()
        try:
            work.backup(unfinished / "rdf")
            _update(indexes, current(layout, level), work, records, unfinished)
            version = Version(
                level,
                name,
                folder / name,
                len(work.infos),
                chain_hash(work.infos),
                tuple(index.name for index in indexes),
                {name: hash_file(unfinished / name) for name in _index_files(unfinished, indexes)},
            )
            (unfinished / "lock").touch()
            (unfinished / "manifest.json").write_bytes(version.manifest)
            publish(unfinished, version.path)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return version


def _update(
    indexes: Sequence[LevelIndex],
    old: Version | None,
    work: LevelStore,
    records: Callable[[str], Iterable[Record]],
    folder: Path,
) -> None:
    """Fill the indexes of a new version, each from the old one where it has that index."""
    if not indexes:
        return
    if old is not None and not old.holds(work.infos):
        old = None
    added = tuple(r for info in work.infos[old.sequence :] for r in records(info.id)) if old else ()
    store = ox.Store.read_only(str(folder / "rdf"))
    with StoreReader(store, work.level, len(work.infos), chain_hash(work.infos), folder) as reader:
        for index in indexes:
            new = folder / index.name
            new.mkdir()
            index.update(old.index(index.name) if old else None, new, reader, added)


def _index_files(folder: Path, indexes: Iterable[LevelIndex]) -> Iterator[str]:
    """The files of the indexes, less their locks, which come and go."""
    for index in indexes:
        for path in sorted((folder / index.name).rglob("*")):
            if path.is_file() and path.suffix != ".lock":
                yield path.relative_to(folder).as_posix()


def _free(folder: Path, sequence: int) -> str:
    """A name for a version: its sequence, with a number when there has been one of that sequence."""
    name, number = f"{sequence}", 0
    while (folder / name).exists():
        number += 1
        name = f"{sequence}-{number}"
    return name


def remove_unused(layout: Layout) -> None:
    """Remove the versions that no level points to; those that somebody still reads go when they let go."""
    kept = {found.path for level in v.LEVELS if (found := current(layout, level)) is not None}
    with disk_faults("removing old versions", layout.levels):
        for path in layout.levels.glob("*/versions/*"):
            if path not in kept and MARK not in path.name:
                with suppress(FileNotFoundError):  # whoever read it last has removed it since
                    (path / _UNUSED).touch()
                    _remove_unread(path)


def remove_unread(layout: Layout) -> None:
    """Remove the versions that no level points to and that nobody reads any more.

    What this process may not remove stays for the next one that may.
    """
    for path in layout.levels.glob(f"*/versions/*/{_UNUSED}"):
        with suppress(OSError):
            _remove_unread(path.parent)


def _remove_unread(path: Path) -> None:
    if (lock := claim(path / "lock")) is not None:
        try:
            remove_tree(path)
        finally:
            lock.release()


def _let_go(path: Path, lock: Lock) -> None:
    """End reading a version; whoever is the last to read one that was replaced removes it."""
    lock.release()
    if (path / _UNUSED).exists():
        with suppress(OSError):
            _remove_unread(path)


def read(layout: Layout, level: str) -> StoreReader:
    """A reader of the current version of a level, which keeps it from being removed."""
    for _ in range(_TRIES):
        version = current(layout, level)
        if version is None:
            break
        try:
            lock = share(version.path / "lock")
        except FileNotFoundError:
            continue  # removed since; there is a newer one
        if lock is None:
            continue
        if not version.rdf.is_dir():
            lock.release()
            continue
        try:
            with disk_faults("opening a version for reading", version.path):
                store = ox.Store.read_only(str(version.rdf))
        except StoreError:
            lock.release()
            raise
        return StoreReader(
            store,
            level,
            version.sequence,
            version.dataset_hash,
            version.path,
            on_close=partial(_let_go, version.path, lock),
        )
    raise StoreError(unreadable(layout, level))


def unreadable(layout: Layout, level: str) -> str:
    """What is said of a level that points to no version."""
    return (
        f"Level {level} of {layout.root} has no version that can be read. Have the levels made anew from the "
        "writer's store, as `respondeat doctor` does."
    )
