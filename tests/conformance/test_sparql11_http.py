"""Every test of queries of the W3C's SPARQL 1.1 suite, through the endpoint.

What is not passed is named in `reasons`; nothing passes in the engine alone and fails through the endpoint.
The entailment regimes and federated queries are run too: what passes in the engine has to pass, SERVICE is
refused. Tests of updates and of the graph store protocol are out of scope: nothing is changed by queries, and
there is no such protocol here; the tests of the protocol and of descriptions have modules of their own.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.conformance.conftest import SUITE
from tests.conformance.raw import Raw
from tests.conformance.reasons import ENGINE, ENTAILMENT, REASONS, SERVICE
from tests.conformance.running import engine_passes, failures, store_of
from tests.conformance.suite import Case, cases

_FOLDER = Path(os.environ.get("RESPONDEAT_TEST_DATA", "")) / SUITE
TESTS = cases(_FOLDER) if os.environ.get("RESPONDEAT_TEST_DATA") and _FOLDER.is_dir() else []


def test_the_suite_is_whole(suite: Path) -> None:
    found = cases(suite)
    assert len({case.iri for case in found}) == len(found)
    assert Counter(case.kind for case in found) == {
        "QueryEvaluationTest": 309,
        "CSVResultFormatTest": 3,
        "PositiveSyntaxTest11": 66,
        "NegativeSyntaxTest11": 40,
    }
    assert set(REASONS) <= {case.name for case in found}
    assert len(REASONS) == len(ENGINE) + len(SERVICE) + len(ENTAILMENT)


@pytest.mark.parametrize("case", TESTS, ids=lambda case: case.name)
def test_through_the_endpoint(case: Case, raw: Raw, client: TestClient) -> None:
    if case.name in SERVICE:  # the engine alone would call other machines
        refused = client.post("/sparql", data={"query": case.text})
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/query-forbidden")
        pytest.skip(f"<{case.iri}>: {SERVICE[case.name]}")
    in_engine, failed = engine_passes(case), failures(case, raw, client)
    if case.name in REASONS:
        assert not in_engine, "it passes in the engine, so it has to pass here"
        assert failed, "it passes: take it off the list"
        pytest.skip(f"<{case.iri}>: {REASONS[case.name]}")
    assert in_engine, "the engine has changed"
    assert failed == []


def test_what_a_test_needs_is_loaded(suite: Path) -> None:
    for case in cases(suite):
        if case.data or case.named:
            assert len(store_of(case)) or all("empty" in path.name for path in (*case.data, *case.named))
