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
            parts += [f"## {name}", f"{schema['title']}. {schema['description']}", _table(schema, name)]
            for own, part in schema.get("$defs", {}).items():
                parts += [f"### {name}: {own} {{ #{name}-{own} }}", str(part.get("description", ""))]
                parts.append(_table(part, name))
    common = schemas()[PARTS]
    parts += [f"## {common['title']}", common["description"]]
    for name, part in common["$defs"].items():
        parts += [f"### {name}", str(part.get("description", ""))]
        if "properties" in part or "anyOf" in part:
            parts.append(_table(part, PARTS))
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(schema: Schema, of: str) -> str:
    """The keys of a schema or of a part of the schema `of`."""
    rows = [f"| `{key}` | {kind} | {meaning} |" for key, kind, meaning in _keys(schema, "", of)]
    for part in schema.get("allOf", ()):
        rows.append(f"| | {_reference(part, of)} | and the keys of {_reference(part, of)} |")
    return "\n".join(["| key | type | meaning |", "|---|---|---|", *rows]) if rows else ""


def _keys(schema: Schema, place: str, of: str) -> Iterator[tuple[str, str, str]]:
    for key, value in schema.get("properties", {}).items():
        here = f"{place}{key}"
        optional = "" if key in schema.get("required", ()) else " (not always there)"
        yield here, _type(value, of), (_meaning(value, of) + optional).replace("|", "\\|")
        yield from _keys(value, f"{here}.", of)
        items = value.get("items")
        if isinstance(items, dict):
            yield from _keys(items, f"{here}[].", of)
    for choice in schema.get("anyOf", ()):
        yield from _keys(choice, place, of)


def _meaning(schema: Schema, of: str) -> str:
    if "description" not in schema and "$ref" in schema:
        owner, name = _meant(schema, of)
        return _meaning(schemas()[owner]["$defs"][name], owner)
    return str(schema.get("description", ""))


def _type(schema: Schema, of: str) -> str:
    if "$ref" in schema:
        return _reference(schema, of)
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " or ".join(_type(choice, of) for choice in schema[key])
    kinds = schema.get("type", "any")
    if kinds == "array" and isinstance(schema.get("items"), dict):
        return f"array of {_type(schema['items'], of)}"
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


def _meant(schema: Schema, of: str) -> tuple[str, str]:
    """The schema and the name of the part that a reference in the schema `of` means."""
    file, _, place = str(schema["$ref"]).partition("#")
    return file.removesuffix(".json") if file else of, place.rpartition("/")[2]


def _reference(schema: Schema, of: str) -> str:
    owner, name = _meant(schema, of)
    return f"[{name}](#{name if owner == PARTS else f'{owner}-{name}'})"
