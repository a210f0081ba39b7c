"""Tiny bundles of invented data, full and redacted, signed or not: files by name, folder or zip."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from respondeat.graph.evidence.bundle import (
    BagWriter,
    Content,
    Salts,
    Tree,
    graph_file,
    leaves_file,
    root_file,
)
from respondeat.graph.evidence.bundle.files import target
from respondeat.graph.evidence.custody_entry import EMPTY, Entry, Head, Note, Withheld, following
from respondeat.graph.evidence.description import (
    About,
    Item,
    Written,
    bag_info,
    bundle_json,
    columns,
    columns_file,
    crate,
    index,
    numbered,
    provenance,
)
from respondeat.graph.evidence.verifier import layout, single_file
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.evidence.verifier.told import dataset_hash

Files = dict[str, bytes]

LEVELS = ("public", "restricted", "sealed")
CHANGESETS = ("urn:x:c-1", "urn:x:c-2", "urn:x:c-3")
PAPER = b"Decree 1. Ada Firstperson is appointed head of the First Office.\n"
SECRET_PAPER = b"Told in confidence by Bo Secondperson.\n"
PICTURE = b"%PDF-1.4 no real one"
PICTURE_TEXT = b"A picture of the First Office."
AWAY_CONTENT = b"known, and not held"
AWAY = sha256(AWAY_CONTENT).hexdigest()
SALTS = Salts(b"\x07" * 32)
KEY = Ed25519PrivateKey.from_private_bytes(b"\x05" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"\x06" * 32)


def pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PrivateKey = KEY) -> str:
    return sha256(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def block(graph: str, subject: str, *said: str) -> Block:
    lines = sorted(f"<{subject}> <urn:x:says> {text} .\n".encode() for text in said)
    return Block(graph, subject, b"".join(lines))


BLOCKS: tuple[tuple[Block, str], ...] = (
    (block("", "urn:x:c-1", '"first"'), "public"),
    (block("", "urn:x:c-2", '"second"', "<urn:x:a>"), "public"),
    (block("", "urn:x:c-3", '"third"'), "sealed"),
    (block("urn:x:c-1", "urn:x:s-1", '"Ada Firstperson"', '"head"'), "public"),
    (block("urn:x:c-1", "urn:x:s-2", '"First Office"'), "public"),
    (block("urn:x:c-2", "urn:x:s-3", '"protected person Bo"'), "restricted"),
    (block("urn:x:c-3", "urn:x:s-1", '"told in confidence"'), "sealed"),
)


def seen(level: str, other: str) -> bool:
    return LEVELS.index(level) <= LEVELS.index(other)


def history(level: str) -> tuple[str, ...]:
    return tuple(b.subject for b, lowest in BLOCKS if not b.graph and seen(lowest, level))


def answer(level: str) -> bytes:
    told = {
        "answer": {
            "heads": ["Ada Firstperson"],
            "question": {"name": "commanders", "parameters": {"body": "First Office", "on": "2020-01-01"}},
            "level": level,
            "recorded_at": "2026-01-02T03:04:05Z",
            "dataset_hash": dataset_hash(list(history(level))),
            "engine": "respondeat 0.0.0",
        },
        "contradictions": [],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def hashed(content: bytes) -> dict[str, str | int]:
    return {"sha256": sha256(content).hexdigest(), "size": len(content)}


def contents() -> Iterable[tuple[Content, str]]:
    for one, level in BLOCKS:
        yield Content("record", {"graph": one.graph, "subject": one.subject, "sha256": one.sha256}), level
    yield Content("document", hashed(PAPER)), "public"
    yield Content("document", hashed(PICTURE)), "public"
    yield Content("document", hashed(SECRET_PAPER)), "sealed"
    yield Content("listed", {"sha256": AWAY}), "public"
    made = {**hashed(PICTURE_TEXT), "document": hashed(PICTURE)["sha256"], "extractor": "pypdf-1.0"}
    yield Content("working", made), "public"
    for level in LEVELS:
        yield Content("answer", {**hashed(answer(level)), "level": level}), level


@cache
def tree() -> Tree:
    return Tree.of(contents(), SALTS)


@cache
def log() -> tuple[tuple[Entry, str], ...]:
    made: list[tuple[Entry, str]] = []
    before = EMPTY
    told = (("changeset-written", "public"), ("document-added", "sealed"), ("changeset-written", "public"))
    for number, (action, level) in enumerate(told, 1):
        note = Note(f"2026-01-0{number}T00:00:00Z", "user-1", action, f"urn:x:{number}", {"level": level})
        entry = following(before, note)
        made.append((entry, level))
        before = entry.head
    return tuple(made)


def custody(level: str) -> bytes:
    lines = []
    for entry, lowest in log():
        shown = seen(lowest, level)
        lines.append(entry.line() if shown else Withheld(entry.n, entry.previous, entry.hash).line())
    return b"".join(lines)


def place(kind: str, told: Mapping[str, str | int], level: str) -> str:
    if kind == "answer":
        return layout.ANSWER if told["level"] == level else f"{layout.ANSWERS}{told['level']}.json"
    if kind == "working":
        return f"{layout.WORKING}{told['document']}.{told['extractor']}.txt"
    return f"{layout.DOCUMENTS}{told['sha256']}{'.pdf' if told == hashed(PICTURE) else '.txt'}"


def items(level: str) -> tuple[Item, ...]:
    leaves = [leaf for leaf in tree().leaves if leaf.content.kind != "record"]
    numbers = numbered((leaf.hash.hex() for leaf in leaves), "R-")
    made = []
    for leaf in leaves:
        hash, kind, told = leaf.hash.hex(), leaf.content.kind, leaf.content.members
        if not leaf.shown(level):
            made.append(Item.withheld(numbers[hash], hash))
            continue
        item = Item(number=numbers[hash], leaf=hash, sha256=str(told["sha256"]), level=leaf.level)
        if kind == "listed":
            item = replace(
                item, path=f"{layout.DOCUMENTS}{AWAY}.html", source_url="https://archive.example/1"
            )
            made.append(replace(item, kind="document", state="not-held", title="=A formula"))
            continue
        item = replace(item, size=int(told["size"]), path=place(kind, told, level))
        if kind == "working":
            made.append(replace(item, kind="working", made_from=str(told["document"])))
        else:
            made.append(replace(item, kind="document" if kind == "document" else "answer"))
    return tuple(made)


def about(level: str) -> About:
    leaves = tree().leaves
    held = [lowest for lowest in ("public", "public", "sealed") if seen(lowest, level)]
    return About(
        question="commanders",
        parameters='{"body": "First Office", "on": "2020-01-01"}',
        profile={"public": "public", "restricted": "partner", "sealed": "court"}[level],
        level=level,
        language="en",
        engine="0.0.0",
        dataset_hash=dataset_hash(list(history(level))),
        recorded_at="2026-01-02T03:04:05Z",
        changesets=history(level),
        extent="cited",
        merkle_root=tree().root,
        custody_head=str(log()[-1][0].head),
        leaves=len(leaves),
        withheld=sum(not leaf.shown(level) for leaf in leaves),
        held=len(held),
        listed=1,
        withheld_documents=3 - len(held),
        item_prefix="R-",
    )


class MemoryTarget:
    """Takes files into memory."""

    def __init__(self) -> None:
        self.files: Files = {}

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        self.files[name] = b"".join(pieces)

    def settle(self) -> Path:
        raise NotImplementedError


def made(level: str = "sealed", key: Ed25519PrivateKey | None = KEY) -> Files:
    """The files of a bundle; with no key one that is not signed."""
    return dict(_made(level, key))


@cache
def _made(level: str, key: Ed25519PrivateKey | None) -> Files:
    into = MemoryTarget()
    bag = BagWriter(into)
    shown = [one for one, lowest in BLOCKS if seen(lowest, level)]
    head = log()[-1][0].head
    bag.add(layout.ROOT, root_file(tree(), head))
    bag.add(layout.BUNDLE, bundle_json(about(level)))
    bag.add(layout.ANSWER, answer(level))
    for lower in LEVELS[: LEVELS.index(level)]:
        bag.add(f"{layout.ANSWERS}{lower}.json", answer(lower))
    bag.add(layout.LEAVES, leaves_file(tree(), level))
    bag.add(layout.GRAPH, graph_file(CHANGESETS, shown))
    bag.add(layout.CUSTODY, custody(level))
    bag.add(f"{layout.DOCUMENTS}{sha256(PAPER).hexdigest()}.txt", PAPER)
    bag.add(f"{layout.DOCUMENTS}{sha256(PICTURE).hexdigest()}.pdf", PICTURE)
    bag.add(f"{layout.WORKING}{sha256(PICTURE).hexdigest()}.pypdf-1.0.txt", PICTURE_TEXT)
    if level == "sealed":
        bag.add(f"{layout.DOCUMENTS}{sha256(SECRET_PAPER).hexdigest()}.txt", SECRET_PAPER)
    bag.fetch(f"{layout.DOCUMENTS}{AWAY}.html", "https://archive.example/1", AWAY)
    bag.add(layout.INDEX, index(items(level), columns()))
    bag.add(layout.COLUMNS, columns_file(columns()))
    for name in (layout.REPORT_HTML, layout.REPORT_PDF, layout.HOW_TO_VERIFY):
        bag.add(name, f"stands for {name}\n".encode())
    bag.add(layout.VERIFIER, single_file())
    bag.add(layout.PROVENANCE, provenance(about(level), items(level)))
    written = [
        Written(path=name, sha256=sha256(content).hexdigest(), size=len(content))
        for name, content in into.files.items()
    ]
    bag.add(layout.CRATE, crate(about(level), items(level), written))
    bag.finish(bag_info(about(level)))
    return beside(into.files, key)


def beside(files: Mapping[str, bytes], key: Ed25519PrivateKey | None, before: Head | None = None) -> Files:
    """The files with a folder `signature/` made anew for them."""
    made = {name: content for name, content in files.items() if not name.startswith(layout.SIGNATURE)}
    if key is not None:
        made[layout.KEY] = pem(key)
        made[layout.ROOT_SIGNATURE] = key.sign(made[layout.ROOT])
        made[layout.TAG_SIGNATURE] = key.sign(made[layout.TAG_MANIFEST])
    item = f"sha256:{sha256(made[layout.TAG_MANIFEST]).hexdigest()}"
    note = Note("2026-01-09T00:00:00Z", "user-1", "bundle-exported", item, {"level": "public"})
    made[layout.EXPORT] = following(before or log()[-1][0].head, note).line()
    if key is not None:
        made[layout.EXPORT_SIGNATURE] = key.sign(made[layout.EXPORT])
    return with_sums(made)


def with_sums(files: Mapping[str, bytes]) -> Files:
    """The files with a list of hashes that fits what stands in `signature/`."""
    made = {name: content for name, content in files.items() if name != layout.SUMS}
    there = sorted(name for name in made if name.startswith(layout.SIGNATURE))
    lines = (f"{sha256(made[n]).hexdigest()}  {n.removeprefix(layout.SIGNATURE)}\n" for n in there)
    return {**made, layout.SUMS: "".join(lines).encode()}


def with_tags(files: Mapping[str, bytes], key: Ed25519PrivateKey | None = None) -> Files:
    """The files with manifests that fit them, and what is beside them made anew: a forger's work."""
    into = MemoryTarget()
    bag = BagWriter(into)
    for name, content in files.items():
        if name.startswith(layout.DATA):
            bag.add(name, content)
    for line in files.get(layout.FETCH, b"").decode().splitlines():
        url, _, name = line.split(" ")
        bag.fetch(name, url, name.removeprefix(layout.DOCUMENTS)[:64])
    info = dict(line.split(": ", 1) for line in files[layout.BAG_INFO].decode().splitlines())
    info.pop("Payload-Oxum")
    bag.finish(info)
    return beside(into.files, key)


class MemorySource:
    """Files in memory, to be verified."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> Sequence[str]:
        return sorted(self.files)

    def folders(self) -> Sequence[str]:
        return ()

    def size(self, name: str) -> int:
        return len(self.files[name])

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])

    def close(self) -> None:
        pass


def put(files: Mapping[str, bytes], place: Path) -> Path:
    """The files in a new folder, or in a zip where the name ends so."""
    with target(place) as into:
        for name, content in files.items():
            into.write(name, [content])
    return place
