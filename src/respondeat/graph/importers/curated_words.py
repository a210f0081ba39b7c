"""What may stand under a key of a curated row: the ranges of the ontology's roles and attributes."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import parse
from respondeat.graph.statement import Text, Value
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts
from respondeat.ontology.ranges import ATTRIBUTES, role_range

from .curated_yaml import Block, Row

# what the loader itself says of entities
_OWN: Final = {v.PROTECTED, v.INVENTED, v.SOURCE_KEY}
GIVEN: Final = frozenset(prop.removeprefix(v.R) for prop in ATTRIBUTES if prop not in _OWN)


def value(row: Row, key: str, entities: Mapping[str, str], relation: str = "") -> Value:
    """What stands under `key`, by the range of the role in its relation; `entities` are ids by key.

    Raises MappingError for an unknown entity or concept, and for a value of another kind.
    """
    kind = role_range(v.R + key, relation)
    raw = row.data[key]
    if isinstance(raw, Block) and kind == "text":
        inner = Row(row.file, raw.line, {"key": row.key, **raw})
        inner.allow({"key", "text", "lang"})
        return Text(inner.need("text"), inner.language())
    if kind == "entity":
        return entity(row, key, entities)
    if kind.startswith("concept:"):
        return concept(row, key, kind.removeprefix("concept:"))
    if kind == "integer":
        return row.number(key)
    if kind == "boolean":
        return row.flag(key)
    word = row.need(key)
    if kind == "edtf":
        try:
            parse(word)
        except DateError as error:
            raise row.fault(key, error.detail) from error
    return Text(word)


def entity(row: Row, key: str, entities: Mapping[str, str]) -> str:
    """The id of the entity whose key stands under `key`."""
    word = row.need(key)
    if word not in entities:
        raise row.fault(key, f"there is no entity {word!r}{_near(word, entities)}")
    return entities[word]


def concept(row: Row, key: str, scheme: str, *, needed: bool = True) -> str:
    """The IRI of the concept of a list whose name stands under `key`; "" when nothing does and may."""
    word = row.need(key) if needed else row.text(key)
    names = [iri.removeprefix(v.R) for iri in concepts(scheme)]
    if word and word not in names:
        raise row.fault(key, f"there is no {scheme} {word!r}{_near(word, names) or _all(names)}")
    return v.R + word if word else ""


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word, list(known), n=3)
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _all(names: list[str]) -> str:
    return f"; there are {', '.join(names)}"
