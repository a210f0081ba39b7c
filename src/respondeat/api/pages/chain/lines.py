"""The chains through what is shown: what each is worth, its weakest link, and which hops it takes."""

from collections.abc import Iterator, Sequence
from typing import Any

from respondeat.api.pages.place import Place
from respondeat.api.phrases import named, reserve, state
from respondeat.api.phrases_time import span
from respondeat.api.report.origins import counted
from respondeat.api.report.words import Words

from . import keys
from .shown import Line

Json = dict[str, Any]

_COUNTED = ("derived", "placeholder", "pattern")
_GRADES = ("open", "possible", "certain")
_STATES = ("retracted", "rejected", "denied", "contested", "supported")


def lines(answer: Json, words: Words, place: Place, chosen: int | None) -> tuple[Line, ...]:
    """Every chain of an answer; the one with the number `chosen` is marked."""
    target = named(answer["target"], words.language)
    return tuple(
        _line(number, one, target, words, place, chosen == number)
        for number, one in enumerate(answer["chains"], 1)
        if one["hops"]
    )


def _line(number: int, one: Json, target: str, words: Words, place: Place, chosen: bool) -> Line:
    hops = one["hops"]
    against = state(one["strength"]["state"], words.language)
    grade = words.grade(one["grade"])
    return Line(
        number,
        (target, *(named(hop["target"], words.language) for hop in hops)),
        "open" if any(hop["basis"] == "open" for hop in hops) else one["grade"],
        f"{grade}, {against}" if against else grade,
        tuple(_facts(one, words)),
        _weakest(hops, words),
        tuple(keys.link(hop) for hop in hops),
        place.changed(chosen=number),
        chosen,
    )


def _facts(one: Json, words: Words) -> Iterator[tuple[str, str]]:
    say, strength = words.say, one["strength"]
    yield say("report.strength.days"), span(one["feasible"], words.language)
    low, high = strength["origins"]
    told = str(low) if low == high else say("report.strength.between", low=low, high=high)
    yield say("report.strength.origins"), told
    if found := [say(f"report.strength.{key}", count=strength[key]) for key in _COUNTED if strength[key]]:
        yield say("report.strength.counted"), "; ".join(found)
    if strength["confidence"]:
        yield say("report.strength.confidence"), words.concept(strength["confidence"])
    yield say("report.strength.length"), str(strength["length"])
    if one["front"]:
        yield say("report.strength.front"), say("report.strength.dominated")
    if one["cut_short"]:
        yield say("report.strength.cut"), say("report.gap.cut-short")


def _weakest(hops: Sequence[Json], words: Words) -> str:
    """The hop that carries least: by what is said against it, its grade, and how many origins it has."""
    hop = min(hops, key=_worth)
    ends = " → ".join(named(hop[end], words.language) for end in ("source", "target"))
    against = state(hop["state"], words.language)
    grade = words.grade(hop["grade"], hop["basis"]) + reserve(hop["sources"], words.language)
    return ", ".join(filter(None, (ends, grade, against)))


def _worth(hop: Json) -> tuple[int, int, tuple[int, int]]:
    grade = "open" if hop["basis"] == "open" else hop["grade"]
    state = _STATES.index(hop["state"]) if hop["state"] in _STATES else 0
    return state, _GRADES.index(grade), counted(hop["sources"])
