"""WACZ: web archives in a zip (WACZ 1.1.1). Hashes and signature are checked, the pages are told."""

import io
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from respondeat.errors import InputError
from respondeat.graph.documents import Capture
from respondeat.graph.evidence.verifier.source import Source, lines_of, read_whole

from .findings import Finding, error, refuse, warning
from .handed import Handed, Received, address, line
from .json_text import LARGEST, read_json
from .package import hashed, package_hash
from .wacz_signature import WHERE, Signed, signature_of

KIND: Final = "wacz"
PACKAGE: Final = "datapackage.json"
PAGES: Final = "pages/pages.jsonl"
_HASH: Final = re.compile(r"(sha256|md5):([0-9a-f]{64}|[0-9a-f]{32})")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_MOST_PAGES: Final = 10_000
_LONGEST_PAGE: Final = 1 << 24  # a page may bear its whole text
_WHOLE: Final = frozenset({PACKAGE, WHERE})


def read_wacz(source: Source, path: Path) -> Received:
    """A WACZ as one document, with its pages as captures. Nothing is taken out of it.

    Raises InputError when a file in it is not what `datapackage.json` says, is missing or not listed, or a
    signature does not fit.
    """
    if PACKAGE not in source.names():
        raise InputError(f"{path} is no WACZ file: there is no {PACKAGE} at its top. Nothing was taken in.")
    sha256 = package_hash(source, PACKAGE)
    content = read_whole(source, PACKAGE, LARGEST)
    package = read_json(content, PACKAGE)
    if not isinstance(package, dict):
        raise InputError(f"{path} is no WACZ file: {PACKAGE} is no object. Nothing was taken in.")
    signed, digest_findings = _digest(source, content, package)
    pages = _Pages(source)
    findings = [*_parts(source, package), *digest_findings, *signed.findings, *pages.findings]
    refuse(str(path), findings)
    tool = line(package.get("software"), 200) or signed.software
    captures = tuple(Capture(captured_at=at, tool=tool, url=url, language="") for at, url in pages.found) or (
        Capture(captured_at=line(package.get("created"), 40), tool=tool),
    )
    handed = Handed(
        line(path.name, 255),
        sha256,
        partial(_open, path),
        title=line(package.get("title")) or path.stem,
        url=address(package.get("mainPageUrl")) or (captures[0].url if len(captures) == 1 else ""),
        captures=captures,
    )
    told = {**signed.as_json(), "pages": pages.count, "version": line(package.get("wacz_version"), 20)}
    return Received(KIND, sha256, (handed,), (), tuple(findings), told)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _digest(source: Source, content: bytes, package: Mapping[str, Any]) -> tuple[Signed, list[Finding]]:
    """Who signed, and whether `datapackage-digest.json` agrees with `datapackage.json`."""
    if WHERE not in source.names():
        text = "it is not there: whether datapackage.json was changed cannot be told, and nobody signed it"
        return Signed("none"), [warning("digest", WHERE, text)]
    told = read_json(read_whole(source, WHERE, LARGEST), WHERE)
    if not isinstance(told, dict):
        return Signed("none"), [error("digest", WHERE, "it is no object")]
    found = []
    if told.get("path") != PACKAGE:
        found.append(error("digest", WHERE, f"its path is not {PACKAGE}"))
    known = _HASH.fullmatch(told["hash"]) if isinstance(told.get("hash"), str) else None
    if known is not None and not _agrees(known, content):
        found.append(error("digest", WHERE, "its hash is not that of datapackage.json"))
    if known is None:
        found.append(error("digest", WHERE, "it has no hash of a kind that web archives have"))
        return Signed("none"), found
    signed = signature_of(told.get("signedData"), told["hash"])
    if known[1] != "sha256":
        found.append(warning("hash", WHERE, "it bears an MD5 hash, which can be forged"))
    if signed.kind != "none" and line(package.get("created"), 200) not in ("", signed.created):
        found.append(warning("created", WHERE, "the signature and datapackage.json tell different moments"))
    return signed, found


def _agrees(known: re.Match[str], content: bytes) -> bool:
    return hashed(io.BytesIO(content), known[1])[known[1]] == known[2]


def _parts(source: Source, package: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether the files are those that `datapackage.json` lists, each with its hash and size."""
    if not isinstance(package.get("wacz_version"), str):
        yield error("version", PACKAGE, "it does not say its version (wacz_version)")
    if package.get("profile") != "data-package":
        yield warning("profile", PACKAGE, "its profile is not data-package")
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield error("resources", PACKAGE, "it lists no files (resources)")
        return
    names, listed = frozenset(source.names()), set()
    for resource in resources:
        told = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(told, str) or told in listed or not isinstance(resource, dict):
            yield error("resources", PACKAGE, "it lists a file without a path of its own")
            continue
        listed.add(told)
        if told not in names:
            yield error("missing", told, "it is listed and is not there")
        else:
            yield from _part(source, told, resource)
    for name in sorted(names - listed - _WHOLE):
        yield error("not-listed", name, "it is there and datapackage.json does not list it")
    if not any(name.startswith("archive/") and name.endswith((".warc", ".warc.gz")) for name in names):
        yield error("archive", "archive/", "there is no WARC file")
    if not any(name.startswith("indexes/") for name in names):
        yield warning("indexes", "indexes/", "there is no index")


def _part(source: Source, name: str, resource: Mapping[str, Any]) -> Iterator[Finding]:
    told = resource.get("hash")
    known = _HASH.fullmatch(told) if isinstance(told, str) else None
    size = resource.get("bytes")
    if size is not None and size != source.size(name):
        yield error("size", name, "it has another size than datapackage.json says")
    if known is None:
        yield error("hash", name, "datapackage.json has no hash of it of a kind that web archives have")
        return
    with source.open(name) as file:
        if hashed(file, known[1])[known[1]] != known[2]:
            yield error("hash", name, "it does not agree with its hash in datapackage.json")
    if known[1] != "sha256":
        yield warning("hash", name, "datapackage.json bears an MD5 hash of it, which can be forged")


class _Pages:
    """The pages that the archive lists: address and moment of capture."""

    def __init__(self, source: Source) -> None:
        self.found: list[tuple[str, str]] = []
        self.findings: list[Finding] = []
        self.count = 0
        listed = [n for n in source.names() if n.startswith("pages/") and n.endswith(".jsonl")]
        if PAGES not in listed:
            self.findings.append(warning("pages", PAGES, "the list of pages is missing"))
        for name in sorted(listed, key=lambda name: name != PAGES):
            self._read(source, name)
        if self.count > _MOST_PAGES:
            text = f"of its {self.count:,} pages the first {_MOST_PAGES:,} are noted as captures"
            self.findings.append(warning("pages", PAGES, text))

    def _read(self, source: Source, name: str) -> None:
        with source.open(name) as file:
            for number, raw in enumerate(lines_of(file, name, _LONGEST_PAGE), 1):
                if not raw.strip():
                    continue
                page = read_json(raw, f"{name}, line {number}", _LONGEST_PAGE)
                if number == 1 and isinstance(page, dict) and "format" in page:
                    continue
                self._add(page, f"{name}, line {number}")

    def _add(self, page: Any, where: str) -> None:
        url = page.get("url") if isinstance(page, dict) else None
        at = page.get("ts") if isinstance(page, dict) else None
        if not isinstance(url, str) or not url or not isinstance(at, str) or not _TIME.fullmatch(at):
            self.findings.append(
                warning("page", where, "it is left out: it has no address, or no moment of capture (url, ts)")
            )
            return
        self.count += 1
        if self.count <= _MOST_PAGES:
            self.found.append((at, line(url)))
