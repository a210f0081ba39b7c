"""The form of a task, and where each of them is: a process loads only those that it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.errors import InputError

TASKS: Final = MappingProxyType(
    {
        "changesets": "listing:changesets",
        "changeset": "changeset:changeset",
        "document_level": "document_level:document_level",
        "entities": "listing:entities",
        "entity": "entity:entity",
        "held": "held:held",
        "page": "page:page",
        "passage": "passage:passage",
        "question": "question:question",
        "ready": "ready:ready",
        "reconcile": "reconcile:reconcile",
        "sparql": "sparql:sparql",
        "void": "sparql_void:void",
    }
)
"""Every task by its name, as "module:function"."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is asked of a task: parameters (JSON values), and how much may come of it."""

    parameters: Mapping[str, Any]
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a task gives: the whole answer, its media type, and what the headers tell of it (JSON values)."""

    body: bytes
    media_type: str = "application/json"
    meta: Mapping[str, Any] = field(default_factory=dict)


Task = Callable[[Dataset, Work], Answered]


def task(name: str) -> Task:
    """The task with this name. Raises InputError when there is none."""
    place = TASKS.get(name)
    if place is None:
        raise InputError(f"There is no task {name!r}.")
    found: Task = at(place, __package__)
    return found


def at(place: str, package: str | None = None) -> Any:
    """What stands at "module:name"; with a package its module is one of that package."""
    module, _, name = place.partition(":")
    return getattr(import_module(f".{module}" if package else module, package), name)
