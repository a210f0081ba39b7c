"""One version of one level, opened for questions: records, names, command graph, documents."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Self

from respondeat.errors import AmbiguousName, InputError, UnknownName
from respondeat.graph.command import (
    CommandGraph,
    CommandIndex,
    RelationGraph,
    RelationIndex,
    graph_of,
    relations_of,
)
from respondeat.graph.command.what_if import Remaining, Without, remaining
from respondeat.graph.names import Hit, NameIndex
from respondeat.graph.names.level import NameLevelIndex, records_of
from respondeat.graph.replay import Records, RecordSet, moment
from respondeat.graph.statement import Document, Entity, Name
from respondeat.graph.stores import ChangesetInfo, Reader, chain_hash, chain_hashes, open_reader
from respondeat.ontology import vocabulary as v

from . import scratch
from .language import catalogue, phrase

if TYPE_CHECKING:
    from .client.local import Local

INDEXES: Final = (NameLevelIndex(), CommandIndex(), RelationIndex())
_CANDIDATES: Final = 10

BODIES: Final = frozenset(
    {"Body", "BodyGroup", "Court", "PlaceOfDetention", "InternationalBody", "State", "Post", "PersonGroup"}
)
PERSONS: Final = frozenset({"Person"})
ON_CHAINS: Final = BODIES | PERSONS | {"Event", "Pattern"}
"""The kinds from which chains lead up: a law, a place or a document has none."""


def up_to(infos: tuple[ChangesetInfo, ...], recorded_at: str | None) -> tuple[ChangesetInfo, ...]:
    """The changesets recorded up to a moment, in the order of writing; all for None. Raises DateError.

    What counts is the moment that a changeset bears, not when it was written: one that is written late and
    bears an earlier moment is known at that moment.
    """
    until = None if recorded_at is None else moment(recorded_at)
    return infos if until is None else tuple(i for i in infos if moment(i.recorded_at) <= until)


def meant(infos: tuple[ChangesetInfo, ...], dataset_hash: str) -> tuple[ChangesetInfo, ...]:
    """The first changesets of a history, as many as a dataset hash stands for.

    Raises InputError when it stands for none of them. It does not tell whether it once did: that would
    confirm to whoever guesses what was withdrawn from this level that they guessed right.
    """
    for count, found in enumerate(chain_hashes(infos)):
        if found == dataset_hash:
            return infos[:count]
    raise InputError(
        f"The history of this store at this level does not hold the data with the hash {dataset_hash}. The "
        "answer is of another store, or something that it rested on was withdrawn from this level since "
        "(raised to a higher one, or erased by law) and it cannot be asked again here. Name the store that "
        "was asked, or ask who looks after it: the tombstones of its withdrawals have the hashes before them."
    )


@dataclass(frozen=True)
class Dataset:
    """What a question is asked of. Close it, or use it in a `with` statement."""

    reader: Reader
    records: Records
    graph: CommandGraph
    index: NameIndex
    store: Path
    recorded: tuple[ChangesetInfo, ...]
    dataset_hash: str
    without: Without = field(default_factory=Without)
    language: str = "en"
    folder: TemporaryDirectory[str] | None = None

    @classmethod
    def open(
        cls,
        store: Path,
        level: str = v.LEVELS[-1],
        recorded_at: str | None = None,
        dataset_hash: str | None = None,
    ) -> Self:
        """The newest version of a level; with `recorded_at` what was recorded up to that moment.

        With `dataset_hash` just the changesets that the hash stands for: one that was written later and
        bears an earlier moment is not among them. Raises StoreMissing and its kin, DateError for a moment
        that is none, InputError for a hash that the history of this level does not hold.
        """
        reader = open_reader(store, level, INDEXES)
        try:
            return cls._of(reader, store, recorded_at, dataset_hash)
        except BaseException:
            reader.close()
            raise

    @classmethod
    def _of(cls, reader: Reader, store: Path, recorded_at: str | None, dataset_hash: str | None) -> Self:
        infos = reader.changesets()
        known = up_to(infos, recorded_at)
        if dataset_hash is not None:
            known = meant(known, dataset_hash)
        if known == infos:
            graph = CommandGraph.open(reader.index_directory(CommandIndex.name))
            index = NameIndex(reader.index_directory(NameLevelIndex.name))
            return cls(reader, reader, graph, index, store, infos, reader.dataset_hash)
        told = [r for i in known for r in reader.changeset_records(i.id)]
        past = RecordSet(told)
        folder = scratch.folder()
        try:
            names = Path(folder.name) / "names"
            NameIndex.create(names, records_of(told, past))
            graph, index = graph_of(told), NameIndex(names)
        except BaseException:
            folder.cleanup()
            raise
        return cls(reader, past, graph, index, store, known, chain_hash(known), folder=folder)

    def less(self, without: Without) -> Self:
        """The same data without what is set aside; close only one of the two."""
        if not without:
            return self
        records, graph = remaining(self.records, self.graph, without)
        return replace(self, records=records, graph=graph, without=without)

    def speaking(self, language: str) -> Self:
        """The same data with names and phrases in a language, where there are any; close only one of the two.

        Raises InputError for a language of which there are no phrases.
        """
        catalogue(language)
        return self if language == self.language else replace(self, language=language)

    @cached_property
    def relations(self) -> RelationGraph:
        """What every relation relates, in the same version, less what is set aside; opened when asked."""
        if self.recorded == self.reader.changesets():
            graph = RelationGraph.open(self.reader.index_directory(RelationIndex.name))
        else:
            graph = relations_of(r for i in self.recorded for r in self.reader.changeset_records(i.id))
        if isinstance(self.records, Remaining):
            return RelationGraph(self.records.left(graph.arrays))
        return graph

    @property
    def level(self) -> str:
        """The access level at which is read."""
        return self.reader.level

    @property
    def ask(self) -> "Local":
        """The questions, a method each, as `respondeat.connect` has them for a server."""
        from .client.local import Local

        return Local(self)

    @property
    def recorded_at(self) -> str:
        """The moment of the newest changeset that the answers rest on; "" when there is none."""
        return max((i.recorded_at for i in self.recorded), key=moment, default="")

    def close(self) -> None:
        """Let go of the store."""
        self.index.close()
        self.reader.close()
        if self.folder is not None:
            self.folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entity(self, id: str) -> Entity | None:
        """The entity with this id, None when there is none at this level."""
        found = self.records.record(id)
        return found if isinstance(found, Entity) else None

    def find(self, text: str, kinds: frozenset[str] | None = None) -> str:
        """The one entity that a name or id means.

        A name that is the full form of exactly one entity (of these kinds) means that entity; nothing
        is ever chosen. The id of something else (a statement, a passage, an entity of another kind) means
        none; where no kinds are asked for a document is one too. Raises AmbiguousName or UnknownName with
        the candidates.
        """
        if (id := self._id(text)) is not None:
            return self._fits(id, kinds)
        exact = [h for h in self.index.exact(text) if self.records.record(h.entity) is not None]
        fitting = [h for h in exact if kinds is None or h.kind in kinds]
        if len(fitting) == 1:
            return fitting[0].entity
        if fitting:
            raise AmbiguousName(
                f"{text!r} is the name of {len(fitting)} entities. Say which by its id.",
                candidates=[self._candidate(h) for h in fitting],
            )
        near = exact or [h for h in self.index.search(text, _CANDIDATES, kinds) if self._known(h)]
        hint = "Did you mean one of these? Give its full name or its id." if near else "No name is near it."
        of_kind = "" if kinds is None or not exact else f" of the kind asked for ({', '.join(sorted(kinds))})"
        raise UnknownName(
            f"No entity{of_kind} bears the name {text!r}. {hint}",
            candidates=[self._candidate(h) for h in near],
        )

    def _id(self, text: str) -> str | None:
        for id in (text, v.ID + text):
            if ":" in id and " " not in id and self.records.record(id) is not None:
                return id
        return None

    def _fits(self, id: str, kinds: frozenset[str] | None) -> str:
        """An id that is in the data, when what bears it can be asked about."""
        found = self.records.record(id)
        if not isinstance(found, Entity):
            if kinds is None and isinstance(found, Document):
                return id
            raise UnknownName(
                f"{id} is the id of a record of the kind {type(found).__name__}, not of what is asked for "
                f"({', '.join(sorted(kinds or {'an entity'}))}). Give a name or the id of one."
            )
        kind = found.cls.removeprefix(v.R)
        if kinds is not None and kind not in kinds:
            raise UnknownName(
                f"{self.name(id)} is of the kind {kind}, not of what is asked for "
                f"({', '.join(sorted(kinds))}). Give a name or the id of one.",
            )
        return id

    def _known(self, hit: Hit) -> bool:
        return self.records.record(hit.entity) is not None

    def _candidate(self, hit: Hit) -> dict[str, object]:
        return {
            "id": hit.entity,
            "name": self.name(hit.entity),
            "form": hit.form,
            "type": hit.kind,
            "score": hit.score,
        }

    def name(self, id: str) -> str:
        """What an entity is called: in English its preferred form, else an English one, any, or its id.

        In another language a form in it, where there is one, before the preferred one.
        """
        forms = self.records.names(id)
        if forms:
            return min(forms, key=self._fitting).form
        found = self.records.record(id)
        bare = id.removeprefix(v.ID).removeprefix(v.R)
        if isinstance(found, Entity) and found.get(v.PROTECTED) is True:
            return phrase("name_withheld", self.language, name=bare)
        return bare

    def _fitting(self, name: Name) -> tuple[bool, bool, bool, str]:
        said = name.lang == self.language  # "be" before "be-latn"
        spoken = said or name.lang.startswith(f"{self.language}-")
        if self.language == "en":
            return not name.preferred, not spoken, not said, name.form
        return not said, not spoken, not name.preferred, name.form
