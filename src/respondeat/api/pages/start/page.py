"""The first page, with what was found for a text."""

import json as codec

from respondeat.api.answers.rows import frame as ending
from respondeat.api.dataset import Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.rendering import render

from .hits import DOCUMENT, Finder, Hit, as_json

_LIMIT = 20


def json(data: Dataset, asked: Asked) -> bytes:
    """The hits of a text, best first, for programs and for the list under a field as one types."""
    text, limit = str(asked.given.get("text", "")), int(asked.given.get("limit", _LIMIT))
    kinds = frozenset(asked.given.get("kinds", ()))
    hits = _hits(Finder(data, asked.place), text, kinds, limit) if text else []
    told = {
        "text": text,
        "count": counted("page.results", len(hits), data.language),
        "hits": [as_json(hit) for hit in hits],
        **ending(data),
    }
    return codec.dumps(told, ensure_ascii=False).encode()


def _hits(finder: Finder, text: str, kinds: frozenset[str], limit: int) -> list[Hit]:
    """Names first, then titles of documents, which have no nearness to a text."""
    of_names = [] if kinds == {DOCUMENT} else finder.names(text, kinds, limit)
    hits = [finder.hit(found) for found in of_names]
    if (not kinds or DOCUMENT in kinds) and len(hits) < limit:
        hits += [finder.document(one) for one in finder.documents(text, limit - len(hits))]
    return hits


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises what the question `search` raises."""
    text = asked.given.get("text", "")
    found = Finder(data, asked.place).names(text, frozenset()) if text else None
    title = phrase("nav.search", data.language)
    return render("start.html", **frame(data, asked, title), text=text, hits=found)
