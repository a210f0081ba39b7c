"""Decisions and patterns on the seed data, checked by hand against the sentences of the reports."""

from pathlib import Path
from typing import Any

from tests.api.terminal import here


def ask(store: Path, *arguments: str) -> Any:
    done = here("--store", store, *arguments, "--json")
    assert done.code == 0, done.out
    return done.json


def test_article_411(seed: Path) -> None:
    """What it does, who says how it is used, where it stands in a chain."""
    answer = ask(seed, "decisions", "Article 411 of the Criminal Code")
    provision = answer["provision"]
    assert provision["stages"] == ["article", "extension"]
    rows = provision["content"]["rows"]
    assert {r["role"] for r in rows} == {"prolongedSentence"}
    beside = [{b["property"]: b["value"] for b in r["beside"]} for r in rows]
    assert {b["ground"] for b in beside} == {"disobedience in prison"}
    assert {b["characterisedAs"] for b in beside} == {"arbitrary", "indefinite", "punitive"}
    origins = {s["origin"]["name"] for r in rows for s in r["sources"]}
    assert origins == {"International Coalition for the Responsibility to Protect"}
    (use,) = provision["uses"]["rows"]
    assert (use["value"]["name"], use["linked"], use["event"]["type"]) == (
        "Authorities of Belarus",
        "same passage",
        "Pattern",
    )
    assert answer["decided"]["total"] == 0
    (other,) = answer["apart"]["rows"]
    assert (other["linked"], other["event"]["name"]) == (
        "same stage",
        "Extension of political prisoners' sentences",
    )
    told = here("--store", seed, "decisions", "Article 411 of the Criminal Code").out
    assert "no statement ties it to the article" in " ".join(told.split())


def test_releases(seed: Path) -> None:
    """Five releases by negotiation are named; three are of single persons. Calls for releases stand apart."""
    answer = ask(seed, "decisions", "--stage", "release")
    assert {c["person"]["name"] for c in answer["cases"]} == {
        "Vitali Shkliarov",
        "Natallia Hersche",
        "Aleh Hruzdzilovich",
        "Maryia Kalesnikava",
    }
    apart = {(r["person"] or r["value"])["name"] for r in answer["apart"]["rows"]}
    assert {"Staff of Tut.by who were released", "Alyaksandr Lukashenka"} <= apart
    assert {r["event"]["name"] for r in answer["unreal"]["rows"]} == {"Release of all political prisoners"}
    assert {f["value"] for f in answer["figures"]} == {100, 330}
    gaps = [g["kind"] for c in answer["cases"] for s in c["stages"] for g in s["gaps"]]
    assert gaps == ["nobody-named"] * 3


def test_the_case_of_two_journalists_from_the_regulation(seed: Path) -> None:
    (case,) = ask(seed, "decisions", "Darya Chultsova")["cases"]
    stages = {s["stage"]: s for s in case["stages"]}
    (investigator,) = stages["investigator"]["rows"]
    assert investigator["linked"] == "posting"  # "prepared the case", and serves as an investigator
    assert [r["role"] for r in stages["prosecutor"]["rows"]] == ["trialProsecutor"]
    assert {r["value"]["name"] for r in stages["judge"]["rows"]} == {"Natallia Mikhailauna BUHUK"}
    assert stages["sentence"]["rows"][0]["beside"][0]["value"] == "two years of prison"
    assert [s for s in stages if stages[s]["gaps"]] == ["arrest", "defence", "article", "custody"]


def test_rulings_of_one_judge(seed: Path) -> None:
    decided = ask(seed, "decisions", "Marina Sviataslavauna ZAPASNIK")["decided"]
    assert decided["total"] == 9
    assert {r["stage"] for r in decided["rows"]} == {"judge"}


def test_what_recurs(seed: Path) -> None:
    """Nine, three, three, two ... rulings by the same judge in the same court; no article is named in any."""
    answer = ask(seed, "patterns")
    assert [row["cases"] for row in answer["combinations"]["rows"]] == [9, 3, 3, 2, 2, 2, 2]
    assert {s["dimension"]: s["cases"] for s in answer["stated"]} == {
        "arresting-body": 0,
        "court": 32,
        "judge": 32,
        "article": 0,
        "colony": 1,
    }
    first = answer["association"]["rows"][0]
    assert first["table"] == {"both": 9, "first_only": 1, "second_only": 0, "neither": 22}
    assert all(row["structural"] for row in answer["association"]["rows"])
    assert answer["indicators"]["single"]["events"]["count"] == 56
    assert answer["indicators"]["patterns"]["events"]["count"] == 83
