"""Reading one version of one level."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from respondeat.errors import StoreError
from respondeat.graph import quads as rdf
from respondeat.graph.statement import Name, Record, Value
from respondeat.ontology import vocabulary as v

from .engine_faults import engine_faults
from .files import disk_faults
from .protocol import Answer, ChangesetInfo, Functions
from .sequences import read_infos
from .sparql_text import refuse_service

_DEFAULT = ox.DefaultGraph()
_PREFIXES = dict(v.PREFIXES)
_PREFERRED = ox.NamedNode(v.PREF_LABEL)
_OTHER = ox.NamedNode(v.ALT_LABEL)
_TYPE = ox.NamedNode(v.TYPE)
_BEARING = frozenset({v.SUPPORTS, v.DENIES, v.DERIVES, v.ASSESSES, v.INVALIDATED})
_INVALIDATED = ox.NamedNode(v.INVALIDATED)
_FEW = 5000  # retracted records that are kept in memory
_CLAIMS = tuple(v.ID + prefix for prefix in ("s-", "a-", "as-", "dv-", "rt-"))
"""How the ids of records begin at which little else points: all that bears on one is read at once."""


Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def _nothing() -> None:
    """What is done on closing when nothing is held."""


class StoreReader:
    """A `Reader` over a store of the engine that nobody changes any more."""

    def __init__(
        self,
        store: ox.Store,
        level: str,
        sequence: int,
        dataset_hash: str,
        indexes: Path,
        on_close: Callable[[], None] = _nothing,
    ) -> None:
        self.level = level
        self.sequence = sequence
        self.dataset_hash = dataset_hash
        self._open: ox.Store | None = store
        self._indexes = indexes
        self._on_close = on_close
        # Caches of its own, so that they end with the version.
        self._record = lru_cache(maxsize=65536)(self._read_record)
        self._names = lru_cache(maxsize=65536)(self._read_names)
        self._bearing = lru_cache(maxsize=32768)(self._read_bearing)
        self._said = lru_cache(maxsize=1024)(self._read_said)  # an entity and its names are read together
        self._invalidated = lru_cache(maxsize=1)(self._read_invalidated)

    @property
    def _store(self) -> ox.Store:
        if self._open is None:
            raise StoreError("This reader is closed. Open another one.")
        return self._open

    def record(self, id: str) -> Record | None:
        """See `Reader.record`."""
        return self._record(id)

    def names(self, entity: str) -> tuple[Name, ...]:
        """See `Reader.names`."""
        return self._names(entity)

    def _read_record(self, id: str) -> Record | None:
        node = _node(id)
        pairs = self._pairs(node) if node else []
        if node is None or (v.TYPE, v.LABEL) not in pairs:
            return rdf.record(id, pairs)
        for prop in (_PREFERRED, _OTHER):
            for quad in self._found(None, prop, node):
                if isinstance(quad.subject, ox.NamedNode):
                    return rdf.name(id, quad.subject.value, prop == _PREFERRED, pairs)
        return None

    def _read_names(self, entity: str) -> tuple[Name, ...]:
        node = _node(entity)
        if node is None:
            return ()
        found: dict[str, Name] = {}
        for prop in (v.PREF_LABEL, v.ALT_LABEL):
            for said, form in self._said(node):
                if said == prop and isinstance(form, ox.NamedNode) and form.value not in found:
                    made = rdf.name(form.value, entity, prop == v.PREF_LABEL, self._pairs(form))
                    found[form.value] = made
        return tuple(sorted(found.values(), key=lambda n: (not n.preferred, n.lang, n.form, n.id)))

    def _pairs(self, node: ox.NamedNode) -> list[tuple[str, Value]]:
        return [(prop, rdf.value(term)) for prop, term in self._said(node)]

    def _read_said(self, node: ox.NamedNode) -> list[tuple[str, Term]]:
        """What the default graph says of a node: properties and their values."""
        return [(quad.predicate.value, quad.object) for quad in self._found(node, None, None)]

    def _found(
        self, subject: ox.NamedNode | None, prop: ox.NamedNode | None, target: ox.NamedNode | None
    ) -> Iterator[ox.Quad]:
        """What the default graph holds. Raises StoreError when the files are damaged."""
        with disk_faults("reading", self._indexes):
            yield from self._store.quads_for_pattern(subject, prop, target, _DEFAULT)

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """See `Reader.pointing`."""
        if prop in _BEARING and target.startswith(_CLAIMS):
            if prop == v.INVALIDATED and (known := self._invalidated()) is not None and target not in known:
                return ()
            return self._bearing(target).get(prop, ())
        node, predicate = _node(target), _node(prop)
        if node is None or predicate is None:
            return ()
        subjects = (quad.subject for quad in self._found(None, predicate, node))
        return tuple(sorted(s.value for s in subjects if isinstance(s, ox.NamedNode)))

    def _read_bearing(self, target: str) -> Mapping[str, tuple[str, ...]]:
        """What bears on a record, by property: the same as asking for each of these properties."""
        node, found = _node(target), defaultdict[str, list[str]](list)
        for quad in self._found(None, None, node) if node is not None else ():
            if quad.predicate.value in _BEARING and isinstance(quad.subject, ox.NamedNode):
                found[quad.predicate.value].append(quad.subject.value)
        return {prop: tuple(sorted(subjects)) for prop, subjects in found.items()}

    def _read_invalidated(self) -> frozenset[str] | None:
        """What retractions point at; None where it is too much to keep."""
        quads = islice(self._found(None, _INVALIDATED, None), _FEW + 1)
        found = frozenset(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
        return found if len(found) <= _FEW else None

    def instances(self, cls: str) -> Iterator[str]:
        """See `Reader.instances`."""
        node = _node(cls)
        if node is not None:
            for quad in self._found(None, _TYPE, node):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject.value

    def changesets(self) -> tuple[ChangesetInfo, ...]:
        """See `Reader.changesets`."""
        with disk_faults("reading", self._indexes):
            return read_infos(self._store)

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """See `Reader.changeset_records`."""
        node = _node(id)
        if node is None:
            return ()
        with disk_faults("reading", self._indexes):
            return rdf.records(self._store.quads_for_pattern(None, None, None, node))

    def triples(self, changeset: str) -> bytes:
        """See `Reader.triples`."""
        with disk_faults("reading", self._indexes):
            return self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(changeset)) or b""

    def described(self, subject: str) -> Iterator[tuple[str, bytes]]:
        """See `Reader.described`."""
        node = _node(subject)
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        if node is not None:
            with disk_faults("reading", self._indexes):
                for quad in self._store.quads_for_pattern(node, None, None, None):
                    if isinstance(quad.graph_name, ox.NamedNode):
                        found[quad.graph_name.value].append(quad.triple)
        for graph in sorted(found):
            text = ox.serialize(found[graph], format=ox.RdfFormat.N_TRIPLES) or b""
            yield graph, b"".join(sorted(text.splitlines(keepends=True)))

    def query(
        self,
        sparql: str,
        *,
        base: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        functions: Functions | None = None,
    ) -> Answer:
        """See `Reader.query`. Nothing bounds its time: what others ask goes through `api`."""
        refuse_service(sparql)
        with engine_faults(sparql, self._indexes):
            return self._store.query(
                sparql,
                base_iri=base,
                prefixes=_PREFIXES,
                default_graph=None if default_graphs is None else [ox.NamedNode(g) for g in default_graphs],
                named_graphs=None if named_graphs is None else [ox.NamedNode(g) for g in named_graphs],
                custom_functions=None if functions is None else dict(functions),
            )

    def has_graph(self, iri: str) -> bool:
        """See `Reader.has_graph`."""
        node = _node(iri)
        with disk_faults("reading", self._indexes):
            return node is not None and self._store.contains_named_graph(node)

    def quads(self) -> Iterator[ox.Quad]:
        """See `Reader.quads`."""
        with disk_faults("reading", self._indexes):
            yield from self._store

    def index_directory(self, name: str) -> Path:
        """See `Reader.index_directory`. Raises StoreError when the store was opened without that index."""
        folder = self._indexes / name
        if not folder.is_dir():
            raise StoreError(
                f"Level {self.level} has no index {name!r} in {self._indexes}: it was last written without "
                "one. Open the store for writing once with that index, and it is built."
            )
        return folder

    def close(self) -> None:
        """See `Reader.close`."""
        if self._open is not None:
            self._open = None
            self._on_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _node(iri: str) -> ox.NamedNode | None:
    """The IRI as a term; None for a text that is no IRI, which nothing in a store can be."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None
