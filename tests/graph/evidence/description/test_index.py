"""index.csv: a row for every item, numbers that say nothing, no cell that a spreadsheet would run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import InputError
from respondeat.graph.evidence.description import Item, checked_prefix, columns, index, numbered
from tests.graph.evidence.description.sample import TOLD, hashed


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_every_item_has_a_row_by_its_number() -> None:
    found = rows(index(reversed(TOLD.items), columns()))
    assert [row["Item"] for row in found] == [f"EX-{n:08}" for n in range(1, 9)]
    by_title = {row["Title"]: row for row in found}
    page = TOLD.items[0]
    row = next(row for row in found if row["File"] == page.path)
    assert row["SHA-256"] == page.sha256
    assert row["Source URL"] == "https://gazette.example/a page?q=ё"
    assert (row["Captured at"], row["Tool"], row["Collector"]) == (
        page.captured_at,
        page.tool,
        page.collector,
    )
    assert (row["Language"], row["Access level"], row["State"]) == ("be", "public", "included")
    assert by_title["Elsewhere"]["State"] == "not-held"


def test_of_a_withheld_item_only_number_and_leaf_are_told() -> None:
    (row,) = (row for row in rows(index(TOLD.items, columns())) if row["State"] == "withheld")
    assert {name for name, value in row.items() if value} == {"Item", "State", "Leaf hash"}


def test_form_of_the_file() -> None:
    content = index(TOLD.items, columns())
    assert content.count(b"\r\n") == content.count(b"\n") == len(TOLD.items) + 1
    assert not content.startswith(b"\xef\xbb\xbf")
    assert index(TOLD.items, columns()) == content


def test_columns_are_those_asked_for_in_their_order() -> None:
    content = index(TOLD.items, {"sha256": "Hash", "item": "Exhibit"})
    assert content.startswith(b"Hash,Exhibit\r\n")
    assert rows(content)[0]["Exhibit"] == "EX-00000001"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", " =", "＝", "\n@"])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    item = Item(number="EX-00000001", title=f"{start}1+1", source_url=f"{start}x")
    content = index([item], {"title": f"{start}T", "source_url": "U"}).decode()
    for cell in (cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row):
        assert cell.lstrip()[:1] not in tuple("=+-@＝")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_is_one_cell_of_one_row(title: str) -> None:
    content = index([Item(number="A00000001", title=title)], {"item": "Item", "title": "Title"}).decode()
    assert content.count("\n") == 2
    (row,) = csv.reader(io.StringIO(content.partition("\r\n")[2], newline=""))
    assert row[0] == "A00000001"
    assert len(row) == 2


def test_numbers_follow_the_hashes_whatever_is_withheld() -> None:
    leaves = [hashed(str(n)) for n in range(50)]
    made = numbered(reversed(leaves), "АБ-")
    assert [made[leaf] for leaf in sorted(leaves)] == [f"АБ-{n:08}" for n in range(1, 51)]


@pytest.mark.parametrize("prefix", ["A", "EX-", "Дело_7-", "a" * 20, "И\u0306-"])
def test_prefixes_that_can_be(prefix: str) -> None:
    assert len(checked_prefix(prefix)) <= 20


@pytest.mark.parametrize("prefix", ["", "-A", "7", "_x", "A" * 21, "A B", "A/", "=A", "A\n", "А,", "🙂"])
def test_prefixes_that_cannot_be(prefix: str) -> None:
    with pytest.raises(InputError, match="cannot be the prefix"):
        numbered(["00"], prefix)
