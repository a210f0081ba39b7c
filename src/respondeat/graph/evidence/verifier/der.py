"""As much of DER (X.690) as is needed to read a public key and what a time token is of."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Final

from .verdict import Unreadable

_ED25519_KEY: Final = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: the rest is the key
_TST_INFO: Final = bytes.fromhex("060b2a864886f70d0109100104")  # id-ct-TSTInfo (RFC 3161)
_HASHES: Final = {
    bytes.fromhex("0609608648016503040201"): "sha256",
    bytes.fromhex("0609608648016503040202"): "sha384",
    bytes.fromhex("0609608648016503040203"): "sha512",
}
_SEQUENCE, _OCTETS = 0x30, 0x04
_LONG_TAG: Final = 0x1F
_LONG_LENGTH: Final = 0x80
_DEEPEST_DER: Final = 12
_BEGIN, _END = b"-----BEGIN PUBLIC KEY-----\n", b"\n-----END PUBLIC KEY-----\n"


def read_key(pem: bytes) -> tuple[bytes, str]:
    """The 32 bytes of an Ed25519 key in PEM, in its one form, and its fingerprint. Raises Unreadable."""
    if pem.startswith(_BEGIN) and pem.endswith(_END):
        inner = pem[len(_BEGIN) : -len(_END)]
        try:
            der = base64.b64decode(inner, validate=True)
        except (ValueError, binascii.Error):
            der = b""
        if len(der) == 44 and der.startswith(_ED25519_KEY) and base64.b64encode(der) == inner:
            return der[12:], hashlib.sha256(der).hexdigest()
    raise Unreadable("signature/key.pem is no public key of Ed25519 in the one form that it has.")


def token_imprint(token: bytes) -> tuple[str, str]:
    """The hash that a time token (RFC 3161) is of: the algorithm, the digits. Raises Unreadable."""
    for whole in _sequences(token, 0):
        parts = list(elements(whole))
        if len(parts) >= 2 and parts[0][2] == _TST_INFO and parts[1][0] == 0xA0:
            info = list(elements(_content(_content(parts[1][1], _OCTETS), _SEQUENCE)))
            told = list(elements(info[2][1])) if len(info) > 2 and info[2][0] == _SEQUENCE else []
            if [tag for tag, _, _ in told] == [_SEQUENCE, _OCTETS]:
                found = [name for oid, name in _HASHES.items() if told[0][1].startswith(oid)]
                if found:
                    return found[0], told[1][1].hex()
            break
    raise Unreadable("It is no time token of RFC 3161.")


def _sequences(der: bytes, depth: int) -> Iterator[bytes]:
    """The contents of all sequences within, the outermost first."""
    if depth > _DEEPEST_DER:
        raise Unreadable("It is no time token of RFC 3161.")
    for tag, content, _ in elements(der):
        if tag == _SEQUENCE:
            yield content
        if tag in (_SEQUENCE, 0xA0):
            yield from _sequences(content, depth + 1)


def _content(der: bytes, tag: int) -> bytes:
    found = list(elements(der))
    if len(found) != 1 or found[0][0] != tag:
        raise Unreadable("It is no time token of RFC 3161.")
    return found[0][1]


def elements(der: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The elements one after the other: the tag, the content, and all of its bytes.

    Raises Unreadable for what is not DER: a length in another form than the shortest among it.
    """
    at = 0
    while at < len(der):
        tag, length, begin = _head(der, at)
        end = begin + length
        if end > len(der):
            raise Unreadable("It is not DER: it breaks off.")
        yield tag, der[begin:end], der[at:end]
        at = end


def _head(der: bytes, at: int) -> tuple[int, int, int]:
    """Tag, length, and where the content begins."""
    if at + 2 > len(der):
        raise Unreadable("It is not DER: it breaks off.")
    tag, length, begin = der[at], der[at + 1], at + 2
    if tag & _LONG_TAG == _LONG_TAG or length == _LONG_LENGTH or length > _LONG_LENGTH + 4:
        raise Unreadable("It is not DER: a tag or length has a form that does not occur here.")
    if length < _LONG_LENGTH:
        return tag, length, begin
    digits = der[begin : begin + length - _LONG_LENGTH]
    told = int.from_bytes(digits, "big")
    if len(digits) != length - _LONG_LENGTH or told < _LONG_LENGTH or digits[0] == 0:
        raise Unreadable("It is not DER: a length is not written in its shortest form.")
    return tag, told, begin + len(digits)
