"""YAML files as rows that know their file and line.

Every scalar stays the text that was written: `no` is no false, 2020-08-09 no date, 1994 no number. What a
text means is decided by the key it stands under.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import yaml

from respondeat.errors import MappingError

_LANGUAGE = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser where PyYAML was built with it


class Block(dict[str, "Raw"]):
    """A mapping with the line on which it begins (from 1)."""

    line: int = 0


Raw = str | list["Raw"] | Block


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping of a file."""

    file: str
    line: int
    data: Mapping[str, Raw]

    @property
    def key(self) -> str:
        """What the row is called in messages and in references; "" when it has no key."""
        found = self.data.get("key", "")
        return found if isinstance(found, str) else ""

    def fault(self, key: str, message: str) -> MappingError:
        """An error that says where: file, line, row and key."""
        row = f", row {self.key!r}" if self.key else ""
        where = f", {key!r}" if key else ""
        return MappingError(f"{self.file}, line {self.line}{row}{where}: {message}")

    def allow(self, known: Collection[str]) -> None:
        """Raise MappingError for a key that is not among `known`."""
        for key in self.data:
            if key not in known:
                raise self.fault(key, f"there is no such key here; there are {', '.join(sorted(known))}")

    def text(self, key: str, default: str = "") -> str:
        """The text under a key, `default` when absent."""
        found = self.data.get(key, default)
        if not isinstance(found, str):
            raise self.fault(key, "must be a text")
        return found.strip()

    def need(self, key: str) -> str:
        """The text under a key; raises MappingError when it is absent or empty."""
        found = self.text(key)
        if not found:
            raise self.fault(key, "is missing")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list under a key; a single text is a list of one."""
        found = self.data.get(key, [])
        listed = [found] if isinstance(found, str) else found
        if not isinstance(listed, list) or not all(isinstance(x, str) for x in listed):
            raise self.fault(key, "must be a list of texts")
        return tuple(x for x in listed if isinstance(x, str))

    def language(self, key: str = "lang") -> str:
        """The language tag (BCP 47) under a key in lower case, "" when absent."""
        found = self.text(key).lower()
        if found and not _LANGUAGE.fullmatch(found):
            raise self.fault(key, f"{found!r} is not a language tag such as be or be-latn")
        return found

    def flag(self, key: str) -> bool:
        """True or false under a key; false when absent."""
        found = self.text(key, "false")
        if found not in ("true", "false"):
            raise self.fault(key, f"must be true or false, not {found!r}")
        return found == "true"

    def number(self, key: str) -> int:
        """The integer under a key."""
        found = self.need(key)
        if not found.lstrip("-").isascii() or not found.removeprefix("-").isdigit():
            raise self.fault(key, f"must be an integer, not {found!r}")
        return int(found)

    def rows(self, key: str, short: str = "") -> tuple["Row", ...]:
        """The mappings of a list under a key; with `short`, a text stands for a mapping of that one key."""
        found = self.data.get(key, [])
        listed = found if isinstance(found, list) else [found]
        return tuple(self._row(key, x, short) for x in listed)

    def row(self, key: str) -> "Row | None":
        """The mapping under a key, None when absent."""
        return self._row(key, self.data[key], "") if key in self.data else None

    def _row(self, key: str, raw: Raw, short: str) -> "Row":
        if isinstance(raw, Block):
            return Row(self.file, raw.line or self.line, {"key": self.key, **raw})
        if short and isinstance(raw, str):
            return Row(self.file, self.line, {"key": self.key, short: raw})
        raise self.fault(key, "must be a mapping, or a list of mappings")


def read_rows(folder: Traversable, name: str) -> tuple[Row, ...]:
    """The rows of a file that is a list of mappings; none when the file is not there.

    Raises MappingError for a file that is no YAML, no UTF-8, or no such list.
    """
    path = folder.joinpath(name)
    if not path.is_file():
        return ()
    root = _composed(path, f"{folder.name}/{name}")
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise MappingError(f"{folder.name}/{name} must be a list of rows, each beginning with a dash")
    return tuple(_rows(root, f"{folder.name}/{name}"))


def read_row(folder: Traversable, name: str) -> Row:
    """The one mapping that a file holds. Raises MappingError as `read_rows` does, and for a missing file."""
    path = folder.joinpath(name)
    if not path.is_file():
        raise MappingError(f"{folder.name} has no {name}: is it the folder of a data set?")
    file = f"{folder.name}/{name}"
    root = _composed(path, file)
    if not isinstance(root, yaml.MappingNode):
        raise MappingError(f"{file} must be one mapping of keys to values")
    block = _block(root, file)
    return Row(file, block.line, block)


def _composed(path: Traversable, file: str) -> yaml.Node | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(f"{file} is not in UTF-8: byte {error.start} cannot be read") from error
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise MappingError(f"{file} is no YAML: {' '.join(str(error).split())}") from error
    return node


def _rows(root: yaml.SequenceNode, file: str) -> Iterator[Row]:
    for node in root.value:
        if not isinstance(node, yaml.MappingNode):
            raise MappingError(
                f"{file}, line {node.start_mark.line + 1}: must be a mapping of keys to values"
            )
        block = _block(node, file)
        yield Row(file, block.line, block)


def _block(node: yaml.MappingNode, file: str) -> Block:
    block = Block()
    block.line = node.start_mark.line + 1
    for key, value in node.value:
        if key.value in block:
            raise MappingError(f"{file}, line {key.start_mark.line + 1}: {key.value!r} is given twice")
        block[key.value] = _raw(value, file)
    return block


def _raw(node: yaml.Node, file: str) -> Raw:
    if isinstance(node, yaml.MappingNode):
        return _block(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [_raw(child, file) for child in node.value]
    return str(node.value)
