"""An entity as RDF: three syntaxes of the same triples, all of them of the level that is read."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.described import described, jsonld, ntriples, turtle
from respondeat.graph.statement import Attestation, Document, Name, Passage, Statement
from respondeat.ontology import vocabulary as v

NOTICE = "A notice on two\nlines: <a> <b> <c> ."


@pytest.mark.parametrize("level", v.LEVELS)
def test_syntaxes_agree_and_hold_nothing_above_the_level(example: Path, level: str) -> None:
    with Dataset.open(example, level) as data:
        whole = {quad.triple for quad in data.reader.quads() if quad.graph_name == ox.DefaultGraph()}
        ids = [id for cls in (*v.ENTITY_CLASSES, v.DOCUMENT) for id in sorted(data.records.instances(cls))]
        assert len(ids) > 60
        for id in ids:
            records = described(data, id)
            assert records[0].id == id
            assert [r.id for r in records[1:]] == sorted({r.id for r in records[1:]})
            found = {q.triple for q in ox.parse(ntriples(records, NOTICE), format=ox.RdfFormat.N_TRIPLES)}
            assert found == {q.triple for q in ox.parse(turtle(records, NOTICE), format=ox.RdfFormat.TURTLE)}
            assert found == {q.triple for q in ox.parse(jsonld(records, NOTICE), format=ox.RdfFormat.JSON_LD)}
            assert found <= whole


def test_what_bears_on_its_statements_is_there(example: Path) -> None:
    with Dataset.open(example) as data:
        records = described(data, data.find("SRS"))
        kinds = {type(r) for r in records}
        assert {Name, Statement, Attestation, Passage, Document} <= kinds
        told = {r.id for r in records}
        for one in records:
            if isinstance(one, Statement):
                for prop in (v.SUPPORTS, v.DENIES, v.ASSESSES, v.INVALIDATED):
                    assert set(data.records.pointing(prop, one.id)) <= told


def test_what_is_not_there_is_described_by_nothing(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        for id in ("", "x", v.ID + "b-0", v.ID + "p-47463074f671c78fe843248fff279937x"):
            assert described(data, id) == []
        for form in (ntriples, turtle):
            told = [line for line in form([], NOTICE).splitlines() if not line.startswith(b"@prefix")]
            assert told == [b"# " + b"A notice on two lines: <a> <b> <c> ."]
        assert (made := json.loads(jsonld([], NOTICE)))["graph"] == []
        assert made["notice"] == NOTICE
