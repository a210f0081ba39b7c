"""The dossier as an answer and in the terminal; what the seed data hold read in them by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import dossier, show
from respondeat.api.answers.dossier import By
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError, UnknownName
from tests.api.terminal import here


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.fixture(scope="module")
def seed(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store) as opened:
        yield opened


def parts(answer: Any) -> dict[str, list[Any]]:
    return {part["part"]: part["statements"] for part in answer["parts"]}


def entries(answer: Any) -> list[Any]:
    return [
        *answer["identity"],
        *(e for part in answer["parts"] for e in part["statements"]),
        *answer["withdrawn"],
    ]


@pytest.mark.parametrize(
    "name", ["SRS", "Dono Fourthperson", "Hilo Wrongperson", "Mira Nobody", "Sampleton lock-up (invented)"]
)
def test_it_holds_every_statement_that_show_holds(data: Dataset, name: str) -> None:
    answer = dossier(data, name, limit=1000)
    shown = show(data, name)
    assert sorted(e["id"] for e in entries(answer)) == sorted(s["id"] for s in shown["statements"])
    by_id = {s["id"]: s for s in shown["statements"]}
    for entry in entries(answer):
        said = by_id[entry["id"]]
        same = ("relation", "roles", "valid", "state", "derived", "note")
        assert [entry[key] for key in same] == [said[key] for key in same]
        assert entry["assessments"] == said["assessments"]
        for_and_against = [*entry["for"], *entry["against"]["denials"]]
        assert sorted(map(repr, for_and_against)) == sorted(map(repr, said["sources"]))


def test_a_post_with_who_stood_around_it(data: Dataset) -> None:
    answer = dossier(data, "Dono Fourthperson")
    decree, day = parts(answer)["posts"]
    assert decree["around"]["days"] == ["2019-06-15", "2020-11-30"]
    assert [(r["who"]["name"], r["grade"]) for r in decree["around"]["superiors"]] == [
        ("Ministry of Order of Exampelia (invented)", "certain")
    ]
    heads = {r["who"]["name"]: r["grade"] for r in decree["around"]["heads"]}
    assert heads == {"Cyra Thirdperson": "possible", "Yara Deskperson": "possible"}
    assert day["around"]["days"] == ["2020-05-05", "2020-05-05"]
    assert day["around"]["heads"] == []
    assert [c["kind"] for c in decree["against"]["contradictions"]] == ["exclusive"]


def test_listings_and_orders_stand_in_their_parts(data: Dataset) -> None:
    found = parts(dossier(data, "Dono Fourthperson"))
    assert [e["roles"]["imposer"]["name"] for e in found["listings"]] == [
        "Union of Neighbours (invented)",
        "Treasury of Otherland (invented)",
    ]
    assert [e["roles"]["event"]["name"] for e in found["orders"]] == ["Raid in Mill Lane (invented)"]


def test_what_speaks_against_is_beside_what_speaks_for(data: Dataset) -> None:
    (contested,) = [e for e in parts(dossier(data, "SRS"))["above"] if e["state"] == "contested"]
    assert {s["verdict"] for s in contested["for"]} == {"supports"}
    assert {s["verdict"] for s in contested["against"]["denials"]} == {"denies"}
    assert [a["status"] for a in contested["assessments"]] == ["contested"]


def test_what_was_withdrawn_is_told_apart_with_what_had_been_said(data: Dataset) -> None:
    answer = dossier(data, "Hilo Wrongperson")
    assert answer["parts"] == []
    (gone,) = answer["withdrawn"]
    (retraction,) = gone["against"]["retractions"]
    assert retraction["reason"].startswith("The newspaper corrected")
    assert (retraction["of"], retraction["said"]) == (gone["id"], None)
    assert [s["origin"]["name"] for s in gone["for"]] == ["A neighbour in Sampleton (invented)"]
    assert [g["kind"] for g in answer["gaps"]] == ["no_posting"]


def test_by_the_date_of_the_record(data: Dataset) -> None:
    answer = dossier(data, "Hilo Wrongperson", by=By.RECORD)
    first, second = answer["record"]
    (gone,) = answer["withdrawn"]
    assert (first["recorded_at"][:10], first["statements"], first["added"]) == (
        "2026-10-01",
        [gone["id"]],
        [],
    )
    assert second["recorded_at"][:10] == "2026-11-01"
    assert [(a["how"], a["statement"]) for a in second["added"]] == [("invalidated", gone["id"])]
    before = {k: v for k, v in dossier(data, "Hilo Wrongperson").items() if k not in ("by", "question")}
    assert before == {k: v for k, v in answer.items() if k not in ("by", "question")}


def test_as_recorded_before_the_retraction(example: Path) -> None:
    with Dataset.open(example, recorded_at="2026-10-15") as past:
        answer = dossier(past, "Hilo Wrongperson")
    assert answer["withdrawn"] == []
    assert [e["state"] for e in parts(answer)["posts"]] == ["supported"]
    assert len(answer["record"]) == 1


def test_events_below_are_counted_as_events_under_has_them(data: Dataset) -> None:
    under = dossier(data, "Dono Fourthperson", limit=2)["under_command"]
    assert (under["events"]["certain"], under["events"]["possible"]) == (6, 0)
    assert len(under["events"]["shown"]) == 2
    assert under["patterns"]["certain"] + under["patterns"]["possible"] == 0


def test_a_limit_leaves_the_totals(data: Dataset) -> None:
    whole, cut = dossier(data, "SRS"), dossier(data, "SRS", limit=1)
    assert [p["total"] for p in cut["parts"]] == [p["total"] for p in whole["parts"]]
    assert {len(p["statements"]) for p in cut["parts"]} == {1}
    assert cut["statements"] == whole["statements"]


def test_the_victim_is_not_named_below_the_level(example: Path) -> None:
    with Dataset.open(example, "public") as public, Dataset.open(example) as sealed:
        id = sealed.find("Mira Nobody")
        answer = repr(dossier(public, id))
        assert "Mira" not in answer
        assert "cell without a window" not in answer
        assert [g["kind"] for g in dossier(public, id)["gaps"]].count("withheld") == 1
        assert "cell without a window" in repr(dossier(sealed, id))


def test_an_origin_and_a_document_say_what_they_say(data: Dataset) -> None:
    origin = dossier(data, "Former officers of Exampelia (invented)")
    assert origin["says"]["supports"] == len(origin["says"]["statements"]) == 2
    document = dossier(data, origin["says"]["statements"][0]["for"][0]["document"]["id"])
    assert document["says"]["attestations"] > 2
    assert document["parts"] == []


def test_a_place_an_article_and_an_event(data: Dataset) -> None:
    place = parts(dossier(data, "Sampleton Square (invented)"))
    located = [e["roles"]["located"]["name"] for e in place["places"]]
    assert "Dispersal in Sampleton Square (invented)" in located
    assert "convictions" in parts(dossier(data, "Article 10 of the Criminal Code of Exampelia (invented)"))
    event = parts(dossier(data, "Raid in Mill Lane (invented)"))
    assert {"time", "participants", "knowledge", "measures", "characterisations", "orders"} <= set(event)


@pytest.mark.parametrize(("language", "heading"), [("be", "Пасады"), ("ru", "Должности"), ("en", "Posts")])
def test_labels_and_headings_in_three_languages(data: Dataset, language: str, heading: str) -> None:
    answer = dossier(data, "Dono Fourthperson", language=language)
    assert answer["parts"][0]["heading"] == heading
    assert set(answer["labels"]) >= {"Posting", "holder", "head", "assetFreeze"}
    assert answer["labels"]["head"] == {"be": "кіраўнік", "ru": "руководитель", "en": "head"}[language]
    assert answer["statements"] == dossier(data, "Dono Fourthperson")["statements"]


def test_the_terminal_by_event_and_by_record(example: Path) -> None:
    ask = ("dossier", "SRS", "--store", example, "--no-quotes")
    by_event, by_record = here(*ask).out, here(*ask, "--by", "record").out
    assert "\nPosts\n" in by_event
    assert "Recorded 2026-10-01T12:00:00Z" in by_record
    assert by_event.splitlines()[-3:] == by_record.splitlines()[-3:]
    assert "more; see --limit" in here(*ask, "--limit", "1").out
    assert "more; see --limit" in here(*ask, "--limit", "1", "--by", "record").out
    assert "more; see --limit" not in by_record


def test_a_name_that_means_none(data: Dataset) -> None:
    with pytest.raises(UnknownName):
        dossier(data, "Nobody at all")
    with pytest.raises(InputError, match="no language"):
        dossier(data, "SRS", language="")


# ---- the seed data, by hand ----


def test_entry_158_by_event(seed: Dataset) -> None:
    answer = dossier(seed, "Mikalai Mikalaevich KARPIANKAU")
    assert [(p["part"], p["total"]) for p in answer["parts"]] == [
        *(("time", 1), ("posts", 2), ("events", 2), ("patterns", 1), ("listings", 1)),
    ]
    café, claim = parts(answer)["events"]
    assert café["event_on"] == ["2020-09-06", "2020-09-06"]
    assert claim["event_on"] == [None, "2026-08-22"]
    assert (café["roles"]["role"], claim["roles"]["role"]) == ("perpetrator", "speaker")
    assert len(answer["one_origin"]["statements"]) == answer["one_origin"]["of"] == 7
    assert answer["under_command"]["patterns"]["possible"] == 1


def test_names_in_the_language_of_the_dossier(seed: Dataset) -> None:
    assert dossier(seed, "Akrestina detention centre", language="be")["entity"]["name"] == "Акрэсціна"
    assert dossier(seed, "Lithuania", language="ru")["entity"]["name"] == "Литва"
    assert dossier(seed, "Lithuania")["entity"]["name"] == "Lithuania"


def test_alike_names_are_candidates_only(seed: Dataset) -> None:
    answer = dossier(seed, "Akrestina detention centre")
    assert answer["identity"] == []
    ids = {row["entity"]["id"] for row in answer["candidates"]}
    assert answer["entity"]["id"] not in ids
    assert all(row["entity"]["type"] == "PlaceOfDetention" for row in answer["candidates"])
