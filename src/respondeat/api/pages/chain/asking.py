"""What the chain page asks: the structure around a target on a day, and the chains that go through it."""

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
    """The answers, and the place with the day of which they speak; `assumed` where nobody asked for one."""

    structure: Json
    chain: Json
    place: Place
    assumed: bool


def found(data: Dataset, asked: Asked) -> Found:
    """What is asked for. Raises what the questions `structure` and `chain` raise."""
    given = asked.given
    target, mode, up = given["target"], Mode(given.get("mode", "some")), given.get("up", MAX_HOPS)
    on, assumed = _day(data, target, given.get("on"), mode)
    limit = given.get("limit", LIMIT)
    told = structure(data, target, on, mode=mode, up=up, down=given.get("down", 0), limit=limit)
    aside = state_name(State.SET_ASIDE)
    told["denied"] = [link for link in told["denied"] if link["state"] != aside]  # as if not there
    chains = chain(data, target, on, mode=mode, limit=CHAINS, max_hops=max(up, 1))
    place = asked.place
    if assumed and on is not None:
        place = replace(place, given={**place.given, "on": (on,)})
    return Found(told, chains, place, assumed)


def _day(data: Dataset, target: str, on: str | None, mode: Mode) -> tuple[str | None, bool]:
    """The day that is asked for; the one of the newest record where none is, and no event has one itself."""
    if on is not None:
        return on, False
    try:
        time_asked(data, data.find(target, ON_CHAINS), None, mode)
    except InputError:
        if not data.recorded_at:
            raise
        return data.recorded_at[:10], True
    return None, False
