"""What a row of auto-archiver's tables says, be it of the sheet or of the CSV that it writes itself.

The sheet's default columns are those of auto-archiver's Google Sheets module; its CSV module writes the
three columns `status`, `metadata` and `media` as Python shows dictionaries.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.graph.importers.base import Row

SHEET: Final = {
    "url": ("link", "url"),
    "status": ("archive status", "status"),
    "archive": ("archive location",),
    "date": ("archive date",),
    "thumbnail": ("thumbnail",),
    "timestamp": ("upload timestamp",),
    "title": ("upload title", "title"),
    "screenshot": ("screenshot",),
    "hash": ("hash",),
    "wacz": ("wacz",),
}
CSV: Final = ("status", "metadata", "media")
_IMAGE: Final = re.compile(r'=IMAGE\("([^"]*)"\)', re.IGNORECASE)
_LONGEST: Final = 4_000_000
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Media:
    """A file that was archived: where it may be (paths, addresses), its hash as written, the column."""

    places: tuple[str, ...]
    hash: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Archived:
    """What a row says; `fault` is the column and message where it cannot be read."""

    url: str = ""
    status: str = ""
    title: str = ""
    uploaded: str = ""
    archived: str = ""
    media: tuple[Media, ...] = ()
    fault: tuple[str, str] = field(default=("", ""))


def columns_of(columns: tuple[str, ...]) -> Mapping[str, str] | None:
    """Which column of a table is which, whatever the case of its name; None where it is no such table."""
    named = {" ".join(column.lower().replace("_", " ").split()): column for column in reversed(columns)}
    if set(CSV) <= set(named):
        return {key: named[key] for key in CSV}
    found = {key: next((named[n] for n in names if n in named), "") for key, names in SHEET.items()}
    return found if found["url"] and (found["status"] or found["archive"]) else None


def read_row(row: Row, columns: Mapping[str, str]) -> Archived:
    """What a row says."""
    return _csv(row, columns) if "media" in columns else _sheet(row, columns)


def _sheet(row: Row, columns: Mapping[str, str]) -> Archived:
    cell = {key: row[column] if column else "" for key, column in columns.items()}
    media = []
    for key in ("archive", "screenshot", "thumbnail", "wacz"):
        found = _IMAGE.fullmatch(cell[key].strip())
        places = (found[1],) if found else tuple(p.strip() for p in cell[key].split("\n") if p.strip())
        if places:
            media.append(Media(places, cell["hash"] if key == "archive" else "", columns[key]))
    return Archived(cell["url"], cell["status"], cell["title"], cell["timestamp"], cell["date"], tuple(media))


def _csv(row: Row, columns: Mapping[str, str]) -> Archived:
    metadata, media = (_python(row[columns[key]]) for key in ("metadata", "media"))
    for column, value, kind in ((columns["metadata"], metadata, dict), (columns["media"], media, list)):
        if not isinstance(value, kind):
            return Archived(fault=(column, "it is not written as auto-archiver writes it"))
    told = {key: value for key, value in metadata.items() if isinstance(value, str)}
    return Archived(
        told.get("url", ""),
        row[columns["status"]],
        told.get("title", ""),
        told.get("timestamp", ""),
        told.get("_processed_at", ""),
        tuple(_medium(one, columns["media"]) for one in media if isinstance(one, dict)),
    )


def _medium(one: Mapping[str, Any], column: str) -> Media:
    properties = one.get("properties")
    told = properties.get("hash") if isinstance(properties, dict) else ""
    urls = one.get("urls")
    places = [*(urls if isinstance(urls, list) else []), one.get("key")]
    return Media(
        tuple(p for p in places if isinstance(p, str) and p), told if isinstance(told, str) else "", column
    )


def is_elsewhere(place: str) -> bool:
    """Whether a place is an address and no path."""
    return bool(_ELSEWHERE.match(place))


def _python(text: str) -> Any:
    """What Python shows of texts, numbers, lists, dictionaries and moments; None for anything else."""
    if len(text) > _LONGEST:
        return None
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value) if isinstance(value, str | int | float | None):
            return value
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return [_value(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {
                _value(k): _value(v) for k, v in zip(keys, values, strict=True) if isinstance(k, ast.Constant)
            }
        case ast.Call(func=ast.Attribute(attr="datetime"), args=args):
            return _moment([_value(one) for one in args])
        case _:
            return None


def _moment(numbers: list[Any]) -> str | None:
    if len(numbers) < 3 or not all(type(n) is int and 0 <= n < 10_000_000 for n in numbers):
        return None
    year, month, day, hour, minute, second = (*numbers, 0, 0, 0)[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
