"""How many requests in a minute: against a count by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.api.access import OWNER
from respondeat.api.access.entrance import Entrance
from respondeat.api.settings import LimitSettings
from respondeat.api.web.rates import Minutes
from tests.api.access.people import Clock
from tests.api.web.conftest import Asking

STEPS = st.lists(st.floats(0, 90) | st.just(0.0) | st.floats(0, 0.5), max_size=120)


@given(allowed=st.integers(1, 12), steps=STEPS)
@settings(deadline=None)
def test_never_more_than_allowed_in_any_minute_and_never_refused_without_need(
    allowed: int, steps: list[float]
) -> None:
    clock = Clock()
    minutes = Minutes(allowed, clock)
    let: list[float] = []
    for step in steps:
        clock.on(step)
        taken = minutes.take("somebody")
        recent = [t for t in let if t > clock.now - 60]
        about = [t for t in let if t > clock.now - 61]
        if taken.allowed:
            assert len(recent) < allowed
            let.append(clock.now)
            assert taken.left <= allowed - len(recent) - 1
        else:
            assert len(about) >= allowed
            assert taken.left == 0
    for begin in let:
        assert len([t for t in let if begin <= t < begin + 60]) <= allowed


@given(allowed=st.integers(1, 12), steps=STEPS)
@settings(deadline=None)
def test_after_the_seconds_that_are_told_there_is_room(allowed: int, steps: list[float]) -> None:
    clock = Clock()
    minutes = Minutes(allowed, clock)
    for step in steps:
        clock.on(step)
        taken = minutes.take("somebody")
        if not taken.allowed:
            assert 0 < taken.seconds <= 61
            clock.on(taken.seconds)
            assert minutes.take("somebody").allowed


def test_each_is_counted_alone() -> None:
    minutes = Minutes(2, Clock())
    assert [minutes.take("one").allowed for _ in range(3)] == [True, True, False]
    assert minutes.take("other").allowed


def test_no_more_are_remembered_than_said() -> None:
    minutes = Minutes(5, Clock(), most=10)
    for number in range(1000):
        minutes.take(str(number))
    assert len(minutes._minutes) == 10
    assert minutes.take("999").left == 3


def test_a_request_too_many_is_refused_and_told_when_to_come_again(asking: Asking, example: Path) -> None:
    client = asking(example, limits=LimitSettings(requests_per_minute=3))
    told = [client.get("/v1/me") for _ in range(4)]
    assert [answer.status_code for answer in told] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit-remaining"] for answer in told] == ["2", "1", "0", "0"]
    last = told[-1]
    assert last.json()["type"] == "/problems/too-many"
    assert last.json()["limit"] == {"name": "requests_per_minute", "allowed": 3}
    seconds = last.headers["retry-after"]
    assert 59 <= int(seconds) <= 61
    assert last.headers["ratelimit-policy"] == '"minute";q=3;w=60'
    assert last.headers["ratelimit"] == f'"minute";r=0;t={seconds}'
    assert (last.headers["ratelimit-limit"], last.headers["ratelimit-reset"]) == ("3", seconds)
    assert client.get("/healthz").status_code == 200


def test_what_does_not_exist_and_wrong_keys_count_as_well(asking: Asking, example: Path) -> None:
    client = asking(example, limits=LimitSettings(requests_per_minute=2))
    assert client.get("/nowhere").status_code == 404
    assert client.get("/v1/me", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/v1/me", headers={"Authorization": "Bearer wrong"}).status_code == 429
    assert client.get("/v1/me").status_code == 429


def test_a_key_counts_for_itself_once_it_is_known(asking: Asking, copy: Path) -> None:
    entrance = Entrance.over(copy)
    texts = [entrance.keys.add(OWNER, "Table", "public", ["read"])[1] for _ in range(2)]
    entrance.close()
    client = asking(copy, limits=LimitSettings(requests_per_minute=3))
    one, two = ({"Authorization": f"Bearer {text}"} for text in texts)
    # the first request of each is counted against the address, for the key is not known before it is compared
    assert [client.get("/v1/me", headers=one).status_code for _ in range(5)] == [200] * 4 + [429]
    assert [client.get("/v1/me", headers=two).status_code for _ in range(5)] == [200] * 4 + [429]
    assert [client.get("/v1/me").status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("trusted", ["", "10.0.0.0/8"])
def test_who_is_no_trusted_proxy_gains_nothing_by_forwarding(
    asking: Asking, example: Path, trusted: str
) -> None:
    client = asking(example, trusted_proxies=trusted, limits=LimitSettings(requests_per_minute=2))
    told = [client.get("/v1/me", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(4)]
    assert told == [200, 200, 429, 429]
