"""What is missing on the sheets of Security Force Monitor: no event, so that days are asked for one by one.

Beside each answer the rows of the sheet of persons (the header is row 1), read by eye.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from respondeat.api.dataset import Dataset
from respondeat.graph.dates import Bounds, day
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here

FOLDER = "sfm-nigeria-police"


def ask(store: Path, *arguments: str) -> Any:
    done = here("--store", store, "gaps", *arguments, "--limit", "2000", "--json")
    assert done.code == 0, done.out
    return done.json


def test_there_is_no_event_to_answer_for(police: Path) -> None:
    answer = ask(police)
    assert (answer["total"], answer["events"]) == (0, {"single": 0, "patterns": 0, "undated": 0})
    assert "--every-day, with --on" in here("--store", police, "gaps").out


def test_days_without_a_certain_head_of_one_command(police: Path) -> None:
    """Rows 259: 2013-11-22 to 2014-08-19; 251: 2014-09-11 to 2015-02-03. Between them nobody."""
    asked = ("Anambra State Police Command", "--scope", "body", "--on", "2013-11-22/2015-02-03")
    (gap,) = ask(police, *asked, "--every-day", "--kind", "no-head")["gaps"]
    assert gap["days"] == [["2014-08-20", "2014-09-10"]]
    assert (gap["basis"], gap["nobody"]) == ("nobody", gap["days"])
    assert (gap["last_before"]["day"], gap["first_after"]["day"]) == ("2014-08-19", "2014-09-11")


def test_a_year_of_the_whole_force(police: Path) -> None:
    kinds = ask(police, "--on", "2015", "--every-day")["kinds"]
    assert kinds == {"no-head": 747, "no-superior": 5, "placeholder": 30, "no-posting": 113, "undated": 5}
    assert kinds["no-head"] == stretches_without_a_head(police, day("2015-01-01"), day("2015-12-31"))


def stretches_without_a_head(store: Path, first: int, last: int) -> int:
    """Counted from the statements of the store, day by day."""
    headed: dict[str, set[int]] = {}
    with Dataset.open(store) as data:
        for relation, roles in (("Posting", ("body",)), ("Subordination", ("subordinate", "superior"))):
            for id in data.records.instances(v.R + relation):
                said = data.records.record(id)
                assert isinstance(said, Statement)
                if said.iri("linkKind") not in ("", v.DE_JURE_COMMAND):
                    continue  # who stands in no line of command lacks no head
                for role in roles:
                    headed.setdefault(said.iri(role), set())
                bounds = said.time.bounds if said.time else Bounds()
                if said.iri("capacity") in (v.HEAD, v.ACTING_HEAD) and None not in (bounds.ls, bounds.ee):
                    headed[said.iri("body")].update(range(bounds.ls or 0, (bounds.ee or 0) + 1))
    return sum(
        at not in days and (at == first or at - 1 in days)
        for days in headed.values()
        for at in range(first, last + 1)
    )


def test_ranks_without_a_posting(police: Path, test_data: Callable[[str], Path]) -> None:
    """Row 247: a Commissioner of Police, last cited on 2009-06-27; others follow in that command."""
    with (test_data(FOLDER) / "ng_persons_police.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert all(row["Organization"] for row in csv.DictReader(stream) if row["Rank"])
    rows = ask(police, "--on", "2015", "--kind", "no-posting")["gaps"]
    assert len(rows) == 113
    assert all(row["ranks"] for row in rows)
    (one,) = [row for row in rows if row["node"]["name"] == "Alhalji Amusa Bello"]
    assert one["ranks"] == ["Commissioner of Police"]
    assert (one["last_before"]["day"], one["first_after"]) == ("2009-06-27", None)
    assert one["last_before"]["body"]["name"] == "Anambra State Police Command"
