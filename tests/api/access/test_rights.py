"""Levels and scopes as they are kept, and who may give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.access import SCOPES, Caller
from respondeat.api.access.rights import check_within, level_of, scopes_of, text_of, within
from respondeat.errors import InputError, NotAllowed

LEVELS = st.sampled_from(("public", "restricted", "sealed"))
GIVEN = st.frozensets(st.sampled_from(SCOPES), min_size=1)


@given(GIVEN)
def test_scopes_come_back_as_they_were_kept(scopes: frozenset[str]) -> None:
    assert scopes_of(text_of(scopes)) == scopes
    assert text_of(sorted(scopes)) == text_of(sorted(scopes, reverse=True))


@given(own=LEVELS, scopes=GIVEN, wanted=LEVELS, wanted_scopes=GIVEN)
def test_nobody_gives_more_than_they_have(
    own: str, scopes: frozenset[str], wanted: str, wanted_scopes: frozenset[str]
) -> None:
    caller = Caller("u-0123456789abcdef", own, scopes_of(" ".join(scopes)))
    order = ["public", "restricted", "sealed"]
    allowed = order.index(wanted) <= order.index(own) and not wanted_scopes - scopes
    assert within(caller, wanted, text_of(wanted_scopes)) is allowed
    if allowed:
        check_within(caller, wanted, text_of(wanted_scopes))
    else:
        with pytest.raises(NotAllowed):
            check_within(caller, wanted, text_of(wanted_scopes))


@pytest.mark.parametrize("scopes", [[], ["root"], ["read", "root"], ["READ"], ["read write"]])
def test_scopes_that_are_none(scopes: list[str]) -> None:
    with pytest.raises(InputError):
        text_of(scopes)


@pytest.mark.parametrize("level", ["", "Public", "high", "public "])
def test_levels_that_are_none(level: str) -> None:
    with pytest.raises(InputError):
        level_of(level)


def test_what_is_kept_and_is_no_scope_opens_nothing() -> None:
    assert scopes_of("read root  admin2") == {"read"}
