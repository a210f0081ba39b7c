"""Sessions."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.access import OWNER
from respondeat.api.access.sessions import Lasting, Session, csrf
from respondeat.api.access.users import User
from respondeat.errors import NotAuthenticated
from tests.api.access.people import PASSWORD, People


@pytest.fixture
def user(people: People) -> User:
    return people.entrance.users.add(OWNER, "reader", PASSWORD, "restricted", ["read"])


def found(people: People, token: str) -> Session | None:
    return people.entrance.sessions.found(token)


def test_a_token_is_its_users(people: People, user: User) -> None:
    session, token = people.entrance.sessions.begin(user)
    assert found(people, token) == session
    assert session.user == user
    assert len(token) == 43


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_text_is_a_token(people: People, guess: str) -> None:
    user = people.entrance.users.named("reader") or people.entrance.users.add(
        OWNER, "reader", PASSWORD, "public", ["read"]
    )
    session, token = people.entrance.sessions.begin(user)
    assert found(people, guess) is None
    assert found(people, session.hash) is None
    assert found(people, token + guess) is None or guess == ""


def test_it_ends_when_it_is_not_used(people: People, user: User) -> None:
    _, token = people.entrance.sessions.begin(user)
    for _ in range(5):
        people.clock.on(3599)
        assert found(people, token)
    people.clock.on(3600)
    assert found(people, token) is None


def test_it_ends_after_its_time_though_it_is_used(people: People, user: User) -> None:
    session, token = people.entrance.sessions.begin(user)
    ended = people.clock.now + 43200
    assert session.until == ended
    while people.clock.now + 1800 < ended:
        people.clock.on(1800)
        assert found(people, token)
    people.clock.now = ended
    assert found(people, token) is None


def test_logout_ends_one_or_all(people: People, user: User) -> None:
    other = people.entrance.users.add(OWNER, "other", PASSWORD, "public", ["read"])
    sessions = people.entrance.sessions
    begun = [sessions.begin(one) for one in (user, user, user, other)]
    tokens = [token for _, token in begun]
    sessions.end(begun[0][0])
    assert [found(people, t) is None for t in tokens] == [True, False, False, False]
    sessions.end(begun[1][0], everywhere=True)
    assert [found(people, t) is None for t in tokens] == [True, True, True, False]


def test_what_ended_is_swept_away(people: People, user: User) -> None:
    for _ in range(3):
        people.entrance.sessions.begin(user)
    people.clock.on(43200)
    people.entrance.sessions.begin(user)
    assert len(people.entrance.accounts.rows("SELECT * FROM sessions")) == 1


def test_none_begins_for_a_user_who_was_changed_meanwhile(people: People, user: User) -> None:
    users = people.entrance.users
    users.set_password(OWNER, user, "other words in a row")
    with pytest.raises(NotAuthenticated):
        people.entrance.sessions.begin(user)
    changed = users.disable(OWNER, users.existing(OWNER, "reader"))
    for one in (changed, replace(changed, disabled=None)):
        with pytest.raises(NotAuthenticated):
            people.entrance.sessions.begin(one)
    assert people.entrance.accounts.rows("SELECT * FROM sessions") == []


def test_what_a_page_sends_is_bound_to_its_session(people: People, user: User) -> None:
    tokens = [people.entrance.sessions.begin(user)[1] for _ in range(2)]
    assert csrf(tokens[0]) == csrf(tokens[0]) != csrf(tokens[1])
    assert tokens[0] not in csrf(tokens[0])


def test_how_long_they_last_is_set(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.api.access.people import empty_store

    people = People.at(empty_store(tmp_path_factory.mktemp("set") / "store"), Lasting(10, 20))
    user = people.entrance.users.add(OWNER, "reader", PASSWORD, "public", ["read"])
    _, token = people.entrance.sessions.begin(user)
    people.clock.on(10)
    assert found(people, token) is None
    people.entrance.close()
