"""How two answers to one question differ."""

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final

from respondeat.api.proof import Json

_FRAME: Final = ("without", "level", "recorded_at", "dataset_hash", "engine", "notice", "question")
_QUOTE: Final = frozenset({"quote", "quote_verdict"})
_CUT: Final = 200
_NOTHING: Final = object()
_TOLD: Final = ("grade", "basis", "state")


def without_quotes(value: Any) -> Any:
    """The same JSON value without quotes: whether they can be shown follows from the documents at hand."""
    if isinstance(value, dict):
        return {key: without_quotes(x) for key, x in value.items() if key not in _QUOTE}
    return [without_quotes(x) for x in value] if isinstance(value, list) else value


def core(answer: Json) -> Json:
    """An answer without the frame that ends it."""
    return {key: x for key, x in answer.items() if key not in _FRAME}


def cited(answer: Json) -> list[str]:
    """The ids of the statements that an answer rests on, sorted."""
    told = (s.get("id") if isinstance(s, dict) else s for s in answer.get("statements", ()))
    return sorted({s for s in told if isinstance(s, str)})


def differences(before: Any, after: Any, path: str = "") -> Iterator[Json]:
    """Where two JSON values differ, by JSON Pointer (RFC 6901): none for values that print the same.

    >>> [(d["path"], d["kind"]) for d in differences({"a": [1, 2]}, {"a": [1], "b": True})]
    [('/a/1', 'gone'), ('/b', 'new')]
    """
    if isinstance(before, dict) and isinstance(after, dict):
        if list(before) != list(after) and set(before) == set(after):
            yield _difference(path, "order", list(before), list(after))
        for key in [*before, *(k for k in after if k not in before)]:
            at = f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
            yield from differences(before.get(key, _NOTHING), after.get(key, _NOTHING), at)
    elif isinstance(before, list) and isinstance(after, list):
        for number, (one, other) in enumerate(zip_longest(before, after, fillvalue=_NOTHING)):
            yield from differences(one, other, f"{path}/{number}")
    elif before is _NOTHING:
        yield _difference(path, "new", None, after)
    elif after is _NOTHING:
        yield _difference(path, "gone", before, None)
    elif type(before) is not type(after) or before != after:
        yield _difference(path, "other", before, after)


def _difference(path: str, kind: str, before: Any, after: Any) -> Json:
    return {"path": path, "kind": kind, "before": _short(before), "after": _short(after)}


def _short(value: Any) -> Any:
    """A value that can be read at a glance: long ones as the beginning of their JSON."""
    if value is None or isinstance(value, bool | int | float):
        return value
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return told if len(told) <= _CUT else told[:_CUT] + "…"


def rows_changed(before: Json, after: Json) -> list[Json]:
    """Rows of which grade, basis or state is another, that came or that went, by place and whom they name."""
    old, new = _rows(before), _rows(after)
    return [
        {
            "where": where,
            "nodes": (new.get(key) or old[key])[1],
            "then": old[key][0] if key in old else None,
            "now": new[key][0] if key in new else None,
        }
        for key in sorted({*old, *new})
        for where in [key[0]]
        if (old[key][0] if key in old else None) != (new[key][0] if key in new else None)
    ]


_Key = tuple[str, tuple[str, ...]]


def _rows(answer: Json) -> dict[_Key, tuple[Json, list[Json]]]:
    """The graded rows of an answer by their place and the ids in them; of equal ones the best."""
    found: dict[_Key, tuple[Json, list[Json]]] = {}
    for where, row in _graded(core(answer), ""):
        nodes = _nodes(row)
        if not nodes:
            continue
        key = where, (*(str(n["id"]) for n in nodes), str(row.get("link", "")))
        told: Json = {name: row[name] for name in _TOLD if name in row}
        if key not in found or _order(told) < _order(found[key][0]):
            found[key] = told, nodes
    return found


def _order(told: Json) -> tuple[str, ...]:
    return tuple(str(told.get(name, "")) for name in _TOLD)  # certain before possible


def _graded(value: Any, where: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict):
        if "grade" in value:
            yield where, value
        for key, inner in value.items():
            yield from _graded(inner, f"{where}/{key}".lstrip("/"))
    elif isinstance(value, list):
        for inner in value:
            yield from _graded(inner, where)


def _nodes(row: Json) -> list[Json]:
    """The entities that a row names, those on the way of a chain among them."""
    found: list[Json] = []
    for value in row.values():
        if _is_node(value):
            found.append(value)
        elif isinstance(value, list):
            found += [x for x in value if _is_node(x)]
    for hop in row.get("hops", ()):
        found += [hop["target"]] if found else [hop["source"], hop["target"]]
    return found


def _is_node(value: Any) -> bool:
    return isinstance(value, dict) and {"id", "name"} <= set(value)
