"""What stands beside a chain and is not in it: other posts in the body, others on the same site."""

from collections.abc import Iterator

from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from .answers import commanders
from .dataset import BODIES, Dataset
from .proof import Json

_LOCATED, _PLACE, _DETENTION = v.R + "located", v.R + "place", v.R + "PlaceOfDetention"


def beside(data: Dataset, body: str, on: str) -> Iterator[tuple[str, list[Json]]]:
    """Titled rows: who else held a post in `body`, who held posts in others on the same site.

    `body` is an id. Nothing for a person or an event.
    """
    entity = data.entity(body)
    if entity is None or entity.cls.removeprefix(v.R) not in BODIES:
        return
    others = commanders(data, body, on)["others"]
    if others:
        yield "Other posts there (no command follows from them):", others
    for other in on_same_site(data, body):
        found = commanders(data, other, on)
        rows = [*found["heads"], *found["others"]]
        if rows:
            name = found["body"]["name"]
            yield f"{name}, on the same site (no source states how the two are related):", rows


def on_same_site(data: Dataset, body: str) -> list[str]:
    """The other places of detention at a place where `body`, one itself, is said to be; by id."""
    places = {s.iri("place") for s in _located(data, _LOCATED, body)}
    found = {s.iri("located") for place in places for s in _located(data, _PLACE, place)} | {body}
    held = {id for id in found if (e := data.entity(id)) is not None and e.cls == _DETENTION}
    return sorted(held - {body}) if body in held else []


def _located(data: Dataset, role: str, value: str) -> list[Statement]:
    found = (data.records.record(id) for id in data.records.pointing(role, value))
    return [s for s in found if isinstance(s, Statement) and s.relation == v.R + "Location"]
