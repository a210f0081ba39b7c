"""The order of what stands in columns, and how high each of it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

_SWEEPS: Final = 8
_APART: Final = 12.0


@dataclass(slots=True, eq=False)
class Slot:
    """A place in a column: of a box, of what stands on a line, of the line alone; `near` are those joined."""

    column: int
    width: float
    height: float
    y: float = 0.0
    at: int = 0
    near: list["Slot"] = field(default_factory=list)


def join(a: Slot, b: Slot) -> None:
    """Says that a line goes from one slot to another."""
    a.near.append(b)
    b.near.append(a)


def in_order(columns: Sequence[list[Slot]]) -> None:
    """Orders each column by the middle of what its slots are joined to, so that lines cross little."""
    for slots in columns:
        _numbered(slots)
    for sweep in range(_SWEEPS):
        for slots in columns if sweep % 2 == 0 else reversed(columns):
            side = -1 if sweep % 2 == 0 else 1
            middles = {id(slot): _middle(slot, side, lambda one: float(one.at)) for slot in slots}
            slots.sort(key=lambda slot: middles[id(slot)])  # sorted at once
            _numbered(slots)


def settled(columns: Sequence[Sequence[Slot]]) -> None:
    """Gives each slot its height: near to what it is joined to, in order, none over another."""
    for slots in columns:
        y = 0.0
        for slot in slots:
            slot.y = y + slot.height / 2
            y += slot.height + _APART
    for sweep in range(2 * _SWEEPS):
        for slots in columns if sweep % 2 == 0 else reversed(columns):
            wanted = [_middle(slot, 0, lambda one: one.y, slot.y) for slot in slots]
            for slot, y in zip(slots, _apart(slots, wanted), strict=True):
                slot.y = y


def _numbered(slots: Sequence[Slot]) -> None:
    for number, slot in enumerate(slots):
        slot.at = number


def _middle(slot: Slot, side: int, of: Callable[[Slot], float], alone: float | None = None) -> float:
    """The mean of what a slot is joined to: on one side, or on both for 0; its own where there is nothing."""
    near = [of(one) for one in slot.near if side == 0 or (one.column - slot.column) * side > 0]
    if near:
        return sum(near) / len(near)
    return float(slot.at) if alone is None else alone


def _apart(slots: Sequence[Slot], wanted: Sequence[float]) -> list[float]:
    """Heights as near to those wanted as can be (least squares) with every slot below the one before it.

    Pool adjacent violators: less its least distance from the first, each height is at least the one before.
    """
    below, offsets = 0.0, list[float]()
    for before, slot in zip([None, *slots], slots, strict=False):
        below += 0.0 if before is None else (before.height + slot.height) / 2 + _APART
        offsets.append(below)
    pools: list[tuple[float, int]] = []  # sum and number
    for want, offset in zip(wanted, offsets, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [(a + b, m + n)]
    level = [total / count for total, count in pools for _ in range(count)]
    return [y + offset for y, offset in zip(level, offsets, strict=True)]
