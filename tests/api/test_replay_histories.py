"""What was known at a moment answers as a store did that ended there, byte for byte, wherever it is asked."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import InputError
from respondeat.graph.command.what_if import Without
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore, chain_hashes
from respondeat.ontology import vocabulary as v
from tests.api.histories import AUTHOR, LEVELS, everything, history

ROOT = Path(__file__).parents[2]
COUNT = 5
Told = dict[tuple[int, str], list[str]]

# a machine of another country, with another order of sets
ELSEWHERE = (
    {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Adak", "LANG": "tr_TR.UTF-8", "LC_ALL": "C.UTF-8"},
)


@pytest.fixture(scope="module", params=range(2))
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def store(seed: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("history") / "store"


@pytest.fixture(scope="module")
def told(store: Path, seed: int) -> Told:
    """A history written; what every question was answered after each changeset, by its number and level."""
    found: Told = {}
    with EmbeddedStore.create(store, INDEXES) as opened:
        for number, changeset in enumerate(history(seed, COUNT), 1):
            opened.write([changeset])
            for level in LEVELS:
                with Dataset.open(store, level) as data:
                    found[number, level] = list(everything(data))
    return found


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_the_past_answers_as_it_did(number: int, level: str, store: Path, told: Told) -> None:
    with Dataset.open(store, level, f"2026-10-0{number}") as past:
        assert list(everything(past)) == told[number, level]


def test_what_is_retracted_later_stands_until_then(store: Path, told: Told) -> None:
    answers = [tuple(told[number, "sealed"]) for number in range(1, COUNT + 1)]
    assert len(set(answers)) > 1, "the histories say nothing"


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=lambda e: e["TZ"])
@pytest.mark.parametrize("number", [2, COUNT])
def test_any_machine_answers_the_same(
    number: int, elsewhere: dict[str, str], store: Path, told: Told, tmp_path: Path
) -> None:
    copy = shutil.copytree(store, tmp_path / "elsewhere on a disk" / "s")
    done = subprocess.run(
        [sys.executable, "-m", "tests.api.histories", copy, "public", f"2026-10-0{number}"],
        env=os.environ | elsewhere | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == "\n".join(told[number, "public"])


def test_a_store_written_at_once_answers_as_one_written_bit_by_bit(
    seed: int, told: Told, tmp_path: Path
) -> None:
    with EmbeddedStore.create(tmp_path / "once", INDEXES) as opened:
        opened.write(history(seed, COUNT))
    for level in LEVELS:
        with Dataset.open(tmp_path / "once", level) as data:
            assert list(everything(data)) == told[COUNT, level]


def test_what_is_set_aside_is_so_in_the_past_too(store: Path, told: Told, tmp_path: Path, seed: int) -> None:
    without = Without(modalities=(v.R + "alleged", v.R + "reported"))
    with EmbeddedStore.create(tmp_path / "short", INDEXES) as opened:
        opened.write(history(seed, COUNT)[:4])
    with Dataset.open(store, "sealed", "2026-10-04") as past, Dataset.open(tmp_path / "short") as ended:
        assert list(everything(past.less(without))) == list(everything(ended.less(without)))


def test_the_names_of_the_past_leave_nothing_behind(
    store: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Dataset.open(store, "public", "2026-10-02") as past:
        assert [p.name.startswith("respondeat-") for p in tmp_path.iterdir()] == [True]
        list(everything(past))
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_behind_where_the_past_cannot_be_read(
    store: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_names(*_: object) -> None:
        raise InputError("no room (invented)")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("respondeat.api.dataset.NameIndex.create", no_names)
    with pytest.raises(InputError, match="no room"):
        Dataset.open(store, "public", "2026-10-02")
    assert list(tmp_path.iterdir()) == []


# ---- changesets that bear moments in another order than that of writing ----

ORDERS = {
    "late": ("2026-10-03T12:00:00Z", "2026-10-01T12:00:00Z", "2026-10-02T12:00:00Z", "2026-10-04T12:00:00Z"),
    "together": ("2026-10-01T12:00:00Z",) * 4,
    "fractions": (
        *("2026-10-01T12:00:00Z", "2026-10-01T12:00:00.5Z"),
        *("2026-10-01T12:00:00.25Z", "2026-10-01T12:00:01Z"),
    ),
}


@pytest.mark.parametrize("moments", ORDERS.values(), ids=ORDERS)
def test_an_answer_is_found_again_by_its_hash_whatever_was_written_since(
    moments: tuple[str, ...], tmp_path: Path
) -> None:
    before: list[tuple[str | None, str, list[str]]] = []
    store = tmp_path / "store"
    with EmbeddedStore.create(store, INDEXES) as opened:
        for moment, c in zip(moments, history(7, 4), strict=True):
            opened.write([Changeset.of(c.records, recorded_at=moment, author=AUTHOR, note=c.note)])
            for as_of in (None, moments[1]):
                with Dataset.open(store, "public", as_of) as data:
                    before.append((data.recorded_at or None, data.dataset_hash, list(everything(data))))
    for recorded_at, dataset_hash, told in before:
        at = recorded_at or "0001-01-01"
        with Dataset.open(store, "public", at, dataset_hash) as again:
            assert (again.recorded_at or None, again.dataset_hash) == (recorded_at, dataset_hash)
            assert list(everything(again)) == told


def test_what_counts_is_the_moment_a_changeset_bears(tmp_path: Path) -> None:
    late, early = ORDERS["late"][:2]
    first, second, *_ = history(1)
    with EmbeddedStore.create(tmp_path / "s", INDEXES) as opened:
        opened.write([Changeset.of(first.records, recorded_at=late, author=AUTHOR)])
        opened.write([Changeset.of(second.records, recorded_at=early, author=AUTHOR)])
    with Dataset.open(tmp_path / "s", "public", early) as past:
        assert [i.recorded_at for i in past.recorded] == [early]
    with Dataset.open(tmp_path / "s", "public", late) as all_of_it:
        assert [i.recorded_at for i in all_of_it.recorded] == [late, early]
        assert all_of_it.recorded_at == late


def test_a_hash_that_is_of_no_moment_here(store: Path, told: Told) -> None:
    with pytest.raises(InputError, match="does not hold the data with the hash 00"):
        Dataset.open(store, "public", None, "00" * 32)


def test_the_hash_of_nothing(store: Path, told: Told) -> None:
    with Dataset.open(store, "public", "0001-01-01", next(chain_hashes(()))) as nothing:
        assert nothing.recorded == () and nothing.recorded_at == ""
