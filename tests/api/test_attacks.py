"""Data made to harm who reads it: what a terminal would obey, markup, names that look like others."""

import json
import os
import threading
from pathlib import Path

import pytest

from respondeat.api.cli import screen
from respondeat.api.dataset import INDEXES
from respondeat.graph.dates import read
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here, process

FORMS = (
    "Zero \x1b[31mred\x1b[0m \x1b]52;c;cHduZWQ=\x07 unit",
    "One \u202etinu\u2066 unit",
    "Two \x9b31m\x7f unit",
    "[bold]Three[/bold] [link=http://example.org]here[/link] unit",
    "[/] Four unit",
)
OBEYED = ("\x1b", "\x07", "\x9b", "\x7f", "\r", "\u202e", "\u2066")


def _records(number: int, form: str) -> list[Record]:
    body, person = v.ID + f"b-odd{number}", v.ID + f"p-odd{number}"
    above = v.ID + f"b-odd{(number + 1) % len(FORMS)}"
    document = Document(v.ID + f"doc-odd{number}", title=form, publisher=form)
    passage = Passage.of(document.id, locator=form)
    head = Statement.of(
        "Posting",
        read("2010", "2020"),
        holder=person,
        body=body,
        capacity=v.HEAD,
        title=Text(form),
        note=form,
    )
    under = Statement.of(
        "Subordination",
        read("2010", "2020"),
        subordinate=body,
        superior=above,
        linkKind=v.R + "deJureCommand",
        note=form,
    )
    return [
        Entity.of(body, "Body"),
        Name.of(body, form, "en", preferred=True),
        Entity.of(person, "Person"),
        Name.of(person, form.replace("unit", "person"), "en", preferred=True),
        document,
        passage,
        head,
        under,
        Attestation.of(supports=[head.id, under.id], passages=[passage.id], origin=body),
    ]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose every name, title and note is made to harm a terminal."""
    path = tmp_path_factory.mktemp("odd") / "store"
    records = [r for number, form in enumerate(FORMS) for r in _records(number, form)]
    made = Changeset.of(records, recorded_at="2026-01-01T00:00:00Z", author=v.ID + "b-odd0", note=FORMS[0])
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write([made])
    return path


COMMANDS = [
    ("search", "unit"),
    ("documents", "list"),
    *(("show", f"b-odd{n}") for n in range(len(FORMS))),
    *((c, f"b-odd{n}", "--on", "2015-01-01") for n in (0, 3) for c in ("chain", "commanders", "superiors")),
    ("subordinates", "b-odd0", "--on", "2015-01-01"),
    ("events-under", "p-odd0"),
]


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize("as_json", [False, True])
def test_names_command_no_terminal(odd: Path, arguments: tuple[str, ...], as_json: bool) -> None:
    done = here("--store", odd, *arguments, *(["--json"] if as_json else []))
    assert done.code == 0, done.err
    assert [c for c in OBEYED if c in done.out + done.err] == []


def test_candidates_command_no_terminal(odd: Path) -> None:
    done = here("--store", odd, "chain", "unit", "--on", "2015-01-01")
    assert done.code == 3
    assert "Zero" in done.err
    assert [c for c in OBEYED if c in done.out + done.err] == []


def test_sparql_json_commands_no_terminal(odd: Path) -> None:
    query = "SELECT ?form { ?name <http://www.w3.org/2008/05/skos-xl#literalForm> ?form }"
    done = here("--store", odd, "sparql", query, "--json")
    assert [c for c in OBEYED if c in done.out] == []
    assert {row["form"]["value"] for row in done.json["results"]["bindings"]} >= set(FORMS)


def test_json_keeps_every_character(odd: Path) -> None:
    for number, form in enumerate(FORMS):
        assert here("--store", odd, "show", f"b-odd{number}", "--json").json["entity"]["name"] == form


def test_markup_in_names_is_text(odd: Path) -> None:
    shown = " ".join(here("--store", odd, "show", "b-odd3").out.split())
    assert "[bold]Three[/bold] [link=http://example.org]here[/link] unit" in shown
    assert "[/] Four unit" in here("--store", odd, "show", "b-odd4").out


def test_our_own_colours_stay() -> None:
    out = screen.Screen(
        force_terminal=True, color_system="standard", no_color=False, highlight=False, width=40
    )
    with out.capture() as captured:
        out.print("[bold red]ours[/] \x1b[31mtheirs")
    assert captured.get() == "\x1b[1;31mours\x1b[0m \ufffd[31mtheirs\n"


def test_a_store_whose_name_is_markup(tmp_path: Path) -> None:
    store = tmp_path / "st[/]ore [bold]ж"
    for arguments in (("load-example",), ("load-example",), ("doctor",), ("search", "SRS")):
        done = here("--store", store, *arguments)
        assert done.code == 0, done.err
    assert "st[/]ore [bold]" in here("--store", store, "load-example").out
    assert "st[/]ore [bold]" in here("--store", tmp_path / "no st[/]ore [bold]", "search", "x").err
    assert json.loads(here("--store", store, "doctor", "--json").out)["ok"]


def test_export_writes_to_a_pipe_and_through_a_link(odd: Path, tmp_path: Path) -> None:
    expected = here("--store", odd, "export", "nquads").out
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    link.symlink_to(file)
    read_from_pipe: list[str] = []
    reader = threading.Thread(target=lambda: read_from_pipe.append(pipe.read_text("utf-8")))
    reader.start()
    done = here("--store", odd, "export", "nquads", "--out", pipe)
    reader.join(timeout=60)
    assert (done.code, read_from_pipe) == (0, [expected])
    assert here("--store", odd, "export", "nquads", "--out", link).code == 0
    assert link.is_symlink()
    assert file.read_text("utf-8") == expected
    assert pipe.is_fifo()


def test_a_pipe_is_no_document(odd: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = here("--store", odd, "documents", "add", tmp_path / "pipe.txt")
    assert done.code == 2
    assert "pipe or device" in done.err


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no device that is full")
@pytest.mark.parametrize("arguments", [("search", "unit"), ("search", "unit", "--json"), ("export", "trig")])
def test_output_that_is_full_is_told(odd: Path, arguments: tuple[str, ...]) -> None:
    def full() -> None:
        os.dup2(os.open("/dev/full", os.O_WRONLY), 1)

    done = process("--store", odd, *arguments, before=full)
    assert done.code == 5
    assert "No space left" in done.err
