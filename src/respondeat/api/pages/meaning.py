"""What stands in a field for an entity: words that mean it and nothing else."""

from respondeat.api.dataset import Dataset
from respondeat.errors import NamingError
from respondeat.ontology import vocabulary as v


def meaning(data: Dataset, id: str, kinds: frozenset[str] | None) -> str:
    """The name of an entity where it means that entity alone among these kinds, else its short id."""
    name = data.name(id)
    try:
        return name if data.find(name, kinds) == id else id.removeprefix(v.ID)
    except NamingError:
        return id.removeprefix(v.ID)
