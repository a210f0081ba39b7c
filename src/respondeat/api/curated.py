"""Loading curated data sets into a store."""

from collections.abc import Sequence

from respondeat.errors import InputError
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v


def load(store: EmbeddedStore, changesets: Sequence[Changeset]) -> int:
    """Write the changesets of curated data sets; how many were not there before.

    Raises InputError when the store holds another version of one of the data sets: beside each other the two
    would say everything twice; ValidationError where something of them was raised or erased since.
    """
    store.refuse_withdrawn(changesets)
    ids = {c.id for c in changesets}
    titles = {(c.author, c.note) for c in changesets}
    with store.reader(v.LEVELS[-1]) as reader:
        known = reader.changesets()
    other = sorted({i.note for i in known if (i.author, i.note) in titles and i.id not in ids})
    if other:
        raise InputError(
            f"{store.path} holds another version of the data set “{other[0]}”. Load this one into a new "
            "store (--store DIR), and bring your own data there from a backup or an export."
        )
    before = store.sequence
    return store.write(changesets) - before
