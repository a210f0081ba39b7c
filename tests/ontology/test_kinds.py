"""Which kinds of things may stand in a role, as the ontology says it."""

from respondeat.ontology import vocabulary as v
from respondeat.ontology.kinds import kinds_of


def test_every_role_of_entities_has_kinds_and_no_other_has() -> None:
    for relation in v.RELATIONS.values():
        for role in relation.roles:
            assert bool(kinds_of(role)) is (v.role_range(role, relation.iri) == "entity"), role


def test_what_is_below_the_range_may_stand_there() -> None:
    assert kinds_of(v.R + "event") == ("Event", "Pattern")
    assert "Court" in kinds_of(v.R + "superior")
    assert "Event" not in kinds_of(v.R + "superior")
    assert kinds_of(v.R + "entity") == tuple(cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES)
