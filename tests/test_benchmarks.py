"""Every benchmark runs on a tiny size and prints its figures. Nothing is timed here: no bar is looked at."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import (
    analyses,
    bundles,
    chains,
    dates,
    engines,
    events,
    names,
    opening,
    serving,
    sheets,
    tenure,
    terminal,
    texts,
    writing,
)
from benchmarks.cases import cases
from benchmarks.measure import Figure, at_least, at_most, failing, show
from benchmarks.serving_load import load
from benchmarks.stores import Asked, make
from benchmarks.synthetic import DEPTH, world
from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.chains import chains as chains_of
from respondeat.graph.analyses.events_under import events_under
from respondeat.graph.command import When
from respondeat.graph.statement import Attestation, Statement
from respondeat.ontology import vocabulary as v

TINY = 20_000


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return make(tmp_path_factory.mktemp("bench") / "store", TINY)


def told(figures: list[Figure], capsys: pytest.CaptureFixture[str]) -> str:
    show("figures", figures)
    shown = capsys.readouterr().out
    assert figures
    assert all(figure.name in shown and figure.told in shown for figure in figures)
    return shown


def test_the_world_is_the_same_for_the_same_seed_and_nearly_of_the_size_asked_for(asked: Asked) -> None:
    assert world(TINY) == world(TINY)
    with Dataset.open(asked.path) as data:
        count = sum(1 for quad in data.reader.quads() if str(quad.graph_name) != "DEFAULT")
    assert 0.7 * TINY < count < 1.3 * TINY


def test_chains(asked: Asked, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "RDFLIB_QUADS", 0)  # it takes a quarter of a minute
    assert "one chain" in told(list(chains.measure(asked)), capsys)


def test_chains_of_the_benchmark_are_eight_hops_long(asked: Asked) -> None:
    with Dataset.open(asked.path) as data:
        found = chains_of(data.graph, asked.events[0][0], When.day(asked.events[0][1]))
    assert max(len(chain.hops) for chain in found.chains) > DEPTH


def test_sparql_finds_every_chain(asked: Asked) -> None:
    """Rows of the texts are ways by their statements: every chain of ours is among them."""
    with Dataset.open(asked.path) as data:
        for event, day in asked.events[:5]:
            ours = {
                frozenset((hop.source, hop.target) for hop in chain.hops[1:])
                for chain in chains_of(data.graph, event, When.day(day)).chains
            }
            for text in (texts.chains(event, day, DEPTH - 1), texts.ways(event, day, DEPTH - 1)):
                theirs = set()
                for row in chains.rows(data.reader, text):
                    ends = [str(row[f"u{n}"])[1:-1] for n in range(DEPTH) if row[f"u{n}"] is not None]
                    ends.append(str(row["person"])[1:-1])
                    theirs.add(frozenset(pairwise(ends)))
                assert ours <= theirs


def test_sparql_finds_every_event(asked: Asked) -> None:
    with Dataset.open(asked.path) as data:
        ours = {found.event for found in events_under(data.graph, asked.heads[0]).events}
        solutions = chains.rows(data.reader, texts.events(asked.heads[0], DEPTH - 1))
    assert ours
    assert ours <= set(chains.iris(solutions, "event"))


def test_events(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert "events found" in told(list(events.measure(asked)), capsys)


def test_tenure(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert "pairs of a head and an event" in told(list(tenure.measure(asked)), capsys)


def test_opening(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    assert "bytes a link" in told(list(opening.measure(asked)), capsys)


def test_the_world_with_cases_is_the_same_for_the_same_seed_and_lets_every_analysis_find_something() -> None:
    made = cases(TINY)
    assert made == cases(TINY)
    relations = {r.relation.removeprefix(v.R) for r in made.records if isinstance(r, Statement)}
    wanted = {
        "Conviction",
        "Custody",
        "Listing",
        "Quantity",
        "Knowledge",
        "LegalCharacterisation",
        "Location",
    }
    assert wanted <= relations
    assert any(isinstance(r, Attestation) and r.denies for r in made.records)
    known = {r.id for r in made.records}
    assert {id for name, id in made.targets.items() if name != "day"} <= known


def test_serving(capsys: pytest.CaptureFixture[str]) -> None:
    """Our own server only: the peers are in a group of their own, for `make bench`."""
    shown = told(list(serving.measure(5_000, 0.5, 2, peers=False)), capsys)
    assert "respondeat serve, ordinary: half within" in shown


def test_a_load_is_for_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine"):
        load("http://192.0.2.1/sparql", ["ASK {}"], 1, 0.1)


def test_analyses(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    some = {title: analyses.ASKED[title] for title in ("reach, 15 years", "replay of a chain")}
    monkeypatch.setattr(analyses, "ASKED", {**some, "not there": ("no-such-question", {})})
    shown = told(list(analyses.measure([2_000])), capsys)
    assert "memory at the peak" in shown and "replay of a chain" in shown and "not there" not in shown


def test_growth_is_told_where_the_times_can_tell_it() -> None:
    assert analyses.exponent([(100, 1.0), (10_000, 100.0)]) == pytest.approx(1)
    assert analyses.exponent([(100, 1.0), (200, 8.0)]) == pytest.approx(3)
    assert analyses.exponent([(100, 1.0)]) is None
    assert analyses.exponent([(100, 0.01), (10_000, 0.1)]) is None


def test_writing(capsys: pytest.CaptureFixture[str]) -> None:
    assert "validated" in told(list(writing.measure(2_000)), capsys)


@pytest.mark.slow
def test_bundles(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shown = told(list(bundles.measure(300_000, 100_000)), capsys)
    assert "zip: verified" in shown and "with somebody to protect" in shown
    assert list(tmp_path.iterdir()) == []


def test_what_a_failing_command_said_is_told() -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        bundles.spent(["sh", "-c", "echo why; exit 3"])
    assert "why" in caught.value.stdout


def test_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--version" in told(list(terminal.measure(2_000, times=1)), capsys)


def test_dates_and_names(capsys: pytest.CaptureFixture[str]) -> None:
    told(list(dates.measure(200, 5)), capsys)
    assert "recall" in told(list(names.measure(500)), capsys)


def test_engines(capsys: pytest.CaptureFixture[str]) -> None:
    assert "igraph" in told(list(engines.measure([40])), capsys)


def test_sheets_are_measured_only_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RESPONDEAT_TEST_DATA", raising=False)
    assert list(sheets.measure()) == []


def test_a_bar_that_does_not_hold_is_said_and_ends_with_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, fast = at_least("ratio", 2, 100), at_most("time", 1, 2, "ms")
    assert failing([slow, fast]) == [slow]
    monkeypatch.setitem(benchmarks.ALONE, "dates", lambda: iter([slow, fast]))
    assert benchmarks.main(["dates"]) == 1
    assert "Does not hold: ratio: 2.000 times, asked for at least 100 times" in capsys.readouterr().out
    monkeypatch.setitem(benchmarks.ALONE, "dates", lambda: iter([fast]))
    assert benchmarks.main(["dates"]) == 0
