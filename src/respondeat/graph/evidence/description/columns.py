"""The columns of the index: which, in which order, under which titles. A court's names can replace ours."""

import difflib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn

import yaml

from respondeat.errors import MappingError
from respondeat.graph.importers.mapping_yaml import read_node

MAX_BYTES: Final = 1 << 16
_LONGEST: Final = 200  # characters of a title


def columns(file: Path | None = None) -> Mapping[str, str]:
    """The titles of the columns by key, in their order: those of a YAML or JSON file, else our own.

    A file may leave columns out and put them in another order. Raises MappingError, with file, line and key,
    for what is no such mapping, for a key there is not, and for titles that are empty or the same.
    """
    own = _own()
    if file is None:
        return own
    node = read_node(file, MAX_BYTES, "titles of columns", "neither YAML nor JSON")
    if not isinstance(node, yaml.MappingNode) or not node.value:
        _fault(file, node, 'it holds no columns: write lines such as `item: "Exhibit"`')
    found: dict[str, str] = {}
    for key, value in node.value:
        name = _text(file, key, "a key")
        if name not in own:
            near = difflib.get_close_matches(name, own, 1)
            hint = f" Did you mean {near[0]}?" if near else ""
            _fault(file, key, f"there is no column {name!r}.{hint} There are: {', '.join(own)}")
        if name in found:
            _fault(file, key, f"the column {name} stands here twice")
        title = _text(file, value, f"the title of {name}").strip()
        if not title or len(title) > _LONGEST or not title.isprintable():
            _fault(file, value, f"the title of {name} has to be one line of 1 to {_LONGEST} characters")
        if title in found.values():
            _fault(file, value, f"two columns have the title {title!r}")
        found[name] = title
    return MappingProxyType(found)


def columns_file(titles: Mapping[str, str]) -> bytes:
    """`index-columns.json`: what each title in the index means, in the order of the columns."""
    return (json.dumps(dict(titles), ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _own() -> Mapping[str, str]:
    told = json.loads(files(__package__).joinpath("columns.json").read_text("utf-8"))
    return MappingProxyType(told)


def _text(file: Path, node: Any, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        _fault(file, node, f"{what} has to be a text")
    return str(node.value)


def _fault(file: Path, node: yaml.Node | None, message: str) -> NoReturn:
    line = node.start_mark.line + 1 if node is not None else 1
    raise MappingError(f"{file}, line {line}: {message}.")
