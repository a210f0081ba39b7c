"""BagIt bags (RFC 8493, and the drafts from 0.93 on): whether one is whole, with everything that was found.

Stricter than the specification where a bag could do harm: a path that leads out of the bag on any system is
refused on every one. More patient in three points, each told as a warning: a file listed under names that
differ in case or Unicode's form, a system file that is gone, and files still to be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .hashing import KNOWN, Hasher, Progress
from .layout import BAG_INFO, DATA, FETCH
from .names import folded, is_system_file, name_fault, shown
from .source import Source
from .tag_files import Declaration, Listed, read_declaration, read_fetch, read_info, read_manifest
from .verdict import Unreadable

VALID: Final = "valid"
WARNINGS: Final = "warnings"
INVALID: Final = "invalid"

_MANIFEST: Final = re.compile(r"(tag)?manifest-([A-Za-z0-9_-]+)\.txt")
_OLD_INFO: Final = "package-info.txt"
_MOST_TOLD: Final = 1000
_MORE_LISTED: Final = 1000  # a manifest may list so many files more than there are before it is given up
_ESCAPED: Final = {"%0a": "\n", "%0d": "\r", "%25": "%"}


@dataclass(frozen=True)
class Bag:
    """A bag that was looked at.

    `faults` make it invalid, `warnings` do not; `hashes` has for every file that could be read its hashes
    by algorithm, SHA-256 among them; `manifests` what each lists; `fetch` the address of each file that is
    still to be fetched, and `fetched` the files that were to be, and are here.
    """

    version: str
    encoding: str
    info: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    hashes: Mapping[str, Mapping[str, str]]
    manifests: Mapping[str, Mapping[str, str]]
    fetch: Mapping[str, str]
    fetched: frozenset[str] = frozenset()

    @property
    def verdict(self) -> str:
        """VALID, WARNINGS or INVALID."""
        if self.faults:
            return INVALID
        return WARNINGS if self.warnings else VALID

    def first(self, label: str) -> str:
        """The first value of a label of `bag-info.txt`, whatever its case; "" when it is not there."""
        return next((value for name, value in self.info if name.lower() == label.lower()), "")


def examine(source: Source, progress: Progress | None = None) -> Bag:
    """Look at every file of a bag once. Raises Unreadable when it is none, or cannot be read at all."""
    return _Examination(source).run(progress)


@dataclass
class _Examination:
    source: Source
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    fetch: dict[str, str] = field(default_factory=dict)
    manifests: dict[str, dict[str, str]] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    forgiven: int = 0

    def __post_init__(self) -> None:
        self.names = frozenset(self.source.names())
        self.by_fold = {folded(name): name for name in self.names}

    def run(self, progress: Progress | None) -> Bag:
        told = read_declaration(self.source)
        self.faults += told.faults
        self._read_fetch(told)
        info = self._read_info(told)
        self._read_manifests(told)
        self._completeness(told)
        hashes = self._hash_all(progress)
        self._fixity(hashes)
        self._oxum(info)
        absent = {name: url for name, url in self.fetch.items() if name not in self.names}
        if absent:
            self.warnings.append(f"{len(absent)} files are listed to be fetched, and not here.")
        return Bag(
            told.version,
            told.encoding,
            tuple(info),
            _shortened(self.faults),
            _shortened(self.warnings),
            hashes,
            self.manifests,
            absent,
            self.names & frozenset(self.fetch),
        )

    def _read_fetch(self, told: Declaration) -> None:
        if FETCH not in self.names:
            return
        try:
            for url, _, written in read_fetch(self.source, FETCH, told.encoding):
                name = self._named(written, FETCH, told)
                if name and not name.startswith(DATA):
                    self.faults.append(f"{FETCH} lists {shown(name)}, which is not of the payload.")
                elif name:
                    self.fetch[name] = url
        except Unreadable as error:
            self.faults.append(str(error))

    def _read_info(self, told: Declaration) -> list[tuple[str, str]]:
        name = BAG_INFO if BAG_INFO in self.names or told.strict else _OLD_INFO
        if name not in self.names:
            return []
        try:
            info, odd = read_info(self.source, name, told.encoding)
        except Unreadable as error:
            self.faults.append(str(error))
            return []
        self.warnings += odd
        return info

    def _read_manifests(self, told: Declaration) -> None:
        payload = 0
        for name in sorted(self.names):
            found = _MANIFEST.fullmatch(name)
            if found is None:
                continue
            algorithm = _algorithm(found[2])
            payload += not found[1]
            if algorithm is None:
                self.warnings.append(f"{name} cannot be checked: its kind of hash is not known here.")
                payload -= not found[1]
                continue
            listed: dict[str, str] = {}
            self.manifests[name] = listed
            try:
                lines = read_manifest(self.source, name, told.encoding)
                for number, line in enumerate(lines):
                    if number > len(self.names) + len(self.fetch) + _MORE_LISTED:
                        raise Unreadable(f"{name} lists far more than there is; it was not read further.")
                    self._add(line, name, algorithm, listed, told)
            except Unreadable as error:
                self.faults.insert(0, str(error))
        if not payload:
            self.faults.append("There is no manifest of the payload whose hashes can be checked.")

    def _add(
        self, line: Listed, where: str, algorithm: str, listed: dict[str, str], told: Declaration
    ) -> None:
        name = self._named(line.name, where, told)
        if not name:
            return
        if line.binary:
            self._once(f"{where} marks files with an asterisk, as md5sum does.")
        if where.startswith("tag") == name.startswith(DATA):
            kind = "a file of the payload" if name.startswith(DATA) else "not of the payload"
            self.faults.append(f"{where} lists {shown(name)}, which is {kind}.")
        if len(line.digest) != KNOWN[algorithm]:
            self.faults.append(f"{where} has for {shown(name)} what is no hash by {algorithm}.")
        before = listed.get(name)
        if before is not None:
            same = "the same hash" if before == line.digest else "different hashes"
            text = f"{where} lists {shown(name)} twice, with {same}."
            (self.faults if told.strict or before != line.digest else self.warnings).append(text)
        listed[name] = line.digest

    def _named(self, written: str, where: str, told: Declaration) -> str:
        """The name that a tag file says, "" where it says one that a bag may not hold."""
        name = written
        while name.startswith("./"):
            name = name[2:]
        if name != written:
            self._once(f"{where} has names that begin with './'.")
        decoded = re.sub("%(?:0[AaDd]|25)", lambda found: _ESCAPED[found[0].lower()], name)
        if decoded != name and (decoded in self.names or (told.strict and name not in self.names)):
            name = decoded
        fault = name_fault(name)
        if fault:
            self.faults.append(f"{where} lists {shown(name)}: {fault}.")
            return ""
        return name

    def _once(self, warning: str) -> None:
        if warning not in self.said:
            self.said.add(warning)
            self.warnings.append(warning)

    def _completeness(self, told: Declaration) -> None:
        payload = [name for name in self.source.names() if name.startswith(DATA)]
        if not payload and "data" not in self.source.folders():
            self.faults.append("There is no folder data/.")
        ours = [listed for name, listed in self.manifests.items() if not name.startswith("tag")]
        alike = [frozenset(map(folded, listed)) for listed in ours]
        for name in dict.fromkeys([*payload, *self.fetch]):
            missing = sum(name not in a and folded(name) not in b for a, b in zip(ours, alike))  # noqa: B905
            if missing == len(ours) or (told.strict and missing):
                if is_system_file(name) and missing == len(ours):
                    self.warnings.append(f"{shown(name)} is a system file that no manifest lists.")
                else:
                    self.faults.append(f"{shown(name)} is not listed in every manifest of the payload.")
        self._names_alike()

    def _names_alike(self) -> None:
        for where, listed in self.manifests.items():
            seen: dict[str, str] = {}
            for name in listed:
                other = seen.setdefault(folded(name), name)
                if other != name:
                    self.warnings.append(
                        f"{where} lists {shown(other)} and {shown(name)}, which are one file on many systems."
                    )

    def _hash_all(self, progress: Progress | None) -> dict[str, Mapping[str, str]]:
        wanted: dict[str, set[str]] = {name: {"sha256"} for name in self.source.names()}
        for where, listed in self.manifests.items():
            algorithm = _algorithm_of(where)
            for name in listed:
                here = self._here(name)
                if here:
                    wanted[here].add(algorithm)
        hasher = Hasher(self.source, sum(map(self.source.size, wanted)), progress)
        hashes = {}
        for name, algorithms in wanted.items():
            try:
                hashes[name] = hasher.of(name, sorted(algorithms))
            except (Unreadable, OSError) as error:
                self.faults.append(f"{shown(name)} cannot be read: {error}")
        return hashes

    def _here(self, name: str) -> str:
        """The file that a listed name means: the same, or one that differs in case or Unicode's form."""
        return name if name in self.names else self.by_fold.get(folded(name), "")

    def _fixity(self, hashes: Mapping[str, Mapping[str, str]]) -> None:
        for where, listed in self.manifests.items():
            algorithm = _algorithm_of(where)
            for name, digest in listed.items():
                here = self._here(name)
                if not here:
                    self._missing(where, name)
                elif here in hashes and hashes[here][algorithm] != digest:
                    self.faults.append(f"{shown(here)} does not agree with its hash in {where}.")
                elif here != name and not any(shown(here) in text for text in self.warnings):
                    self.warnings.append(f"{where} lists {shown(name)}; the file is called {shown(here)}.")

    def _missing(self, where: str, name: str) -> None:
        if name in self.fetch:
            return
        if is_system_file(name):
            self.forgiven += 1
            self.warnings.append(f"{shown(name)} in {where} is a system file, and gone.")
        else:
            self.faults.append(f"{shown(name)} is listed in {where} and is missing.")

    def _oxum(self, info: list[tuple[str, str]]) -> None:
        told = [value for label, value in info if label.lower() == "payload-oxum"]
        payload = [name for name in self.source.names() if name.startswith(DATA)]
        before = [name for name in payload if name not in self.fetch]
        found = [f"{sum(map(self.source.size, names))}.{len(names)}" for names in (payload, before)]
        away = any(name not in self.names for name in self.fetch)
        for value in told:
            if value not in found and not away:
                text = f"Payload-Oxum says {value[:60]!r}, and the payload is {found[0]}."
                (self.warnings if self.forgiven else self.faults).append(text)


def _algorithm(written: str) -> str | None:
    """The algorithm that the name of a manifest says; None for one that is not known."""
    plain = written.lower().replace("-", "").replace("_", "")
    return next((name for name in KNOWN if name.replace("_", "") == plain), None)


def _algorithm_of(manifest: str) -> str:
    found = _MANIFEST.fullmatch(manifest)
    return (_algorithm(found[2]) if found else None) or ""


def _shortened(told: list[str]) -> tuple[str, ...]:
    if len(told) <= _MOST_TOLD:
        return tuple(told)
    return (*told[:_MOST_TOLD], f"... and {len(told) - _MOST_TOLD} more.")
