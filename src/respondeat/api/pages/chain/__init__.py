"""The chain page: who was above whom on a day, box by box and link by link, each with its sources."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

MOST: Final = 1000
"""Boxes of a picture, at most."""

PAGES: Final[dict[str, Page]] = {
    "chain": Page(
        "/chain",
        "nav.chain",
        {
            "html": "chain.page:html",
            "json": "chain.exports:as_json",
            "csv": "chain.exports:as_csv",
            "svg": "chain.picture:as_svg",
            "png": "chain.picture:as_png",
            "graphml": "chain.graphs:as_graphml",
            "gexf": "chain.graphs:as_gexf",
        },
        (
            Parameter("target", description="An event, body or person: its name in full or its id."),
            Parameter("on", description="A day (2020-08-10), or one unknown day of FROM/TO."),
            Parameter("assumed", description="The day of a view for which no day was asked."),
            Parameter(
                "mode", choices=("some", "throughout"), description="Of an event that lasts: when in it."
            ),
            Parameter("up", "integer", least=0, most=64, description="At most so many links upward."),
            Parameter("down", "integer", least=0, most=64, description="At most so many links downward."),
            Parameter("limit", "integer", least=1, most=MOST, description="At most so many boxes."),
            Parameter("selected", description="What is looked at: a head, link or gap by its key."),
            Parameter("chosen", "integer", least=1, most=MOST, description="The chain that is looked at."),
        ),
    )
}
