"""What is written at the terminal stands in the custody log."""

from pathlib import Path

from respondeat.graph.evidence import entries
from tests.api.terminal import here


def test_loading_is_noted_once(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert here("load-example", "--store", store).code == 0
    written = [e for e in entries(store / "custody") if e.action == "changeset-written"]
    assert {e.actor for e in written} == {"terminal"}
    assert {e.details["level"] for e in written} == {"public", "restricted"}
    assert here("load-example", "--store", store).code == 0
    assert [e for e in entries(store / "custody") if e.action == "changeset-written"] == written
    assert here("custody", "verify", "--store", store).code == 0
