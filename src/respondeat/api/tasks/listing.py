"""What a level holds: its entities by kind, and its changesets."""

import json
from typing import Any, Final

from respondeat.api.answers import frame
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Proof
from respondeat.errors import RequestError
from respondeat.ontology import vocabulary as v

from .as_asked import as_asked
from .base import Answered, Work
from .pages import Page, turned

KINDS: Final = tuple(cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES)
"""The kinds of entities, by the local names of their classes."""

_PAGE: Final = Page(100)


def entities(data: Dataset, work: Work) -> Answered:
    """A page of the entities, all or of one `kind`, in the order of their ids. Schema `entities.json`.

    Raises RequestError for a kind that there is not, Stale and RequestError for a cursor.
    """
    given = work.parameters
    kind = given.get("kind")
    if kind is not None and kind not in KINDS:
        raise RequestError(f"There is no kind {str(kind)[:60]!r}; there are {', '.join(KINDS)}.")
    with as_asked(data, given) as then:
        classes = [v.R + kind] if kind else list(v.ENTITY_CLASSES)
        ids = sorted({id for cls in classes for id in then.records.instances(cls)})
        page = turned(
            ids, Page(**given["page"]) if "page" in given else _PAGE, _asked(given), then.dataset_hash
        )
        proof = Proof(then)
        answer = {
            "kind": kind,
            "total": page.total,
            "entities": [proof.node(id) for id in page.rows],
            **_frame(then),
        }
    return _answered(answer, page.total, page.next)


def changesets(data: Dataset, work: Work) -> Answered:
    """A page of the changesets that the level may see, in the order of writing. Schema `changesets.json`."""
    given = work.parameters
    with as_asked(data, given) as then:
        page = turned(
            then.recorded,
            Page(**given["page"]) if "page" in given else _PAGE,
            _asked(given),
            then.dataset_hash,
        )
        answer = {
            "total": page.total,
            "changesets": [
                {
                    "id": info.id,
                    "sequence": info.sequence,
                    "recorded_at": info.recorded_at,
                    "level": info.level,
                    "author": info.author,
                    "note": info.note or None,
                }
                for info in page.rows
            ],
            **_frame(then),
        }
    return _answered(answer, page.total, page.next)


def _frame(data: Dataset) -> dict[str, Any]:
    return {key: value for key, value in frame(data).items() if key != "without"}


def _asked(given: Any) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key != "page"}


def _answered(answer: dict[str, Any], total: int, following: str | None) -> Answered:
    return Answered(json.dumps(answer, ensure_ascii=False).encode(), meta={"total": total, "next": following})
