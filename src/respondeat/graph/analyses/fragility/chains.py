"""Chains between a target and ends, and what breaks them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.command import MAX_HOPS, CommandGraph, When
from respondeat.graph.replay import Records

from .breaking import Breaking, Judged, breaking
from .conditions import Conditions
from .region import region
from .survival import Survival
from .truth import Above, Asked, Truth
from .ways import Ways, rests_on
from .withdrawable import By

MAX_SETS: Final = 100


@dataclass(frozen=True, slots=True)
class End:
    """One end of chains: how many link the target to it, and what breaks all of them.

    `truncated` says that there are more chains than were counted. `statements` are those of the chains.
    """

    end: str
    certain: int
    possible: int
    truncated: bool
    statements: tuple[str, ...]
    breaking: tuple[Breaking, ...]


@dataclass(frozen=True, slots=True)
class Fragility:
    """The answer, a row for each end by its id; `certain` when only chains that surely hold were asked of."""

    target: str
    when: When
    certain: bool
    ends: tuple[End, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the chains rest on."""
        return tuple(sorted({s for end in self.ends for s in end.statements}))


def fragility(
    records: Records,
    graph: CommandGraph,
    target: str,
    ends: Sequence[str],
    when: When,
    *,
    certain: bool = False,
    by: Iterable[By] = tuple(By),
    sets: bool = True,
    max_hops: int = MAX_HOPS,
    limit: int = MAX_SETS,
) -> Fragility:
    """Which documents and origins, when withdrawn, leave no chain from a target to an end.

    `target` is an event, body or person, `ends` are persons or bodies (ids). A chain is a simple path of at
    most `max_hops` links that can hold together at `when` (`certain`: surely hold); it may go on above the
    end. Withdrawing a document takes away every attestation of which all passages stand in documents that
    are withdrawn, withdrawing an origin all that it says; then the graph is as if they had never been: what
    was derived falls with its last proof, and rule next-attested is applied anew, so that a withdrawal can
    also leave a way open that was closed before. A set breaks every chain when none, old or new, is left. The
    time asked for stays what it is. A link against which something speaks stays as long as somebody says or
    denies it, as in chains.

    Single sources are found by trying each; smallest sets of more, when `sets`, by implicit hitting sets
    (`hitting`), at most `limit` of them. Raises InputError unless 1 <= `max_hops` <= 500 and `limit` >= 1.
    """
    if limit < 1:
        raise InputError(f"{limit} sets cannot be listed: ask for 1 or more")
    truth = Truth(records, graph)
    asked = Asked(when, certain, max_hops)
    return Fragility(
        target, when, certain, links(truth, asked, target, ends, tuple(by), limit if sets else 0)
    )


def links(
    truth: Truth, asked: Asked, target: str, ends: Iterable[str], by: Iterable[By], limit: int
) -> tuple[End, ...]:
    """A row for each end that the graph holds, by id; with a `limit` of 0 only single sources are found."""
    graph = truth.graph
    start = graph.node(target)
    if start is None:
        return ()
    nodes = {n for n in map(graph.node, ends) if n is not None} - {start}
    counted = {n: asked.ways(graph, start, n) for n in sorted(nodes)}
    linked = [n for n, found in counted.items() if asked.linked(found)]
    broken: dict[int, list[Breaking]] = {n: [] for n in linked}
    above = Above(truth, start)
    parts = {n: region(graph, start, [n], asked.when) for n in linked}
    said = {s for part in parts.values() for s in part.statements}
    for one in by if linked else ():
        conditions = Conditions(truth.knowledge, said, one)
        for n, part in parts.items():
            survival = Survival(part, conditions, asked.when, certain=asked.certain, max_hops=asked.max_hops)
            bearing = conditions.touching(conditions.number[s] for s in part.statements)
            judged = Judged(survival, conditions, n, bearing)
            broken[n].append(breaking(judged, one, above.broken(asked, n), limit))
    made = [_end(graph, n, found, tuple(broken.get(n, ()))) for n, found in counted.items()]
    return tuple(sorted(made, key=lambda e: e.end))


def _end(graph: CommandGraph, node: int, found: Ways, broken: tuple[Breaking, ...]) -> End:
    statements = tuple(sorted(set(rests_on(graph, found.paths))))
    possible = len(found.paths) - found.certain
    return End(graph.iri(node), found.certain, possible, found.truncated, statements, broken)
