"""At which level a statement is written: never lower than what it speaks of is known at."""

from collections.abc import Iterable

from respondeat.api.dataset import Dataset
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v


def level_of(data: Dataset, id: str) -> str:
    """The lowest level at which something is described; a protected person is spoken of above public."""
    known = {info.id: info.level for info in data.recorded}
    found = [known[changeset] for changeset, _ in data.reader.described(id) if changeset in known]
    lowest = min(found, key=v.LEVELS.index, default=data.level)
    record = data.records.record(id)
    closed = isinstance(record, Entity) and record.get(v.PROTECTED) is True
    return max(lowest, v.LEVELS[1], key=v.LEVELS.index) if closed else lowest


def least(data: Dataset, ids: Iterable[str], *, protected: bool = False) -> str:
    """The lowest level at which may be written what speaks of these; `protected`: of a protected person."""
    levels: list[str] = [
        v.LEVELS[0],
        *(level_of(data, id) for id in ids),
        *((v.LEVELS[1],) if protected else ()),
    ]
    return max(levels, key=v.LEVELS.index)


def open_levels(data: Dataset, lowest: str) -> tuple[str, ...]:
    """The levels to choose from, the lowest first: up to that at which one reads."""
    return v.LEVELS[v.LEVELS.index(lowest) : v.LEVELS.index(data.level) + 1]
