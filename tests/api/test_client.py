"""The same question has the same answer in a store and at a server; what fails fails alike."""

import json
from collections.abc import Iterator
from inspect import Parameter, signature
from pathlib import Path
from typing import Any

import pytest

import respondeat
from respondeat import errors
from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.client import Connection, Questions
from respondeat.api.dataset import Dataset
from scripts import client as generator
from tests.api.server import Server, server
from tests.api.terminal import here
from tests.api.test_every_answer import OF_THE_EXAMPLE

CASES = [(name, given) for name, asked in sorted(OF_THE_EXAMPLE.items()) for given in asked]


@pytest.fixture(scope="module")
def running(example: Path) -> Iterator[Server]:
    with server(example) as found:
        yield found


@pytest.fixture(scope="module")
def remote(running: Server) -> Iterator[Connection]:
    with respondeat.connect(running.url) as found:
        yield found


@pytest.fixture(scope="module")
def local(example: Path) -> Iterator[Dataset]:
    with respondeat.open(example) as found:
        yield found


def same(one: object, other: object) -> None:
    """Equal byte by byte as JSON: keys in the same order too."""
    assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)


def asked(questions: Questions, name: str, given: dict[str, Any]) -> object:
    """The answer, or what is told of the error."""
    try:
        return getattr(questions, name.replace("-", "_"))(**given)
    except errors.RespondeatError as error:
        return [type(error).__name__, error.as_json()]


@pytest.mark.parametrize(("name", "given"), CASES, ids=str)
def test_store_and_server_answer_alike(
    local: Dataset, remote: Connection, name: str, given: dict[str, Any]
) -> None:
    told = asked(local.ask, name, given)
    same(told, asked(remote.ask, name, given))
    if isinstance(told, dict):
        same(told, ask(QUESTIONS, local, name, given))


OPTIONS: list[dict[str, Any]] = [
    {"recorded_at": "2026-10-15"},
    {"language": "be"},
    {"language": "ru", "recorded_at": "2026-10-15T00:00:00Z"},
    {"without_origin": ["Invented Observers"]},
    {"without_document": "Report of the Invented Observers"},
    {"without_modality": ("alleged", "denied"), "min_confidence": "low"},
    {"level": "public"},
    {"level": "sealed"},
    {"recorded_at": "never"},
    {"without_origin": ["Nobody at all"]},
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_options_hold_alike(local: Dataset, remote: Connection, options: dict[str, Any]) -> None:
    raid = "Raid in Paper Street (invented)"
    for name, given in (
        ("chain", {"target": raid}),
        ("search", {"text": "Special Regiment"}),
        ("dossier", {"entity": "Second Section"}),
        ("gaps", {}),
    ):
        same(asked(local.ask(**options), name, given), asked(remote.ask(**options), name, given))
    assert local.ask(language="be").show("Second Section") == remote.ask(language="be").show("Second Section")


def test_options_are_kept_and_added_to(local: Dataset) -> None:
    past = local.ask(recorded_at="2026-10-15")
    told = past(language="be").commanders("Second Section", "2020-05-03")
    assert told["recorded_at"] < "2026-10-16"
    assert told == past(language="be").commanders("Second Section", on="2020-05-03")
    assert told != past.commanders("Second Section", "2020-05-03")


ERRORS: list[tuple[str, dict[str, Any], type[errors.RespondeatError]]] = [
    ("show", {"entity": "Ela Fifthperson"}, errors.UnknownName),
    ("commanders", {"body": "Second Section", "on": "2020-13-40"}, errors.DateError),
    ("chain", {"target": "Second Section"}, errors.InputError),
]


@pytest.mark.parametrize(("name", "given", "kind"), ERRORS, ids=str)
def test_errors_are_those_of_the_store(
    local: Dataset, remote: Connection, name: str, given: dict[str, Any], kind: type[errors.RespondeatError]
) -> None:
    for questions in (local.ask, remote.ask):
        with pytest.raises(kind) as raised:
            getattr(questions, name)(**given)
        assert type(raised.value) is kind
    same(asked(local.ask, name, given), asked(remote.ask, name, given))


def test_what_the_server_refuses_is_an_input_error_here(remote: Connection) -> None:
    with pytest.raises(errors.RequestError, match="mode is one of"):
        remote.ask.chain("Raid in Paper Street (invented)", mode="never")  # type: ignore[arg-type]
    with pytest.raises(errors.NotAllowed):
        remote.ask(level="sealed").gaps()
    with pytest.raises(errors.InputError, match="language"):
        remote.ask(language="xx").gaps()


@pytest.mark.parametrize(
    ("name", "given"),
    [("gaps", {}), ("conflicts", {}), ("chain", {"target": "Raid in Paper Street (invented)"})],
)
def test_pages_are_the_same_and_the_whole(
    local: Dataset, remote: Connection, name: str, given: dict[str, Any]
) -> None:
    ours, theirs = (list(one.ask.pages(name, 2, **given)) for one in (local, remote))
    assert len(ours) > 1
    same(ours, theirs)


def test_pages_of_what_has_none_are_refused(local: Dataset, remote: Connection) -> None:
    for one in (local, remote):
        with pytest.raises(errors.RequestError):
            next(
                one.ask.pages("elements", person="Dono Fourthperson", event="Raid in Paper Street (invented)")
            )
        with pytest.raises(TypeError, match="There is no question"):
            next(one.ask.pages("sparql"))
        with pytest.raises(TypeError, match="has no parameter other"):
            next(one.ask.pages("gaps", other=1))


def test_one_text_is_one_of_several(local: Dataset, remote: Connection) -> None:
    same(local.ask.measures("Second Section"), remote.ask.measures(["Second Section"]))
    same(
        local.ask.search("Ella", kinds={"Person", "Body"}),
        remote.ask.search("Ella", kinds=["Body", "Person"]),
    )


QUERIES = [
    "SELECT ?s { ?s a r:Posting } ORDER BY ?s LIMIT 5",
    "ASK { ?s a r:Posting }",
    "CONSTRUCT { ?s a r:Posting } WHERE { ?s a r:Posting } LIMIT 1",
]


@pytest.mark.parametrize("query", QUERIES)
def test_queries_are_answered_alike(local: Dataset, remote: Connection, query: str) -> None:
    same(local.ask.sparql(query), remote.ask.sparql(query))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT nothing", errors.QueryError),
        ("DELETE WHERE { ?s ?p ?o }", errors.ForbiddenQuery),
        ("SELECT * { SERVICE <http://192.0.2.1/> { ?s ?p ?o } }", errors.ForbiddenQuery),
    ],
)
def test_queries_fail_alike(
    local: Dataset, remote: Connection, query: str, kind: type[errors.RespondeatError]
) -> None:
    for one in (local, remote):
        with pytest.raises(kind):
            one.ask.sparql(query)


def test_entities_are_described_alike(local: Dataset, remote: Connection) -> None:
    id = local.find("Second Section")
    same(local.ask.entity(id), remote.ask.entity(id))
    same(local.ask.entity(id), remote.ask.entity(id.rpartition("/")[2]))
    for one in (local, remote):
        with pytest.raises(errors.NotFound):
            one.ask.entity("p-none")


def test_a_store_opened_at_a_level_answers_at_those_below(example: Path, remote: Connection) -> None:
    with respondeat.open(example, "sealed") as data:
        assert "Mira Nobody" in str(data.ask.search("Mira Nobody"))
        same(data.ask(level="public").search("Mira Nobody"), remote.ask.search("Mira Nobody"))


def test_a_key_reads_at_its_level_and_a_wrong_one_nothing(copy: Path) -> None:
    made = here("--store", copy, "keys", "add", "Test", "--level", "restricted", "--json").json
    key = made["secret"]
    with (
        server(copy, public_access="false") as running,
        respondeat.connect(running.url, key) as known,
        respondeat.connect(running.url, key[:-8] + "aaaaaaaa") as wrong,
        respondeat.connect(running.url) as unknown,
        respondeat.open(copy, "restricted") as data,
    ):
        raid = "Raid in Mill Lane (invented)"
        same(known.ask.chain(raid), data.ask.chain(raid))
        same(known.ask(level="public").gaps(), data.ask(level="public").gaps())
        query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        same(known.ask.sparql(query), data.ask.sparql(query))
        with pytest.raises(errors.NotAllowed):
            known.ask(level="sealed").gaps()
        for other in (wrong, unknown):
            with pytest.raises(errors.NotAuthenticated):
                other.ask.gaps()
        assert running.stop() == 0
    assert not any(key.rpartition("_")[2] in line for line in running.lines)


def test_every_question_is_a_method_with_its_parameters() -> None:
    for name, question in QUESTIONS.items():
        method = getattr(Questions, name.replace("-", "_"))
        wanted = [p for p in signature(question).parameters.values() if p.name not in generator.OUTSIDE]
        found = list(signature(method).parameters.values())[1:]
        assert [(p.name, p.kind) for p in found] == [(p.name, p.kind) for p in wanted]
        assert [p.default is Parameter.empty for p in found] == [p.default is Parameter.empty for p in wanted]
        assert method.__doc__


def test_the_methods_are_what_the_signatures_give() -> None:
    root = Path(generator.__file__).resolve().parent.parent
    for path, content in generator.pages().items():
        assert (root / path).read_bytes() == content, f"{path}: run `make regenerate`"
