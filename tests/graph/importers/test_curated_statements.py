"""Statements of curated rows: identity of the same proposition, passages, derivations, assessments."""

from pathlib import Path

from respondeat.graph.importers.curated import read_curated
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Passage,
    Record,
    Statement,
    content_id,
)
from respondeat.ontology import vocabulary as v

FILES = {
    "dataset": "{dataset: d, title: T, author: a, recorded_at: 2026-01-01T00:00:00Z}",
    "documents": "- {key: a, title: A}\n- {key: b, title: B}",
    "entities": "- {key: x, class: Body}\n- {key: y, class: Body}\n- {key: ngo, class: Body}",
}
SHA = "a" * 64


def records(tmp_path: Path, rows: str) -> list[Record]:
    for name, text in FILES.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    (tmp_path / "statements.yaml").write_text(rows, "utf-8")
    return [record for changeset in read_curated(tmp_path) for record in changeset.records]


def test_two_sources_are_two_attestations_of_one_statement(tmp_path: Path) -> None:
    row = f"""
- {{key: s, rel: Subordination, subordinate: x, superior: y, linkKind: partOf, by: [
    {{doc: a, at: page 1, origin: ngo, standard: notStated}},
    {{doc: b, start: 3, end: 9, sha256: {SHA}, origin: ngo, denies: true, note: aside}}]}}
"""
    found = records(tmp_path, row)
    (said,) = [r for r in found if isinstance(r, Statement)]
    attested = {a.note: a for a in found if isinstance(a, Attestation)}
    assert attested[""].supports == attested["aside"].denies == (said.id,)
    assert attested[""].standard == v.R + "notStated"
    places = {
        p.id: (p.document, p.start, p.end, p.sha256, p.locator) for p in found if isinstance(p, Passage)
    }
    assert places[attested[""].passages[0]] == (content_id("doc", "curated", "a"), None, None, "", "page 1")
    assert places[attested["aside"].passages[0]] == (content_id("doc", "curated", "b"), 3, 9, SHA, "")


def test_a_statement_is_the_one_that_any_importer_would_make(tmp_path: Path) -> None:
    row = "- {key: s, rel: Membership, member: x, group: y, by: [{doc: a, at: p, origin: ngo}]}"
    (said,) = [r for r in records(tmp_path, row) if isinstance(r, Statement)]
    assert said == Statement.of("Membership", member=content_id("b", "x"), group=content_id("b", "y"))


def test_what_is_made_of_statements(tmp_path: Path) -> None:
    rows = """
- {key: s, rel: Membership, member: x, group: y, by: [{doc: a, at: p, origin: ngo}],
   assess: [{status: contested, confidence: low, reason: r, by: ngo}, {status: accepted, reason: r}],
   contradicts: [{with: t, kind: exclusive, reason: why}]}
- {key: t, rel: Membership, member: y, group: x, derived: [
   {rule: kindOfGroup, premises: [s]}, {rule: continuity, premises: [s, u], version: 2}]}
- {key: u, rel: Existence, entity: x, by: [{doc: a, at: p, origin: ngo}]}
"""
    found = records(tmp_path, rows)
    s = Statement.of("Membership", member=content_id("b", "x"), group=content_id("b", "y"))
    u = Statement.of("Existence", entity=content_id("b", "x"))
    (t,) = [r for r in found if isinstance(r, Statement) and r.derived]
    assert {(a.status, a.confidence, a.by) for a in found if isinstance(a, Assessment)} == {
        (v.CONTESTED, v.R + "low", content_id("b", "ngo")),
        (v.ACCEPTED, "", v.ID + "curators"),
    }
    assert {(d.derives, d.rule, d.rule_version, d.premises) for d in found if isinstance(d, Derivation)} == {
        (t.id, v.R + "kindOfGroup", "1", (s.id,)),
        (t.id, v.R + "continuity", "2", tuple(sorted((s.id, u.id)))),
    }
    (pair,) = [r for r in found if isinstance(r, Contradiction)]
    assert (set(pair.between), pair.kind, pair.reason) == ({s.id, t.id}, v.R + "exclusive", "why")
