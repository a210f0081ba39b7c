"""What can be put in a bundle: every question, a saved query, a range of changesets."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Final

from respondeat.api import answers
from respondeat.api import sparql as sparql_api
from respondeat.api.answers.asked import Question, by_name, question
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.errors import InputError
from respondeat.graph.statement import Statement


@question("sparql")
def sparql(data: Dataset, query: str) -> Json:
    """The answer to a SPARQL 1.1 query as SPARQL 1.1 Query Results JSON; triples as JSON-LD.

    Solutions that the query does not order stand in the order of their text, so that the same data give the
    same bytes. Raises QueryError and ForbiddenQuery, InputError where not all the data are asked.
    """
    if data.without or data.recorded != data.reader.changesets():
        raise InputError(
            "A query is asked of all the data as they are now: leave --without and --recorded-at out."
        )
    told = json.loads(sparql_api.as_json(sparql_api.ask(data, query)))
    return {"query": query, "results": sparql_api.in_fixed_order(query, told), **answers.frame(data)}


@question("changesets")
def changesets(data: Dataset, first: str = "", last: str = "") -> Json:
    """A range of the history, from changeset to changeset, both included; from or to its end when left out.

    Raises InputError for a changeset that this level has not, or for a range that is upside down.
    """
    ids = [info.id for info in data.recorded]
    lo, hi = _place(ids, first, 0), _place(ids, last, len(ids) - 1)
    if lo > hi:
        raise InputError(f"The changeset {first} was written after {last}: turn them round.")
    told, statements = [], set[str]()
    for info in data.recorded[lo : hi + 1]:
        records = data.reader.changeset_records(info.id)
        statements |= {r.id for r in records if isinstance(r, Statement)}
        kinds = Counter(type(r).__name__ for r in records)
        told.append(
            {
                "id": info.id,
                "recorded_at": info.recorded_at,
                "level": info.level,
                "author": info.author,
                "note": info.note or None,
                "records": dict(sorted(kinds.items())),
            }
        )
    return {"changesets": told, "statements": sorted(statements), **answers.frame(data)}


def _place(ids: list[str], id: str, otherwise: int) -> int:
    if not id:
        return otherwise
    if id not in ids:
        raise InputError(f"There is no changeset {id} in the data asked.")
    return ids.index(id)


QUESTIONS: Final[Mapping[str, Question]] = by_name(
    {**answers.QUESTIONS, "of_sparql": sparql, "of_history": changesets}
)
"""Every question that a bundle can answer, by its name."""
