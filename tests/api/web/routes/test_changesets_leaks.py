"""What is above whoever writes is as if it were not there: with it or without, answers are equal in bytes."""

import json
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from respondeat.api.dataset import INDEXES
from respondeat.api.settings import Settings
from respondeat.api.web import changing
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here
from respondeat.graph.dates import held_on
from respondeat.graph.importers.identifiers import shared_id
from respondeat.graph.quads import lines
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    content_id,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate
from tests.api.web.writers import JSON, TRIG, become, quick
from tests.examples import examples

HELD = v.ID + "s-ce655a5f7845e17e96c17f4dc1e3dacf"  # a public statement of the invented country
BODY = v.ID + "b-cff51765bb5630cbd5e02ccbe31e60ea"
OBSERVERS = v.ID + "b-ad6338b19f43458971373b862a2791fb"
DIGEST = "ab" * 32


def sealed() -> dict[str, Record]:
    """What only the highest level holds: one record of each kind, under ids that can be guessed."""
    person = Entity.of(shared_id("Person", "x-hidden"), "Person", gender=v.R + "female", invented=True)
    document = Document(content_id("doc", DIGEST), "Hidden report", sha256=DIGEST, written=held_on("2021"))
    passage = Passage.of(document.id, 5, 9, "cd" * 32)
    posting = Statement.of(
        "Posting", held_on("2020"), holder=person.id, body=BODY, capacity=v.HEAD, note="hidden"
    )
    derived = Statement.of("Existence", entity=person.id, derived=True)
    return {
        "person": person,
        "name": Name.of(person.id, "Hidden Oneperson", "en", preferred=True),
        "document": document,
        "passage": passage,
        "statement": posting,
        "derived": derived,
        "attestation": Attestation.of(supports=[posting.id], passages=[passage.id], origin=OBSERVERS),
        "assessment": Assessment.of(HELD, v.CONTESTED, reason="hidden"),
        "derivation": Derivation.of(derived.id, v.R + "continuity", [posting.id]),
        "contradiction": Contradiction.of(HELD, posting.id, v.R + "exclusive", "hidden"),
        "retraction": Retraction.of([HELD], "hidden"),
    }


HIDDEN = sealed()
CHANGESET = Changeset.of(
    HIDDEN.values(), recorded_at="2026-10-20T00:00:00Z", level="sealed", author=v.ID + "somebody"
)
IDS = [record.id for record in HIDDEN.values()] + [CHANGESET.id]


def servers(example: Path, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[list[TestClient]]:
    """A server without what is sealed, and one with it; chance and clock are the same for both."""
    patch.setattr(secrets, "token_bytes", lambda size: b"\7" * size)
    patch.setattr(changing, "moment", lambda clock: "2026-11-22T00:00:00Z")
    clients = []
    for name in ("without", "with"):
        path = Path(shutil.copytree(example, folder / name))
        if name == "with":
            with EmbeddedStore.open(path, INDEXES, validate) as store:
                store.write([CHANGESET])
        client = TestClient(create_app(Settings(store=path), Here(path)), base_url="http://localhost")
        clients.append(quick(client.__enter__(), path))
    yield clients
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def two(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[TestClient]]:
    """The two servers, to be written to."""
    yield from servers(example, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def pair(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TestClient]]:
    """The two servers, made once, for what writes nothing."""
    with pytest.MonkeyPatch.context() as patch:
        yield from servers(example, tmp_path_factory.mktemp("pair"), patch)


def same(two: list[TestClient], level: str, path: str, body: bytes, kind: dict[str, str] = JSON) -> int:
    """Send the same to both; the answers are the same in every byte. The status."""
    answers = []
    for client in two:
        become(client, level, "write", "review", "admin")
        answers.append(client.post(path, content=body, headers=kind))
    first, second = answers
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.headers.get("location") == second.headers.get("location")
    return first.status_code


def bodies(id: str) -> Iterator[dict[str, Any]]:
    """Postings that name an id in every place where one can stand."""
    yield {"entities": [{"class": "Place", "within": id}]}
    yield {"entities": [{"id": id, "gender": "male"}]}
    for cls in ("Person", "Body"):
        yield {"entities": [{"id": id, "class": cls}]}
    yield {"documents": [{"title": "x", "version_of": id}]}
    yield {"documents": [{"id": id, "title": "x"}]}
    yield {"names": [{"entity": id, "form": "x"}]}
    yield {"names": [{"entity": OBSERVERS, "form": "x", "documents": [id]}]}
    yield {"passages": [{"document": id, "locator": "1"}]}
    yield {"passages": [{"id": id, "document": id, "locator": "1"}]}
    for relation, roles in (
        ("Posting", {"holder": id, "body": BODY, "capacity": "head"}),
        ("Existence", {"entity": id}),
        ("Identity", {"first": BODY, "second": id, "verdict": "same"}),
        ("Participation", {"actor": BODY, "event": id, "role": "perpetrator"}),
    ):
        yield {"statements": [{"relation": relation, "roles": roles}]}
        yield {"statements": [{"id": id, "relation": relation, "roles": roles}]}
        sourced = {"supports": "#s", "origin": OBSERVERS, "withheld": True}
        yield {"statements": [{"id": "#s", "relation": relation, "roles": roles}], "attestations": [sourced]}
    for key in ("supports", "denies", "origin", "reported_by", "passages"):
        yield {"attestations": [{"supports": HELD, "origin": OBSERVERS, "withheld": True, key: id}]}
    yield {"attestations": [{"id": id, "supports": HELD, "origin": OBSERVERS, "withheld": True}]}
    yield {"assessments": [{"assesses": id, "status": "accepted"}]}
    yield {"assessments": [{"assesses": HELD, "status": "accepted", "revision_of": id}]}
    yield {"assessments": [{"id": id, "assesses": HELD, "status": "accepted"}]}
    yield {"derivations": [{"derives": id, "rule": "continuity", "premises": [HELD]}]}
    yield {"derivations": [{"derives": HELD, "rule": "continuity", "premises": [id]}]}
    yield {"contradictions": [{"between": [id, HELD], "kind": "exclusive"}]}
    yield {"contradictions": [{"id": id, "between": [BODY, HELD], "kind": "exclusive"}]}
    yield {"retractions": [{"invalidates": id, "reason": "x"}]}
    yield {"retractions": [{"id": id, "invalidates": HELD, "reason": "x"}]}


REVIEWS = (
    ("/v1/assessments", lambda id: {"assesses": id, "status": "accepted"}),
    ("/v1/assessments", lambda id: {"assesses": HELD, "status": "accepted", "revision_of": id}),
    ("/v1/retractions", lambda id: {"invalidates": id, "reason": "x"}),
    ("/v1/retractions", lambda id: {"invalidates": [HELD, id], "reason": "x"}),
    ("/v1/identity-judgements", lambda id: {"first": id, "second": BODY, "verdict": "same", "reason": "x"}),
)


def together(id: str) -> dict[str, Any]:
    """All of `bodies` as one posting."""
    found: dict[str, list[Any]] = {}
    for number, body in enumerate(bodies(id)):
        text = json.dumps(body).replace('"#s"', f'"#s{number}"')
        for kind, listed in json.loads(text).items():
            found.setdefault(kind, []).extend(listed)
    return {kind: [x for n, x in enumerate(all_) if not _named(all_[:n], x)] for kind, all_ in found.items()}


def _named(before: list[Any], one: Any) -> bool:
    """Whether one before it has the same id: two of one id would hide each other's faults."""
    return "id" in one and any(other.get("id") == one["id"] for other in before)


@pytest.mark.parametrize("level", ["public", "restricted"])
def test_an_id_above_is_an_id_that_is_not_there(pair: list[TestClient], level: str) -> None:
    for id in IDS:
        said = json.dumps({"level": level, **together(id)}).encode()
        assert same(pair, level, "/v1/changesets?dry_run=true", said) == 422
        for path, review in REVIEWS:
            assert same(pair, level, f"{path}?dry_run=true", json.dumps(review(id)).encode()) == 404
        for client in pair:
            assert client.get(f"/v1/changesets/{id}").status_code == 404


@pytest.mark.parametrize("kind", ["person", "statement"])
def test_an_id_above_is_not_there_in_any_place(pair: list[TestClient], kind: str) -> None:
    for body in bodies(HIDDEN[kind].id):
        said = json.dumps({"level": "public", **body}).encode()
        assert same(pair, "public", "/v1/changesets?dry_run=true", said) == 422, body


def trig(records: dict[str, Record]) -> Iterator[bytes]:
    """Each hidden record as it is, and with something else in it, as a public writer may guess it."""
    for record in records.values():
        said = lines([record]).decode()
        yield said.encode()
        yield said.replace("hidden", "seen").replace("2020", "2019").encode()
        yield said.replace(v.R + "head>", v.R + "actingHead>").replace("female", "male").encode()


@pytest.mark.parametrize("level", ["public", "restricted"])
def test_guessing_what_is_above_tells_nothing(pair: list[TestClient], level: str) -> None:
    statuses = {
        same(pair, level, "/v1/changesets?level=public&dry_run=true", guess, TRIG) for guess in trig(HIDDEN)
    }
    assert statuses <= {200, 422}  # what was decided of a public statement, guessed whole, is just said anew


@pytest.mark.parametrize("level", ["public", "restricted"])
def test_saying_what_is_above_is_saying_something_new(two: list[TestClient], level: str) -> None:
    """The same person (by a key), file, passage and posting as above, unknowing: written, and told alike."""
    body = {
        "level": level,
        "documents": [{"id": "#d", "title": "Other title", "sha256": DIGEST, "written": {"on": "1999"}}],
        "entities": [{"id": "#p", "class": "Person", "key": "x-hidden", "gender": "male"}],
        "names": [{"entity": "#p", "form": "Hidden Oneperson", "lang": "en"}],
        "passages": [{"id": "#q", "document": "#d", "start": 5, "end": 9, "sha256": "ef" * 32}],
        "statements": [
            {
                "id": "#s",
                "relation": "Posting",
                "roles": {"holder": "#p", "body": BODY, "capacity": "head"},
                "time": {"on": "2020"},
                "note": "said openly",
            }
        ],
        "attestations": [{"supports": "#s", "passages": "#q", "origin": OBSERVERS}],
        "assessments": [{"assesses": "#s", "status": "contested", "reason": "open"}],
    }
    said = json.dumps(body).encode()
    assert same(two, level, "/v1/changesets", said) == 201
    assert same(two, level, "/v1/changesets", said) == 200
    person = shared_id("Person", "x-hidden")
    for path in (f"/v1/show?entity={person}", f"/v1/commanders?body={BODY}&on=2020-05-01", "/v1/changesets"):
        first, second = (client.get(path) for client in two)
        assert (first.status_code, first.content) == (200, second.content)
    with EmbeddedStore.open(two[1].app.state.serving.settings.store, INDEXES, validate) as store:  # type: ignore[attr-defined]
        assert store.check() == ()  # and what is above can still be read, beside what was said below
        with store.reader("sealed") as reader:
            assert reader.record(HIDDEN["document"].id) == HIDDEN["document"]
            assert [name.form for name in reader.names(person)] == ["Hidden Oneperson"]


def test_a_changeset_id_above_cannot_be_tried(two: list[TestClient]) -> None:
    for level in ("public", "restricted"):
        text = (
            f"<{CHANGESET.id}> a <{v.CHANGESET}> ; <{v.ACCESS_LEVEL}> <{v.R}public> .\n"
            f"<{CHANGESET.id}> {{ <#{level}> a <{v.R}Place> ; <{v.R}invented> true . }}"
        )
        assert same(two, level, "/v1/changesets", text.encode(), TRIG) == 201


LISTS = {kind: [b[kind][0] for id in IDS for b in bodies(id) if kind in b] for kind in (
    "entities", "documents", "names", "passages", "statements", "attestations", "assessments", "retractions",
)}  # fmt: skip


@settings(max_examples=examples(12))
@given(data=st.data())
def test_any_mixture_is_answered_alike(pair: list[TestClient], data: st.DataObject) -> None:
    level = data.draw(st.sampled_from(["public", "restricted"]))
    kinds = data.draw(st.lists(st.sampled_from(sorted(LISTS)), min_size=1, max_size=3, unique=True))
    body = {kind: data.draw(st.lists(st.sampled_from(LISTS[kind]), min_size=1, max_size=3)) for kind in kinds}
    said = json.dumps({"level": data.draw(st.sampled_from(["public", level])), **body}).encode()
    same(pair, level, "/v1/changesets?dry_run=true", said)
