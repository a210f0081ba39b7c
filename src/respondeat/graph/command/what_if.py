"""The same records without some that a question sets aside, and the command graph that is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from respondeat.graph.replay import Records
from respondeat.graph.statement import Assessment, Attestation, Name, Passage, Record, Retraction
from respondeat.ontology import vocabulary as v

from .arrays import Arrays, Strings, pack, unpack
from .bearing import affected
from .build import restated
from .graph import CommandGraph
from .states import State, evidence

_FEW: Final = 8  # fewer than one in so many
SET_ASIDE: Final = v.R + "setAside"
"""The id of the retraction of what is set aside: it stands in no data, and nobody made it."""


@dataclass(frozen=True, slots=True)
class Without:
    """What a question leaves out: documents, origins and modalities by their IRIs.

    An attestation goes when all its passages stand in documents that are left out, or by its origin or
    modality; with `confidence` every statement to which an analyst, in an assessment in force, gave less.
    What nobody assessed stays.
    """

    documents: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    confidence: str = ""

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.documents or self.origins or self.modalities or self.confidence)


class Remaining:
    """Records less those set aside: they answer as if these were retracted, and say that they are not."""

    def __init__(self, records: Records, set_aside: Iterable[str]) -> None:
        self._records = records
        self.set_aside = frozenset(set_aside)
        self._why = Retraction(SET_ASIDE, tuple(sorted(self.set_aside)), "set aside by the question")

    def record(self, id: str) -> Record | None:
        """See `Records.record`."""
        return self._why if id == SET_ASIDE else self._records.record(id)

    def names(self, entity: str) -> tuple[Name, ...]:
        """See `Records.names`."""
        return self._records.names(entity)

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """See `Records.pointing`."""
        found = self._records.pointing(prop, target)
        return (*found, SET_ASIDE) if prop == v.INVALIDATED and target in self.set_aside else found

    def instances(self, cls: str) -> Iterator[str]:
        """See `Records.instances`."""
        return self._records.instances(cls)

    def before(self, id: str) -> State:
        """The state of a statement where nothing is set aside."""
        return evidence(self._records, id).state

    def left(self, arrays: Arrays) -> Arrays:
        """The arrays over all records as they are without those set aside."""
        states, proven = {}, {}
        taken_back = _taken_back(arrays)
        for id in _touched(self._records, arrays.statements, self.set_aside):
            name = pack(id)
            if id in self.set_aside or _silenced(self._records, id, self.set_aside):
                states[name] = int(State.RETRACTED if name in taken_back else State.SET_ASIDE)
                proven[name] = False
            else:
                found = evidence(self, id)
                states[name], proven[name] = int(found.state), found.only_proven
        return restated(arrays, states, proven)


def _taken_back(arrays: Arrays) -> frozenset[bytes]:
    """The statements that are retracted, or withdrawn, whatever is set aside."""
    names = arrays.statements
    numbers = np.unique(arrays.statement[arrays.state == int(State.RETRACTED)])
    return frozenset(names[number] for number in numbers.tolist())


def set_aside(records: Records, without: Without) -> frozenset[str]:
    """The ids of the attestations and statements that go."""
    found: set[str] = set()
    for document in without.documents:
        found.update(_resting_on(records, frozenset(without.documents), document))
    for origin in without.origins:
        found.update(records.pointing(v.ORIGIN, origin))
    for modality in without.modalities:
        found.update(records.pointing(v.MODALITY, modality))
    if without.confidence:
        found.update(_doubted(records, v.CONFIDENCES.index(without.confidence)))
    return frozenset(found)


def _resting_on(records: Records, documents: frozenset[str], document: str) -> Iterator[str]:
    for passage in records.pointing(v.HAS_SOURCE, document):
        for id in records.pointing(v.HAS_PASSAGE, passage):
            found = records.record(id)
            if isinstance(found, Attestation) and documents.issuperset(_documents(records, found)):
                yield id


def _documents(records: Records, attestation: Attestation) -> Iterator[str]:
    for id in attestation.passages:
        found = records.record(id)
        if isinstance(found, Passage):
            yield found.document


def _doubted(records: Records, least: int) -> Iterator[str]:
    """The statements of which an assessment in force says less than asked for."""
    for id in records.instances(v.ASSESSMENT):
        found = records.record(id)
        if (
            isinstance(found, Assessment)
            and found.confidence in v.CONFIDENCES[:least]
            and found in evidence(records, found.assesses).assessments
        ):
            yield found.assesses


def remaining(records: Records, graph: CommandGraph, without: Without) -> tuple[Remaining, CommandGraph]:
    """The records and the command graph that are left: what a question without them is asked of."""
    return less(records, graph, set_aside(records, without))


def less(records: Records, graph: CommandGraph, gone: Iterable[str]) -> tuple[Remaining, CommandGraph]:
    """The same without attestations and statements, by their ids, as if these had been retracted."""
    left = Remaining(records, gone)
    return left, CommandGraph(left.left(graph.arrays))


def _touched(records: Records, names: Strings, gone: frozenset[str]) -> Iterator[str]:
    """The links' statements whose state may change; of many that go it is quicker to look at all links."""
    if len(gone) * _FEW < len(names):
        yield from (id for id in affected(records, gone) if names.find(pack(id)) is not None)
        return
    for id in map(unpack, names.tolist()):
        spoken = (*records.pointing(v.SUPPORTS, id), *records.pointing(v.DENIES, id))
        if id in gone or not gone.isdisjoint(spoken) or records.pointing(v.DERIVES, id):
            yield id


def _silenced(records: Records, id: str, gone: frozenset[str]) -> bool:
    """Whether all that was said of a statement goes, and nothing else speaks of it."""
    supports = records.pointing(v.SUPPORTS, id)
    if not supports or not gone.issuperset(supports):
        return False
    return not (records.pointing(v.DENIES, id) or records.pointing(v.DERIVES, id))


def falls(records: Records, attestation: Attestation, without: Without) -> bool:
    """Whether an attestation goes with the documents, origins and modalities that are left out."""
    documents = frozenset(_documents(records, attestation))
    return (
        attestation.origin in without.origins
        or attestation.modality in without.modalities
        or bool(documents and documents.issubset(without.documents))
    )
