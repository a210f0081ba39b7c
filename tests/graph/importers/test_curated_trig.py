"""TriG: the same quads as N-Quads, sorted, the same bytes every time."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.importers.curated import load_all
from respondeat.graph.importers.curated_trig import trig
from respondeat.graph.quads import description, nquads
from respondeat.graph.statement import Changeset, Entity, Name, Record, Text, content_id
from respondeat.ontology import vocabulary as v


def quads(data: bytes, format: ox.RdfFormat) -> set[str]:
    return {str(quad) for quad in ox.parse(data, format=format)}


def agrees(changesets: list[Changeset]) -> bool:
    lines = b"".join(nquads(c) + description(c) for c in changesets)
    return quads(trig(changesets), ox.RdfFormat.TRIG) == quads(lines, ox.RdfFormat.N_QUADS)


def test_the_invented_country_is_the_same_in_both_forms() -> None:
    changesets = load_all(names=["example"])
    assert agrees(changesets)
    text = trig(changesets).decode()
    assert text.count(" {\n") == text.count("\n}\n") == len(changesets) == 3
    assert "r:earliestStartDay 18385 ;" in text
    assert '"2020-05-03"^^xsd:date' in text
    assert "r:invented true" in text


def test_the_order_of_records_makes_no_difference() -> None:
    (changeset, *_) = load_all(names=["example"])
    turned = Changeset(
        changeset.id,
        changeset.recorded_at,
        changeset.level,
        changeset.author,
        tuple(reversed(changeset.records)),
        changeset.note,
    )
    assert trig([changeset]) == trig([turned])


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1)


@given(
    texts,
    st.sampled_from(["", "be", "be-latn"]),
    st.sampled_from(["https://a.invalid/b#c", v.R + "a.b", v.ID]),
)
def test_any_text_and_iri_is_kept(text: str, lang: str, iri: str) -> None:
    id = content_id("p", "x")
    entity = Entity(id, v.PERSON, ((v.R + "number", Text(text, lang)), (v.R + "ofState", iri)))
    records: list[Record] = [entity, Name.of(id, text, lang, preferred=True)]
    author = v.ID + "curators"
    changeset = Changeset.of(records, recorded_at="2026-01-01T00:00:00Z", author=author, note=text)
    assert agrees([changeset])
