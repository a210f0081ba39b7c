"""Ed25519 against the vectors of RFC 8032, the cryptography library, and what a strict verifier refuses."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.evidence.verifier.ed25519 import signature_holds
from tests.examples import examples

ORDER = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19

# RFC 8032, section 7.1: key, message, signature
RFC = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]

# every encoding of a point of small order, the ones that are not canonical too
SMALL = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC)
def test_vectors_of_the_rfc(key: str, message: str, signature: str) -> None:
    told = bytes.fromhex(key), bytes.fromhex(signature), bytes.fromhex(message)
    assert signature_holds(*told)
    assert not signature_holds(told[0], told[1], told[2] + b"x")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300))
@settings(max_examples=examples(25))
def test_holds_what_the_library_signs(secret: bytes, message: bytes) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    assert signature_holds(private.public_key().public_bytes_raw(), private.sign(message), message)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 64 * 8 - 1), st.integers(0, 32 * 8 - 1))
@settings(max_examples=examples(40))
def test_agrees_with_the_library_on_what_was_changed(secret: bytes, bit: int, key_bit: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    key, signature = private.public_key().public_bytes_raw(), private.sign(b"told")
    changed = flipped(signature, bit)
    assert not signature_holds(key, changed, b"told")
    other = flipped(key, key_bit)
    assert signature_holds(other, signature, b"told") == by_library(other, signature, b"told")


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def by_library(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def test_a_signature_has_one_form() -> None:
    """S and S + L are the same for a verifier that does not look (malleability)."""
    key, message, signature = (bytes.fromhex(part) for part in RFC[1])
    s = int.from_bytes(signature[32:], "little") + ORDER
    assert not signature_holds(key, signature[:32] + s.to_bytes(32, "little"), message)
    assert not signature_holds(key, signature[:32] + ORDER.to_bytes(32, "little"), message)


@pytest.mark.parametrize("point", SMALL)
def test_keys_of_small_order_sign_nothing(point: str) -> None:
    """With such a key, R of small order and S = 0 would hold for one in eight texts, or for all."""
    key = bytes.fromhex(point)
    for commitment in map(bytes.fromhex, SMALL):
        for text in (b"", b"a", b"b"):
            assert not signature_holds(key, commitment + bytes(32), text)


@pytest.mark.parametrize("point", SMALL)
def test_commitments_of_small_order_are_refused(point: str) -> None:
    key, message, signature = (bytes.fromhex(part) for part in RFC[1])
    assert not signature_holds(key, bytes.fromhex(point) + signature[32:], message)


def test_encodings_that_are_not_canonical_are_refused() -> None:
    for y in range(P, 2**255):
        for sign in (0, 1 << 255):
            key = (y | sign).to_bytes(32, "little")
            assert not signature_holds(key, key + bytes(32), b"")


@pytest.mark.parametrize(("key", "signature"), [(31, 64), (33, 64), (32, 63), (32, 65), (0, 0)])
def test_other_lengths_are_refused(key: int, signature: int) -> None:
    assert not signature_holds(b"\1" * key, b"\1" * signature, b"")
