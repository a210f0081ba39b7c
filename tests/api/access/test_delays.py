"""Waiting after failures, against a count by hand."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.access.delays import Delays, Patience
from respondeat.errors import TooMany
from tests.api.access.people import Clock

FIVE = Patience(free=5, longest=300.0)


def waits(delays: Delays, clock: Clock, count: int, patience: Patience = FIVE) -> list[float]:
    """How long each of so many failures in a row had to wait, when each comes as soon as it may."""
    found = []
    for _ in range(count):
        begun = clock.now
        while True:
            try:
                delays.attempt([("somebody", patience)])
                break
            except TooMany as error:
                assert error.retry_after is not None
                assert error.retry_after > 0
                clock.on(error.retry_after)
        found.append(clock.now - begun)
    return found


def test_it_doubles_from_a_second_to_the_longest() -> None:
    clock = Clock()
    found = waits(Delays(clock), clock, 17)
    assert found == [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_nobody_guesses_more_than_so_many_times_in_a_day() -> None:
    clock = Clock()
    delays, begun, tried = Delays(clock), clock.now, 0
    while clock.now < begun + 86400:
        waits(delays, clock, 1)
        tried += 1
    assert tried <= 86400 / 300 + 16


@given(st.lists(st.tuples(st.floats(0, 400), st.booleans()), max_size=60))
def test_it_is_as_counted_by_hand(steps: list[tuple[float, bool]]) -> None:
    clock = Clock()
    delays = Delays(clock)
    failures, last = 0, clock.now
    for seconds, well in steps:
        clock.on(seconds)
        beyond = failures - 5
        wait = 0 if beyond <= 0 else min(300, 2 ** (beyond - 1))
        if failures and clock.now - last >= 3600:
            failures = wait = 0
        if failures and clock.now < last + wait:
            with pytest.raises(TooMany):
                delays.attempt([("somebody", FIVE)])
            continue
        delays.attempt([("somebody", FIVE)])
        failures, last = failures + 1, clock.now
        if well:
            delays.forget("somebody")
            failures = 0


def test_attempts_at_once_are_counted_before_any_is_known_to_be_wrong() -> None:
    delays = Delays(Clock())
    for _ in range(6):
        delays.attempt([("somebody", FIVE)])
    with pytest.raises(TooMany):
        delays.attempt([("somebody", FIVE)])


def test_what_was_well_is_not_counted() -> None:
    delays = Delays(Clock())
    for _ in range(100):
        delays.attempt([("somebody", FIVE)])
        delays.well("somebody")
    delays.well("nobody")


def test_an_attempt_that_must_wait_is_counted_against_nobody() -> None:
    delays = Delays(Clock())
    for _ in range(6):
        delays.attempt([("one", FIVE)])
    for _ in range(20):
        with pytest.raises(TooMany):
            delays.attempt([("other", FIVE), ("one", FIVE)])
    delays.attempt([("other", FIVE)])


def test_all_is_forgotten_after_an_hour() -> None:
    clock = Clock()
    delays = Delays(clock)
    waits(delays, clock, 12)
    clock.on(3600)
    assert waits(delays, clock, 6) == [0] * 6


def test_no_more_are_remembered_than_said() -> None:
    delays = Delays(Clock(), most=10)
    attempt: Callable[[str], None] = lambda name: delays.attempt([(name, FIVE)])  # noqa: E731
    for number in range(1000):
        attempt(str(number))
    assert len(delays._counts) == 10
