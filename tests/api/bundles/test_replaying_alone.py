"""Bundles asked again in a process of its own: the same answers and errors, and an end to what has none."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers.asked import ask
from respondeat.api.bundles import asking
from respondeat.api.bundles.replaying import again
from respondeat.api.bundles.replaying_alone import again_alone
from respondeat.errors import InputError, IntegrityError, Stopped
from respondeat.graph.evidence.verifier import verify
from respondeat.graph.evidence.verifier.layout import ANSWER
from tests.api.bundles import making
from tests.api.terminal import here

HARMLESS = "ASK { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
TEN = ", ".join(["?x"] * 10)
SWELLING = (
    'SELECT ?x8 WHERE { BIND("aaaaaaaaaa" AS ?x0) '
    + " ".join(f"BIND(CONCAT({TEN.replace('?x', f'?x{n}')}) AS ?x{n + 1})" for n in range(8))
    + " }"
)


def handed_over(store: Path, place: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle that is intact and whose answer claims to be that to a query, which nobody ever asked."""

    def claimed(questions: Any, data: Any, name: str, _: Mapping[str, Any], quotes: Any = None) -> Any:
        told = ask(questions, data, name, {"query": HARMLESS}, quotes)
        told["question"]["parameters"]["query"] = query
        return {**told, "query": query}

    with monkeypatch.context() as patched:
        patched.setattr(making, "ask", claimed)
        patched.setattr(asking, "ask", claimed)
        making.made(store, place, ("sparql", {"query": query}))
    assert verify(place).ok
    return place


def test_it_tells_what_is_told_in_this_process(copy: Path, tmp_path: Path) -> None:
    making.made(copy, tmp_path / "made", ("search", {"text": "firstperson"}))
    assert again_alone(tmp_path / "made") == again(tmp_path / "made")
    (tmp_path / "made" / ANSWER).write_bytes(b"{}")
    with pytest.raises(IntegrityError, match="not intact"):
        again_alone(tmp_path / "made")
    with pytest.raises(InputError):
        again_alone(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("query", "limit", "most", "told"),
    [
        (ENDLESS, "--seconds", "4", "more than 4 seconds"),
        (SWELLING, "--megabytes", "700", "more than 700 MB"),
    ],
    ids=["endless", "swelling"],
)
def test_a_query_that_was_made_to_harm_is_ended(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, limit: str, most: str, told: str
) -> None:
    place = handed_over(copy, tmp_path / "made", query, monkeypatch)
    ran = here("bundle", "replay", place, limit, most)
    assert ran.code == Stopped.exit_code
    assert "was not asked to its end" in ran.err
    assert told in ran.err
