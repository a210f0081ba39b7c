"""Records to RDF and back: nothing is lost, whatever the texts hold."""

from collections.abc import Callable, Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import DateError, InputError
from respondeat.graph import quads
from respondeat.graph.dates import Bounds, ValidTime
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
    Text,
    Value,
)
from respondeat.ontology import vocabulary as v

HOSTILE = [
    '" .\n<a:b> <a:c> "d', "\\", '\\"', "\\u0041", "\x00", "\x01\x1f\x7f", "\r\n\t\b\f", "\u2028\u2029\u0085",
    "\ufeff", "\ufffe\uffff", "𝒳🕊", "אבג\u202e", "e\u0301", "> <x> .", " .\n", "@en", "^^<x>",
    "'''\"\"\"", "{}|^`", "",
]  # fmt: skip
TAGS = ["", "en", "be", "be-latn", "ru-cyrl-by", "de-1996", "x-own"]

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
)
iris = st.one_of(
    st.integers(0, 12).map(lambda n: f"{v.ID}x-{n}"),
    st.text(st.sampled_from("abcж🕊/#?=&%20-._~:@!$'()*+,;"), min_size=1, max_size=8)
    .map(lambda s: f"urn:x:{s}")
    .filter(lambda s: is_iri(s)),
)
concepts = st.sampled_from([v.R + "one", v.R + "two", v.HEAD])
languages = st.sampled_from(TAGS)


def is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    days = st.none() | st.integers(-800_000, 2_900_000)
    try:
        return Bounds(draw(days), draw(days), draw(days), draw(days))
    except DateError:
        return Bounds()


times = st.none() | st.builds(ValidTime, texts, bounds())
values: st.SearchStrategy[Value] = st.one_of(
    iris, st.builds(Text, texts, languages), st.integers(-(2**63), 2**63 - 1), st.booleans()
)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    relation = draw(st.sampled_from(sorted(v.RELATIONS.values(), key=lambda r: r.name)))
    chosen = {
        *relation.needed,
        *relation.one_of,
        *draw(st.sets(st.sampled_from([*relation.optional, ""]))),
    } - {""}
    roles = {role: draw(values) for role in sorted(chosen)}
    time, note, derived = draw(times), draw(texts), draw(st.booleans())
    return Statement.of(relation.name, time, id="", note=note, derived=derived, **roles)


def sets_of(strategy: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(strategy, min_size=least, max_size=3)


entities = st.builds(
    lambda id, cls, pairs: Entity(id, cls, tuple(sorted(set_of(pairs), key=repr))),
    iris,
    st.sampled_from(v.ENTITY_CLASSES),
    st.lists(
        st.tuples(st.sampled_from([v.BODY_KIND, v.PLACEHOLDER, v.SOURCE_KEY, "urn:p"]), values), max_size=4
    ),
)


def set_of(pairs: Iterable[tuple[str, Value]]) -> list[tuple[str, Value]]:
    return list({(p, type(x), x): (p, x) for p, x in pairs}.values())


records: st.SearchStrategy[Record] = st.one_of(
    entities,
    st.builds(
        lambda e, f, lang, pref, docs: Name.of(e, f, lang, preferred=pref, documents=set(docs)),
        iris, texts, languages, st.booleans(), sets_of(iris),
    ),
    st.builds(
        Document, iris, texts, texts, texts, texts, texts, texts, texts, times, st.just("") | iris, texts
    ),
    st.builds(Passage.of, iris, st.just(0), st.integers(1, 10**9), texts, texts),
    st.builds(lambda d, t: Passage.of(d, locator=t), iris, texts),
    statements(),
    st.builds(
        lambda s, d, p, o, r, m, c, n: Attestation.of(
            supports=s, denies=d, passages=p, origin=o, reported_by=r, modality=m, standard=c, note=n
        ),
        sets_of(iris, 1), sets_of(iris), sets_of(iris), st.just("") | iris, st.just("") | iris, concepts,
        st.just("") | concepts, texts,
    ),
    st.builds(lambda s: Attestation.of(supports=s, origin=s[0]).stub(), sets_of(iris, 1)),
    st.builds(
        Assessment.of, iris, concepts, st.just("") | concepts, texts, st.just("") | iris, st.just("") | iris
    ),
    st.builds(Derivation.of, iris, concepts, sets_of(iris), texts.filter(bool)),
    st.builds(Contradiction.of, iris, iris, concepts, texts),
    st.builds(Retraction.of, sets_of(iris), texts, st.just("") | iris),
)  # fmt: skip


def back(content: bytes) -> tuple[Record, ...]:
    """As a store gives it back: through the engine, whose literals become canonical."""
    store = ox.Store()
    store.bulk_load(content, ox.RdfFormat.N_QUADS)
    return quads.records(store)


@settings(max_examples=600)
@given(records)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    assert back(quads.lines([record])) == (record,)


@settings(max_examples=100)
@given(st.lists(records, max_size=8, unique_by=lambda r: r.id))
def test_records_come_back_together(made: list[Record]) -> None:
    # Two name forms may not speak of each other, as one form is told by what points at it.
    changeset = Changeset.of(made, recorded_at="2026-01-02T03:04:05Z", author=v.ID + "a")
    names = {r.id for r in made if isinstance(r, Name)}
    entities = {r.entity for r in made if isinstance(r, Name)}
    if names & entities:
        return
    assert set(back(quads.nquads(changeset))) == set(made)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("lang", TAGS)
def test_hostile_texts_stay_texts(text: str, lang: str) -> None:
    record = Entity(v.ID + "x", v.BODY, ((v.SOURCE_KEY, Text(text, lang)),))
    content = quads.lines([record], v.ID + "g")
    assert content.count(b"\n") == 2
    assert back(content) == (record,)


BAD_IRIS = [
    "",
    "no-colon",
    "a b:c",
    "a:<",
    "a:>",
    'a:"',
    "a:\n",
    "a:\\u0041",
    "a:{}",
    "a:|",
    "a:^",
    "a:`",
    "a:\x00",
]


def with_iri(bad: str) -> list[Record]:
    e = v.ID + "x"
    return [
        Entity(bad, v.BODY),
        Entity(e, bad),
        Entity(e, v.BODY, ((bad, 1),)),
        Entity(e, v.BODY, ((v.BODY_KIND, bad),)),
        Name(e, bad, "form"),
        Name(e, e, "form", documents=(bad,)),
        Passage(e, bad),
        Attestation(e, (bad,)),
        Assessment(e, bad),
        Derivation(e, bad, e, ()),
        Contradiction(e, (e, bad), e),
        Retraction(e, (bad,), ""),
        Statement(e, bad, ()),
    ]


@pytest.mark.parametrize("bad", BAD_IRIS)
def test_what_is_no_iri_is_refused_everywhere(bad: str) -> None:
    for record in with_iri(bad):
        with pytest.raises(InputError, match="is not an IRI"):
            quads.lines([record])
    with pytest.raises(InputError, match="is not an IRI"):
        quads.lines([Entity(v.ID + "x", v.BODY)], bad or "x")


@pytest.mark.parametrize(
    "tag", ["en us", "en_us", 'en .\n<a:b> <a:c> "d"@en', "e\u0301", "-", "en-", "toolongtag"]
)
def test_what_is_no_language_is_refused(tag: str) -> None:
    for record in (
        Name(v.ID + "n", v.ID + "x", "form", tag),
        Entity(v.ID + "x", v.BODY, ((v.NOTE, Text("a", tag)),)),
    ):
        with pytest.raises(InputError, match="not a language tag"):
            quads.lines([record])


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"half a character.*Abc"):
        quads.lines([Name.of(v.ID + "x", "Abc \ud800")])


def test_a_line_is_written_once() -> None:
    content = quads.lines(
        [Entity(v.ID + "x", v.BODY), Entity(v.ID + "x", v.BODY, ((v.SOURCE_KEY, Text("k")),))]
    )
    assert sorted(content.splitlines()) == sorted(set(content.splitlines()))
    assert len(content.splitlines()) == 2


def test_a_description_comes_back() -> None:
    changeset = Changeset.of(
        [], recorded_at="2026-01-02T03:04:05.50Z", level="sealed", author=v.ID + "a", note='a "note"\n'
    )
    store = ox.Store()
    store.bulk_load(quads.description(changeset, 7), ox.RdfFormat.N_TRIPLES)
    said = {
        q.predicate.value: q.object.value for q in store if isinstance(q.object, ox.NamedNode | ox.Literal)
    }
    assert said == {
        v.TYPE: v.CHANGESET,
        v.RECORDED_AT: changeset.recorded_at,
        v.ACCESS_LEVEL: v.R + "sealed",
        v.ATTRIBUTED_TO: v.ID + "a",
        v.NOTE: 'a "note"\n',
        v.SEQUENCE: "7",
    }


def test_what_the_model_does_not_know_is_left_out() -> None:
    turtle = f"<urn:a> a <urn:Foreign> ; <urn:p> 1 . <urn:b> a <{v.BODY}> . <urn:c> <urn:p> <urn:b> ."
    assert quads.records(ox.parse(turtle, ox.RdfFormat.TURTLE)) == (Entity("urn:b", v.BODY),)


@pytest.mark.parametrize(
    "term", [ox.BlankNode("x"), ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.Literal(1))]
)
def test_what_cannot_stand_in_a_record_is_refused(term: ox.BlankNode | ox.Triple) -> None:
    with pytest.raises(InputError, match="only IRIs and literals"):
        quads.value(term)


def test_reversed_bounds_in_rdf_are_an_error() -> None:
    make: Callable[[int, int], str] = lambda es, le: (  # noqa: E731 (one line of data)
        f"<urn:s> a <{v.POSTING}> ; <{v.BOUND_DAYS[0]}> {es} ; <{v.BOUND_DAYS[3]}> {le} ."
    )
    assert len(quads.records(ox.parse(make(1, 2), ox.RdfFormat.TURTLE))) == 1
    with pytest.raises(DateError, match="start is after the end"):
        quads.records(ox.parse(make(2, 1), ox.RdfFormat.TURTLE))


@pytest.mark.parametrize("number", [0, 3])
def test_a_contradiction_stands_between_two(number: int) -> None:
    pair = "".join(f"; <{v.BETWEEN}> <urn:{n}> " for n in range(number))
    with pytest.raises(InputError, match="between two statements"):
        quads.records(ox.parse(f"<urn:s> a <{v.CONTRADICTION}> {pair} .", ox.RdfFormat.TURTLE))
