"""Tables as CSV (RFC 4180, UTF-8) for spreadsheets: nothing in them that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from respondeat.api.titles import called
from respondeat.graph.evidence.verifier.told import FORMULA

Json = Mapping[str, Any]

_BETWEEN: Final = " | "
_MARK: Final = "\ufeff"  # by which spreadsheets know UTF-8
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def table(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of cells, the first of them the heads; what would break a line within a cell is a blank."""
    return _written(
        [_BREAKS.sub(" ", value) if isinstance(value, str) else value for value in row] for row in rows
    )


def as_csv(rows: Sequence[Json]) -> bytes:
    """The rows with a column for every member that one of them has; inner members by path (`valid.es`).

    Lists stand in one cell. Sources are told by the titles of their documents, or who says so.
    """
    flat = [dict(_flat("", row)) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row))
    return _written([columns, *([row.get(name) for name in columns] for row in flat)])


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return (_MARK + out.getvalue()).encode("utf-8", "backslashreplace")


def cell(value: object) -> str:
    """A value as it is written: a text that a spreadsheet would run as a formula gets an apostrophe.

    >>> cell("=1+1"), cell(-3), cell(None), cell(True)
    ("'=1+1", '-3', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else key, inner)
    elif isinstance(value, list):
        yield name, _BETWEEN.join(dict.fromkeys(filter(None, map(_short, value))))
    else:
        yield name, value


def _short(value: object) -> str:
    """One of several values in a cell."""
    if isinstance(value, list):
        return "/".join("" if one is None else _short(one) for one in value)
    if not isinstance(value, Mapping):
        return cell(value)
    if "verdict" in value and "statement" in value:
        return _source(value)
    if "name" in value and "id" in value:
        return str(value["name"] or value["id"])
    return "; ".join(f"{key}: {told}" for key, inner in value.items() if (told := _inner(inner)))


def _inner(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_short, value)))
    return _short(value)


def _source(source: Json) -> str:
    document, origin = source.get("document"), source.get("origin")
    told = called(document) if document else (origin or {}).get("name")
    return f"{source['verdict']}: {told or source.get('attestation') or source.get('derivation')}"
