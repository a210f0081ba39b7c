"""Signatures as a bundle holds them, and the public key that they are checked with."""

import hashlib
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from respondeat.errors import InputError

_LARGEST: Final = 1 << 14


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as SubjectPublicKeyInfo (RFC 8410) in PEM."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: PublicKeyTypes) -> str:
    """What names a key: SHA-256 of its SubjectPublicKeyInfo in DER, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def read_public(pem: bytes) -> Ed25519PublicKey:
    """The key in `signature/key.pem`. Raises InputError for another kind or form of writing."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise InputError("The public key cannot be read: it is no key in PEM, or damaged.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise InputError("The public key is of another kind than Ed25519.")
    if public_pem(key) != pem:
        raise InputError("The public key is not written as bundles write it: bytes were changed or added.")
    return key


def is_signed(key: Ed25519PublicKey, signature: bytes, content: bytes) -> bool:
    """Whether `signature` is the key's own of `content` (RFC 8032)."""
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def read_public_file(path: Path) -> Ed25519PublicKey | None:
    """The public key in a file as bundles have it; None when it holds something else, such as a private key.

    Raises InputError when it cannot be read, or holds a public key of another kind.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError as error:
        raise InputError(
            f"There is no key to be read at {path}: {error.strerror}. `respondeat keys new` makes one."
        ) from None
    return read_public(content) if b"-----BEGIN PUBLIC KEY-----" in content else None
