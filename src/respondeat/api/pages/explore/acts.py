"""What buttons of the page do to what is in view, where no script does it; and what they ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.answers.rows import window
from respondeat.api.dataset import Dataset
from respondeat.api.proof import short
from respondeat.errors import NotFound

from .edges import Json
from .state import Filters, State, whole
from .view import known

MOST: Final = 25
"""Neighbours that are brought into view at once, where nothing else is said."""

_LISTED: Final = 100


@dataclass(frozen=True, slots=True)
class Panels:
    """What the page tells beside the view: names found, relations of an entity, ways between two."""

    hits: Json | None = None
    around: Json | None = None
    ways: Json | None = None


def acted(data: Dataset, state: State, given: Mapping[str, Any]) -> State:
    """The state after what was asked. Raises NotFound, DateError, and what the questions raise."""
    for day in (state.filters.first, state.filters.last):
        if day:
            window(day)
    state = replace(state, filters=_days(state.filters))
    added = [whole(id) for value in given.get("add", ()) for id in value.split()]
    match given.get("act"):
        case "remove":
            return _kept(state, (id for id in state.nodes if id not in state.selected))
        case "keep":
            return _kept(state, (id for id in state.nodes if id in state.selected))
        case "hide":
            return replace(state, hidden=state.hidden | set(state.selected), selected=())
        case "reveal":
            return replace(state, hidden=frozenset())
        case "expand":
            added += [one["node"]["id"] for one in (around(data, state, given) or {})["neighbours"]]
    return replace(state, nodes=tuple(dict.fromkeys([*state.nodes, *added])))


def _days(filters: Filters) -> Filters:
    """The filters with whole days: a month begins with its first and ends with its last."""
    from respondeat.graph.dates import iso

    first = iso(window(filters.first)[0]) if filters.first else ""
    last = iso(window(filters.last)[1]) if filters.last else ""
    return replace(filters, first=first, last=last)


def _kept(state: State, nodes: Iterable[str]) -> State:
    return replace(state, nodes=tuple(nodes), selected=())


def panels(data: Dataset, state: State, given: Mapping[str, Any]) -> Panels:
    """What was asked beside the view. Raises NotFound and what the questions raise."""
    text = given.get("text", "")
    hits = ask(QUESTIONS, data, "search", {"text": text, "limit": 20}) if text else None
    wanted = _ends(state, given)
    ways = None
    if len(wanted) == 2:
        asked = {"source": wanted[0], "target": wanted[1]}
        on = given.get("on") or _span(state.filters)
        grade: Json = {"grade": "certain"} if state.filters.certain else {}
        if state.filters.relations:
            grade["relations"] = sorted(state.filters.relations)
        ways = ask(QUESTIONS, data, "path", asked | grade | ({"on": on} if on else {}))
    return Panels(hits, around(data, state, given), ways)


def _ends(state: State, given: Mapping[str, Any]) -> list[str]:
    named = [whole(id) for id in given.get("way", ())]
    return named or (list(state.selected) if given.get("act") == "path" else [])


def _span(filters: Filters) -> str:
    """The days that filters let through, where both ends are said."""
    return f"{filters.first}/{filters.last}" if filters.first and filters.last else ""


def around(data: Dataset, state: State, given: Mapping[str, Any]) -> Json | None:
    """The relations of the entity that is looked at, and its neighbours by those asked for."""
    if not given.get("expand"):
        return None
    id = known(data, whole(given["expand"]))
    if id is None:
        raise NotFound(f"Nothing in what you may read has the id {short(given['expand'])}.")
    asked: dict[str, Any] = {"target": id, "limit": given.get("most", _LISTED)}
    if given.get("with"):
        asked["relations"] = given["with"]
    if span := _span(state.filters):
        asked["on"] = span
    if state.filters.certain:
        asked["grade"] = "certain"
    return ask(QUESTIONS, data, "neighbours", asked)
