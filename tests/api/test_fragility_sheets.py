"""Fragility on Security Force Monitor's sheets of the Nigerian police: the figures of the documentation."""

from pathlib import Path
from typing import Any

from tests.api.terminal import here

TARGET = ("Mandawari Police Division", "President of the Federal Republic of Nigeria", "--on", "2014-06-15")


def test_no_source_alone_carries_the_chain_to_the_president(police: Path) -> None:
    answer = here("--store", police, "fragility", *TARGET, "--json", "--no-quotes").json
    (end,) = answer["ends"]
    assert end["chains"] == {"certain": 0, "possible": 1, "truncated": False}
    considered = []
    for found in end["withdrawn"]:
        considered.append(found["considered"])
        least = found["smallest"]
        assert found["singles"] == []
        assert (least["size"], len(least["sets"]), least["all"], least["exact"]) == (2, 2, True, True)
        assert found["verified"]
    assert considered == [14, 8]


def test_each_set_leaves_no_chain_and_less_leaves_one(police: Path) -> None:
    """Each smallest set, and each of its members alone, in a question of its own."""
    answer = here("--store", police, "fragility", *TARGET, "--json", "--no-quotes").json

    def linked(by: str, sources: list[dict[str, Any]]) -> bool:
        options = [o for s in sources for o in (f"--without-{by}", s["id"])]
        told = here(
            "--store", police, "chain", TARGET[0], *TARGET[2:], *options, "--json", "--no-quotes"
        ).json
        return any(hop["target"]["name"] == TARGET[1] for c in told["chains"] for hop in c["hops"])

    for found in answer["ends"][0]["withdrawn"]:
        for chosen in found["smallest"]["sets"]:
            assert not linked(found["by"], chosen)
            assert all(linked(found["by"], [source]) for source in chosen)


def test_statements_of_one_origin(police: Path) -> None:
    answer = here("--store", police, "single-origin", "--limit", "1", "--json", "--no-quotes").json
    assert answer["found"] == 169
    (row,) = answer["rows"]
    documents = {s["document"]["id"] for s in row["sources"] if s["verdict"] == "supports"}
    assert row["documents"] == len(documents)
    assert {s["origin"]["name"] for s in row["sources"]} == {row["origin"]["name"]}
