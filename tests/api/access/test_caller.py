"""What somebody may read and do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.access import OWNER, SCOPES, Caller, Scope
from respondeat.errors import NotAllowed

LEVELS = ("public", "restricted", "sealed")


@pytest.mark.parametrize("own", LEVELS)
def test_everybody_reads_up_to_their_level_by_default_at_it(own: str) -> None:
    caller = Caller("k-0123456789abcdef", own)
    assert caller.at(None) == own
    for level in LEVELS:
        if LEVELS.index(level) <= LEVELS.index(own):
            assert caller.at(level) == level
        else:
            with pytest.raises(NotAllowed):
                caller.at(level)


@given(st.text(max_size=20).filter(lambda text: text not in LEVELS))
def test_a_level_that_does_not_exist_is_refused_like_one_that_is_too_high(level: str) -> None:
    with pytest.raises(NotAllowed):
        OWNER.at(level)


@given(st.frozensets(st.sampled_from(SCOPES)))
def test_a_scope_is_had_or_not(scopes: frozenset[Scope]) -> None:
    caller = Caller("k-0123456789abcdef", "public", scopes)
    for scope in SCOPES:
        if scope in scopes:
            caller.need(scope)
        else:
            with pytest.raises(NotAllowed, match=scope):
                caller.need(scope)


def test_nobody_known_reads_what_is_public() -> None:
    assert (Caller().id, Caller().level, Caller().scopes) == ("", "public", frozenset({"read"}))


def test_the_owner_may_all() -> None:
    assert (OWNER.level, OWNER.scopes) == ("sealed", frozenset(SCOPES))
