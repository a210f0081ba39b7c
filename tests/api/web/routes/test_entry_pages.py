"""Entering a statement by a form: nothing before it was seen, nothing lost, nothing that the API refuses."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from respondeat.graph.statement import Attestation, Entity, Statement
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server
from tests.api.web.people_pages import csrf_of, enter, post
from tests.api.web.writers import hashes, quick

GIVEN = {
    "relation": "Posting",
    "r-holder": "Dono Fourthperson",
    "r-capacity": "deputyHead",
    "r-body": "b-cff51765bb5630cbd5e02ccbe31e60ea",
    "t-first": "2021-03-01",
    "t-first-is": "started",
    "d-title": "Gazette of Exampelia, 9 (invented)",
    "d-written": "2021-03-02",
    "p-locator": "item 3",
    "a-origin": "b-ad6338b19f43458971373b862a2791fb",
}
HOSTILE = '"><img src=x onerror=alert(1)></textarea><script>alert(1)</script>\u202e'


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    quick(made.client, copy)
    made.user("writer", "restricted", "read", "write")
    made.user("reader", "restricted", "read")
    made.client.follow_redirects = False
    return made


@pytest.fixture
def writer(server: Server) -> Server:
    enter(server, "writer")
    return server


def send(server: Server, action: str = "preview", /, **fields: str) -> Any:
    """The form as it is sent, with the hidden field of this session unless another is given."""
    csrf = fields.pop("csrf", None)
    token = csrf_of(server, "/enter?relation=Posting") if csrf is None else csrf
    return post(server, "/enter", action=action, csrf=token, **fields)


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, name
    return html.unescape(found[1])


def test_who_may_not_write_has_no_form(server: Server) -> None:
    answer = server.client.get("/enter")
    assert answer.status_code == 303
    assert "/login?" in answer.headers["location"]
    enter(server, "reader")
    assert server.client.get("/enter").status_code == 403
    kept = post(server, "/enter", **GIVEN, action="record", csrf=csrf_of(server, "/account"))
    assert kept.status_code == 403


@pytest.mark.parametrize("language", ["en", "be", "ru"])
def test_every_kind_of_statement_has_a_form(writer: Server, language: str) -> None:
    first = writer.client.get(f"/enter?language={language}")
    names = re.findall(r'name="relation" value="(\w+)"', first.text)
    assert set(names) == {r.name for r in v.RELATIONS.values()} - {"Identity"}
    assert first.headers["cache-control"] == "no-store"
    for name in names:
        page = writer.client.get(f"/enter?relation={name}&language={language}")
        assert page.status_code == 200, name
        relation = v.RELATIONS[v.R + name]
        for role in relation.roles:
            assert f'name="r-{role.removeprefix(v.R)}"' in page.text
        assert 'aria-invalid="true"' not in page.text, "an empty form is no wrong one"


def test_a_statement_is_seen_and_then_recorded_once(writer: Server, copy: Path) -> None:
    before = hashes(copy)
    shown = send(writer, **GIVEN)
    assert shown.status_code == 200, shown.text
    assert "This will be recorded" in shown.text
    assert "Dono Fourthperson" in shown.text
    assert hashes(copy) == before, "a preview writes nothing"
    key = hidden(shown, "key")
    done = send(writer, "record", **GIVEN, key=key)
    assert done.status_code == 303, done.text
    assert done.headers["location"].startswith("/enter?relation=Posting&done=cs-")
    after = hashes(copy)
    assert after != before
    again = send(writer, "record", **GIVEN, key=key)
    assert again.headers["location"] == done.headers["location"]
    assert hashes(copy) == after
    page = writer.client.get(done.headers["location"])
    assert "It is recorded" in page.text
    links = re.findall(r'href="(/entity/[^"]+)"', page.text)
    assert len(links) == 2
    told = writer.client.get(html.unescape(links[0]), headers={"accept": "application/json"}).json()
    assert "Gazette of Exampelia, 9 (invented)" in str(told)


def test_the_custody_log_has_it_as_of_the_api(writer: Server) -> None:
    send(writer, "record", **GIVEN, key="k")
    actions = [(actor, action) for actor, action, _, _ in writer.logged()]
    user = next(actor for actor, action in actions if action == "login")
    assert [action for actor, action in actions if actor == user][-2:] == [
        "changeset-begun",
        "changeset-done",
    ]


def test_what_is_new_is_made_with_its_name(writer: Server, copy: Path) -> None:
    given = GIVEN | {"r-holder": "Пава Дзясятая", "r-holder-new": "Person", "r-holder-lang": "be"}
    assert send(writer, **given).status_code == 200
    done = send(writer, "record", **given)
    with open_reader(copy, "restricted") as reader:
        records = reader.changeset_records(
            v.ID + done.headers["location"].partition("done=")[2].partition("&")[0]
        )
        (person,) = (one for one in records if isinstance(one, Entity))
        assert [(n.form, n.lang) for n in reader.names(person.id)] == [("Пава Дзясятая", "be")]
        (said,) = (one for one in records if isinstance(one, Statement))
        assert said.iri("holder") == person.id
    with open_reader(copy, "public") as reader:
        assert reader.record(person.id) is None, "by default nothing is made public"


@pytest.mark.parametrize("verdict", ["supports", "denies"])
def test_a_source_says_so_or_denies_it(writer: Server, copy: Path, verdict: str) -> None:
    quote = {"p-quote": "served as\n deputy", "a-modality": "alleged", "note": "read twice"}
    done = send(writer, "record", **GIVEN, **quote, **{"a-verdict": verdict, "written_at": "public"})
    with open_reader(copy, "public") as reader:
        id = v.ID + done.headers["location"].partition("done=")[2].partition("&")[0]
        (one,) = (r for r in reader.changeset_records(id) if isinstance(r, Attestation))
    assert bool(one.denies) is (verdict == "denies")
    assert (one.note, one.modality) == ("“served as deputy”", v.R + "alleged")


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"r-holder": ""}, "r-holder", "This is missing"),
        ({"r-holder": "Nobody Named So"}, "r-holder", "is called so"),
        ({"r-holder": "p-00000000000000000000000000000000"}, "r-holder", "is called so"),
        ({"r-capacity": "king"}, "r-capacity", "none of the choices"),
        ({"r-body": ""}, "r-post", "one of those that follow"),
        ({"t-first": "01.08.2025"}, "t-first", "cannot be read"),
        ({"t-last": "2020-01-01"}, "t-first", "cannot be read"),
        ({"t-when": "2020"}, "t-when", "either a first and a last"),
        ({"d-title": ""}, "d-title", "needs a title"),
        ({"d-title": "", "d-written": ""}, "d-find", "Name the document"),
        ({"d-find": "Gazette"}, "d-find", "not both"),
        ({"d-url": "javascript:alert(1)"}, "d-url", "begins with its scheme"),
        ({"d-written": "soon"}, "d-written", "cannot be read"),
        ({"p-locator": ""}, "p-locator", "This is missing"),
        ({"a-origin": ""}, "a-origin", "Say who says so"),
        ({"written_at": "sealed"}, "written_at", "Not at this level"),
        ({"r-holder-new": "Body"}, "r-holder", "of this kind"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    writer: Server, copy: Path, changed: dict[str, str], field: str, said: str
) -> None:
    before, given = hashes(copy), GIVEN | changed
    for action in ("preview", "record"):
        answer = send(writer, action, **given)
        assert answer.status_code == 422
        assert 'name="action" value="record"' not in answer.text
        wrong = re.search(rf'id="{field}-wrong">([^<]*)<', answer.text)
        assert wrong, field
        assert said in html.unescape(wrong[1])
        for name, text in given.items():
            assert not text or text in ("king", "sealed", "Body") or text in html.unescape(answer.text), name
    assert hashes(copy) == before


def test_what_the_checks_of_the_api_find_is_told(writer: Server) -> None:
    same = {"relation": "Subordination", "r-linkKind": "deJureCommand"}
    one = GIVEN["r-body"]
    answer = send(writer, **{**GIVEN, **same, "r-subordinate": one, "r-superior": one})
    assert answer.status_code == 422
    assert "its own superior" in html.unescape(answer.text)


def test_one_of_several_of_a_name_is_chosen_and_never_guessed(writer: Server) -> None:
    answer = send(writer, **(GIVEN | {"r-holder": "Fourthperson"}))
    assert answer.status_code == 422
    picks = re.findall(r'name="r-holder-pick" value="(https[^"]+)"', answer.text)
    assert picks
    chosen = send(writer, **(GIVEN | {"r-holder": "Fourthperson", "r-holder-pick": picks[0]}))
    assert chosen.status_code == 200
    assert "This will be recorded" in chosen.text


def test_a_like_name_is_told_before_somebody_is_made_anew(writer: Server) -> None:
    given = GIVEN | {"r-holder": "Dono Fourthperson", "r-holder-new": "Person"}
    answer = send(writer, **given)
    assert "Make sure that it is another" in answer.text


def test_a_document_is_found_by_title_id_and_hash(writer: Server, copy: Path) -> None:
    with open_reader(copy, "public") as reader:
        id = sorted(reader.instances(v.DOCUMENT))[0]
        found: Any = reader.record(id)
    given = {name: text for name, text in GIVEN.items() if not name.startswith("d-")}
    for text in filter(None, (id, id.removeprefix(v.ID), found.title, found.sha256)):
        answer = send(writer, **given, **{"d-find": text})
        assert answer.status_code == 200, (text, re.findall(r'wrong">([^<]+)', answer.text))
    from_link = writer.client.get(f"/enter?relation=Posting&document={id.removeprefix(v.ID)}")
    assert f'value="{id.removeprefix(v.ID)}"' in from_link.text


def test_what_speaks_of_a_protected_person_is_never_public(writer: Server) -> None:
    given = {
        **GIVEN,
        "relation": "Custody",
        "r-detained": "p-47463074f671c78fe843248fff279937",
        "r-custodian": GIVEN["r-body"],
    }
    answer = send(writer, **given, written_at="public")
    assert answer.status_code == 422
    assert 'id="written_at-wrong"' in answer.text
    page = send(writer, **given)
    assert re.search(r'name="written_at"[^>]*>\s*<option value="restricted" selected', page.text)


@pytest.mark.parametrize("token", ["", "ab" * 32])
def test_a_form_of_another_login_is_kept_and_not_sent(writer: Server, copy: Path, token: str) -> None:
    before = hashes(copy)
    answer = send(writer, "record", **GIVEN, note=HOSTILE, csrf=token)
    assert answer.status_code == 403
    assert "<script>alert" not in answer.text
    for name, text in GIVEN.items():
        assert hidden(answer, name) == text
    assert hidden(answer, "csrf") == csrf_of(writer, "/account")
    assert hashes(copy) == before


def test_a_login_that_ended_loses_nothing(writer: Server, copy: Path) -> None:
    before, token = hashes(copy), csrf_of(writer, "/enter?relation=Posting")
    writer.clock.on(3600)
    answer = send(writer, "record", **GIVEN, csrf=token)
    assert answer.status_code == 401
    assert "/login?" in answer.text
    assert hidden(answer, "r-holder") == "Dono Fourthperson"
    assert hashes(copy) == before


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_enters_nothing(writer: Server, copy: Path, sent: dict[str, str]) -> None:
    before = hashes(copy)
    given = GIVEN | {"action": "record", "csrf": csrf_of(writer, "/account")}
    answer = writer.client.post("/enter", data=given, headers=sent)
    assert answer.status_code == 403
    assert "Dono" not in answer.text
    assert hashes(copy) == before


def test_hostile_strings_show_as_they_are(writer: Server) -> None:
    hostile = dict.fromkeys(GIVEN, HOSTILE) | {"relation": "Posting", "note": HOSTILE, "p-quote": HOSTILE}
    for page in (send(writer, **hostile), send(writer, **(GIVEN | {"d-title": HOSTILE, "note": HOSTILE}))):
        assert "<img src=x" not in page.text
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text


def test_a_date_is_read_as_it_is_typed(server: Server) -> None:
    told = server.client.get("/enter/date", params={"text": "2020-08", "means": "started"}).json()
    assert told["wrong"] is False
    assert "2020" in told["said"]
    for text in ("01.08.2025", HOSTILE, "", "x" * 5000):
        assert server.client.get("/enter/date", params={"text": text}).json()["wrong"] is True
    for text in ("0000", "-0044", "Y17E7"):
        for means in ("edtf", "ended"):
            told = server.client.get("/enter/date", params={"text": text, "means": means})
            assert told.status_code == 200, text


def test_addresses_hold_no_names(writer: Server) -> None:
    done = send(writer, "record", **GIVEN)
    assert "Dono" not in done.headers["location"]
