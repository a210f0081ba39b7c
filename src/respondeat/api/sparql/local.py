"""SPARQL at the terminal: who asks is the owner of the machine, and nothing is bounded."""

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from respondeat.api.dataset import Dataset

from .bounds import AT_HOME
from .chain_table import expand
from .checked import check
from .functions import functions
from .graph_variables import refuse_misread

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def ask(data: Dataset, query: str) -> Answer:
    """The answer to a SPARQL 1.1 query; prefixes, functions and tables of the ontology are known.

    Raises QueryError for a query that cannot be read, ForbiddenQuery for updates, for SERVICE and for
    graphs that there are not, TooLarge for what would break the engine, and what a table raises.
    """
    checked = check(query, AT_HOME)
    refuse_misread(checked.parsed)
    checked.refuse_graphs(g for g in (*checked.from_graphs, *checked.from_named) if data.reader.has_graph(g))
    return data.reader.query(expand(checked, data), functions=functions(data))


def as_json(found: Answer) -> str:
    """SPARQL 1.1 Query Results JSON; for triples JSON-LD."""
    if isinstance(found, ox.QueryTriples):
        made = found.serialize(format=ox.RdfFormat.JSON_LD)
    else:
        made = found.serialize(format=ox.QueryResultsFormat.JSON)
    return (made or b"").decode()


def in_fixed_order(query: str, told: Any) -> Any:
    """An answer as JSON, what its query leaves unordered put in the order of its text.

    `told` is what `as_json` gives, read.
    """
    if isinstance(told, list):  # JSON-LD, in which no list has an order but those under @list
        return sorted((in_fixed_order(query, one) for one in told), key=_order)
    if not isinstance(told, dict):
        return told
    if "results" not in told:
        return {key: x if key == "@list" else in_fixed_order(query, x) for key, x in sorted(told.items())}
    if not check(query, AT_HOME).ordered:
        told["results"]["bindings"].sort(key=_order)
    return told


def _order(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def rows(found: Answer) -> tuple[list[str], Iterator[list[str]]]:
    """Column titles and cells as text: variables and their values, or subject, predicate and object."""
    if isinstance(found, ox.QueryBoolean):
        return ["answer"], iter([["yes" if found else "no"]])
    if isinstance(found, ox.QueryTriples):
        triples = ([_text(t.subject), _text(t.predicate), _text(t.object)] for t in found)
        return ["subject", "predicate", "object"], triples
    solutions = (["" if x is None else _text(x) for x in row] for row in found)
    return [v.value for v in found.variables], solutions


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))
