"""Days on which something in the view begins or ends: the one before, the one after, and those around."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.pages.place import Place
from respondeat.api.phrases import named
from respondeat.api.report.words import Words

from .shown import Change

Json = dict[str, Any]

AROUND: Final = 20
"""Days of change that are listed before the day asked for, and after it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The change before and after the day, those around it, how many there are, and all their days."""

    previous: Change | None
    next: Change | None
    near: tuple[Change, ...]
    count: int
    days: tuple[str, ...]


def changes(structure: Json, words: Words, place: Place) -> Changes:
    """The changes of an answer, with addresses of the same view on their days."""
    rows, (first, last) = structure["changes"], structure["on"]
    days = [row["day"] for row in rows]
    before = sum(day < (first or "") for day in days)
    after = sum(day <= (last or "9999") for day in days)
    near = range(max(0, before - AROUND), min(len(rows), after + AROUND))
    return Changes(
        _change(rows[before - 1], words, place, structure["on"]) if before else None,
        _change(rows[after], words, place, structure["on"]) if after < len(rows) else None,
        tuple(_change(rows[at], words, place, structure["on"]) for at in near),
        len(rows),
        tuple(days),
    )


def _change(row: Json, words: Words, place: Place, on: Sequence[str | None]) -> Change:
    sure = {_what(one) for one in row["changes"] if one["certain"]}
    told = [_one(one, words) for one in row["changes"] if one["certain"] or _what(one) not in sure]
    first, last = on
    here = (first or "") <= row["day"] <= (last or "9999")
    return Change(
        row["day"], place.changed(on=row["day"], assumed=None, chosen=None), tuple(dict.fromkeys(told)), here
    )


def _what(one: Json) -> tuple[str, str, str]:
    """What begins or ends: where it surely does, that it possibly does goes without saying."""
    return one["kind"], one["body"]["id"], one["other"]["id"]


def _one(one: Json, words: Words) -> str:
    ends = " → ".join(named(one[key], words.language) for key in ("body", "other"))
    how = f"{one['kind']}-{'certain' if one['certain'] else 'possible'}"
    return f"{ends}: {words.say(f'chain.change.{how}')}"
