"""Names of a table to entities: the Reconciliation Service API 0.2, as OpenRefine asks it.

Nothing is ever chosen for who asks (the model, "never claimed": identity from a name): `match` is true only
for a candidate whose id was given, never for a name however alike.
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from respondeat.graph.names import Hit
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .base import Answered, Work
from .reconcile_properties import agrees, extend, kind_named, kind_of, properties, proposed

Json = dict[str, Any]

_MOST_QUERIES: Final = 100
_MOST: Final = 50
_CANDIDATES: Final = 10
_MARKS: Final = ((v.INVENTED, "invented"), (v.PLACEHOLDER, "placeholder"), (v.PROTECTED, "protected"))


def reconcile(data: Dataset, work: Work) -> Answered:
    """Parameters: `do`, one of queries, extend, propose, entities, types, properties; and its own.

    Raises InputError for what is not as the specification has it.
    """
    done = _DO.get(str(work.parameters.get("do")))
    if done is None:
        raise InputError(f"There is nothing to do by the name {work.parameters.get('do')!r}.")
    return Answered(json.dumps(done(data, work.parameters), ensure_ascii=False).encode())


def _queries(data: Dataset, given: Mapping[str, Any]) -> Json:
    asked = given.get("queries")
    if not isinstance(asked, dict) or not all(isinstance(q, dict) for q in asked.values()):
        raise InputError('`queries` has to be a JSON object such as {"q0": {"query": "a name"}}.')
    if len(asked) > _MOST_QUERIES:
        raise InputError(f"{len(asked)} queries were sent at once; at most {_MOST_QUERIES} are taken.")
    return {key: {"result": _result(data, key, query)} for key, query in asked.items()}


def _result(data: Dataset, key: str, query: Mapping[str, Any]) -> list[Json]:
    text = query.get("query", "")
    if not isinstance(text, str):
        raise InputError(f"In {key[:40]!r} the `query` has to be a text.")
    limit = _count(query.get("limit"), f"In {key[:40]!r} the `limit`")
    kinds = _kinds(query.get("type"))
    wanted = _wanted(query.get("properties"), key)
    found = known(data, text)
    if found is not None:
        return [] if kinds and kind_of(found) not in kinds else [_candidate(data, found, 100.0, wanted, True)]
    hits = search(data, text, limit, kinds)
    made = [_candidate(data, e, round(100 * h.score, 2), wanted, False) for h, e in hits]
    return sorted(made, key=lambda one: _contradicted(one))


def known(data: Dataset, text: str) -> Entity | None:
    """The entity whose id this is, with or without what all ids begin with."""
    text = text.strip()
    for id in (text, v.ID + text):
        if ":" in id and " " not in id and (found := data.entity(id)) is not None:
            return found
    return None


def search(data: Dataset, text: str, limit: int, kinds: frozenset[str] | None) -> list[tuple[Hit, Entity]]:
    """The entities that a text may mean, best first."""
    hits = data.index.search(text, limit, kinds) if text.strip() else ()
    pairs = ((h, data.entity(h.entity)) for h in hits)
    return [(h, e) for h, e in pairs if e is not None]


def _candidate(
    data: Dataset, found: Entity, score: float, wanted: Mapping[str, list[str]], match: bool
) -> Json:
    kind = kind_of(found)
    features: list[Json] = [{"id": "name", "value": round(score / 100, 4)}]
    for prop, values in wanted.items():
        agreed = agrees(data, found, prop, values)
        if agreed is not None:
            features.append({"id": prop, "value": agreed})
    return {
        "id": found.id.removeprefix(v.ID),
        "name": data.name(found.id),
        "type": [kind_named(kind)],
        "description": describe(found),
        "score": score,
        "match": match,
        "features": features,
    }


def describe(found: Entity) -> str:
    """What an entity is, and what must be said with it wherever it stands."""
    marks = [m for p, m in _MARKS if found.get(p) is True]
    return ", ".join([kind_named(kind_of(found))["name"], *marks])


def _contradicted(candidate: Json) -> bool:
    """Whether a value that the table has differs from what the graph has: such a one comes last."""
    return any(feature["value"] is False for feature in candidate["features"])


def _kinds(given: object) -> frozenset[str] | None:
    """The kinds asked for; None for all. A kind that there is not finds nothing."""
    if given is None or given == [] or given == "":
        return None
    listed = given if isinstance(given, list) else [given]
    named = [one.get("id") if isinstance(one, dict) else one for one in listed]
    if not all(isinstance(one, str) for one in named):
        raise InputError("`type` has to be a kind such as Person, or a list of them.")
    return frozenset(str(one) for one in named)


def _wanted(given: object, key: str) -> dict[str, list[str]]:
    """What the table says beside the name: property to values."""
    if given is None:
        return {}
    if not isinstance(given, list) or not all(isinstance(p, dict) and "pid" in p for p in given):
        raise InputError(f'In {key[:40]!r} `properties` has to be a list such as [{{"pid": "…", "v": "…"}}].')
    return {str(p["pid"]): _texts(p.get("v")) for p in given}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(x.get("id", "")) if isinstance(x, dict) else str(x) for x in values if x is not None]


def _count(given: object, what: str) -> int:
    if given is None:
        return _CANDIDATES
    if type(given) is not int or not 1 <= given <= _MOST:
        raise InputError(f"{what} has to be a whole number from 1 to {_MOST}.")
    return given


def _entities(data: Dataset, given: Mapping[str, Any]) -> Json:
    text, start = str(given.get("prefix", "")), int(given.get("cursor", 0))
    hits = search(data, text, start + _CANDIDATES, None)[start:]
    return {
        "result": [
            {
                "id": e.id.removeprefix(v.ID),
                "name": data.name(e.id),
                "description": describe(e) if h.form == data.name(e.id) else f"{describe(e)}: {h.form}",
                "notable": [kind_named(kind_of(e))],
            }
            for h, e in hits
        ]
    }


def _types(data: Dataset, given: Mapping[str, Any]) -> Json:
    kinds = [kind_named(c.removeprefix(v.R)) for c in v.ENTITY_CLASSES]
    return {"result": [k for k in kinds if _begins(k["id"], given) or _begins(k["name"], given)]}


def _properties(data: Dataset, given: Mapping[str, Any]) -> Json:
    return {"result": [p for p in properties() if _begins(p["id"], given) or _begins(p["name"], given)]}


def _begins(text: str, given: Mapping[str, Any]) -> bool:
    return text.casefold().startswith(str(given.get("prefix", "")).casefold())


def _propose(data: Dataset, given: Mapping[str, Any]) -> Json:
    kind, limit = str(given.get("type", "")), _count(given.get("limit"), "`limit`")
    return {"type": kind, "limit": limit, "properties": proposed(kind)[:limit]}


_DO: Final[Mapping[str, Callable[[Dataset, Mapping[str, Any]], Json]]] = MappingProxyType(
    {
        "queries": _queries,
        "extend": extend,
        "propose": _propose,
        "entities": _entities,
        "types": _types,
        "properties": _properties,
    }
)
