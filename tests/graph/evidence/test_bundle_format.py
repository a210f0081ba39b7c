"""The page on the format of bundles is enough to verify one: done here from its words, without our code."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from tests.graph.evidence.bundles import LEVELS, fingerprint, made

PAGE = (Path(__file__).parents[3] / "docs/reference/bundle-format.md").read_text("utf-8")


def hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def root(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root(hashes[:half]) + root(hashes[half:])).digest()


def blocks(trig: str) -> Iterator[tuple[str, str, str]]:
    """Graph, subject and hash of every block."""
    graph, triples = "", list[tuple[str, str]]()
    for line in trig.splitlines(keepends=True):
        if line.endswith("> {\n"):
            graph = line[1:-4]
        elif line == "}\n":
            graph = ""
        else:
            triples.append((graph, line))
    for (graph, subject), found in groupby(triples, key=lambda one: (one[0], one[1].split(" ")[0])):
        lines = [line for _, line in found]
        assert lines == sorted(set(lines), key=str.encode)
        yield graph, subject[1:-1], hashed("".join(lines).encode())


class Bundle:
    """The files of a bundle, looked at as the page says."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.root = self.json("data/root.json")
        self.told = self.json("data/bundle.json")
        self.leaves = [json.loads(line) for line in files["data/leaves.jsonl"].splitlines()]
        self.shown = [leaf["content"] for leaf in self.leaves if "content" in leaf]

    def json(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[name])
        assert canonical(found) + b"\n" == self.files[name]
        return found

    def of(self, *kinds: str) -> list[dict[str, Any]]:
        return [content for content in self.shown if content["kind"] in kinds]


@pytest.fixture(scope="module", params=LEVELS)
def bundle(request: pytest.FixtureRequest) -> Bundle:
    return Bundle(made(request.param))


def test_manifests(bundle: Bundle) -> None:
    fetched = [line.split(" ") for line in bundle.files["fetch.txt"].decode().splitlines()]
    lines = (line.split("  ") for line in bundle.files["manifest-sha256.txt"].decode().splitlines())
    listed = {name: digest for digest, name in lines}
    payload = {name for name in bundle.files if name.startswith("data/")}
    assert list(listed) == sorted(payload | {name for _, _, name in fetched})
    assert all(hashed(bundle.files[name]) == listed[name] for name in payload)
    tags = ("bag-info.txt", "bagit.txt", "fetch.txt", "manifest-sha256.txt")
    wanted = "".join(f"{hashed(bundle.files[name])}  {name}\n" for name in tags)
    assert bundle.files["tagmanifest-sha256.txt"].decode() == wanted
    size = sum(len(bundle.files[name]) for name in payload)
    assert bundle.files["bag-info.txt"].decode().splitlines()[-1] == f"Payload-Oxum: {size}.{len(payload)}"


def test_leaves_and_root(bundle: Bundle) -> None:
    hashes = [bytes.fromhex(leaf["hash"]) for leaf in bundle.leaves]
    assert hashes == sorted(set(hashes))
    for leaf in bundle.leaves:
        if "content" in leaf:
            salted = b"\0" + bytes.fromhex(leaf["salt"]) + canonical(leaf["content"])
            assert hashed(salted) == leaf["hash"]
    assert root(hashes).hex() == bundle.root["merkle_root"]
    assert bundle.root["leaves"] == bundle.told["leaves"] == len(hashes)
    assert bundle.told["withheld"] == sum("content" not in leaf for leaf in bundle.leaves)


def test_every_block_document_text_and_answer_is_a_leaf_and_the_reverse(bundle: Bundle) -> None:
    found = sorted(blocks(bundle.files["data/graph.trig"].decode()))
    assert found == sorted((c["graph"], c["subject"], c["sha256"]) for c in bundle.of("record"))
    described = [subject for graph, subject, _ in found if not graph]
    assert sorted(described) == sorted(bundle.told["changesets"])
    for kind, pattern in (
        ("document", r"data/documents/([0-9a-f]{64})\.\w+"),
        ("working", r"data/working/([0-9a-f]{64}\..+)\.txt"),
        ("answer", r"data/answers?[./].*json"),
    ):
        there = {hashed(content) for name, content in bundle.files.items() if re.fullmatch(pattern, name)}
        assert there == {c["sha256"] for c in bundle.of(kind)}


def test_the_hash_of_the_data_set(bundle: Bundle) -> None:
    made = hashlib.sha256(b"respondeat").digest()
    for id in bundle.told["changesets"]:
        made = hashlib.sha256(made + id.encode()).digest()
    assert made.hex() == bundle.told["dataset_hash"]


def test_the_index(bundle: Bundle) -> None:
    columns = json.loads(bundle.files["data/index-columns.json"])
    rows = list(csv.reader(io.StringIO(bundle.files["data/index.csv"].decode(), newline="")))
    assert rows[0] == list(columns.values())
    items = [dict(zip(columns, row, strict=True)) for row in rows[1:]]
    assert [item["item"] for item in items] == [
        f"{bundle.told['item_prefix']}{n:08}" for n in range(1, len(items) + 1)
    ]
    by_hash = {leaf["hash"]: leaf.get("content") for leaf in bundle.leaves}
    wanted = [h for h, content in by_hash.items() if content and content["kind"] != "record"]
    assert [item["leaf"] for item in items if item["state"] != "withheld"] == wanted
    assert [item["leaf"] for item in items] == sorted(item["leaf"] for item in items)
    for item in items:
        content = by_hash[item["leaf"]]
        if content is None:
            assert {key for key, value in item.items() if value} == {"item", "state", "leaf"}
        else:
            assert item["sha256"] == content["sha256"]


def test_the_custody_log_and_the_entry_of_the_export(bundle: Bundle) -> None:
    lines = bundle.files["data/custody.jsonl"].splitlines()
    before, n = "0" * 64, 0
    for n, line in enumerate(lines, 1):
        entry = json.loads(line)
        assert canonical(entry) == line
        assert (entry["n"], entry["previous"]) == (n, before)
        if not entry.get("withheld"):
            assert hashed(canonical({k: v for k, v in entry.items() if k != "hash"})) == entry["hash"]
        before = entry["hash"]
    assert bundle.root["custody_head"] == bundle.told["custody_head"] == f"{n}:{before}"
    export = bundle.json("signature/export.json")
    assert export["object"] == f"sha256:{hashed(bundle.files['tagmanifest-sha256.txt'])}"
    assert export["n"] > n


def test_signatures_and_fingerprint(bundle: Bundle) -> None:
    key = load_pem_public_key(bundle.files["signature/key.pem"])
    assert isinstance(key, Ed25519PublicKey)
    key.verify(bundle.files["signature/root.sig"], bundle.files["data/root.json"])
    key.verify(bundle.files["signature/tagmanifest.sig"], bundle.files["tagmanifest-sha256.txt"])
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert hashed(der) == fingerprint()


def test_the_root_is_the_same_for_every_profile() -> None:
    assert len({made(level)["data/root.json"] for level in LEVELS}) == 1
    assert len({made(level)["signature/root.sig"] for level in LEVELS}) == 1


def test_every_file_and_key_stands_on_the_page(bundle: Bundle) -> None:
    for name in bundle.files:
        plain = name.rpartition("/")[2]
        if not re.fullmatch(r"data/(documents|working|answers)/.*", name):
            assert f"`{plain}`" in PAGE or f"`data/{plain}`" in PAGE, name
    for key in (*bundle.root, *bundle.told, *json.loads(bundle.files["data/index-columns.json"])):
        assert f"`{key}`" in PAGE, key
    for content in bundle.shown:
        assert all(f"`{member}`" in PAGE for member in content)
