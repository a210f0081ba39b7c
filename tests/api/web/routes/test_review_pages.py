"""Review by forms: what is decided is what the API writes; conflicts are told, nothing typed is lost."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from respondeat.graph.statement import Assessment, Statement
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server
from tests.api.web.people_pages import csrf_of, enter, post
from tests.api.web.writers import hashes, quick

FIRST = v.ID + "p-4a801ffa50f3f840a36777cebd35d9b0"
SECOND = v.ID + "p-cbb96e027f317e5d7cf04d3678ac9bc4"
THIRD = v.ID + "p-beb1039a9b4c3f2c53d60c482cfc7784"
STATEMENT = v.ID + "s-ce655a5f7845e17e96c17f4dc1e3dacf"
PAIR = f"/review?first={FIRST.removeprefix(v.ID)}&second={SECOND.removeprefix(v.ID)}"
HOSTILE = '"><img src=x onerror=alert(1)></textarea>\u202e'


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    quick(made.client, copy)
    made.user("reviewer", "restricted", "read", "review")
    made.user("reader", "sealed", "read", "write")
    made.client.follow_redirects = False
    enter(made, "reviewer")
    return made


def judge(server: Server, verdict: str, first: str = FIRST, second: str = SECOND, **more: str) -> Any:
    given = {"first": first, "second": second, "verdict": verdict, "reason": "Two courts on one day."}
    return post(server, "/review/identity", **(given | {"csrf": csrf_of(server, PAIR)} | more))


def assess(server: Server, **more: str) -> Any:
    given = {"assesses": STATEMENT, "status": "accepted", "confidence": "moderate", "reason": "They agree."}
    token = csrf_of(server, f"/review?statement={STATEMENT.removeprefix(v.ID)}")
    return post(server, "/review/assessment?what=statements", **(given | {"csrf": token} | more))


def identities(copy: Path) -> set[str]:
    with open_reader(copy, "restricted") as reader:
        found = [reader.record(id) for id in reader.instances(v.R + "Identity")]
    return {one.iri("verdict").removeprefix(v.R) for one in found if isinstance(one, Statement)}


def test_only_reviewers_see_it(server: Server) -> None:
    server.client.cookies.clear()
    assert "/login?" in server.client.get("/review").headers["location"]
    enter(server, "reader")
    assert server.client.get("/review").status_code == 403
    token = csrf_of(server, "/account")
    assert post(server, "/review/identity", first=FIRST, second=SECOND, csrf=token).status_code == 403


@pytest.mark.parametrize("language", ["en", "be", "ru"])
@pytest.mark.parametrize("what", ["identities", "statements"])
def test_both_lists_are_shown_and_kept_nowhere(server: Server, what: str, language: str) -> None:
    page = server.client.get(f"/review?what={what}&language={language}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"


def test_both_sides_stand_beside_one_another_with_their_sources(server: Server) -> None:
    page = server.client.get(PAIR)
    assert page.status_code == 200
    assert page.text.count('class="side box"') == 2
    assert page.text.count("Sources of these statements") == 2


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_judgement_is_written_once_as_the_api_does(server: Server, copy: Path, verdict: str) -> None:
    before = hashes(copy)
    answer = judge(server, verdict)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].startswith("/review?done=cs-")
    assert identities(copy) == {verdict}
    after = hashes(copy)
    assert after != before
    assert judge(server, verdict).status_code == 303
    assert hashes(copy) == after
    assert "Recorded:" in server.client.get(answer.headers["location"]).text
    assert ("Looked at before" in server.client.get(PAIR).text) is True
    actor = next(actor for actor, action, _, _ in server.logged() if action == "login")
    assert (actor, "changeset-done") in [(who, what) for who, what, _, _ in server.logged()]


def test_what_contradicts_a_judgement_on_record_is_told(server: Server, copy: Path) -> None:
    judge(server, "same")
    judge(server, "same", SECOND, THIRD)
    before = hashes(copy)
    for verdict in ("different", "unsure"):
        answer = judge(server, verdict, reason=HOSTILE)
        assert answer.status_code == 409
        assert "the same by judgements on record" in answer.text
        assert "<img src=x" not in answer.text
        assert "&lt;/textarea&gt;" in answer.text
    assert hashes(copy) == before


def test_a_judgement_needs_a_reason(server: Server, copy: Path) -> None:
    before = hashes(copy)
    assert judge(server, "same", reason="").status_code == 422
    assert judge(server, "", reason="x").status_code == 422
    assert judge(server, "same", second=FIRST).status_code == 422
    assert judge(server, "same", second=v.ID + "p-0").status_code == 404
    assert hashes(copy) == before


def test_an_assessment_is_written_and_the_next_replaces_it(server: Server, copy: Path) -> None:
    assert assess(server).status_code == 303
    page = server.client.get(f"/review?statement={STATEMENT.removeprefix(v.ID)}")
    assert "They agree." in page.text
    found = re.search(r'name="revision_of" value="([^"]+)"', page.text)
    assert found
    assert assess(server, status="contested", revision_of=html.unescape(found[1])).status_code == 303
    with open_reader(copy, "restricted") as reader:
        made = [reader.record(id) for id in reader.pointing(v.ASSESSES, STATEMENT)]
    assert {bool(one.revision_of) for one in made if isinstance(one, Assessment)} == {True, False}


def test_an_assessed_statement_waits_no_more(server: Server) -> None:
    page = server.client.get("/review?what=statements&relation=Posting")
    waiting = re.findall(r'name="assesses" value="([^"]+)"', page.text)
    assert waiting
    token = csrf_of(server, "/account")
    done = post(
        server,
        "/review/assessment?what=statements&relation=Posting",
        assesses=waiting[0],
        status="accepted",
        csrf=token,
    )
    assert done.headers["location"].startswith("/review?what=statements&relation=Posting&done=")
    assert waiting[0] not in server.client.get(done.headers["location"]).text


@pytest.mark.parametrize(
    "more", [{"status": ""}, {"status": "true"}, {"confidence": "89%"}, {"level": "team"}]
)
def test_an_assessment_that_is_none_is_told_with_what_was_typed(server: Server, more: dict[str, str]) -> None:
    answer = assess(server, **more, reason="kept words")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_every_page_of_the_list_is_reached(server: Server) -> None:
    at, seen = "/review?what=statements", set[str]()
    for _ in range(100):
        page = server.client.get(at)
        seen |= set(re.findall(r'name="assesses" value="([^"]+)"', page.text))
        following = re.search(r'href="([^"]*after=[^"]*)">Go on</a>', page.text)
        if following is None:
            break
        at = html.unescape(following[1])
    assert len(seen) > 50
    for wrong in ("after=-1", "after=x", "what=all", "relation=Nothing"):
        assert server.client.get(f"/review?{wrong}").status_code == 400


@pytest.mark.parametrize("path", ["/review/identity", "/review/assessment"])
@pytest.mark.parametrize("token", ["", "ab" * 32])
def test_a_form_of_another_login_is_kept_and_not_sent(
    server: Server, copy: Path, path: str, token: str
) -> None:
    before = hashes(copy)
    answer = post(server, path, first=FIRST, second=SECOND, verdict="same", reason="kept words", csrf=token)
    assert answer.status_code == 403
    assert "kept words" in answer.text
    cross = {"csrf": csrf_of(server, "/account"), "first": FIRST, "second": SECOND, "verdict": "same"}
    foreign = server.client.post(path, data=cross, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert hashes(copy) == before


def test_what_is_above_the_level_is_not_there(server: Server, asking: Asking, copy: Path) -> None:
    server.user("low", "public", "read", "review")
    server.client.cookies.clear()
    enter(server, "low")
    assert server.client.get("/review?level=restricted").status_code == 403
    assert server.client.get("/review?statement=s-0").status_code == 200
