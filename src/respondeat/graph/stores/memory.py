"""The store in memory, for tests and notebooks: the same answers, gone when it is closed."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from respondeat.errors import StoreError
from respondeat.graph import quads as rdf
from respondeat.graph.documents import DocumentStore
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

from .disclosure import refuse_disclosure
from .layout import check_level
from .levels import LevelStore
from .neighbourhood import validate
from .protocol import LevelIndex, Validator
from .reading import StoreReader
from .sequences import owned, owner, unwritten, visible
from .writer import Writer


class MemoryStore:
    """A store in memory. A level's version is made when first read, from the beginning: for small data."""

    def __init__(self, indexes: Sequence[LevelIndex] = (), validator: Validator | None = None) -> None:
        self._indexes = tuple(indexes)
        self._validator = validator
        self._writer: Writer | None = Writer(None)
        self._folder = tempfile.TemporaryDirectory(prefix="respondeat-")
        self._documents = DocumentStore(Path(self._folder.name) / "documents")
        self._versions: dict[tuple[str, int], LevelStore] = {}

    def _ready(self) -> Writer:
        if self._writer is None:
            raise StoreError("This store in memory is closed, and what was in it is gone. Make another one.")
        return self._writer

    @property
    def documents(self) -> DocumentStore:
        """The source documents beside the store, gone with it."""
        return self._documents

    @property
    def sequence(self) -> int:
        """How many changesets there are."""
        return len(self._ready().infos)

    def write(self, changesets: Iterable[Changeset]) -> int:
        """See `EmbeddedStore.write`."""
        writer = self._ready()
        new = unwritten(changesets, writer.infos)
        if not new:
            return len(writer.infos)
        payloads = {c.id: rdf.lines(c.records) for c in new}
        refuse_disclosure(new, payloads, writer.infos, writer.about)
        if self._validator is not None:
            validate(payloads.values(), writer.about, self._validator)
        writer.append(new, payloads)
        return len(writer.infos)

    def reader(self, level: str = v.LEVELS[0]) -> StoreReader:
        """What a level may see, as it is now; it stays so while this store is written to."""
        writer = self._ready()
        whose = owner(owned(writer.infos), check_level(level))
        seen = visible(writer.infos, whose)
        key = (whose, len(seen))
        folder = Path(self._folder.name) / f"{whose}-{len(seen)}"
        if key not in self._versions:
            made = LevelStore(whose, None)
            made.advance(seen, writer.triples)
            folder.mkdir()
            with made.reader(level, folder) as reader:
                for index in self._indexes:
                    (folder / index.name).mkdir()
                    index.update(None, folder / index.name, reader, ())
            self._versions[key] = made
        return self._versions[key].reader(level, folder)

    def close(self) -> None:
        """Forget everything."""
        if self._writer is not None:
            self._writer = None
            self._versions.clear()
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
