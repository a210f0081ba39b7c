"""One conformance test that every store passes."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.errors import InputError, StoreError, ValidationError
from respondeat.graph import quads
from respondeat.graph.statement import Changeset, Entity, Name, Record, Statement
from respondeat.graph.stores import EmbeddedStore, Finding, LevelIndex, MemoryStore, Reader, Store, Validator
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import (
    AUTHOR,
    MOMENT,
    SECRET,
    IdIndex,
    body,
    changeset,
    ids,
    indexed,
    person,
)

Make = Callable[..., Store]


@pytest.fixture(params=["embedded", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Makes an empty store of each kind."""
    made = 0

    def store(indexes: Iterable[LevelIndex] = (), validator: Validator | None = None) -> Store:
        nonlocal made
        made += 1
        if request.param == "memory":
            return MemoryStore(tuple(indexes), validator)
        return EmbeddedStore.create(tmp_path / f"store{made}", tuple(indexes), validator)

    return store


def of(*records: Record, level: str = "public", note: str = "") -> Changeset:
    return Changeset.of(records, recorded_at=MOMENT, level=level, author=AUTHOR, note=note)


def test_an_empty_store_is_read_as_empty(make: Make) -> None:
    with make() as store, store.reader("sealed") as reader:
        assert (reader.level, reader.sequence, reader.changesets()) == ("sealed", 0, ())
        assert list(reader.quads()) == []
        assert reader.record(person(1)) is None


def test_records_come_back_as_they_were(make: Make) -> None:
    given = changeset(5, "public", 4)
    with make() as store:
        assert store.write([given]) == 1
        with store.reader("public") as reader:
            for record in given.records:
                assert reader.record(record.id) == record
            assert set(reader.changeset_records(given.id)) == set(given.records)
            assert reader.names(person(5000)) == tuple(
                r for r in given.records if isinstance(r, Name) and r.entity == person(5000)
            )
            postings = [r for r in given.records if isinstance(r, Statement)]
            for posting in postings:
                assert posting.id in reader.pointing(v.R + "holder", posting.iri("holder"))
            assert sorted(reader.instances(v.POSTING)) == sorted(p.id for p in postings)


def test_what_is_not_there_is_not_found(make: Make) -> None:
    with make() as store:
        store.write([changeset(1, "public")])
        with store.reader("public") as reader:
            for strange in ("", "no iri", "<", v.ID + "nothing", v.R + "head"):
                assert reader.record(strange) is None
                assert reader.names(strange) == ()
                assert reader.pointing(v.R + "holder", strange) == ()
                assert reader.pointing(strange, person(1)) == ()
                assert list(reader.instances(strange)) == []
                assert reader.changeset_records(strange) == ()


def test_preferred_names_come_first_and_each_once(make: Make) -> None:
    entity = Entity.of(person(1), "Person")
    plain, best = Name.of(entity.id, "Abc", "en"), Name.of(entity.id, "Xyz", "en", preferred=True)
    with make() as store:
        store.write([of(entity, plain, best)])
        store.write([of(Name.of(entity.id, "Xyz", "en"))])  # the same form, said again without preference
        with store.reader("public") as reader:
            assert reader.names(entity.id) == (best, plain)
            assert reader.record(best.id) == best


def test_a_changeset_is_written_once(make: Make) -> None:
    with make() as store:
        first, second = changeset(1, "public"), changeset(2, "restricted")
        assert store.write([first, first]) == 1
        assert store.write([first, second]) == 2
        assert store.write([second]) == 2
        assert store.write([]) == 2
        assert store.sequence == 2
        with store.reader("sealed") as reader:
            assert [info.id for info in reader.changesets()] == [first.id, second.id]
            assert reader.changesets()[1].note == second.note
            assert reader.changesets()[1].recorded_at == MOMENT


def test_each_level_sees_its_own_and_those_below(make: Make) -> None:
    """Trap 7: what is restricted cannot be reached through a public reader, at any depth."""
    levels = ["public", "sealed", "public", "restricted", "public"]
    with make([IdIndex()]) as store:
        store.write([changeset(n, level) for n, level in enumerate(levels)])
        for level, numbers in (("public", 3), ("restricted", 4), ("sealed", 5)):
            with store.reader(level) as reader:
                # Numbered without a gap, which would tell of something above.
                assert [info.sequence for info in reader.changesets()] == list(range(1, numbers + 1))
                assert reader.sequence == numbers
                assert indexed(reader) == ids(reader)
        with store.reader("public") as reader:
            assert not any(SECRET in str(quad) for quad in reader.quads())
            hidden = changeset(1, "sealed")
            assert reader.changeset_records(hidden.id) == ()
            assert not reader.query(f"ASK {{ GRAPH <{hidden.id}> {{ ?s ?p ?o }} }}")
            assert not reader.query(f"ASK {{ ?s ?p ?o FILTER(CONTAINS(STR(?o), '{SECRET}')) }}")
            assert not any(reader.record(r.id) for r in hidden.records if isinstance(r, Name))


def test_a_reader_keeps_its_version(make: Make) -> None:
    with make([IdIndex()]) as store:
        store.write([changeset(1, "public")])
        old = store.reader("sealed")
        before = ids(old)
        for number in range(2, 6):
            store.write([changeset(number)])
            assert (old.sequence, ids(old), indexed(old)) == (1, before, before)
        with store.reader("sealed") as new:
            assert new.sequence == 5
            assert indexed(new) == ids(new) != before
        old.close()
        old.close()
        with pytest.raises(StoreError, match="closed"):
            old.record(person(1))


def test_equal_histories_have_equal_hashes(make: Make) -> None:
    first, second, third = changeset(1, "public"), changeset(2, "restricted"), changeset(3, "public")

    def hashes(*steps: list[Changeset]) -> list[str]:
        with make() as store:
            for step in steps:
                store.write(step)
            return [hash_of(store, level) for level in v.LEVELS]

    together, apart = hashes([first, second, third]), hashes([first], [second], [third])
    assert together == apart
    assert len(set(together[:2])) == 2
    assert together[1] == together[2]
    assert hashes([third, first])[0] != together[0]


def hash_of(store: Store, level: str) -> str:
    with store.reader(level) as reader:
        return reader.dataset_hash


def test_sparql_counts_a_triple_once(make: Make) -> None:
    entity = Entity.of(body(1), "Body")
    with make() as store:
        store.write([of(entity, note="first"), of(entity, note="second"), of(entity, level="sealed")])
        with store.reader("sealed") as reader:
            answer = reader.query("SELECT (COUNT(*) AS ?n) { ?s a r:Body }")
            assert isinstance(answer, ox.QuerySolutions)
            assert [str(row["n"]) for row in answer] == [str(ox.Literal(1))]
            answer = reader.query("SELECT ?g { GRAPH ?g { ?s a r:Body } }")
            assert isinstance(answer, ox.QuerySolutions)
            assert len(list(answer)) == 3


@pytest.mark.parametrize("query", ["SELECT", "SELECT * { ?s ?p }", "INSERT DATA { <a:b> <a:c> 1 }", "\0", ""])
def test_faulty_queries_are_refused(make: Make, query: str) -> None:
    with make() as store, store.reader("public") as reader, pytest.raises(InputError, match="query"):
        reader.query(query)


def test_unknown_levels_and_indexes_are_refused(make: Make) -> None:
    with make() as store:
        with pytest.raises(StoreError, match="public, restricted, sealed"):
            store.reader("secret")
        with store.reader("public") as reader, pytest.raises(StoreError, match="names"):
            reader.index_directory("names")


def test_a_value_that_is_no_iri_writes_nothing(make: Make) -> None:
    bad = [
        Entity("no iri", v.BODY),
        Entity(v.ID + "a", v.BODY, ((v.BODY_KIND, "a b"),)),
        Entity("http://[", v.BODY),  # only the engine sees that this is none
    ]
    for entity in bad:
        with make() as store:
            store.write([changeset(1, "public")])
            with pytest.raises(InputError):
                store.write([changeset(2, "public"), of(entity)])
            with store.reader("public") as reader:
                assert reader.sequence == 1
            assert store.write([changeset(2, "public")]) == 2


class Broken:
    """A rule that is broken by whatever says `bad`."""

    def __init__(self, focus: str) -> None:
        self.focus = focus
        self.message = "says something bad"
        self.severity = "Violation"


def find_bad(data: bytes) -> list[Finding]:
    triples = ox.parse(data, ox.RdfFormat.N_TRIPLES)
    return [
        Broken(t.subject.value) for t in triples if "bad" in str(t.object) and hasattr(t.subject, "value")
    ]


def test_what_breaks_a_rule_is_not_written(make: Make) -> None:
    with make(validator=find_bad) as store:
        store.write([changeset(1, "public")])
        bad = Name.of(person(1), "bad name")
        with pytest.raises(ValidationError, match=f"(?s)Nothing was written.*{bad.id}.*something bad"):
            store.write([changeset(2, "public"), of(bad)])
        assert store.sequence == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 30), st.sampled_from(v.LEVELS)), min_size=1, max_size=3), max_size=6
    )
)
def test_levels_are_what_filtering_gives(make: Make, steps: list[list[tuple[int, str]]]) -> None:
    with make([IdIndex()]) as store:
        written: dict[str, Changeset] = {}
        for step in steps:
            made = [changeset(number, level, 1) for number, level in step]
            written |= {c.id: c for c in made if c.id not in written}
            assert store.write(made) == len(written)
            for level in v.LEVELS:
                with store.reader(level) as reader:
                    compare(reader, list(written.values()), level)


def compare(reader: Reader, written: list[Changeset], level: str) -> None:
    seen = [c for c in written if v.LEVELS.index(c.level) <= v.LEVELS.index(level)]
    assert [(i.id, i.level, i.sequence) for i in reader.changesets()] == [
        (c.id, c.level, n) for n, c in enumerate(seen, 1)
    ]
    lines = [line for c in seen for line in set(quads.lines(c.records, c.id).splitlines())]
    union = {line for c in seen for line in quads.lines(c.records).splitlines()}
    union |= {
        line for n, c in enumerate(seen, 1) for line in quads.description(c, n).splitlines()
    }  # descriptions
    expected = Counter(ox.parse(b"\n".join([*lines, *union]), ox.RdfFormat.N_QUADS))
    assert Counter(reader.quads()) == expected
    assert indexed(reader) == ids(reader)


def test_a_store_is_closed_once_and_for_all(make: Make) -> None:
    store: AbstractContextManager[Store] = make()
    with store as opened:
        pass
    opened.close()
