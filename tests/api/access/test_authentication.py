"""Whoever shows a key."""

import asyncio
from typing import Any

import pytest

from respondeat.api.access import OWNER, authentication
from respondeat.api.access.tokens import _check, new_key
from respondeat.errors import NotAllowed, NotAuthenticated, TooMany
from tests.api.access.people import People

DAY = 86400


def shown(people: People, text: str, address: str = "192.0.2.1") -> Any:
    return asyncio.run(people.entrance.key_check.caller(text, address))


def made(people: People, **given: Any) -> tuple[str, str]:
    told: dict[str, Any] = {"label": "Table", "level": "public", "scopes": ["read"], **given}
    key, text = people.entrance.keys.add(OWNER, **told)
    return key.id, text


def test_whoever_shows_a_key_has_its_level_and_scopes(people: People) -> None:
    id, text = made(people, level="restricted", scopes=["read", "write"])
    caller = shown(people, text)
    assert (caller.id, caller.client) == (id, id)
    assert (caller.level, caller.scopes) == ("restricted", {"read", "write"})


def test_keys_of_two_levels_are_not_mixed_up(people: People) -> None:
    keys = {level: made(people, level=level) for level in ("public", "restricted", "sealed")}
    for _ in range(2):
        for level, (id, text) in keys.items():
            assert (shown(people, text).id, shown(people, text).level) == (id, level)
    _, public = keys["public"]
    sealed, _ = keys["sealed"]
    with pytest.raises(NotAllowed):
        shown(people, public).at("sealed")
    crossed = f"rsp_{sealed.removeprefix('k-')}_{public[21:]}"
    with pytest.raises(NotAuthenticated):
        shown(people, crossed)


def test_the_slow_comparison_is_made_once_a_minute(people: People) -> None:
    _, text = made(people)
    for _ in range(5):
        shown(people, text)
    assert people.hasher.compared == 1
    people.clock.on(60)
    shown(people, text)
    assert people.hasher.compared == 2


def test_many_at_once_with_one_key_are_compared_once(people: People) -> None:
    _, text = made(people)

    async def all_at_once() -> list[Any]:
        check = people.entrance.key_check
        return await asyncio.gather(*(check.caller(text, "192.0.2.1") for _ in range(30)))

    assert len({caller.id for caller in asyncio.run(all_at_once())}) == 1
    assert people.hasher.compared <= 2


def test_an_unknown_id_costs_as_much_as_a_wrong_secret(people: People) -> None:
    id, text = made(people)
    _, foreign = new_key()
    bare, secret = id.removeprefix("k-"), foreign[21:73]
    wrong = f"rsp_{bare}_{secret}{_check(bare, secret)}"
    told = []
    for guess in (foreign, wrong):
        before = people.hasher.compared
        with pytest.raises(NotAuthenticated) as error:
            shown(people, guess)
        told.append((people.hasher.compared - before, error.value.detail))
    assert told[0] == told[1]
    assert told[0][0] == 1
    assert shown(people, text).id == id


def test_a_revoked_key_opens_nothing_from_that_moment_on(people: People) -> None:
    id, text = made(people)
    shown(people, text)
    people.entrance.keys.revoke(OWNER, id)
    with pytest.raises(NotAuthenticated, match="revoked"):
        shown(people, text)
    assert people.entrance.keys.revoke(OWNER, id).revoked == int(people.clock.now)


def test_a_key_ends_to_the_second(people: People) -> None:
    _, text = made(people, days=1)
    people.clock.on(DAY - 1)
    shown(people, text)
    people.clock.on(1)
    with pytest.raises(NotAuthenticated, match="expired"):
        shown(people, text)


def test_that_a_key_was_revoked_is_told_only_to_whoever_has_it(people: People) -> None:
    id, text = made(people)
    people.entrance.keys.revoke(OWNER, id)
    bare, secret = id.removeprefix("k-"), "a" * 52
    with pytest.raises(NotAuthenticated) as wrong:
        shown(people, f"rsp_{bare}_{secret}{_check(bare, secret)}")
    assert "revoked" not in wrong.value.detail
    with pytest.raises(NotAuthenticated, match="revoked"):
        shown(people, text)


def test_only_the_day_of_the_last_use_is_kept(people: People) -> None:
    id, text = made(people)
    days = []
    for seconds in (0, 60, DAY):
        people.clock.on(seconds)
        shown(people, text)
        found = people.entrance.keys.found(id)
        assert found is not None
        days.append(found.used)
    assert days[0] == days[1]
    assert (len(days[0] or ""), days[2]) == (10, people.entrance.keys.today())


def test_whoever_guesses_waits_and_others_do_not(people: People) -> None:
    _, text = made(people)
    with pytest.raises(TooMany):
        for _ in range(30):
            with pytest.raises(NotAuthenticated):
                shown(people, new_key()[1], "198.51.100.7")
    assert people.hasher.compared <= 22
    shown(people, text, "192.0.2.1")
    shown(people, text, "198.51.100.7")  # compared before: it does not wait with the guesses


def test_what_was_compared_is_remembered_within_a_bound(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authentication, "_MOST", 2)
    texts = [made(people)[1] for _ in range(3)]
    for text in texts:
        shown(people, text)
    assert [people.entrance.key_check.known(text) is None for text in texts] == [True, False, False]


def test_a_key_that_is_revoked_while_it_is_compared_opens_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    id, text = made(people)
    agrees = people.hasher.agrees

    def slowly(hash: str | None, secret: str) -> bool:
        people.entrance.keys.revoke(OWNER, id)
        return agrees(hash, secret)

    monkeypatch.setattr(people.hasher, "agrees", slowly)
    with pytest.raises(NotAuthenticated, match="revoked"):
        shown(people, text)
