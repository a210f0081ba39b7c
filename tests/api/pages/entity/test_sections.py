"""What is told beside the statements: the record with what came later and was withdrawn, documents, names."""

import re
from pathlib import Path

import pytest

from respondeat.api.answers.dossier_view import overview
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.entity.sections import Sections
from respondeat.api.pages.entity.view import seen
from respondeat.api.pages.place import Place
from respondeat.api.report.blocks import Group
from respondeat.api.report.html import Writer
from respondeat.api.report.words import Words
from respondeat.graph.dates import read
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

PERSON, BODY = v.ID + "p-1", v.ID + "b-1"
OLD, NEW = v.ID + "doc-1", v.ID + "doc-2"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A posting of January, denied and withdrawn in February by somebody else."""
    path = tmp_path_factory.mktemp("record") / "store"
    posting = Statement.of("Posting", read("2010", "2020"), holder=PERSON, body=BODY, capacity=v.HEAD)
    passage = Passage.of(OLD, locator="page 4")
    said = Attestation.of(supports=[posting.id], passages=[passage.id], origin=BODY)
    first: list[Record] = [
        Entity.of(PERSON, "Person"),
        Entity.of(BODY, "Body"),
        Document(OLD, title="First print", publisher="A press", url="https://example.org/1", language="be"),
        Document(NEW, title="Second print", version_of=OLD),
        Name.of(PERSON, "Ona", "be-latn", preferred=True, documents=[OLD]),
        passage,
        posting,
        said,
    ]
    later: list[Record] = [
        Name.of(PERSON, "Она", "ru", preferred=False),
        Attestation.of(denies=[posting.id], passages=[passage.id], origin=PERSON),
        Retraction.of([said.id], "misread"),
    ]
    with EmbeddedStore.create(path, INDEXES) as made:
        made.write(
            [
                Changeset.of(
                    first, recorded_at="2026-01-01T00:00:00Z", author=v.ID + "one", note="The first"
                ),
                Changeset.of(later, recorded_at="2026-02-01T00:00:00Z", author=v.ID + "two"),
            ]
        )
    return path


def told(store: Path, id: str, *names: str) -> str:
    with Dataset.open(store, "public") as data:
        place = Place(f"/entity/{id}", "en", {})
        sections = Sections(seen(data, Asked(place, {"id": id})), Words("en"))
        groups: list[Group] = []
        for name in names:
            found = getattr(sections, name)()
            groups += [found] if isinstance(found, Group) else list(found)
        writer = Writer("en", place.entity)
        return "".join(writer.group(group, 2, f"g{n}") for n, group in enumerate(groups))


def test_the_record_tells_who_brought_what_and_what_was_withdrawn(store: Path) -> None:
    with Dataset.open(store, "public") as data:
        record = overview(data, PERSON)["record"]
    assert [(row["recorded_at"][:7], len(row["statements"]), len(row["names"])) for row in record] == [
        ("2026-01", 1, 1),
        ("2026-02", 0, 1),
    ]
    assert {one["how"] for one in record[1]["added"]} == {"denies", "invalidated"}
    text = re.sub("<[^>]*>", "", told(store, "p-1", "record"))
    for part in ("one", "two", "The first", "denied since", "withdrawn since", "Она", "2026-02-01T00:00:00Z"):
        assert part in text


def test_names_are_told_with_language_script_and_documents(store: Path) -> None:
    text = told(store, "p-1", "who")
    assert "Belarusian, Latin (be-latn)" in text
    assert '<a href="/entity/doc-1?language=en"><bdi>First print</bdi></a>' in text


def test_documents_are_told_with_their_versions(store: Path) -> None:
    text = told(store, "doc-1", "who")
    for part in ("A press", "https://example.org/1", "Belarusian (be)", "no hash known", "Second print"):
        assert part in text
    assert "First print" in told(store, "doc-2", "who")


def test_what_is_missing_is_told(store: Path) -> None:
    assert "nothing is stated to stand above it" in told(store, "b-1", "gaps")
