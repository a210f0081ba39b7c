"""Bundles over pages: the command for everybody, a download for those who may, nothing for anybody else."""

import asyncio
import html
import io
import re
import shlex
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.bundles.ordered import Order, hand_over
from respondeat.api.workers import Body
from respondeat.errors import Busy
from respondeat.graph.evidence.verifier.verify import verify
from tests.api.bundles.making import SECRET, made
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server
from tests.api.web.people_pages import csrf_of, enter, post

CHAIN = "/bundle/chain?target=SRS&on=2020-05-03&limit=3"
SECRET_NAME = "Mira Nobody"
HELD = "/bundle/dossier?entity=Mira+Nobody"
HOSTILE = '"><img src=x onerror=alert(1)>\u202e'


class InThisProcess:
    """Makes bundles without a process of its own."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.store, self.place = store, folder / "made.zip"
        self.busy = False

    async def make(self, order: Mapping[str, Any]) -> Body:
        if self.busy:
            raise Busy("The server makes another bundle.", limit="bundles", allowed=1, retry_after=15)
        await asyncio.to_thread(hand_over, self.store, Order(**order), self.place)
        content = self.place.read_bytes()
        self.place.unlink()
        return Body.of(content)

    async def close(self) -> None:
        pass


@pytest.fixture
def server(asking: Asking, copy: Path, tmp_path: Path) -> Server:
    secret = tmp_path / "secret"
    secret.write_text(SECRET.hex())
    secret.chmod(0o600)
    made = Server.over(asking, copy, bundle_secret=secret)
    app: Any = made.client.app
    app.state.serving = replace(app.state.serving, bundler=InThisProcess(copy, tmp_path))
    made.user("keeper", "sealed", "read", "admin")
    made.user("lower", "restricted", "read", "admin")
    made.user("reader", "sealed", "read", "write", "review")
    made.client.follow_redirects = False
    return made


def order(server: Server, path: str = CHAIN, **more: str) -> Any:
    fields = {"profile": "public", "purpose": "court", "csrf": csrf_of(server, CHAIN)}
    return post(server, path, **(fields | more))


def commands(server: Server, path: str) -> list[str]:
    page = server.client.get(path)
    assert page.status_code == 200, page.text
    return [html.unescape(one) for one in re.findall(r"<pre><code>(.*?)</code></pre>", page.text, re.DOTALL)]


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {one.filename: packed.read(one) for one in packed.infolist()}


def test_everybody_is_told_the_command_and_nobody_else_has_a_form(server: Server) -> None:
    page = server.client.get(f"{CHAIN}&language=be&without_origin=Invented+Observers")
    assert "<form method" not in page.text
    told = commands(server, f"{CHAIN}&language=be&without_origin=Invented+Observers")[0]
    assert shlex.split(told) == [
        *("respondeat", "bundle", "create", "chain", "--on", "2020-05-03", "--limit", "3"),
        *("--without-origin", "Invented Observers", "--language", "be", "--out", "bundle.zip", "SRS"),
    ]
    enter(server, "reader")
    assert "<form method" not in server.client.get(CHAIN).text


def test_the_command_of_what_is_seen_above_public_names_the_profile(server: Server) -> None:
    enter(server, "lower")
    assert "--profile partner --out" in commands(server, CHAIN)[0]
    assert "--profile partner --sign --out" in commands(server, CHAIN)[1]
    assert "--profile" not in commands(server, f"{CHAIN}&level=public")[0]


def test_a_query_has_its_command_and_is_not_made_here(server: Server) -> None:
    enter(server, "keeper")
    path = "/bundle/sparql?query=SELECT+%3Fs%0A%7B+%3Fs+a+%22it%27s%22+%7D"
    words = shlex.split(commands(server, path)[0])
    assert words[-1] == 'SELECT ?s\n{ ?s a "it\'s" }'
    assert "<form method" not in server.client.get(path).text
    assert order(server, path).status_code == 400


@pytest.mark.parametrize("text", [SECRET_NAME, "Mira Qobody"])
def test_no_name_can_be_tried_out_by_a_search(server: Server, text: str) -> None:
    """A bundle with a protected name in it is not handed over: so none is made with what somebody typed."""
    enter(server, "lower")
    path = f"/bundle/search?text={text.replace(' ', '+')}&level=public"
    assert shlex.split(commands(server, path)[0])[:4] == ["respondeat", "bundle", "create", "search"]
    page = server.client.get(path).text
    assert "<form method" not in page
    assert "it holds what was typed" in page
    answer = order(server, path)
    assert answer.status_code == 400
    assert "it holds what was typed" in answer.text
    assert not [one for one in server.logged() if one[1].startswith("bundle")]


def test_whoever_asks_with_a_key_is_told_why_not(server: Server) -> None:
    key = server.key("sealed", "read", "admin")
    fields = {"profile": "public", "purpose": "court"}
    answer = server.client.post("/bundle/dossier?entity=Nobody+Known", data=fields, headers=key)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert "Nobody Known" in answer.text.partition('role="alert"')[2].partition("</p>")[0]
    assert "<form method" not in answer.text
    app: Any = server.client.app
    app.state.serving.bundler.busy = True
    busy = server.client.post(CHAIN, data=fields, headers=key)
    assert busy.status_code == 503
    assert "makes another bundle" in busy.text


def test_the_download_verifies_and_is_what_the_terminal_makes(server: Server, tmp_path: Path) -> None:
    enter(server, "keeper")
    answer = order(server)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="bundle-chain.zip"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/zip"
    place = tmp_path / "had.zip"
    place.write_bytes(answer.content)
    assert verify(place).verdict == "intact, not signed"
    made(
        server.store,
        tmp_path / "terminal.zip",
        ("chain", {"target": "SRS", "on": "2020-05-03", "limit": 3}),
    )
    mine, theirs = files(answer.content), files((tmp_path / "terminal.zip").read_bytes())
    assert sorted(mine) == sorted(theirs)
    differ = {name for name in mine if mine[name] != theirs[name]}
    later = {"data/custody.jsonl", "data/root.json", "data/bundle.json"}  # the log has gone on meanwhile
    assert {n for n in differ if "/data/" in n} <= {
        *(f"bundle/{name}" for name in later),
        *(
            n
            for n in mine
            if n.startswith(("bundle/data/report", "bundle/data/ro-crate", "bundle/data/prov"))
        ),
        "bundle/data/VERIFY.txt",
    }
    assert mine["bundle/data/answer.json"] == theirs["bundle/data/answer.json"]
    assert mine["bundle/data/graph.trig"] == theirs["bundle/data/graph.trig"]
    assert mine["bundle/data/leaves.jsonl"] == theirs["bundle/data/leaves.jsonl"]


def test_it_is_logged_with_who_and_what_for(server: Server) -> None:
    enter(server, "keeper")
    assert order(server, profile="court").status_code == 200
    (logged,) = [one for one in server.logged() if one[1] == "bundle-exported"]
    assert logged[0].startswith("u-")
    assert (logged[3]["profile"], logged[3]["purpose"], logged[3]["question"]) == ("court", "court", "chain")


def test_nothing_above_the_profile_is_in_it(server: Server) -> None:
    """Not even where the question names it: a public bundle has the id, and nothing of who that is."""
    enter(server, "keeper")
    public, court = (files(order(server, HELD, profile=one).content) for one in ("public", "court"))
    assert not any(SECRET_NAME.encode() in content for content in public.values())
    assert any(SECRET_NAME.encode() in content for content in court.values())
    assert (
        public["bundle/data/root.json"].partition(b"leaves")[2]
        == court["bundle/data/root.json"].partition(b"leaves")[2]
    )


def test_what_stands_above_the_caller_is_as_if_it_were_not(server: Server) -> None:
    """A name that only a higher level knows is refused in the words of the level at which it is asked."""
    enter(server, "keeper")
    answer = order(server, f"{HELD}&level=public")
    plain = server.client.get("/v1/dossier?entity=Mira+Nobody&level=public")
    assert answer.status_code == plain.status_code == 404
    assert f">{html.escape(plain.json()['detail'])}<".replace("&#x27;", "&#39;") in answer.text


def test_nobody_has_more_than_their_own_level(server: Server) -> None:
    enter(server, "lower")
    assert order(server, profile="court").status_code == 403
    assert order(server, f"{CHAIN}&level=sealed", profile="partner").status_code == 403
    told = [one for one in server.logged() if one[1] == "bundle-failed"]
    assert [(one[3]["profile"], one[3]["outcome"]) for one in told] == [
        ("court", "not-allowed"),
        ("partner", "not-allowed"),
    ]
    shown = re.findall(r'name="profile" value="(\w+)"', server.client.get(CHAIN).text)
    assert shown == ["public", "partner"]
    assert not [one for one in server.logged() if one[1] == "bundle-exported"]


def test_whoever_may_not_is_refused_as_on_other_pages(server: Server) -> None:
    assert post(server, CHAIN, profile="public", purpose="court").status_code == 401
    enter(server, "reader")
    token = csrf_of(server, "/account")
    assert post(server, CHAIN, profile="public", purpose="court", csrf=token).status_code == 403
    enter(server, "keeper")
    for wrong in ({}, {"csrf": "0" * 64}):
        assert post(server, CHAIN, profile="public", purpose="court", **wrong).status_code == 403
    away = server.client.post(
        CHAIN,
        data={"profile": "public", "purpose": "court", "csrf": csrf_of(server, CHAIN)},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert away.status_code == 403
    assert not [one for one in server.logged() if one[1] == "bundle-exported"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/bundle/chain?target=SRS&on=notaday", {}),
        ("/bundle/chain?target=SRS&on=2020-05-03&limit=0", {}),
        ("/bundle/chain?target=SRS&on=2020-05-03&foo=1", {}),
        ("/bundle/chain?on=2020-05-03", {}),
        ("/bundle/chain?target=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&on=2020-05-03", {}),
        ("/bundle/chain?target=SRS%00", {}),
        ("/bundle/chain?target=SRS&target=Ministry", {}),
        ("/bundle/graph?target=SRS", {}),
        ("/bundle/changesets", {}),
        (CHAIN, {"profile": "everybody"}),
        (CHAIN, {"profile": ""}),
        (CHAIN, {"purpose": HOSTILE}),
        (CHAIN + "&recorded_at=x", {}),
        (CHAIN + "&without_document=nothing", {}),
    ],
)
def test_what_cannot_be_is_a_page_that_says_so(server: Server, path: str, fields: dict[str, str]) -> None:
    enter(server, "keeper")
    answer = order(server, path, **fields)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "<img src=x" not in answer.text
    assert "\u202e" not in re.sub(r"value=\"[^\"]*\"", "", answer.text)


def test_while_one_is_made_others_are_told_to_wait_and_nothing_chosen_is_lost(server: Server) -> None:
    enter(server, "keeper")
    app: Any = server.client.app
    app.state.serving.bundler.busy = True
    answer = order(server, profile="partner", purpose="archive")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "15"
    assert 'value="partner" required checked' in answer.text
    assert 'value="archive" selected' in answer.text
    (logged,) = [one for one in server.logged() if one[1] == "bundle-failed"]
    assert (logged[3]["profile"], logged[3]["outcome"]) == ("partner", "busy")
