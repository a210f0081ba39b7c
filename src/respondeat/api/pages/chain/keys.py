"""Names of what can be looked at: they stand in addresses, and stay the same from day to day."""

from typing import Any

from respondeat.api.report.words import short

Json = dict[str, Any]


def head(body: Json, row: Json) -> str:
    """The key of a head of a body."""
    return pair(body["id"], row["person"]["id"])


def other(body: Json, row: Json) -> str:
    """The key of another post in a body: the same person may be its head too."""
    return f"{head(body, row)}~post"


def link(row: Json) -> str:
    """The key of a link."""
    return pair(_id(row["source"]), _id(row["target"]))


def denied(row: Json) -> str:
    """The key of a link that does not carry: another link between the same two may."""
    return f"{link(row)}~not~{row['link']}"


def gap(body: str, kind: str) -> str:
    """The key of what is missing at a body."""
    return f"{short(body)}~{kind}"


def pair(source: str, target: str) -> str:
    """The key of a hop between two."""
    return f"{short(source)}~{short(target)}"


def _id(end: Any) -> str:
    return str(end["id"] if isinstance(end, dict) else end)
