"""A clock that is set, comparisons that are counted, and an entrance with both."""

from dataclasses import dataclass
from pathlib import Path

from respondeat.api.access import Caller, Scope
from respondeat.api.access.entrance import Entrance
from respondeat.api.access.hashing import Hasher
from respondeat.api.access.sessions import Lasting
from respondeat.graph.stores.layout import Layout

PASSWORD = "blue kettle under snow"
START = 1_795_000_000.0


@dataclass
class Clock:
    """Stands until it is set on."""

    now: float = START

    def __call__(self) -> float:
        return self.now

    def on(self, seconds: float) -> None:
        self.now += seconds


class Counting(Hasher):
    """Cheap, and counts how often something is compared or hashed."""

    def __init__(self) -> None:
        super().__init__(passes=1, memory_kib=8, lanes=1)
        self.compared = 0

    def agrees(self, hash: str | None, secret: str) -> bool:
        self.compared += 1
        return super().agrees(hash, secret)


@dataclass
class People:
    """An entrance, and what tells its time and counts its work."""

    store: Path
    clock: Clock
    hasher: Counting
    entrance: Entrance

    @classmethod
    def at(cls, store: Path, lasting: Lasting = Lasting(3600, 43200)) -> "People":  # noqa: B008  # frozen
        clock, hasher = Clock(), Counting()
        return cls(store, clock, hasher, Entrance.over(store, None, lasting, clock, hasher))


def empty_store(folder: Path) -> Path:
    """A folder that says it is a store."""
    folder.mkdir()
    Layout(folder).mark()
    return folder


def somebody(level: str = "public", *scopes: Scope) -> Caller:
    return Caller("u-00000000000000aa", level, frozenset(scopes or ("read",)), "u-00000000000000aa")
