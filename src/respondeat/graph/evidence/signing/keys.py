"""Keys that sign bundles: Ed25519 (RFC 8032), kept outside the store.

A signature says that whoever holds the private key signed these very bytes. It does not say who that is:
a fingerprint means as much as the way on which its owner made it known. And it does not say that what was
signed is so, or where it comes from.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from respondeat.errors import InputError

from .keys_encrypted import ENCRYPTED, encrypted_pem
from .private_files import read_private, write_private
from .signatures import fingerprint, public_pem

WHAT: Final = "A signing key"
_LONGEST: Final = 1024  # bytes of a passphrase, as OpenSSL takes them


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key; it shows its fingerprint only."""

    _private: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new key, from the system's randomness."""
        return cls(Ed25519PrivateKey.generate())

    @property
    def public(self) -> Ed25519PublicKey:
        """The public key."""
        return self._private.public_key()

    @property
    def public_pem(self) -> bytes:
        """The public key as SubjectPublicKeyInfo in PEM: `signature/key.pem`."""
        return public_pem(self.public)

    @property
    def fingerprint(self) -> str:
        """See `signatures.fingerprint`."""
        return fingerprint(self.public)

    def sign(self, content: bytes) -> bytes:
        """The signature of `content`: 64 bytes, the same each time (RFC 8032)."""
        return self._private.sign(content)

    def pem(self, passphrase: bytes | None) -> bytes:
        """The private key as PKCS#8 in PEM (RFC 5958), encrypted where there is a passphrase."""
        if passphrase is None:
            return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        plain = self._private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return encrypted_pem(plain, checked_passphrase(passphrase))


def public_place(path: Path) -> Path:
    """Where the public key goes that belongs to the private key at `path`.

    >>> public_place(Path("signing-key.pem")).name
    'signing-key.public.pem'
    """
    return path.with_name(f"{path.stem}.public{path.suffix or '.pem'}")


def check_free(path: Path) -> Path:
    """Where the public key goes, once a key may be written at `path`. Raises InputError if one is there."""
    beside = public_place(path)
    for place in (path, beside):
        if place.exists() or place.is_symlink():
            raise InputError(f"{place} exists already: no key is ever overwritten. Name another file.")
    return beside


def write_key(path: Path, key: SigningKey, passphrase: bytes | None) -> Path:
    """Write a key, and its public key beside it; where that is. Raises InputError if one exists."""
    beside = check_free(path)
    write_private(path, key.pem(passphrase), "a signing key")
    write_private(beside, key.public_pem, "a public key", mode=0o644)
    return beside


def is_encrypted(path: Path) -> bool:
    """Whether the key at `path` wants a passphrase. Raises InputError as `load_key` does."""
    return ENCRYPTED in read_private(path, WHAT)


def load_key(path: Path, passphrase: bytes | None = None) -> SigningKey:
    """The key in a file.

    Raises InputError, which says what to do and shows nothing of the key, for a file that others may read,
    that is no private key, is damaged or of another kind, or is not that of the public key beside it, and for
    a passphrase that is missing or wrong.
    """
    content = read_private(path, WHAT)
    if ENCRYPTED in content and passphrase is None:
        raise InputError(f"The key in {path} is encrypted. Give its passphrase: --passphrase-file FILE.")
    if ENCRYPTED not in content and passphrase is not None:
        raise InputError(
            f"The key in {path} is not encrypted, though a passphrase is given. Leave the passphrase out, or "
            "name the key that it belongs to."
        )
    try:
        private = load_pem_private_key(content, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        why = "the passphrase is wrong, or the file is damaged" if passphrase else "it is no key, or damaged"
        raise InputError(
            f"The key in {path} cannot be read: {why}. A key that is lost cannot be made again: make another "
            "with `respondeat keys new`, and tell its fingerprint to those who verify."
        ) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise InputError(
            f"The key in {path} is of another kind than Ed25519. Make one with `respondeat keys new`."
        )
    return _as_beside(SigningKey(private), path)


def _as_beside(key: SigningKey, path: Path) -> SigningKey:
    """The key, which is that of the public key beside it, if there is one.

    PKCS#8 has no check of its content: a damaged file can be decrypted to another key, which nobody knows.
    """
    beside = public_place(path)
    if beside.is_file() and beside.read_bytes().strip() != key.public_pem.strip():
        raise InputError(
            f"The key in {path} is not that of the public key beside it, {beside}: one of them is damaged "
            "or was exchanged. Restore both from your copy."
        )
    return key


def checked_passphrase(passphrase: bytes) -> bytes:
    """A passphrase that OpenSSL takes too. Raises InputError for an empty or endless one."""
    if not passphrase or len(passphrase) > _LONGEST or re.search(rb"[\0\r\n]", passphrase):
        raise InputError(f"A passphrase is one line of 1 to {_LONGEST} bytes.")
    return passphrase


def read_passphrase(path: Path) -> bytes:
    """The passphrase in a file: its first line. Raises InputError for a file that others may read."""
    return checked_passphrase(read_private(path, "A passphrase").partition(b"\n")[0].removesuffix(b"\r"))
