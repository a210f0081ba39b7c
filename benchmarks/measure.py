"""CPU time, and bars that a figure holds or does not."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured; `bar` is what was asked for, "" for a figure without one."""

    name: str
    value: float
    unit: str
    bar: str = ""
    holds: bool | None = None

    @property
    def told(self) -> str:
        """The value with its unit."""
        digits = 0 if abs(self.value) >= 100 else 1 if abs(self.value) >= 10 else 3
        return f"{self.value:,.{digits}f} {self.unit}".strip()


def at_least(name: str, value: float, bar: float, unit: str = "times") -> Figure:
    return Figure(name, value, unit, f"at least {bar:g} {unit}", value >= bar)


def at_most(name: str, value: float, bar: float, unit: str) -> Figure:
    return Figure(name, value, unit, f"at most {bar:g} {unit}", value <= bar)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, in this process and all its threads."""
    start = process_time()
    work()
    return process_time() - start


def each(work: Callable[[], object], times: int = 5) -> float:
    """Median CPU seconds of so many calls."""
    return median(cpu(work) for _ in range(times))


def settle(*, keep: bool = False) -> None:
    """Collect garbage now, so that what comes next does not pay for what was before.

    With `keep` Python's collector does not walk again through what is there (the libraries, above all): else
    every other question pays some 20 ms for that, whatever it asks.
    """
    gc.collect()
    if keep:
        gc.freeze()


def show(title: str, figures: Iterable[Figure]) -> None:
    table = Table(title=title, title_justify="left", show_edge=False)
    for column in ("measured", "value", "bar", "holds"):
        table.add_column(column, justify="right" if column == "value" else "left")
    for f in figures:
        table.add_row(f.name, f.told, f.bar, {True: "yes", False: "NO", None: ""}[f.holds])
    Console(width=130).print(table)


def failing(figures: Sequence[Figure]) -> list[Figure]:
    """Those whose bar does not hold."""
    return [f for f in figures if f.holds is False]
