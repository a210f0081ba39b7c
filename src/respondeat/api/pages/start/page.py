"""The first page, with what was found for a text."""

from respondeat.api.answers import search
from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.rendering import render


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises what the question `search` raises."""
    text = asked.given.get("text", "")
    found = search(data, text) if text else None
    title = phrase("nav.search", data.language)
    return render("start.html", **frame(data, asked, title), text=text, hits=found["hits"] if found else None)
