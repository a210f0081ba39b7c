"""Tables of auto-archiver: its sheet and its own CSV, with the files beside them."""

import csv
import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import InputError, TableError
from respondeat.graph.evidence.received.auto_archiver import Table, read_table

from .making import sha

PAGE = b"<html>An invented page</html>"
HEADER = ["Link", "Archive Status", "Destination Folder", "Archive location", "Archive Date", "Thumbnail"]
HEADER += ["Upload timestamp", "Upload title", "Hash", "WACZ", "Screenshot"]
ROW = {
    "Link": "https://news.example/post/1",
    "Archive Status": "generic_extractor: success",
    "Archive location": "archive/one.html",
    "Archive Date": "2021-03-04T05:06:07+00:00",
    "Upload timestamp": "2021-03-01T00:00:00+00:00",
    "Upload title": "Invented post",
    "Hash": f"SHA-256:{sha(PAGE)}",
}


def table(folder: Path, *rows: dict[str, str], header: list[str] | None = None) -> Path:
    path = folder / "sheet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        made = csv.DictWriter(file, header or HEADER)
        made.writeheader()
        made.writerows(rows)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.html").write_bytes(PAGE)
    (tmp_path / "here" / "archive").mkdir(parents=True)
    (tmp_path / "here" / "archive" / "one.html").write_bytes(PAGE)
    return tmp_path / "here"


def told(found: Table) -> list[str]:
    return [one.message for one in (*found.faults, *found.warnings)]


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_a_row_and_its_file(folder: Path, case: Any) -> None:
    header = [case(name) for name in HEADER]
    found = read_table(table(folder, {case(k): v for k, v in ROW.items()}, header=header))
    assert (found.rows, found.imported, told(found)) == (1, 1, [])
    own, file = found.received.files
    assert own.name == "sheet.csv" and own.sha256 == found.received.package
    assert (file.name, file.sha256, file.title, file.url) == (
        "archive/one.html", sha(PAGE), "Invented post", "https://news.example/post/1"
    )  # fmt: skip
    assert file.note == "uploaded 2021-03-01T00:00:00+00:00"
    (capture,) = file.captures
    assert (capture.captured_at, capture.tool) == (
        "2021-03-04T05:06:07+00:00", "auto-archiver (generic_extractor: success)"
    )  # fmt: skip


def test_a_hash_of_the_other_kind(folder: Path) -> None:
    digest = hashlib.sha3_512(PAGE).hexdigest()
    found = read_table(table(folder, {**ROW, "Hash": f"SHA3-512:{digest}"}))
    assert (found.imported, told(found), len(found.received.files)) == (1, [], 2)


def test_what_is_not_there_is_listed(folder: Path) -> None:
    away = {**ROW, "Archive location": "https://bucket.example/one.html\nhttps://b.example/two.html"}
    gone = {**ROW, "Archive location": "archive/gone.html", "Link": "https://news.example/2"}
    found = read_table(table(folder, away, gone))
    assert [(one.url, one.sha256) for one in found.received.listed] == [
        ("https://news.example/post/1", sha(PAGE)),
        ("https://news.example/2", sha(PAGE)),
    ]
    assert "archived at https://bucket.example/one.html" in found.received.listed[0].note
    assert (found.imported, len(found.received.files)) == (2, 1)


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ({"Link": ""}, "Link", "there is no address"),
        ({"Link": "javascript:alert(1)"}, "Link", "no web address"),
        ({"Hash": f"SHA-256:{'0' * 64}"}, "Hash", "does not agree"),
        ({"Hash": "abc"}, "Hash", "no hash of a known kind"),
        ({"Hash": f"SHA3-512:{'0' * 64}"}, "Hash", "no hash of a known kind"),
    ],
)
def test_a_row_with_a_fault_is_left_out_and_told(
    folder: Path, change: dict[str, str], column: str, message: str
) -> None:
    path = table(folder, {**ROW, **change}, {**ROW, "Link": "https://news.example/2"})
    found = read_table(path)
    (fault,) = found.faults
    assert (fault.file, fault.row, fault.column) == ("sheet.csv", 2, column)
    assert message in fault.message
    assert (found.rows, found.imported) == (2, 1)
    with pytest.raises(InputError, match="Nothing was taken in"):
        read_table(path, strict=True)


@pytest.mark.parametrize(
    "place", ["../outside.html", "/etc/passwd", "archive/../../outside.html", "C:\\a", "~/a"]
)
def test_no_file_elsewhere_is_looked_at(folder: Path, place: str) -> None:
    found = read_table(table(folder, {**ROW, "Archive location": place}))
    assert len(found.received.files) == 1
    assert "not looked up" in told(found)[0]


def test_no_link_is_followed(folder: Path) -> None:
    (folder / "link.html").symlink_to(folder.parent / "outside.html")
    (folder / "way").symlink_to(folder.parent)
    for place in ("link.html", "way/outside.html"):
        found = read_table(table(folder, {**ROW, "Archive location": place}))
        assert len(found.received.files) == 1


def test_a_page_that_was_not_archived_is_told(folder: Path) -> None:
    failed = {"Link": "https://news.example/3", "Archive Status": "Archive failed no archiver"}
    found = read_table(table(folder, failed))
    assert (found.imported, told(found)) == (0, ["it was not archived, so nothing is taken in of it"])


def test_files_without_hash_are_told(folder: Path) -> None:
    (folder / "shot.png").write_bytes(b"x")
    row = {
        **ROW,
        "Hash": "not-calculated",
        "Screenshot": "./shot.png",
        "Thumbnail": '=IMAGE("https://b.example/t")',
    }
    found = read_table(table(folder, row))
    assert [one.name for one in found.received.files] == ["sheet.csv", "archive/one.html", "shot.png"]
    assert len(found.warnings) == 2


def own_csv(folder: Path, status: str, metadata: object, media: object) -> Path:
    path = folder / "db.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        made = csv.DictWriter(file, ["status", "metadata", "media"])
        made.writeheader()
        made.writerow({"status": status, "metadata": metadata, "media": media})
    return path


def test_the_csv_that_it_writes_itself(folder: Path) -> None:
    at = datetime.datetime(2021, 3, 4, 5, 6, 7, 89, tzinfo=datetime.UTC)
    metadata = {"_processed_at": at, "url": "https://news.example/1", "title": "It's", "tags": {1, 2}}
    media = [
        {"filename": "/tmp/x", "key": "archive/one.html", "urls": [], "properties": {"hash": ROW["Hash"]}}
    ]
    found = read_table(own_csv(folder, "x: success", metadata, media))
    assert told(found) == []
    file = found.received.files[1]
    assert (file.title, file.url, file.sha256) == ("It's", "https://news.example/1", sha(PAGE))
    assert file.captures[0].captured_at == "2021-03-04T05:06:07Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "__import__('os').system('true')",
        "[" * 5000,
        "open('/etc/passwd').read()",
        "9" * 5000,
        "[]",
    ],
)
def test_nothing_in_a_cell_is_run(folder: Path, text: str) -> None:
    found = read_table(own_csv(folder, "success", text, "[]"))
    assert [one.message for one in found.faults] == ["it is not written as auto-archiver writes it"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_cell_crashes_the_reader(
    tmp_path_factory: pytest.TempPathFactory, metadata: str, media: str
) -> None:
    path = own_csv(tmp_path_factory.mktemp("t"), "x", metadata, media)
    try:
        read_table(path)
    except (InputError, TableError):
        return


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "Link\nhttps://x.example/\n"])
def test_what_is_no_such_table(folder: Path, content: str) -> None:
    path = folder / "other.csv"
    path.write_text(content)
    with pytest.raises(TableError):
        read_table(path)
