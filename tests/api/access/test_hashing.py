"""Hashes of secrets."""

import pytest

from respondeat.api.access.hashing import Hasher

CHEAP = Hasher(passes=1, memory_kib=8, lanes=1)


def test_the_hash_is_argon2id_with_the_figures_of_rfc_9106() -> None:
    hash = Hasher().hash("secret")
    assert hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert "secret" not in hash


def test_only_the_same_secret_agrees_and_no_two_hashes_are_alike() -> None:
    one, two = CHEAP.hash("Łąka"), CHEAP.hash("Łąka")
    assert one != two
    assert CHEAP.agrees(one, "Łąka")
    assert CHEAP.agrees(two, "Łąka")
    assert not CHEAP.agrees(one, "łąka")


@pytest.mark.parametrize("hash", [None, "", "x", "$argon2id$v=19$m=8,t=1,p=1$", "nobody has this"])
@pytest.mark.parametrize("secret", ["", "x", "nobody has this", "\udcff"])
def test_nothing_agrees_with_what_is_no_hash(hash: str | None, secret: str) -> None:
    assert not CHEAP.agrees(hash, secret)


def test_hashes_of_other_figures_are_compared_and_told() -> None:
    dearer = Hasher(passes=2, memory_kib=16, lanes=1)
    old = CHEAP.hash("secret")
    assert dearer.agrees(old, "secret")
    assert dearer.outdated(old)
    assert not dearer.outdated(dearer.hash("secret"))
