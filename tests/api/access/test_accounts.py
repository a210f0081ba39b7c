"""The database of keys and users."""

import sqlite3
from pathlib import Path

import pytest

from respondeat.api.access import OWNER
from respondeat.api.access.accounts import Accounts
from respondeat.api.access.entrance import Entrance
from respondeat.api.dataset import INDEXES
from respondeat.errors import StoreError, StoreMissing, StoreVersionError
from respondeat.graph.stores import EmbeddedStore
from tests.api.access.people import PASSWORD, People


def test_it_is_made_by_the_first_that_writes(people: People) -> None:
    assert people.entrance.keys.all(OWNER) == []
    assert people.entrance.users.named("reader") is None
    assert not (people.store / "access").exists()
    people.entrance.keys.add(OWNER, "Table", "public", ["read"])
    assert people.entrance.accounts.path.exists()


def test_only_its_owner_reads_it(people: People) -> None:
    people.entrance.keys.add(OWNER, "Table", "public", ["read"])
    folder = people.store / "access"
    assert folder.stat().st_mode & 0o077 == 0
    files = list(folder.iterdir())
    assert len(files) == 3
    assert [f.name for f in files if f.stat().st_mode & 0o077] == []


def test_where_there_is_no_store_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        Entrance.over(tmp_path / "none").keys.add(OWNER, "Table", "public", ["read"])
    assert list(tmp_path.iterdir()) == []


def test_what_fails_in_the_midst_leaves_nothing(people: People) -> None:
    accounts = people.entrance.accounts
    with pytest.raises(ZeroDivisionError), accounts.writing() as rows:
        rows.execute("INSERT INTO keys VALUES ('k', '', '', '', '', 1, '', NULL, NULL, NULL)")
        raise ZeroDivisionError
    assert accounts.rows("SELECT * FROM keys") == []


def test_accounts_of_a_newer_version_are_left_alone(people: People) -> None:
    people.entrance.keys.add(OWNER, "Table", "public", ["read"])
    path = people.entrance.accounts.path
    people.entrance.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    with pytest.raises(StoreVersionError, match="newer version"):
        people.entrance.keys.all(OWNER)


@pytest.mark.parametrize("content", [b"no database at all, only a text that is long enough" * 40])
def test_what_is_no_database_is_told(people: People, content: bytes) -> None:
    path = people.entrance.accounts.path
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be used"):
        people.entrance.keys.all(OWNER)


def test_another_that_writes_is_seen_at_once(people: People) -> None:
    other = Accounts(people.store)
    key, _ = people.entrance.keys.add(OWNER, "Table", "public", ["read"])
    with other.writing() as rows:
        rows.execute("UPDATE keys SET label = 'Other'")
    other.close()
    found = people.entrance.keys.found(key.id)
    assert found is not None
    assert found.label == "Other"


def test_no_secret_stands_in_any_file(people: People) -> None:
    _, text = people.entrance.keys.add(OWNER, "Table", "sealed", ["read"])
    user = people.entrance.users.add(OWNER, "reader", PASSWORD, "public", ["read"])
    _, token = people.entrance.sessions.begin(user)
    files = [f.read_bytes() for f in people.store.rglob("*") if f.is_file()]
    assert any(b"argon2id" in content for content in files)
    for secret in (text, text[21:73], PASSWORD, token):
        assert [content for content in files if secret.encode() in content] == []


def test_a_backup_holds_no_way_in(copy: Path, tmp_path: Path) -> None:
    entrance = Entrance.over(copy)
    entrance.keys.add(OWNER, "Table", "sealed", ["read"])
    entrance.close()
    with EmbeddedStore.open(copy, INDEXES) as opened:
        opened.backup(tmp_path / "backup")
    names = {f.relative_to(tmp_path / "backup").parts[0] for f in (tmp_path / "backup").rglob("*")}
    assert names & {"access", "custody"} == set()
    EmbeddedStore.restore(tmp_path / "backup", tmp_path / "restored")
    assert Entrance.over(tmp_path / "restored").keys.all(OWNER) == []
