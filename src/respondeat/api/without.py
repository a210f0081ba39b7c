"""What a question is to leave out, from the words of whoever asks."""

from collections.abc import Iterable, Iterator
from typing import Final

from respondeat.errors import AmbiguousName, InputError, UnknownName
from respondeat.graph.command.what_if import Without
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .dataset import Dataset
from .proof import short
from .titles import called

_SHOWN: Final = 10


def without(
    data: Dataset,
    *,
    documents: Iterable[str] = (),
    origins: Iterable[str] = (),
    modalities: Iterable[str] = (),
    confidence: str = "",
) -> Without:
    """What is meant: documents by id, SHA-256 or title, origins by name or id, concepts by local name.

    Raises UnknownName, AmbiguousName, InputError for a modality or confidence that there is not.
    """
    return Without(
        tuple(sorted({document(data, text) for text in documents})),
        tuple(sorted({origin(data, text) for text in origins})),
        tuple(sorted({_concept(text, "modality") for text in modalities})),
        _concept(confidence, "confidence") if confidence else "",
    )


def names(data: Dataset, documents: Iterable[str], origins: Iterable[str]) -> dict[str, str]:
    """What documents and origins that are set aside are called, by their ids."""
    return {id: document_title(data, id) for id in documents} | {id: data.name(id) for id in origins}


def document(data: Dataset, text: str) -> str:
    """The id of the one document that a text means. Raises UnknownName or AmbiguousName."""
    for id in (text, v.ID + text):
        if isinstance(data.records.record(id), Document):
            return id
    wanted = text.casefold()
    everything = list(_documents(data))
    found = [d for d in everything if wanted in (d.sha256.casefold(), d.title.casefold())]
    if len(found) == 1:
        return found[0].id
    near = found or [d for d in everything if wanted in d.title.casefold()] or everything
    candidates: list[dict[str, object]] = [
        {"id": d.id, "name": d.title or d.id, "type": "Document"} for d in near[:_SHOWN]
    ]
    if found:
        raise AmbiguousName(
            f"{len(found)} documents are called {text!r}. Say which by its id.", candidates=candidates
        )
    raise UnknownName(f"No document is called {text!r}. Give its id or full title.", candidates=candidates)


def origin(data: Dataset, text: str) -> str:
    """The id of the one origin that a name or id means; an entity that is the origin of nothing is refused.

    Raises UnknownName, AmbiguousName, InputError.
    """
    id = data.find(text)
    if not data.records.pointing(v.ORIGIN, id):
        raise InputError(
            f"{data.name(id)} is the origin of no attestation in the data, so nothing would be left out. "
            "A document is named with --without-document; who only passes it on is no origin."
        )
    return id


def document_title(data: Dataset, id: str) -> str:
    """What a document is called, its short id where there is none."""
    found = data.records.record(id)
    return called(found) if isinstance(found, Document) else short(id)


def _documents(data: Dataset) -> Iterator[Document]:
    for cls in (v.DOCUMENT, v.DOCUMENT_VERSION):
        for id in sorted(data.records.instances(cls)):
            found = data.records.record(id)
            if isinstance(found, Document):
                yield found


def _concept(text: str, scheme: str) -> str:
    iri = v.R + text.removeprefix(v.R)
    if iri not in concepts(scheme):
        known = ", ".join(c.removeprefix(v.R) for c in concepts(scheme))
        raise InputError(f"There is no {scheme} {text!r}; there are {known}.")
    return iri
