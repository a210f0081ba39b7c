"""What an address says of the explorer: what is in view, where it stands, what is let through."""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.proof import short
from respondeat.ontology import vocabulary as v

NODES: Final = 1000
"""Entities of an address, at most: so many fit the head of a request."""

ELEMENTS: Final = 2000
"""Entities and links in view, at most."""

GRID: Final = 4
"""The picture's units to a step of the places in an address."""

MEMBERS: Final = 150
"""Entities of a group, at most."""

_ROOM: Final = 900  # letters of a value
_PLAIN: Final = 100  # entities up to which ids are written as they are
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PACKED: Final = re.compile(r"([a-z]+)-([A-Za-z0-9_-]{22})")
_HASHED: Final = re.compile(r"([a-z]+)-([0-9a-f]{32})")
_GROUP: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})*) (.+)")
_GROUPS: Final = 50


SCHEME: Final = MappingProxyType(
    {"letters": _LETTERS, "grid": GRID, "room": _ROOM, "plain": _PLAIN, "members": MEMBERS, "prefix": v.ID}
)
"""What a script needs to know to write the same addresses."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entities that are drawn within one frame, under a name that a reader gave them."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What is let through; what is empty lets everything through. Days are ISO."""

    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    first: str = ""
    last: str = ""
    certain: bool = False
    confidence: str = ""
    unopposed: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A view as its address has it; ids are whole, those of hidden and the like are among the nodes."""

    nodes: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    selected: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    edge: str = ""
    filters: Filters = field(default_factory=Filters)


def whole(id: str) -> str:
    """An id with the prefix of ids, where it has none."""
    return id if ":" in id else v.ID + id


def packed(id: str) -> str:
    """A short id in fewer letters, where it is made of a hash.

    >>> packed("b-80167f991dd9380c56498bccbb3eefd4")
    'b-gBZ_mR3ZOAxWSYvMuz7v1A'
    """
    found = _HASHED.fullmatch(id)
    if found is None:
        return id
    told = base64.urlsafe_b64encode(bytes.fromhex(found[2])).decode().rstrip("=")
    return f"{found[1]}-{told}"


def unpacked(id: str) -> str:
    """The short id that `packed` made fewer letters of.

    >>> unpacked("b-gBZ_mR3ZOAxWSYvMuz7v1A")
    'b-80167f991dd9380c56498bccbb3eefd4'
    """
    found = _PACKED.fullmatch(id)
    return id if found is None else f"{found[1]}-{base64.urlsafe_b64decode(found[2] + '==').hex()}"


def read(given: Mapping[str, Any]) -> State:
    """The state that parameters tell; what refers to nothing is passed over.

    Ids are not looked up here: see `view.known`.
    """
    named = [whole(id) for value in given.get("node", ()) for id in value.split()]
    nodes = tuple(dict.fromkeys(named))
    marked = {
        name: [one for value in given.get(name, ()) for one in value.split()]
        for name in ("hidden", "pinned", "selected")
    }
    return State(
        nodes,
        frozenset(_numbered(marked["hidden"], named)),
        frozenset(_numbered(marked["pinned"], named)),
        tuple(dict.fromkeys(_numbered(marked["selected"], named))),
        tuple(_groups(given.get("group", ()), named)),
        _places("".join(given.get("at", ())), named),
        given.get("edge", ""),
        _filters(given),
    )


def _filters(given: Mapping[str, Any]) -> Filters:
    return Filters(
        frozenset(given.get("type", ())),
        frozenset(given.get("relation", ())),
        frozenset(map(whole, given.get("origin", ()))),
        frozenset(map(whole, given.get("document", ()))),
        given.get("from", ""),
        given.get("to", ""),
        given.get("grade") == "certain",
        given.get("confidence", ""),
        given.get("against") == "hidden",
    )


def _numbered(values: Iterable[str], nodes: Sequence[str]) -> Iterator[str]:
    for value in values:
        if value.isascii() and value.isdigit():
            if 0 < int(value) <= len(nodes):
                yield nodes[int(value) - 1]
        elif whole(value) in nodes:
            yield whole(value)


def _groups(values: Iterable[str], nodes: Sequence[str]) -> Iterator[Group]:
    taken: set[str] = set()
    for value in list(values)[:_GROUPS]:
        if found := _GROUP.fullmatch(value):
            members = tuple(i for i in _numbered(found[1].split(".")[:MEMBERS], nodes) if i not in taken)
            taken.update(members)
            if members:
                yield Group(found[2][:80], members)


def _places(told: str, nodes: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    found = {}
    for number, id in enumerate(nodes):
        letters = [_LETTERS.find(letter) for letter in told[4 * number : 4 * number + 4]]
        if len(letters) == 4 and min(letters) >= 0 and letters != [63] * 4:
            found[id] = ((letters[0] * 64 + letters[1]) * GRID, (letters[2] * 64 + letters[3]) * GRID)
    return MappingProxyType(found)


def written(state: State) -> dict[str, tuple[str, ...]]:
    """The parameters that tell a state, in one order: the same address for the same view."""
    ids = [short(id) for id in state.nodes]
    number = {id: str(n) for n, id in enumerate(state.nodes, 1)}
    told: dict[str, tuple[str, ...]] = {
        "node": _joined([packed(id) for id in ids] if len(ids) > _PLAIN else ids),
        "at": _chunks("".join(_place(state.places.get(id)) for id in state.nodes)) if state.places else (),
        "hidden": _joined(number[id] for id in state.nodes if id in state.hidden),
        "pinned": _joined(number[id] for id in state.nodes if id in state.pinned),
        "selected": _joined(number[id] for id in state.selected if id in number),
        "edge": _one(state.edge),
        "group": tuple(
            f"{'.'.join(number[id] for id in group.members)} {group.name}" for group in state.groups
        ),
        **_of_filters(state.filters),
    }
    return {name: values for name, values in told.items() if values}


def _of_filters(filters: Filters) -> dict[str, tuple[str, ...]]:
    return {
        "type": tuple(sorted(filters.types)),
        "relation": tuple(sorted(filters.relations)),
        "from": _one(filters.first),
        "to": _one(filters.last),
        "grade": ("certain",) if filters.certain else (),
        "confidence": _one(filters.confidence),
        "against": ("hidden",) if filters.unopposed else (),
        "origin": tuple(sorted(map(short, filters.origins))),
        "document": tuple(sorted(map(short, filters.documents))),
    }


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _joined(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids in as few values as hold them."""
    values: list[str] = []
    for id in ids:
        if values and len(values[-1]) + len(id) < _ROOM:
            values[-1] += f" {id}"
        else:
            values.append(id)
    return tuple(values)


def _chunks(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + _ROOM] for at in range(0, len(text), _ROOM))


def _place(place: tuple[int, int] | None) -> str:
    if place is None:
        return "____"
    steps = [min(4094, max(0, round(part / GRID))) for part in place]
    return "".join(_LETTERS[step // 64] + _LETTERS[step % 64] for step in steps)
