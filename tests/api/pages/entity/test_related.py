"""Where one goes on from an entity: what makes sense for its kind, on a day that its statements give."""

from typing import Any

from respondeat.api.pages.entity.related import day_of, ways
from respondeat.api.pages.place import Place
from respondeat.api.pages.registry import PAGES
from respondeat.ontology import vocabulary as v

PLACE = Place("/entity/x-1", "en", {"level": ("public",)})
NONE: dict[str, Any] = dict.fromkeys(("es", "ls", "ee", "le"))


def told(kind: str | None, on: list[str | None] | None = None) -> dict[str, Any]:
    entity = {"id": v.ID + "x-1", "name": "X"} | ({"type": kind} if kind else {})
    return {"entity": entity, "on": on}


def paths(kind: str | None, day: str = "2020-05-03") -> set[str]:
    found = ways(told(kind), day, PLACE)
    assert all("level=public" in way.href and "x-1" in way.href for way in found)
    assert len({way.href for way in found}) == len(found)
    return {way.href.partition("?")[0] for way in found}


def test_links_lead_to_pages_that_there_are() -> None:
    known = {page.path for page in PAGES.values()}
    for kind in ("Person", "Body", "Court", "Event", "Pattern", "Place", "LegalProvision", "Post", None):
        found = paths(kind)
        assert found <= known | {
            path for path in found if "/analyses/{name}" in known and "/analyses/" in path
        }


def test_each_kind_has_its_own() -> None:
    if "/chain" in {page.path for page in PAGES.values()}:
        assert all("/chain" in paths(kind) for kind in ("Person", "Body", "Event", "Pattern"))
        assert not any("/chain" in paths(kind) for kind in ("Place", "LegalProvision", None))
    if "/analyses/{name}" in {page.path for page in PAGES.values()}:
        assert {"/analyses/tenure", "/analyses/events-under"} <= paths("Person")
        assert {"/analyses/commanders", "/analyses/superiors", "/analyses/subordinates"} <= paths("Body")
        assert "/analyses/commanders" not in paths("Body", "")
        assert "/analyses/detention" in paths("PlaceOfDetention")
        assert "/analyses/decisions" in paths("LegalProvision")


def test_the_day_is_that_of_the_event_or_the_last_of_an_attested_post() -> None:
    assert day_of(told("Event", ["2020-05-03", "2020-05-03"]), []) == "2020-05-03"
    assert day_of(told("Event", ["2020-05-03", "2020-05-09"]), []) == "2020-05-03/2020-05-09"
    assert day_of(told("Event", ["2020-05-03", None]), []) == "2020-05-03"
    posts = [
        {"relation": "Posting", "valid": NONE | {"ls": "2010-01-01", "ee": "2012-05-03"}},
        {"relation": "Subordination", "valid": NONE | {"es": "2015-01-01", "ls": "2015-01-01"}},
        {"relation": "Posting", "valid": NONE | {"ls": "2020-10-02", "ee": "2020-08-09"}},
        {"relation": "Participation", "valid": NONE | {"ls": "2021-01-01", "ee": "2021-01-01"}},
    ]
    assert day_of(told("Person"), posts) == "2015-01-01"
    assert day_of(told("Person"), []) == ""
