"""A Merkle tree over salted leaves: one root for a bundle and for every redacted copy of it.

Leaves and nodes are hashed as in RFC 9162, section 2.1, with a salt before the content of a leaf. The leaves
stand in the order of their hashes, so that the place of one that is withheld says nothing about it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def leaf_hash(salt: bytes, content: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of a zero byte, the salt and the content.

    >>> leaf_hash(bytes(32), b"x").hex()[:16]
    '40e4b63c78e21e97'
    """
    return hashlib.sha256(b"\0" + salt + content).digest()


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes in their order, by RFC 9162 (2.1.1). Takes them one by one.

    >>> tree_root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    full: list[tuple[int, bytes]] = []  # heights and roots of the complete subtrees so far, the highest first
    for leaf in leaves:
        height, node = 0, leaf
        while full and full[-1][0] == height:
            node = _node(full.pop()[1], node)
            height += 1
        full.append((height, node))
    if not full:
        return hashlib.sha256(b"").digest()
    _, root = full.pop()
    while full:
        root = _node(full.pop()[1], root)
    return root


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
