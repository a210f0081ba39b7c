"""All that can be asked, by what it is asked for, each with an example on what the data hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from respondeat.api.answers import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.place import Place
from respondeat.api.pages.rendering import render
from respondeat.api.pages.start.examples import examples
from respondeat.ontology import vocabulary as v

GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "command": (
            "chain",
            "commanders",
            "superiors",
            "subordinates",
            "events-under",
            "tenure",
            "structure",
        ),
        "worth": ("gaps", "fragility", "reliance", "single-origin", "conflicts", "chokepoints"),
        "acts": ("acts", "elements", "measures"),
        "cases": ("decisions", "detention", "patterns", "figures"),
        "one": ("search", "show", "dossier", "graph", "neighbours", "path"),
    }
)
"""What questions are asked for; a question that is in none stands at the end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A question: its words, its address, and an example with its address; "" where the data have none."""

    name: str
    title: str
    about: str
    href: str
    example: str
    example_href: str


def html(data: Dataset, asked: Asked) -> bytes:
    """The page."""
    place, language = asked.place, data.language
    known = _known(data)
    listed = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "other": tuple(name for name in QUESTIONS if name not in listed)}
    told = [
        (key, phrase(f"analyses.group.{key}", language), [_entry(n, known, data, place) for n in names])
        for key, all_names in groups.items()
        if (names := [name for name in all_names if name in QUESTIONS])
    ]
    title = phrase("analyses.title", language)
    custody = place.link("/analyses/custody")
    return render(
        "analyses.html", **frame(data, asked, title, styles=("analyses",)), groups=told, custody=custody
    )


def _known(data: Dataset) -> dict[str, str]:
    """What examples are made of, by the name of a parameter."""
    found = examples(data.graph)
    known: dict[str, str] = {}
    for one in found.bodies[:1]:
        known |= {"body": one.body, "day": one.day}
    for event in found.events[:1]:
        known["event"] = event
    return known


_ASKS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "acts": {},
        "chain": {"target": "body", "on": "day"},
        "chokepoints": {"target": "event"},
        "commanders": {"body": "body", "on": "day"},
        "conflicts": {},
        "decisions": {"target": "event"},
        "detention": {},
        "dossier": {"entity": "body"},
        "figures": {},
        "fragility": {"target": "body", "on": "day"},
        "gaps": {"target": "body"},
        "graph": {"target": "body", "on": "day"},
        "measures": {"targets": "event"},
        "neighbours": {"target": "body"},
        "path": {"source": "body", "target": "event"},
        "patterns": {},
        "show": {"entity": "body"},
        "single-origin": {},
        "structure": {"target": "body", "on": "day"},
        "subordinates": {"target": "body", "on": "day"},
        "superiors": {"target": "body", "on": "day"},
        "tenure": {"target": "body"},
    }
)
"""What the example of a question is asked with; questions about a person have none: nobody is an example."""


def _entry(name: str, known: Mapping[str, str], data: Dataset, place: Place) -> Entry:
    language = place.language
    href = place.link(f"/analyses/{name}")
    asks = _ASKS.get(name)
    example = address = ""
    if asks is not None and all(key in known for key in asks.values()):
        example = phrase(f"analyses.example.{name}", language, **dict(_names(asks, known, data)))
        given = {p: known[key].removeprefix(v.ID) for p, key in asks.items()}
        address = place.link(f"/analyses/{name}", **given) if given else ""
    title = phrase(f"report.question.{name}", language)
    return Entry(name, title, phrase(f"analyses.about.{name}", language), href, example, address or href)


def _names(asks: Mapping[str, str], known: Mapping[str, str], data: Dataset) -> Iterator[tuple[str, str]]:
    for key in asks.values():
        yield key, known[key] if key == "day" else data.name(known[key])
