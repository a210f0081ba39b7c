"""A bundle's place: whole or not at all, and a zip with the same bytes each time."""

import hashlib
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.evidence.bundle import ZipTarget, target
from respondeat.graph.evidence.verifier.source import open_source
from respondeat.graph.evidence.verifier.zip_form import check_zip
from respondeat.graph.evidence.verifier.zipped import read_entries


def fill(place: Path) -> None:
    with target(place) as to:
        to.write("bagit.txt", [b"one", b"two"])
        to.write("data/y.txt", [])
        settled = to.settle()
        with closing(open_source(settled)) as source, source.open("bagit.txt") as file:
            assert file.read() == b"onetwo"
        to.write("signature/x", [b"later"])


@pytest.mark.parametrize("name", ["made", "made.zip"])
def test_files_are_there_when_all_are_written(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    fill(place)
    with closing(open_source(place)) as source:
        assert list(source.names()) == ["bagit.txt", "data/y.txt", "signature/x"]
        with source.open("signature/x") as file:
            assert file.read() == b"later"
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_zip_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        fill(tmp_path / name)
    one, other = (hashlib.sha256((tmp_path / n).read_bytes()).digest() for n in ("a.zip", "b.zip"))
    assert one == other
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert {i.date_time for i in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {i.compress_type for i in made.infolist()} == {zipfile.ZIP_STORED}
        assert made.testzip() is None
        assert made.comment == b""


def test_a_zip_has_the_form_that_verifiers_ask_for_and_no_other(tmp_path: Path) -> None:
    fill(tmp_path / "a.zip")
    with (tmp_path / "a.zip").open("rb") as file:
        assert "no byte beside them" in check_zip(file, read_entries(file), "bundle/")
    with target(tmp_path / "b.zip") as to, pytest.raises(ValueError, match="ascii"):
        to.write("data/ў", [])


@pytest.mark.parametrize("name", ["made", "made.zip"])
def test_nothing_is_left_of_one_that_breaks_off(tmp_path: Path, name: str) -> None:
    with pytest.raises(RuntimeError, match="broken off"), target(tmp_path / name) as to:
        to.write("data/x", [b"x"])
        raise RuntimeError("broken off")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["made", "made.zip"])
def test_what_is_there_is_never_written_over(tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    place.write_text("mine")
    with pytest.raises(InputError, match="exists already"), target(place):
        pass
    place.unlink()
    place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="exists already"), target(place):
        pass
    place.unlink()
    with pytest.raises(InputError, match="meanwhile"), target(place):
        place.write_text("mine")
    assert place.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == [name]
    with pytest.raises(InputError, match="no folder"), target(tmp_path / "no" / name):
        pass


def test_an_unfinished_bundle_is_for_its_owner_alone(tmp_path: Path) -> None:
    with target(tmp_path / "made.zip") as to:
        assert isinstance(to, ZipTarget)
        assert to.unfinished.stat().st_mode & 0o077 == 0
    with target(tmp_path / "made") as to:
        assert to.unfinished.stat().st_mode & 0o077 == 0
