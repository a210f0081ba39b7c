"""The application as a whole."""

from pathlib import Path

from tests.api.web.conftest import Asking


def test_an_answer_is_told_apart_by_its_etag_and_not_sent_twice(asking: Asking, example: Path) -> None:
    client = asking(example)
    first = client.get("/v1/search", params={"text": "Mira"})
    assert (first.status_code, first.json()["query"]) == (200, "Mira")
    again = client.get(
        "/v1/search", params={"text": "Mira"}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_level_above_ones_own_is_refused_as_one_that_does_not_exist(asking: Asking, example: Path) -> None:
    client = asking(example)
    told = [client.get("/v1/search", params={"text": "x", "level": level}) for level in ("sealed", "high")]
    assert [t.status_code for t in told] == [403, 403]
    assert [t.json()["type"] for t in told] == ["/problems/not-allowed"] * 2
