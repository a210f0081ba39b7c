import pytest

from respondeat.ontology import concepts as c
from respondeat.ontology import vocabulary as v


def test_the_lists_are_those_of_the_vocabulary() -> None:
    for scheme in v.SCHEMES:
        assert len(c.concepts(scheme)) > 1, scheme
    with pytest.raises(KeyError):
        c.concepts("colours")


def test_every_concept_is_in_exactly_one_list() -> None:
    found = [iri for scheme in v.SCHEMES for iri in c.concepts(scheme)]
    assert len(found) == len(set(found))
    for scheme in v.SCHEMES:
        assert {c.scheme_of(iri) for iri in c.concepts(scheme)} == {scheme}


def test_every_list_that_a_role_needs_is_there() -> None:
    for kind in {v.role_range(p) for p in v.RANGES}:
        if kind.startswith("concept:"):
            assert c.concepts(kind.removeprefix("concept:"))


def test_ordered_lists_are_in_their_order() -> None:
    assert c.concepts("confidence") == v.CONFIDENCES
    assert c.concepts("accessLevel") == tuple(v.R + level for level in v.LEVELS)


def test_chains_climb_command_and_control_and_heads_only() -> None:
    climbed = {v.DE_JURE_COMMAND, v.DE_FACTO_CONTROL, v.OPERATIONAL_CONTROL, v.HEAD, v.ACTING_HEAD}
    assert c.marked(v.CLIMBED) == climbed


def test_chains_begin_at_those_who_are_tied_to_an_event() -> None:
    tied = {v.ORDERED, v.PERPETRATOR, v.MAIN_PERPETRATOR, v.PARTICIPANT, v.AIDER, v.HOLDER_IN_CUSTODY}
    assert c.marked(v.TIE) == tied
    assert {c.scheme_of(iri) for iri in tied} == {"role"}


def test_labels_fall_back_to_english_and_then_to_the_word() -> None:
    assert c.label(v.HEAD, "fr") == c.label(v.HEAD, "en") == "head"
    assert c.label("https://example.org/x#thing") == "thing"
    assert c.definition("https://example.org/x#thing") == ""


def test_a_word_that_is_a_role_and_a_concept_is_named_as_a_concept() -> None:
    assert c.label(v.R + "custodian", "be") == "утрымліваў пад вартай"
    assert c.label(v.PERSON, "be") == "чалавек"
    assert c.definition(v.PERSON) == "One human being."


@pytest.mark.parametrize("letter", "abcdefghijk")
def test_every_act_of_article_7_is_there(letter: str) -> None:
    articles = {c.notation(iri) for iri in c.concepts("crime")}
    assert f"Art. 7(1)({letter})" in articles


@pytest.mark.parametrize(
    "article", ["25(3)(a)", "25(3)(b)", "25(3)(c)", "25(3)(d)", "25(3)(f)", "28(a)", "28(b)"]
)
def test_every_mode_of_liability_is_there(article: str) -> None:
    assert f"Art. {article}" in {c.notation(iri) for iri in c.concepts("liabilityMode")}


def test_commanders_and_other_superiors_have_different_standards_of_knowledge() -> None:
    text = c.resource("concepts.ttl").decode()
    commander = text[text.index("r:liabilityCommander a") : text.index("r:liabilityCommission a")]
    superior = text[text.index("r:liabilitySuperior a") :]
    assert "should have known" in commander
    assert "consciously disregarded" in superior
    assert "should have known" not in superior
