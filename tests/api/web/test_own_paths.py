"""No address of the login sends anybody to another place."""

import pytest

from respondeat.api.web.own_paths import own_path

ELSEWHERE = [
    *("", "x", "elsewhere.example", "https://elsewhere.example/", "javascript:alert(1)", "data:text/html,x"),
    *("//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example"),
    *("/\t/elsewhere.example", "/\n/elsewhere.example", "\t//elsewhere.example", " /x", "/x y", "/\x00"),
    *("/x\\y", "/пошук", "/\u2028", "/login", "/login/", "/login?next=/login", "/logout", "/" + "x" * 5000),
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_no_path_of_ours_leads_to_the_start(text: str) -> None:
    assert own_path(text) == "/"
    assert own_path(text, "") == ""


@pytest.mark.parametrize(
    "text",
    ["/", "/entity/p-1", "/chain?target=a%20b&on=2020-08-10", "/account?language=be#x", "/a//b", "/a:b"],
)
def test_paths_of_ours_stay(text: str) -> None:
    assert own_path(text) == text
