"""The statements of a dossier by the date of the record: what was entered when, and what came to it later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from respondeat.api import sparql
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.ontology import vocabulary as v

_AT_ONCE: Final = 500
_ON_STATEMENTS: Final = (v.SUPPORTS, v.DENIES, v.ASSESSES, v.DERIVES, v.BETWEEN, v.INVALIDATED)


def record(data: Dataset, statements: Iterable[str]) -> list[Json]:
    """One row a changeset, oldest first: statements first recorded in it, and what it added to older ones.

    Of what was known at the moment of the question only.
    """
    first = dict(_on_record(data, statements))
    later = _added(data, first)
    entered: dict[str, list[str]] = defaultdict(list)
    added: dict[str, list[Json]] = defaultdict(list)
    for id, changeset in first.items():
        entered[changeset].append(id)
    for id, changeset in _on_record(data, later):
        statement, prop = later[id]
        if changeset != first[statement]:
            added[changeset].append({"id": id, "how": prop.rpartition("#")[2], "statement": statement})
    return [
        {
            "recorded_at": info.recorded_at,
            "changeset": info.id,
            "statements": sorted(entered[info.id]),
            "added": sorted(added[info.id], key=lambda row: (row["statement"], row["how"], row["id"])),
        }
        for info in sorted(data.recorded, key=lambda info: (info.recorded_at, info.sequence))
        if entered[info.id] or added[info.id]
    ]


def _added(data: Dataset, statements: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What bears on statements: its id, with the statement and the property by which it does."""
    found: dict[str, tuple[str, str]] = {}
    for statement in sorted(statements):
        for prop in _ON_STATEMENTS:
            for id in data.records.pointing(prop, statement):
                found.setdefault(id, (statement, prop))
                for retraction in data.records.pointing(v.INVALIDATED, id):
                    found.setdefault(retraction, (statement, v.INVALIDATED))
    return found


def _on_record(data: Dataset, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of an id and the first changeset that holds it, by id."""
    place = {info.id: (info.recorded_at, info.sequence) for info in data.recorded}
    held: dict[str, list[str]] = defaultdict(list)
    for id, graph in _graphs(data, sorted(ids)):
        if graph in place:
            held[id].append(graph)
    for id in sorted(held):
        yield id, min(held[id], key=lambda graph: place[graph])


def _graphs(data: Dataset, ids: list[str]) -> Iterator[tuple[str, str]]:
    for start in range(0, len(ids), _AT_ONCE):
        values = " ".join(f"<{id}>" for id in ids[start : start + _AT_ONCE])
        text = f"SELECT DISTINCT ?id ?in WHERE {{ VALUES ?id {{ {values} }} GRAPH ?in {{ ?id a ?class }} }}"
        for row in sparql.rows(sparql.ask(data, text))[1]:
            yield row[0], row[1]
