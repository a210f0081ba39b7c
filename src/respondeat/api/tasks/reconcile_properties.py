"""What a table can be extended by, and held against: names, attributes, and statements with their times.

A statement comes as one text with its time, how it stands and by how many sources, so that no cell of a
table shows as a plain fact what somebody said.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from respondeat.api.answers.said import said, value
from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.api.phrases import plural
from respondeat.api.proof import Proof, short
from respondeat.errors import InputError
from respondeat.graph.analyses.dossier import about
from respondeat.graph.names.scripts import fold
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label
from respondeat.ontology.ranges import ATTRIBUTES, role_range
from respondeat.ontology.relations import RELATIONS

Json = dict[str, Any]

_NAMES: Final = "names"
_MOST_IDS: Final = 500
_MOST_PROPERTIES: Final = 30
_ONLY: Final[Mapping[str, frozenset[str]]] = {
    "bodyKind": BODIES - {"State", "Post", "PersonGroup"},
    "gender": PERSONS,
    "birthDate": PERSONS,
    "protected": PERSONS,
    "eventType": frozenset({"Event", "Pattern"}),
    "postIn": frozenset({"Post"}),
    "provisionOf": frozenset({"LegalProvision"}),
    "versionOf": frozenset({"ProvisionVersion"}),
}
"""Attributes that only some kinds of entity bear."""


def kind_of(found: Entity) -> str:
    """The kind of an entity by its local name."""
    return short(found.cls)


def kind_named(kind: str) -> Json:
    """A kind as id and name."""
    return {"id": kind, "name": label(v.R + kind)}


def properties() -> list[Json]:
    """All properties, as id and name: name forms, attributes, kinds of statement."""
    return [
        {"id": _NAMES, "name": "name forms"},
        *({"id": short(p), "name": label(p)} for p in ATTRIBUTES),
        *({"id": r.name, "name": f"statements: {label(iri)}"} for iri, r in RELATIONS.items()),
    ]


def proposed(kind: str) -> list[Json]:
    """The properties that entities of a kind may have."""
    return [p for p in properties() if not kind or kind in _ONLY.get(p["id"], {kind})]


def agrees(data: Dataset, found: Entity, prop: str, values: Iterable[str]) -> bool | None:
    """Whether an entity has one of these values of a property; None where the graph has none of it.

    A year agrees with each day in it: "1965" and "1965-03-01".
    """
    cells = _cells(data, found, prop) if prop in _known() else []
    have = [fold(str(c.get("name", c.get("str", "")))) for c in cells] + [
        str(c["id"]) for c in cells if "id" in c
    ]
    if not have:
        return None
    wanted = [fold(one) for one in values if one.strip()]
    if not wanted:
        return None
    dated = prop == "birthDate"
    return any(w == h or (dated and (h.startswith(w) or w.startswith(h))) for w in wanted for h in have)


def extend(data: Dataset, given: Mapping[str, Any]) -> Json:
    """The values of properties for entities. Raises InputError for what the specification does not have."""
    asked = given.get("extend")
    if not isinstance(asked, dict):
        raise InputError(
            '`extend` has to be a JSON object such as {"ids": ["…"], "properties": [{"id": "…"}]}.'
        )
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids) or len(ids) > _MOST_IDS:
        raise InputError(f"`ids` has to be a list of at most {_MOST_IDS} ids.")
    if not isinstance(wanted, list) or not all(isinstance(p, dict) for p in wanted):
        raise InputError('`properties` has to be a list such as [{"id": "names"}].')
    names = [str(p.get("id", "")) for p in wanted]
    foreign = sorted(set(names) - _known().keys())
    if foreign or len(names) > _MOST_PROPERTIES:
        raise InputError(f"There is no property {foreign[0][:80]!r}." if foreign else "Too many properties.")
    rows = {id: _row(data, id, names) for id in ids}
    return {"meta": [{"id": name, "name": _known()[name]} for name in names], "rows": rows}


def _known() -> dict[str, str]:
    return {p["id"]: p["name"] for p in properties()}


def _row(data: Dataset, id: str, names: Iterable[str]) -> Json:
    found = data.entity(id) or data.entity(v.ID + id)
    return {name: [] if found is None else _cells(data, found, name) for name in names}


def _cells(data: Dataset, found: Entity, prop: str) -> list[Json]:
    if prop == _NAMES:
        return [{"str": n.form} for n in data.records.names(found.id)]
    if v.R + prop in RELATIONS:
        told = (s for s in about(data.records, found.id) if s.relation == v.R + prop)
        return [{"str": line(data, s)} for s in told]
    values = [x for p, x in found.attributes if p == v.R + prop]
    kind = role_range(v.R + prop)
    return [_cell(value(Proof(data), x), kind) for x in values]


def _cell(x: object, kind: str) -> Json:
    if isinstance(x, dict):
        return {"id": str(x["id"]).removeprefix(v.ID), "name": x["name"]}
    if isinstance(x, bool):
        return {"bool": x}
    if isinstance(x, int):
        return {"int": x}
    return {"str": str(x)} if kind != "edtf" else {"date": str(x)}


def line(data: Dataset, s: Statement) -> str:
    """A statement as one text: roles, time as the source has it, how it stands, how many sources."""
    told = said(data, Proof(data), s)
    roles = [f"{name}: {_shown(x)}" for name, x in told["roles"].items()]
    valid = told["valid"] or {}
    by = [source.get("verdict") for source in told["sources"] if "attestation" in source]
    counts = [plural(by.count("supports"), "source")]
    counts += [plural(n, "denial") for n in [by.count("denies")] if n]
    counts += ["derived"] if told["derived"] else []
    return "; ".join([*roles, valid.get("edtf") or "undated", told["state"] or "supported", *counts])


def _shown(x: object) -> str:
    return str(x["name"]) if isinstance(x, dict) else str(x)
