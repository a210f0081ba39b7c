"""The leaves of a bundle against what they stand for: each that is shown has its content, and the reverse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .blocks import Block, read_blocks
from .canonical import canonical, read_canonical
from .form import answer_level, document_hash, listed_only, working_name
from .layout import ANSWER, GRAPH, LEAVES, LEVELS
from .merkle import leaf_hash, tree_root
from .names import shown
from .opened import Opened, digits, number, only, text
from .source import lines_of
from .verdict import Unreadable

MEMBERS: Final = {
    "record": ("graph", "kind", "sha256", "subject"),
    "document": ("kind", "sha256", "size"),
    "listed": ("kind", "sha256"),
    "working": ("document", "extractor", "kind", "sha256", "size"),
    "answer": ("kind", "level", "sha256", "size"),
}
"""The kinds of leaves, and the members of each."""


@dataclass
class Leaves:
    """What `leaves.jsonl` shows: `records` are hashes of contents, `items` the other contents by leaf."""

    count: int = 0
    withheld: set[bytes] = field(default_factory=set)
    records: set[bytes] = field(default_factory=set)
    items: dict[bytes, dict[str, Any]] = field(default_factory=dict)
    root: str = ""

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        """The contents of one kind that are shown."""
        return [content for content in self.items.values() if content["kind"] == kind]


def read_leaves(opened: Opened) -> Leaves:
    """The leaves, each hashed again, and the root over them. Raises Unreadable for any other form."""
    found = Leaves()
    found.root = tree_root(_leaves(opened, found)).hex()
    return found


def check_root(opened: Opened, leaves: Leaves) -> str:
    """The leaves make the root that is signed, and are as many as it says. Raises Unreadable."""
    root = opened.root()
    if root.merkle_root != leaves.root:
        raise Unreadable(f"The leaves make the root {leaves.root}, not the one that data/root.json says.")
    told = opened.bundle()
    if root.leaves != leaves.count or told["leaves"] != leaves.count:
        raise Unreadable(f"There are {leaves.count} leaves, not as many as the bundle says.")
    if told["withheld"] != len(leaves.withheld):
        raise Unreadable(f"{len(leaves.withheld)} leaves are withheld, not as many as the bundle says.")
    return f"{leaves.count} leaves make the root {leaves.root}; {len(leaves.withheld)} of them are withheld."


def check_records(opened: Opened, leaves: Leaves) -> str:
    """Each block of `graph.trig` is a leaf that is shown, and the reverse; changesets are in their order."""
    order = opened.changesets()
    place = {one: n for n, one in enumerate(order)}
    left = set(leaves.records)
    last = (0, -1)
    count = 0
    with opened.source.open(GRAPH) as file:
        for block in read_blocks(lines_of(file, GRAPH)):
            last = _in_order(block, place, last)
            content = {
                "kind": "record",
                "graph": block.graph,
                "subject": block.subject,
                "sha256": block.sha256,
            }
            key = hashlib.sha256(canonical(content)).digest()
            if key not in left:
                raise Unreadable(f"What {GRAPH} says of {shown(block.subject)} is no leaf of the tree.")
            left.remove(key)
            count += not block.graph
    if left:
        raise Unreadable(f"{len(left)} leaves are shown, and what they stand for is not in {GRAPH}.")
    if count != len(order):
        raise Unreadable(f"{GRAPH} does not describe just the changesets that the bundle says.")
    return f"{len(leaves.records)} records of {len(order)} changesets, each of them a leaf."


def check_documents(opened: Opened, leaves: Leaves) -> str:
    """Each document and extracted text is a leaf that is shown, and the reverse. Raises Unreadable."""
    away = listed_only(opened)
    files = {document_hash(n): n for n in opened.source.names() if document_hash(n) and n not in away}
    wanted = {content["sha256"]: content["size"] for content in leaves.of_kind("document")}
    _both("document", set(files), set(wanted))
    for sha256, name in files.items():
        if opened.source.size(name) != wanted[sha256]:
            raise Unreadable(f"{shown(name)} is not of the size that its leaf says.")
    listed = {content["sha256"] for content in leaves.of_kind("listed")}
    for name, sha256 in away.items():
        if document_hash(name) != sha256 or sha256 not in listed:
            raise Unreadable(f"{shown(name)} is to be fetched, and no leaf says so.")
    texts = {working_name(name): name for name in opened.source.names() if working_name(name)[0]}
    told = {(c["document"], c["extractor"]): c for c in leaves.of_kind("working")}
    _both("extracted text", set(texts), set(told))
    for key, name in texts.items():
        if (opened.sha256(name), opened.source.size(name)) != (told[key]["sha256"], told[key]["size"]):
            raise Unreadable(f"{shown(name)} is not what its leaf says.")
    _counts(opened, len(files), len(listed))
    more = f" {len(listed)} more are known by their hash and not held." if listed else ""
    return f"{len(files)} documents and {len(texts)} extracted texts, each of them a leaf.{more}"


def check_answer(opened: Opened, leaves: Leaves) -> str:
    """The answer, and those of lower levels, are the leaves of their levels. Raises Unreadable."""
    level = text(opened.bundle(), "level", "data/bundle.json")
    files = {answer_level(name): name for name in opened.source.names() if answer_level(name)}
    for of, name in files.items():
        if level not in LEVELS or of not in LEVELS[: LEVELS.index(level)]:
            raise Unreadable(f"{name} is there, and {shown(of)} is no level below that of the bundle.")
    files[level] = ANSWER
    found = leaves.of_kind("answer")
    told = {content["level"]: content for content in found}
    if len(told) != len(found):
        raise Unreadable("There are two answers of one level among the leaves.")
    _both("answer", set(files), set(told))
    for of, name in files.items():
        if (told[of]["sha256"], told[of]["size"]) != (opened.sha256(name), opened.source.size(name)):
            raise Unreadable(f"{name} is not the answer whose leaf is in the tree.")
    others = f", and so are those at {len(files) - 1} lower ones" if len(files) > 1 else ""
    return f"The answer at the level {level} is a leaf{others}."


def _leaves(opened: Opened, found: Leaves) -> Iterator[bytes]:
    before = b""
    with opened.source.open(LEAVES) as file:
        for line in lines_of(file, LEAVES, 1 << 20):
            told = read_canonical(line, f"Line {found.count + 1} of {LEAVES}")
            hash = bytes.fromhex(digits(told, "hash", LEAVES))
            if hash <= before:
                raise Unreadable(f"{LEAVES} is not in the order of the hashes.")
            before = hash
            found.count += 1
            if len(told) == 1:
                found.withheld.add(hash)
            else:
                _shown_leaf(hash, told, found)
            yield hash


def _shown_leaf(hash: bytes, told: Mapping[str, Any], found: Leaves) -> None:
    only(told, ("content", "hash", "salt"), LEAVES)
    content = told["content"]
    kind = content.get("kind") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in MEMBERS:
        raise Unreadable(f"{LEAVES} has a leaf of a kind that is not known.")
    only(content, MEMBERS[kind], LEAVES)
    for key in content:
        if key == "size":
            number(content, key, LEAVES)
        else:
            text(content, key, LEAVES)
    digits(content, "sha256", LEAVES)
    written = canonical(content)
    if leaf_hash(bytes.fromhex(digits(told, "salt", LEAVES)), written) != hash:
        raise Unreadable(f"The leaf {hash.hex()} does not agree with its salt and content.")
    if kind == "record":
        found.records.add(hashlib.sha256(written).digest())
    else:
        found.items[hash] = content


def _in_order(block: Block, place: Mapping[str, int], last: tuple[int, int]) -> tuple[int, int]:
    at = place.get(block.graph or block.subject)
    if at is None:
        raise Unreadable(
            f"{GRAPH} has a changeset that is not the bundle's: {shown(block.graph or block.subject)}."
        )
    now = (1 if block.graph else 0, at)
    if now < last or (now == last and not block.graph):
        raise Unreadable(f"{GRAPH} does not have the changesets in the order of the history.")
    return now


def _both(what: str, files: set[Any], leaves: set[Any]) -> None:
    if files - leaves:
        raise Unreadable(f"A {what} is in the bundle and no leaf of the tree: {sorted(files - leaves)[0]}.")
    if leaves - files:
        raise Unreadable(f"A {what} is a leaf that is shown, and missing: {sorted(leaves - files)[0]}.")


def _counts(opened: Opened, held: int, listed: int) -> None:
    told = opened.bundle()["documents"]
    if not isinstance(told, dict):
        raise Unreadable("data/bundle.json does not count the documents.")
    only(told, ("held", "listed", "withheld"), "data/bundle.json")
    if told["held"] != held or told["listed"] != listed:
        raise Unreadable("data/bundle.json counts other documents than there are.")
