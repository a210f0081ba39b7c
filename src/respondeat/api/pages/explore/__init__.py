"""The explorer: a network that grows from what one looks for, as a list and as a picture."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

ACTS: Final = ("add", "expand", "path", "remove", "keep", "hide", "reveal")
"""What a button of the page does to what is in view, where there are no scripts."""

_STATE: Final = (
    Parameter("node", many=True, description="Entities in view by their ids, several parted by spaces."),
    Parameter("at", many=True, description="Where they stand in the picture, four letters each."),
    Parameter("hidden", many=True, description="Which of them are hidden, by their numbers in the list."),
    Parameter(
        "pinned", many=True, description="Which of them keep their place, by their numbers in the list."
    ),
    Parameter("selected", many=True, description="Which of them are selected, by their numbers or ids."),
    Parameter("edge", description="The link that is looked at."),
    Parameter("group", many=True, description="A group: the numbers of its members, then its name."),
    Parameter("type", many=True, description="Only entities of these kinds."),
    Parameter("relation", many=True, description="Only statements of these relations."),
    Parameter("from", description="Only what can hold on this day or later (ISO)."),
    Parameter("to", description="Only what can hold on this day or earlier (ISO)."),
    Parameter("grade", choices=("possible", "certain"), description="Only what surely holds, or all."),
    Parameter("confidence", choices=("low", "moderate", "high"), description="As `min_confidence`."),
    Parameter("against", choices=("shown", "hidden"), description="What is contested or denied."),
    Parameter("origin", many=True, description="Only what these say."),
    Parameter("document", many=True, description="Only what stands in these documents."),
)
_ASKED: Final = (
    Parameter("text", description="A name in any spelling and script, or a part of one."),
    Parameter("expand", description="The entity whose relations are shown."),
    Parameter("with", many=True, description="Relations that are followed from it."),
    Parameter("most", "integer", least=1, most=200, description="How many neighbours, at most."),
    Parameter("way", many=True, description="The two entities between which ways are looked for."),
    Parameter("on", description="The days of which the ways are asked."),
    Parameter("add", many=True, description="Entities to bring into view, by their ids."),
    Parameter("act", choices=ACTS, description="What is done with what is selected."),
    Parameter("table", choices=("statements", "entities"), description="Which table the form csv has."),
    Parameter("drawn", choices=("true",), description="Whether the view is told whole, as scripts take it."),
)
STATE: Final = frozenset(parameter.name for parameter in _STATE)
"""The parameters that say what is in view; the others ask for something once."""

ONCE: Final = frozenset(parameter.name for parameter in _ASKED) | {"format"}
"""The parameters that ask for something once."""

PAGES: Final = {
    "explore": Page(
        "/explore",
        "nav.explore",
        {
            "html": "explore.page:html",
            "json": "explore.told:json",
            "csv": "explore.exports:csv",
            "graphml": "explore.exports:graphml",
            "gexf": "explore.exports:gexf",
            "svg": "explore.picture:svg",
            "png": "explore.picture:png",
        },
        (*_STATE, *_ASKED),
    ),
}
