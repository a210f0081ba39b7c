"""What is written at the terminal, in the custody log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore


@contextmanager
def noted(store: EmbeddedStore, changesets: Iterable[Changeset]) -> Iterator[None]:
    """Note the changesets that are written inside, if any were not there before. Raises StoreError."""
    before, audit = store.sequence, Audit(store.path)
    audit.folder.mkdir(mode=0o700, exist_ok=True)
    yield
    if store.sequence > before:
        for changeset in changesets:
            audit.record(TERMINAL, "changeset-written", changeset.id, level=changeset.level)
