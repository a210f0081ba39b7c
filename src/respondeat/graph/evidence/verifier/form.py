"""The form of a bundle: just the files that it has, and its tag files byte for byte as they are written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from .layout import (
    ANSWERS,
    AUTHORITY,
    BAG_INFO,
    BAGIT,
    DATA,
    DECLARATION,
    DOCUMENTS,
    EXPORT,
    EXPORT_SIGNATURE,
    FETCH,
    KEY,
    MANIFEST,
    REQUIRED,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    SIGNATURE,
    SUMS,
    TAG_MANIFEST,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
    WORKING,
)
from .names import shown
from .opened import Opened
from .source import lines_of
from .verdict import Unreadable

SIGNATURE_FILES: Final = frozenset(
    {
        EXPORT,
        EXPORT_SIGNATURE,
        SUMS,
        KEY,
        ROOT_SIGNATURE,
        TAG_SIGNATURE,
        AUTHORITY,
        ROOT_TOKEN,
        TAG_TOKEN,
        TAG_PROOF,
    }
)
_TAGS: Final = frozenset({BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, FETCH})
_DOCUMENT: Final = re.compile(re.escape(DOCUMENTS) + r"([0-9a-f]{64})(\.[a-z0-9]{1,10})?")
_WORKING: Final = re.compile(re.escape(WORKING) + r"([0-9a-f]{64})\.([A-Za-z0-9._+-]{1,100})\.txt")
_ANSWERS: Final = re.compile(re.escape(ANSWERS) + r"([a-z]{1,20})\.json")
_FOLDERS: Final = frozenset({DATA[:-1], ANSWERS[:-1], DOCUMENTS[:-1], WORKING[:-1], SIGNATURE[:-1]})
_LABEL: Final = re.compile(r"([A-Z][A-Za-z0-9-]*): (\S|\S[^\x00-\x1f]*\S)\n")


def document_hash(name: str) -> str:
    """The hash in the name of a document's file; "" for another name."""
    found = _DOCUMENT.fullmatch(name)
    return found[1] if found else ""


def working_name(name: str) -> tuple[str, str]:
    """The hash and the extractor in the name of an extracted text; two "" for another name."""
    found = _WORKING.fullmatch(name)
    return (found[1], found[2]) if found else ("", "")


def answer_level(name: str) -> str:
    """The level in the name of a lower level's answer; "" for another name."""
    found = _ANSWERS.fullmatch(name)
    return found[1] if found else ""


def check_files(opened: Opened) -> str:
    """Every file is one that a bundle has, and none is missing. Raises Unreadable."""
    for name in opened.source.names():
        if name in _TAGS or name in REQUIRED or name in SIGNATURE_FILES:
            continue
        if not (document_hash(name) or working_name(name)[0] or answer_level(name)):
            raise Unreadable(f"{shown(name)} is no file of a bundle.")
        if document_hash(name) not in ("", opened.sha256(name)):
            raise Unreadable(f"{shown(name)} is not the document whose hash it is named by.")
    for name in opened.source.folders():
        if name not in _FOLDERS:
            raise Unreadable(f"{shown(name)} is no folder of a bundle.")
    for name in sorted(REQUIRED | {BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, EXPORT, SUMS}):
        if not opened.has(name):
            raise Unreadable(f"{name} is missing.")
    return f"{len(opened.source.names())} files, each of them one that a bundle has."


def check_tags(opened: Opened) -> str:
    """The tag files are byte for byte as a bundle's are written. Raises Unreadable."""
    if opened.read(BAGIT) != DECLARATION:
        raise Unreadable(f"{BAGIT} is not written in the one form that it has.")
    _same(opened, MANIFEST, _manifest_lines(opened))
    tags = sorted(name for name in _TAGS - {TAG_MANIFEST} if opened.has(name))
    _same(opened, TAG_MANIFEST, (_listed(opened.sha256(name), name) for name in tags))
    if opened.has(FETCH) or opened.bag.fetch:
        _fetch(opened)
    _info(opened)
    return "The manifests and the other tag files are written in their one form."


def check_sums(opened: Opened) -> str:
    """`sha256sums.txt` has all other files of its folder. Raises Unreadable."""
    names = sorted(SIGNATURE_FILES - {SUMS})
    lines = (_listed(opened.sha256(name), name[len(SIGNATURE) :]) for name in names if opened.has(name))
    _same(opened, SUMS, lines)
    return "The files beside the manifests agree with their list of hashes."


def _manifest_lines(opened: Opened) -> Iterator[bytes]:
    listed = opened.bag.manifests.get(MANIFEST, {})
    names = {name for name in opened.source.names() if name.startswith(DATA)} | set(opened.bag.fetch)
    for name in sorted(names):
        yield _listed(opened.sha256(name) if opened.has(name) else listed.get(name, ""), name)


def _listed(sha256: str, name: str) -> bytes:
    return f"{sha256}  {name}\n".encode()


def _fetch(opened: Opened) -> None:
    before = ""
    for line in _lines(opened, FETCH):
        found = re.fullmatch(r"([!-~]+) (-|[0-9]+) ([!-~]+)\n", line.decode("utf-8", "replace"))
        if found is None or found[3] <= before or not document_hash(found[3]):
            raise Unreadable(f"{FETCH} is not written in the one form that it has.")
        before = found[3]


def _info(opened: Opened) -> None:
    labels = []
    value = ""
    for line in _lines(opened, BAG_INFO):
        found = _LABEL.fullmatch(line.decode("utf-8", "replace"))
        if found is None:
            raise Unreadable(f"{BAG_INFO} is not written in the one form that it has.")
        labels.append(found[1])
        value = found[2]
    payload = [n for n in opened.source.names() if n.startswith(DATA) and n not in opened.bag.fetched]
    size = sum(map(opened.source.size, payload))
    if len(set(labels)) != len(labels) or not labels or labels[-1] != "Payload-Oxum":
        raise Unreadable(f"{BAG_INFO} says something twice, or not what it ends with.")
    if value != f"{size}.{len(payload)}":
        raise Unreadable(f"{BAG_INFO} says another size than the payload has.")


def _lines(opened: Opened, name: str) -> Iterator[bytes]:
    with opened.source.open(name) as file:
        yield from lines_of(file, name, 1 << 16)


def _same(opened: Opened, name: str, expected: Iterator[bytes]) -> None:
    digest = hashlib.sha256()
    for line in expected:
        digest.update(line)
    if opened.sha256(name) != digest.hexdigest():
        raise Unreadable(f"{name} does not list just the files that are there, by name, each with its hash.")


def listed_only(opened: Opened) -> Mapping[str, str]:
    """The hashes of the documents that are listed to be fetched, here by now or not, by their names."""
    listed = opened.bag.manifests.get(MANIFEST, {})
    return {name: listed.get(name, "") for name in (*opened.bag.fetch, *opened.bag.fetched)}
