"""The page of a passage: the words of the document, what they were held against, what rests on them."""

import json
from dataclasses import dataclass
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import counted
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import frame
from respondeat.api.pages.rendering import render
from respondeat.api.phrases_time import valid
from respondeat.api.report.markup import web_address
from respondeat.api.report.statement import heading
from respondeat.api.report.words import Words, short
from respondeat.api.titles import called

from .found import AROUND
from .told import told

Json = dict[str, Any]

_SHOWN: Final = 50
"""Statements that are listed; how many more there are is told."""

_VERDICTS: Final = {
    "verified": "passage.verified",
    "document-missing": "passage.missing",
    "document-changed": "source.document-changed",
    "passage-changed": "source.passage-changed",
    "no-offsets": "passage.no_offsets",
    "no-text": "source.no-text",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement that rests on the passage, or is denied by it."""

    text: str
    when: str
    state: str
    who: str
    modality: str
    against: bool
    href: str


def html(data: Dataset, asked: Asked) -> bytes:
    """The page. Raises what `told` raises."""
    view = told(data, asked.given["id"], asked.given["words"])
    words, document, passage = Words(data.language), view["document"], view["passage"]
    said = [_resting(one, words, asked) for one in view["said"][:_SHOWN]]
    shell = frame(data, asked, words.say("passage.title"), styles=("passage",), exports=("json",))
    quote = passage["quote"]
    left = view["characters"] - len(quote or "")
    return render(
        "passage.html",
        **shell,
        quote=None if quote is None else _lines(quote),
        before=_lines(view["before"]),
        after=_lines(view["after"]),
        around=AROUND,
        cut=counted("passage.cut", left, data.language) if quote and left else "",
        verified=passage["quote_verdict"] == "verified",
        verdict=words.say(_VERDICTS[passage["quote_verdict"]]),
        document=document,
        name=called(document),
        written=valid(document["written"], data.language) if document["written"] else "",
        url=web_address(document["url"] or ""),
        passage=passage,
        id=short(passage["passage"]),
        said=said,
        set_aside=words.say("passage.set_aside", number=view["set_aside"]) if view["set_aside"] else "",
        more=max(0, len(view["said"]) - _SHOWN),
    )


def as_json(data: Dataset, asked: Asked) -> bytes:
    """The same as data. Raises what `told` raises."""
    return json.dumps(told(data, asked.given["id"], asked.given["words"]), ensure_ascii=True).encode("ascii")


def _lines(text: str) -> str:
    """The words as lines: what ends lines and pages in files is no sign that nobody can see."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _resting(one: Json, words: Words, asked: Asked) -> Resting:
    row, source = one["statement"], one["source"]
    entity = next((x["id"] for x in row["roles"].values() if isinstance(x, dict) and "name" in x), "")
    origin, reporter = source["origin"], source["reported_by"]
    who = "".join(s.text for s in words.name(origin)) if origin else words.say("source.no_origin")
    if reporter:
        who += f", {words.say('source.reported_by', who=''.join(s.text for s in words.name(reporter)))}"
    return Resting(
        heading(row, words),
        valid(row["valid"], words.language),
        "" if row["state"] == "supported" else words.state(row["state"]),
        who,
        words.concept(source["modality"]),
        source["verdict"] == "denies",
        asked.place.statement(entity, row["id"]) if entity else "",
    )
