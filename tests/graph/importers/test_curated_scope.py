"""Ids, levels, and statements without their free text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import MappingError
from respondeat.graph.importers.curated_scope import (
    Known,
    Scope,
    chosen_id,
    entity_id,
    highest,
    letter,
    level_of,
    without_text,
)
from respondeat.graph.importers.curated_yaml import Row
from respondeat.graph.statement import Statement, Text, content_id
from respondeat.ontology import vocabulary as v


def test_every_class_of_entities_has_a_letter() -> None:
    assert all(letter(cls.removeprefix(v.R)) for cls in v.ENTITY_CLASSES)


def test_an_entity_is_known_by_its_key_alone() -> None:
    assert entity_id("Person", "ada") == content_id("p", "ada")
    assert entity_id("Person", "ada") != entity_id("Body", "ada")


@given(st.lists(st.sampled_from(v.LEVELS)))
def test_highest_is_as_restricted_as_the_most_restricted(levels: list[str]) -> None:
    ranks = [v.LEVELS.index(x) for x in levels]
    assert v.LEVELS.index(highest(levels)) == max(ranks, default=0)


def test_a_row_without_a_level_is_public() -> None:
    assert level_of(Row("f", 1, {})) == "public"


def test_a_fresh_random_id_can_be_pasted() -> None:
    scope = Scope()
    with pytest.raises(MappingError) as told:
        chosen_id(Row("f", 1, {}), "s", scope, needed=True)
    fresh = re.findall(r"\b[0-9a-f]{32}\b", told.value.detail)[0]
    assert chosen_id(Row("f", 1, {"id": fresh}), "s", scope, needed=True) == f"{v.ID}s-{fresh}"
    with pytest.raises(MappingError, match="borne by f, line 1 as well"):
        chosen_id(Row("g", 2, {"id": fresh}), "a", scope, needed=True)


def test_an_id_that_is_not_needed_may_be_left_out() -> None:
    assert chosen_id(Row("f", 1, {}), "e", Scope(), needed=False) == ""


def test_an_entity_is_found_by_its_id() -> None:
    scope = Scope()
    scope.add_entity("ada", Known(v.ID + "p-1", "public"))
    assert scope.entity(v.ID + "p-1") == ("ada", scope.entities["ada"])
    assert scope.entity(v.ID + "p-2") is None
    assert scope.entity(3) is None


def test_free_text_is_left_out_unless_the_relation_needs_it() -> None:
    held = Statement.of(
        "Custody", note="n", detained=v.ID + "p-1", custodian=v.ID + "b-1", condition=Text("cold")
    )
    bare = without_text(held)
    assert bare is not None
    assert (bare.id, bare.note, bare.get("condition"), bare.iri("detained")) == (
        held.id,
        "",
        None,
        v.ID + "p-1",
    )
    assert without_text(Statement.of("Naming", named=v.ID + "p-1", form=Text("Ada"))) is None
