"""Public keys and signatures in the one form that a bundle has."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.keys import SigningKey
from respondeat.graph.evidence.signing.signatures import (
    fingerprint,
    is_signed,
    public_pem,
    read_public,
    read_public_file,
)
from respondeat.graph.evidence.verifier.verdict import read_fingerprint
from tests.graph.evidence.signing.time_authority import openssl, openssl_needed

# RFC 8032, section 7.1, test 2
PRIVATE = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_the_vector_of_the_rfc() -> None:
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(PRIVATE))
    public = Ed25519PublicKey.from_public_bytes(PUBLIC)
    assert key.sign(b"\x72") == SIGNATURE
    assert is_signed(public, SIGNATURE, b"\x72")
    assert key.fingerprint == fingerprint(public)
    assert public_pem(public) == key.public_pem


def test_every_bit_of_signature_and_content_counts() -> None:
    key = SigningKey.generate()
    content = b"an invented manifest"
    signature = key.sign(content)
    for at in range(64 * 8):
        flipped = bytearray(signature)
        flipped[at // 8] ^= 1 << at % 8
        assert not is_signed(key.public, bytes(flipped), content)
    assert not is_signed(key.public, signature, content + b" ")
    assert not is_signed(SigningKey.generate().public, signature, content)
    for other in (b"", signature[:-1], signature + b"\0"):
        assert not is_signed(key.public, other, content)


def test_every_byte_of_the_public_key_counts() -> None:
    key = SigningKey.generate()
    signature, pem = key.sign(b"x"), key.public_pem
    assert read_public(pem) == key.public
    for at in range(len(pem)):
        for mask in (0x01, 0x20, 0x80):
            flipped = bytearray(pem)
            flipped[at] ^= mask
            try:
                found = read_public(bytes(flipped))
            except InputError:
                continue
            assert not is_signed(found, signature, b"x")


@pytest.mark.parametrize("change", [b"\n", b" ", b"x"])
def test_one_form_of_a_public_key(change: bytes) -> None:
    pem = SigningKey.generate().public_pem
    for other in (pem + change, change + pem, pem.replace(b"\n", b"\r\n"), pem + pem):
        with pytest.raises(InputError):
            read_public(other)


@openssl_needed
def test_the_fingerprint_is_what_openssl_prints(tmp_path: Path) -> None:
    key = SigningKey.generate()
    (tmp_path / "key.pem").write_bytes(key.public_pem)
    openssl("pkey", "-pubin", "-in", "key.pem", "-outform", "DER", "-out", "key.der", cwd=tmp_path)
    told = openssl("dgst", "-sha256", "key.der", cwd=tmp_path)
    assert told.split()[-1] == key.fingerprint == read_fingerprint(told.split()[-1].upper())


@openssl_needed
def test_other_kinds_are_refused(tmp_path: Path) -> None:
    openssl("genpkey", "-algorithm", "ed448", "-out", "a", cwd=tmp_path)
    pem = openssl("pkey", "-in", "a", "-pubout", cwd=tmp_path).encode()
    with pytest.raises(InputError, match="another kind"):
        read_public(pem)


def test_a_public_key_in_a_file(tmp_path: Path) -> None:
    key = SigningKey.generate()
    (tmp_path / "a").write_bytes(key.public_pem)
    (tmp_path / "b").write_bytes(key.pem(None))
    found = read_public_file(tmp_path / "a")
    assert found is not None
    assert fingerprint(found) == key.fingerprint
    assert read_public_file(tmp_path / "b") is None
    with pytest.raises(InputError, match="respondeat keys new"):
        read_public_file(tmp_path / "c")
