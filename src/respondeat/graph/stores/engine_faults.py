"""What the engine says of a query that it cannot answer, as errors of ours."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from respondeat.errors import QueryError
from respondeat.ontology import vocabulary as v

from .files import disk_faults

_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?")
_CLASSES: Final = re.compile(r"\[(?:'[^']*'|[^\]'])*\]", re.DOTALL)  # what peg calls a class of characters
_PART: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[^,"]+')
_SENTENCE: Final = re.compile(r"[A-Za-z\\]\w*(?: [^\s]+)+")
_PREFIXED: Final = re.compile(r"([^\W\d_][\w.-]*|):[\w%.:-]*[\s;,.)]*$")
_DECLARED: Final = re.compile(r"\bPREFIX\s+([^\s:<]*):", re.IGNORECASE)
_PARTS: Final = 8


@contextmanager
def engine_faults(sparql: str, place: Path) -> Iterator[None]:
    """Turn what the engine says of a text into QueryError, of its files (in `place`) into StoreError."""
    try:
        with disk_faults("reading", place):
            yield
    except SyntaxError as error:
        raise QueryError(_told(str(error), sparql)) from error
    except (ValueError, RuntimeError) as error:  # a base that is no IRI; a function that nobody knows
        raise QueryError(f"The query cannot be answered: {str(error).rstrip('.')}.") from error


def _told(said: str, sparql: str) -> str:
    """Where a text stops making sense, and what is wrong with it or could stand there."""
    found = _PLACE.match(said)
    if found is None:
        return f"The query cannot be read: {said.rstrip('.')}."
    line, column = int(found[1]), int(found[2])
    why = _why(said[found.end() :], sparql, line, column)
    return f"The query cannot be read at line {line}, column {column}: {why}."


def _why(expected: str, sparql: str, line: int, column: int) -> str:
    unknown = _unknown_prefix(sparql, line, column)
    if unknown is not None:
        return f"the prefix {unknown}: is not declared, and none of {', '.join(f'{p}:' for p in v.PREFIXES)}"
    parts = [part.strip() for part in _PART.findall(_CLASSES.sub("", expected))]
    sentences = [part for part in parts if _SENTENCE.fullmatch(part)]
    if sentences:
        return "; ".join(sentences)
    said = [part for part in parts if part]
    if not said:
        return "this cannot stand here"
    return f"what could stand here is, among others, {', '.join(said[:_PARTS])}"


def _unknown_prefix(sparql: str, line: int, column: int) -> str | None:
    """The prefix of the name that ends there, when nobody has declared it."""
    lines = sparql.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: column - 1]]) if line <= len(lines) else ""
    found = _PREFIXED.search(before[-200:])
    if found is None or found[1] in v.PREFIXES or found[1] in _DECLARED.findall(sparql):
        return None
    return found[1]
