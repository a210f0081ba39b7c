"""The page on `--json`, written from the published schemas."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

FOLDER = files("respondeat.api") / "schemas"
PARTS = "common"
Schema = Mapping[str, Any]


@cache
def schemas() -> dict[str, Schema]:
    """Every published schema by its name, in the order of the alphabet."""
    found = sorted(p.name for p in FOLDER.iterdir() if p.name.endswith(".json"))
    return {name.removesuffix(".json"): json.loads((FOLDER / name).read_text("utf-8")) for name in found}


def json_page(mark: str) -> str:
    """Every key of every answer with its type and meaning, as Markdown."""
    parts = [
        "# Answers as JSON",
        mark,
        "With `--json` an answer is printed as JSON in UTF-8 on standard output, an error too (then the exit "
        "code is not 0 and nothing is on standard error). The same question of the same data gives the same "
        "bytes. `sparql --json` gives [SPARQL 1.1 Query Results JSON]"
        "(https://www.w3.org/TR/sparql11-results-json/), or JSON-LD for CONSTRUCT and DESCRIBE.",
        "The schemas (JSON Schema, draft 2020-12) are part of the package, in `respondeat/api/schemas/`; "
        "each answer is held against its schema in the tests. Keys may be added; those below stay.",
    ]
    for name, schema in schemas().items():
        if name != PARTS:
            parts += [f"## {name}", f"{schema['title']}. {schema['description']}", _table(schema)]
    common = schemas()[PARTS]
    parts += [f"## {common['title']}", common["description"]]
    for name, part in common["$defs"].items():
        parts += [f"### {name}", str(part.get("description", ""))]
        if "properties" in part or "anyOf" in part:
            parts.append(_table(part))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(schema: Schema) -> str:
    rows = [f"| `{key}` | {kind} | {meaning} |" for key, kind, meaning in _keys(schema, "")]
    for part in schema.get("allOf", ()):
        rows.append(f"| | {_reference(part)} | and the keys of {_reference(part)} |")
    return "\n".join(["| key | type | meaning |", "|---|---|---|", *rows]) if rows else ""


def _keys(schema: Schema, place: str) -> Iterator[tuple[str, str, str]]:
    for key, value in schema.get("properties", {}).items():
        here = f"{place}{key}"
        optional = "" if key in schema.get("required", ()) else " (not always there)"
        yield here, _type(value), (_meaning(value) + optional).replace("|", "\\|")
        yield from _keys(value, f"{here}.")
        items = value.get("items")
        if isinstance(items, dict):
            yield from _keys(items, f"{here}[].")
    for choice in schema.get("anyOf", ()):
        yield from _keys(choice, place)


def _meaning(schema: Schema) -> str:
    if "description" not in schema and "$ref" in schema:
        return _meaning(schemas()[PARTS]["$defs"][str(schema["$ref"]).rpartition("/")[2]])
    return str(schema.get("description", ""))


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return _reference(schema)
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(_type(choice) for choice in schema[key])
    kinds = schema.get("type", "any")
    if kinds == "array" and isinstance(schema.get("items"), dict):
        return f"array of {_type(schema['items'])}"
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def _reference(schema: Schema) -> str:
    name = str(schema["$ref"]).rpartition("/")[2]
    return f"[{name}](#{name})"
