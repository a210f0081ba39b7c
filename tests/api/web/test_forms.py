"""Forms of pages: a hidden field stands for the header of scripts, and nothing of a form is repeated."""

import pytest

from respondeat.api.web.forms import Fields


def test_fields_are_asked_by_name() -> None:
    given = Fields({"a": "1", "b": "2"})
    assert (given.one("a"), given.one("x")) == ("1", "")
    assert given.without("a") == {"b": "2"}


def test_fields_do_not_show_in_a_trace() -> None:
    assert "secret" not in repr(Fields({"password": "secret"}))


@pytest.mark.parametrize("name", ["csrf", "password"])
def test_what_is_not_there_is_empty(name: str) -> None:
    assert Fields().one(name) == ""
