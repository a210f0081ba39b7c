"""The tables that a query may call: the questions about command, each as rows of columns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.errors import Stopped
from respondeat.graph.command import Mode
from respondeat.ontology import vocabulary as v


class Iri(NamedTuple):
    """A value that is an IRI."""

    iri: str


class Date(NamedTuple):
    """A value that is an xsd:date, in ISO 8601."""

    iso: str


Value = str | int | Iri | Date | None
Row = tuple[Value, ...]
Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its arguments (those after the first `needed` may be left out), its columns, its rows."""

    name: str
    arguments: tuple[str, ...]
    needed: int
    columns: tuple[str, ...]
    ask: Callable[[Dataset, Arguments], Json]
    rows: Callable[[Json], Iterator[Row]]

    @property
    def form(self) -> str:
        """How it is called, for messages."""
        given = " ".join(
            f"<{name}>" if n < self.needed else f"[{name}]" for n, name in enumerate(self.arguments)
        )
        return f"( {given} ) r:{self.name} ( {' '.join('?' + name for name in self.columns)} )"


def _chain(data: Dataset, given: Arguments) -> Json:
    target, on, mode = (*given, None, None)[:3]
    answer = answers.chain(data, str(target), on, mode=Mode(mode or Mode.SOME))
    if answer["truncated"]:
        count = len(answer["chains"])
        raise Stopped(
            f"There are more than {count} chains from {target}, and a table is whole or not at all. Ask for "
            "a shorter time or a target higher up.",
            limit="chains",
            allowed=count,
        )
    return answer


def _hops(answer: Json) -> Iterator[Row]:
    for chain, found in enumerate(answer["chains"], 1):
        days = _reach(found["feasible"])
        for at, hop in enumerate(found["hops"], 1):
            nodes = Iri(hop["source"]["id"]), Iri(hop["target"]["id"])
            words = hop["link"], hop["grade"], hop["state"], found["grade"]
            yield (chain, at, *nodes, *words, *days, found["front"])


def _hop_statements(answer: Json) -> Iterator[Row]:
    for chain, found in enumerate(answer["chains"], 1):
        for at, hop in enumerate(found["hops"], 1):
            yield from ((chain, at, Iri(id)) for id in hop["statements"])


def _heads(answer: Json) -> Iterator[Row]:
    for row in answer["heads"]:
        words = row["grade"], row["basis"], row["state"], row["capacity"], row["title"]
        yield (Iri(row["person"]["id"]), *words, *_reach(row["days"]))


def _others(key: str) -> Callable[[Json], Iterator[Row]]:
    def rows(answer: Json) -> Iterator[Row]:
        for row in answer[key]:
            words = row["grade"], row["basis"], row["state"], row["link"]
            yield (Iri(row["body"]["id"]), *words, *_reach(row["days"]))

    return rows


def _events(answer: Json) -> Iterator[Row]:
    for row in answer["events"]:
        yield (Iri(row["event"]["id"]), row["grade"], *map(_date, row["on"]), *_reach(row["days"]))


def _event_bodies(answer: Json) -> Iterator[Row]:
    for row in answer["events"]:
        yield from ((Iri(row["event"]["id"]), Iri(body["id"])) for body in row["bodies"])


def _statements(key: str, role: str) -> Callable[[Json], Iterator[Row]]:
    """Pairs of an entity and each statement that its row rests on."""

    def rows(answer: Json) -> Iterator[Row]:
        for row in answer[key]:
            yield from ((Iri(row[role]["id"]), Iri(id)) for id in row["statements"])

    return rows


def _date(day: str | None) -> Date | None:
    return None if day is None else Date(day)


def _reach(days: list[list[str | None]]) -> tuple[Date | None, Date | None]:
    """The first and the last of some days; what lies between may have gaps."""
    return (_date(days[0][0]), _date(days[-1][1])) if days else (None, None)


def _commanders(data: Dataset, given: Arguments) -> Json:
    return answers.commanders(data, given[0], given[1])


def _superiors(data: Dataset, given: Arguments) -> Json:
    return answers.superiors(data, given[0], given[1])


def _subordinates(data: Dataset, given: Arguments) -> Json:
    return answers.subordinates(data, given[0], given[1])


def _events_under(data: Dataset, given: Arguments) -> Json:
    return answers.events_under(data, given[0])


_CHAIN: Final = ("target", "day or FROM/TO", "mode"), 1
_BOARD: Final = ("body", "day or FROM/TO"), 2
_PERSON: Final = ("person",), 1
_JUDGED: Final = ("grade", "basis", "state")
_REACH: Final = ("from", "to")
_HOP: Final = ("chain", "hop", "lower", "upper", "link", "grade", "state", "chainGrade", *_REACH, "front")
_HEAD: Final = ("person", *_JUDGED, "capacity", "title", *_REACH)
_ABOVE: Final = ("superior", *_JUDGED, "link", *_REACH)
_BELOW: Final = ("subordinate", *_JUDGED, "link", *_REACH)
_EVENT: Final = ("event", "grade", "first", "last", *_REACH)

_TABLES: Final = (
    Table("chain", *_CHAIN, _HOP, _chain, _hops),
    Table("chainStatement", *_CHAIN, ("chain", "hop", "statement"), _chain, _hop_statements),
    Table("commanders", *_BOARD, _HEAD, _commanders, _heads),
    Table(
        "commandersStatement", *_BOARD, ("person", "statement"), _commanders, _statements("heads", "person")
    ),
    Table("superiors", *_BOARD, _ABOVE, _superiors, _others("superiors")),
    Table(
        "superiorsStatement", *_BOARD, ("superior", "statement"), _superiors, _statements("superiors", "body")
    ),
    Table("subordinates", *_BOARD, _BELOW, _subordinates, _others("subordinates")),
    Table(
        "subordinatesStatement",
        *_BOARD,
        ("subordinate", "statement"),
        _subordinates,
        _statements("subordinates", "body"),
    ),
    Table("eventsUnder", *_PERSON, _EVENT, _events_under, _events),
    Table("eventsUnderBody", *_PERSON, ("event", "body"), _events_under, _event_bodies),
    Table(
        "eventsUnderStatement",
        *_PERSON,
        ("event", "statement"),
        _events_under,
        _statements("events", "event"),
    ),
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType({v.R + table.name: table for table in _TABLES})
"""The tables by their IRIs."""
