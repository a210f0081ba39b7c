"""An RO-Crate in a folder or zip: its metadata judged, the files that it names looked up and checked."""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.documents import Capture
from respondeat.graph.evidence.verifier.source import Source, read_whole

from .crate import CrateFile, files_of, folders_of, judge
from .crate_graph import LEGACY, METADATA, Graph, text_of
from .findings import Finding, error, refuse, warning
from .handed import Handed, Listed, Received, address, line
from .json_text import LARGEST
from .package import Lookup, hash_of, hashed, package_hash, printed

KIND: Final = "crate"
_HASH: Final = frozenset("0123456789abcdef")


def read_crate(source: Source, path: Path) -> Received:
    """The files of an RO-Crate that are there and agree with what its metadata say of them.

    Files that are named and missing, or on the web, are listed. Files that are not named are left out, and
    told: nothing says what they are. Raises InputError when a required rule of the metadata is broken, or a
    file is not what they say.
    """
    names = source.names()
    marker = next((name for name in (METADATA, LEGACY) if name in names), "")
    if not marker:
        raise InputError(
            f"{path} is no RO-Crate: there is no {METADATA} at its top. For a bag: `respondeat import bag`."
        )
    package = package_hash(source, marker)
    content = read_whole(source, marker, LARGEST)
    judged = judge(content, name=marker)
    refuse(str(path), judged.findings)
    assert judged.graph is not None
    found = _Found(source, judged.graph)
    refuse(str(path), found.findings)
    own = Handed(
        marker,
        hashed(io.BytesIO(content))["sha256"],
        partial(source.open, marker),
        title=_title(judged.graph),
    )
    others = sorted(frozenset(names) - {file.name for file in found.files} - {marker})
    left_out = [
        warning("left-out", name, "the metadata do not name it, so it is left out") for name in others
    ]
    return Received(
        KIND,
        package,
        (own, *found.files),
        tuple(found.listed),
        (*judged.findings, *found.findings, *left_out),
        {"version": judged.version},
    )


def _title(graph: Graph) -> str:
    name = text_of(graph.root, "name") if graph.root else ""
    return f"RO-Crate: {line(name, 200)}" if name else "RO-Crate"


class _Found:
    """What the metadata name, looked up among the files."""

    def __init__(self, source: Source, graph: Graph) -> None:
        self.files: list[Handed] = []
        self.listed: list[Listed] = []
        self.findings: list[Finding] = []
        self._source, self._names = source, source.names()
        seen: set[str] = set()
        lookup = Lookup(self._names)
        for told in files_of(graph):
            name = lookup.find(told.path) if told.path else ""
            if not name:
                self._away(told)
            elif name not in seen:
                seen.add(name)
                self._take(name, told)
        within = {path.rstrip("/") for path in folders_of(graph)}
        for name in self._names:
            parts = name.split("/")
            if name not in seen and any("/".join(parts[:n]) in within for n in range(1, len(parts))):
                self._take(name, None)

    def _away(self, told: CrateFile) -> None:
        url = address(told.url)
        if told.path:
            text = "the metadata name it, and it is not there: only what is said of it is kept"
            self.findings.append(warning("missing", told.path, text))
        if url or told.name or told.path:
            title = told.name or told.path.rpartition("/")[2] or url
            sha256 = told.sha256 if _is_hash(told.sha256) else ""
            self.listed.append(Listed(title, url, sha256, told.media_type, told.language))

    def _take(self, name: str, told: CrateFile | None) -> None:
        sha256 = hash_of(self._source, name)
        if told is None:  # within a folder that is described as a whole
            self.files.append(Handed(name, sha256, partial(self._source.open, name)))
            return
        self.findings += _disagreements(name, told, sha256, self._source.size(name))
        url = address(told.url)
        capture = Capture(captured_at=line(told.captured_at, 40), url=url, language=line(told.language, 35))
        self.files.append(
            Handed(
                name,
                sha256,
                partial(self._source.open, name),
                title=told.name,
                url=url,
                language=told.language,
                captures=(capture,),
            )
        )


def _disagreements(name: str, told: CrateFile, sha256: str, size: int) -> Iterator[Finding]:
    if told.sha256 and not _is_hash(told.sha256):
        yield error("sha256", name, "what the metadata say is its SHA-256 is none")
    elif told.sha256 not in ("", sha256):
        yield error("sha256", name, f"it has the SHA-256 {sha256}, not {told.sha256} as the metadata say")
    if told.size not in (None, size):
        yield error("size", name, f"it has {size:,} bytes, not {told.size:,} as the metadata say")
    if not told.sha256:
        yield warning(
            "sha256",
            printed(name),
            "the metadata say no SHA-256 of it, so nothing shows that it is the one meant",
        )


def _is_hash(text: str) -> bool:
    return len(text) == 64 and set(text) <= _HASH
