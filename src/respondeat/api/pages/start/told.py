"""What tells an entity from others of its name, in a line: its latest offices, what is above it, when, where.

A line is no finding: what is rejected or retracted is left out, what is contested or denied says so, and the
page of the entity has all of it with its sources.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from respondeat.api.answers.said import event_on
from respondeat.api.dataset import Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.phrases import state, words
from respondeat.api.phrases_time import span, valid
from respondeat.api.proof import short, state_name, time
from respondeat.graph.command.upheld import Upheld, of
from respondeat.graph.dates import Bounds
from respondeat.graph.statement import Document, Entity, Statement, Text
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, marked

_OFFICES: Final = 2
_ABOVE: Final = 1
_BEFORE_ALL: Final = -(10**9)
_LOCATED: Final = v.R + "located"


def told(data: Dataset, id: str) -> str:
    """The line about an entity; "" where the data have nothing that would tell it from others."""
    found = data.entity(id)
    if found is None:
        return ""
    of_kind = _BY_KIND.get(short(found.cls), _kind_of_body)
    return "; ".join(filter(None, of_kind(data, found)))


def of_document(found: Document, language: str) -> str:
    """The line about a document: who published it, and when it was written."""
    written = valid(time(found.written), language) if found.written else ""
    return "; ".join(filter(None, (found.publisher, written)))


def _person(data: Dataset, found: Entity) -> Iterator[str]:
    postings = _latest(of(data.records, v.R + "holder", found.id, v.POSTING))
    for one in postings[:_OFFICES]:
        yield _office(data, one)
    if more := len(postings) - _OFFICES:
        yield counted("start.more_offices", more, data.language) if more > 0 else ""


def _office(data: Dataset, one: Upheld) -> str:
    said, language = one.statement, data.language
    title = said.get("title")
    capacity = title.text if isinstance(title, Text) else words(short(str(said.get("capacity"))), language)
    at = next((data.name(x) for role in ("body", "post") if isinstance(x := said.get(role), str)), "")
    return _with_state(one, ", ".join(filter(None, (capacity, at, _when(said, language)))), language)


def _body(data: Dataset, found: Entity) -> Iterator[str]:
    yield from _kind_of_body(data, found)
    for one in _above(data, found.id)[:_ABOVE]:
        said = one.statement
        superior = said.get("superior") or said.get("controller")
        link = words(short(str(said.get("linkKind"))), data.language)
        line = phrase("start.above", data.language, name=data.name(str(superior)), link=link)
        yield _with_state(one, ", ".join(filter(None, (line, _when(said, data.language)))), data.language)


def _above(data: Dataset, id: str) -> list[Upheld]:
    """The links upward from a body: those of command if there are any, the latest first."""
    lower, controlled = v.R + "subordinate", v.R + "controlled"
    found = [*of(data.records, lower, id, v.SUBORDINATION), *of(data.records, controlled, id, v.CONTROL)]
    climbed = marked(v.CLIMBED)
    return _latest([one for one in found if one.statement.get("linkKind") in climbed] or found)


def _kind_of_body(data: Dataset, found: Entity) -> Iterator[str]:
    if isinstance(kind := found.get(v.BODY_KIND), str):
        yield label(kind, data.language)
    for prop in (v.OF_STATE, v.R + "postIn", v.R + "within", v.R + "provisionOf", v.R + "versionOf"):
        if isinstance(other := found.get(prop), str):
            yield data.name(other)


def _event(data: Dataset, found: Entity) -> Iterator[str]:
    if isinstance(kind := found.get(v.EVENT_TYPE), str):
        yield label(kind, data.language)
    if days := event_on(data, found.id):
        yield span([days], data.language)
    places = {one.statement.get("place"): one for one in of(data.records, _LOCATED, found.id)}
    for place, one in list(places.items())[:_ABOVE]:
        yield _with_state(one, data.name(str(place)), data.language)


def _with_state(one: Upheld, line: str, language: str) -> str:
    said = state(state_name(one.evidence.state), language)
    return f"{line} ({said})" if said else line


def _when(said: Statement, language: str) -> str:
    return valid(time(said.time), language) if said.time is not None else ""


def _latest(found: Iterable[Upheld]) -> list[Upheld]:
    """The latest first, by the last day that a source knows of."""
    return sorted(found, key=lambda one: (-_last(one.statement), one.statement.id))


def _last(said: Statement) -> int:
    bounds = said.time.bounds if said.time is not None else Bounds()
    days = (bounds.es, bounds.ls, bounds.ee, bounds.le)
    return max((day for day in days if day is not None), default=_BEFORE_ALL)


_BY_KIND: Final[Mapping[str, Callable[[Dataset, Entity], Iterator[str]]]] = MappingProxyType(
    {
        "Person": _person,
        "Body": _body,
        "BodyGroup": _body,
        "Court": _body,
        "PlaceOfDetention": _body,
        "InternationalBody": _body,
        "Event": _event,
        "Pattern": _event,
    }
)
