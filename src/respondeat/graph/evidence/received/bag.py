"""BagIt bags, our own bundles among them: judged as a whole, then every file of the payload with its hash."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from respondeat.errors import InputError
from respondeat.graph.documents import Capture
from respondeat.graph.evidence.signing.verification import verify_tokens
from respondeat.graph.evidence.verifier.bag import Bag, examine
from respondeat.graph.evidence.verifier.hashing import Progress
from respondeat.graph.evidence.verifier.layout import BAGIT, COLUMNS, DATA, INDEX, ROOT, TAG_MANIFEST
from respondeat.graph.evidence.verifier.names import folded
from respondeat.graph.evidence.verifier.source import Source, read_whole
from respondeat.graph.evidence.verifier.told import FORMULA
from respondeat.graph.evidence.verifier.verify import verify_source

from .crate import CrateFile, files_of, judge
from .crate_graph import METADATA
from .findings import Finding, error, errors_of, refuse, shown, warning
from .handed import Handed, Listed, Received, address, line
from .json_text import LARGEST, read_json
from .package import hashed

KIND: Final = "bag"
_UNLIKE: Final = "does not agree with its hash"
_CRATE: Final = DATA + METADATA
_LARGEST_INDEX: Final = 1 << 28


def read_bag(source: Source, path: Path, fingerprint: str = "", progress: Progress | None = None) -> Received:
    """The files of a bag: the payload, and the tag files that prove it.

    A bundle of Respondeat is verified as such first, with the fingerprint of the key that has to have signed
    it, if one is given. Raises InputError or IntegrityError, with every finding, when the bag is not valid or
    the bundle not intact. Statements are not imported, from `data/graph.trig` or elsewhere.
    """
    told: dict[str, Any] = {}
    ours = ROOT in source.names()
    if ours:
        verdict = verify_source(source, fingerprint, progress)
        if verdict.ok:
            verdict = verdict.and_also(verify_tokens(source, None))
        told = {"verdict": verdict.verdict, "signer": verdict.signer or None}
        refuse(
            str(path),
            [error("bundle", "", f"{c.name}: {c.detail}") for c in verdict.checks if c.verdict == "failed"],
        )
    elif fingerprint:
        raise InputError(
            f"{path} is a bag and no bundle of Respondeat: nothing in it is signed with such a key."
        )
    bag = examine(source, progress)
    findings = [
        *(error("hash" if _UNLIKE in text else "bag", "", text) for text in bag.faults),
        *(warning("bag", "", text) for text in bag.warnings),
    ]
    refuse(str(path), findings)
    described = {**_crate(source, bag, findings, ours=ours), **_index(source, bag, ours=ours)}
    listed = {
        folded(n) for where, names in bag.manifests.items() if not where.startswith("tag") for n in names
    }
    files = [
        _handed(source, bag, name, described)
        for name in source.names()
        if name != BAGIT and name in bag.hashes and (not name.startswith(DATA) or folded(name) in listed)
    ]
    away = [
        Listed(name.rpartition("/")[2], address(url), _told_hash(bag, name))
        for name, url in bag.fetch.items()
    ]
    return Received(KIND, _package(source, path, bag), tuple(files), tuple(away), tuple(findings), told)


def _handed(source: Source, bag: Bag, name: str, described: Mapping[str, Mapping[str, str]]) -> Handed:
    sha256 = bag.hashes[name]["sha256"]
    told = described.get(sha256) or described.get(name) or {}
    capture = Capture(
        told.get("captured_at", ""),
        told.get("tool", ""),
        told.get("collector", ""),
        told.get("source_url", ""),
        told.get("language", ""),
    )
    return Handed(
        name,
        sha256,
        partial(source.open, name),
        title=told.get("title", ""),
        publisher=line(bag.first("Source-Organization"), 500) if name.startswith(DATA) else "",
        url=address(told.get("source_url", "")),
        language=told.get("language", ""),
        note="" if name.startswith(DATA) else "tag file of a bag",
        captures=(capture,),
    )


def _package(source: Source, path: Path, bag: Bag) -> str:
    if path.is_dir():
        manifests = sorted(
            (n for n in bag.manifests if n in bag.hashes), key=lambda n: (n != TAG_MANIFEST, n)
        )
        return bag.hashes[manifests[0]]["sha256"]
    with path.open("rb") as file:
        return hashed(file)["sha256"]


def _told_hash(bag: Bag, name: str) -> str:
    return bag.manifests.get("manifest-sha256.txt", {}).get(name, "")


def _crate(source: Source, bag: Bag, findings: list[Finding], *, ours: bool) -> dict[str, dict[str, str]]:
    """What an RO-Crate in the payload says of its files, by name; nothing of one that breaks the rules."""
    if ours or _CRATE not in bag.hashes:
        return {}
    try:
        judged = judge(read_whole(source, _CRATE, LARGEST))
    except InputError as fault:
        findings.append(warning("crate", _CRATE, fault.detail))
        return {}
    findings += (
        warning(one.rule, one.where, f"RO-Crate: {one.message}") for one in errors_of(judged.findings)
    )
    if not judged.ok or judged.graph is None:
        return {}
    return {DATA + file.path: _of_crate(file) for file in files_of(judged.graph) if file.path}


def _of_crate(file: CrateFile) -> dict[str, str]:
    return {
        "title": file.name,
        "source_url": line(file.url),
        "language": line(file.language, 35),
        "captured_at": line(file.captured_at, 40),
    }


def _index(source: Source, bag: Bag, *, ours: bool) -> dict[str, dict[str, str]]:
    """What the index of one of our bundles says of its documents, by their hashes."""
    if not ours or INDEX not in bag.hashes or COLUMNS not in bag.hashes:
        return {}
    titles = read_json(read_whole(source, COLUMNS, 1 << 16), COLUMNS)
    if not isinstance(titles, dict):
        return {}
    keys = {title: key for key, title in titles.items() if isinstance(title, str)}
    rows = csv.DictReader(
        io.StringIO(read_whole(source, INDEX, _LARGEST_INDEX).decode("utf-8", "replace"), newline="")
    )
    return {
        told["sha256"]: told
        for told in _rows(rows, keys)
        if told.get("kind") == "document" and told.get("sha256")
    }


def _rows(rows: "csv.DictReader[str]", keys: Mapping[str, str]) -> Iterator[dict[str, str]]:
    try:
        for row in rows:
            yield {
                keys[title]: _cell(cell)
                for title, cell in row.items()
                if title in keys and isinstance(cell, str)
            }
    except csv.Error as fault:
        raise InputError(f"{INDEX} cannot be read: {shown(str(fault))}. Nothing was taken in.") from None


def _cell(cell: str) -> str:
    """A cell as it was before an apostrophe kept spreadsheets from running it."""
    return line(cell[1:] if cell.startswith("'") and cell[1:].lstrip().startswith(FORMULA) else cell)
