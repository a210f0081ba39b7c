"""What is known of a SPARQL text before it meets data, kept for when the same text comes again."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.bounds import Bounds
from respondeat.api.sparql.chain_table import expand
from respondeat.api.sparql.checked import Checked, check
from respondeat.api.sparql.functions_calls import FORMS, check_calls
from respondeat.api.sparql.graph_variables import refuse_misread
from respondeat.api.sparql.names import names
from respondeat.api.sparql.parsing import Parsed
from respondeat.api.sparql.tables import TABLES
from respondeat.api.sparql.tokens import Source

_SHORT: Final = 4096  # characters of a text that is kept: 1,024 of them are some 10 MB
_UNREAD: Final = Parsed(Source(""), (), ())


@dataclass(frozen=True, slots=True)
class Plan:
    """A text that was found fit to run; what it needs of the data: tables (`calls`), functions of `r:`."""

    checked: Checked
    text: str
    calls: bool
    functions: bool
    limit: int | None

    def expanded(self, data: Dataset, rows: int) -> str:
        """What is run: with the rows of its tables. Raises what the tables raise, Stopped over `rows`."""
        return expand(self.checked, data, rows, self.limit) if self.calls else self.text


def planned(query: str, bounds: Bounds, base: str, limit: int) -> Plan:
    """The plan of a text that gives, if it is a SELECT, no more than `limit` solutions.

    Raises QueryError, ForbiddenQuery and TooLarge as `check` does, QueryError also for a `GRAPH ?g` that the
    engine would answer wrongly and for functions of `r:` that are called wrongly.
    """
    if len(query) > _SHORT:
        return _plan(query, bounds, base, limit)
    found = _kept(query, bounds, base, limit)
    return _plan(query, bounds, base, limit) if found.calls else found


def _plan(query: str, bounds: Bounds, base: str, limit: int) -> Plan:
    checked = check(query, bounds, base)
    refuse_misread(checked.parsed)
    meant = names(checked.parsed, checked.base)
    check_calls(checked.parsed, meant)
    most = limit if checked.form == "SELECT" else None
    text = checked.text if most is None else checked.limited(most)
    said = set(meant.values())
    return Plan(checked, text, not said.isdisjoint(TABLES), not said.isdisjoint(FORMS), most)


@lru_cache(maxsize=1024)
def _kept(query: str, bounds: Bounds, base: str, limit: int) -> Plan:
    """A plan without what was read of the text, which takes a hundred times as much memory as the text."""
    made = _plan(query, bounds, base, limit)
    return replace(made, checked=replace(made.checked, parsed=_UNREAD))
