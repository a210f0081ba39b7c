"""`provenance.jsonld`: how a bundle was made, in PROV-O (https://www.w3.org/TR/prov-o/) as JSON-LD.

The context stands in the file, so that nothing has to be fetched. Times are those of the data only. The ids
of documents and changesets are those that they have in `graph.trig`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from respondeat.graph.documents import document_id
from respondeat.graph.evidence.verifier.layout import ANSWER, BUNDLE, GRAPH, REPORT_HTML, REPORT_PDF
from respondeat.ontology.prefixes import DCTERMS, ID, PROV, RDFS, XSD

from .about import AGENT, HOME, About, Item, Recorded
from .addresses import web_address
from .extractors import extractor_of

Node = dict[str, Any]
_SCHEMA: Final = "http://schema.org/"
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_REFERENCES: Final = (
    "hadMember",
    "hadPrimarySource",
    "used",
    "wasAssociatedWith",
    "wasAttributedTo",
    "wasDerivedFrom",
    "wasGeneratedBy",
)


def provenance(about: About, items: Iterable[Item], changesets: Iterable[Recorded] = ()) -> bytes:
    """The provenance of a bundle: of its answer, statements, documents, extracted texts and report.

    `items` and `changesets` are those that the reader may see; of changesets that are not among them only
    the id is told. The same bytes in whatever order they come.
    """
    shown = sorted((item for item in items if item.state != "withheld"), key=lambda item: item.number)
    known = {id: Recorded(id=id) for id in about.changesets} | {one.id: one for one in changesets}
    recorded = sorted(known.values(), key=lambda one: (one.recorded_at, one.id))
    nodes = [
        *_asked(about),
        *_lower(shown),
        *_statements(recorded),
        *(_document(item) for item in shown if item.kind == "document"),
        *_captures(shown),
        *_extractions(shown),
    ]
    graph = sorted(nodes, key=lambda node: str(node["@id"]))
    told = {"@context": _context(about), "@graph": graph}
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _context(about: About) -> Node:
    made: Node = {
        "@base": f"{ID}bundle-{about.merkle_root}/{about.profile}/",
        "prov": PROV,
        "dcterms": DCTERMS,
        "schema": _SCHEMA,
        "label": f"{RDFS}label",
        "identifier": f"{DCTERMS}identifier",
        "sha256": f"{_SCHEMA}sha256",
        "version": f"{_SCHEMA}softwareVersion",
        "value": f"{PROV}value",
        "generatedAtTime": {"@id": f"{PROV}generatedAtTime", "@type": f"{XSD}dateTime"},
        "endedAtTime": {"@id": f"{PROV}endedAtTime", "@type": f"{XSD}dateTime"},
    }
    return made | {name: {"@id": f"{PROV}{name}", "@type": "@id"} for name in _REFERENCES}


def _asked(about: About) -> Iterator[Node]:
    yield {"@id": "#respondeat", "@type": "prov:SoftwareAgent", "label": AGENT, "version": about.engine,
           "dcterms:source": {"@id": HOME}}  # fmt: skip
    yield {
        "@id": "#question",
        "@type": ["prov:Entity", "prov:Plan"],
        "label": about.question,
        "value": about.parameters,
    }
    yield {
        "@id": "#data",
        "@type": "prov:Entity",
        "label": f"The data as recorded up to {about.recorded_at}",
        "identifier": about.dataset_hash,
    }
    yield {
        "@id": "#asking",
        "@type": "prov:Activity",
        "label": "The question was asked of the data",
        "used": ["#data", "#question"],
        "wasAssociatedWith": "#respondeat",
    }
    yield {
        "@id": "#bundling",
        "@type": "prov:Activity",
        "label": "The bundle was put together",
        "used": [ANSWER, GRAPH],
        "wasAssociatedWith": "#respondeat",
    }
    yield {
        "@id": "#bundle",
        "@type": ["prov:Entity", "prov:Collection"],
        "label": f"Evidence bundle, profile {about.profile}",
        "identifier": about.merkle_root,
        "hadMember": [ANSWER, BUNDLE, GRAPH, REPORT_HTML, REPORT_PDF],
        "wasGeneratedBy": "#bundling",
    }
    yield {"@id": ANSWER, "@type": "prov:Entity", "label": "The answer", "wasGeneratedBy": "#asking",
           "wasDerivedFrom": ["#data", GRAPH]}  # fmt: skip
    for path in (REPORT_HTML, REPORT_PDF):
        yield {"@id": path, "@type": "prov:Entity", "label": "The report", "wasGeneratedBy": "#bundling",
               "wasDerivedFrom": [ANSWER, GRAPH]}  # fmt: skip


def _lower(items: Sequence[Item]) -> Iterator[Node]:
    """The answers that the same question gives at lower levels."""
    for item in items:
        if item.kind == "answer" and item.path != ANSWER:
            yield {
                "@id": item.path,
                "@type": "prov:Entity",
                "label": f"The answer at the level {item.level}",
                "identifier": item.number,
                "sha256": item.sha256,
                "wasGeneratedBy": "#asking",
            }


def _statements(recorded: Sequence[Recorded]) -> Iterator[Node]:
    yield {
        "@id": GRAPH,
        "@type": ["prov:Entity", "prov:Collection"],
        "label": "The statements that the answer rests on",
        "wasDerivedFrom": "#data",
    } | ({"hadMember": [one.id for one in recorded]} if recorded else {})
    for one in recorded:
        node: Node = {
            "@id": one.id,
            "@type": "prov:Entity",
            "label": "A changeset: statements recorded together",
        }
        if one.recorded_at:
            node["generatedAtTime"] = one.recorded_at
        yield node | ({"wasAttributedTo": one.author} if one.author else {})
    for author in sorted({one.author for one in recorded} - {""}):
        yield {"@id": author, "@type": "prov:Agent", "label": "Who recorded changesets, under a pseudonym"}


def _document(item: Item) -> Node:
    node: Node = {
        "@id": document_id(item.sha256),
        "@type": "prov:Entity",
        "label": item.title or f"Document {item.number}",
        "identifier": item.number,
        "sha256": item.sha256,
    }
    if item.state == "included":
        node["prov:atLocation"] = {"@id": item.path}
    if address := web_address(item.source_url):
        node["hadPrimarySource"] = address
    if _captured(item):
        node["wasGeneratedBy"] = f"#capture-{item.number}"
    return node


def _captured(item: Item) -> bool:
    return item.kind == "document" and bool(item.captured_at or item.tool or item.collector)


def _captures(items: Sequence[Item]) -> Iterator[Node]:
    found = [item for item in items if _captured(item)]
    tools = _agents("tool", {item.tool for item in found})
    collectors = _agents("collector", {item.collector for item in found})
    for item in found:
        node: Node = {
            "@id": f"#capture-{item.number}",
            "@type": "prov:Activity",
            "label": f"Item {item.number} was captured",
            "wasAssociatedWith": [i for i in (tools.get(item.tool), collectors.get(item.collector)) if i],
        }
        if item.captured_at:  # which may be a day, or words
            node["endedAtTime" if _MOMENT.fullmatch(item.captured_at) else "dcterms:date"] = item.captured_at
        yield node
    for name, agent in tools.items():
        yield {"@id": agent, "@type": "prov:SoftwareAgent", "label": name}
    for name, agent in collectors.items():
        yield {"@id": agent, "@type": "prov:Agent", "label": name}


def _agents(kind: str, names: set[str]) -> dict[str, str]:
    """An id for each name, by their order: a name may hold anything."""
    return {name: f"#{kind}-{number}" for number, name in enumerate(sorted(names - {""}), 1)}


def _extractions(items: Sequence[Item]) -> Iterator[Node]:
    working = sorted((i for i in items if i.kind == "working"), key=lambda i: (i.tool, i.number))
    for number, (full, found) in enumerate(groupby(working, key=lambda item: item.tool), 1):
        texts, program = list(found), extractor_of(full)
        for item in texts:
            yield {
                "@id": item.path,
                "@type": "prov:Entity",
                "label": f"Extracted text {item.number}",
                "identifier": item.number,
                "sha256": item.sha256,
                "wasDerivedFrom": document_id(item.made_from),
                "wasGeneratedBy": f"#extraction-{number}",
            }
        yield {
            "@id": f"#extraction-{number}",
            "@type": "prov:Activity",
            "label": f"Texts were extracted by {full}",
            "used": sorted({document_id(item.made_from) for item in texts}),
            "wasAssociatedWith": f"#extractor-{number}",
        }
        yield {
            "@id": f"#extractor-{number}",
            "@type": "prov:SoftwareAgent",
            "label": program.package,
            "identifier": full,
            "version": program.version,
        }
