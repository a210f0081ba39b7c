"""A store whose every text means harm: names, titles, publishers, places, notes, addresses."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from respondeat.api.dataset import INDEXES
from respondeat.graph.dates import read
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Text,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

TEXTS: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></main><iframe src=https://example.org>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "Zero \x1b[31mred\x1b[0m \u202etinu\u2066 \x9b31m",
    "=HYPERLINK(1) \u2028 href onerror=alert(1)",
)
ADDRESSES: Final = ("javascript:alert(1)", "data:text/html,x", "https://example.org/?a=<b>&c='\"")


def store_of(path: Path, texts: Sequence[str] = TEXTS) -> Path:
    """A new store with a body `b-odd0` and all around it for the first text, and so on."""
    changesets = []
    for number, form in enumerate(texts):
        changesets.append(
            Changeset.of(
                _records(number, form),
                recorded_at=f"2026-01-{number + 1:02}T00:00:00Z",
                author=f"{v.ID}b-odd0",
                note=form,
            )
        )
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write(changesets)
    return path


def _records(number: int, form: str) -> list[Record]:
    body, person, document = (f"{v.ID}{kind}-odd{number}" for kind in ("b", "p", "doc"))
    posting, other = (
        Statement.of(
            "Posting",
            read(first, "2020"),
            holder=person,
            body=body,
            capacity=v.HEAD,
            title=Text(form),
            note=form,
        )
        for first in ("2010", "2012")
    )
    passage = Passage.of(document, locator=form)
    url = ADDRESSES[number % len(ADDRESSES)]
    return [
        Entity.of(body, "Body"),
        Name.of(body, form, "en", preferred=True, documents=[document]),
        Name.of(body, f"{form} also", "be", preferred=False),
        Entity.of(person, "Person"),
        Document(document, title=form, publisher=form, url=url, file_name=form, note=form),
        passage,
        posting,
        other,
        Attestation.of(supports=[posting.id, other.id], passages=[passage.id], origin=body),
        Attestation.of(denies=[posting.id], passages=[passage.id], origin=body, note=form),
        Assessment.of(posting.id, v.CONTESTED, reason=form),
        Contradiction.of(posting.id, other.id, f"{v.R}exclusive", form),
        Retraction.of([other.id], form),
    ]
