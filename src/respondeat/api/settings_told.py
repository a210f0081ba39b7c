"""Settings told to people: every name, what it takes, what it is by default, what it is for."""

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .settings import Settings


def single(model: type[BaseModel], before: str = "") -> Mapping[str, FieldInfo]:
    """Every setting of a model by its name with dots; those that hold others are left out."""
    found: dict[str, FieldInfo] = {}
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= single(inner, f"{before}{name}.")
        else:
            found[before + name] = field
    return found


def plain(settings: BaseModel, before: str = "") -> Mapping[str, object]:
    """Every value by its name with dots; those that hold others are left out."""
    found: dict[str, object] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        found |= plain(value, f"{before}{name}.") if isinstance(value, BaseModel) else {before + name: value}
    return found


def allowed(key: str) -> str:
    """What the setting with this name takes, in words."""
    field = single(Settings).get(key)
    if field is None:
        return "settings of its own, as a table"
    return _kind(field.annotation, _bounds(field))


def _kind(annotation: Any, bounds: str) -> str:
    if get_origin(annotation) is Literal:
        return "one of " + ", ".join(map(str, get_args(annotation)))
    parts = [x for x in get_args(annotation) if x is not NoneType]
    if NoneType in get_args(annotation):
        return _kind(parts[0], bounds)
    if get_origin(annotation) is tuple:
        return "a list of texts (in the environment parted by commas)"
    words = {bool: "true or false", int: "a whole number", float: "a number", Path: "a path", str: "a text"}
    return words.get(annotation, "other values") + bounds


def _bounds(field: FieldInfo) -> str:
    said = ((name, getattr(m, name, None)) for m in field.metadata for name in ("ge", "gt", "le"))
    limits = {name: x for name, x in said if x is not None}
    if "ge" in limits and "le" in limits:
        return f" from {limits['ge']} to {limits['le']}"
    words = {"ge": "from {} up", "gt": "above {}", "le": "up to {}"}
    return "".join(f" {words[name].format(x)}" for name, x in limits.items())


def near(name: str, known: Iterable[str]) -> str:
    """A sentence with the names that may have been meant."""
    found = difflib.get_close_matches(name, sorted(known), 3)
    return f"Did you mean {' or '.join(found)}?" if found else "`respondeat config` shows all there are."
