"""Ids of the small world, short as addresses have them."""

from respondeat.ontology import vocabulary as v
from tests.trap_world import id_of


def short(*names: str) -> list[str]:
    """The short ids of what bears these names."""
    return [id_of(name).removeprefix(v.ID) for name in names]


BODIES = ("Section", "Regiment", "Staff", "Ministry")
PERSONS = ("Ada", "Bob", "Cid", "Dee", "Eve", "Fay")
EVERYBODY = short(*BODIES, *PERSONS)
