"""The checklist of the Rome Statute as an answer and in the terminal; the seed answers read by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import elements
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError, UnknownName
from tests.api.terminal import here

ABSENT = "no statement in the graph"
RAID = "Raid in Mill Lane (invented)"


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.fixture(scope="module")
def seed(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store) as opened:
        yield opened


def element(answer: Any, article: str, key: str) -> Any:
    (mode,) = [m for m in answer["modes"] if m["article"] == article]
    (found,) = [e for e in mode["elements"] if e["element"] == key]
    return found


def test_both_articles_are_shown_with_their_own_standard_of_knowledge(data: Dataset) -> None:
    answer = elements(data, "Juno Eighthperson", RAID)
    articles = [m["article"] for m in answer["modes"]]
    assert articles == ["Art. 28(a)", "Art. 28(b)", *(f"Art. 25(3)({x})" for x in "abcdf")]
    assert "should have known" in element(answer, "Art. 28(a)", "knowledge")["asks"]
    assert "consciously disregarded" in element(answer, "Art. 28(b)", "knowledge")["asks"]
    assert "lawyer's question" in answer["which"]
    assert "neither innocence nor denial" in answer["silence"]


def test_knowledge_and_measure_stated_of_the_head_of_the_section(data: Dataset) -> None:
    answer = elements(data, "Juno Eighthperson", RAID)
    for article in ("Art. 28(a)", "Art. 28(b)"):
        (knew,) = element(answer, article, "knowledge")["present"]
        assert (knew["what"], knew["valid"]["es"]) == ("officialReport", "2020-09-21")
        (measure,) = element(answer, article, "measures")["present"]
        assert (measure["what"], measure["valid"]["es"]) == ("repressiveMeasure", "2020-10-01")
    (chain,) = answer["chains"]
    assert chain["grade"] == "possible"
    assert [hop["link"] for hop in chain["hops"]] == ["perpetrator", "head"]
    assert answer["on"] == ["2020-09-20", "2020-09-20"]


def test_an_order_stated_of_the_head_of_the_directorate_and_nothing_else(data: Dataset) -> None:
    answer = elements(data, "Dono Fourthperson", RAID)
    (order,) = element(answer, "Art. 25(3)(b)", "ordering")["present"]
    assert [s["modality"] for s in order["sources"]] == ["alleged"]
    for article, key in (
        ("Art. 28(a)", "knowledge"),
        ("Art. 28(b)", "measures"),
        ("Art. 25(3)(a)", "perpetration"),
    ):
        assert element(answer, article, key)["absent"] == ABSENT
        assert element(answer, article, key)["present"] == []
    office = element(answer, "Art. 28(a)", "office")["present"][0]
    assert [c["kind"] for c in office["against"]["contradictions"]] == ["exclusive"]
    assert [c["grade"] for c in answer["chains"]] == ["certain", "certain"]


def test_a_listing_is_no_measure_and_rank_is_no_knowledge(data: Dataset) -> None:
    answer = elements(data, "Aaro Firstperson", RAID)
    assert answer["chains"]
    for key in ("knowledge", "measures"):
        assert element(answer, "Art. 28(b)", key)["absent"] == ABSENT


def test_an_element_is_absent_or_present_never_both(data: Dataset) -> None:
    for person in ("Juno Eighthperson", "Wim Stripeperson", "Aaro Firstperson"):
        answer = elements(data, person, RAID)
        every = [e for m in answer["modes"] for e in m["elements"]] + answer["context"]
        assert {(e["absent"], bool(e["present"])) for e in every} <= {(ABSENT, False), (None, True)}
        assert not any(e["no_kind"] and e["present"] for e in every)
        stated = {s for e in every for r in e["present"] + e["apart"] for s in r["statements"]}
        stated |= {s for r in answer["other"] for s in r["statements"]}
        assert sorted(stated) == answer["statements"]


def test_the_view_of_others_is_theirs(data: Dataset) -> None:
    answer = elements(data, "Juno Eighthperson", RAID)
    (view,) = answer["context"][0]["present"]
    assert view["what"] == "violationArbitraryDetention"
    assert [s["origin"]["name"] for s in view["sources"]] == ["Invented Observers"]


def test_a_pattern_is_said_to_be_one(data: Dataset) -> None:
    answer = elements(data, "Ella Fifthperson", "Conduct of the riot units (invented)")
    assert answer["pattern"] is True
    assert answer["context"][0]["present"] == []
    assert {r["level"] for r in answer["context"][0]["apart"]} == {"pattern"}


def test_without_the_report_nothing_is_left(example: Path) -> None:
    ask = ("elements", "Juno Eighthperson", RAID, "--store", example, "--json")
    left = here(*ask, "--without-document", "Cases kept by the Invented Observers").json
    assert left["chains"] == []
    assert element(left, "Art. 28(a)", "knowledge")["absent"] == ABSENT
    assert left["dated"] is False
    assert left["on"] is None


@pytest.mark.parametrize(
    ("language", "absent"), [("be", "няма сцверджання ў графе"), ("ru", "нет утверждения в графе")]
)
def test_in_another_language(data: Dataset, language: str, absent: str) -> None:
    answer = elements(data, "Dono Fourthperson", RAID, language=language)
    assert element(answer, "Art. 28(a)", "knowledge")["absent"] == absent
    assert answer["statements"] == elements(data, "Dono Fourthperson", RAID)["statements"]


def test_on_the_terminal_absence_is_told_in_words(example: Path) -> None:
    out = here("elements", "Dono Fourthperson", RAID, "--store", example, "--no-quotes").out
    assert f"- Aided or assisted: {ABSENT}" in out
    assert "speaks against: mutually exclusive" in " ".join(out.split())
    assert "as under Art. 28(a)" in out
    assert not set("✓✔☑") & set(out)


# ---- bad input ----


def test_names_that_are_none_and_limits(data: Dataset) -> None:
    with pytest.raises(UnknownName):
        elements(data, "Nobody at all", RAID)
    with pytest.raises(UnknownName, match="kind asked for"):
        elements(data, "SRS", RAID)
    with pytest.raises(UnknownName, match="kind asked for"):
        elements(data, "Juno Eighthperson", "SRS")
    with pytest.raises(InputError, match="no language"):
        elements(data, "Juno Eighthperson", RAID, language="xx")


def test_a_person_without_post_and_an_event_without_date(data: Dataset) -> None:
    answer = elements(data, "Olla Lessonperson", RAID)
    assert element(answer, "Art. 28(a)", "office")["absent"] == ABSENT
    assert answer["chains"] == []


# ---- the seed data: entry 158 of the EU's list, by hand ----

HEAD, VIOLENCE = "Mikalai Mikalaevich KARPIANKAU", "Protesters beaten, arrested and threatened with firearms"


def test_the_head_of_a_department_and_what_the_list_says_of_it(seed: Dataset) -> None:
    event = f"{VIOLENCE} by a group under the head of the department"
    answer = elements(seed, HEAD, event)
    assert answer["pattern"] is True
    assert {r["what"] for r in answer["other"]} == {"heldResponsible"}
    (chain,) = answer["chains"]
    assert [hop["target"]["name"] for hop in chain["hops"]] == ["GUBOPiK", HEAD]
    assert chain["grade"] == "possible"  # neither the act nor the office has a first day
    link = element(answer, "Art. 28(a)", "subordination")
    assert (link["absent"], [r["level"] for r in link["apart"]]) == (ABSENT, ["pattern"])
    for key in ("knowledge", "measures"):
        assert element(answer, "Art. 28(a)", key)["absent"] == ABSENT


def test_what_he_is_said_to_have_done_himself(seed: Dataset) -> None:
    answer = elements(seed, HEAD, "Protesters detained in a café after its door was smashed")
    (row,) = element(answer, "Art. 25(3)(a)", "perpetration")["present"]
    assert [s["modality"] for s in row["sources"]] == ["reported"]
    assert answer["on"] == ["2020-09-06", "2020-09-06"]
    assert answer["chains"] == []
    office = element(answer, "Art. 28(a)", "office")["present"]
    assert [(r["what"], r["about"]["name"]) for r in office] == [
        ("head", "GUBOPiK"),
        ("deputyHead", "Ministry of Internal Affairs"),
    ]
    assert [m["article"] for m in answer["modes"] for e in m["elements"] if e["present"]][
        -1
    ] == "Art. 25(3)(a)"


def test_the_finding_of_the_experts_is_theirs(seed: Dataset) -> None:
    event = "Violations by state institutions under orders"
    answer = elements(seed, "Aliaksandr Lukashenka", event)
    crimes = {r["what"]: r for r in answer["context"][0]["apart"]}
    assert {"crimesAgainstHumanity", "violationHumanRights"} <= set(crimes)
    origins = {s["origin"]["name"] for s in crimes["crimesAgainstHumanity"]["sources"]}
    assert "Group of Independent Experts on Belarus" in origins
