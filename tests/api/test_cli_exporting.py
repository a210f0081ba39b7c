"""`respondeat export pyvis`: one file, whole or not at all, noted; what is restricted is asked for."""

from pathlib import Path

from respondeat.graph.evidence import entries
from tests.api.terminal import here

ASKED = ("export", "pyvis", "Interior Troops", "--on", "2020-08-10")


def test_the_file_is_written_whole_and_noted(seed_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "chain.html"
    done = here(*ASKED, "--store", seed_store, "--out", out, "--language", "be")
    assert (done.code, done.out) == (0, "")
    assert out.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="be">')
    assert [path.name for path in tmp_path.iterdir()] == ["chain.html"]
    assert here(*ASKED, "--store", seed_store, "--language", "be").out == out.read_text("utf-8")
    last = list(entries(seed_store / "custody"))[-1]
    assert (last.action, last.details["form"]) == ("data-exported", "pyvis")


def test_what_cannot_be_written_is_told(seed_store: Path, tmp_path: Path) -> None:
    assert here(*ASKED, "--store", seed_store, "--out", tmp_path).code == 2
    assert here("export", "pyvis", "Nobody At All Here", "--on", "2020", "--store", seed_store).code == 3
    assert here("export", "pyvis", "Interior Troops", "--store", seed_store).code == 2
    assert list(tmp_path.iterdir()) == []


def test_formats_are_told() -> None:
    done = here("export", "xml")
    assert done.code == 2
    assert "No such command 'xml'" in done.err
