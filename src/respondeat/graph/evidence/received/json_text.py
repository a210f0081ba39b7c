"""JSON that others wrote: read only when it is small enough, flat enough and means one thing."""

import json
import re
from typing import Any, Final

from respondeat.errors import InputError

LARGEST: Final = 64 * 1024 * 1024
_DEEPEST: Final = 64
_MARK: Final = re.compile(r'["\\\[\]{}]')


def read_json(content: bytes, name: str, largest: int = LARGEST) -> Any:
    """What a JSON text says (RFC 8259).

    Raises InputError when it is not UTF-8, no JSON, larger or nested deeper than such a file can be, names a
    member twice, or holds half a character (a lone surrogate) or a number that is none.
    """
    if len(content) > largest:
        raise InputError(
            f"{name} has {len(content):,} bytes: at most {largest:,} are read. Nothing was taken in."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 (byte {error.start}). Nothing was taken in.") from None
    if _depth(text) > _DEEPEST:
        raise InputError(f"{name} is nested more than {_DEEPEST} deep. Nothing was taken in.")
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        _whole(found)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not JSON that can be read: {error}. Nothing was taken in.") from None
    return found


def _depth(text: str) -> int:
    """How deep brackets stand in one another, those in texts not counted."""
    depth = deepest = after = 0
    quoted = False
    for found in _MARK.finditer(text):
        mark, place = found[0], found.start()
        if place < after:
            continue  # escaped
        if mark == '"':
            quoted = not quoted
        elif quoted:
            after = place + 2 if mark == "\\" else 0
        elif mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(members)
    if len(found) != len(members):
        raise ValueError("an object has two members of one name")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _whole(value: Any) -> None:
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str() as text:
                text.encode("utf-8")  # a UnicodeEncodeError, which is a ValueError
            case list() as values:
                waiting += values
            case dict() as members:
                waiting += [*members, *members.values()]
            case _:
                pass
