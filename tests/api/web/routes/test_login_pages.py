"""Logging in and out by forms: the same words, delays and notes as under /v1, nobody sent elsewhere."""

import re
from pathlib import Path

import pytest

from respondeat.api.web.headers import PAGE_POLICY
from tests.api.access.people import PASSWORD
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server
from tests.api.web.people_pages import csrf_of, enter, post

SECRET = "/entity/p-47463074f671c78fe843248fff279937"


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    made.user("reader", "sealed")
    made.client.follow_redirects = False
    return made


def test_the_form_works_without_scripts_and_is_kept_nowhere(server: Server) -> None:
    for language, word in (("en", "Log in"), ("be", "Уваход"), ("ru", "Вход")):
        found = server.client.get(f"/login?language={language}")
        assert found.status_code == 200
        assert f"<h1>{word}</h1>" in found.text
        assert 'autocomplete="current-password"' in found.text
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["content-security-policy"] == PAGE_POLICY.decode()


def test_a_login_leads_to_where_one_wanted_to(server: Server) -> None:
    answer = enter(server, next="/account?language=be")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account?language=be")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert server.client.get("/login?next=/chain").headers["location"] == "/chain"
    page = server.client.get("/account?language=be")
    assert page.status_code == 200
    assert "reader" in page.text
    assert [entry[1] for entry in server.logged()][-1] == "login"


@pytest.mark.parametrize(
    "there",
    ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere", "/login"],
)
def test_nobody_is_sent_elsewhere(server: Server, there: str) -> None:
    shown = server.client.get("/login", params={"next": there})
    assert 'name="next" value=""' in shown.text
    assert enter(server, next=there).headers["location"] == "/?language=en"
    again = server.client.get("/login", params={"next": there})
    assert again.headers["location"].startswith("/account?")


def test_whatever_is_wrong_the_same_is_said(server: Server) -> None:
    pages = set()
    for name, password in (("reader", "not the password"), ("nobody", PASSWORD), ("", ""), ("reader", "")):
        answer = post(server, "/login", name=name, password=password)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        pages.add(answer.text.replace(f'value="{name}"', 'value=""'))
    assert len(pages) == 1
    assert PASSWORD not in pages.pop()
    assert server.hasher.compared == 4


def test_what_was_typed_is_shown_as_text(server: Server) -> None:
    name = '"><img src=x onerror=alert(1)>\u202e'
    answer = post(server, "/login", name=name, password="x")
    assert "<img src=x" not in answer.text
    assert "&lt;img src=x" in answer.text
    assert "\u202e" not in answer.text


def test_whoever_is_wrong_again_and_again_waits(server: Server) -> None:
    for _ in range(6):
        post(server, "/login", name="reader", password="wrong")
    answer = post(server, "/login", name="reader", password="wrong")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "too many failed attempts" in answer.text


@pytest.mark.parametrize(
    "sent", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}]
)
def test_another_site_logs_nobody_in(server: Server, sent: dict[str, str]) -> None:
    answer = server.client.post("/login", data={"name": "reader", "password": PASSWORD}, headers=sent)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert server.hasher.compared == 0


def test_a_new_login_ends_the_one_before(server: Server) -> None:
    enter(server)
    before = server.client.cookies["respondeat"]
    enter(server)
    assert server.client.cookies["respondeat"] != before
    assert server.entrance.sessions.found(before) is None


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"]
)
def test_only_forms_are_taken(server: Server, content_type: str) -> None:
    answer = server.client.post("/login", content=b"name=reader", headers={"content-type": content_type})
    assert answer.status_code == 415


def test_forms_that_are_none_are_refused(server: Server) -> None:
    for body in (b"name=a&name=b", b"name=%ff", b"\xff=1", b"&".join(b"f%d=1" % n for n in range(500))):
        answer = server.client.post(
            "/login", content=body, headers={"content-type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code == 400, body


def test_logging_out_is_a_button_and_ends_the_session(server: Server) -> None:
    enter(server)
    assert server.client.get(SECRET, headers={"accept": "text/html"}).status_code == 200
    assert server.client.get("/logout").status_code == 200
    assert server.client.get("/account").status_code == 200, "the page alone ends nothing"
    answer = post(server, "/logout", csrf=csrf_of(server, "/logout"))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?said=left")
    assert "respondeat" not in server.client.cookies
    assert "logged out" in server.client.get(answer.headers["location"]).text
    assert server.client.get("/logout").status_code == 303


@pytest.mark.parametrize("token", ["", "ab" * 32, "пароль", "other"])
def test_nobody_else_logs_somebody_out(server: Server, token: str) -> None:
    enter(server)
    other = csrf_of(server, "/logout")
    server.client.cookies.clear()
    enter(server)
    answer = post(server, "/logout", csrf=other if token == "other" else token)
    assert answer.status_code == 403
    assert server.client.get("/account").status_code == 200


def test_a_login_that_ended_leads_to_the_form_and_back(server: Server) -> None:
    enter(server)
    server.clock.on(3600)
    answer = server.client.get("/account?language=ru")
    assert answer.status_code == 303
    assert re.search(r"^/login\?language=ru&next=%2Faccount", answer.headers["location"])
    assert "max-age=0" in answer.headers["set-cookie"].lower()
    assert server.client.get(answer.headers["location"]).status_code == 200


def test_what_is_restricted_is_there_for_a_session_and_for_nobody_else(server: Server) -> None:
    html = {"accept": "text/html"}
    nothing = server.client.get("/entity/p-00000000000000000000000000000000", headers=html)
    closed = server.client.get("/?level=sealed", headers=html)
    assert (nothing.status_code, closed.status_code) == (404, 403)
    refused = server.client.get(f"{SECRET}?level=sealed", headers=html)
    unknown = server.client.get("/entity/p-0?level=sealed", headers=html)
    assert refused.status_code == unknown.status_code == 403
    assert 'class="button" href="/login?next=%2F' in closed.text, "whoever has more than public can say so"
    enter(server)
    own, lower = (server.client.get(path, headers=html) for path in ("/", "/?level=public"))
    assert own.headers["cache-control"] == "no-store"
    assert lower.headers["cache-control"] == "no-store", "the name of the reader stands on it"
    assert server.client.get(f"{SECRET}?level=sealed", headers=html).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/problems", "/?level=public", "/chain?level=public"])
def test_a_page_with_a_name_on_it_is_kept_nowhere(server: Server, path: str) -> None:
    html = {"Accept": "text/html"}
    before = server.client.get(path, headers=html)
    assert before.headers["cache-control"] == "no-cache"
    assert "Cookie" in before.headers["vary"]
    enter(server)
    after = server.client.get(path, headers=html)
    assert "reader" in after.text
    assert after.headers["cache-control"] == "no-store"


def test_a_file_says_in_its_name_above_which_level_it_is(server: Server) -> None:
    names = {}
    enter(server)
    for level in ("public", "sealed"):
        answer = server.client.get(f"{SECRET}?format=csv&level={level}")
        names[level] = answer.headers["content-disposition"]
    assert names == {
        "public": 'attachment; filename="entity.csv"',
        "sealed": 'attachment; filename="entity-sealed.csv"',
    }
