"""The command structure around a target as data: boxes with their heads, and the links between them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from respondeat.api.dataset import BODIES, ON_CHAINS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, short, spans, state_name
from respondeat.errors import InputError
from respondeat.graph.analyses import structure as analysis
from respondeat.graph.command import CONCEPT, HEADS, MAX_HOPS, POSTINGS, Mode, State, When
from respondeat.graph.command.standing import Board, Standing

from .asked import question
from .chain import time_asked
from .rows import Rows, by_basis, frame
from .said import reasons

LIMIT: Final = 200
_FARTHEST: Final = 64
_GROUPS: Final = frozenset({"BodyGroup", "PersonGroup"})
_LISTED: Final = 100  # bodies of a group that are named; all are counted


@question("structure")
def structure(
    data: Dataset,
    target: str,
    on: str | None = None,
    *,
    mode: Mode = Mode.SOME,
    up: int = MAX_HOPS,
    down: int = 0,
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """The command structure around an event, body or person on a day: boxes, links. Schema `structure.json`.

    At most `up` steps above it, `down` below it and `limit` boxes; what is left out is counted in `groups`.
    `on` and `mode` are as for chains. Raises UnknownName, AmbiguousName, DateError, InputError.
    """
    _check(up=up, down=down)
    answer = Rows(data, Proof(data, quotes))
    id = data.find(target, ON_CHAINS)
    when = time_asked(data, id, on, Mode(mode))
    found = analysis.structure(data.graph, id, when, up=up, down=down, limit=limit, records=data.records)
    made = _Made(answer, when)
    return {
        "target": answer.proof.node(id),
        "on": [day_text(day) for day in when.window],
        "mode": str(when.mode),
        "boxes": [made.box(box) for box in found.boxes],
        "links": [made.link(number, link) for number, link in enumerate(found.links, 1)],
        "denied": [made.denied(number, link) for number, link in enumerate(found.denied, 1)],
        "groups": [made.group(group) for group in found.groups],
        "truncated": found.truncated,
        "unlinked": [made.unlinked(one) for one in found.unlinked],
        "unlinked_count": found.unlinked_count,
        "left_out": [
            {"person": answer.proof.node(a), "body": answer.proof.node(b), "rule": "next-attested"}
            for a, b in found.left_out
        ],
        "changes": made.changes(found.changes),
        "statements": list(found.statements),
        **frame(data),
    }


def _check(**steps: int) -> None:
    for name, value in steps.items():
        if not 0 <= value <= _FARTHEST:
            raise InputError(f"The question structure takes {name} from 0 to {_FARTHEST}, not {value}.")


class _Made:
    """Writes the parts of a structure as data."""

    def __init__(self, answer: Rows, when: When) -> None:
        self._answer, self._proof, self._when = answer, answer.proof, when
        self._nodes: dict[str, Json] = {}

    def box(self, box: analysis.Box) -> Json:
        """A box with its heads, its gap, and how much more there is around it."""
        return {
            "node": self._proof.node(box.node),
            "rank": box.rank,
            "heads": self._posts(box.heads),
            "gap": self._gap(box.heads, box.headed or self._unknown(box.node)),
            "others": self._posts(box.others),
            "more": {"above": box.above, "below": box.below},
        }

    def _posts(self, board: Board) -> list[Json]:
        return by_basis([{**self._answer.post(row), **self._reasons(row)} for row in board.standing])

    def _reasons(self, row: Standing | analysis.Denied) -> Json:
        """Why a row is not simply supported, by statement."""
        spoken = row.state is not State.SUPPORTED
        return {"reasons": reasons(self._answer.data, row.statements) if spoken else []}

    def _unknown(self, id: str) -> bool:
        """Whether it is a body of which no statement tells any link: nobody is attested as its head."""
        kind = self._proof.node(id).get("type")
        return self._answer.data.graph.node(id) is None and kind in BODIES - _GROUPS

    def _gap(self, board: Board, headed: bool) -> Json | None:
        return self._answer.gap(board, "person") if headed else None

    def link(self, number: int, link: analysis.Link) -> Json:
        """A link between two boxes."""
        row = self._answer.row(link.row, "target")
        kinds = {self._answer.data.graph.kind(k) for k in link.row.links}
        posting = bool(kinds & POSTINGS)
        return {
            **row,
            "id": f"l{number}",
            "source": link.source,
            "target": link.target,
            "title": self._proof.title(link.row.statements, link.row.days) if posting else None,
            "derived": link.derived,
            "placeholder": link.placeholder,
            "pattern": link.pattern,
            "way": link.way,
            **self._reasons(link.row),
        }

    def denied(self, number: int, link: analysis.Denied) -> Json:
        """A link that nothing carries."""
        posting = bool(set(link.kinds) & POSTINGS)
        return {
            "id": f"d{number}",
            "source": link.source,
            "target": link.target,
            "ends": [self._proof.node(link.source), self._proof.node(link.target)],
            "link": CONCEPT[min(link.kinds)],
            "links": sorted(CONCEPT[kind] for kind in link.kinds),
            "title": self._proof.title(link.statements, link.days) if posting else None,
            "state": state_name(link.state),
            "derived": link.derived,
            "placeholder": link.placeholder,
            "pattern": link.pattern,
            "valid": self._proof.valid(link.statements, link.days),
            "days": spans(link.days),
            "statements": list(link.statements),
            "sources": self._proof.sources(link.statements),
            **self._reasons(link),
        }

    def group(self, group: analysis.Group) -> Json:
        """Boxes that the limit left out."""
        return {
            "under": group.under,
            "rank": group.rank,
            "type": short(group.cls) or None,
            "count": len(group.bodies),
            "bodies": [self._proof.node(id) for id in group.bodies[:_LISTED]],
        }

    def unlinked(self, one: analysis.Unlinked) -> Json:
        """What stands beside: linked on other days, or named in the event."""
        return {
            "node": self._proof.node(one.node),
            "heads": self._posts(one.heads),
            "gap": self._gap(one.heads, one.headed or self._unknown(one.node)),
            "last_before": self._answer.neighbour(one.last_before, "body"),
            "first_after": self._answer.neighbour(one.first_after, "body"),
            "statements": list(one.named),
            "sources": self._proof.sources(one.named),
        }

    def changes(self, found: Iterable[analysis.Change]) -> list[Json]:
        """What changes, by day."""
        return [
            {"day": day_text(day), "changes": [self._change(change) for change in those]}
            for day, those in groupby(found, key=lambda change: change.day)
        ]

    def _change(self, change: analysis.Change) -> Json:
        return {
            "kind": "begins" if change.begins else "ends",
            "certain": change.sure,
            "what": "head" if change.kind in HEADS else "link",
            "link": CONCEPT[change.kind],
            "body": self._node(change.body),
            "other": self._node(change.other),
            "statement": change.statement,
        }

    def _node(self, id: str) -> Json:
        """An entity, the same object wherever it stands: the same few change again and again."""
        known = self._nodes.get(id)
        if known is None:
            known = self._nodes[id] = self._proof.node(id)
        return known
