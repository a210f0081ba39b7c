"""Taking a judged package in: its files into the document store, what is known of them as records."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from respondeat.graph.documents import Capture, Taking, document_id
from respondeat.graph.statement import Document, content_id

from .findings import Finding, warning
from .handed import LONGEST_TITLE, Handed, Listed, Received, line

_MOST_CAPTURES: Final = 10_000

Known = Callable[[str], Literal["", "here", "above"]]
"""Whether the store has a record of an id at the level of the import, only above it, or ("") nowhere."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a package: the records to be written, the hashes of its files, warnings."""

    records: tuple[Document, ...]
    sha256: tuple[str, ...]
    warnings: tuple[Finding, ...]


def take_in(received: Received, taking: Taking, known: Known, *, level: str, at: str) -> TakenIn:
    """Copy the files of a package into the document store, with how they were got; nothing is written yet.

    `at` is the moment of taking in. A document that has a record already keeps that one: what a package says
    of it does not change what is known; of one that has a record only above `level`, the hash alone is told
    there. Raises IntegrityError when a file is no longer what its hash says.
    """
    records: dict[str, Document] = {}
    warnings: list[Finding] = []
    captures: dict[str, list[Capture]] = {}
    for file in received.files:
        with file.open() as stream:
            taken = taking.take(stream, file.name, sha256=file.sha256)
        told = captures.setdefault(taken.sha256, [])
        told += [
            _received(one, received, file, level, at) for one in file.captures or (Capture(url=file.url),)
        ]
        id = document_id(taken.sha256)
        where = known(id)
        if where == "above":  # a second title would contradict the one there, and that one must not be told
            records.setdefault(id, Document(id, sha256=file.sha256))
        elif not where:
            records.setdefault(id, _document(id, file, taken.media_type))
        if taken.without_text:
            warnings.append(
                warning("no-text", file.name, "it has no text that is read: nothing is quoted from it")
            )
    for sha256, told in captures.items():
        taking.captured(sha256, *told[:_MOST_CAPTURES])
        if len(told) > _MOST_CAPTURES:
            warnings.append(
                warning("captures", sha256, f"only {_MOST_CAPTURES:,} of its {len(told):,} captures are kept")
            )
    for one in received.listed:
        document = _listed(one)
        if document.id not in records and not known(document.id):
            records[document.id] = document
    return TakenIn(tuple(records.values()), tuple(captures), tuple(warnings))


def _received(capture: Capture, received: Received, file: Handed, level: str, at: str) -> Capture:
    return replace(
        capture,
        received_from=received.kind,
        package=received.package,
        path_in_package=file.name,
        received_at=at,
        level=level,
        language=capture.language or file.language,
    )


def _document(id: str, file: Handed, media_type: str) -> Document:
    name = line(file.name.rpartition("/")[2], 255)
    return Document(
        id,
        title=line(file.title, LONGEST_TITLE) or name,
        sha256=file.sha256,
        publisher=line(file.publisher, LONGEST_TITLE),
        url=file.url,
        file_name=name,
        media_type=media_type,
        language=line(file.language, 35),
        note=file.note,
    )


def _listed(one: Listed) -> Document:
    title = line(one.title, LONGEST_TITLE)
    return Document(
        document_id(one.sha256) if one.sha256 else content_id("doc", one.url or title),
        title=title or one.url,
        sha256=one.sha256,
        url=one.url,
        media_type=line(one.media_type, 255),
        language=line(one.language, 35),
        note=one.note,
    )
