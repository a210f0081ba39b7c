"""Every answer is what its published schema says, and has the keys that stay."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyotp
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.api.terminal import Ran, here

FOLDER = files("respondeat.api") / "schemas"
NAMES = sorted(p.name.removesuffix(".json") for p in FOLDER.iterdir())
ANSWERS = [name for name in NAMES if name != "common"]
NODE = {"id", "name"}
TIME = {"edtf", "es", "ls", "ee", "le"}


@cache
def schemas() -> dict[str, Any]:
    return {name: json.loads((FOLDER / f"{name}.json").read_text("utf-8")) for name in NAMES}


@cache
def validator(name: str) -> Draft202012Validator:
    all_of_them = [(s["$id"], Resource.from_contents(s)) for s in schemas().values()]
    registry: Registry[Any] = Registry().with_resources(all_of_them)
    return Draft202012Validator(schemas()[name], registry=registry)


def fits(name: str, answer: Any) -> None:
    faults = [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator(name).iter_errors(answer)
    ]
    assert faults == []


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_explains_itself(name: str) -> None:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://w3id.org/respondeat/schemas/{name}.json"
    assert sorted(unexplained(schema)) == []


def unexplained(schema: Any, place: str = "") -> list[str]:
    """Properties and definitions without a description of their own or of what they refer to."""
    found = []
    if isinstance(schema, dict):
        for key in ("properties", "$defs"):
            for name, inner in schema.get(key, {}).items():
                if not {"description", "$ref"} & set(inner):
                    found.append(f"{place}/{key}/{name}")
        for key, inner in schema.items():
            found += unexplained(inner, f"{place}/{key}")
    elif isinstance(schema, list):
        for number, inner in enumerate(schema):
            found += unexplained(inner, f"{place}/{number}")
    return found


QUESTIONS: dict[str, list[tuple[str, ...]]] = {
    "commanders": [
        ("commanders", "Second Section", "--on", "2020-05-03"),
        ("commanders", "SRS", "--on", "2020-05-03"),
        ("commanders", "SRS", "--on", "2020-05/2020-06"),
        ("commanders", "Sampleton lock-up (invented)", "--on", "1950-01-01"),
        ("commanders", "SRS", "--on", "2020-05-03", "--level", "public", "--recorded-at", "2026-10-15"),
    ],
    "superiors": [
        ("superiors", "SRS", "--on", "2020-05-03"),
        ("superiors", "SRS", "--on", "1990-05-03"),
        ("superiors", "Ella Fifthperson", "--on", "2020-05-03"),
    ],
    "subordinates": [
        ("subordinates", "SRS", "--on", "2020-05-03"),
        ("subordinates", "Ella Fifthperson", "--on", "2020-05-03"),
    ],
    "structure": [
        ("structure", "Raid in Paper Street (invented)"),
        ("structure", "Dispersal in Sampleton Square (invented)", "--mode", "throughout", "--down", "1"),
        ("structure", "Ministry of Order of Exampelia (invented)", "--on", "2020-05/2020-06", "--down", "4"),
        ("structure", "Ella Fifthperson", "--on", "2020-05-03", "--limit", "2"),
        ("structure", "SRS", "--on", "1990-05-03", "--up", "1", "--down", "1"),
    ],
    "chain": [
        ("chain", "Raid in Paper Street (invented)"),
        ("chain", "Dispersal in Sampleton Square (invented)", "--mode", "throughout"),
        ("chain", "Second Section", "--on", "2020-05-03/2020-06-01"),
        ("chain", "Ella Fifthperson", "--on", "2020-05-03"),
        ("chain", "Conduct of the riot units (invented)", "--on", "2020"),
        ("chain", "Raid in Paper Street (invented)", "--limit", "1", "--max-hops", "2"),
    ],
    "chokepoints": [
        ("chokepoints", "Raid in Paper Street (invented)"),
        ("chokepoints", "Second Section", "--on", "2020-05-03/2020-06-01", "--grade", "certain"),
        ("chokepoints",),
        ("chokepoints", "--on", "2020-05", "--limit", "1"),
        ("chokepoints", "--measure", "betweenness", "--on", "2020-05-03"),
        ("chokepoints", "--measure", "reach", "--on", "2020-05/2020-06", "--grade", "certain"),
    ],
    "events-under": [("events-under", "Aaro Firstperson"), ("events-under", "Gorm Oldperson")],
    "fragility": [
        ("fragility", "Raid in Paper Street (invented)", "Aaro Firstperson"),
        ("fragility", "Raid in Paper Street (invented)", "--by", "origin"),
        ("fragility", "SRS", "Bera Secondperson", "--on", "2020-05", "--grade", "certain"),
        ("fragility", "Ella Fifthperson", "--on", "1900-01-01"),
        ("fragility", "Raid in Paper Street (invented)", "Aaro Firstperson", "--level", "public"),
    ],
    "reliance": [
        ("reliance", "Aaro Firstperson"),
        ("reliance", "Ella Fifthperson", "--only-with", "Report of the Invented Observers"),
        ("reliance", "Ella Fifthperson", "--only-with-origin", "Invented Observers", "--limit", "1"),
        ("reliance", "Gorm Oldperson", "--by", "document"),
    ],
    "single-origin": [("single-origin",), ("single-origin", "SRS", "--limit", "1")],
    "conflicts": [
        ("conflicts",),
        ("conflicts", "Dono Fourthperson", "--kind", "heads", "--limit", "1"),
        ("conflicts", "--kind", "figures", "--kind", "places", "--no-quotes"),
        ("conflicts", "Gorm Oldperson"),
        ("conflicts", "--level", "public", "--recorded-at", "2000-01-01"),
    ],
    "measures": [
        ("measures",),
        ("measures", "--on", "2021-06-01", "--regime", "Union of Neighbours (invented)", "--limit", "1"),
        ("measures", "Special Regiment of Sampleton", "Dono Fourthperson", "--on", "2022-05"),
        ("measures", "Gorm Oldperson", "--no-quotes"),
        ("measures", "Conduct of the riot units (invented)", "--level", "public"),
        ("measures", "--recorded-at", "2000-01-01"),
    ],
    "acts": [
        ("acts",),
        ("acts", "SRS", "--language", "be"),
        ("acts", "--of", "international", "--limit", "1"),
        ("acts", "Mira Nobody"),
    ],
    "elements": [
        ("elements", "Dono Fourthperson", "Raid in Mill Lane (invented)"),
        ("elements", "Aaro Firstperson", "Conduct of the riot units (invented)", "--language", "be"),
        ("elements", "Mira Nobody", "Beating in the yard of the lock-up (invented)", "--limit", "1"),
    ],
    "dossier": [
        ("dossier", "Dono Fourthperson"),
        ("dossier", "SRS", "--by", "record", "--language", "ru"),
        ("dossier", "Hilo Wrongperson"),
        ("dossier", "Mira Nobody", "--limit", "1"),
        ("dossier", "Dispersal in Sampleton Square (invented)", "--level", "public"),
        ("dossier", "Invented Observers", "--limit", "3"),
    ],
    "search": [("search", "firstperson"), ("search", "Дона Чацвёрта"), ("search", "qqqq")],
    "show": [
        ("show", "Ministry of Order"),
        ("show", "Mira Nobody"),
        ("show", "Bera Secondperson"),
        ("show", "Dispersal in Sampleton Square (invented)"),
    ],
    "detention": [
        ("detention",),
        ("detention", "--level", "public", "--limit", "1"),
        ("detention", "--on", "2021-02-05"),
        ("detention", "--on", "1950"),
        ("detention", "Sampleton lock-up (invented)"),
        ("detention", "Death of Pavo Wheelperson in Colony 1 (invented)"),
        ("detention", "Ella Fifthperson"),
    ],
    "figures": [
        ("detention", "--figures", "politicalPrisoners"),
        ("detention", "--figures", "all", "--on", "2021"),
        ("detention", "Dispersal in Sampleton Square (invented)", "--figures", "all"),
    ],
    "graph": [("graph", "Raid in Paper Street (invented)", "--format", "json")],
    "replay": [
        ("replay", "--recorded-at", "2026-10-15", "--", "commanders", "Second Section", "--on", "2020-05-03"),
        ("replay", "--recorded-at", "2020-01-01", "--", "show", "SRS"),
        ("replay", "--recorded-at", "2026-11-22", "--", "chain", "SRS", "--on", "2020-05-03"),
    ],
    "decisions": [
        ("decisions", "Nemo Painterperson"),
        ("decisions", "Sentencing of Nemo Painterperson (invented)", "--on", "2020-09-10"),
        ("decisions", "Pavo Wheelperson", "--on", "2021-07/2021-08", "--no-quotes"),
        ("decisions", "Rada Gavelperson"),
        ("decisions", "Article 77 of the Criminal Code of Exampelia (invented)"),
        ("decisions", "Criminal Code of Exampelia (invented)", "--stage", "extension"),
        ("decisions", "Colony 1 of Exampelia (invented)", "--level", "public"),
        ("decisions", "Dispersal in Sampleton Square (invented)"),
        ("decisions", "--stage", "release"),
        ("decisions", "--stage", "custody", "--limit", "1"),
    ],
    "neighbours": [
        ("neighbours", "SRS"),
        ("neighbours", "Aaro Firstperson", "--on", "2020-05-03", "--grade", "certain"),
        ("neighbours", "SRS", "--relation", "Posting.body.holder", "--limit", "1"),
        ("neighbours", "Dispersal in Sampleton Square (invented)", "--on", "2020-05/2020-08"),
        ("neighbours", "SRS", "--level", "public"),
    ],
    "path": [
        ("path", "Aaro Firstperson", "Raid in Paper Street (invented)"),
        ("path", "SRS", "Ella Fifthperson", "--on", "2020-05", "--grade", "certain"),
        ("path", "SRS", "Gorm Oldperson", "--max-length", "1"),
        ("path", "Aaro Firstperson", "Bera Secondperson", "--limit", "1", "--no-quotes"),
    ],
    "patterns": [
        ("patterns",),
        ("patterns", "--by", "judge,article", "--min", "1"),
        ("patterns", "--by", "colony, arresting-body", "--limit", "1", "--level", "public"),
        ("patterns", "--recorded-at", "1990-01-01"),
    ],
    "gaps": [
        ("gaps",),
        ("gaps", "SRS", "--on", "2020-05"),
        ("gaps", "SRS", "--on", "2020", "--scope", "chain", "--every-day"),
        ("gaps", "Raid in Paper Street (invented)"),
        ("gaps", "Ella Fifthperson", "--on", "2020-05", "--limit", "1"),
        ("gaps", "Ministry of Order", "--level", "public", "--kind", "withheld", "--kind", "no-head"),
    ],
    "tenure": [
        ("tenure",),
        ("tenure", "--limit", "1", "--by", "month", "--on", "2020-05/2020-12"),
        ("tenure", "SRS", "--by", "quarter"),
        ("tenure", "Gorm Oldperson", "--no-quotes"),
        ("tenure", "Nemo Painterperson"),
        ("tenure", "Sampleton lock-up (invented)", "--level", "public"),
        ("tenure", "--recorded-at", "2000-01-01"),
    ],
    "error": [
        ("chain", "Nobody at all", "--on", "2020-05-03"),
        ("commanders", "Special Regiment", "--on", "31.31.2020"),
        ("commanders", "SRS"),
        ("nonsense",),
    ],
    "documents-list": [("documents", "list"), ("documents", "list", "--level", "public")],
    "documents-check": [("documents", "check")],
    "validate": [("validate",)],
    "doctor": [("doctor",)],
    "config": [("config",)],
    "keys": [("keys", "list")],
    "users": [("users", "list")],
    "withdrawal": [
        ("erase", "p-086b1c2b6497d93e21513e8f0892c16d", "--with-dependents", "--basis", "Invented"),
        ("raise-level", "p-086b1c2b6497d93e21513e8f0892c16d", "--to", "sealed", "--reason", "Invented"),
    ],
    "tombstones": [("tombstones",)],
    "custody-verify": [("custody", "verify")],
    "custody-head": [("custody", "head")],
    "custody-page": [("custody", "page")],
}


@pytest.mark.parametrize(
    ("schema", "arguments"), [(name, q) for name, asked in QUESTIONS.items() for q in asked]
)
def test_answers_are_what_their_schema_says(schema: str, arguments: tuple[str, ...], example: Path) -> None:
    fits(schema, here("--store", example, *arguments, "--json").json)


def test_every_schema_is_held_against_an_answer() -> None:
    elsewhere = {"import", "load", "documents-add", "key", "user", "totp"}
    elsewhere |= {"signing-key"}  # test_cli_signing_keys.py
    elsewhere |= {"import-package"}  # test_cli_receiving.py
    elsewhere |= {"bundle-verify"}  # test_cli_bundle_verify.py
    elsewhere |= {"bundle-create", "bundle-preview"}  # test_cli_bundle.py
    over_http = {"changesets", "entities", "problem"}  # web/test_openapi.py holds them
    over_http |= {"passage"}  # web/routes/test_passages.py
    over_http |= {"changeset", "changeset-read", "posted", "withdrawal"}  # web/routes/test_changesets.py
    assert set(QUESTIONS) | elsewhere | over_http == set(ANSWERS)


def test_what_writes_says_what_its_schema_says(tmp_path: Path) -> None:
    def ask(*arguments: str | Path) -> Ran:
        return here("--store", tmp_path / "store", *arguments, "--json")

    data = Path(__file__).parent.parent / "data" / "importers"
    fits("load", ask("load-example").json)
    fits("load", ask("load-example").json)
    units, mapping = data / "units" / "units.csv", data / "units" / "units.yaml"
    fits("import", ask("import", "table", units, "--mapping", mapping).json)
    document = tmp_path / "a.txt"
    document.write_text("Invented.", "utf-8")
    fits("documents-add", ask("documents", "add", document).json)


def test_what_changes_access_says_what_its_schema_says(copy: Path) -> None:
    def ask(*arguments: str) -> Any:
        return here("--store", copy, *arguments, "--json").json

    key = ask("keys", "add", "Table", "--scope", "read", "--scope", "write")
    fits("key", key)
    fits("key", ask("keys", "revoke", key["key"]["id"]))
    fits("keys", ask("keys", "list"))
    fits("user", ask("users", "add", "reader", "--generate", "--level", "restricted"))
    offered = ask("users", "totp", "reader")
    fits("totp", offered)
    fits("totp", ask("users", "totp", "reader", "--confirm", pyotp.TOTP(offered["secret"]).now()))
    fits("user", ask("users", "disable", "reader"))
    fits("users", ask("users", "list"))
    fits("custody-verify", ask("custody", "verify"))
    (copy / "custody" / "log.jsonl").write_bytes(b"{}\n")
    fits("custody-verify", ask("custody", "verify"))


Ask = Callable[..., Any]


@pytest.fixture
def ask(example: Path) -> Ask:
    return lambda *arguments: here("--store", example, *arguments, "--json").json


def test_keys_of_commanders_stay(ask: Ask) -> None:
    answer = ask("commanders", "SRS", "--on", "2020-05-03")
    assert {"body", "on", "heads", "left_out", "gap", "conflicts"} <= set(answer)
    assert set(answer["body"]) >= NODE
    assert answer["on"] == "2020-05-03"
    for head in answer["heads"]:
        assert {"person", "grade", "state", "capacity", "valid", "statements", "sources"} <= set(head)
        assert set(head["person"]) >= NODE
        assert set(head["valid"]) == TIME
        assert head["grade"] in ("certain", "possible")
        assert head["state"] in ("supported", "contested", "denied")
    assert {h["person"]["name"] for h in answer["heads"]} == {"Ella Fifthperson", "Faro Sixthperson"}
    assert [set(row) >= {"person", "rule"} for row in answer["left_out"]] == [True]
    assert answer["gap"] is None
    gap = ask("commanders", "Second Section", "--on", "2020-05-03")["gap"]
    assert set(gap) == {"last_before", "first_after"}
    assert gap["last_before"]["person"]["name"] == "Ivo Seventhperson"
    assert gap["first_after"]["person"]["name"] == "Juno Eighthperson"


def test_keys_of_superiors_stay(ask: Ask) -> None:
    answer = ask("superiors", "SRS", "--on", "2020-05-03")
    assert {"body", "on", "superiors", "left_out", "gap", "conflicts"} <= set(answer)
    for row in answer["superiors"]:
        assert {"body", "link", "grade", "state", "valid", "statements", "sources"} <= set(row)
    assert {row["link"] for row in answer["superiors"]} == {"deJureCommand", "deFactoControl"}


def test_keys_of_chains_stay(ask: Ask) -> None:
    answer = ask("chain", "Second Section", "--on", "2020-05-01/2020-05-31")
    assert {"target", "on", "chains", "truncated", "gaps", "notice"} <= set(answer)
    assert answer["on"] == ["2020-05-01", "2020-05-31"]
    assert answer["truncated"] is False
    for one in answer["chains"]:
        assert {"grade", "feasible", "strength", "hops"} <= set(one)
        for lo, hi in one["feasible"]:
            assert "2020-05-01" <= lo <= hi <= "2020-05-31"
        for hop in one["hops"]:
            wanted = {"link", "source", "target", "grade", "state", "valid", "statements", "sources"}
            assert wanted <= set(hop)
        for lower, upper in zip(one["hops"], one["hops"][1:], strict=False):
            assert lower["target"] == upper["source"]


def test_keys_of_errors_stay(example: Path) -> None:
    told = here("--store", example, "commanders", "Nobody at all", "--on", "2020-05-03", "--json")
    assert set(told.json) == {"error"}
    assert set(told.json["error"]) == {"type", "title", "detail", "candidates"}
    assert told.err == ""
    assert told.code == 3
