"""Fragility, reliance and single origins: on the invented country, and on the seed data checked by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError, UnknownName
from tests.api.terminal import here

RAID = "Raid in Paper Street (invented)"
OBSERVERS = "Report of the Invented Observers"


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.fixture(scope="module")
def seed(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store) as opened:
        yield opened


def by(answer: dict[str, Any], what: str, end: int = 0) -> dict[str, Any]:
    (found,) = [w for w in answer["ends"][end]["withdrawn"] if w["by"] == what]
    return dict(found)


def names(sources: list[dict[str, Any]]) -> list[str]:
    return [s["name"] for s in sources]


def test_one_report_carries_the_raid(data: Dataset) -> None:
    answer = answers.fragility(data, RAID, "Aaro Firstperson")
    assert [e["end"]["name"] for e in answer["ends"]] == ["Aaro Firstperson"]
    assert answer["ends"][0]["chains"] == {"certain": 1, "possible": 1, "truncated": False}
    assert names(by(answer, "document")["singles"]) == [OBSERVERS]
    assert names(by(answer, "origin")["singles"]) == ["Invented Observers"]
    assert names(answer["dating"]["documents"]) == [OBSERVERS]
    of_ends = {s for e in answer["ends"] for s in e["statements"]}
    assert answer["statements"] == sorted({*of_ends, *answer["dating"]["statements"]})


def test_what_is_named_breaks_and_what_is_not_does_not(data: Dataset, example: Path) -> None:
    """Every document of the data is left out in a question of its own."""
    answer = answers.fragility(data, RAID, "Faro Sixthperson", by="document")
    singles = {s["id"] for s in by(answer, "document")["singles"]}
    for id in data.records.instances("https://w3id.org/respondeat/ns#Document"):
        options = ("--without-document", id, "--on", "2020-05-03", "--json", "--no-quotes")
        asked = here("--store", example, "chain", RAID, *options).json
        reached = {hop["target"]["name"] for c in asked["chains"] for hop in c["hops"]}
        assert ("Faro Sixthperson" not in reached) == (id in singles)


def test_without_a_person_every_end_has_its_row(data: Dataset) -> None:
    answer = answers.fragility(data, RAID)
    chain = answers.chain(data, RAID)
    assert {e["end"]["id"] for e in answer["ends"]} == {
        c["hops"][-1]["target"]["id"] for c in chain["chains"]
    }
    assert all(w["verified"] for e in answer["ends"] for w in e["withdrawn"])


def test_certain_chains_can_hang_on_more(seed: Dataset) -> None:
    possible = answers.fragility(seed, "Interior Troops", "Alyaksandr Lukashenka", "2020-08-10")
    assert possible["ends"][0]["chains"] == {"certain": 0, "possible": 3, "truncated": False}
    certain = answers.fragility(
        seed, "Interior Troops", "Alyaksandr Lukashenka", "2020-08-10", grade="certain"
    )
    assert certain["ends"][0]["withdrawn"] == []


def test_the_interior_troops_hang_on_two_documents_and_one_origin(seed: Dataset) -> None:
    """By hand: the ministry is among the State bodies by the entries of 6 November and 2 October 2020, among
    the unnamed institutions by the country page; the troops are under it by entries of 2 October and 17
    December 2020."""
    answer = answers.fragility(seed, "Interior Troops", "Alyaksandr Lukashenka", "2020-08-10")
    documents = by(answer, "document")
    assert (documents["singles"], documents["considered"]) == ([], 4)
    least = documents["smallest"]
    assert (least["size"], least["exact"], least["lower"], least["upper"], least["all"]) == (
        2,
        True,
        2,
        2,
        True,
    )
    page = "Belarus (country page, risk level: current crisis)"
    october, november, december = (
        f"Regulation (EC) 765/2006, entries listed on {day} 2020, consolidated text as of 22 August 2026"
        for day in ("2 October", "6 November", "17 December")
    )
    assert {frozenset(names(chosen)) for chosen in least["sets"]} == {
        frozenset({october, december}),
        frozenset({october, page}),
        frozenset({november, page}),
    }
    assert names(by(answer, "origin")["singles"]) == ["Council of the European Union"]
    assert documents["verified"]


def test_the_extension_of_sentences_hangs_on_one_report(seed: Dataset) -> None:
    answer = answers.fragility(seed, "Extension of sentences under Article 411", on="2025")
    assert [e["end"]["name"] for e in answer["ends"]] == ["Authorities of Belarus"]
    assert names(by(answer, "document")["singles"]) == ["Belarus (country page, risk level: current crisis)"]
    assert names(by(answer, "origin")["singles"]) == [
        "International Coalition for the Responsibility to Protect"
    ]
    assert answer["dating"] is None


def test_a_withheld_document_counts_alone_and_names_nobody(example: Path) -> None:
    with Dataset.open(example, "public") as public:
        rows = answers.single_origin(public)["rows"]
        assert all(row["documents"] >= 2 for row in rows)
        answer = answers.fragility(public, RAID, "Aaro Firstperson")
        assert answer["level"] == "public"
        assert by(answer, "document")["verified"]


def test_events_that_hang_on_one_report(data: Dataset) -> None:
    answer = answers.reliance(data, "Ella Fifthperson")
    under = answers.events_under(data, "Ella Fifthperson")["events"]
    assert answer["under_command"] == answer["asked"] == len(under)
    for row in answer["events"]:
        assert row["verified"] and (row["documents"] or row["origins"])
        for document in row["documents"]:
            only = answers.reliance(data, "Ella Fifthperson", only_with=document["id"])
            assert row["event"]["id"] in {r["event"]["id"] for r in only["events"] if r["left"] == "none"}
    only = answers.reliance(data, "Ella Fifthperson", only_with_origin="Invented Observers")
    assert only["only_with"]["kind"] == "origin"
    assert len(only["events"]) == len(under)


def test_single_origins_of_the_seed_data(seed: Dataset) -> None:
    answer = answers.single_origin(seed, "Academy of the Ministry of Internal Affairs")
    (row,) = answer["rows"]
    assert (row["relation"], row["origin"]["name"]) == ("Subordination", "Council of the European Union")
    assert row["documents"] == len({s["document"]["id"] for s in row["sources"]}) == 4
    whole = answers.single_origin(seed)
    assert row["statements"][0] in whole["statements"]
    assert len(whole["statements"]) == whole["found"]
    assert [r["documents"] for r in whole["rows"]] == sorted(
        (r["documents"] for r in whole["rows"]), reverse=True
    )


# ---- on the terminal ----


def test_the_terminal_says_it_in_words(example: Path) -> None:
    ran = here("--store", example, "fragility", RAID, "Aaro Firstperson", "--no-quotes")
    text = " ".join(ran.out.split())
    assert "this one, withdrawn, leaves none: - Report of the Invented Observers" in text
    assert "nothing would date it without any one of: Report of the Invented Observers" in text
    assert "not evidence of guilt" in text
    text = " ".join(here("--store", example, "reliance", "Aaro Firstperson", "--limit", "1").out.split())
    assert "The rest was not asked about: raise --limit." in text
    assert "reporting is uneven" in text
    none = here("--store", example, "fragility", "Mira Nobody", "--on", "2020-05-03").out
    assert "No chain: no source in the data states who stood above." in none


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("fragility", "SRS"), 2, "say on which day (--on DAY)"),
        (("fragility", "SRS", "SRS", "--on", "2020"), 2, "is the target itself"),
        (("fragility", "Nobody at all", "--on", "2020"), 3, "No entity bears the name"),
        (("fragility", RAID, RAID), 3, "of the kind asked for"),
        (("fragility", RAID, "--limit", "0"), 2, "--limit"),
        (("fragility", RAID, "--on", "2020-02-30"), 2, "2020-02-30"),
        (("fragility", RAID, "--by", "rumour"), 2, "--by"),
        (("reliance", "SRS"), 3, "of the kind asked for"),
        (
            ("reliance", "Mira Nobody", "--only-with", "x", "--only-with-origin", "y"),
            2,
            "one document or one",
        ),
        (("reliance", "Mira Nobody", "--only-with", "No such report"), 3, "No document is called"),
        (("single-origin", "Nobody at all"), 3, "No entity bears the name"),
    ],
)
def test_bad_input_is_told(example: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    ran = here("--store", example, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert words in " ".join(ran.err.split())


def test_bad_input_from_python_is_told(data: Dataset) -> None:
    for bad in ({"grade": "sure"}, {"by": "rumour"}, {"limit": 0}):
        with pytest.raises(InputError):
            answers.fragility(data, RAID, "Aaro Firstperson", **bad)
    with pytest.raises(UnknownName):
        answers.reliance(data, "Nobody at all")


def test_nothing_in_nothing(tmp_path: Path) -> None:
    from respondeat.api.dataset import INDEXES
    from respondeat.graph.stores import EmbeddedStore

    EmbeddedStore.create(tmp_path / "store", INDEXES).close()
    with Dataset.open(tmp_path / "store") as empty:
        assert answers.single_origin(empty)["rows"] == []
        with pytest.raises(UnknownName):
            answers.fragility(empty, "SRS", on="2020")
