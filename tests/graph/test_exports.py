"""GEXF and GraphML, read back by NetworkX."""

import io
from typing import Any

import networkx as nx
import pytest

from respondeat.graph.command import graph_of
from respondeat.graph.dates import ValidTime, held_on, parse, read
from respondeat.graph.exports.gexf import gexf
from respondeat.graph.exports.graphml import graphml
from respondeat.graph.exports.network import Described, Network, network
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v

UNIT, STAFF, CHIEF, DEPUTY, RAID = (v.ID + x for x in ("b-unit", "b-staff", "p-chief", "p-deputy", "e-raid"))
NASTY = 'Unit <1> & "sons" \x00\x1b \N{FACE WITH TEARS OF JOY} Атрад'


def command(first: str, last: str) -> Statement:
    time = read(first, last, started=True, ended=True)
    kind = v.R + "deJureCommand"
    return Statement.of("Subordination", time, subordinate=UNIT, superior=STAFF, linkKind=kind)


EARLY, LATE = command("2010", "2012"), command("2015-03-01", "2016-03-01")
HEAD = Statement.of("Posting", held_on("2011-05-01"), holder=CHIEF, body=UNIT, capacity=v.HEAD)
GONE = Statement.of("Posting", held_on("2011-05-02"), holder=DEPUTY, body=UNIT, capacity=v.HEAD)
PART = Statement.of("Participation", None, actor=UNIT, event=RAID, role=v.PERPETRATOR)
TIME = Statement.of("Existence", ValidTime("2011-05", parse("2011-05")), entity=RAID)
RECORDS: tuple[Record, ...] = (
    Entity.of(UNIT, "Body", placeholder=True),
    *(Entity.of(id, kind) for id, kind in ((STAFF, "Body"), (CHIEF, "Person"), (DEPUTY, "Person"))),
    Entity.of(RAID, "Event"),
    *(EARLY, LATE, HEAD, GONE, PART, TIME),
    Attestation.of(denies=[HEAD.id], origin=STAFF),
    Attestation.of(supports=[HEAD.id], origin=UNIT),
    Retraction.of([GONE.id], "invented"),
)


@pytest.fixture(scope="module")
def made() -> Network:
    names = {UNIT: NASTY, STAFF: "Staff", CHIEF: "Chief", DEPUTY: "Deputy", RAID: "Raid"}
    kinds = {UNIT: "Body", STAFF: "Body", CHIEF: "Person", DEPUTY: "Person", RAID: "Event"}
    described = {id: Described(name, kinds[id]) for id, name in names.items()}
    return network(graph_of(RECORDS), described)


def back(text: bytes, form: str) -> Any:
    reader = nx.read_gexf if form == "gexf" else nx.read_graphml
    return reader(io.BytesIO(text))


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_the_same_network(form: str, made: Network) -> None:
    write = gexf if form == "gexf" else graphml
    found = back(write(made, NASTY), form)
    assert set(found.nodes) == {n.id for n in made.nodes} == {UNIT, STAFF, CHIEF, DEPUTY, RAID}
    assert {(a, b) for a, b in found.edges()} == {(e.source, e.target) for e in made.edges}
    assert {(a, b) for a, b in found.edges()} == {(UNIT, STAFF), (UNIT, CHIEF), (RAID, UNIT)}
    assert found.nodes[UNIT]["placeholder"] is True
    assert found.nodes[UNIT]["label"].replace("\N{REPLACEMENT CHARACTER}", "") == NASTY.replace(
        "\x00", ""
    ).replace("\x1b", "")
    edges = {(a, b): d for a, b, d in found.edges(data=True)}
    assert edges[UNIT, STAFF]["statements"].split() == [EARLY.id, LATE.id]
    assert edges[UNIT, STAFF]["surely"] == "2010-12-31/2012-01-01 2015-03-01/2016-03-01"
    assert edges[UNIT, CHIEF]["state"] == "contested"
    assert edges[RAID, UNIT]["kind"] == "perpetrator"


def test_lifetimes(made: Network) -> None:
    found = back(gexf(made, ""), "gexf")
    edges = {(a, b): d for a, b, d in found.edges(data=True)}
    assert edges[UNIT, STAFF]["spells"] == [("2010-01-01", "2012-12-31"), ("2015-03-01", "2016-03-01")]
    assert edges[UNIT, CHIEF]["spells"] in ([(None, None)], [("None", "None")])  # both ends open
    assert edges[RAID, UNIT]["spells"] == [("2011-05-01", "2011-05-31")]
    assert found.nodes[RAID]["spells"] == [("2011-05-01", "2011-05-31")]
    assert "spells" not in found.nodes[DEPUTY]  # the only link was retracted


def test_graphml_has_lifetimes_as_texts(made: Network) -> None:
    found = back(graphml(made, ""), "graphml")
    edges = {(a, b): d for a, b, d in found.edges(data=True)}
    assert edges[UNIT, STAFF]["start"] == "2010-01-01" and edges[UNIT, STAFF]["end"] == "2016-03-01"
    assert edges[UNIT, STAFF]["spells"] == "2010-01-01/2012-12-31 2015-03-01/2016-03-01"
    assert edges[UNIT, CHIEF]["spells"] == "../.."


@pytest.mark.parametrize("write", [gexf, graphml])
def test_the_same_network_is_the_same_bytes(write: Any, made: Network) -> None:
    assert write(made, "x") == write(made, "x")
    empty = Network((), ())
    assert len(back(write(empty, ""), write.__name__)) == 0
