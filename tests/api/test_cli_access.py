"""What stands above the reader's level shows nowhere: in no command, count, error or export."""

import json
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from tests.api.terminal import here

VICTIM = "https://w3id.org/respondeat/id/p-47463074f671c78fe843248fff279937"
SECRETS = (
    "Mira",
    "Nobody",
    "witness.txt",
    "Note of a talk",
    "cell without a window",
    "street that was raided",
)
RAID, BEATING = "Raid in Paper Street (invented)", "Beating in the yard of the lock-up (invented)"

COMMANDS: list[tuple[str, ...]] = [
    ("search", "Mira Nobody"),
    ("search", "Mira Nobody", "--json"),
    ("show", VICTIM, "--json"),
    ("show", VICTIM),
    ("show", BEATING, "--json"),
    ("show", "Sampleton lock-up (invented)"),
    ("chain", BEATING, "--json"),
    ("chain", RAID),
    ("chain", VICTIM, "--on", "2020-05-03", "--json"),
    ("commanders", "Sampleton lock-up (invented)", "--on", "2020-05-03", "--json"),
    ("superiors", VICTIM, "--on", "2020-05-03", "--json"),
    ("subordinates", "Sampleton lock-up (invented)", "--on", "2020-05-03"),
    ("events-under", "Aaro Firstperson", "--json"),
    ("documents", "list"),
    ("documents", "list", "--json"),
    ("validate", "--json"),
    ("sparql", "SELECT * WHERE { ?s ?p ?o }", "--json"),
    ("sparql", "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }", "--json"),
    ("sparql", "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * { GRAPH ?g { ?s ?p ?o } } } }", "--json"),
    ("export", "nquads"),
    ("export", "trig"),
    ("export", "turtle"),
    ("export", "jsonld"),
]


@pytest.mark.parametrize("arguments", COMMANDS)
def test_the_public_level_shows_no_victim(example: Path, arguments: tuple[str, ...]) -> None:
    done = here("--store", example, *arguments, "--level", "public")
    assert done.code == 0, done.err
    # what the question itself says is no leak
    shown = (
        (done.out + done.err).replace(json.dumps(arguments[1]), "") if arguments[0] == "search" else done.out
    )
    assert [secret for secret in SECRETS if secret in shown] == []


def test_the_sealed_level_shows_her_and_says_so(example: Path) -> None:
    done = here("--store", example, "show", "Mira Nobody")
    assert done.code == 0
    assert "a cell without a window" in done.out
    assert "Read at level sealed, which holds restricted data" in done.out
    assert "which holds" not in here("--store", example, "show", "SRS", "--level", "public").out


def test_a_withheld_name_is_unknown_and_near_nothing(example: Path) -> None:
    done = here("--store", example, "show", "Mira Nobody", "--level", "public", "--json")
    assert done.code == 3
    assert VICTIM not in json.dumps(done.json["error"]["candidates"])


def test_the_past_holds_to_the_level(example: Path) -> None:
    done = here(
        "--store", example, "show", VICTIM, "--level", "public", "--recorded-at", "2026-10-15", "--json"
    )
    assert done.code == 0
    assert [secret for secret in SECRETS if secret in done.out] == []


def test_counts_of_sources_stay_honest(example: Path) -> None:
    def sources(level: str) -> list[tuple[str, bool]]:
        told = here("--store", example, "show", BEATING, "--level", level, "--json").json
        return sorted((s["statement"], s["withheld"]) for x in told["statements"] for s in x["sources"])

    public, sealed = sources("public"), sources("sealed")
    assert [s for s, _ in public] == [s for s, _ in sealed]
    assert any(withheld for _, withheld in public)
    words = here("--store", example, "show", BEATING, "--level", "public").out
    assert "passage withheld at this level" in " ".join(words.split())


def test_the_level_can_stand_in_the_environment(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESPONDEAT_LEVEL", "public")
    assert here("--store", example, "show", "Mira Nobody").code == 3
    monkeypatch.setenv("RESPONDEAT_LEVEL", "sealed")
    assert "Mira" not in here("--store", example, "export", "nquads").out


def test_a_reader_of_a_level_opens_only_that_one(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        assert data.level == "public"
        assert {info.level for info in data.recorded} == {"public"}
