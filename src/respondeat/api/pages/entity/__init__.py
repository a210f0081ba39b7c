"""The page of a person, body, event, place, legal article, document or anything else that is spoken of."""

from typing import Final

from respondeat.api.pages.base import Page
from respondeat.api.parameters import Parameter

PAGES: Final = {
    "entity": Page(
        "/entity/{id}",
        "",
        {
            "html": "entity.page:html",
            "csv": "entity.exports:csv",
            "svg": "entity.exports:svg",
            "png": "entity.exports:png",
        },
        (
            Parameter(
                "by",
                choices=("event", "record"),
                description="Statements by the date of what they speak of, or by the date of the record.",
            ),
            Parameter("part", description="Only this part of what is said, such as posts or against."),
            Parameter("page", "integer", least=1, most=1_000_000, description="This page of the statements."),
            Parameter("statement", description="The page on which this statement stands, by its id."),
        ),
    )
}
