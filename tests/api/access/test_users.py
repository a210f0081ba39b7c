"""Users, their rights and passwords."""

from collections.abc import Callable
from typing import Any

import pytest

from respondeat.api.access import OWNER
from respondeat.api.access.hashing import Hasher
from respondeat.api.access.users import User
from respondeat.errors import Conflict, InputError, NotAllowed, NotFound, StoreError
from tests.api.access.people import PASSWORD, People, somebody


def made(people: People, name: str = "reader", level: str = "restricted", *scopes: str) -> User:
    return people.entrance.users.add(OWNER, name, PASSWORD, level, scopes or ("read",))


def test_a_user_has_a_level_and_scopes(people: People) -> None:
    user = made(people, "reader", "restricted", "write", "read")
    caller = user.caller()
    assert (caller.id, caller.client, caller.level) == (user.id, user.id, "restricted")
    assert caller.scopes == frozenset({"read", "write"})
    assert people.entrance.users.found(user.id) == user
    assert PASSWORD not in str(user.as_json())
    assert user.hash not in str(user.as_json())


def test_names_are_one_in_every_case_and_form(people: People) -> None:
    user = made(people, "Łucja")
    for name in ("łucja", "ŁUCJA", " Łucja "):
        found = people.entrance.users.named(name)
        assert found == user
    with pytest.raises(Conflict):
        made(people, "ŁUCJA")


@pytest.mark.parametrize("name", ["", "a", "_x", "a b", "x" * 65, "a\x00b", "a/b", "<b>", "a\u202eb", "-rm"])
def test_names_that_are_none(people: People, name: str) -> None:
    with pytest.raises(InputError, match="name"):
        made(people, name)


@pytest.mark.parametrize("password", ["short", "reader-reader-1", "password12345"])
def test_passwords_that_are_not_taken_make_nobody(people: People, password: str) -> None:
    with pytest.raises(InputError):
        people.entrance.users.add(OWNER, "reader", password, "public", ["read"])
    assert people.entrance.users.all(OWNER) == []


def test_nobody_gives_or_touches_or_sees_more_than_they_have(people: People) -> None:
    users = people.entrance.users
    admin = somebody("restricted", "read", "admin")
    higher = made(people, "higher", "sealed", "read")
    wider = made(people, "wider", "public", "read", "write")
    for level, scopes in (("sealed", ["read"]), ("public", ["write"])):
        with pytest.raises(NotAllowed):
            users.add(admin, "new", PASSWORD, level, scopes)
    for user in (higher, wider):
        with pytest.raises(NotAllowed):
            users.existing(admin, user.id)
        with pytest.raises(NotAllowed):
            users.change(admin, user, level="public", scopes=["read"])
        with pytest.raises(NotAllowed):
            users.disable(admin, user)
        with pytest.raises(NotAllowed):
            users.set_password(admin, user, "other words in a row")
        assert users.found(user.id) == user
    assert users.all(admin) == []
    own = users.add(admin, "own", PASSWORD, "restricted", ["read"])
    with pytest.raises(NotAllowed):
        users.change(admin, own, level="sealed")
    with pytest.raises(NotAllowed):
        users.change(admin, own, scopes=["read", "review"])
    assert users.all(admin) == [own]


def test_a_change_of_rights_holds_from_the_next_request_on(people: People) -> None:
    user = made(people)
    session, token = people.entrance.sessions.begin(user)
    assert session.user.caller().level == "restricted"
    people.entrance.users.change(OWNER, user, level="public", scopes=["review"])
    found = people.entrance.sessions.found(token)
    assert found is not None
    assert (found.user.level, found.user.scopes) == ("public", "review")


def test_who_is_disabled_has_no_session_and_gets_none_back(people: People) -> None:
    user = made(people)
    _, token = people.entrance.sessions.begin(user)
    people.entrance.users.disable(OWNER, user)
    assert people.entrance.sessions.found(token) is None
    people.entrance.users.disable(OWNER, user, disabled=False)
    assert people.entrance.sessions.found(token) is None


def test_another_password_ends_all_sessions(people: People) -> None:
    user = made(people)
    _, token = people.entrance.sessions.begin(user)
    changed = people.entrance.users.set_password(OWNER, user, "other words in a row")
    assert people.entrance.sessions.found(token) is None
    assert people.hasher.agrees(changed.hash, "other words in a row")
    assert not people.hasher.agrees(changed.hash, PASSWORD)


def test_a_reset_ends_one_time_passwords_and_a_change_does_not(people: People) -> None:
    user = made(people)
    with people.entrance.accounts.writing() as rows:
        rows.execute("UPDATE users SET totp = 'JBSWY3DPEHPK3PXP'")
        rows.execute("INSERT INTO recovery VALUES (?, 'hash')", (user.id,))
    users = people.entrance.users
    assert users.set_password(OWNER, user, "other words in a row").totp is not None
    assert users.set_password(OWNER, user, "still other words here", keep_totp=False).totp is None
    assert people.entrance.accounts.rows("SELECT * FROM recovery") == []


def test_old_hashes_are_made_anew_with_the_same_password(people: People) -> None:
    user = made(people)
    dearer = Hasher(passes=2, memory_kib=16, lanes=1)
    people.entrance.users._hasher = dearer
    renewed = people.entrance.users.rehash(user, PASSWORD)
    found = people.entrance.users.found(user.id)
    assert found is not None
    assert found.hash != user.hash
    assert renewed == found
    assert dearer.agrees(found.hash, PASSWORD)
    people.entrance.users.rehash(found, PASSWORD)
    assert people.entrance.users.found(user.id) == found


def test_a_user_is_found_by_name_or_id_to_be_changed(people: People) -> None:
    user = made(people)
    assert people.entrance.users.existing(OWNER, user.id) == user
    assert people.entrance.users.existing(OWNER, "Reader") == user
    with pytest.raises(NotFound):
        people.entrance.users.existing(OWNER, "nobody")


@pytest.mark.parametrize(
    "change",
    [
        lambda p, u: p.entrance.users.add(OWNER, "second", PASSWORD, "public", ["read"]),
        lambda p, u: p.entrance.users.change(OWNER, u, level="sealed"),
        lambda p, u: p.entrance.users.disable(OWNER, u),
        lambda p, u: p.entrance.users.set_password(OWNER, u, "other words in a row"),
        lambda p, u: p.entrance.sessions.begin(u),
    ],
)
def test_what_cannot_be_logged_is_not_done(people: People, change: Callable[[People, User], Any]) -> None:
    user = made(people)
    (people.store / "custody" / "head.json").write_bytes(b"{}")
    with pytest.raises(StoreError, match="custody log"):
        change(people, user)
    assert people.entrance.users.all(OWNER) == [user]
    assert people.entrance.accounts.rows("SELECT * FROM sessions") == []
