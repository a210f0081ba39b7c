"""`respondeat import bag|crate|wacz|auto-archiver`, as a user has it: taken in whole, or not at all."""

import csv
import json
import time
from pathlib import Path
from typing import Any

import pytest

from respondeat.graph.documents import Capture, DocumentStore
from respondeat.graph.evidence import entries
from tests.api.terminal import Ran, here
from tests.api.test_schemas import fits
from tests.graph.evidence.received.making import (
    PNG,
    as_bytes,
    bag,
    crate,
    digest,
    file,
    sha,
    wacz,
    written,
    zipped,
)

TEXT = b"An invented report.\n"
PAGE = b"<html>An invented page</html>"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def ask(store: Path, *arguments: str | Path) -> Ran:
    return here("--store", store, "import", *arguments)


def took(store: Path, *arguments: str | Path) -> Any:
    done = ask(store, *arguments, "--json")
    assert done.code == 0, done.err
    fits("import-package", done.json)
    return done.json


def captures(store: Path, content: bytes) -> tuple[Capture, ...]:
    return DocumentStore(store / "documents").captures(sha(content))


def titles(store: Path, level: str) -> set[str]:
    done = here("--store", store, "documents", "list", "--level", level, "--json")
    assert done.code == 0, done.err
    return {one["title"] for one in done.json["documents"] if one["kept"] == "yes"}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def a_bag(tmp_path: Path, **changes: bytes) -> Path:
    files = bag({"a.txt": TEXT, "photo.jpg": PNG})
    return written(
        tmp_path / "bag", {**files, **{f"data/{k.replace('_', '.')}": v for k, v in changes.items()}}
    )


def test_a_bag_is_taken_in_restricted(store: Path, tmp_path: Path) -> None:
    told = took(store, "bag", a_bag(tmp_path))
    assert (told["level"], told["new_records"], told["listed"]) == ("restricted", 5, 0)
    assert {"a.txt", "photo.jpg"} <= titles(store, "restricted")
    assert titles(store, "public") == set()
    (capture,) = captures(store, TEXT)
    assert (capture.received_from, capture.path_in_package, capture.level) == (
        "bag",
        "data/a.txt",
        "restricted",
    )
    assert capture.package == told["package"]["sha256"]
    time.sleep(1.1)  # what is taken in twice within a second is told once
    again = took(store, "bag", tmp_path / "bag")
    assert (again["changeset"], again["new_records"]) == (None, 0)
    assert len(captures(store, TEXT)) == 2


def test_the_custody_log_has_the_package_and_each_document(store: Path, tmp_path: Path) -> None:
    told = took(store, "bag", a_bag(tmp_path))
    log = [(one.action, one.object) for one in entries(store / "custody")]
    assert ("package-received", f"sha256:{told['package']['sha256']}") in log
    for one in told["documents"]:
        assert any(action == "document-added" and one["sha256"] in object for action, object in log)
    assert any(action == "changeset-written" for action, _ in log)
    assert here("--store", store, "custody", "verify").code == 0


def test_a_level_that_is_asked_for(store: Path, tmp_path: Path) -> None:
    took(store, "bag", a_bag(tmp_path), "--level", "public")
    assert "a.txt" in titles(store, "public")
    assert captures(store, TEXT)[0].level == "public"


def test_what_is_refused_leaves_no_store(store: Path, tmp_path: Path) -> None:
    done = ask(store, "bag", a_bag(tmp_path, a_txt=b"changed"))
    assert done.code == 4
    assert "a.txt" in done.err and "Nothing was taken in" in done.err and "Traceback" not in done.err
    assert not store.exists()


BAD = {
    "bag": {"data/a.txt": TEXT},
    "crate": {"ro-crate-metadata.json": as_bytes(crate(name=None))},
    "wacz": {**wacz(), "archive/data.warc.gz": b"changed"},
    "auto-archiver": {"x": b""},
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_refused_leaves_a_store_as_it_was(kind: str, copy: Path, tmp_path: Path) -> None:
    took(copy, "bag", a_bag(tmp_path))
    before = tree(copy / "documents")
    path = zipped(tmp_path / "bad.zip", BAD[kind])
    if kind == "auto-archiver":
        path = tmp_path / "bad.csv"
        path.write_text("Name,Colour\na,b\n")
    done = ask(copy, kind, path)
    assert done.code in (2, 4), done.out
    assert "Traceback" not in done.err and done.err.strip()
    assert tree(copy / "documents") == before


@pytest.mark.parametrize("kind", BAD)
def test_what_is_not_there(kind: str, store: Path, tmp_path: Path) -> None:
    done = ask(store, kind, tmp_path / "nothing")
    assert (done.code, store.exists()) == (2, False)
    assert "There is nothing at" in done.err


def test_a_crate(store: Path, tmp_path: Path) -> None:
    told = file("a.txt", name="A report", url="https://x.example/a", sha256=sha(TEXT))
    away = file("https://x.example/b.pdf", name="Elsewhere")
    files = {"ro-crate-metadata.json": as_bytes(crate(told, away)), "a.txt": TEXT, "other.txt": b"x"}
    done = took(store, "crate", zipped(tmp_path / "crate.zip", files))
    assert (done["package"]["version"], done["listed"]) == ("1.1", 1)
    assert [one["rule"] for one in done["warnings"]] == ["left-out"]
    assert titles(store, "sealed") == {"A report", "RO-Crate: Invented crate"}


def test_a_web_archive(store: Path, tmp_path: Path) -> None:
    path = zipped(tmp_path / "site.wacz", digest(wacz()))
    told = took(store, "wacz", path)
    assert (told["package"]["pages"], told["package"]["signed_by"]) == (2, "none")
    content = path.read_bytes()
    assert [one.url for one in captures(store, content)] == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    assert DocumentStore(store / "documents").path(sha(content)).read_bytes() == content
    shown = ask(store, "wacz", path)
    assert "not signed" in shown.out and "no text that is read" in shown.err
    assert ask(store, "wacz", tmp_path).code == 2


def a_sheet(tmp_path: Path) -> None:
    (tmp_path / "one.html").write_bytes(PAGE)
    rows = [
        ("https://news.example/1", "ok: success", "one.html", f"SHA-256:{sha(PAGE)}"),
        ("https://news.example/2", "ok: success", "https://bucket.example/two.html", ""),
        ("no address", "ok: success", "three.html", ""),
    ]
    with (tmp_path / "sheet.csv").open("w", newline="") as sheet:
        csv.writer(sheet).writerows([("Link", "Archive status", "Archive location", "Hash"), *rows])


def test_a_table_of_auto_archiver(store: Path, tmp_path: Path) -> None:
    a_sheet(tmp_path)
    told = took(store, "auto-archiver", tmp_path / "sheet.csv")
    assert (told["rows"], told["imported"], told["reported"], told["listed"]) == (3, 2, 1, 1)
    assert told["faults"][0]["row"] == 4
    assert captures(store, PAGE)[0].url == "https://news.example/1"
    shown = ask(store, "auto-archiver", tmp_path / "sheet.csv")
    assert "3 rows read = 2 imported + 1 reported" in shown.out
    assert "row 4, column Link" in shown.err
    strict = ask(store, "auto-archiver", tmp_path / "sheet.csv", "--strict")
    assert strict.code == 2


def test_a_write_that_fails_leaves_no_document(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from respondeat.errors import StoreFull
    from respondeat.graph.stores import EmbeddedStore

    took(store, "bag", written(tmp_path / "first", bag({"first.txt": b"first"})))
    before = tree(store / "documents")

    def full(*_: object, **__: object) -> int:
        raise StoreFull("no space is left")

    monkeypatch.setattr(EmbeddedStore, "write", full)
    assert ask(store, "bag", a_bag(tmp_path)).code == 5
    assert tree(store / "documents") == before
    log = [(one.action, one.object) for one in entries(store / "custody")]
    assert any(action == "document-removed" and sha(TEXT) in object for action, object in log)


@pytest.fixture(scope="module")
def bundle(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle of the invented country, not signed."""
    path = tmp_path_factory.mktemp("bundle") / "bundle"
    done = here("--store", example, "bundle", "create", "changesets", "--profile", "court", "--out", path)
    assert done.code == 0, done.err
    return path


def test_our_own_bundle_is_verified_and_taken_in(bundle: Path, store: Path) -> None:
    told = took(store, "bag", bundle)
    assert told["package"]["verdict"] == "intact, not signed"
    index = json.loads((bundle / "data" / "index-columns.json").read_text())
    with (bundle / "data" / "index.csv").open(encoding="utf-8", newline="") as file:
        held = [
            r
            for r in csv.DictReader(file)
            if r[index["kind"]] == "document" and r[index["state"]] == "included"
        ]
    kept = {one["sha256"] for one in told["documents"]}
    assert held and {row[index["sha256"]] for row in held} <= kept
    assert "data/custody.jsonl" in {one["path"] for one in told["documents"]}
    assert "the bundle is intact, not signed" in ask(store, "bag", bundle).out
    assert ask(store, "bag", bundle, "--key", "a" * 64).code == 4


def test_our_own_bundle_that_was_changed_is_refused(bundle: Path, store: Path, tmp_path: Path) -> None:
    files = tree(bundle)
    files["data/graph.trig"] = files["data/graph.trig"].replace(b"a", b"b", 1)
    done = ask(store, "bag", written(tmp_path / "changed", files))
    assert (done.code, store.exists()) == (4, False)
    assert "graph.trig" in done.err


PAGE_TOLD = Path(__file__).parents[2] / "docs" / "how-to" / "take-in-packages.md"


def test_the_page_quotes_what_is_printed(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_bag(tmp_path)
    written(tmp_path / "changed", {**bag({"a.txt": TEXT}), "data/a.txt": b"changed"})
    away = file("https://x.example/b.pdf", name="Elsewhere")
    metadata = as_bytes(crate(file("c.txt", sha256=sha(b"c")), away))
    zipped(tmp_path / "crate.zip", {"ro-crate-metadata.json": metadata, "c.txt": b"c", "other.txt": b"x"})
    zipped(tmp_path / "site.wacz", digest(wacz()))
    a_sheet(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RESPONDEAT_STORE", str(store))
    blocks = PAGE_TOLD.read_text("utf-8").split("```console\n$ respondeat ")[1:]
    assert len(blocks) == 5
    for block in blocks:
        command, _, told = block.partition("```")[0].partition("\n")
        done = here(*command.split())
        out = done.err + done.out + (f"(exit code {done.code})\n" if done.code else "")
        assert out.replace(str(store), "/data/store") == told


def test_a_document_that_is_known_above_is_not_told_below(store: Path, tmp_path: Path) -> None:
    """Not its title, and not by a refusal either: only the hash, which whoever hands it over has anyhow."""
    secret = written(tmp_path / "one", {"ro-crate-metadata.json": as_bytes(crate(file("secret name.txt")))})
    took(store, "crate", written(secret, {"secret name.txt": TEXT}), "--level", "sealed")
    told = took(store, "bag", a_bag(tmp_path), "--level", "public")
    assert told["new_records"] == 5
    listed = here("--store", store, "documents", "list", "--level", "public", "--json")
    assert "ecret name" not in listed.out and sha(TEXT) in listed.out
    assert {one.level for one in captures(store, TEXT)} == {"sealed", "public"}
    kept = DocumentStore(store / "documents")
    assert [one.path_in_package for one in kept.captures(sha(TEXT), {"public"})] == ["data/a.txt"]


def test_what_was_erased_does_not_come_back_in_a_package(store: Path, tmp_path: Path) -> None:
    took(store, "bag", a_bag(tmp_path))
    listed = here("--store", store, "documents", "list", "--json").json["documents"]
    (id,) = [one["id"] for one in listed if one["title"] == "a.txt"]
    gone = here("--store", store, "erase", id, "--with-files", "--basis", "law", "--yes")
    assert gone.code == 0, gone.err
    before = tree(store / "documents")
    done = ask(store, "bag", tmp_path / "bag")
    assert done.code == 2 and "tombstone" in done.err
    assert tree(store / "documents") == before
    assert captures(store, TEXT) == ()
