"""What can be withdrawn: the documents, or the origins, on which statements rest, numbered as bits."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Passage


class By(StrEnum):
    """What is withdrawn at a time: a document with all that it says, or an origin wherever it is quoted."""

    DOCUMENT = "document"
    ORIGIN = "origin"


class Source(NamedTuple):
    """One thing that can be withdrawn.

    `kind` is document or origin, with its id; or, with the id of an attestation: withheld, whose document is
    not to be seen at this level; unnamed, which names no document or no origin. Each of these counts alone.
    """

    id: str
    kind: str


class Withdrawable:
    """The sources of some attestations; a set of them is an integer with a bit for each."""

    def __init__(self, records: Records, by: By, attestations: Iterable[Attestation]) -> None:
        self._records, self.by = records, by
        of = {a.id: self._sources(a) for a in attestations}
        self.sources = tuple(sorted({source for found in of.values() for source in found}))
        bit = {source: 1 << n for n, source in enumerate(self.sources)}
        self._mask = {id: sum(bit[source] for source in found) for id, found in of.items()}

    @property
    def everything(self) -> int:
        """The set of all."""
        return (1 << len(self.sources)) - 1

    def mask(self, attestation: str) -> int:
        """The sources that must all be withdrawn before an attestation goes."""
        return self._mask[attestation]

    def of(self, withdrawn: int) -> tuple[Source, ...]:
        """The sources in a set, in the order of their ids."""
        return tuple(source for n, source in enumerate(self.sources) if withdrawn >> n & 1)

    def _sources(self, a: Attestation) -> frozenset[Source]:
        if self.by is By.ORIGIN:
            return frozenset({Source(a.origin, "origin") if a.origin else Source(a.id, "unnamed")})
        found = (self._records.record(id) for id in a.passages)
        documents = frozenset(Source(p.document, "document") for p in found if isinstance(p, Passage))
        return documents or frozenset({Source(a.id, "withheld" if a.withheld else "unnamed")})
