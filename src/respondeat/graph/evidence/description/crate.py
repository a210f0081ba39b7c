"""`ro-crate-metadata.json`: the payload of a bundle as an RO-Crate 1.2 (https://w3id.org/ro/crate/1.2).

The crate's root is `data/`. Files are described by their path, documents that are not held by the address
where they were found, as data entities on the web. Nothing comes from a clock, and no person is named.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from respondeat.graph.evidence.verifier.layout import ANSWER, CRATE, GRAPH, REPORT_HTML, REPORT_PDF

from .about import AGENT, HOME, About, Item, Written
from .crate_files import Properties, elsewhere, ids, inside, of_an_item, of_the_bundle
from .crate_words import RIGHTS, RIGHTS_ID, RIGHTS_NAME
from .extractors import extractor_of

VERSION: Final = "1.2"
_ROOT: Final = "./"
_DESCRIPTOR: Final = inside(CRATE)
_ANSWERS: Final = (ANSWER, REPORT_HTML, REPORT_PDF)


def crate(about: About, items: Iterable[Item], files: Iterable[Written]) -> bytes:
    """The metadata file, of the items that the reader may see and of the files of the payload.

    The same bytes for the same input, in whatever order it comes.
    """
    # only who makes a bundle waits for the library; it has no types
    from rocrate.model import ContextEntity, File  # type: ignore[import-untyped]
    from rocrate.rocrate import ROCrate  # type: ignore[import-untyped]

    shown = sorted((item for item in items if item.state != "withheld"), key=lambda item: item.number)
    here = {item.path: item for item in shown if item.state == "included"}
    written = sorted((file for file in files if file.path != CRATE), key=lambda file: file.path)
    known = ids(shown)
    made = ROCrate(version=VERSION)
    made.metadata["name"] = "What this bundle holds, as RO-Crate metadata"
    for file in written:
        item = here.get(file.path)
        told = of_an_item(item, file, known) if item else of_the_bundle(file)
        made.add(File(made, dest_path=inside(file.path), properties=told))
    for address, item in elsewhere(shown):
        made.add(File(made, source=address, properties=of_an_item(item, None, known)))
    context = {
        **_always(about, {file.path for file in written}),
        **dict(_extractions(shown, known)),
    }
    for identifier, told in context.items():
        made.add(ContextEntity(made, identifier, properties=told))
    actions = [i for i, told in context.items() if told["@type"] == "CreateAction"]
    for name, value in _root(about, actions).items():
        made.root_dataset[name] = value
    return _ordered(made.metadata.generate())


def _ordered(told: Mapping[str, Any]) -> bytes:
    """The document with its entities in an order of their own, the descriptor and the root first."""
    first = {_DESCRIPTOR: 0, _ROOT: 1}
    graph = sorted(told["@graph"], key=lambda entity: (first.get(entity["@id"], 2), entity["@id"]))
    whole = {"@context": told["@context"], "@graph": graph}
    return (json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _root(about: About, actions: Sequence[str]) -> Properties:
    return {
        "name": f"Evidence bundle: {about.question}",
        "description": (
            f"What sources say, as recorded up to {about.recorded_at}, in answer to the question "
            f"{about.question} {about.parameters}: the answer, the statements that it rests on, the "
            "documents that they were taken from, and what is needed to check all of it offline. "
            "Sourced statements of others; not findings of this project; not evidence of guilt; sources "
            f"may be wrong. Profile {about.profile}: {about.withheld} of {about.leaves} leaves are withheld."
        ),
        "datePublished": about.recorded_at,
        "license": _one(RIGHTS_ID),
        "identifier": _one("#merkle-root"),
        "inLanguage": about.language,
        "mainEntity": _one(inside(ANSWER)),
        "mentions": _some(actions),
    }


def _always(about: About, paths: set[str]) -> dict[str, Properties]:
    """What is told of every bundle beside its files."""
    return {
        "#asking": {
            "@type": "CreateAction",
            "name": "The question was asked",
            "description": f"Asked of the data with the hash {about.dataset_hash}, with the parameters "
            f"{about.parameters}.",
            "instrument": _one("#engine"),
            "object": _some([inside(GRAPH)]),
            "result": _some([inside(path) for path in _ANSWERS if path in paths]),
        },
        "#engine": {
            "@type": "SoftwareApplication",
            "name": AGENT,
            "description": "Answers who had command over whom, each hop with its dates and sources.",
            "url": HOME,
            "version": about.engine,
            "softwareVersion": about.engine,
        },
        "#merkle-root": {
            "@type": "PropertyValue",
            "name": "Root of the Merkle tree",
            "description": "The same for this bundle and for every redacted copy of it.",
            "propertyID": "https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1",
            "value": about.merkle_root,
        },
        RIGHTS_ID: {"@type": "CreativeWork", "name": RIGHTS_NAME, "description": RIGHTS},
    }


def _extractions(items: Sequence[Item], known: Mapping[str, str]) -> Iterator[tuple[str, Properties]]:
    """What made the extracted texts: an action and a program for each extractor."""
    working = sorted((i for i in items if i.kind == "working" and i.tool), key=lambda i: (i.tool, i.number))
    for full, found in groupby(working, key=lambda item: item.tool):
        texts = list(found)
        program = extractor_of(full)
        sources = [known[item.made_from] for item in texts if item.made_from in known]
        action: Properties = {
            "@type": "CreateAction",
            "name": f"Texts were extracted by {full}",
            "description": "The text of documents that are no plain text.",
            "instrument": _one(f"#extractor-{full}"),
            "result": _some([inside(item.path) for item in texts]),
        }
        if sources:
            action["object"] = _some(sources)
        yield f"#extraction-{full}", action
        yield (
            f"#extractor-{full}",
            {
                "@type": "SoftwareApplication",
                "name": program.package,
                "description": "Reads the text of documents.",
                "url": program.url,
                "version": program.version,
                "softwareVersion": full,
            },
        )


def _one(identifier: str) -> dict[str, str]:
    return {"@id": identifier}


def _some(identifiers: Sequence[str]) -> dict[str, str] | list[dict[str, str]]:
    """References; a single one stands alone, as RO-Crate 1.2 recommends."""
    made = [_one(identifier) for identifier in dict.fromkeys(identifiers)]
    return made[0] if len(made) == 1 else made
