"""Where boxes and lines of a picture stand: columns from left to right, lines with right angles.

As the script of the page does it: after Sugiyama, Tagawa and Toda (1981) boxes of one step stand in one
column, what stands on a line in a column between, and lines go through the columns in an order that crosses
little. No two lines share a way: each has a place of its own on its boxes, and lanes of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from .layout_order import Slot, in_order, join, settled

Points = tuple[tuple[float, float], ...]

_LANE: Final = 7.0
_PORT: Final = 9.0
_EDGE: Final = 14.0
_CHANNEL: Final = 28.0


@dataclass(frozen=True, slots=True)
class Sized:
    """A box: its id, its column, its size."""

    id: str
    rank: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes, and the size of what stands on it."""

    id: str
    lower: str
    higher: str
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """The places: left upper corner and height of boxes, points of lines, middles of what stands on them."""

    width: float
    height: float
    boxes: Mapping[str, tuple[float, float, float]]
    lines: Mapping[str, Points]
    labels: Mapping[str, tuple[float, float]]


@dataclass(slots=True)
class _Way:
    """The columns that a line goes through, from left to right, and how high in each."""

    line: Line
    slots: list[Slot]
    turned: bool
    ends: tuple[float, float] = (0.0, 0.0)
    lanes: dict[int, int] = field(default_factory=dict)

    @property
    def beside(self) -> bool:
        """Whether both boxes stand in one column: it goes to what stands on it, and back."""
        return self.slots[0].column == self.slots[-1].column

    def heights(self) -> list[float]:
        """How high it goes in each column: at its ends where it has its place on the boxes."""
        if self.beside:
            y, by = self.slots[1].y, 4.0 if self.ends[0] < self.ends[1] else -4.0
            return [self.ends[0], y - by, y + by, self.ends[1]]
        return [self.ends[0], *(slot.y for slot in self.slots[1:-1]), self.ends[1]]

    def turns(self) -> list[tuple[int, int, float, float]]:
        """Where it changes its height: after which column, its number, from and to which height."""
        told = self.heights()
        pairs = [(1, 0, 1), (3, 2, 3)] if self.beside else [(n, n - 1, n) for n in range(1, len(told))]
        first = self.slots[0].column
        return [
            (first if self.beside else self.slots[n - 1].column, n, told[a], told[b])
            for n, a, b in pairs
            if abs(told[a] - told[b]) > 0.05
        ]


def placed(boxes: Sequence[Sized], lines: Sequence[Line]) -> Placed:
    """The places of boxes and lines. A line joins two different boxes."""
    ranks = {rank: 2 * at for at, rank in enumerate(sorted({box.rank for box in boxes}))}
    columns: list[list[Slot]] = [[] for _ in range(max(2 * len(ranks), 1))]
    at: dict[str, Slot] = {}
    for box in boxes:
        ends = [sum(getattr(line, end) == box.id for line in lines) for end in ("lower", "higher")]
        tall = max(box.height, max(ends) * _PORT + 10)
        slot = at[box.id] = Slot(ranks[box.rank], box.width, tall)
        columns[slot.column].append(slot)
    ways = [_way(line, at, columns) for line in lines if line.lower != line.higher]
    in_order(columns)
    settled(columns)
    for side in (0, -1):
        _docked(at.values(), ways, side)
    channels = _lanes(ways, len(columns))
    return _drawn(at, columns, ways, channels)


def _way(line: Line, at: Mapping[str, Slot], columns: list[list[Slot]]) -> _Way:
    """The way of a line, with a slot in each column between; what stands on it is in the first of them."""
    lower, higher = at[line.lower], at[line.higher]
    turned = lower.column > higher.column
    left, right = (higher, lower) if turned else (lower, higher)
    slots = [left]
    last = max(right.column, left.column + 2)
    for column in range(left.column + 1, last):
        here = column == left.column + 1
        slot = Slot(column, line.width if here else 0, line.height if here else 0)
        columns[column].append(slot)
        join(slots[-1], slot)
        slots.append(slot)
    join(slots[-1], right)
    return _Way(line, [*slots, right], turned)


def _docked(slots: object, ways: Sequence[_Way], side: int) -> None:
    """Gives each line a place of its own on one side of its boxes, as near to where it goes as can be."""
    by: dict[int, list[_Way]] = {}
    for way in ways:
        by.setdefault(id(way.slots[side]), []).append(way)
    for those in by.values():
        box = those[0].slots[side]
        those.sort(key=lambda way: way.slots[1 if side == 0 else -2].y)
        top, bottom = box.y - box.height / 2 + 6, box.y + box.height / 2 - 6
        step = min(_PORT, (bottom - top) / max(1, len(those) - 1))
        least = top
        for number, way in enumerate(those):
            most = bottom - (len(those) - 1 - number) * step
            y = min(most, max(least, way.slots[1 if side == 0 else -2].y))
            way.ends = (y, way.ends[1]) if side == 0 else (way.ends[0], y)
            least = y + step


def _lanes(ways: Sequence[_Way], columns: int) -> list[int]:
    """Gives each turn between two columns a lane of its own; how many there are after each column."""
    turns: list[list[tuple[_Way, int, float, float]]] = [[] for _ in range(columns)]
    for way in ways:
        for column, n, a, b in way.turns():
            turns[column].append((way, n, a, b))
    return [_laned(those) for those in turns]


def _laned(turns: list[tuple[_Way, int, float, float]]) -> int:
    # of those that go down the lowest turns first, of those that go up the highest: so they cross least
    turns.sort(key=lambda turn: (turn[3] > turn[2], -turn[2] if turn[3] > turn[2] else turn[2]))
    done: list[tuple[int, bool, float, float]] = []
    for way, n, a, b in turns:
        down, low, high = b > a, min(a, b), max(a, b)
        near = [one for one in done if one[3] + 4 >= low and one[2] - 4 <= high]
        taken = {lane for lane, *_ in near}
        lane = max((lane + 1 for lane, way_down, *_ in near if way_down == down), default=0)
        while lane in taken:
            lane += 1
        way.lanes[n] = lane
        done.append((lane, down, low, high))
    return max((lane + 1 for lane, *_ in done), default=0)


def _drawn(
    at: Mapping[str, Slot], columns: list[list[Slot]], ways: Sequence[_Way], channels: list[int]
) -> Placed:
    x, lefts, rights = _EDGE, list[float](), list[float]()
    for column, slots in enumerate(columns):
        lefts.append(x)
        rights.append(x + max((slot.width for slot in slots), default=0.0))
        x = rights[-1] + (max(_CHANNEL, (channels[column] + 1) * _LANE + 6) if slots else 0)
    all_slots = [slot for slots in columns for slot in slots]
    up = _EDGE - min((slot.y - slot.height / 2 for slot in all_slots), default=0.0)
    boxes = {
        id: ((lefts[s.column] + rights[s.column] - s.width) / 2, s.y - s.height / 2 + up, s.height)
        for id, s in at.items()
    }
    lines, labels = dict[str, Points](), dict[str, tuple[float, float]]()
    for way in ways:
        lines[way.line.id] = _points(way, lefts, rights, up)
        label = way.slots[1]
        labels[way.line.id] = ((lefts[label.column] + rights[label.column]) / 2, label.y + up)
    height = max((slot.y + slot.height / 2 for slot in all_slots), default=0.0) + up + _EDGE
    far = max((px for points in lines.values() for px, _ in points), default=0.0)
    return Placed(max(*rights, far) + _EDGE, height, boxes, lines, labels)


def _points(way: _Way, lefts: Sequence[float], rights: Sequence[float], up: float) -> Points:
    heights, slots = way.heights(), way.slots
    first, last = slots[0], slots[-1]
    middle = (lefts[first.column] + rights[first.column]) / 2
    points = [(middle + first.width / 2, heights[0] + up)]
    for n in range(1, len(heights)):
        if way.beside and n == 2:  # at what stands on it, and back
            label = slots[1]
            x = (lefts[label.column] + rights[label.column] - label.width) / 2
            points += [(x, heights[1] + up), (x, heights[2] + up)]
        elif (lane := way.lanes.get(n)) is not None:
            column = first.column if way.beside else slots[n - 1].column
            x = rights[column] + 6 + lane * _LANE
            points += [(x, heights[n - 1] + up), (x, heights[n] + up)]
    middle = (lefts[last.column] + rights[last.column]) / 2
    side = 1 if way.beside else -1
    points.append((middle + side * last.width / 2, heights[-1] + up))
    return tuple(reversed(points)) if way.turned else tuple(points)
