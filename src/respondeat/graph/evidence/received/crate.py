"""RO-Crates: whether their metadata keep the rules, and which files they name.

The library `rocrate` is not used to read them: it takes whatever it can, and unpacks a zip to the disk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .crate_form import entities_of, form_findings
from .crate_graph import Graph, is_absolute, kinds_of, path_of, references, text_of, values
from .crate_rules import data_findings, descriptor_findings, newer_findings, root_findings
from .crate_terms import Terms
from .findings import Finding, error, errors_of, warning
from .json_text import read_json

_KNOWN: Final = ("1.0", "1.1", "1.2", "1.3")


@dataclass(frozen=True, slots=True)
class Judged:
    """The metadata of an RO-Crate: the version that it follows, its graph, and what was found.

    `graph` is None where there is none that could be read.
    """

    version: str
    graph: Graph | None
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether no required rule is broken."""
        return not errors_of(self.findings)


@dataclass(frozen=True, slots=True)
class CrateFile:
    """A file that an RO-Crate names: where it is in the package, or ("") its address on the web."""

    path: str
    url: str
    name: str
    media_type: str
    sha256: str
    size: int | None
    language: str
    captured_at: str


def judge(content: bytes, *, name: str = "ro-crate-metadata.json", detached: bool = False) -> Judged:
    """The metadata file of an RO-Crate, and every rule of 1.0, 1.1 or 1.2 that it breaks.

    `detached` says that it stands alone, without files. Raises InputError for what is no JSON.
    """
    document = read_json(content, name)
    entities, findings = entities_of(document)
    if not entities:
        return Judged("", None, tuple(findings) or (error("descriptor", "", "there is no entity at all"),))
    terms = Terms(document["@context"])
    found = {entity["@id"]: entity for entity in entities}
    types = {id: frozenset(terms.iri(kind) for kind in kinds_of(entity)) for id, entity in found.items()}
    graph = Graph(found, types)
    version = max(graph.versions, default=terms.version) or _KNOWN[1]
    findings += form_findings(entities, terms)
    findings += descriptor_findings(graph, terms.version)
    findings += root_findings(graph, version, detached=detached)
    findings += data_findings(graph, version, detached=detached)
    if version >= "1.2":
        findings += newer_findings(graph, terms.version)
    if version not in _KNOWN:
        findings.append(
            warning("version", "", f"RO-Crate {version} is not known here: judged as {_KNOWN[-1]}")
        )
    return Judged(version, graph, tuple(findings))


def files_of(graph: Graph) -> Iterator[CrateFile]:
    """The files that the metadata name, in their order; folders and what has no place are left out."""
    for entity in graph.data_entities():
        if not graph.is_a(entity, "MediaObject"):
            continue
        id = entity["@id"]
        away = is_absolute(id)
        size = text_of(entity, "contentSize") or next(
            (str(v) for v in values(entity.get("contentSize")) if type(v) is int), ""
        )
        yield CrateFile(
            path="" if away else path_of(id),
            url=id
            if away
            else text_of(entity, "contentUrl")
            or text_of(entity, "url")
            or next(references(entity.get("url")), ""),
            name=text_of(entity, "name"),
            media_type=text_of(entity, "encodingFormat"),
            sha256=text_of(entity, "sha256").strip().lower(),
            size=int(size) if size.isascii() and size.isdigit() and len(size) < 19 else None,
            language=text_of(entity, "inLanguage"),
            captured_at=text_of(entity, "sdDatePublished") or text_of(entity, "dateCreated"),
        )


def folders_of(graph: Graph) -> Iterator[str]:
    """The paths of the folders that the metadata name, the whole package not among them."""
    for entity in graph.data_entities():
        path = "" if is_absolute(entity["@id"]) else path_of(entity["@id"])
        if graph.is_a(entity, "Dataset") and path not in ("", ".", "./"):
            yield path
