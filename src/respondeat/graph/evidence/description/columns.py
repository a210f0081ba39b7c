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
    node = _node(file)
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


def _node(file: Path) -> yaml.Node | None:
    """The file as YAML, of which JSON is a part; nothing in it is read as anything but text."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise MappingError(f"{file} cannot be read: {error.strerror or error}. Check the path.") from error
    if len(raw) > MAX_BYTES:
        raise MappingError(f"{file} is larger than {MAX_BYTES >> 10} KiB: these are no titles of columns.")
    try:
        return yaml.compose(raw.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise MappingError(f"{file}, line {line}: this is not UTF-8. Save it in UTF-8.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).replace("\n", " ")
        raise MappingError(f"{file}{where}: this is neither YAML nor JSON ({problem}).") from error
    except RecursionError as error:
        raise MappingError(f"{file}: brackets are nested too deeply for titles of columns.") from error


def _text(file: Path, node: Any, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        _fault(file, node, f"{what} has to be a text")
    return str(node.value)


def _fault(file: Path, node: yaml.Node | None, message: str) -> NoReturn:
    line = node.start_mark.line + 1 if node is not None else 1
    raise MappingError(f"{file}, line {line}: {message}.")
