"""Values of roles and attributes: every range of the ontology has a reading."""

import pytest

from respondeat.errors import MappingError
from respondeat.graph.importers.curated_words import GIVEN, concept, value
from respondeat.graph.importers.curated_yaml import Block, Raw, Row
from respondeat.graph.statement import Text, Value
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import ATTRIBUTES, role_range

IDS = {"ada": v.ID + "p-1"}


def read(key: str, raw: Raw, relation: str = "") -> Value:
    return value(Row("f.yaml", 1, {key: raw}), key, IDS, relation)


def test_each_range_has_its_reading() -> None:
    assert read("holder", "ada") == v.ID + "p-1"
    assert read("capacity", "head") == v.HEAD
    assert read("value", "3") == 3
    assert read("inAbsentia", "true") is True
    assert read("title", "Minister") == Text("Minister")
    assert read("title", Block(text="Міністр", lang="BE")) == Text("Міністр", "be")
    assert read("asOf", "2025-08-01") == Text("2025-08-01")


def test_the_list_of_a_role_depends_on_its_relation() -> None:
    assert read("role", "victim", v.R + "Participation") == v.VICTIM
    assert read("role", "founder", v.R + "Membership") == v.R + "founder"
    with pytest.raises(MappingError, match="there is no locationRole 'victim'"):
        read("role", "victim", v.R + "Location")


def test_every_role_and_attribute_of_the_model_can_be_read() -> None:
    samples: dict[str, Raw] = {
        "entity": "ada",
        "text": "x",
        "integer": "1",
        "boolean": "true",
        "edtf": "2020",
    }
    asked = {(rel.iri, role.removeprefix(v.R)) for rel in v.RELATIONS.values() for role in rel.roles}
    asked |= {("", prop.removeprefix(v.R)) for prop in ATTRIBUTES}
    for relation, key in sorted(asked):
        kind = role_range(v.R + key, relation)
        if not kind.startswith("concept:"):
            assert read(key, samples[kind], relation) is not None


def test_a_concept_may_be_left_out_where_it_is_not_needed() -> None:
    row = Row("f.yaml", 1, {"key": "s"})
    assert concept(row, "standard", "standardOfProof", needed=False) == ""
    with pytest.raises(MappingError, match="'standard': is missing"):
        concept(row, "standard", "standardOfProof")


def test_what_the_loader_says_itself_is_no_attribute_of_a_row() -> None:
    assert {"bodyKind", "ofState"} <= GIVEN
    assert {"invented", "protected", "sourceKey"}.isdisjoint(GIVEN)
