"""Pages of an answer: slices of its main list, by cursors that hold for one question and one state.

A cursor is opaque to clients: base64url of JSON with the place of the next row, what was asked, the dataset
hash and a checksum. The server keeps nothing of it, and it grants nothing: the rights of whoever brings it
are looked at each time.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.main_lists import MAIN, main, with_main
from respondeat.errors import RequestError, Stale

Json = dict[str, Any]

EVERYTHING: Final = 1_000_000
"""What `limit` is for pages of questions whose limit only says how many rows are written."""


UNPAGED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "dossier": "parts of different kinds, none of them the main one",
        "elements": "a scheme with a fixed number of places",
        "graph": "a network: half of it would hold links to nodes that are not there",
        "structure": "boxes and links: half of it would hold links to boxes that are not there",
    }
)
"""The questions whose answers have no pages, and why."""

PAGED: Final = frozenset(MAIN) - frozenset(UNPAGED)
"""The questions whose answers have pages."""

LIFTED: Final = frozenset(
    (
        *("acts", "chokepoints", "conflicts", "decisions", "detention", "gaps", "measures"),
        *("neighbours", "patterns", "reliance", "search", "single-origin", "tenure"),
    )
)
"""Those whose pages go over all rows, not over `limit` of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked of pages: how many rows, and from where."""

    size: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """One page: its rows, how many there are on all pages, and the cursor of the next; None on the last."""

    rows: list[Any]
    left: list[Any]
    total: int
    next: str | None


def turned(rows: Sequence[Any], page: Page, asked: object, dataset_hash: str) -> Turned:
    """The page of these rows. `asked` is what was asked, as JSON, less the page.

    Raises Stale for a cursor of other data, RequestError for one of another question or that is none.
    """
    start = 0 if page.cursor is None else place(page.cursor, asked, dataset_hash)
    end = start + page.size
    following = cursor(end, asked, dataset_hash) if end < len(rows) else None
    return Turned(list(rows[start:end]), [*rows[:start], *rows[end:]], len(rows), following)


def cursor(place: int, asked: object, dataset_hash: str) -> str:
    """The cursor of a place in the rows of what was asked of some data."""
    told = {"at": place, "data": dataset_hash[:16], "of": _digest(asked)}
    return _packed(told | {"sum": _digest(told)})


def place(cursor: str, asked: object, dataset_hash: str) -> int:
    """The place that a cursor stands for. Raises Stale, RequestError."""
    told = _unpacked(cursor)
    if told["of"] != _digest(asked):
        raise RequestError(
            "The cursor is of another question, or of this one with other parameters. Ask with those "
            "of the page before, or leave the cursor out to begin at the first page."
        )
    if told["data"] != dataset_hash[:16]:
        raise Stale(
            "The data have changed since the page before. Leave the cursor out to begin again at the first "
            "page, or ask with recorded_at for what was known at a moment, which stays the same."
        )
    return int(told["at"])


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _packed(told: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def _unpacked(cursor: str) -> Json:
    wrong = RequestError(
        "The cursor is none that was given out here, or was changed. Take it from the header Link of a page."
    )
    try:
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise wrong from None
    if not isinstance(told, dict) or set(told) != {"at", "data", "of", "sum"}:
        raise wrong
    if told.pop("sum") != _digest(told) or _packed(told | {"sum": _digest(told)}) != cursor:
        raise wrong
    if type(told["at"]) is not int or told["at"] < 1:
        raise wrong
    return told


def of_answer(name: str, answer: Json, page: Page, asked: object) -> tuple[Json, Turned]:
    """A page of the answer to a question, and what is told of it.

    All else in the answer stays whole; of its statements those that only rows of other pages cite are left
    out.
    Raises RequestError for a question without pages, Stale and RequestError as `turned`.
    """
    if name not in PAGED:
        reason = UNPAGED.get(name, "it has no main list")
        raise RequestError(f"The answer to {name} has no pages: {reason}. Leave page_size and cursor out.")
    found = turned(main(name, answer), page, asked, answer["dataset_hash"])
    made = with_main(name, answer, found.rows)
    listed = made.get("statements")
    if MAIN[name] != ("statements",) and isinstance(listed, list):
        rest = {key: value for key, value in made.items() if key != "statements"}
        gone = set(_texts(found.left)) - set(_texts(rest))
        made["statements"] = [id for id in listed if id not in gone]
    return made, found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(inner)
