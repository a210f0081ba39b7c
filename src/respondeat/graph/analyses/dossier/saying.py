"""What a document, an origin or a reporter says: the statements behind their attestations."""

from collections.abc import Iterator
from typing import NamedTuple

from respondeat.graph.command.states import is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation
from respondeat.ontology import vocabulary as v


class Saying(NamedTuple):
    """Ids of the attestations that are upheld, and of the statements that they support or deny, sorted."""

    attestations: tuple[str, ...]
    supports: tuple[str, ...]
    denies: tuple[str, ...]


def saying(records: Records, source: str) -> Saying:
    """What is said by an origin or reporter, or in a document; empty for what says nothing."""
    found = sorted({*_named(records, source), *_in_document(records, source)})
    kept = [a for a in map(records.record, found) if isinstance(a, Attestation)]
    kept = [a for a in kept if not is_retracted(records, a.id)]
    return Saying(
        tuple(a.id for a in kept),
        tuple(sorted({s for a in kept for s in a.supports})),
        tuple(sorted({s for a in kept for s in a.denies})),
    )


def _named(records: Records, source: str) -> Iterator[str]:
    for prop in (v.ORIGIN, v.REPORTED_BY):
        yield from records.pointing(prop, source)


def _in_document(records: Records, document: str) -> Iterator[str]:
    for passage in records.pointing(v.HAS_SOURCE, document):
        yield from records.pointing(v.HAS_PASSAGE, passage)
