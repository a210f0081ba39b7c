"""The leaves of a bundle's Merkle tree: what each stands for, its salt, and who may see which."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from respondeat.graph.evidence.custody_entry import Head
from respondeat.graph.evidence.verifier.canonical import canonical
from respondeat.graph.evidence.verifier.layout import FORMAT
from respondeat.graph.evidence.verifier.merkle import leaf_hash, tree_root
from respondeat.graph.stores import sees

SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Content:
    """What a leaf stands for: of which kind it is, and what identifies it there.

    The kinds and their members:

    - `record`: `graph` (the changeset, "" for the description of one), `subject`, `sha256` of its lines;
    - `document`: `sha256`, `size` in bytes;
    - `listed`: `sha256` of a document that is known by it and not held;
    - `working`: `sha256`, `size`, `document` (the hash of what it was made from), `extractor`;
    - `answer`: `sha256`, `size`, `level` at which was asked.
    """

    kind: str
    members: Mapping[str, str | int]

    def as_json(self) -> dict[str, Any]:
        """The content as JSON data."""
        return {"kind": self.kind, **self.members}

    def bytes(self) -> bytes:
        """The content as it is hashed: canonical JSON (RFC 8785)."""
        return canonical(self.as_json())


@dataclass(frozen=True, slots=True)
class Salts:
    """Salts from a secret: the same for the same content, and not to be guessed without the secret."""

    secret: bytes

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(f"a secret of {SECRET_BYTES} bytes is needed")

    def within(self, subject: bytes) -> "Salts":
        """The salts for what all bundles on one subject share: its question and its data.

        With one salt everywhere, what is withheld in one bundle would be known by its hash from another one
        that shows it, and two bundles would tell that something withheld is in both.
        """
        return Salts(hmac.digest(self.secret, b"respondeat-bundle\0" + subject, "sha256"))

    def of(self, content: bytes) -> bytes:
        """The salt of a leaf: HMAC-SHA-256 of its content."""
        return hmac.digest(self.secret, b"respondeat-bundle-leaf\0" + content, "sha256")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf: its hash, and where it is not withheld its salt and content.

    `level` is the lowest access level that may see it.
    """

    hash: bytes
    salt: bytes
    content: Content
    level: str

    def shown(self, level: str) -> bool:
        """Whether a bundle for this access level tells what the leaf stands for."""
        return sees(level, self.level)


@dataclass(frozen=True, slots=True)
class Tree:
    """All leaves of a bundle, at every level, by their hashes."""

    leaves: tuple[Leaf, ...]

    @classmethod
    def of(cls, told: Iterable[tuple[Content, str]], salts: Salts) -> "Tree":
        """The tree of contents, each with the lowest level that may see it; equal ones are one leaf."""
        found: dict[bytes, Leaf] = {}
        for content, level in told:
            leaf = _leaf(content, level, salts)
            known = found.setdefault(leaf.hash, leaf)
            if not sees(leaf.level, known.level):
                found[leaf.hash] = leaf
        return cls(tuple(found[hash] for hash in sorted(found)))

    @property
    def root(self) -> str:
        """The root of the tree, as hexadecimal digits: the same whatever is withheld."""
        return tree_root(leaf.hash for leaf in self.leaves).hex()


def _leaf(content: Content, level: str, salts: Salts) -> Leaf:
    told = content.bytes()
    salt = salts.of(told)
    return Leaf(leaf_hash(salt, told), salt, content, level)


def leaves_file(tree: Tree, level: str) -> Iterator[bytes]:
    """`leaves.jsonl` for an access level: a leaf a line, in the tree's order, its hash alone if withheld."""
    for leaf in tree.leaves:
        told: dict[str, Any] = {"hash": leaf.hash.hex()}
        if leaf.shown(level):
            told |= {"salt": leaf.salt.hex(), "content": leaf.content.as_json()}
        yield canonical(told) + b"\n"


def root_file(tree: Tree, custody: Head) -> bytes:
    """`root.json`, which is signed: the same in a bundle and in every redacted copy of it."""
    return canonical(_root(tree, custody)) + b"\n"


def _root(tree: Tree, custody: Head) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "merkle_root": tree.root,
        "leaves": len(tree.leaves),
        "custody_head": str(custody),
    }
