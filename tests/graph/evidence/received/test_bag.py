"""Bags and our own bundles: judged as a whole, then taken in with what they say of their files."""

from contextlib import closing
from pathlib import Path

import pytest

from respondeat.errors import InputError, IntegrityError
from respondeat.graph.evidence.received.bag import read_bag
from respondeat.graph.evidence.received.handed import Received
from respondeat.graph.evidence.received.package import telling
from respondeat.graph.evidence.verifier import open_source

from .making import as_bytes, bag, crate, file, sha, written, zipped

TEXT = b"An invented report.\n"


def received(path: Path, key: str = "") -> Received:
    with telling(path), closing(open_source(path)) as source:
        return read_bag(source, path, key)


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_files_of_a_bag(tmp_path: Path, form: str) -> None:
    files = bag({"a.txt": TEXT, "deep/b.txt": b"b"}, {"away.pdf": ("https://x.example/away.pdf", "a" * 64)})
    path = (
        written(tmp_path / "bag", files) if form == "folder" else zipped(tmp_path / "bag.zip", files, "bag/")
    )
    found = received(path)
    assert [one.name for one in found.files] == [
        "bag-info.txt",
        "data/a.txt",
        "data/deep/b.txt",
        "fetch.txt",
        "manifest-sha256.txt",
        "tagmanifest-sha256.txt",
    ]
    payload = found.files[1]
    assert (payload.sha256, payload.publisher, payload.note) == (sha(TEXT), "Invented Office", "")
    assert found.files[0].note == "tag file of a bag"
    assert [(one.title, one.url, one.sha256) for one in found.listed] == [
        ("away.pdf", "https://x.example/away.pdf", "a" * 64)
    ]
    assert any("to be fetched" in one.message for one in found.warnings)
    of = files["tagmanifest-sha256.txt"] if form == "folder" else path.read_bytes()
    assert found.package == sha(of)


def test_a_bag_that_is_not_valid_is_refused_with_every_finding(tmp_path: Path) -> None:
    files = bag({"a.txt": TEXT, "b.txt": b"b", "c.txt": b"c"})
    files["data/a.txt"] = b"changed"
    del files["data/b.txt"]
    files["data/new.txt"] = b"new"
    with pytest.raises(IntegrityError) as caught:
        received(written(tmp_path / "bag", files))
    for name in ("a.txt", "b.txt", "new.txt"):
        assert name in caught.value.detail
    assert "c.txt" not in caught.value.detail


def test_what_is_no_bag(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        received(written(tmp_path / "folder", {"a.txt": TEXT}))
    with pytest.raises(InputError, match="no bundle of Respondeat"):
        received(written(tmp_path / "bag", bag({"a.txt": TEXT})), "a" * 64)


def test_a_manifest_that_names_files_outside_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(TEXT)
    files = bag({"a.txt": TEXT})
    files["manifest-sha256.txt"] += f"{sha(TEXT)}  data/../../secret.txt\n".encode()
    with pytest.raises((InputError, IntegrityError), match="leads out of the bag"):
        received(written(tmp_path / "bag", files))


def test_a_crate_in_the_payload_describes_its_files(tmp_path: Path) -> None:
    told = file("a.txt", name="A report", url="https://x.example/a", inLanguage="be", dateCreated="2021")
    good = written(tmp_path / "good", bag({"a.txt": TEXT, "ro-crate-metadata.json": as_bytes(crate(told))}))
    found = {one.name: one for one in received(good).files}["data/a.txt"]
    assert (found.title, found.url, found.language) == ("A report", "https://x.example/a", "be")
    assert (found.captures[0].captured_at, found.captures[0].url) == ("2021", "https://x.example/a")
    for bad in (as_bytes(crate(told, name=None)), b"{"):
        path = written(tmp_path / sha(bad)[:8], bag({"a.txt": TEXT, "ro-crate-metadata.json": bad}))
        got = received(path)
        assert {one.name: one for one in got.files}["data/a.txt"].title == ""
        assert got.warnings
