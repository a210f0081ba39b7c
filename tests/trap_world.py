"""What the traps are set with: changesets on disk, a secret in some of them, and questions put short."""

from collections.abc import Callable, Iterable
from typing import Any

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.api.sparql import as_json, ask
from respondeat.graph.dates import ValidTime, held_on, parse
from respondeat.graph.statement import (
    Attestation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
    random_id,
)
from respondeat.ontology import vocabulary as v

Json = dict[str, Any]
Opened = Callable[..., Dataset]

DOCUMENT = Document(v.ID + "doc-report", "Invented report")
PASSAGE = Passage.of(DOCUMENT.id, 0, 10)


def id_of(name: str) -> str:
    return v.ID + name.lower().replace(" ", "-")


def entity(name: str, cls: str = "Body", **attributes: bool | Text) -> list[Record]:
    id = id_of(name)
    return [Entity.of(id, cls, **attributes), Name.of(id, name, "en", preferred=True)]


def person(name: str) -> list[Record]:
    return entity(name, "Person")


def attested(*statements: Statement) -> list[Record]:
    told = [s.id for s in statements]
    return [*statements, Attestation.of(supports=told, passages=[PASSAGE.id], origin=id_of("Office"))]


def head(name: str, body: str, time: ValidTime | None, capacity: str = v.HEAD) -> Statement:
    return Statement.of("Posting", time, holder=id_of(name), body=id_of(body), capacity=capacity)


def under(lower: str, upper: str, time: ValidTime | None, kind: str = v.DE_JURE_COMMAND) -> Statement:
    return Statement.of("Subordination", time, subordinate=id_of(lower), superior=id_of(upper), linkKind=kind)


def event(name: str, time: ValidTime, actor: str) -> list[Record]:
    existence = Statement.of("Existence", time, entity=id_of(name))
    part = Statement.of("Participation", None, actor=id_of(actor), event=id_of(name), role=v.PERPETRATOR)
    return [*entity(name, "Event"), *attested(existence, part)]


def on_day(text: str) -> ValidTime:
    return ValidTime(text, parse(text))


BASE: list[Record] = [DOCUMENT, PASSAGE, *entity("Office")]


def heads(data: Dataset, body: str, on: str) -> dict[str, str]:
    found = answers.commanders(data, body, on)["heads"]
    assert len(found) == len({row["person"]["id"] for row in found})
    return {row["person"]["name"]: row["grade"] for row in found}


def ways(data: Dataset, target: str, on: str | None = None) -> dict[tuple[str, ...], str]:
    """The names along each chain, with the chain's grade."""
    found: list[Json] = answers.chain(data, target, on)["chains"]
    links = {
        tuple((hop["link"], hop["source"]["id"], hop["target"]["id"]) for hop in c["hops"]) for c in found
    }
    assert len(links) == len(found)
    return {
        (c["hops"][0]["source"]["name"], *(hop["target"]["name"] for hop in c["hops"])): str(c["grade"])
        for c in found
    }


def nodes(data: Dataset, target: str, on: str | None = None) -> set[str]:
    return {name for way in ways(data, target, on) for name in way}


SECRET = "Zzyzx Hiddenname"


def with_a_secret() -> list[tuple[str, list[Record]]]:
    day = held_on("2020-08-10")
    hidden, victim = random_id("p"), random_id("p")
    secret_post = Statement.of(
        "Posting", day, id=random_id("s"), holder=hidden, body=id_of("Section"), capacity=v.HEAD
    )
    secret_link = Statement.of(
        "Subordination", day, id=random_id("s"), subordinate=id_of("Section"), superior=id_of("Hidden Body"),
        linkKind=v.DE_JURE_COMMAND,
    )  # fmt: skip
    custody = Statement.of(
        "Custody", day, id=random_id("s"), detained=victim, custodian=id_of("Section"), event=id_of("Night")
    )
    report = Document(random_id("doc"), f"Interview with {SECRET}", file_name=f"{SECRET}.pdf")
    passage = Passage(random_id("pa"), report.id, 3, 9)
    support = Attestation.of(supports=[secret_post.id, custody.id], passages=[passage.id], id=random_id("a"))
    public: list[Record] = [
        *entity("Section"), *entity("Ministry"), *person("Minister"),
        *attested(under("Section", "Ministry", day), head("Minister", "Ministry", day)),
        *event("Night", on_day("2020-08-10"), "Section"),
    ]  # fmt: skip
    restricted: list[Record] = [
        Entity.of(hidden, "Person", protected=True), Name.of(hidden, SECRET, "en", preferred=True),
        Entity.of(victim, "Person", protected=True), Name.of(victim, f"{SECRET} Junior", "en"),
        secret_post, custody, report, passage, support,
    ]  # fmt: skip
    sealed: list[Record] = [
        *entity("Hidden Body"), *attested(secret_link), *attested(under("Ministry", "Hidden Body", day)),
    ]  # fmt: skip
    return [("public", public), ("restricted", restricted), ("sealed", sealed)]


QUERIES = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT DISTINCT ?g { GRAPH ?g {} }",
    "SELECT * { GRAPH ?g { ?a ?p ?b } GRAPH ?h { ?b ?q ?c } GRAPH ?i { ?c ?r ?d } }",
    f"SELECT DISTINCT ?x {{ <{id_of('Section')}> (!r:none|^!r:none)* ?x }}",
    "CONSTRUCT { ?s ?p ?o } { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
    "SELECT (GROUP_CONCAT(STR(?o)) AS ?all) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
)


def all_texts(data: Dataset) -> Iterable[str]:
    """Everything that a reader can get at."""
    for query in QUERIES:
        yield as_json(ask(data, query))
    yield repr(list(data.reader.quads()))
    yield repr([data.reader.changeset_records(i.id) for i in data.reader.changesets()])
    yield repr(answers.search(data, SECRET))
    yield repr(answers.search(data, "Hidden Body"))
    for target in ("Night", "Section", "Ministry", "Minister"):
        on = "2020-08-10"
        yield repr(answers.show(data, target))
        yield repr(answers.chain(data, target, on))
        if target != "Night":
            yield repr(answers.superiors(data, target, on)) + repr(answers.subordinates(data, target, on))
    yield repr([answers.commanders(data, body, "2020-08-10") for body in ("Section", "Ministry")])
    yield repr(answers.events_under(data, "Minister"))
