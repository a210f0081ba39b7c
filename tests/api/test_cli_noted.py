"""What comes into a store and what leaves it at the terminal is in the custody log, by every door."""

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from respondeat.graph.evidence import Entry, entries, verify
from respondeat.graph.stores import open_documents, open_reader
from respondeat.ontology import vocabulary as v
from tests.api.terminal import Ran, here

DATA = Path(__file__).parent.parent / "data" / "importers"
WITHDRAWN = "Statement of the Ministry of Order (invented)"


def log(store: Path) -> list[Entry]:
    return list(entries(store / "custody"))


def told(store: Path, *actions: str) -> Counter[tuple[str, str]]:
    return Counter((e.action, e.object) for e in log(store) if e.action in actions)


def all_is_told_once(store: Path) -> None:
    """Every changeset and every document that is there has one entry that tells of its coming."""
    with open_reader(store, "sealed") as reader:
        changesets = {info.id: info.level for info in reader.changesets()}
    written = [e for e in log(store) if e.action in ("changeset-written", "changeset-done")]
    assert Counter(e.object for e in written if e.object in changesets) == Counter(changesets.keys())
    assert all(changesets.get(e.object, e.details["level"]) == e.details["level"] for e in written)
    documents = [f"sha256:{sha256}" for sha256 in open_documents(store).hashes()]
    added = Counter(object for _, object in told(store, "document-added").elements())
    assert {object: added[object] for object in documents} == dict.fromkeys(documents, 1)
    assert verify(store / "custody").ok
    assert {e.actor for e in log(store)} == {"terminal"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the log of its loading. Nobody writes to it."""
    store = tmp_path_factory.mktemp("loaded") / "store"
    assert here("load-example", "--store", store).code == 0
    return store


@pytest.fixture
def begun(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "store"))


def test_loading_is_noted_once_with_its_documents(begun: Path) -> None:
    all_is_told_once(begun)
    before = log(begun)
    assert {e.details["level"] for e in before if e.action == "changeset-written"} == {"public", "restricted"}
    assert here("load-example", "--store", begun).code == 0
    assert log(begun) == before
    assert here("custody", "verify", "--store", begun).code == 0


def imported(store: Path, kind: str, *arguments: str | Path) -> Ran:
    return here(
        "import", kind, *arguments, "--recorded-at", "2026-11-01T00:00:00Z", "--store", store, "--json"
    )


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("table", (DATA / "units" / "units.csv", "--mapping", DATA / "units" / "units.yaml")),
        ("career", (DATA / "careers" / "careers.csv", "--mapping", DATA / "careers" / "careers.yaml")),
        (
            "sfm",
            (
                *("--units", DATA / "sfm" / "units.tsv", "--persons", DATA / "sfm" / "persons.csv"),
                *("--sources", DATA / "sfm" / "sources.csv"),
            ),
        ),
    ],
)
def test_an_import_is_noted_before_and_after_and_the_same_again_is_not(
    tmp_path: Path, kind: str, arguments: tuple[str | Path, ...]
) -> None:
    store = tmp_path / "store"
    changeset = imported(store, kind, *arguments).json["changeset"]
    assert [(e.action, e.object) for e in log(store)] == [
        ("changeset-begun", changeset),
        ("changeset-written", changeset),
    ]
    assert imported(store, kind, *arguments).json["changeset"] == changeset
    assert len(log(store)) == 2


def test_only_what_is_new_is_noted(begun: Path) -> None:
    units = (DATA / "units" / "units.csv", "--mapping", DATA / "units" / "units.yaml")
    changeset = imported(begun, "table", *units).json["changeset"]
    assert told(begun, "changeset-written")["changeset-written", changeset] == 1
    all_is_told_once(begun)


def test_an_import_that_is_refused_is_noted_as_failed(begun: Path) -> None:
    units = (DATA / "units" / "units.csv", "--mapping", DATA / "units" / "units.yaml")
    changeset = imported(begun, "table", *units).json["changeset"]
    erased = here("erase", changeset, "--basis", "Invented", "--with-dependents", "--yes", "--store", begun)
    assert erased.code == 0, erased.err
    assert imported(begun, "table", *units).code == 2
    last = log(begun)[-2:]
    assert [(e.action, e.object) for e in last] == [
        ("changeset-begun", changeset),
        ("changeset-failed", changeset),
    ]
    assert last[1].details["outcome"] == "validation"


def test_what_cannot_be_noted_is_not_written(begun: Path) -> None:
    units = (DATA / "units" / "units.csv", "--mapping", DATA / "units" / "units.yaml")
    text = begun.parent / "new.txt"
    text.write_text("Invented.", "utf-8")
    (begun / "custody" / "head.json").write_bytes(b"{}")
    with open_reader(begun, "sealed") as reader:
        before = reader.dataset_hash
    kept = open_documents(begun).hashes()
    for ran in (
        imported(begun, "table", *units),
        here("documents", "add", text, "--store", begun),
        here("export", "trig", "--store", begun),
        here("export", "trig", "--store", begun, "--out", begun.parent / "out.trig"),
    ):
        assert (ran.code, ran.out.replace("{", "")[:20]) != (0, "")
        assert "custody log" in ran.err + ran.out
    with open_reader(begun, "sealed") as reader:
        assert reader.dataset_hash == before
    assert open_documents(begun).hashes() == kept
    assert not (begun.parent / "out.trig").exists()


def test_documents_that_are_added_are_noted_by_their_hash(begun: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, file in enumerate(files):
        file.write_text(f"Invented words, {min(n, 1)}.", "utf-8")  # the last is the same as the one before
    assert here("documents", "add", *files, "--store", begun).code == 0
    hashes = list(dict.fromkeys(hashlib.sha256(f.read_bytes()).hexdigest() for f in files))
    assert [(e.action, e.object) for e in log(begun)][-2:] == [
        ("document-added", f"sha256:{hash}") for hash in hashes
    ]
    all_is_told_once(begun)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    (tmp_path / "good.txt").write_text("Good.", "utf-8")
    before = log(begun)
    assert here("documents", "add", tmp_path / "good.txt", tmp_path / "bad.pdf", "--store", begun).code == 2
    assert log(begun) == before
    assert not {hashlib.sha256(b"Good.").hexdigest()} & set(open_documents(begun).hashes())


def test_documents_are_added_to_a_store(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Invented.", "utf-8")
    assert here("documents", "add", file, "--store", tmp_path / "none").code == 5
    assert not (tmp_path / "none").exists()


def test_what_a_withdrawal_leaves_is_noted_as_it_is_then(begun: Path) -> None:
    ids = here("--store", begun, "documents", "list", "--json").json["documents"]
    (document,) = [d for d in ids if d["title"] == WITHDRAWN]
    raised = here("--store", begun, "search", "Ella Fifthperson", "--json").json["hits"][0]["id"]
    how = ("--with-dependents", "--yes", "--store", begun)
    assert here("raise-level", raised, "--to", "sealed", "--reason", "Invented", *how).code == 0
    erased = here("erase", document["id"], "--with-files", "--basis", "Invented", *how, "--json").json
    assert erased["files"] == [document["sha256"]]
    all_is_told_once(begun)
    assert told(begun, "document-removed") == {("document-removed", f"sha256:{document['sha256']}"): 1}
    done = [e.action for e in log(begun) if e.action.endswith("-done")]
    assert done == ["level-raise-done", "erasure-done"]


def test_what_is_handed_out_is_noted(begun: Path, tmp_path: Path) -> None:
    assert here("export", "turtle", "--store", begun).code == 0
    to = ("--level", "sealed", "--out", tmp_path / "all.nq", "--purpose", "archive")
    assert here("export", "nquads", *to, "--store", begun).code == 0
    assert here("backup", tmp_path / "backup", "--store", begun).code == 0
    first, second, third = log(begun)[-3:]
    assert [e.action for e in (first, second, third)] == ["data-exported", "data-exported", "backup-made"]
    assert (first.details["level"], first.details["purpose"]) == ("public", "investigation")
    assert (second.details["level"], second.details["purpose"]) == ("sealed", "archive")
    assert second.details["form"] == "nquads"
    hashes = []
    for level in ("public", "sealed"):
        with open_reader(begun, level) as reader:
            hashes.append(reader.dataset_hash)
    assert [first.object, second.object] == hashes
    assert third.object == hashes[-1]


def test_a_store_from_a_backup_begins_its_log_with_all_that_is_there(begun: Path, tmp_path: Path) -> None:
    here("backup", tmp_path / "backup", "--store", begun)
    back = tmp_path / "back"
    assert here("restore", tmp_path / "backup", "--store", back).code == 0
    all_is_told_once(back)
    first = log(back)[0]
    assert (first.action, first.details["changesets"], first.details["documents"]) == ("store-restored", 3, 9)
    assert first.object == log(begun)[-1].object
    assert {e.details.get("reason") for e in log(back)[1:]} == {"restored"}


def test_no_name_is_in_the_log(begun: Path, tmp_path: Path) -> None:
    units = (DATA / "units" / "units.csv", "--mapping", DATA / "units" / "units.yaml")
    imported(begun, "table", *units, "--author", "https://example.org/ivan", "--note", "From Ivan")
    here("show", "Mira Nobody", "--store", begun)
    content = (begun / "custody" / "log.jsonl").read_text("utf-8")
    for line in content.splitlines():
        assert set(json.loads(line)) == {
            "n",
            "at",
            "actor",
            "action",
            "object",
            "details",
            "previous",
            "hash",
        }
    assert not [name for name in ("van", "Mira", "witness", ".txt", "units", "csv") if name in content]
    assert v.LEVELS[1] in content
