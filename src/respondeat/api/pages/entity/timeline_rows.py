"""The lanes of an entity's timeline: which statements stand on it, in which words, with which lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from respondeat.api.answers.dossier_view import dated
from respondeat.api.dataset import Dataset
from respondeat.api.language import counted
from respondeat.api.phrases import named, reserve
from respondeat.api.phrases_time import when
from respondeat.api.proof import Proof
from respondeat.api.report.statement import heading
from respondeat.api.report.words import Words

from .timeline import Bar, bars, days, gaps, middle, spans
from .timeline_axis import Axis, Tick
from .view import AGAINST, View

Json = dict[str, Any]

MOST: Final = 60
"""Lanes of a timeline; of more it is told how many there are."""

_LOOKED_AT: Final = 400  # statements, so that the page of what thousands speak of comes soon
_TIMELESS: Final = frozenset({"names", "figures"})  # of which the day is that of a count, or none


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: what it is, when in words, its lines; the statement, if it is one, and what is against it.

    `state` says that in words, `cross` by a mark: "//" for what is contested, "X" for what no longer stands.
    """

    words: str
    when: str
    bars: tuple[Bar, ...]
    statement: str = ""
    group: str = ""
    state: str = ""
    cross: str = ""

    @property
    def middle(self) -> float:
        """Where a mark on its lines stands."""
        return middle(self.bars) if self.bars else 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes on one axis. `rows` are the statements behind them, `more` those that have no room or no day."""

    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    rows: list[Json] = field(default_factory=list)
    undated: int = 0
    more: int = 0

    @property
    def groups(self) -> list[tuple[str, list[Lane]]]:
        """The lanes under their headings."""
        return [(group, list(lanes)) for group, lanes in groupby(self.lanes, key=lambda lane: lane.group)]

    @property
    def lines(self) -> frozenset[str]:
        """The kinds of line that are there, for a legend."""
        return frozenset(bar.line for lane in self.lanes for bar in lane.bars)


def timeline(data: Dataset, view: View, words: Words, most: int = MOST) -> Timeline:
    """The timeline of what is chosen: by the event a lane a statement, by the record a lane a changeset."""
    if view.by == "record":
        return _of_record(view, words)
    parts = dict(_chosen(view))
    ids = list(parts)
    rows = dated(data, view.id, ids[:_LOOKED_AT])
    there = [row for row in rows if spans(row)]
    if not days(there):
        return Timeline(rows=rows, undated=len(rows) - len(there), more=len(ids) - len(rows))
    shown = there[:most]
    axis = Axis.over(days(shown))
    known = rows if len(rows) == len(ids) else []  # a gap is told of all posts or not at all
    proof = Proof(data)
    told = (_lane(row, axis, parts[row["id"]], words, _reserved(row, proof, words)) for row in shown)
    lanes = [*_gap(known, axis, words), *told]
    more = len(ids) - len(rows) + len(there) - len(shown)
    return Timeline(tuple(lanes), axis.ticks(), rows, len(rows) - len(there), more)


def _chosen(view: View) -> Iterator[tuple[str, str]]:
    """The statements that may stand on the timeline, each with its part."""
    against = view.part == AGAINST
    of_person = view.told["entity"].get("type") == "Person"
    for part in view.told["parts"]:
        key = part["part"]
        if view.part and not against and key != view.part:
            continue
        if not view.part and (key in _TIMELESS or (key == "time" and of_person)):  # a life is no frame
            continue
        yield from ((id, key) for id in part["statements"] if not against or id in view.told["against"])


def part_heading(part: str, words: Words) -> str:
    """What a part of a dossier is called."""
    return words.say("heading.same" if part == "identity" else f"heading.{part}")


def _reserved(row: Json, proof: Proof, words: Words) -> str:
    """What must not be read as plainly asserted, in brackets: by a rule, or in which modality it is said."""
    rule = f" ({words.say('mark.derived')})" if row["derived"] else ""
    return rule + reserve(proof.sources([row["id"]]), words.language)


def _lane(row: Json, axis: Axis, part: str, words: Words, reserved: str) -> Lane:
    state = "" if row["state"] == "supported" else words.state(row["state"])
    group = part_heading(part, words)
    cross = "" if not state else "//" if row["state"] == "contested" else "X"
    told = when(row, words.language)
    return Lane(_named(row, words) + reserved, told, bars(row, axis), row["id"], group, state, cross)


def _named(row: Json, words: Words) -> str:
    """The statement in a line: the others in it, with the title or role that it gives somebody."""
    others = [
        named(value, words.language)
        for role, value in row["roles"].items()
        if isinstance(value, dict) and role not in row["own"]
    ]
    told = " – ".join(others) or heading(row, words)
    more = next(
        (row["roles"][key] for key in ("title", "capacity", "role", "measureKind") if key in row["roles"]), ""
    )
    said = words.concept(more) if isinstance(more, str) else ""
    return f"{told} – {said}" if said else told


def _gap(rows: list[Json], axis: Axis, words: Words) -> Iterator[Lane]:
    """For a body a lane of the days on which no head is certain."""
    heads = [row for row in rows if {"body", "post"} & set(row["own"])]
    found, lines = gaps(heads, axis)
    if found:
        told = "; ".join(words.say("time.to", first=a, last=b) for a, b in found)
        yield Lane(words.say("entity.timeline.no_head"), told, lines, group=words.say("heading.gaps"))


def _of_record(view: View, words: Words) -> Timeline:
    record = view.told["record"]
    chosen = {id for section in view.sections for id in section.statements}
    told = [(row, [id for id in row["statements"] if id in chosen]) for row in record]
    told = [(row, ids) for row, ids in told if ids or row["added"]]
    moments = [{"valid": _on(row["recorded_at"])} for row, _ in told]
    if not moments:
        return Timeline()
    axis = Axis.over(days(moments))
    lanes = []
    for (row, ids), moment in zip(told, moments, strict=True):
        said = [counted("entity.statements", len(ids), words.language)] if ids else []
        if row["added"]:
            said.append(words.say("entity.record.added", count=len(row["added"])))
        statement = ids[0] if ids else ""
        note = f" – {row['note']}" if row["note"] else ""
        lanes.append(Lane(", ".join(said) + note, row["recorded_at"], bars(moment, axis), statement))
    return Timeline(tuple(lanes), axis.ticks())


def _on(moment: str) -> Json:
    return dict.fromkeys(("es", "ls", "ee", "le"), moment[:10])
