"""What recurs over cases, as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes
from respondeat.errors import InputError
from respondeat.graph.analyses import patterns as analysis
from respondeat.graph.analyses.patterns import Combination, Count, Indicators, Paired

from .asked import question
from .rows import frame

MAX_STATEMENTS: Final = 100
MAX_CITED: Final = 5
MAX_EVENTS: Final = 10
_STRUCTURAL: Final = frozenset({"court", "judge"})
_COUNTS: Final = ("events", "places", "months", "undated", "bodies", "persons", "groups")
_NOTES: Final = {
    "cases": "The cases in the data are no sample: what is recorded depends on who could report. A case is "
    "one decision upon one person. An arrest or custody is joined to it by the person alone, and counted as "
    "possible unless its time surely fits.",
    "test": "p says how often chance alone would give a table at least so uneven if the two values had "
    "nothing to do with each other and no case depended on another; people sentenced together do. The "
    "odds ratio compares the cells of the table. Neither says why two values stand together.",
    "structural": "A judge sits in one court or in few: that the two stand together tells nothing.",
    "indicators": "Counts of what was recorded. Reporting is uneven, several records can be of one event, "
    "and counts of reports are not counts of events. Whether acts were widespread or systematic is "
    "a question of law that no count answers.",
}


@question("patterns")
def patterns(
    data: Dataset,
    by: Sequence[str] = (),
    *,
    least: int = 2,
    limit: int = 20,
    quotes: Quotes | None = None,
) -> Json:
    """Recurring combinations, pairs with their tests, and counts of acts over the whole graph.

    At most `limit` rows of each, with how many there are. Schema `patterns.json`. Raises InputError.
    """
    if limit < 1:
        raise InputError(f"at least one row must be told, not {limit}")
    found = analysis.patterns(data.records, tuple(by), least)
    rows = _Rows(Proof(data, quotes))
    told = {
        "by": list(by) or list(analysis.DIMENSIONS),
        "least": least,
        "cases": found.cases,
        "persons": found.persons,
        "stated": [{"dimension": name, "cases": n} for name, n in found.stated],
        "cut": found.cut,
        "combinations": {
            "total": len(found.combinations),
            "rows": [rows.combination(c) for c in found.combinations[:limit]],
        },
        "association": {
            "test": analysis.TEST,
            "correction": analysis.CORRECTION,
            "tests": found.tests,
            "total": len(found.pairs),
            "rows": [rows.pair(p) for p in found.pairs[:limit]],
        },
        "indicators": {
            "single": rows.indicators(found.single),
            "patterns": rows.indicators(found.general),
        },
        "notes": dict(_NOTES),
    }
    return {**told, "statements": sorted(rows.cited), **frame(data)}


class _Rows:
    """Writes rows as data, and keeps which statements were told."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self.cited: set[str] = set()

    def combination(self, c: Combination) -> Json:
        """Values that stand together, in how many cases, with the events behind them."""
        return {
            "values": [{"dimension": name, "value": self._proof.node(id)} for name, id in c.values],
            "cases": c.cases,
            "certain": c.certain,
            "possible": c.possible,
            "contested": c.contested,
            "persons": len(c.persons),
            "events_total": len(c.events),
            "events": [self._proof.node(e) for e in c.events[:MAX_EVENTS]],
            **self._rests_on(c.statements),
        }

    def pair(self, p: Paired) -> Json:
        """Two values with their table and test."""
        a = p.association
        return {
            "first": {"dimension": a.first[0], "value": self._proof.node(a.first[1])},
            "second": {"dimension": a.second[0], "value": self._proof.node(a.second[1])},
            "table": {
                "both": a.table.both,
                "first_only": a.table.first,
                "second_only": a.table.second,
                "neither": a.table.neither,
            },
            "odds_ratio": None if a.table.odds_ratio is None else float(f"{a.table.odds_ratio:.6g}"),
            "p": float(f"{a.p:.6g}"),
            "adjusted": float(f"{a.adjusted:.6g}"),
            "structural": {a.first[0], a.second[0]} == _STRUCTURAL,
            **self._rests_on(p.statements),
        }

    def indicators(self, found: Indicators) -> Json:
        """Counts, each with what it rests on."""
        counts = {name: self._count(getattr(found, name)) for name in _COUNTS}
        means = [{"type": kind, **self._count(count)} for kind, count in found.means]
        return {**counts, "means": means, "figures": self._count(found.figures)}

    def _count(self, count: Count) -> Json:
        return {"count": len(count), **self._rests_on(count.statements)}

    def _rests_on(self, statements: Sequence[str]) -> Json:
        told = list(statements[:MAX_STATEMENTS])
        self.cited.update(told)
        return {
            "statements_total": len(statements),
            "statements": told,
            "sources": self._proof.sources(told[:MAX_CITED]),
        }
