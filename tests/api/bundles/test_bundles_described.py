"""What a bundle of the invented country says of itself, as other programs read it."""

import json
import shutil
from pathlib import Path

import pyoxigraph
import pytest
from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

from respondeat.graph.evidence.verifier import layout
from tests.api.bundles.making import SQUARE, made
from tests.graph.evidence.description.validator import issues


@pytest.fixture(scope="module")
def place(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    store, place = Path(shutil.copytree(example, folder / "store")), folder / "bundle"
    made(store, place, SQUARE, "court", language="be")
    return place


def entities(place: Path) -> dict[str, dict[str, object]]:
    return {one["@id"]: one for one in json.loads((place / layout.CRATE).read_bytes())["@graph"]}


def test_every_file_of_the_payload_is_in_the_crate_with_its_size(place: Path) -> None:
    top = place / layout.DATA
    there = {p.relative_to(top).as_posix(): p.stat().st_size for p in top.rglob("*") if p.is_file()}
    del there[layout.CRATE.removeprefix(layout.DATA)]
    found = entities(place)
    assert {name: found[name]["contentSize"] for name in there} == {n: str(s) for n, s in there.items()}
    assert len(there) > 15
    read = ROCrate(top)
    assert {part.id for part in read.root_dataset["hasPart"]} >= set(there)


@pytest.mark.slow
def test_the_validator_of_ro_crate_finds_nothing_but_that_no_publisher_is_named(
    place: Path, tmp_path: Path
) -> None:
    (found,) = issues([place / layout.DATA], tmp_path / "cache")
    assert [i for i in found if "publisher" not in i.message] == []


def test_provenance_leads_from_the_answer_to_changesets_of_the_graph(place: Path) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(place / layout.PROVENANCE), format=pyoxigraph.RdfFormat.JSON_LD)
    graphs = pyoxigraph.Store()
    graphs.load(path=str(place / layout.GRAPH), format=pyoxigraph.RdfFormat.TRIG)
    prov = "PREFIX prov: <http://www.w3.org/ns/prov#>"
    found = store.query(
        f"{prov} SELECT ?set {{ ?answer prov:wasDerivedFrom/prov:hadMember ?set . "
        "?set prov:generatedAtTime ?time ; prov:wasAttributedTo ?who "
        "FILTER(STRENDS(STR(?answer), 'answer.json')) }"
    )
    assert isinstance(found, pyoxigraph.QuerySolutions)
    told = {str(row["set"]) for row in found}
    assert {str(name) for name in graphs.named_graphs()} <= told
    assert told == {f"<{id}>" for id in json.loads((place / layout.BUNDLE).read_bytes())["changesets"]}


def test_verify_txt_is_in_the_language_of_the_bundle(place: Path) -> None:
    assert (place / layout.HOW_TO_VERIFY).read_text("utf-8").startswith("ЯК ПРАВЕРЫЦЬ")
