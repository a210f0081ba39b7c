"""Detention on the sheets of Security Force Monitor, which hold no custody; replay of what they answer."""

from pathlib import Path

from tests.api.terminal import here


def test_no_custody_is_a_plain_answer(police: Path) -> None:
    told = here("--store", police, "detention")
    assert told.code == 0
    assert "No statement of custody, of incommunicado detention or of a death in custody" in told.out
    answer = here("--store", police, "detention", "--json").json
    assert (answer["held_count"], answer["deaths_count"], answer["statements"]) == (0, 0, [])
    assert "gives such a figure" in here("--store", police, "detention", "--figures", "all").out


def test_an_answer_of_the_sheets_is_the_same_again(police: Path, tmp_path: Path) -> None:
    kept = tmp_path / "answer.json"
    asked = here("--store", police, "commanders", "Nigeria Police Force", "--on", "2015-07-02", "--json")
    kept.write_text(asked.out, "utf-8")
    assert here("--store", police, "replay", kept).code == 0


def test_nothing_was_known_before_the_import(police: Path) -> None:
    asked = ("commanders", "Nigeria Police Force", "--on", "2015-07-02", "--json")
    told = here("--store", police, "replay", "--recorded-at", "2026-11-21", "--", *asked).json
    assert told["then"]["error"]["type"] == "unknown-name"
    heads = told["now"]["answer"]["heads"]
    [certain] = [h for h in heads if h["grade"] == "certain"]
    assert {s["statement"] for s in told["came"]} >= {s for h in heads for s in h["statements"]}
    row = next(r for r in told["rows"] if r["where"] == "heads" and r["nodes"][0] == certain["person"])
    assert (row["then"], row["now"]["grade"]) == (None, "certain")
