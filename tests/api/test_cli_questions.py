"""Questions as they are asked at the terminal: stores, names, levels, moments, words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.terminal import here, process

UNITS = Path(__file__).parent.parent / "data" / "importers" / "units" / "units.yaml"
COMMANDERS = ("commanders", "SRS", "--on", "2020-05-03")


def test_the_store_is_named_before_or_after_or_by_the_environment(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = here("--store", example, *COMMANDERS)
    after = here(*COMMANDERS, "--store", example)
    monkeypatch.setenv("RESPONDEAT_STORE", str(example))
    named = here(*COMMANDERS)
    assert before == after == named
    assert before.code == 0
    assert here("--store", "/nowhere", *COMMANDERS, "--store", example) == before


def test_without_a_store_it_is_said_where_none_is() -> None:
    done = here(*COMMANDERS)
    assert done.code == 5
    assert "There is no store at" in done.err
    assert done.out == ""


def test_any_spelling_asks_the_same(example: Path) -> None:
    names = ("Second Section", "Второй отдел (вымышленный)", "Другі аддзел (выдуманы)")
    answers = [
        here("--store", example, "commanders", name, "--on", "2020-05-03", "--json").json for name in names
    ]
    assert [a.pop("question")["parameters"]["body"] for a in answers] == list(names)
    assert answers[0] == answers[1] == answers[2]


def test_an_unknown_name_lists_near_ones(example: Path) -> None:
    done = here("--store", example, "show", "Ela Fifthperson")
    assert done.code == 3
    assert "No entity bears this name" in done.err
    assert re.search(r"Ella Fifthperson \(Person\) p-[0-9a-f]{32}$", done.err, re.MULTILINE)
    told = here("--store", example, "show", "Ela Fifthperson", "--json").json["error"]
    assert told["type"] == "unknown-name"
    assert told["candidates"][0]["name"] == "Ella Fifthperson"


def test_an_ambiguous_name_lists_all_and_chooses_none(copy: Path, tmp_path: Path) -> None:
    header = UNITS.with_suffix(".csv").read_text("utf-8").splitlines()[0]
    columns = header.count(";") + 1
    rows = [f"{key};Twin Guard;;troops;HQ;command".split(";") for key in ("T1", "T2")]
    table = tmp_path / "twins.csv"
    table.write_text("\n".join([header, *(";".join(r + [""] * (columns - 6)) for r in rows)]), "utf-8")
    done = here("--store", copy, "import", "table", table, "--mapping", UNITS, "--json")
    assert (done.code, done.json["imported"]) == (0, 2), done.out
    told = here("--store", copy, "commanders", "Twin Guard", "--on", "2020-01-01", "--json")
    assert told.code == 3
    assert told.json["error"]["type"] == "ambiguous-name"
    candidates = told.json["error"]["candidates"]
    assert [c["name"] for c in candidates] == ["Twin Guard", "Twin Guard"]
    for candidate in candidates:
        chosen = here("--store", copy, "commanders", candidate["id"], "--on", "2020-01-01", "--json")
        assert chosen.json["body"]["id"] == candidate["id"]
    words = here("--store", copy, "commanders", "Twin Guard", "--on", "2020-01-01")
    assert words.err.count("Twin Guard (Body) b-") == 2


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-02-30", "2020-02-30"),
        ("2020-06-01/2020-05-01", "after"),
        ("someday", "someday"),
        ("2020-05-03/..", ".."),
    ],
)
def test_a_day_that_is_none_is_said(example: Path, day: str, said: str) -> None:
    done = here("--store", example, "commanders", "SRS", "--on", day)
    assert done.code == 2
    assert said in done.err
    told = here("--store", example, "chain", "SRS", "--on", day, "--json")
    assert (told.code, told.json["error"]["type"]) == (2, "date")


def test_a_past_moment_answers_from_what_was_recorded_then(example: Path) -> None:
    ask = ("--store", example, "commanders", "Second Section", "--on", "2020-05-03")
    now, then = here(*ask), here(*ask, "--recorded-at", "2026-10-15")
    assert "Hilo Wrongperson" not in now.out
    assert "Hilo Wrongperson" in then.out
    assert "as recorded on 2026-10-01" in then.out
    wrong = here(*ask, "--recorded-at", "last week")
    assert wrong.code == 2


def test_words_for_an_investigator(example: Path) -> None:
    told = here("--store", example, "chain", "Raid in Paper Street (invented)").out
    flat = " ".join(told.replace("│", " ").split())
    for words in (
        "carried out by Second Section (invented), certain, on 2020-05-03 [1]",
        "GAP no source names a head for that day; last head attested before: Ivo Seventhperson [invented], "
        "2019-12-31",
        "under the command of City Police Directorate of Sampleton (invented), certain",
        "head (“President”): Aaro Firstperson [invented], certain, from some day in 2005",
        "head (“Minister of Order”): Bera Secondperson [invented], possible",
        "under the de facto control of Ministry of Order of Exampelia (invented), possible",
        "CONTESTED",
        "AGAINST: Ministry of Order of Exampelia (invented)",
        "derived by the rule “continuity”",
        "certain: the dates in the sources cover every day asked for. possible: they allow it, no more",
        "“The Ministry does not command the Special Regiment of Sampleton.”",
        "not findings of this project; not evidence of guilt; sources may be wrong.",
    ):
        assert words in flat
    assert "rule next-attested): Gorm Oldperson" in flat
    assert "officiallyClaimed" not in told
    numbers = {int(n) for n in re.findall(r"^ *\[(\d+)\]", told, re.MULTILINE)}
    assert numbers == set(range(1, max(numbers) + 1)), "every source is listed once, by number"


def test_ids_are_whole_however_narrow(example: Path) -> None:
    done = process("--store", example, "search", "Special Regiment", env={"COLUMNS": "40"})
    id = here("--store", example, "search", "Special Regiment", "--json").json["hits"][0]["id"]
    assert id.rpartition("/")[2] in done.out


def test_show_is_for_and_against(example: Path) -> None:
    told = " ".join(here("--store", example, "show", "Ministry of Order").out.split())
    assert "kind of body: ministry" in told
    assert "CONTESTED; an analyst: contested, low confidence (One origin for it" in told
    assert "AGAINST: Ministry of Order" in told


def test_sparql_answers_and_does_not_change(example: Path) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s a r:Posting }"
    told = here("--store", example, "sparql", count, "--json").json
    assert int(told["results"]["bindings"][0]["n"]["value"]) > 5
    assert here("--store", example, "sparql", count).out.split()[0] == "n"
    assert here("--store", example, "sparql", "-", "--json", stdin=count).json == told
    ask = here("--store", example, "sparql", "ASK { ?s a r:Nothing }", "--json")
    assert ask.json["boolean"] is False
    made = here(
        "--store", example, "sparql", "CONSTRUCT { ?s a r:Posting } WHERE { ?s a r:Posting }", "--json"
    )
    assert len(json.loads(made.out)) > 5


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * WHERE { service SILENT <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p }",
        "",
    ],
)
def test_sparql_refuses_updates_services_and_nonsense(example: Path, query: str) -> None:
    done = here("--store", example, "sparql", query, "--json")
    kind = "query" if query in ("", "SELECT * WHERE { ?s ?p }") else "query-forbidden"
    assert (done.code, done.json["error"]["type"]) == (2, kind)
    assert here("--store", example, "validate").code == 0


def test_sparql_has_no_row_cap(example: Path) -> None:
    told = here("--store", example, "sparql", "SELECT * { ?a ?b ?c . ?d a r:Posting }", "--json").json
    assert len(told["results"]["bindings"]) > 10_000


def test_no_colour_where_there_is_no_terminal(example: Path) -> None:
    for arguments in (
        ("chain", "SRS", "--on", "2020-05-03"),
        ("show", "SRS"),
        ("chain", "nobody", "--on", "2020"),
    ):
        done = process("--store", example, *arguments, env={"NO_COLOR": "", "TERM": "xterm-256color"})
        assert "\x1b" not in done.out + done.err


def test_a_question_loads_no_importer_and_no_graph_library(example: Path) -> None:
    heavy = {"networkx", "openpyxl", "rdflib", "pydantic", "pypdf", "bs4", "shacl", "yaml"}
    program = (
        "import sys; from respondeat.api.cli.root import run; code = run(sys.argv[1:]); "
        f"print(code, sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    for arguments in (
        ["chain", "--help"],
        ["chain", "SRS", "--on", "2020-05-03"],
        ["show", "SRS"],
        ["search", "SRS"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, "--store", str(example), *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr.strip() == "0 []"
