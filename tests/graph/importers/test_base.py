import gc

import pytest

from respondeat.errors import InputError
from respondeat.graph.importers.base import Fault, collector_paused, finish
from respondeat.graph.statement import Document

FAULTS = [Fault("t.csv", n, "day", "x", "wrong") for n in (2, 2, 3)]


def test_equal_records_are_kept_once_and_rows_are_counted_by_number() -> None:
    done = finish([Document("d"), Document("d")], rows=5, imported=3, faults=FAULTS, warnings=())
    assert done.records == (Document("d"),)
    assert done.rows == done.imported + done.faulty_rows == 5


def test_strict_refuses_with_a_list_that_does_not_flood() -> None:
    many = [Fault("t.csv", n, "", "", "wrong") for n in range(2, 52)]
    with pytest.raises(InputError) as caught:
        finish([], rows=60, imported=10, faults=many, warnings=(), strict=True)
    assert "50 of 60 rows have a fault" in caught.value.detail
    assert "t.csv, row 21: wrong" in caught.value.detail
    assert "and 30 more" in caught.value.detail
    finish([], rows=1, imported=1, faults=(), warnings=many, strict=True)  # warnings refuse nothing


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (FAULTS[0], "t.csv, row 2, column day ('x'): wrong"),
        (Fault("t.csv", None, "", "", "wrong"), "t.csv: wrong"),
    ],
)
def test_a_fault_is_told_with_its_place(fault: Fault, text: str) -> None:
    assert str(fault) == text


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    with pytest.raises(InputError), collector_paused():
        assert not gc.isenabled()
        raise InputError("a fault")
    assert gc.isenabled()
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
