"""What an answer rests on, as data that another program can follow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import respondeat
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Proof, day_text, spans, time
from respondeat.errors import StoreMissing
from respondeat.graph.command import EARLY, LATE
from respondeat.graph.statement import Attestation, Passage, Statement


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with respondeat.open(example, level="sealed") as opened:
        yield opened


def said(data: Dataset, entity: str, role: str) -> list[str]:
    return list(data.records.pointing(f"https://w3id.org/respondeat/ns#{role}", data.find(entity)))


def test_every_id_in_a_proof_leads_to_its_record(data: Dataset) -> None:
    proof = Proof(data)
    ids = said(data, "SRS", "body") + said(data, "SRS", "subordinate")
    sources = proof.sources(ids)
    assert {s["statement"] for s in sources} == set(ids)
    for source in sources:
        assert isinstance(data.records.record(source["statement"]), Statement)
        assert isinstance(data.records.record(source["attestation"]), Attestation)
        for passage in source["passages"]:
            assert isinstance(data.records.record(passage["passage"]), Passage)
            assert passage["document"] == source["document"]["id"]
            assert "quote" not in passage


def test_a_derived_statement_has_its_premises_with_their_sources(data: Dataset) -> None:
    proof = Proof(data)
    sources = proof.sources(said(data, "Bera Secondperson", "holder"))
    (derived,) = [s for s in sources if s["verdict"] == "derived"]
    assert derived["rule"] == "continuity"
    assert len(derived["premises"]) == 2
    assert all(p["sources"][0]["origin"]["name"] == "Invented Observers" for p in derived["premises"])


def test_days_at_the_ends_of_time_are_unbounded() -> None:
    assert day_text(EARLY) is None
    assert day_text(LATE) is None
    assert spans([(0, 1)]) == [["1970-01-01", "1970-01-02"]]
    assert time(None) == {"edtf": "", "es": None, "ls": None, "ee": None, "le": None}


def test_open_reads_what_is_public_unless_told(example: Path, tmp_path: Path) -> None:
    with respondeat.open(str(example)) as data:
        assert data.level == "public"
    with respondeat.open(example, recorded_at="2026-10-15") as past:
        assert past.recorded_at == "2026-10-01T12:00:00Z"
    with pytest.raises(StoreMissing):
        respondeat.open(tmp_path)
