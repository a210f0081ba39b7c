"""JSON in its one form (RFC 8785), written and read, and JSON that others wrote, read with care."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from .verdict import Unreadable

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE: Final = 2**53 - 1  # beyond it JSON's numbers are not the same everywhere (RFC 7493)


def canonical(value: Any) -> bytes:
    """JSON by the rules of RFC 8785 (JCS), of texts, whole numbers, true, false, null, lists and objects.

    Keys are of small ASCII letters, digits and underscores, so that every order of letters is the same one.
    Raises ValueError for anything else: fractions, numbers beyond 2^53, lone surrogates.
    """
    _check_value(value)
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise ValueError("a text that is not Unicode") from None


def read_json(text: bytes, name: str) -> Any:
    """The data of a JSON file. Raises Unreadable for what is none, and for a key that stands twice."""
    try:
        return json.loads(
            text.decode("utf-8"), object_pairs_hook=_once, parse_int=_whole, parse_constant=_refused
        )
    except (ValueError, RecursionError):
        raise Unreadable(f"{name} is not JSON that can be read.") from None


def read_canonical(text: bytes, name: str) -> dict[str, Any]:
    """The object that a canonical line says, with its line end. Raises Unreadable for any other form."""
    told = read_json(text, name)
    try:
        same = isinstance(told, dict) and canonical(told) + b"\n" == text
    except (ValueError, RecursionError):
        same = False
    if not same or not isinstance(told, dict):
        raise Unreadable(f"{name} is not written in the one form that it has.")
    return told


def _check_value(value: Any) -> None:
    if value is None or isinstance(value, (bool, str)):
        return
    if isinstance(value, int) and abs(value) <= _WHOLE:
        return
    if isinstance(value, (list, tuple)):
        for one in value:
            _check_value(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                raise ValueError(f"not a key of the log: {key!r}")
            _check_value(one)
    else:
        raise ValueError(f"not a value of the log: {value!r}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _whole(text: str) -> int:
    if len(text) > 20:  # reading very long numbers takes very long
        raise ValueError("a number too long")
    return int(text)


def _refused(text: str) -> None:
    raise ValueError(f"{text} is not JSON")
