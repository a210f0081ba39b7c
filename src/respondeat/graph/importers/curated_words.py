"""What may stand under a key of a curated row: entity, concept, text, integer, date."""

from collections.abc import Mapping, Set
from types import MappingProxyType
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import parse
from respondeat.graph.statement import Text, Value
from respondeat.ontology import vocabulary as v

from .curated_yaml import Block, Row

ENTITY, CONCEPT, TEXT, INTEGER, FLAG, DATE = "entity", "concept", "text", "integer", "flag", "date"

# Two kinds: a bare word is the key of an entity or a concept; a text is written as {text: ..., lang: ...}.
_KINDS: Final = {
    ENTITY: "holder post body member group subordinate superior controller controlled orderer recipient actor "
    "event detained custodian place convicted provision court judge person listed instrument imposer named located "
    "first second entity ofState partOf",
    CONCEPT: "capacity linkKind channel regime effect crime basis measureKind metric comparator verdict "
    "bodyKind eventType gender",
    TEXT: "title rank decree condition sentence ground annex entry form number",
    INTEGER: "value upper",
    FLAG: "inAbsentia placeholder",
    DATE: "asOf",
}
_SEVERAL: Final = {
    "role": {CONCEPT, TEXT},
    "unit": {CONCEPT, TEXT},
    "content": {CONCEPT, TEXT},
    "characterisedAs": {CONCEPT, TEXT},
    "population": {ENTITY, TEXT},
}
KINDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {word: frozenset({kind}) for kind, words in _KINDS.items() for word in words.split()}
    | {word: frozenset(kinds) for word, kinds in _SEVERAL.items()}
)
ATTRIBUTES: Final = frozenset(
    {"bodyKind", "eventType", "gender", "placeholder", "ofState", "partOf", "number"}
)


def value(row: Row, key: str, entities: Mapping[str, str], concepts: Set[str]) -> Value:
    """What stands under `key`, read by its kind; `entities` are ids by key.

    Raises MappingError for an unknown entity or concept, and for a value of another kind.
    """
    kinds, raw = KINDS[key], row.data[key]
    if isinstance(raw, Block):
        if TEXT not in kinds:
            raise row.fault(key, f"must be {_shown(kinds)}, not a mapping")
        inner = Row(row.file, raw.line, {"key": row.key, **raw})
        inner.allow({"key", "text", "lang"})
        return Text(inner.need("text"), inner.text("lang"))
    word = row.need(key)
    if ENTITY in kinds and word in entities:
        return entities[word]
    if CONCEPT in kinds and (word in concepts or not concepts):
        return v.R + word
    if kinds & {ENTITY, CONCEPT}:
        hint = "; a text is written as {text: ..., lang: ...}" if TEXT in kinds else ""
        raise row.fault(key, f"there is no {_shown(kinds - {TEXT})} {word!r}{hint}")
    return _literal(row, key, word, kinds)


def _literal(row: Row, key: str, word: str, kinds: Set[str]) -> Value:
    if INTEGER in kinds:
        return row.number(key)
    if FLAG in kinds:
        return row.flag(key)
    if DATE in kinds:
        try:
            parse(word)
        except DateError as error:
            raise row.fault(key, error.detail) from error
    return Text(word)


def _shown(kinds: Set[str]) -> str:
    return " or ".join(sorted(kinds))
