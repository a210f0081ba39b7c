"""What every RO-Crate has to say, of itself, of its root, of its files.

Rules of the specification 1.0, 1.1 and 1.2: "Root Data Entity" and "Data Entities". What it only recommends
is a warning at most. Where its text and the SHACL shapes of roc-validator differ on what is required, it is
said beside the rule.
"""

import re
from collections.abc import Iterator
from typing import Final

from .crate_form import Entity
from .crate_graph import Graph, is_absolute, kinds_of, path_fault, plain, references, text_of, values
from .findings import Finding, error, warning

_DATE: Final = r"\d{4}(-?(0[1-9]|1[0-2])(-?(0[1-9]|[12]\d|3[01]))?|-?W[0-5]\d(-?[1-7])?|-?[0-3]\d\d)?"
_TIME: Final = r"([01]\d|2[0-4])(:?[0-5]\d(:?([0-5]\d|60))?)?([.,]\d+)?(Z|z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?"
_MOMENT: Final = re.compile(rf"[+-]?{_DATE}([Tt ]{_TIME})?")
_DAY: Final = re.compile(r"[+-]?\d{4}-?\d\d-?\d\d.*", re.DOTALL)


def descriptor_findings(graph: Graph, context: str) -> Iterator[Finding]:
    """Rules of the entity that stands for the metadata file; `context` is the version of the context."""
    descriptor = graph.descriptor
    if descriptor is None:
        yield error("descriptor", "", "no entity stands for the metadata file (@id ro-crate-metadata.json)")
        return
    where = descriptor["@id"]
    if not graph.is_a(descriptor, "CreativeWork"):
        yield error("descriptor-type", where, "the entity of the metadata file is no CreativeWork")
    about = list(references(descriptor.get("about")))
    if len(about) != 1 or len(values(descriptor.get("about"))) != 1:
        yield error("descriptor-about", where, "it does not say with `about` which one entity is the root")
    told = values(descriptor.get("conformsTo"))
    if any(not isinstance(one, dict) for one in told):
        yield error("descriptor-conforms", where, 'conformsTo holds what is no reference ({"@id": ...})')
    elif not graph.versions:
        # The text says SHOULD. Before 1.2 the root is found by it, and roc-validator requires it.
        tell = warning if context >= "1.2" else error
        yield tell(
            "descriptor-conforms", where, "conformsTo does not say which version of RO-Crate it follows"
        )


def root_findings(graph: Graph, version: str, *, detached: bool) -> Iterator[Finding]:
    """Rules of the root data entity."""
    root = graph.root
    if root is None:
        yield error("root", "", "there is no root entity, to which the metadata file's `about` points")
        return
    where = root["@id"]
    if not graph.is_a(root, "Dataset"):
        yield error("root-type", where, "the root is no Dataset")
    yield from _root_id(where, version, detached=detached)
    for name in ("name", "description"):
        told = values(root.get(name))
        if not told or any(isinstance(one, dict) for one in told):
            yield error(f"root-{name}", where, f"the root has no {name} that is a text")
        elif not any(str(one).strip() for one in told):
            yield warning(f"root-{name}", where, f"the root's {name} is empty")
    if not values(root.get("license")):
        yield error("root-license", where, "the root does not say under what license it is given")
    yield from _date(root, version)
    yield from _publisher(graph, root)


def _root_id(where: str, version: str, *, detached: bool) -> Iterator[Finding]:
    if version < "1.2":
        if not where.endswith("/"):
            yield error("root-id", where, "the root's @id does not end with a slash")
        return
    if where != "./" and not is_absolute(where):
        yield error("root-id", where, "the root's @id is neither ./ nor an absolute address")
    if detached and where == "./":
        yield warning("root-id", where, "the metadata stand alone, and their root has no address of its own")


def _date(root: Entity, version: str) -> Iterator[Finding]:
    told = values(root.get("datePublished"))
    if not told or not all(isinstance(one, str) and _MOMENT.fullmatch(one) for one in told):
        yield error(
            "root-date", root["@id"], "the root's datePublished is missing, or no date as ISO 8601 has it"
        )
    elif version >= "1.2" and len(told) > 1:
        yield error("root-date", root["@id"], "the root has more than one datePublished")
    elif not _DAY.fullmatch(told[0]):
        yield warning("root-date", root["@id"], "the root's datePublished does not say the day")


def _publisher(graph: Graph, root: Entity) -> Iterator[Finding]:
    """The text says SHOULD and MAY; roc-validator requires a person or an organisation."""
    for told in values(root.get("publisher")):
        entity = graph.entities.get(told["@id"]) if isinstance(told, dict) and "@id" in told else None
        if entity is None or not graph.is_a(entity, "Organization", "Person"):
            yield warning(
                "root-publisher", root["@id"], "its publisher is not described as person or organisation"
            )


def data_findings(graph: Graph, version: str, *, detached: bool) -> Iterator[Finding]:
    """Rules of files and folders."""
    for one in values(graph.root.get("hasPart")) if graph.root else ():
        if not isinstance(one, dict):
            yield error("has-part", "./", 'hasPart holds what is no reference ({"@id": ...})')
    reached = graph.reached()
    for entity in graph.data_entities():
        where = entity["@id"]
        if plain(where) not in reached:
            yield error("has-part", where, "no hasPart leads to it from the root")
        if not is_absolute(where):
            if fault := path_fault(where):
                yield error("path", where, fault)
            if " " in where:
                yield warning("path", where, "its @id has a space, which is written %20")
            if detached and version >= "1.2":
                yield error("detached", where, "it is a local file of metadata that stand alone")
        if graph.is_a(entity, "Dataset") and not where.endswith("/"):
            yield warning("folder", where, "its @id is that of a folder and has no slash at its end")
        if graph.is_a(entity, "MediaObject") and not values(entity.get("encodingFormat")):
            yield warning("encoding", where, "nothing says of what kind the file is (encodingFormat)")
    for name, entity in graph.entities.items():
        # A rule of roc-validator for both versions; the text has it for formats that are described.
        if graph.is_a(entity, "WebSite") and not values(entity.get("name")):
            yield error("website-name", name, "a WebSite has no name")


def newer_findings(graph: Graph, context: str) -> Iterator[Finding]:
    """Rules that came with 1.2."""
    if context < "1.2":
        yield error("context", "", "@context does not refer to that of RO-Crate 1.2, as the version asks for")
    if graph.root is not None:
        yield from _root_newer(graph, graph.root)
    for name, entity in graph.entities.items():
        yield from _described(graph, name, entity)
        for kind in kinds_of(entity):
            if kind.startswith("https://schema.org/"):
                yield error("type", name, f"its type {kind} is not the term that @context has for it")


def _root_newer(graph: Graph, root: Entity) -> Iterator[Finding]:
    for one in references(root.get("conformsTo")):
        if one.rstrip("/") == "https://w3id.org/ro/crate":
            yield error("root-conforms", root["@id"], "the root conforms to RO-Crate without a version")
        elif one not in graph.entities or not graph.is_a(
            graph.entities[one], "http://www.w3.org/ns/dx/prof/Profile"
        ):
            yield error(
                "root-conforms",
                root["@id"],
                f"the profile {one}, to which it conforms, is not described as one",
            )
    for one in references(root.get("identifier")):
        entity = graph.entities.get(one)
        if entity is not None and graph.is_a(entity, "PropertyValue") and not values(entity.get("value")):
            yield error("root-identifier", one, "an identifier of the root has no value")


def _described(graph: Graph, name: str, entity: Entity) -> Iterator[Finding]:
    """What some kinds of entity have to say of themselves (1.2: Provenance, Workflows and scripts)."""
    if graph.is_a(entity, "SoftwareApplication", "ComputerLanguage"):
        for key in ("name", "url", "version"):
            if not values(entity.get(key)):
                yield error("software", name, f"a program or language has no {key}")
    workflow = graph.is_a(
        entity,
        "https://bioschemas.org/ComputationalWorkflow",
        "https://bioschemas.org/terms/ComputationalWorkflow",
    )
    script = graph.is_a(entity, "SoftwareSourceCode")
    if (workflow or script) and not graph.is_a(entity, "MediaObject"):
        yield error("script", name, "a script or workflow is not also of the type File")
    if workflow and not script:
        yield error("script", name, "a workflow is not also of the type SoftwareSourceCode")
    if script and not text_of(entity, "name"):
        yield error("script", name, "a script or workflow has no name")
    for one in values(entity.get("thumbnail")):
        told = graph.entities.get(one["@id"]) if isinstance(one, dict) and "@id" in one else None
        if told is None or not graph.is_a(told, "MediaObject"):
            yield error("thumbnail", name, "its thumbnail is no file that is described")
    if graph.is_a(entity, "MediaObject", "Dataset"):
        for one in values(entity.get("citation")):
            cited = one.get("@id", "") if isinstance(one, dict) else one
            if not isinstance(cited, str) or not is_absolute(cited):
                yield error("citation", name, "what it cites has no absolute address")
