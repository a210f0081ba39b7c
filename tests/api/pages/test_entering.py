"""From the fields of the form to the posting: every kind of statement, levels, times, sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.changeset_json import drafted as read
from respondeat.api.dataset import Dataset
from respondeat.api.pages.entering.draft import Draft, drafted
from respondeat.api.pages.entering.fields import (
    FIRST_MEANS,
    LAST_MEANS,
    RELATIONS,
    WHEN_MEANS,
    range_of,
    roles_of,
)
from respondeat.api.pages.entering.levels import least, level_of, open_levels
from respondeat.api.pages.entering.naming import meant
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts
from respondeat.ontology.kinds import kinds_of

VICTIM = v.ID + "p-47463074f671c78fe843248fff279937"
BODY = v.ID + "b-cff51765bb5630cbd5e02ccbe31e60ea"
ORIGIN = "b-ad6338b19f43458971373b862a2791fb"
SOURCE = {"d-title": "A paper (invented)", "p-locator": "p. 1", "a-origin": ORIGIN}


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "restricted") as opened:
        yield opened


def some(relation: str, role: str) -> dict[str, str]:
    """A value for a role: a new entity of the first kind that may stand there, the first concept, a text."""
    kind, name = range_of(relation, role), f"r-{role}"
    if kind == "entity":
        return {name: f"Newcomer {role} (invented)", f"{name}-new": kinds_of(v.R + role)[0]}
    if kind.startswith("concept:"):
        return {name: concepts(kind.removeprefix("concept:"))[0].removeprefix(v.R)}
    return {name: {"integer": "12", "boolean": "true", "edtf": "2021-05"}.get(kind, "some words")}


def draft(data: Dataset, relation: str = "Posting", **more: str) -> Draft:
    given = {key: text for role, _ in roles_of(relation) for key, text in some(relation, role).items()}
    return drafted(data, relation, given | SOURCE | {key.replace("_", "-"): x for key, x in more.items()})


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_role_of_every_kind_is_posted(data: Dataset, relation: str) -> None:
    made = draft(data, relation)
    assert made.wrong == {}
    posted = made.body["statements"][0]["roles"]
    assert set(posted) == {role for role, _ in roles_of(relation)}
    assert len(read(made.body).records) >= 4, "the posting can be read as the API reads it"


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [(f, "", "") for f in FIRST_MEANS]
    + [("", last, "") for last in LAST_MEANS]
    + [("", "", when) for when in WHEN_MEANS]
    + [("started", "still", ""), ("", "", "")],
)
def test_times_are_posted_as_they_are_meant(data: Dataset, first: str, last: str, when: str) -> None:
    given = dict[str, str]()
    for name, means, text in (
        ("t_first", first, "2020-02"),
        ("t_last", last, "2021"),
        ("t_when", when, "2020"),
    ):
        given |= {name: text, f"{name}_is": means} if means else {}
    made = draft(data, **given)
    assert made.wrong == {}
    assert set(made.body["statements"][0].get("time", {})) == {one for one in (first, last, when) if one}


def test_a_name_means_one_entity_or_none(data: Dataset) -> None:
    kinds = kinds_of(v.R + "holder")
    assert meant(data, "", "", "", kinds).wrong == ""
    assert meant(data, "Dono  Fourthperson ", "", "", kinds).id.startswith(v.ID)
    assert meant(data, BODY, "", "", kinds).wrong == "roles.enter.unknown", "a body holds no post"
    new = meant(data, "Dono Fourthperson", "Person", "be", kinds)
    assert (new.id, new.kind, new.lang) == ("", "Person", "be")
    assert [one["name"] for one in new.near][:1] == ["Dono Fourthperson"]
    assert meant(data, "Somebody", "Person!", "", kinds).protected
    assert meant(data, "Somebody", "Event", "", kinds).wrong == "roles.enter.kind"


def test_nothing_is_written_below_what_it_speaks_of(data: Dataset) -> None:
    assert level_of(data, BODY) == "public"
    assert level_of(data, VICTIM) == "restricted"
    assert least(data, [BODY]) == "public"
    assert least(data, [BODY, VICTIM]) == least(data, [BODY], protected=True) == "restricted"
    assert open_levels(data, "public") == ("public", "restricted")
    assert open_levels(data, "sealed") == ()
    assert draft(data).level == "restricted", "by default the level at which one reads"
    assert drafted(data, "Posting", {**draft(data).given, "written_at": "public"}).body["level"] == "public"


def test_a_person_who_is_protected_is_entered_above_public(data: Dataset) -> None:
    made = draft(data, r_holder_new="Person!")
    assert made.body["level"] == made.least == "restricted"
    assert {"id": "#r-holder", "class": "Person", "protected": True} in made.body["entities"]


def test_at_the_public_level_nothing_restricted_is_found(example: Path) -> None:
    with Dataset.open(example, "public") as public:
        made = draft(public, r_holder="Mira Nobody", r_holder_new="")
        assert made.wrong["r-holder"][0][0] == "roles.enter.unknown"
        assert VICTIM not in {one["id"] for one in made.meant["r-holder"].near}
