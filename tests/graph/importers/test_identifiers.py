from respondeat.graph.importers.identifiers import LETTERS, imported_id, shared_id
from respondeat.ontology import vocabulary as v


def test_every_class_of_entities_has_a_letter() -> None:
    assert {v.R + name for name in LETTERS} == set(v.ENTITY_CLASSES)


def test_ids_differ_by_data_set_and_key_and_are_the_same_each_time() -> None:
    made = {imported_id("Person", d, k) for d in ("one", "two") for k in ("1", "2")}
    assert len(made) == 4
    assert imported_id("Person", "one", "1") in made
    assert imported_id("Court", "one", "1") == imported_id("Body", "one", "1")  # a court is a body
    assert all(i.startswith(v.ID + "p-") for i in made)


def test_a_shared_key_is_no_key_of_a_data_set() -> None:
    assert shared_id("Post", "president-of-belarus") != imported_id("Post", "", "president-of-belarus")
