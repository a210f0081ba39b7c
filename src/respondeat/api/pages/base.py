"""What a page is: an address, what it takes, and the forms in which it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.parameters import Parameter
from respondeat.errors import RespondeatError

from .place import Place

MEDIA: Final[Mapping[str, str]] = MappingProxyType(
    {
        "html": "text/html; charset=utf-8",
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
        "svg": "image/svg+xml",
        "png": "image/png",
        "graphml": "application/graphml+xml",
        "gexf": "application/gexf+xml",
    }
)
"""The forms of pages and their media types."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a page: their name where they logged in, and what they may."""

    name: str = ""
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a page: where it is, the values of its parameters, for whom, in which form."""

    place: Place
    given: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    reader: Reader = field(default_factory=Reader)
    format: str = "html"


Written = Callable[[Dataset, Asked], bytes]
"""Writes one form of a page. It raises what the questions raise that it asks."""

Refused = Callable[[Dataset, Asked, RespondeatError], bytes]
"""Writes the page of a question that could not be answered: why, and the form as it was filled in."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page at a path: its title (the key of a phrase), its own parameters, and of each form the function.

    A function stands as "module:name" below this package, `Written` in form, so that a process loads only
    what it is asked for. A path may have one part in braces, `{id}`, which is then among what is given. A
    page with a form of its own names in `refused` the function, `Refused`, that tells in it what went wrong.
    """

    path: str
    title: str
    forms: Mapping[str, str]
    parameters: tuple[Parameter, ...] = ()
    refused: str = ""
