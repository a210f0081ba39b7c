"""A private key as encrypted PKCS#8 (RFC 5958) that OpenSSL reads: PBES2 of RFC 8018.

The library's own encryption stretches a passphrase by 2,048 rounds only, which is soon tried by whoever
steals the file.
"""

import base64
import os
from textwrap import wrap
from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7

from .der import NULL, OCTET_STRING, SEQUENCE, encoded, identifier, integer

ROUNDS: Final = 600_000
"""Rounds of PBKDF2-HMAC-SHA-256, as OWASP's Password Storage Cheat Sheet (2023) has them."""

ENCRYPTED: Final = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"

_PBES2: Final = identifier("1.2.840.113549.1.5.13")
_PBKDF2: Final = identifier("1.2.840.113549.1.5.12")
_HMAC_SHA256: Final = identifier("1.2.840.113549.2.9")
_AES_256_CBC: Final = identifier("2.16.840.1.101.3.4.1.42")


def encrypted_pem(key: bytes, passphrase: bytes) -> bytes:
    """A key in PKCS#8 (DER), encrypted: AES-256-CBC, its key by `ROUNDS` of PBKDF2 from the passphrase."""
    salt, start = os.urandom(16), os.urandom(16)
    derived = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=salt, iterations=ROUNDS).derive(passphrase)
    padder, cipher = PKCS7(128).padder(), Cipher(AES256(derived), CBC(start)).encryptor()
    hidden = cipher.update(padder.update(key) + padder.finalize()) + cipher.finalize()
    stretch = encoded(
        SEQUENCE,
        _PBKDF2,
        encoded(
            SEQUENCE,
            encoded(OCTET_STRING, salt),
            integer(ROUNDS),
            encoded(SEQUENCE, _HMAC_SHA256, NULL),
        ),
    )
    scheme = encoded(SEQUENCE, _AES_256_CBC, encoded(OCTET_STRING, start))
    how = encoded(SEQUENCE, _PBES2, encoded(SEQUENCE, stretch, scheme))
    lines = wrap(base64.b64encode(encoded(SEQUENCE, how, encoded(OCTET_STRING, hidden))).decode(), 64)
    return b"\n".join(
        [ENCRYPTED, *(line.encode() for line in lines), ENCRYPTED.replace(b"BEGIN", b"END"), b""]
    )
