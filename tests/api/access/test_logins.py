"""Logging in, and whoever guesses."""

import asyncio
from pathlib import Path
from typing import Any

import pyotp
import pytest

from respondeat.api.access import OWNER
from respondeat.api.access.users import User
from respondeat.errors import Busy, NotAllowed, NotAuthenticated, StoreError, TooMany
from respondeat.graph import evidence
from tests.api.access.people import PASSWORD, People

HOME, AWAY = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def user(people: People) -> User:
    return people.entrance.users.add(OWNER, "reader", PASSWORD, "restricted", ["read"])


def login(
    people: People, name: str = "reader", password: str = PASSWORD, code: str = "", address: str = HOME
) -> User:
    return asyncio.run(people.entrance.logins.user(name, password, code, address))


def refused(people: People, *given: Any, **more: Any) -> tuple[int, str]:
    """How often something was compared, and what was said."""
    before = people.hasher.compared
    with pytest.raises(NotAuthenticated) as error:
        login(people, *given, **more)
    return people.hasher.compared - before, error.value.detail


def test_the_name_and_the_password_open(people: People, user: User) -> None:
    assert login(people) == user
    assert login(people, "READER ") == user


def test_whatever_is_wrong_the_same_is_said_after_the_same_work(people: People, user: User) -> None:
    disabled = people.entrance.users.add(OWNER, "gone", PASSWORD, "public", ["read"])
    people.entrance.users.disable(OWNER, disabled)
    with_totp(people, user)
    told = [
        refused(people, "reader", "wrong"),
        refused(people, "nobody"),
        refused(people, "reader", "x" * 5000),
        refused(people, "", ""),
        refused(people, "\udcff", "\udcff"),
        refused(people, "gone"),
        refused(people, "reader", PASSWORD),
        refused(people, "reader", PASSWORD, "000000"),
    ]
    assert set(told) == {(1, told[0][1])}


def test_waiting_grows_and_the_right_password_waits_as_well(people: People, user: User) -> None:
    for _ in range(6):
        refused(people, "reader", "wrong")
    before = people.hasher.compared
    with pytest.raises(TooMany) as error:
        login(people)
    assert error.value.retry_after == 1
    assert people.hasher.compared == before
    people.clock.on(1)
    assert login(people) == user
    refused(people, "reader", "wrong")


def test_an_unknown_name_waits_like_a_known_one(people: People, user: User) -> None:
    def until_it_waits(name: str, address: str) -> int:
        for number in range(20):
            try:
                login(people, name, "wrong", address=address)
            except TooMany:
                return number
            except NotAuthenticated:
                pass
        raise AssertionError

    assert until_it_waits("reader", HOME) == until_it_waits("nobody", AWAY)


def test_from_many_addresses_a_name_waits_all_the_same(people: People, user: User) -> None:
    with pytest.raises(TooMany):
        for number in range(20):
            refused(people, "reader", "wrong", address=f"198.51.100.{number}")


def test_an_address_that_tries_many_names_waits(people: People, user: User) -> None:
    with pytest.raises(TooMany):
        for number in range(40):
            refused(people, f"name-{number}", "wrong", address=AWAY)
    assert login(people, address=HOME) == user


def test_nobody_keeps_a_user_out_from_where_they_logged_in_before(people: People, user: User) -> None:
    login(people, address=HOME)
    with pytest.raises(TooMany):
        for number in range(20):
            refused(people, "reader", "wrong", address=f"198.51.100.{number}")
    with pytest.raises(TooMany):
        login(people, address="203.0.113.9")
    assert login(people, address=HOME) == user


def test_from_there_guessing_waits_too(people: People, user: User) -> None:
    login(people, address=HOME)
    with pytest.raises(TooMany):
        for _ in range(8):
            refused(people, "reader", "wrong", address=HOME)


def test_nobody_waits_longer_than_five_minutes(people: People, user: User) -> None:
    waited = 0
    for number in range(60):
        while True:
            try:
                refused(people, "reader", "wrong", address=f"2001:db8:{number}::/64")
                break
            except TooMany as error:
                assert error.retry_after is not None
                waited = max(waited, error.retry_after)
                people.clock.on(error.retry_after)
    assert waited == 300


def test_attempts_at_once_gain_nothing(people: People, user: User) -> None:
    async def all_at_once() -> list[BaseException | User]:
        tries = (people.entrance.logins.user("reader", f"wrong {n}", "", HOME) for n in range(50))
        return await asyncio.gather(*tries, return_exceptions=True)

    told = asyncio.run(all_at_once())
    assert sum(isinstance(one, NotAuthenticated) for one in told) == people.hasher.compared == 6
    assert sum(isinstance(one, TooMany) for one in told) == 44


def test_only_so_many_wait_for_a_comparison(people: People, user: User) -> None:
    async def all_at_once() -> list[BaseException | User]:
        tries = (people.entrance.logins.user(f"n{n}", "wrong", "", f"h{n}") for n in range(100))
        return await asyncio.gather(*tries, return_exceptions=True)

    told = asyncio.run(all_at_once())
    assert sum(isinstance(one, Busy) for one in told) == 100 - 66
    assert login(people) == user


def with_totp(people: People, user: User) -> tuple[pyotp.TOTP, list[str]]:
    secret, address = people.entrance.logins.offer(user)
    assert secret in address
    offered = people.entrance.users.found(user.id)
    assert offered is not None
    assert offered.totp is None
    device = pyotp.TOTP(secret)
    codes = people.entrance.logins.confirm(offered, device.at(int(people.clock.now)))
    people.clock.on(30)
    return device, codes


def test_an_offered_secret_asks_for_nothing_before_it_is_confirmed(people: People, user: User) -> None:
    people.entrance.logins.offer(user)
    offered = people.entrance.users.found(user.id)
    assert offered is not None
    with pytest.raises(NotAllowed):
        people.entrance.logins.confirm(offered, "000000")
    assert login(people)
    with pytest.raises(NotAllowed):
        people.entrance.logins.confirm(user, "000000")


def test_with_one_time_passwords_a_login_needs_one_and_each_once(people: People, user: User) -> None:
    device, _ = with_totp(people, user)
    refused(people)
    code = device.at(int(people.clock.now))
    assert login(people, code=code).id == user.id
    refused(people, code=code)
    people.clock.on(30)
    assert login(people, code=device.at(int(people.clock.now))).id == user.id


def test_the_code_that_confirmed_does_not_log_in(people: People, user: User) -> None:
    device, _ = with_totp(people, user)
    refused(people, code=device.at(int(people.clock.now) - 30))


def test_a_code_of_another_user_is_none(people: People, user: User) -> None:
    with_totp(people, user)
    other = people.entrance.users.add(OWNER, "other", PASSWORD, "public", ["read"])
    device, codes = with_totp(people, other)
    refused(people, code=device.at(int(people.clock.now)))
    refused(people, code=codes[0])


def test_recovery_codes_are_good_once_each(people: People, user: User) -> None:
    _, codes = with_totp(people, user)
    assert len(codes) == 10
    for code in codes:
        assert login(people, code=f" {code.upper()} ").id == user.id
        refused(people, code=code)
        people.clock.on(3600)


def test_ending_one_time_passwords_voids_the_codes(people: People, user: User) -> None:
    _, codes = with_totp(people, user)
    people.entrance.logins.without_totp(OWNER, user)
    assert login(people).id == user.id
    assert people.entrance.accounts.rows("SELECT * FROM recovery") == []
    with_totp(people, people.entrance.users.existing(OWNER, "reader"))
    refused(people, code=codes[0])


def test_the_password_again(people: People, user: User) -> None:
    logins = people.entrance.logins
    asyncio.run(logins.again(user, PASSWORD, HOME))
    with pytest.raises(NotAllowed):
        asyncio.run(logins.again(user, "wrong", HOME))
    with pytest.raises(TooMany):
        for _ in range(10):
            with pytest.raises(NotAllowed):
                asyncio.run(logins.again(user, "wrong", HOME))


def test_what_is_logged_holds_no_names_and_no_addresses(people: People, user: User) -> None:
    login(people)
    people.entrance.sessions.begin(user)
    refused(people, "reader", "wrong")
    refused(people, "somebody-else", "wrong", address=AWAY)
    with_totp(people, user)
    log = people.store / "custody"
    told = [(e.actor, e.action, e.object) for e in evidence.entries(log)]
    assert told == [
        ("terminal", "user-added", user.id),
        (user.id, "login", ""),
        ("unknown", "login-refused", user.id),
        ("unknown", "login-refused", ""),
        (user.id, "totp-on", user.id),
    ]
    content = (log / "log.jsonl").read_text()
    assert [w for w in ("reader", "somebody", HOME, AWAY, PASSWORD) if w in content] == []


def test_what_cannot_be_logged_lets_nobody_in(people: People, user: User) -> None:
    (people.store / "custody" / "head.json").write_bytes(b"{}")
    with pytest.raises(StoreError):
        login(people, password="wrong")
    with pytest.raises(StoreError):
        people.entrance.sessions.begin(user)


def test_common_words_are_packed_with_the_code() -> None:
    import respondeat.api.access

    assert (Path(respondeat.api.access.__file__).parent / "common_words.txt").is_file()
