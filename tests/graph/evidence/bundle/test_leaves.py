"""Leaves against a tree written down from RFC 9162, and against whoever guesses."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.evidence import Head
from respondeat.graph.evidence.bundle import Content, Salts, Tree, leaves_file, root_file
from respondeat.graph.evidence.verifier.merkle import leaf_hash, tree_root
from respondeat.ontology import vocabulary as v

SECRET = bytes(range(32))


def content(number: int, kind: str = "record") -> Content:
    return Content(kind, {"graph": "", "subject": f"https://example.org/{number}", "sha256": "0" * 64})


def mth(leaves: list[bytes]) -> bytes:
    """MTH as RFC 9162 (2.1.1) defines it."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=70))
def test_the_root_is_the_one_of_the_standard(leaves: list[bytes]) -> None:
    assert tree_root(leaves) == mth(leaves)


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(v.LEVELS)), max_size=40))
def test_what_is_withheld_changes_neither_root_nor_order(told: list[tuple[int, str]]) -> None:
    by_content = dict(told)
    tree = Tree.of([(content(n), level) for n, level in by_content.items()], Salts(SECRET))
    files = {level: [json.loads(line) for line in leaves_file(tree, level)] for level in v.LEVELS}
    hashes = [[one["hash"] for one in file] for file in files.values()]
    assert hashes[0] == hashes[1] == hashes[2] == sorted(hashes[0])
    for level, file in files.items():
        shown = [one for one in file if "content" in one]
        height = v.LEVELS.index(level)
        assert len(shown) == sum(v.LEVELS.index(of) <= height for of in by_content.values())
        for one in shown:
            told_again = Content(one["content"].pop("kind"), one["content"]).bytes()
            assert leaf_hash(bytes.fromhex(one["salt"]), told_again).hex() == one["hash"]
    assert root_file(tree, Head(3, "a" * 64)).endswith(b"\n")
    assert tree.root == mth([bytes.fromhex(x) for x in hashes[0]]).hex()


def test_equal_contents_are_one_leaf_and_keep_their_lowest_level() -> None:
    for levels in (("sealed", "public"), ("public", "sealed")):
        tree = Tree.of([(content(1), level) for level in levels], Salts(SECRET))
        assert [leaf.level for leaf in tree.leaves] == ["public"]


def test_salts_are_repeatable_and_of_the_secret() -> None:
    one, other = Salts(SECRET), Salts(bytes(32))
    assert one.of(b"x") == Salts(SECRET).of(b"x") != one.of(b"y")
    assert one.of(b"x") != other.of(b"x")
    first, second = (Tree.of([(content(1), "public")], salts).root for salts in (one, other))
    assert first != second
    with pytest.raises(ValueError, match="32 bytes"):
        Salts(b"short")


def test_who_knows_everything_but_the_secret_cannot_tell_what_is_withheld() -> None:
    tree = Tree.of([(content(1), "sealed")], Salts(SECRET))
    (line,) = leaves_file(tree, "public")
    assert set(json.loads(line)) == {"hash"}
    told = content(1).bytes()
    guesses = {hashlib.sha256(x + told).hexdigest() for x in (b"", b"\0", bytes(32), b"\0" + bytes(32))}
    guesses |= {leaf_hash(hashlib.sha256(told).digest(), told).hex()}
    assert json.loads(line)["hash"] not in guesses
