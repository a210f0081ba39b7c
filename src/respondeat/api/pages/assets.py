"""Scripts and style sheets: files of the package, at addresses that change when one of them does.

So a browser keeps them for good, and a page never goes with a script of another version.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

ROOT: Final = "/static"

TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
)
"""Media types by the end of a name; other files are not served."""


def _below(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from _below(entry, f"{name}/")
        elif f".{name.rpartition('.')[2]}" in TYPES:
            yield name, entry


@cache
def assets() -> Mapping[str, bytes]:
    """The content of every file that is served, by its path."""
    return MappingProxyType({n: f.read_bytes() for n, f in _below(files("respondeat.api.pages") / "static")})


@cache
def version() -> str:
    """What stands for all files together, in their addresses."""
    told = hashlib.sha256()
    for name, content in assets().items():
        told.update(f"{name}\0{len(content)}\0".encode() + content)
    return told.hexdigest()[:16]


def asset(path: str) -> str:
    """The address of a file. Raises KeyError when there is none."""
    assets()[path]
    return f"{ROOT}/{version()}/{path}"


def media_type(path: str) -> str:
    """The media type of a file that is served."""
    return TYPES[f".{path.rpartition('.')[2]}"]
