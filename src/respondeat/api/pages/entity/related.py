"""Where one goes on from an entity: its chain, the explorer, the analyses that make sense for its kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.dataset import BODIES, ON_CHAINS, PERSONS
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.proof import short

Json = dict[str, Any]

_HELD: Final = PERSONS | {"PersonGroup", "PlaceOfDetention", "Place", "Body", "Event"}
_ANALYSES: Final = (
    ("commanders", "body", BODIES),
    ("superiors", "target", BODIES | PERSONS),
    ("subordinates", "target", BODIES | PERSONS),
    ("tenure", "target", BODIES | PERSONS),
    ("events-under", "person", PERSONS),
    ("elements", "person", PERSONS),
    ("elements", "event", frozenset({"Event", "Pattern"})),
    ("decisions", "target", PERSONS | BODIES | {"LegalProvision", "Event"}),
    ("detention", "target", _HELD),
    ("measures", "targets", ON_CHAINS),
    ("fragility", "target", ON_CHAINS),
    ("gaps", "target", ON_CHAINS),
    ("acts", "actor", PERSONS | BODIES),
    ("figures", "target", PERSONS | BODIES | {"Event", "Pattern"}),
    ("conflicts", "target", None),
    ("single-origin", "target", None),
)
"""Questions, the parameter that takes the entity, and for which kinds; None for all that is an entity."""

_ON_A_DAY: Final = frozenset({"commanders", "superiors", "subordinates", "fragility"})


@dataclass(frozen=True, slots=True)
class Way:
    """A link to another page, with its words; `analysis` for a question that is asked of it."""

    href: str
    text: str
    analysis: bool = False


def day_of(told: Json, dated: list[Json]) -> str:
    """A day on which something can be asked of it: an event's own, else the last of an attested post or link.

    "first/last" where an event lasts or its day is not known; "" where no source gives a day.
    """
    if any(told["on"] or ()):
        first, last = told["on"][0] or told["on"][1], told["on"][1] or told["on"][0]
        return str(first) if first == last else f"{first}/{last}"
    days = [_surely(row["valid"]) for row in dated if row["relation"] in ("Posting", "Subordination")]
    return max(filter(None, days), default="")


def _surely(valid: Json) -> str:
    """The last day on which something surely held."""
    ls, ee = valid["ls"], valid["ee"]
    if ls and ee and ls <= ee:
        return str(ee)
    return str(ls) if ls and ls == valid["es"] else ""


def ways(told: Json, day: str, place: Place) -> list[Way]:
    """The links; those to pages that ask for a day have `day`."""
    return list(_ways(told, day, place))


def _ways(told: Json, day: str, place: Place) -> Iterator[Way]:
    entity, language = told["entity"], place.language
    id, kind = short(entity["id"]), entity.get("type", "")
    if kind in ON_CHAINS:
        words = (
            phrase("entity.way.chain_on", language, day=day) if day else phrase("entity.way.chain", language)
        )
        yield Way(place.link("/chain", target=id, on=day or None), words)
    yield Way(place.link("/explore", node=id, expand=id), phrase("entity.way.explore", language))
    for question, parameter, kinds in _ANALYSES:
        path = f"/analyses/{question}"
        if kind and (kinds is None or kind in kinds):
            on = day if question in _ON_A_DAY else ""
            if question in _ON_A_DAY and not on:
                continue
            yield Way(
                place.link(path, **{parameter: id, "on": on or None}),
                _words(question, on, language),
                analysis=True,
            )


def _words(question: str, on: str, language: str) -> str:
    told = phrase(f"report.question.{question}", language)
    return f"{told} ({on})" if on else told
