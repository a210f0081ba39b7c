"""What every store offers, whatever it is made of; and what is handed into it from above."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import pyoxigraph as ox

from respondeat.graph.documents import DocumentStore
from respondeat.graph.statement import Changeset, Name, Record

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Functions = Mapping[ox.NamedNode, Callable[..., Term | None]]
"""Functions that a query may call, by name; None, or an exception, is an error of the expression."""


@dataclass(frozen=True, slots=True)
class ChangesetInfo:
    """What is known of a changeset beside its records.

    `sequence` counts from 1 in the order of writing, among the changesets that the reader may see: a gap
    would tell that there is something above the reader's level.
    """

    id: str
    recorded_at: str
    level: str
    author: str
    sequence: int
    note: str = ""


class Finding(Protocol):
    """One broken rule, as a validator reports it."""

    @property
    def focus(self) -> str:
        """The IRI of the record that breaks the rule."""
        ...

    @property
    def message(self) -> str:
        """What is wrong, for a person."""
        ...

    @property
    def severity(self) -> str:
        """As SHACL has it: only a "Violation" keeps data out, no "Warning" and no "Info"."""
        ...


Validator = Callable[[bytes], Sequence[Finding]]
"""Takes N-Triples, gives the rules that they break."""


class Reader(Protocol):
    """One version of what one access level may see; it stays the same while others write."""

    level: str
    sequence: int
    dataset_hash: str

    def record(self, id: str) -> Record | None:
        """The record with this id; None when this level has none."""
        ...

    def names(self, entity: str) -> tuple[Name, ...]:
        """The name forms of an entity, the preferred ones first."""
        ...

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that have `target` as a value of `prop`, sorted."""
        ...

    def instances(self, cls: str) -> Iterator[str]:
        """The ids of everything of this class, in no particular order."""
        ...

    def changesets(self) -> tuple[ChangesetInfo, ...]:
        """The changesets that this level may see, in the order of writing."""
        ...

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """The records that a changeset brought, sorted by id; empty when this level has no such changeset."""
        ...

    def triples(self, changeset: str) -> bytes:
        """What a changeset brought, as N-Triples."""
        ...

    def described(self, subject: str) -> Iterator[tuple[str, bytes]]:
        """What each changeset says of a subject: the changeset, and its lines of N-Triples, sorted."""
        ...

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        functions: Functions | None = None,
    ) -> Answer:
        """The answer to a SPARQL 1.1 query over this level; the prefixes of the ontology are known to it.

        `base` resolves relative IRIs. `default_graphs` and `named_graphs` are what the query sees instead of
        all there is and of what it says itself in FROM. Raises QueryError for a text that cannot be read,
        ForbiddenQuery for SERVICE, StoreError when the files are damaged.
        """
        ...

    def has_graph(self, iri: str) -> bool:
        """Whether this level has a named graph of this name."""
        ...

    def quads(self) -> Iterator[ox.Quad]:
        """Every quad of this level: the changesets' graphs, and their union as the default graph."""
        ...

    def index_directory(self, name: str) -> Path:
        """The folder of a level index, of the same version as everything else here."""
        ...

    def close(self) -> None:
        """Let go of the version."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class LevelIndex(Protocol):
    """Something kept beside a level's read store and of the same version: a name index, a command graph.

    `name` names its folder; whoever changes what is in the folder changes the name too, and it is built anew.
    """

    name: str

    def update(self, old: Path | None, new: Path, reader: Reader, added: Sequence[Record]) -> None:
        """Fill the empty folder `new`: from `old`, the folder of the version before, and the records since.

        Without `old` everything is read from `reader`.
        """
        ...


class Store(Protocol):
    """Where changesets are written, and read at a level."""

    @property
    def documents(self) -> DocumentStore:
        """The source documents beside the store."""
        ...

    @property
    def sequence(self) -> int:
        """How many changesets there are."""
        ...

    def write(self, changesets: Iterable[Changeset]) -> int:
        """Write changesets, all or none; the number of changesets then in the store."""
        ...

    def reader(self, level: str) -> Reader:
        """What `level` may see, as it is now."""
        ...

    def close(self) -> None:
        """Let others write."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
