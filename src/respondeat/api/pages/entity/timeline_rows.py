"""The lanes of an entity's timeline: which statements stand on it, in which words, with which lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.answers.dossier_view import dated
from respondeat.api.dataset import Dataset
from respondeat.api.language import counted
from respondeat.api.phrases_time import when
from respondeat.api.report.statement import heading
from respondeat.api.report.words import Words

from .timeline import CERTAIN, Bar, bars, days, gaps, spans
from .timeline_axis import Axis, Tick
from .view import View, short

Json = dict[str, Any]

MOST: Final = 60
"""Lanes of a timeline; of more it is told how many there are."""

_LOOKED_AT: Final = 400  # statements, so that the page of what thousands speak of comes soon
_TIMELESS: Final = frozenset({"names", "figures"})  # of which the day is that of a count, or none


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: what it is, when in words, its lines; the statement, if it is one, and what is against it."""

    words: str
    when: str
    bars: tuple[Bar, ...]
    statement: str = ""
    part: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes on one axis. `rows` are the statements behind them, `more` those that have no room or no day."""

    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    rows: list[Json] = field(default_factory=list)
    undated: int = 0
    more: int = 0

    @property
    def lines(self) -> frozenset[str]:
        """The kinds of line that are there, for a legend."""
        return frozenset(bar.line for lane in self.lanes for bar in lane.bars)


def timeline(data: Dataset, view: View, words: Words, most: int = MOST) -> Timeline:
    """The timeline of what is chosen: by the event a lane a statement, by the record a lane a changeset."""
    if view.by == "record":
        return _of_record(view, words)
    chosen = [
        (part["part"], id)
        for part in view.told["parts"]
        if part["part"] not in _TIMELESS and (not view.part or part["part"] == view.part or _against(view))
        for id in part["statements"]
        if not _against(view) or id in view.told["against"]
    ]
    parts = {id: part for part, id in chosen}
    ids = [id for _, id in chosen]
    rows = dated(data, view.id, ids[:_LOOKED_AT])
    there = [row for row in rows if spans(row)]
    if not days(there):
        return Timeline(rows=rows, undated=len(rows) - len(there), more=len(ids) - len(rows))
    shown = there[:most]
    axis = Axis.over(days(shown))
    lanes = [*_gap(data, shown, axis, words), *(_lane(row, axis, parts[row["id"]], words) for row in shown)]
    more = len(ids) - len(rows) + len(there) - len(shown)
    return Timeline(tuple(lanes), axis.ticks(), rows, len(rows) - len(there), more)


def _against(view: View) -> bool:
    return view.part == "against"


def _lane(row: Json, axis: Axis, part: str, words: Words) -> Lane:
    state = "" if row["state"] == "supported" else words.state(row["state"])
    return Lane(_named(row, words), when(row, words.language), bars(row, axis), row["id"], part, state)


def _named(row: Json, words: Words) -> str:
    """The statement in a line, with the title or role that it gives somebody."""
    told = heading(row, words)
    more = next(
        (row["roles"][key] for key in ("title", "capacity", "role", "measureKind") if key in row["roles"]), ""
    )
    said = words.concept(more) if isinstance(more, str) else ""
    return f"{told} – {said}" if said else told


def _gap(data: Dataset, rows: list[Json], axis: Axis, words: Words) -> Iterator[Lane]:
    """For a body a lane of the days on which no head is certain."""
    heads = [row for row in rows if {"body", "post"} & set(row["own"])]
    found, lines = gaps(heads, axis)
    if found:
        told = "; ".join(words.say("time.to", first=a, last=b) for a, b in found)
        yield Lane(words.say("entity.timeline.no_head"), told, lines, part="gap")


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


def grade(lane: Lane) -> str:
    """How sure a lane is at its best: certain where some of its days are."""
    lines = [bar.line for bar in lane.bars]
    return CERTAIN if CERTAIN in lines else next(iter(lines), "")


def anchor(lane: Lane) -> str:
    """Where the statement of a lane stands on its page."""
    return short(lane.statement)
