"""Ids of the entities that importers make: a letter for the class, and a hash of data set and source key."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from respondeat.graph.statement import content_id

LETTERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Person": "p",
        "PersonGroup": "pg",
        "Body": "b",
        "BodyGroup": "bg",
        "Court": "b",
        "PlaceOfDetention": "b",
        "InternationalBody": "b",
        "State": "st",
        "Post": "po",
        "Place": "pl",
        "LegalInstrument": "li",
        "LegalProvision": "lp",
        "ProvisionVersion": "lv",
        "Event": "e",
        "Pattern": "pt",
    }
)


def imported_id(kind: str, dataset: str, key: str) -> str:
    """The id of an entity of class `kind` (local name) under its source's own key: always the same."""
    return content_id(LETTERS[kind], dataset, key)


def shared_id(kind: str, key: str) -> str:
    """The id of an entity under a key of the curated data, which is the same in every data set."""
    return content_id(LETTERS[kind], key)
