"""A document is called by what there is of it, the same in answers and records."""

import dataclasses

import pytest

from respondeat.api.titles import called
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v

WHOLE = Document(f"{v.ID}doc-1", "Report", url="https://example.org/a", file_name="a.pdf")


@pytest.mark.parametrize(
    ("less", "expected"),
    [
        ({}, "Report"),
        ({"title": ""}, "a.pdf"),
        ({"title": "", "file_name": ""}, "https://example.org/a"),
        ({"title": "", "file_name": "", "url": ""}, "doc-1"),
    ],
)
def test_by_what_there_is(less: dict[str, str], expected: str) -> None:
    record = dataclasses.replace(WHOLE, **less)  # type: ignore[arg-type]
    told = {"id": record.id, "title": record.title or None, "file_name": record.file_name or None}
    assert called(record) == called({**told, "url": record.url or None}) == expected
