"""Tenure on the sheets of Security Force Monitor: heads with their spells, and no event to count."""

import re
from pathlib import Path

from tests.api.terminal import here

ROW = re.compile(r"row (\d+)")


def test_many_heads_and_no_event(police: Path) -> None:
    answer = here("--store", police, "tenure", "--json").json
    assert answer["counts"] == {"heads": 265, "with_events": 0, "written": 0}
    assert "No event in the data was under the command of any head" in here("--store", police, "tenure").out


def test_the_heads_of_the_force_one_after_the_other(police: Path) -> None:
    """Rows 326, 303 and 323 of the sheet of persons: on a day; from day to day, acting; on a day."""
    answer = here("--store", police, "tenure", "Nigeria Police Force", "--json").json
    spells = [s for h in answer["heads"] for s in h["spells"]]
    assert [(s["capacity"], s["valid"]["ls"], s["valid"]["ee"]) for s in spells] == [
        ("head", "2012-03-11", "2012-03-11"),
        ("actingHead", "2014-08-31", "2014-09-08"),
        ("head", "2015-07-02", "2015-07-02"),
    ]
    rows = [
        {n for x in s["sources"] for p in x["passages"] for n in ROW.findall(p["locator"])} for s in spells
    ]
    assert rows == [{"326"}, {"303"}, {"323"}]
