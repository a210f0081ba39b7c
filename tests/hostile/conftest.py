"""A store that is large enough to hurt, and a server over it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.synthetic import world
from respondeat.api.dataset import INDEXES
from respondeat.graph.dates import read
from respondeat.graph.statement import Changeset, Entity, Record, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.hostile.served import Served, serving

QUADS = 30_000
RING = 40


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some ten thousand quads, with cycles in its command. Nobody writes to it."""
    path = tmp_path_factory.mktemp("large") / "store"
    records = [*world(QUADS).records, *ring()]
    made = Changeset.of(records, recorded_at="2026-01-02T03:04:05Z", author=v.ID + "author", level="public")
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write([made])
    return path


def ring() -> list[Record]:
    """Units each of which is above the next, the last above the first."""
    units = [f"{v.ID}b-ring{i}" for i in range(RING)]
    links = [*pairwise(units), (units[-1], units[0])]
    return [
        *(Entity.of(unit, "Body") for unit in units),
        *(
            Statement.of(
                "Subordination", read("2015"), subordinate=one, superior=two, linkKind=v.DE_JURE_COMMAND
            )
            for one, two in links
        ),
    ]


@pytest.fixture(scope="session")
def server(large: Path) -> Iterator[Served]:
    """The server that all of this folder's tests ask."""
    with serving(large) as found:
        for _ in range(20):
            assert found.ordinary().status == 200
        yield found
