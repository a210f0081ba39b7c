"""The account: who one is, another password, one-time codes; each change by a form of this session alone."""

import html
import re
from pathlib import Path

import pyotp
import pytest

from tests.api.access.people import PASSWORD
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server
from tests.api.web.people_pages import csrf_of, enter, post

NEW = "green lamp behind seven doors"
CHANGES = (
    ("/account/password", {"password": PASSWORD, "new": NEW, "again": NEW}),
    ("/account/totp", {"password": PASSWORD}),
    ("/account/totp/confirm", {"code": "000000"}),
    ("/account/totp/end", {"password": PASSWORD}),
    ("/logout", {"everywhere": "true"}),
)


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    made.user("reader", "sealed", "read", "write")
    made.client.follow_redirects = False
    return made


def test_nobody_known_is_sent_to_the_login(server: Server) -> None:
    answer = server.client.get("/account?language=be")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?language=be&next=%2Faccount")


def test_it_says_who_one_is_and_what_one_may(server: Server) -> None:
    enter(server)
    for language, said in (("en", "enter statements"), ("be", "уносіць сцвярджэнні"), ("ru", "вносить")):
        page = server.client.get(f"/account?language={language}")
        assert said in page.text
        assert "<bdi>reader</bdi>" in page.text
        assert page.headers["cache-control"] == "no-store"
    assert re.search(r'href="/account\?level=public', page.text)
    assert 'aria-current="true"' in server.client.get("/account?level=restricted").text


def test_a_key_sees_what_it_is_and_no_forms(server: Server) -> None:
    page = server.client.get("/account", headers=server.key("restricted"))
    assert page.status_code == 200
    assert "k-" in page.text
    assert "password" not in page.text.lower()


@pytest.mark.parametrize(("path", "fields"), CHANGES)
@pytest.mark.parametrize("token", ["", "ab" * 32, "other"])
def test_a_form_of_no_or_another_session_changes_nothing(
    server: Server, path: str, fields: dict[str, str], token: str
) -> None:
    enter(server)
    other = csrf_of(server, "/account")
    server.client.cookies.clear()
    enter(server)
    before = server.logged()
    answer = post(server, path, **fields, csrf=other if token == "other" else token)
    assert answer.status_code == 403
    assert server.logged() == before
    assert server.client.get("/account").status_code == 200


@pytest.mark.parametrize(("path", "fields"), CHANGES)
def test_another_site_changes_nothing(server: Server, path: str, fields: dict[str, str]) -> None:
    enter(server)
    given = fields | {"csrf": csrf_of(server, "/account")}
    for sent in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        assert server.client.post(path, data=given, headers=sent).status_code == 403
    assert server.client.get("/account").status_code == 200


@pytest.mark.parametrize(("path", "fields"), CHANGES[:-1])
def test_nobody_known_changes_nothing(server: Server, path: str, fields: dict[str, str]) -> None:
    answer = post(server, path, **fields)
    assert answer.status_code == 303
    assert "next=%2Faccount" in answer.headers["location"]


def test_another_password_ends_every_session(server: Server) -> None:
    enter(server)
    csrf = csrf_of(server, "/account")
    for wrong, status in (
        ({"password": "wrong", "new": NEW, "again": NEW}, 403),
        ({"password": PASSWORD, "new": NEW, "again": "other"}, 400),
        ({"password": PASSWORD, "new": "short", "again": "short"}, 400),
    ):
        answer = post(server, "/account/password", **wrong, csrf=csrf)
        assert answer.status_code == status
        assert 'role="alert"' in answer.text
    answer = post(server, "/account/password", password=PASSWORD, new=NEW, again=NEW, csrf=csrf)
    assert answer.headers["location"] == "/login?said=password&language=en"
    assert "respondeat" not in server.client.cookies
    assert post(server, "/login", name="reader", password=PASSWORD).status_code == 401
    enter(server, password=NEW)


def test_one_time_codes_begin_with_a_secret_as_text(server: Server) -> None:
    enter(server)
    csrf = csrf_of(server, "/account")
    assert post(server, "/account/totp", password="wrong", csrf=csrf).status_code == 403
    offered = post(server, "/account/totp", password=PASSWORD, csrf=csrf)
    assert offered.headers["cache-control"] == "no-store"
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', offered.text)
    assert found
    secret = found[1].replace(" ", "")
    assert f"secret={secret}" in html.unescape(offered.text)
    wrong = post(server, "/account/totp/confirm", code="000000", csrf=csrf)
    assert wrong.status_code == 403
    assert secret not in wrong.text
    done = post(server, "/account/totp/confirm", code=pyotp.TOTP(secret).at(server.clock.now), csrf=csrf)
    codes = re.findall(r"<li><code>([a-z2-9-]+)</code>", done.text)
    assert len(codes) == 10
    post(server, "/logout", csrf=csrf)
    assert post(server, "/login", name="reader", password=PASSWORD).status_code == 401
    enter(server, code=codes[0])
    assert (
        post(server, "/account/totp/end", password="x", csrf=csrf_of(server, "/account")).status_code == 403
    )
    ended = post(server, "/account/totp/end", password=PASSWORD, csrf=csrf_of(server, "/account"))
    assert ended.status_code == 303
    server.client.cookies.clear()
    enter(server)


def test_all_sessions_end_at_once(server: Server) -> None:
    enter(server)
    first = server.client.cookies["respondeat"]
    server.client.cookies.clear()
    enter(server)
    answer = post(server, "/logout", everywhere="true", csrf=csrf_of(server, "/account"))
    assert answer.headers["location"].startswith("/login?said=ended")
    assert server.entrance.sessions.found(first) is None
