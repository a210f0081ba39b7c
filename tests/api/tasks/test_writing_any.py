"""Any triples and any lists of records are written whole, so that all can be read again, or are refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.dataset import INDEXES
from respondeat.api.tasks.writing import Order, writing
from respondeat.errors import InputError, NotAllowed
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate
from tests.examples import examples

SUBJECTS = [f"<#{n}>" for n in "abc"] + [f"<{v.ID}{n}>" for n in ("s-1", "p-1", "x-1")]
CLASSES = [f"<{c}>" for c in (*v.CLASSES, v.LABEL, v.PREFIXES["org"] + "Post")]
DATES = ('"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>', '"2019"', "18262", "-5", '"01"')
OBJECTS = [
    *SUBJECTS,
    *DATES,
    '"x"',
    '"x"@en',
    '""',
    "true",
    "false",
    "3.5",
    "[]",
    "1e3",
    f"<{v.HEAD}>",
    f"<{v.R}exclusive>",
]
PROPERTIES = [
    f"<{p}>"
    for p in (
        *(
            *v.PROPERTIES,
            *v.BOUND_DATES,
            v.NOTE,
            v.TITLE,
            v.HAS_SOURCE,
            v.START,
            v.END,
            v.PREF_LABEL,
            v.ALT_LABEL,
        ),
        *(
            v.LITERAL_FORM,
            v.QUOTED_FROM,
            v.ATTRIBUTED_TO,
            v.INVALIDATED,
            v.REVISION_OF,
            v.VERSION_OF,
            v.SKOS + "x",
        ),
    )
]
TYPED = st.tuples(st.sampled_from(SUBJECTS), st.just("a"), st.sampled_from(CLASSES))
SAID = st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(PROPERTIES), st.sampled_from(OBJECTS))
TRIPLES = st.tuples(st.lists(TYPED, min_size=1, max_size=4), st.lists(SAID, max_size=14))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """One store for all: what one wrote stands beside what the next one writes."""
    with EmbeddedStore.create(tmp_path_factory.mktemp("any") / "store", INDEXES, validate) as made:
        yield made


def post(store: EmbeddedStore, body: bytes, form: str, level: str) -> None:
    """Post; what is refused is refused as an error of what was sent."""
    admin = level == "sealed"
    order = Order({"format": form, "level": "public"}, body, "k-1", level, admin, "2026-11-22T00:00:00Z")
    before = store.sequence
    try:
        writing("changeset")(store, order)
    except (InputError, NotAllowed):
        assert store.sequence == before
        return
    for seen in v.LEVELS:
        with store.reader(seen) as reader:
            for info in reader.changesets():
                for record in reader.changeset_records(info.id):
                    assert reader.record(record.id) is not None


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(triples=TRIPLES, level=st.sampled_from(["public", "sealed"]))
def test_any_triples(store: EmbeddedStore, triples: tuple[list[tuple[str, ...]], ...], level: str) -> None:
    body = "\n".join(" ".join(t) + " ." for part in triples for t in part).encode()
    post(store, body, "trig", level)


TIMES = st.sampled_from(
    [{"on": "2020"}, {"edtf": "2020/2021"}, {"started": "2021", "ended": "2020"}, {"on": ""}]
)
NAMES = st.sampled_from(["#a", "#b", "#c", "s-1", "p-1", "https://team.example/x", ""])
RECORDS = {
    "entities": st.fixed_dictionaries(
        {"class": st.sampled_from(["Person", "Body", "Event", "Place"])},
        optional={
            "id": NAMES,
            "key": st.sampled_from(["k", ""]),
            "protected": st.booleans(),
            "within": NAMES,
        },
    ),
    "statements": st.fixed_dictionaries(
        {"relation": st.sampled_from(["Posting", "Existence", "Identity"])},
        optional={
            "id": NAMES,
            "time": TIMES,
            "note": st.text(max_size=3),
            "roles": st.dictionaries(
                st.sampled_from(
                    ["holder", "body", "capacity", "entity", "first", "second", "verdict", "title"]
                ),
                NAMES | st.sampled_from(["head", "same", "words"]),
            ),
        },
    ),
    "attestations": st.fixed_dictionaries(
        {"supports": NAMES}, optional={"id": NAMES, "origin": NAMES, "withheld": st.booleans()}
    ),
    "names": st.fixed_dictionaries(
        {"entity": NAMES, "form": st.text(max_size=4)}, optional={"lang": st.text(max_size=3)}
    ),
    "contradictions": st.fixed_dictionaries(
        {"between": st.lists(NAMES, min_size=2, max_size=2), "kind": st.just("exclusive")}
    ),
    "retractions": st.fixed_dictionaries({"invalidates": NAMES, "reason": st.text(max_size=3)}),
}
POSTINGS = st.fixed_dictionaries(
    {}, optional={kind: st.lists(one, max_size=3) for kind, one in RECORDS.items()}
)


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow])
@given(lists=POSTINGS, level=st.sampled_from(["public", "sealed"]))
def test_any_records(store: EmbeddedStore, lists: dict[str, object], level: str) -> None:
    post(store, json.dumps({"level": "public", **lists}).encode(), "json", level)


def test_some_of_it_was_written(store: EmbeddedStore) -> None:
    assert store.sequence > 5
    assert store.check() == ()
    assert Path(store.path).is_dir()
