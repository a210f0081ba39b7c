"""What is known of a request holds no name."""

from typing import Any

from starlette.requests import Request

from respondeat.api.web.handled import Handled, handled, note, route
from respondeat.errors import Busy, UnknownName


def scope(method: str = "GET") -> dict[str, Any]:
    return {"type": "http", "method": method, "path": "/entity/Mira", "headers": []}


def test_one_is_found_again_from_its_request_and_none_where_none_is_kept() -> None:
    one = scope()
    made = Handled.of(one)
    assert handled(Request(one)) is made
    assert handled(Request(scope())) is not handled(Request(scope()))


def test_a_method_that_nobody_knows_is_not_kept() -> None:
    assert Handled.of(scope("DELETE")).method == "DELETE"
    assert Handled.of(scope("MIRA")).method == "other"


def test_an_address_that_no_route_has_is_not_kept() -> None:
    assert route(scope()) == ""


def test_errors_and_limits_are_noted_by_their_names() -> None:
    one = scope()
    made = Handled.of(one)
    note(Request(one), UnknownName("No entity bears the name 'Mira'."))
    assert (made.error, made.limit) == ("unknown-name", "")
    note(Request(one), Busy("Later.", limit="waiting", allowed=1))
    assert (made.error, made.limit) == ("busy", "waiting")
    note(Request(one), Busy("Later."))
    assert made.limit == "busy"
