"""One link as it is read."""

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore.details import detail
from respondeat.api.pages.explore.edges import Edges
from respondeat.api.pages.place import Place
from respondeat.ontology import vocabulary as v
from tests.api.pages.chain_world import FORMULA, HOSTILE
from tests.trap_world import id_of

PLACE = Place("/explore", "en", {"level": ("public",)})


def test_a_link_tells_its_roles_its_time_and_exactly_its_sources(data: Dataset) -> None:
    (edge,) = Edges(data, [id_of("Eve"), id_of("Ministry")]).among()
    told = detail(data, PLACE, edge["id"])
    assert told is not None
    texts = {one["role"]: one["text"] for one in told["roles"]}
    assert HOSTILE in texts.values()
    assert FORMULA in texts.values()
    assert all("level=public" in one["href"] for one in told["roles"] if one["href"])
    assert len(told["sources"]) == 1
    assert told["when"] == "from 2019-01-01, until 2021-12-31"
    statement = edge["statement"].removeprefix(v.ID)
    assert told["href"].endswith(f"&language=en#{statement}")
    assert f"?statement={statement}&" in told["href"]  # it may stand on any page of what is said


def test_what_speaks_against_stands_last_and_is_marked(data: Dataset) -> None:
    (edge,) = Edges(data, [id_of("Regiment"), id_of("Staff")]).among()
    told = detail(data, PLACE, edge["id"])
    assert told is not None
    assert told["marks"] == ["CONTESTED"]
    assert [one["against"] for one in told["sources"]] == [False, True]
    assert told["sources"][0]["hash"] == "ab" * 6


def test_a_link_tells_how_sure_it_is_how_it_is_said_and_by_how_many_origins(data: Dataset) -> None:
    (edge,) = Edges(data, [id_of("Regiment"), id_of("Staff")]).among()
    told = detail(data, PLACE, edge["id"], "possible")
    assert told is not None
    assert told["facts"] == [
        ("How sure", "possible by its dates"),
        ("Said as", "asserted"),
        ("Independent origins", "1"),
    ]
    bare = detail(data, PLACE, edge["id"])
    assert bare is not None
    assert bare["facts"] == told["facts"][1:]  # how sure it is depends on the days of the view


def test_a_link_that_is_not_there_is_none(data: Dataset) -> None:
    assert detail(data, PLACE, "s-none~body") is None
    assert detail(data, PLACE, id_of("Eve")) is None
