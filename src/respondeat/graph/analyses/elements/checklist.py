"""Which statements are present for what Articles 25(3) and 28 of the Rome Statute ask for.

A checklist for a lawyer, never an answer of law: it lists statements, and says nothing of an element for
which there is none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from respondeat.graph.command import MAX_CHAINS, MAX_HOPS, CommandGraph, When
from respondeat.graph.replay import Records

from .chains import Ways, offices
from .patterns import resembling
from .statements import Row, level_of, said_of

MODES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "liabilityCommander": (
            "office",
            "subordination",
            "control",
            "act",
            "knowledge",
            "failure",
            "measures",
        ),
        "liabilitySuperior": (
            *("office", "subordination", "control", "act", "authority", "knowledge", "failure", "measures"),
        ),
        "liabilityCommission": ("perpetration",),
        "liabilityOrdering": ("ordering",),
        "liabilityAiding": ("aiding", "purpose"),
        "liabilityCommonPurpose": ("group", "contribution"),
        "liabilityAttempt": ("step",),
    }
)
"""The modes of liability of the ontology with what each asks for, in our own keys."""

CONTEXT: Final = (
    *("characterisation", "widespreadOrSystematic", "civilianPopulation"),
    *("policyOfStateOrOrganisation", "knowledgeOfAttack"),
)
"""What Article 7 asks for beside the act: as others characterise it, and its common elements."""

WITHOUT_STATEMENTS: Final = frozenset(
    {"authority", "failure", "purpose", "step", *CONTEXT[1:]},
)
"""What no kind of statement of the model can say: the graph is silent on it whatever the sources say."""


@dataclass(frozen=True, slots=True)
class Element:
    """One thing asked for, by its key: statements on the event, and apart from them those on something else.

    `apart` rows speak of a pattern, of another event, or of what a body below the person did (`Row.level`).
    """

    key: str
    present: tuple[Row, ...] = ()
    apart: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Elements:
    """The checklist of a person and an event.

    `dated` says whether a source bounds when the event was; `truncated` that there are more chains than were
    looked at. `other` are parts of the person in the event that stand under none of the modes, such as being
    held responsible by office.
    """

    person: str
    event: str
    when: When
    dated: bool
    truncated: bool
    elements: tuple[Element, ...]
    other: Element
    patterns: tuple[str, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        rows = (row for e in (*self.elements, self.other) for row in (*e.present, *e.apart))
        return tuple(sorted({s for row in rows for s in row.statements}))

    def __getitem__(self, key: str) -> Element:
        """The element of a key. Raises KeyError."""
        found = next((e for e in self.elements if e.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


def elements(
    graph: CommandGraph,
    records: Records,
    person: str,
    event: str,
    *,
    limit: int = MAX_CHAINS,
    max_hops: int = MAX_HOPS,
) -> Elements:
    """Statements for what Articles 28(a), 28(b), 25(3)(a)-(d), (f) and 7 ask for, of a person and an event.

    The superior–subordinate link is the chains of section 2 of the model from the event to the person on its
    days; effective control the statements of control, orders and headship on these; knowledge, measures and
    parts only what is stated of this person: nothing follows from rank, and a listing under sanctions is no
    measure. What is said of a pattern that resembles the event (`resembling`), or is the event asked for,
    stands apart. Statements that are rejected or retracted are left out; contested and denied ones are
    marked. An id that the data do not hold has no statements.
    """
    node = graph.node(event)
    when = When.day(0) if node is None else graph.time_of(node)
    dated = node is not None and _bounded(when)
    patterns = resembling(graph, records, event)
    ways = Ways.of(graph, person, event, when, limit=limit, max_hops=max_hops)
    level = level_of(records, event, event, patterns)
    linked = {
        "office": offices(graph, person, when),
        "subordination": ways.subordination(),
        "control": ways.control(),
        "act": ways.acts(),
    }
    found = {key: [row._replace(level=level) for row in rows] for key, rows in linked.items()}
    for key, row in said_of(records, person, event, patterns, ways.below):
        found.setdefault(key, []).append(row)
    keys = list(dict.fromkeys(key for asked in MODES.values() for key in asked))
    made = tuple(_element(key, found.get(key, ())) for key in (*keys, *CONTEXT))
    return Elements(
        person, event, when, dated, ways.more, made, _element("other", found.get("other", ())), patterns
    )


def _bounded(when: When) -> bool:
    undated = When.day(-(2**31), 2**31)
    lo, hi = when.window
    return lo > undated.window[0] or hi < undated.window[1]


def _element(key: str, rows: list[Row] | tuple[Row, ...]) -> Element:
    return Element(key, tuple(_own(rows, own=True)), tuple(_own(rows, own=False)))


def _own(rows: list[Row] | tuple[Row, ...], *, own: bool) -> Iterator[Row]:
    return (row for row in rows if (row.level == "event") is own)
