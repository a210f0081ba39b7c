"""What is written at the terminal, in the custody log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_changesets, note_documents
from respondeat.errors import RespondeatError
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v


@contextmanager
def noted(store: EmbeddedStore, changesets: Iterable[Changeset]) -> Iterator[None]:
    """Note the changesets that are written inside and were not there before, before and after.

    Raises StoreError when they cannot be noted; then nothing is written.
    """
    audit = Audit(store.path)
    with store.reader(v.LEVELS[-1]) as reader:
        there = {info.id for info in reader.changesets()}
    new = {c.id: c for c in changesets if c.id not in there}.values()
    note_changesets(audit, new, action="changeset-begun")
    try:
        yield
    except BaseException as error:
        outcome = error.type if isinstance(error, RespondeatError) else "fault"
        note_changesets(audit, new, action="changeset-failed", outcome=outcome)
        raise
    note_changesets(audit, new)


def note_restored(store: EmbeddedStore) -> None:
    """Note what came with a backup: its log begins here, and knows of nothing else. Raises StoreError."""
    audit = Audit(store.path)
    with store.reader(v.LEVELS[-1]) as reader:
        found, hash = reader.changesets(), reader.dataset_hash
    documents = store.documents.hashes()
    audit.record("terminal", "store-restored", hash, changesets=len(found), documents=len(documents))
    note_changesets(audit, found, reason="restored")
    note_documents(audit, documents, reason="restored")
