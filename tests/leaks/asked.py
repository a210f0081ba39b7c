"""Everything that a reader without a key can ask over HTTP of a random world."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.answers import QUESTIONS
from respondeat.ontology import vocabulary as v
from tests.graph.command.worlds import BODIES, EVENT, NODES, PERSONS
from tests.leaks.twins import CANARY, HIDDEN

DAY: Final = "2000-01-05"
_IN_THE_PAST: Final = frozenset({"chain", "search", "show", "gaps"})
_ON_ANY_DAY: Final = frozenset({"neighbours", "path"})
_WHOLE: Final = 6  # ids of which every form is asked; of the others one each
_FORMS: Final = ("text/html", "application/json", "application/ld+json", "text/turtle")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request."""

    method: str
    path: str
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    form: dict[str, Any] | None = None
    json: Any = None


_BY_PARAMETER: Final[dict[str, tuple[Any, ...]]] = {
    "target": (BODIES[0], EVENT, PERSONS[1], "Node 1 Namely", f"{CANARY} 1", HIDDEN[1]),
    "targets": (BODIES[0], EVENT),
    "body": (BODIES[0], BODIES[2], "Node 0 Namely", f"{CANARY} 0", HIDDEN[1]),
    "person": (PERSONS[0], PERSONS[2], "Node 4 Namely", f"{CANARY} 4", HIDDEN[0]),
    "source": (PERSONS[0], PERSONS[1], BODIES[2], EVENT, f"{CANARY} 4", HIDDEN[0]),
    "actor": (BODIES[1], HIDDEN[1]),
    "event": (EVENT,),
    "entity": (*NODES, *HIDDEN, f"{CANARY} Hidden", "Node 3"),
    "text": ("Namely", CANARY, "Hidden", "Kanarka 3"),
}
"""What is asked about, where a question has such a parameter and needs it."""


def questions() -> Iterator[Ask]:
    """Every question, of every kind of node, with and without a day, a past moment, what is set aside."""
    from inspect import Parameter, signature

    for name, function in QUESTIONS.items():
        form = signature(function).parameters
        needed = [p for p, how in form.items() if how.default is Parameter.empty and p != "data"]
        about = [p for p in form if p in _BY_PARAMETER]
        for one in needed[:1] or about[:1] or [""]:
            for value in _BY_PARAMETER.get(one, ("",)):
                given: dict[str, Any] = {one: value} if one else {}
                given |= {p: _BY_PARAMETER[p][0] for p in needed if p != one and p in _BY_PARAMETER}
                given |= {"on": DAY} if "on" in form else {}
                yield Ask("GET", f"/v1/{name}", given)
        if name in _IN_THE_PAST:
            yield Ask("GET", f"/v1/{name}", {**given, "recorded_at": "2026-01-02"})
        if name in _ON_ANY_DAY:
            given = {key: value for key, value in given.items() if key != "on"}
            for id in (*NODES, *HIDDEN):
                yield Ask("GET", f"/v1/{name}", {**given, "target": id})
        yield Ask("GET", f"/v1/{name}", {**given, "without_origin": f"{CANARY} 0"})


def others(above: tuple[str, ...]) -> Iterator[Ask]:
    """Everything else: entities, changesets, reconciliation, descriptions, what is refused."""
    for number, id in enumerate((*HIDDEN, *NODES, *above)):
        bare, forms = id.removeprefix(v.ID), _FORMS if number < _WHOLE else _FORMS[number % 4 :][:1]
        yield from (Ask("GET", f"/entity/{bare}", headers={"Accept": form}) for form in forms)
        yield Ask("GET", f"/v1/changesets/{bare}")
        yield Ask(
            "GET", f"/passage/{bare}", headers={"Accept": ("text/html", "application/json")[number % 2]}
        )
    for kind in ("Person", "Body", "Event", "Document"):
        yield Ask("GET", "/v1/entities", {"kind": kind})
        yield Ask("GET", "/v1/entities", {"kind": kind, "limit": 2})
    yield Ask("GET", "/v1/changesets")
    asked = {
        str(n): {"query": text} for n, text in enumerate((CANARY, f"{CANARY} Hidden", *HIDDEN, "Namely"))
    }
    yield Ask("POST", "/reconcile", form={"queries": json.dumps(asked)})
    extension = {
        "ids": [*NODES, *above[:400]],
        "properties": [{"id": p} for p in ("names", "Posting", "protected")],
    }
    yield Ask("POST", "/reconcile", form={"extend": json.dumps(extension)})
    for prefix in (CANARY, "Node", "Hidd"):
        yield Ask("GET", "/reconcile/suggest/entity", {"prefix": prefix})
    for path in (
        "/sparql",
        "/void",
        "/.well-known/void",
        "/",
        "/docs",
        "/openapi.json",
        "/healthz",
        "/readyz",
    ):
        yield Ask("GET", path)
    yield Ask("GET", "/v1/search", {"text": CANARY, "level": "restricted"})
    yield Ask("GET", "/v1/jobs")
