"""Chokepoints and centralities, as data."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text
from respondeat.errors import InputError
from respondeat.graph.analyses import chokepoints as analysis
from respondeat.graph.command.days import Interval
from respondeat.graph.command.no_acts import no_acts
from respondeat.ontology import vocabulary as v

from .asked import question
from .chain import time_asked
from .rows import frame, window

LIMIT: Final = 20
_EXAMPLES: Final = 5  # events named in a row; all are counted
_GRADES: Final = ("possible", "certain")


class Measure(StrEnum):
    """What is measured."""

    DOMINATORS = "dominators"
    BETWEENNESS = "betweenness"
    REACH = "reach"


OF_EVENTS: Final = (
    "Every chain in the data that leads from these events to the top of a line of command passes the person "
    "or body of the row, or ends there. One more source can open a way round."
)
MEANING: Final = {
    Measure.DOMINATORS: (
        "No chain in the data that holds at the time asked for reaches the ends named without passing the "
        "person or body of the row. One more source can open a way round."
    ),
    Measure.BETWEENNESS: (
        "The pairs of a lower and a higher person or body between whom the person or body of the row stands "
        "on a shortest way upward. More is known of well-covered branches, so that their figures are higher."
    ),
    Measure.REACH: (
        "The persons and bodies in the data that stood below the one of the row, over whatever links lead "
        "there, and those that stood above. What no source covers is not counted."
    ),
}
CAVEAT: Final = (
    "The figures describe what sources in the data cover. They measure neither the importance of a person "
    "nor anyone's part in an event."
)


@question("chokepoints")
def chokepoints(
    data: Dataset,
    target: str | None = None,
    on: str | None = None,
    *,
    measure: Measure = Measure.DOMINATORS,
    grade: str = _GRADES[0],
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Persons and bodies that every chain passes, or centralities of the command graph at a date.

    With a target the dominators of its chains, at `on` or an event's own time; without one those of all dated
    events, each at its own time (with `on` of those that can have been then). Betweenness and reach are over
    the whole graph and need `on`. `grade` asks for chains that can hold or that surely do. Schema
    `chokepoints.json`. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    asked = _Asked(data, Proof(data, quotes), _measure(measure), _certain(grade), limit)
    match asked.measure, target:
        case Measure.DOMINATORS, None:
            told = asked.of_events(None if on is None else window(on))
        case Measure.DOMINATORS, str():
            told = asked.of_target(data.find(target, ON_CHAINS), on)
        case _, None if on is not None:
            told = (
                asked.between(window(on)) if asked.measure is Measure.BETWEENNESS else asked.reach(window(on))
            )
        case _, None:
            raise InputError(
                f"{asked.measure} is measured at a date: say on which day (--on DAY or --on FROM/TO)"
            )
        case _:
            raise InputError(f"{asked.measure} is measured over the whole graph: leave {target!r} out")
    return {
        "measure": str(asked.measure),
        **told,
        "grade": grade,
        "meaning": _meaning(asked.measure, target),
        "caveat": CAVEAT,
        **frame(data),
    }


def _meaning(measure: Measure, target: str | None) -> str:
    return OF_EVENTS if target is None and measure is Measure.DOMINATORS else MEANING[measure]


def _measure(text: str) -> Measure:
    try:
        return Measure(text)
    except ValueError:
        raise InputError(f"There is no measure {text!r}; there are {', '.join(Measure)}.") from None


def _certain(grade: str) -> bool:
    if grade not in _GRADES:
        raise InputError(f"There is no grade {grade!r}; there are {', '.join(_GRADES)}.")
    return grade == "certain"


class _Asked:
    """One question, and how its rows are written."""

    def __init__(self, data: Dataset, proof: Proof, measure: Measure, certain: bool, limit: int) -> None:
        self.data, self.proof, self.measure = data, proof, measure
        self.certain, self.limit = certain, limit

    def of_target(self, id: str, on: str | None) -> Json:
        """The dominators of one target's chains."""
        when = time_asked(self.data, id, on)
        found = analysis.chokepoints(self.data.graph, id, when, certain=self.certain)
        every, to_the_top = set(found.every), set(found.to_the_top)
        return self._answer(
            id,
            when.window,
            [
                {
                    **self._row(p.node, p.statements),
                    "grade": "certain" if p.certain else "possible",
                    "every": p.node in every,
                    "to_the_top": p.node in to_the_top,
                    "ends": len(p.ends),
                    "tops": len(p.tops),
                    "beyond": [self.proof.node(end) for end in p.ends if end != p.node],
                }
                for p in found.points[: self.limit]
            ],
            len(found.points),
            {"ends": len(found.ends), "tops": len(found.tops)},
            found.statements,
        ) | {"ends": [{"node": self.proof.node(e), "top": e in found.tops} for e in found.ends]}

    def of_events(self, days: Interval | None) -> Json:
        """The dominators of all events' chains."""
        spared = no_acts(self.data.records)
        found = analysis.event_chokepoints(self.data.graph, days, certain=self.certain, leave_out=spared)
        rows = [
            {
                **self._row(p.node, p.statements),
                "events": len(p.events),
                "certain": p.certain,
                "possible": len(p.events) - p.certain,
                "every": p.every,
                "examples": [self.proof.node(event) for event in p.events[:_EXAMPLES]],
            }
            for p in found.points[: self.limit]
        ]
        counts = {
            "events": found.events,
            "unlinked": found.unlinked,
            "undated": found.undated + self._untold(v.EVENT, spared),
            "no_acts": len(spared & set(self.data.records.instances(v.EVENT))),
            "patterns": found.patterns + self._untold(v.PATTERN),
        }
        return self._answer(None, days, rows, len(found.points), counts)

    def _untold(self, cls: str, less: frozenset[str] = frozenset()) -> int:
        """How many events or patterns are no nodes: no source says when they were, or who took part."""
        everything = set(self.data.records.instances(cls)) - less
        return sum(self.data.graph.node(id) is None for id in everything)

    def between(self, days: Interval) -> Json:
        """Betweenness."""
        found = analysis.between(self.data.graph, days, certain=self.certain)
        rows = [
            {**self._row(p.node, p.statements), "pairs": p.pairs, "share": p.share}
            for p in found.points[: self.limit]
        ]
        counts = {
            "nodes": found.nodes,
            "links": found.links,
            "starts": found.starts,
            "sampled": found.sampled,
            "seed": analysis.SEED,
        }
        return self._answer(None, days, rows, len(found.points), counts)

    def reach(self, days: Interval) -> Json:
        """How many stood below and above."""
        found = analysis.reaches(self.data.graph, days, certain=self.certain)
        rows = [
            {
                **self._row(p.node, p.statements),
                "below": {"bodies": p.bodies_below, "persons": p.persons_below},
                "above": {"bodies": p.bodies_above, "persons": p.persons_above},
            }
            for p in found.points[: self.limit]
        ]
        counts = {"nodes": found.nodes, "links": found.links}
        return self._answer(None, days, rows, len(found.points), counts)

    def _row(self, node: str, statements: tuple[str, ...]) -> Json:
        return {
            "node": self.proof.node(node),
            "statements": list(statements),
            "sources": self.proof.sources(statements),
        }

    def _answer(
        self,
        target: str | None,
        days: Interval | None,
        rows: list[Json],
        all_rows: int,
        counts: dict[str, int],
        statements: Iterable[str] = (),
    ) -> Json:
        return {
            "target": None if target is None else self.proof.node(target),
            "on": None if days is None else [day_text(day) for day in days],
            "points": rows,
            "more": all_rows - len(rows),
            "counts": counts,
            "statements": sorted({*statements, *(s for row in rows for s in row["statements"])}),
        }
