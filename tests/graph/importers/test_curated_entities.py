"""Rows of documents and entities: attributes, names, windows of writing."""

from pathlib import Path

from respondeat.graph.importers.curated import read_curated
from respondeat.graph.statement import Document, Entity, Name, Record, content_id
from respondeat.ontology import vocabulary as v

HASH = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def records(tmp_path: Path, **files: str) -> list[Record]:
    (tmp_path / "dataset.yaml").write_text(
        "{dataset: d, title: T, author: a, recorded_at: 2026-01-01T00:00:00Z}", "utf-8"
    )
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return [record for changeset in read_curated(tmp_path) for record in changeset.records]


def test_a_document_is_known_by_its_hash_else_by_its_key(tmp_path: Path) -> None:
    rows = f"""
- {{key: a, title: A, sha256: {HASH}, publisher: P, url: "https://a.invalid/", file_name: a.txt,
   media_type: text/plain, language: en, written: {{first: 2020, last: 2021}}, note: n}}
- {{key: b, title: B, version_of: a}}
"""
    a, b = sorted(
        (r for r in records(tmp_path, documents=rows) if isinstance(r, Document)), key=lambda d: d.title
    )
    assert (a.id, b.id) == (content_id("doc", HASH), content_id("doc", "curated", "b"))
    assert (a.publisher, a.url, a.file_name) == ("P", "https://a.invalid/", "a.txt")
    assert (a.media_type, a.language, a.note) == ("text/plain", "en", "n")
    assert a.written is not None
    assert a.written.edtf == "2020/2021"
    assert b.version_of == a.id


def test_attributes_and_names_of_an_entity(tmp_path: Path) -> None:
    rows = """
- {key: land, class: State}
- {key: troops, class: Body, bodyKind: troops, ofState: land, placeholder: true, names: [
    {form: Troops, lang: EN, preferred: true, in: [a]}, {form: Войскі, lang: be}, Other]}
- {key: art-1, class: LegalProvision, number: "1"}
"""
    found = records(tmp_path, documents="- {key: a, title: A}", entities=rows)
    troops = next(r for r in found if isinstance(r, Entity) and r.id == content_id("b", "troops"))
    assert dict(troops.attributes) == {
        v.BODY_KIND: v.R + "troops",
        v.OF_STATE: content_id("st", "land"),
        v.PLACEHOLDER: True,
    }
    names = {r.form: r for r in found if isinstance(r, Name)}
    assert {(n.form, n.lang, n.preferred) for n in names.values()} == {
        ("Troops", "en", True),
        ("Войскі", "be", False),
        ("Other", "", False),
    }
    assert names["Troops"].documents == (content_id("doc", "curated", "a"),)
    assert all(n.entity == troops.id for n in names.values())


def test_a_restricted_document_is_restricted(tmp_path: Path) -> None:
    (tmp_path / "documents.yaml").write_text("- {key: a, title: A, level: sealed}", "utf-8")
    records(tmp_path)
    (changeset,) = read_curated(tmp_path)
    assert changeset.level == "sealed"
