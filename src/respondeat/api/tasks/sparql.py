"""A SPARQL query: checked, run over the data of the reader's level, written in the form that is wanted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.pages.query.page import Query, answered
from respondeat.api.sparql.bounds import Bounds
from respondeat.api.sparql.checked import Checked
from respondeat.api.sparql.formats import BY_TYPE, GRAPHS, HTML, RESULTS, Class, listed
from respondeat.api.sparql.functions import functions
from respondeat.api.sparql.page import ROWS, Table, table
from respondeat.api.sparql.writing import Caps, Complete, too_long, written
from respondeat.errors import ForbiddenQuery, NotAcceptable, StoreError
from respondeat.graph.stores import Answer, Functions, engine_faults

from .base import Answered, Work
from .sparql_plan import planned

_TRIPLES: Final = frozenset({"CONSTRUCT", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """The parameters of the task."""

    query: str
    base: str
    results: str | None
    graph: str | None
    default_graphs: Sequence[str] | None
    named_graphs: Sequence[str] | None
    rows: int | None
    bounds: Bounds
    page: Mapping[str, Any]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "_Asked":
        default, named = given.get("default_graphs"), given.get("named_graphs")
        protocol = default is not None or named is not None
        return cls(
            query=given["query"],
            base=given.get("base", ""),
            results=given.get("results", RESULTS[0].media_type),
            graph=given.get("graph", GRAPHS[0].media_type),
            default_graphs=(default or []) if protocol else None,
            named_graphs=(named or []) if protocol else None,
            rows=given.get("rows"),
            bounds=Bounds(*given["bounds"]) if "bounds" in given else Bounds(),
            page=given.get("page", {}),
        )


def sparql(data: Dataset, work: Work) -> Answered:
    """The answer to a query, whole: cut only at the rows that were asked for, and then `meta` says so.

    Parameters: `query`; `results` and `graph`, the media types that SELECT and ASK, or CONSTRUCT and DESCRIBE
    are wanted in (None: in none); `default_graphs` and `named_graphs` of the SPARQL protocol, which go before
    FROM and FROM NAMED; `base`; `rows`, at most so many; `bounds` of the text; of a `page` its `language`,
    `address` and `reader`.

    Meta: `rows_limit` where one was asked for or the page has one, and `complete`: "yes", "no" or "unknown".

    Raises QueryError, ForbiddenQuery, TooLarge for the text (QueryError also where a `GRAPH ?g` would be
    answered wrongly), ForbiddenQuery for a graph that is not there at this level, NotAcceptable for a form
    that is not taken or cannot hold the answer, Stopped over a limit.
    """
    asked = _Asked.of(work.parameters)
    plan = planned(asked.query, asked.bounds, asked.base, _needed(asked, work.rows))
    checked = plan.checked
    kind: Class = "graph" if checked.form in _TRIPLES else "results"
    media_type = _media_type(asked, kind, checked.form)
    _refuse_graphs(data, asked, checked)
    form = BY_TYPE[kind][media_type].engine
    caps = Caps(work.rows, work.bytes, asked.rows or (min(ROWS, work.rows) if form is None else None))
    found = _run(data, asked, plan.expanded(data, work.rows), functions(data) if plan.functions else None)
    with _faults(asked.query):
        body, complete = _page(data, asked, found, caps) if form is None else written(found, form, caps)
    told = {} if caps.asked is None or checked.form == "ASK" else {"rows_limit": caps.asked}
    return Answered(body, media_type, {**told, "complete": complete})


def _needed(asked: _Asked, rows: int) -> int:
    """How many solutions of a SELECT are needed: as many as are asked for, or one more than are given out.

    A page shows whether there are more, so it needs one more too. Without a limit the engine goes on to the
    end. (A solution of CONSTRUCT can give no triple or several, so triples are counted as they come.)
    """
    shown = asked.results == HTML
    if asked.rows is not None:
        return asked.rows + shown
    return (min(ROWS, rows) if shown else rows) + 1


def _page(data: Dataset, asked: _Asked, found: Answer, caps: Caps) -> tuple[bytes, Complete]:
    shown = table(found, caps)
    body = answered(data, Query.of(asked.query, asked.page), shown)
    if len(body) > caps.bytes:
        raise too_long(caps.bytes)
    return body, shown.complete if isinstance(shown, Table) else "yes"


def _media_type(asked: _Asked, kind: Class, form: str) -> str:
    found = asked.graph if kind == "graph" else asked.results
    if found is None:
        formats = GRAPHS if kind == "graph" else RESULTS
        raise NotAcceptable(f"{form} is answered in one of: {listed(formats)}. Name one of them in Accept.")
    return found


def _refuse_graphs(data: Dataset, asked: _Asked, checked: Checked) -> None:
    """Raises ForbiddenQuery for a graph that this level has not: nothing tells whether another has it."""
    if asked.default_graphs is None:
        named = {*checked.from_graphs, *checked.from_named}
        checked.refuse_graphs(iri for iri in named if data.reader.has_graph(iri))
        return
    for iri in (*asked.default_graphs, *(asked.named_graphs or ())):
        if not data.reader.has_graph(iri):
            raise ForbiddenQuery(
                f"There is no graph {iri} to read from. default-graph-uri and named-graph-uri take the "
                "changesets of this data set; nothing is fetched. Leave them out to ask all of it."
            )


def _run(data: Dataset, asked: _Asked, text: str, known: Functions | None) -> Answer:
    with _faults(asked.query):
        return data.reader.query(
            text,
            base=asked.base or None,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            functions=known,
        )


@contextmanager
def _faults(text: str) -> Iterator[None]:
    """Faults that show while the answer is written, too; of the store no more than that there is one."""
    try:
        with engine_faults(text, Path()):
            yield
    except StoreError as error:
        raise StoreError(
            "The data of this level cannot be read now. Whoever runs the service learns why from "
            "`respondeat doctor`."
        ) from error
