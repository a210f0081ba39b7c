"""`get`, `config`, and what `doctor` says of serving; `serve` itself is in web/test_door.py."""

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.cli.doctor_serving import serving
from respondeat.api.dataset import INDEXES
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore
from tests.api.terminal import here, process

RAID = "/v1/chain?target=Raid%20in%20Paper%20Street%20(invented)"


def test_get_prints_what_a_server_answers(example: Path) -> None:
    done = here("--store", example, "get", RAID)
    assert (done.code, done.err) == (0, "")
    asked = ("chain", "Raid in Paper Street (invented)", "--json", "--no-quotes", "--level", "public")
    assert done.json == here("--store", example, *asked).json


@pytest.mark.parametrize(
    "path", ["v1/search?text=SRS", "/v1/search?text=Ела Пятая", "/v1/search?text=a%20b&limit=1", "/healthz"]
)
def test_get_takes_a_path_as_it_is_typed(example: Path, path: str) -> None:
    assert here("--store", example, "get", path).code == 0


def test_get_reads_at_the_level_that_is_said(example: Path) -> None:
    path = "/v1/search?text=Mira%20Nobody"
    assert "Mira Nobody" not in str(here("--store", example, "get", path).json["hits"])
    assert "Mira Nobody" in str(here("--store", example, "get", path, "--level", "sealed").json["hits"])
    assert here("--store", example, "get", f"{path}&level=sealed").code == 6


@pytest.mark.parametrize(
    ("path", "code", "kind"),
    [
        ("/v1/nothing", 2, "not-found"),
        ("/v1/search", 2, "request"),
        ("/v1/show?entity=Nobody%20at%20all", 3, "unknown-name"),
        ("/v1/search?text=x&level=sealed", 6, "not-allowed"),
        ("/sparql?query=SELECT", 2, "query"),
    ],
)
def test_get_leaves_with_the_exit_code_of_the_error(example: Path, path: str, code: int, kind: str) -> None:
    done = here("--store", example, "get", path)
    assert (done.code, done.json["type"]) == (code, f"/problems/{kind}")


def test_get_includes_headers_and_asks_for_a_form(example: Path) -> None:
    id = here("--store", example, "get", "/v1/search?text=SRS").json["hits"][0]["id"].rpartition("/")[2]
    done = here("--store", example, "get", f"/entity/{id}", "--accept", "text/turtle", "--include")
    head, _, body = done.out.partition("\n\n")
    assert head.splitlines()[0] == "HTTP/1.1 200 OK"
    assert "content-type: text/turtle" in head
    assert "x-content-type-options: nosniff" in head
    assert "@prefix" in body
    assert here("--store", example, "get", f"/entity/{id}", "--accept", "image/png").code == 2


@pytest.mark.parametrize("path", ["//example.org/v1", "http://example.org/", "/v1/\x00", "http://[::1"])
def test_get_refuses_what_is_no_path(example: Path, path: str) -> None:
    done = here("--store", example, "get", path)
    assert done.code == 2
    assert done.out == ""


def test_get_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    done = here("--store", tmp_path / "none", "get", "/healthz")
    assert done.code == 5
    assert "There is no store" in done.err


def test_config_shows_what_holds_and_where_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.toml"
    file.write_text('allowed_hosts = ["a.example.org"]', "utf-8")
    monkeypatch.setenv("RESPONDEAT_LIMITS__ROWS", "7")
    told = here("--store", tmp_path, "config", "--config", file, "--json").json
    rows = {row["name"]: (row["value"], row["origin"]) for row in told["settings"]}
    assert told["file"] == str(file)
    assert rows["store"] == (str(tmp_path), "--store")
    assert rows["allowed_hosts"] == (["a.example.org"], str(file))
    assert rows["limits.rows"] == (7, "RESPONDEAT_LIMITS__ROWS")
    assert rows["port"] == (8631, "default")
    shown = here("config", "--config", file).out
    assert "a.example.org" in shown
    assert "RESPONDEAT_LIMITS__ROWS" in shown


def test_config_says_what_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("prot = 1", "utf-8")
    done = here("config", "--config", file)
    assert (done.code, done.out) == (2, "")
    assert "Did you mean port?" in done.err


def checks(store: Path, config: Path | None = None) -> Mapping[str, Mapping[str, Any]]:
    return {one["what"]: one for one in serving(store, config)}


def test_doctor_tells_of_serving(example: Path) -> None:
    found = checks(example)
    wanted = {"configuration", "open files", "passwords", "address", "file rights", "confinement", "clock"}
    assert set(found) == wanted
    assert [what for what, one in found.items() if not one["ok"]] == []
    assert "confined: " in found["confinement"]["found"]


def test_doctor_tells_of_a_configuration_that_cannot_be(example: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("prot = 1", "utf-8")
    done = here("--store", example, "doctor", "--config", file)
    assert done.code == 1
    assert "wrong configuration: " in done.out
    assert "Did you mean port?" in done.out


def test_doctor_tells_of_a_port_that_is_taken_and_an_address_that_is_not_ours(
    example: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.toml"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        file.write_text(f"port = {taken.getsockname()[1]}", "utf-8")
        found = checks(example, file)["address"]
    assert "is taken" in found["found"]
    assert found["ok"]
    file.write_text('host = "0.0.0.0"\nport = 0', "utf-8")
    assert not checks(example, file)["address"]["ok"]


def test_doctor_tells_of_a_store_that_others_can_enter(copy: Path) -> None:
    copy.chmod(0o755)
    found = checks(copy)["file rights"]
    assert not found["ok"]
    assert f"chmod go= '{copy}'" in found["found"]


def test_doctor_tells_of_a_clock_before_the_newest_changeset(copy: Path) -> None:
    late = Changeset.of(
        (), recorded_at="2999-01-01T00:00:00Z", level="public", author="https://example.org/x", note=""
    )
    with EmbeddedStore.open(copy, INDEXES) as store:
        store.write([late])
    found = checks(copy)["clock"]
    assert not found["ok"]
    assert "set the clock" in found["found"]


def test_doctor_tells_of_too_few_open_files(example: Path) -> None:
    import resource

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    done = process("doctor", "--store", example, "--json", before=few)
    assert done.code == 1
    assert {one["what"] for one in json.loads(done.out)["checks"] if not one["ok"]} == {"open files"}
