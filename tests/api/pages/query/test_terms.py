"""Words to complete with: every class, property and concept of the model once, by its label."""

from respondeat.api.pages.query.terms import terms
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts


def test_every_word_of_the_model_is_there_once_with_its_label() -> None:
    found = terms("be")
    written = [term for term, _, _ in found]
    assert len(written) == len(set(written))
    of_model = {*v.CLASSES, *v.PROPERTIES, *(c for scheme in v.SCHEMES for c in concepts(scheme))}
    assert {f"r:{iri.removeprefix(v.R)}" for iri in of_model if iri.startswith(v.R)} <= set(written)
    assert ("r:Person", "чалавек", "class") in found
    assert ("r:", v.R, "prefix") in found


def test_words_that_are_refused_are_not_offered() -> None:
    written = {term for term, _, _ in terms("en")}
    assert {"SELECT", "OPTIONAL", "r:chain", "r:certainOn", "skosxl:literalForm"} <= written
    assert written.isdisjoint({"INSERT", "SERVICE", "LOAD"})
