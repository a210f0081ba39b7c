"""Mapping files: YAML that says what the columns of a table mean, read with the line of each key.

Every scalar stays the text that was written (`no` is not false, 2020-01-01 no date); the model decides.
"""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from respondeat.errors import MappingError

from .mapping_parts import Misplaced
from .mapping_yaml import read_node

MAX_BYTES = 1 << 20
MAX_PARTS = 100_000  # of a mapping once its aliases are written out; more is no mapping but a bomb
_SHOWN = 20  # faults listed in one message
Place = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def load_mapping(path: Path, model: type[Model]) -> Model:
    """The mapping in a YAML file.

    Raises MappingError that names the file and, for each fault, line, key and what is allowed.
    """
    lines: dict[Place, int] = {}
    data = _plain(path, _node(path), (), lines, set())
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [_told(e["type"], _place(e), e["msg"], model, lines) for e in error.errors()]
        listed = "\n".join(f"  {fault}" for fault in faults[:_SHOWN])
        if len(faults) > _SHOWN:
            listed += f"\n  and {len(faults) - _SHOWN} more"
        raise MappingError(f"{path} cannot be used as a mapping:\n{listed}") from error


def _node(path: Path) -> yaml.Node:
    node = read_node(path, MAX_BYTES, "a mapping")
    if not isinstance(node, yaml.MappingNode):
        raise MappingError(f"{path} holds no mapping: it has to begin with keys such as format and dataset.")
    return node


def _plain(path: Path, node: yaml.Node, place: Place, lines: dict[Place, int], above: set[int]) -> Any:
    """Dicts, lists and texts; the line of each key goes into `lines`."""
    lines.setdefault(place, node.start_mark.line + 1)
    if id(node) in above or len(place) > 20:
        raise MappingError(
            f"{path}, line {lines[place]}: a mapping may not contain itself or nest this deep."
        )
    if len(lines) > MAX_PARTS:
        raise MappingError(
            f"{path} has more than {MAX_PARTS:,} parts, aliases written out: this is no mapping."
        )
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise MappingError(f"{path}, line {line}: a key has to be a text.")
            if key.value in found:
                raise MappingError(f"{path}, line {line}: the key {key.value!r} stands here twice.")
            lines[(*place, key.value)] = line
            found[key.value] = _plain(path, value, (*place, key.value), lines, above | {id(node)})
        return found
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(path, item, (*place, i), lines, above | {id(node)}) for i, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null"):
        return None
    return node.value


def _place(error: ErrorDetails) -> Place:
    """Where a fault is: a check of the whole may have found it further in."""
    cause = error.get("ctx", {}).get("error")
    return (*error["loc"], *cause.place) if isinstance(cause, Misplaced) else error["loc"]


def _told(kind: str, loc: Place, message: str, model: type[BaseModel], lines: dict[Place, int]) -> str:
    line = next((lines[loc[:n]] for n in range(len(loc), -1, -1) if loc[:n] in lines), 1)
    where = ".".join(map(str, loc)) or "the mapping"
    if kind == "extra_forbidden":
        allowed = sorted(_keys(model, loc[:-1]))
        near = difflib.get_close_matches(str(loc[-1]), allowed, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        message = f"there is no such key.{hint} Allowed here: {', '.join(allowed)}."
    elif kind == "missing":
        message = "this key is needed."
    else:
        message = message.removeprefix("Value error, ")
    return f"line {line}, {where}: {message}"


def _keys(model: type[BaseModel], place: Place) -> Iterator[str]:
    """The keys that are allowed at a place within a model."""
    found: list[type[BaseModel]] = [model]
    for step in place:
        fields = [f for m in found for n, f in m.model_fields.items() if step in (n, f.alias)]
        if fields:
            found = [m for field in fields for m in _models(field.annotation)]
    for m in found:
        for name, field in m.model_fields.items():
            yield field.alias or name


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
