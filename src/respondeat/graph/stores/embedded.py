"""The store on disk: no server, one folder."""

import json
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from respondeat.errors import InputError, StoreError
from respondeat.graph import quads as rdf
from respondeat.graph.documents import DocumentStore
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

from . import versions
from .backups import back_up, put_back
from .checks import Problem, check
from .disclosure import refuse_disclosure
from .files import disk_faults, remove_tree, replace, sweep
from .layout import MARKER, Layout, check_level
from .locks import hold_for_writing
from .neighbourhood import About, broken, validate
from .protocol import Finding, LevelIndex, Validator
from .read_stores import Fresh, ReadStores
from .reading import StoreReader
from .rewriting import take_over
from .sequences import unwritten, visible
from .tombstones import refuse_withdrawn
from .withdrawing_store import Withdrawing, remove_files
from .writer import Writer


class EmbeddedStore(Withdrawing):
    """A store in a folder, held for writing by this process.

    The writer's store is the truth; each level's read store and indexes follow from it. A changeset is first
    whole in the writer's store and then in every level; broken off in between, whoever opens the store next
    finishes it.
    """

    def __init__(self, path: Path, indexes: Sequence[LevelIndex], validator: Validator | None) -> None:
        """Use `create` or `open`."""
        self._layout = Layout(path)
        self._validator = validator
        self._documents = DocumentStore(self._layout.documents)
        self._writer: Writer | None = None
        self._read_stores = ReadStores(self._layout, indexes)
        with disk_faults("locking the store", path):
            self._lock = hold_for_writing(self._layout.lock)

    @classmethod
    def create(
        cls, path: Path, indexes: Sequence[LevelIndex] = (), validator: Validator | None = None
    ) -> Self:
        """A new, empty store in a folder that does not exist or is empty, open for writing.

        Raises StoreError when the folder is not empty, StoreLocked when another process makes one there.
        """
        layout = Layout(path)
        with disk_faults("making a store", path):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else on the machine reads it
            # What a store that was never finished leaves behind is no obstacle.
            others = {p.name for p in path.iterdir()} - {"lock", "writer", "levels", "documents", "pending"}
        if MARKER in others:
            raise StoreError(f"{path} is a store already. Open it, or name another folder.")
        if any(not name.startswith(f"{MARKER}.tmp-") for name in others):
            raise StoreError(f"{path} is not empty ({min(others)} is there). Name a new or an empty folder.")
        store = cls(path, indexes, validator)
        try:
            store._ready()
            with disk_faults("making a store", path):
                layout.mark()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(cls, path: Path, indexes: Sequence[LevelIndex] = (), validator: Validator | None = None) -> Self:
        """The store in a folder, open for writing; what an earlier process left unfinished is finished first.

        Raises StoreMissing, StoreVersionError, StoreLocked, StoreFull or StoreError.
        """
        Layout(path).check()
        store = cls(path, indexes, validator)
        try:
            store._ready()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def path(self) -> Path:
        """The folder of the store."""
        return self._layout.root

    @property
    def documents(self) -> DocumentStore:
        """The source documents beside the store."""
        return self._documents

    @property
    def sequence(self) -> int:
        """How many changesets there are."""
        return len(self._ready().infos)

    def write(self, changesets: Iterable[Changeset], seeing: str = v.LEVELS[-1]) -> int:
        """Write changesets, all or none; the number of changesets then in the store.

        One that is there already (by its id) is passed over. When this returns they are on the disk, and
        every reader opened from now on sees them. They are checked against what the level `seeing` may see,
        so that no refusal tells whoever writes of more than that.
        Raises InputError, ValidationError, StoreFull, StoreError.
        """
        writer = self._ready()
        about = self._about(writer, seeing)
        new = unwritten(changesets, writer.infos)
        if not new:
            return len(writer.infos)
        refuse_withdrawn(new, writer.tombstones)
        payloads = {c.id: rdf.lines(c.records) for c in new}
        refuse_disclosure(new, payloads, writer.infos, about)
        if self._validator is not None:
            validate(payloads.values(), about, self._validator)
        self._intend([c.id for c in new])
        try:
            self._append(writer, new, payloads)
            self._settle(writer, {c.id: (payloads[c.id], c.records) for c in new})
        except BaseException as error:
            self._let_go(error)
            raise
        return len(writer.infos)

    def broken(self, data: bytes, seeing: str) -> list[Finding]:
        """The rules that N-Triples break beside all that a level may see of what they speak of."""
        if self._validator is None:
            return []
        return broken(data, self._about(self._ready(), seeing), self._validator, merged=True)

    def _about(self, writer: Writer, seeing: str) -> About:
        """What the changesets that a level may see say of a subject."""
        if seeing == v.LEVELS[-1]:
            return writer.about
        seen = frozenset(info.id for info in visible(writer.infos, seeing))
        return lambda iri, prop: ((g, q) for g, q in writer.about(iri, prop) if g in seen)

    def _append(self, writer: Writer, new: list[Changeset], payloads: dict[str, bytes]) -> None:
        try:
            writer.append(new, payloads)
        except InputError:
            self._layout.pending.unlink()  # the engine took nothing
            raise

    def reader(self, level: str = v.LEVELS[0]) -> StoreReader:
        """What a level may see, as it is now; it stays so while this store is written to."""
        check_level(level)
        self._ready()
        return versions.read(self._layout, level)

    def backup(self, target: Path) -> None:
        """Copy the store to a folder that does not exist yet, with the hash of every file.

        Raises StoreError, StoreFull.
        """
        back_up(self._layout, self._ready(), target)

    @classmethod
    def restore(cls, source: Path, target: Path, indexes: Sequence[LevelIndex] = ()) -> None:
        """Make a store in a new or an empty folder from a backup, which is verified first.

        Raises StoreMissing, StoreVersionError, IntegrityError, StoreError, StoreFull; then nothing is there.
        """
        put_back(source, target)
        cls.open(target, indexes).close()

    def check(self) -> tuple[Problem, ...]:
        """What is not as it should be; empty when the store is sound. Reads everything."""
        return check(self._layout, self._ready())

    def rebuild(self) -> None:
        """Make every level's read store and indexes anew from the writer's store."""
        self._ready()
        self._intend([])
        self._drop()
        with disk_faults("removing the levels' stores", self._layout.levels):
            for level in v.LEVELS:
                self._layout.current(level).unlink(missing_ok=True)
                if self._layout.work(level).exists():
                    remove_tree(self._layout.work(level))
        self._ready()

    def _intend(self, ids: list[str], **more: object) -> None:
        with disk_faults("beginning a changeset", self.path):
            replace(self._layout.pending, json.dumps({"changesets": ids, **more}).encode())

    def _ready(self) -> Writer:
        """The writer's store, with every level up to date with it."""
        if self._writer is not None and not self._layout.pending.exists():
            return self._writer
        self._drop()
        try:
            with disk_faults("clearing up", self.path):
                for folder in self._layout.unfinished():
                    sweep(folder)
            take_over(self._layout)
            self._writer = Writer(self._layout.writer)
            self._settle(self._writer, {})
        except BaseException as error:
            self._let_go(error)
            raise
        return self._writer

    def _settle(self, writer: Writer, fresh: Fresh) -> None:
        self._read_stores.settle(writer, fresh)
        with disk_faults("finishing a changeset", self.path):
            remove_files(self._layout, writer, self._documents)
            self._layout.pending.unlink(missing_ok=True)

    def _let_go(self, error: BaseException) -> None:
        """Close what is open of the engine after a fault or an interruption: it has to be opened anew.

        What the error's traceback still refers to would keep it open as long as somebody looks at the error.
        """
        self._drop()
        seen: BaseException | None = error
        while seen is not None:
            traceback.clear_frames(seen.__traceback__)
            seen = seen.__cause__ or seen.__context__

    def _drop(self) -> None:
        """Close what is open of the engine; the lock stays."""
        self._read_stores.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def close(self) -> None:
        """Let others write."""
        self._drop()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_reader(path: Path, level: str, indexes: Sequence[LevelIndex] = ()) -> StoreReader:
    """A reader for a process that does not write.

    What a broken-off writer left unfinished is finished first; where that cannot be done now (somebody is
    writing, no room, no right to write), the last whole version is read.
    Raises StoreMissing, StoreVersionError, StoreError.
    """
    layout = Layout(path)
    layout.check()
    check_level(level)
    versions.remove_unread(layout)
    found = versions.current(layout, level)
    lacking = found is None or any(index.name not in found.indexes for index in indexes)
    if lacking or layout.pending.exists():
        with suppress(StoreError):
            EmbeddedStore.open(path, indexes).close()
    return versions.read(layout, level)


def open_documents(path: Path) -> DocumentStore:
    """The source documents of a store, for a process that does not write to the store.

    Raises StoreMissing, StoreVersionError, StoreError.
    """
    layout = Layout(path)
    layout.check()
    return DocumentStore(layout.documents)
