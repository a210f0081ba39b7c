"""Mappings that ship with the package, by name."""

from importlib.resources import as_file, files
from pathlib import Path


def names() -> list[str]:
    """The names of the mappings that ship with the package."""
    folder = files(__package__) / "mappings"
    return sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml"))


def shipped(mapping: Path) -> Path:
    """The file of the mapping with this name where one ships with the package, else the path as it is.

    A file of that name in the working folder comes first.
    """
    if mapping.exists() or str(mapping) not in names():
        return mapping
    with as_file(files(__package__) / "mappings" / f"{mapping}.yaml") as path:
        return path
