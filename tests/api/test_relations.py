"""Neighbours and paths as they are asked: from the terminal, of a level, of the past, without a source."""

from pathlib import Path

import pytest

from respondeat.api import answers
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import InputError
from respondeat.graph.statement import Attestation, Changeset, Entity, Record, Statement
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here

RAID = "Raid in Paper Street (invented)"
_WHO = v.ID + "keeper"
PATH = ("path", "Aaro Firstperson", RAID)


def test_every_statement_of_an_entity_with_another_is_an_edge(example: Path) -> None:
    with Dataset.open(example) as data:
        said = answers.show(data, "SRS")["statements"]
        answer = answers.neighbours(data, "SRS", limit=1000)
        id = answer["entity"]["id"]
        related = {
            s["id"]
            for s in said
            if s["relation"] not in ("Identity", "Existence")
            and any(isinstance(x, dict) and x["id"] != id for x in s["roles"].values())
        }
        edges = [e for n in answer["neighbours"] for e in n["edges"]]
        assert {e["statement"] for e in edges} >= related
        assert {n["node"]["id"] for n in answer["neighbours"]} == {
            x for e in edges for x in (e["source"], e["target"]) if x != id
        }
        assert answer["total"] == len(answer["neighbours"])
        for e in edges:
            assert id in (e["source"], e["target"])


def test_counts_stay_when_relations_are_chosen(example: Path) -> None:
    with Dataset.open(example) as data:
        whole = answers.neighbours(data, "SRS")
        (heads,) = (r for r in whole["relations"] if (r["relation"], r["role"]) == ("Posting", "body"))
        some = answers.neighbours(data, "SRS", ["Posting.body.holder"], limit=1)
        assert some["relations"] == whole["relations"]
        assert some["total"] == heads["count"]
        assert len(some["neighbours"]) == 1
        assert {e["relation"] for n in some["neighbours"] for e in n["edges"]} == {"Posting"}
        with pytest.raises(InputError, match=r"no relations Posting\.body\.nobody"):
            answers.neighbours(data, "SRS", ["Posting.body.nobody"])
        with pytest.raises(InputError, match="no grade"):
            answers.neighbours(data, "SRS", grade="sure")
        with pytest.raises(InputError, match="no relations Friendship"):
            answers.path(data, "SRS", "Aaro Firstperson", relations=["Friendship"])


def test_a_document_names_whom_its_statements_name(example: Path) -> None:
    with Dataset.open(example) as data:
        (id,) = (i for i in data.records.instances(v.DOCUMENT) if "Gazette" in _title(data, i))
        answer = answers.neighbours(data, id, limit=1000)
        assert answer["entity"]["id"] == id
        edges = [e for n in answer["neighbours"] for e in n["edges"]]
        assert edges
        assert {e["relation"] for e in edges} == {"Attestation"}
        for e in edges[:20]:
            sources = data.records.pointing(v.SUPPORTS, e["statement"])
            denials = data.records.pointing(v.DENIES, e["statement"])
            assert (sources if e["roles"][0] == "supports" else denials) != ()
            assert e["source"] == id


def _title(data: Dataset, id: str) -> str:
    return getattr(data.records.record(id), "title", "")


def test_a_way_cites_the_sources_of_each_link(example: Path) -> None:
    answer = here("--store", example, *PATH, "--json").json
    assert answer["length"] >= 1
    for way in answer["paths"]:
        assert len(way["nodes"]) == answer["length"] + 1
        order = [n["id"] for n in way["nodes"]]
        hops = {tuple(sorted((order.index(e["source"]), order.index(e["target"])))) for e in way["edges"]}
        assert hops == {(n, n + 1) for n in range(answer["length"])}
        assert all(e["sources"] for e in way["edges"])
        assert all(e["state"] in ("supported", "contested") for e in way["edges"])


def test_without_its_only_source_there_is_no_way(example: Path) -> None:
    documents = here("--store", example, "documents", "list", "--json").json["documents"]
    aside = [word for d in documents for word in ("--without-document", d["id"])]
    origins = {s["origin"]["name"] for s in _sources(example) if s["origin"]}
    aside += [word for name in sorted(origins) for word in ("--without-origin", name)]
    answer = here("--store", example, *PATH, *aside, "--json").json
    assert answer["paths"] == []
    assert answer["length"] is None
    left = here("--store", example, "neighbours", "Aaro Firstperson", *aside, "--json").json
    states = {e["state"] for n in left["neighbours"] for e in n["edges"]}
    assert states == {"set-aside"}
    sure = here("--store", example, "neighbours", "Aaro Firstperson", *aside, "--grade", "certain", "--json")
    assert sure.json["total"] == 0


def _sources(example: Path) -> list[dict[str, dict[str, str]]]:
    answer = here("--store", example, "neighbours", "Aaro Firstperson", "--json").json
    with Dataset.open(example) as data:
        from respondeat.api.proof import Proof

        return [s for s in Proof(data).sources(answer["statements"]) if "origin" in s]


def test_before_anything_was_recorded_nobody_is_known(example: Path) -> None:
    moment = ("--recorded-at", "2000-01-01")
    assert here("--store", example, *PATH, *moment).code == 3
    with Dataset.open(example) as data:
        first = min(i.recorded_at for i in data.recorded)
    with Dataset.open(example, recorded_at=first) as past, Dataset.open(example) as now:
        answer = answers.neighbours(past, "SRS", limit=1000)
        assert answer["total"] <= answers.neighbours(now, "SRS", limit=1000)["total"]
        assert answer["relations"]


def test_nothing_above_the_level_is_counted(tmp_path: Path) -> None:
    person, other, body, secret = (v.ID + id for id in ("p-1", "p-2", "b-1", "b-2"))
    entities = [Entity.of(person, "Person"), Entity.of(other, "Person"), Entity.of(body, "Body")]
    known = _posting(person, body)
    hidden = [Entity.of(secret, "Body"), *_posting(person, secret), *_posting(other, secret)]
    with EmbeddedStore.create(tmp_path / "store", INDEXES) as store:
        for records, level in (([*entities, *known], "public"), (hidden, "sealed")):
            store.write([Changeset.of(records, recorded_at="2026-10-01T12:00:00Z", level=level, author=_WHO)])
    with Dataset.open(tmp_path / "store", "public") as data:
        answer = answers.neighbours(data, person)
        assert [(r["count"], r["statements"]) for r in answer["relations"]] == [(1, 1)]
        assert [n["node"]["id"] for n in answer["neighbours"]] == [body]
        assert answers.path(data, person, other)["length"] is None
    with Dataset.open(tmp_path / "store") as data:
        assert answers.neighbours(data, person)["total"] == 2
        assert answers.path(data, person, other)["length"] == 2


def _posting(person: str, body: str) -> list[Record]:
    said = Statement.of("Posting", holder=person, body=body, capacity=v.HEAD)
    return [said, Attestation.of(supports=[said.id])]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("neighbours", "Nobody at all"), 3),
        (("neighbours", "SRS", "--relation", "Posting"), 2),
        (("neighbours", "SRS", "--on", "soon"), 2),
        (("neighbours", "SRS", "--grade", "sure"), 2),
        (("path", "SRS", "Nobody at all"), 3),
        (("path", "SRS", "SRS"), 2),
        (("path", "SRS", "Aaro Firstperson", "--max-length", "99"), 2),
        (("path", "SRS", "Aaro Firstperson", "--relation", "Posting.body.holder"), 2),
    ],
)
def test_bad_input(arguments: tuple[str, ...], code: int, example: Path) -> None:
    assert here("--store", example, *arguments).code == code


def test_what_a_reader_is_shown(example: Path) -> None:
    shown = here("--store", example, "neighbours", "SRS", "--on", "2020-05-03", "--limit", "2")
    assert shown.code == 0
    assert "Posting.body.holder" in shown.out
    assert "more are not shown: raise --limit" in shown.out
    nobody = here("--store", example, "neighbours", "SRS", "--on", "0100-01-01", "--grade", "certain")
    assert "No statement in the data relates it to anything, then." in " ".join(nobody.out.split())
    way = here("--store", example, *PATH)
    assert "It is no chain of command" in " ".join(way.out.split())
    assert "[1]" in way.out
    none = here("--store", example, *PATH, "--max-length", "1", "--relation", "Location")
    assert "No way in the data holds on one common day." in " ".join(none.out.split())
