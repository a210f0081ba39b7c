"""Our bags against the validator of BagIt's makers."""

import io
from hashlib import sha256
from pathlib import Path

import bagit  # type: ignore[import-untyped]  # it has none
import pytest

from respondeat.errors import IntegrityError
from respondeat.graph.evidence.bundle import BagWriter, target


def test_the_validator_of_its_makers_takes_our_bags(tmp_path: Path) -> None:
    content = b"\0" * 3_000_000
    with target(tmp_path / "bag") as to:
        bag = BagWriter(to)
        assert bag.add("data/a b.txt", b"x") == sha256(b"x").hexdigest()
        bag.copy("data/documents/c", io.BytesIO(content), sha256(content).hexdigest())
        assert bag.size == 3_000_001
        tags = bag.finish({"Bagging-Date": "2026-01-31", "External-Identifier": "ў"})
        bag.beside("signature/x", b"y")
    assert (tmp_path / "bag" / "tagmanifest-sha256.txt").read_bytes() == tags
    made = bagit.Bag(str(tmp_path / "bag"))
    made.validate()
    assert made.info["Payload-Oxum"] == "3000001.2"
    assert set(made.payload_files()) == {"data/a b.txt", "data/documents/c"}


def test_what_is_not_held_is_listed_and_counted_apart(tmp_path: Path) -> None:
    with target(tmp_path / "bag") as to:
        bag = BagWriter(to)
        bag.add("data/x", b"x")
        bag.fetch("data/y", "https://example.org/y", "0" * 64)
        bag.finish({})
    folder = tmp_path / "bag"
    assert (folder / "fetch.txt").read_text() == "https://example.org/y - data/y\n"
    assert (folder / "bag-info.txt").read_text() == "Payload-Oxum: 1.1\n"
    made = bagit.Bag(str(folder))
    assert list(made.files_to_be_fetched()) == ["data/y"]
    with pytest.raises(bagit.BagValidationError, match="data/y"):
        made.validate()


def test_a_document_that_is_not_what_its_hash_says_breaks_the_bundle_off(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError, match="not what its hash says"), target(tmp_path / "bag") as to:
        BagWriter(to).copy("data/x", io.BytesIO(b"other"), "0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_signatures_are_no_payload(tmp_path: Path) -> None:
    with target(tmp_path / "bag") as to, pytest.raises(ValueError, match="payload"):
        BagWriter(to).beside("data/x", b"")


@pytest.mark.parametrize("name", ["x", "data/a%b", "data/a\nb"])
def test_names_that_manifests_spell_otherwise_are_none(tmp_path: Path, name: str) -> None:
    with target(tmp_path / "bag") as to, pytest.raises(ValueError, match="no name"):
        BagWriter(to).add(name, b"")
