"""Where a statement stands: a document that is in the data, or a new one, and the place in it."""

from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.changeset_json_given import Faults, Given
from respondeat.api.changeset_json_times import time_of
from respondeat.api.dataset import Dataset
from respondeat.api.sparql.titles import titled
from respondeat.api.titles import called
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v

_MOST: Final = 8

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """The document that is meant: its id, or what is said of a new one; faults by field, keys of phrases."""

    id: str = ""
    title: str = ""
    made: Json = field(default_factory=dict)
    wrong: tuple[tuple[str, str, str], ...] = ()
    near: tuple[Json, ...] = ()


def source(data: Dataset, given: dict[str, str]) -> Source:
    """The document of a form: `d-find` names one by id, hash or title; else `d-title` and more a new one."""
    wanted = " ".join((given.get("d-find-pick") or given.get("d-find", "")).split())
    made = {
        name: text
        for name in ("title", "publisher", "url", "language")
        if (text := " ".join(given.get(f"d-{name}", "").split()))
    }
    written = given.get("d-written", "").strip()
    if wanted and (made or written):
        return Source(wrong=(("d-find", "roles.enter.document_two", ""),))
    return _known(data, wanted) if wanted else _new(made, written)


def _known(data: Dataset, wanted: str) -> Source:
    for id in (wanted, v.ID + wanted):
        found = data.records.record(id) if ":" in id and " " not in id else None
        if isinstance(found, Document):
            return Source(found.id, _said(found))
    near = (data.records.record(id) for id in titled(data.reader, wanted, _MOST))
    hits = [one for one in near if isinstance(one, Document)]
    exact = [one for one in hits if wanted.casefold() in (one.title.casefold(), one.sha256)]
    if len(exact) == 1 or (len(hits) == 1 and not exact):
        one = (exact or hits)[0]
        return Source(one.id, _said(one))
    key = "roles.enter.document_many" if hits else "roles.enter.document_unknown"
    named = tuple({"id": one.id, "name": _said(one)} for one in exact or hits)
    return Source(wrong=(("d-find", key, ""),), near=named)


def _new(made: Json, written: str) -> Source:
    if not made and not written:
        return Source(wrong=(("d-find", "roles.enter.document_none", ""),))
    wrong: list[tuple[str, str, str]] = []
    if "title" not in made:
        wrong.append(("d-title", "roles.enter.document_title", ""))
    if "url" in made and not made["url"].startswith(("https://", "http://")):
        wrong.append(("d-url", "roles.enter.url", ""))
    if written:
        faults: Faults = []
        time_of(Given({"written": {"edtf": written}}, "", faults), "written")
        wrong += [("d-written", "roles.enter.date", one.message) for one in faults]
        made["written"] = {"edtf": written}
    return Source(title=made.get("title", ""), made=made, wrong=tuple(wrong))


def _said(document: Document) -> str:
    """What a document is called, and who published it."""
    name = called(document)
    return f"{name} ({document.publisher})" if document.publisher else name
