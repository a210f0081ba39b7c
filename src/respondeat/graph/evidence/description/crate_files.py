"""The files of a bundle as data entities of its RO-Crate."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from respondeat.graph.documents import type_of_name
from respondeat.graph.evidence.verifier.layout import DATA

from .about import Item, Written
from .addresses import web_address
from .crate_words import FILES

Properties = dict[str, Any]


def inside(path: str) -> str:
    """The name of a file from the root of the crate."""
    return path.removeprefix(DATA)


def ids(items: Iterable[Item]) -> dict[str, str]:
    """The ids of documents in the crate, by their hash."""
    shown = list(items)
    return {
        **{item.sha256: address for address, item in elsewhere(shown)},
        **{item.sha256: inside(item.path) for item in shown if _held(item)},
    }


def _held(item: Item) -> bool:
    return item.kind == "document" and item.state == "included"


def elsewhere(items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    """Documents that are not held, by address; two of one address are told apart by their hashes."""
    taken: set[str] = set()
    for item in items:
        if item.state == "not-held":
            address = _address(item)
            if address in taken:
                address = f"{address.partition('#')[0]}#sha256={item.sha256}"
            taken.add(address)
            yield address, item


def _address(item: Item) -> str:
    return web_address(item.source_url) or f"urn:sha256:{item.sha256}"


def of_the_bundle(file: Written) -> Properties:
    """A file that is no item."""
    name, description = FILES.get(file.path, (inside(file.path), "A file of the bundle."))
    return {
        "name": name,
        "description": description,
        "encodingFormat": type_of_name(file.path),
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def of_an_item(item: Item, file: Written | None, known: Mapping[str, str]) -> Properties:
    """A file that is an item, here or elsewhere; `known` has the ids of documents by their hash."""
    told: Properties = {
        "name": _name(item),
        "description": f"Item {item.number} of the index.",
        "encodingFormat": item.media_type or type_of_name(item.path),
        "sha256": item.sha256,
        "identifier": item.number,
    }
    size = file.size if file is not None else item.size
    if size is not None:
        told["contentSize"] = str(size)
    if item.language:
        told["inLanguage"] = item.language
    if item.captured_at:
        told["sdDatePublished"] = item.captured_at
    if item.source_url and item.state == "included":
        told["url"] = item.source_url
    if item.state == "not-held":
        told["description"] += " It is known by its hash and address and not held here."
        if item.path:
            told["localPath"] = inside(item.path)
    if item.made_from in known:
        told["isBasedOn"] = {"@id": known[item.made_from]}
    return told


def _name(item: Item) -> str:
    called = item.title or f"item {item.number}"
    match item.kind:
        case "working":
            return f"Extracted text of {called}"
        case "answer":
            return FILES[item.path][0] if item.path in FILES else f"Answer at the level {item.level}"
        case _:
            return called
