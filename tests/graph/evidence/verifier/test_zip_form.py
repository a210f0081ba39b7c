"""A bundle's zip to the byte: what writes it, and files so large that no test holds them."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from respondeat.graph.evidence.bundle.files import target
from respondeat.graph.evidence.verifier import Unreadable, verify, zip_form
from respondeat.graph.evidence.verifier.source import ZipSource
from respondeat.graph.evidence.verifier.verdict import NOT_INTACT, NOT_VERIFIED
from respondeat.graph.evidence.verifier.zip_form import check_zip
from tests.graph.evidence import bundles


def checked(file: io.BytesIO) -> str:
    source = ZipSource(file)
    return check_zip(source.file, source.entries, source.top)


def written(files: dict[str, bytes], tmp_path: Path) -> io.BytesIO:
    return io.BytesIO(bundles.put(files, tmp_path / f"{os.urandom(4).hex()}.zip").read_bytes())


def test_what_is_written_is_in_its_form(tmp_path: Path) -> None:
    assert "2 stored files" in checked(written({"bagit.txt": b"", "data/a": b"x" * 99}, tmp_path))
    with target(tmp_path / "a.zip") as into:
        into.write("bagit.txt", [b"a", b"b"])
        into.settle()
        into.write("data/b", [b"c"])
    assert "2 stored files" in checked(io.BytesIO((tmp_path / "a.zip").read_bytes()))


@pytest.mark.parametrize("limit", [0, 50, 150])
def test_places_and_sizes_beyond_32_bits(tmp_path: Path, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large is a matter of a bound: with a small one, small files are written as large ones are."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    monkeypatch.setattr(zip_form, "LARGE32", limit)
    file = written({"bagit.txt": b"", "data/a": b"x" * 60, "data/b": b"y" * 200}, tmp_path)
    assert b"PK\6\6" in file.getvalue()
    assert "3 stored files" in checked(file)


def test_more_files_than_16_bits_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
    monkeypatch.setattr(zip_form, "MANY16", 3)
    assert b"PK\6\6" not in written({f"data/{n}": b"" for n in range(3)}, tmp_path).getvalue()
    file = written({f"data/{n}": b"" for n in range(4)}, tmp_path)
    assert b"PK\6\6" in file.getvalue()
    assert "4 stored files" in checked(file)


def other(make: Callable[[zipfile.ZipFile], None], method: int = zipfile.ZIP_STORED) -> io.BytesIO:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as made:
        make(made)
    return into


def test_zips_that_others_write_are_told() -> None:
    for found in (
        other(lambda made: made.writestr("bundle/bagit.txt", b"x")),
        other(lambda made: made.writestr("bundle/bagit.txt", b"x" * 99), zipfile.ZIP_DEFLATED),
        other(lambda made: made.writestr("other/bagit.txt", b"x")),
        other(lambda made: made.writestr("bagit.txt", b"x")),
        other(lambda made: made.writestr("bundle/", b"")),
        other(lambda made: made.writestr("bundle/\u00e4", b"")),
    ):
        with pytest.raises(Unreadable):
            checked(found)


def test_a_bundle_that_was_packed_anew_is_told_as_such(tmp_path: Path) -> None:
    """Its content is intact, but a zip has room for what no hash covers."""
    files = bundles.made()
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as again:
        for name, content in files.items():
            again.writestr(f"bundle/{name}", content)
    found = verify(tmp_path / "a.zip")
    assert found.verdict == NOT_INTACT
    assert [check.name for check in found.checks if check.verdict == "failed"] == ["container"]
    with zipfile.ZipFile(tmp_path / "a.zip") as again:
        again.extractall(tmp_path / "out")
    assert verify(tmp_path / "out" / "bundle").verdict == NOT_VERIFIED
    assert verify(tmp_path / "out").verdict == NOT_VERIFIED
