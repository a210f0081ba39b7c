"""Shapes: one for each kind of the model."""

from respondeat.api.pages.explore.shapes import SHAPES, outline, shape
from respondeat.ontology import vocabulary as v


def test_every_kind_has_a_shape_that_can_be_drawn() -> None:
    kinds = {iri.removeprefix(v.R) for iri in v.ENTITY_CLASSES} | {"Document"}
    assert set(SHAPES) == kinds
    for kind in kinds:
        assert len(outline(kind)) > 2
        assert all(abs(x) <= 1.5 and abs(y) <= 1.3 for x, y in outline(kind))
    assert len({shape(kind) for kind in ("Person", "Body", "Event", "Place", "Court", "State")}) == 6
    assert shape("unheard") == "ellipse"
