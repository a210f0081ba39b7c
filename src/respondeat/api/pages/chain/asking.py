"""What the chain page asks: the structure around a target on a day, and the chains that go through it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from respondeat.api.answers import chain
from respondeat.api.answers.chain import time_asked
from respondeat.api.answers.structure import structure
from respondeat.api.dataset import ON_CHAINS, Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.place import Place
from respondeat.api.proof import state_name
from respondeat.errors import InputError
from respondeat.graph.command import MAX_HOPS, Mode, State

Json = dict[str, Any]

LIMIT: Final = 200
"""Boxes that are shown unless more are asked for."""

CHAINS: Final = 24
"""Chains that are listed, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answers, and the place that brings them back.

    Where nobody asked for a day one is `assumed`: the place bears it under that name, and never as asked for.
    """

    structure: Json
    chain: Json
    place: Place
    assumed: bool


def found(data: Dataset, asked: Asked) -> Found:
    """What is asked for. Raises what the questions `structure` and `chain` raise."""
    given = asked.given
    target, mode, up = given["target"], Mode(given.get("mode", "some")), given.get("up", MAX_HOPS)
    on, assumed = _day(data, given, mode)
    limit = given.get("limit", LIMIT)
    told = structure(data, target, on, mode=mode, up=up, down=given.get("down", 0), limit=limit)
    aside = state_name(State.SET_ASIDE)
    told["denied"] = [link for link in told["denied"] if link["state"] != aside]  # as if not there
    chains = chain(data, target, on, mode=mode, limit=CHAINS, max_hops=max(up, 1))
    place = asked.place
    if assumed and on is not None:
        place = replace(place, given={**place.given, "assumed": (on,)})
    else:
        place = replace(place, given={name: told for name, told in place.given.items() if name != "assumed"})
    return Found(told, chains, place, assumed)


def _day(data: Dataset, given: Mapping[str, Any], mode: Mode) -> tuple[str | None, bool]:
    """The day that is asked for, else the event's own, else the one that is assumed, and whether it is.

    That is the one that was assumed when the address was made, else the day of the newest record.
    """
    if (on := given.get("on")) is not None:
        return on, False
    try:
        time_asked(data, data.find(given["target"], ON_CHAINS), None, mode)
    except InputError:
        if not data.recorded_at:
            raise
        return given.get("assumed") or data.recorded_at[:10], True
    return None, False
