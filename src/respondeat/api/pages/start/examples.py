"""Questions that the data at hand can be asked, found in the data: nothing of them is written down here.

They are of bodies and events. No person is an example: whom one asks about, one names oneself.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final
from weakref import ref

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.graph import LinkRow
from respondeat.graph.command.kinds import HEADS, SUPERIORS, TIES
from respondeat.graph.command.states import UNCARRIED
from respondeat.graph.dates import iso

_NODES: Final = 5_000  # looked at: examples are wanted, not the best of all
_YEAR: Final = 365
_DAYS: Final = 40
_SHORT: Final = 7  # days that an event lasts whose first day is worth asking about


@dataclass(frozen=True, slots=True)
class Asked:
    """A body, and a day on which much is said of who was over it."""

    body: str
    day: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Bodies with days, most linked first, and events with most of those tied to them, by their ids."""

    bodies: tuple[Asked, ...]
    events: tuple[str, ...]


def examples(graph: CommandGraph, most: int = 3) -> Examples:
    """At most so many of each; found once a graph."""
    return _kept(ref(graph), most)


@lru_cache(maxsize=8)
def _kept(graph: ref[CommandGraph], most: int) -> Examples:
    found = graph()
    assert found is not None  # whoever asks has it
    days = _event_days(found)
    ranked = sorted(_bodies(found, days), key=lambda one: (-one[0], one[1].body))
    tied = Counter({found.iri(n): ties for n in _events(found) if (ties := _ties(found, n))})
    events = sorted(tied, key=lambda id: (-tied[id], id))[:most]
    return Examples(tuple(one for _, one in ranked[:most]), tuple(events))


def _events(graph: CommandGraph) -> Iterator[int]:
    return islice((n for n in range(graph.node_count) if graph.is_event(n)), _NODES)


def _ties(graph: CommandGraph, event: int) -> int:
    return sum(graph.kind_number[link] in TIES for link in graph.up(event))


def _event_days(graph: CommandGraph) -> Counter[int]:
    """How many short events began on each day, of the days with most."""
    windows = (graph.time_of(n).window for n in _events(graph))
    short = Counter(first for first, last in windows if last - first <= _SHORT)
    return Counter(dict(short.most_common(_DAYS)))


def _bodies(graph: CommandGraph, events: Counter[int]) -> Iterator[tuple[int, Asked]]:
    """Bodies that have both heads and superiors, each with a number to rank it by."""
    for n in islice((n for n in range(graph.node_count) if _is_body(graph, n)), _NODES):
        heads = [link for link in graph.up(n) if graph.kind_number[link] in HEADS]
        others = [link for link in graph.up(n) if graph.kind_number[link] in SUPERIORS]
        rows = [row for link in (*heads, *others) for row in graph.rows(link) if row.state not in UNCARRIED]
        if not heads or not others or not (day := _best(rows, events)):
            continue
        rank = sum(_can_hold(row, day) for row in rows) * (1 + len(graph.below(n)))
        yield rank, Asked(graph.iri(n), iso(day))


def _is_body(graph: CommandGraph, n: int) -> bool:
    apart = graph.is_event(n) or graph.is_person(n) or graph.is_group(n) or graph.is_summit(n)
    return not apart and not graph.is_placeholder(n)


def _best(rows: list[LinkRow], events: Counter[int]) -> int | None:
    """The day on which most can hold, of those that are told of the links or of events.

    Among equals the one about which most events are known, then the earliest.
    """
    told = {day for row in rows for day in (row.es, row.ls, row.ee, row.le) if day is not None}
    days = told | set(events)

    def near(day: int) -> int:
        return sum(count for other, count in events.items() if abs(other - day) <= _YEAR)

    return max(days, key=lambda d: (sum(_can_hold(row, d) for row in rows), near(d), -d), default=None)


def _can_hold(row: LinkRow, day: int) -> bool:
    return (row.first is None or row.first <= day) and (row.last is None or day <= row.last)
