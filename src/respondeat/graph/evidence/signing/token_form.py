"""Time-stamp tokens (RFC 3161, in CMS: RFC 5652) taken apart, and put together in the one form of a bundle.

What the authority's signature does not cover (the order of certificates, a word beside the status) can be
changed by anybody unnoticed. So it is not kept as it came: a token is written anew from what is signed, and
holds nothing else. One that differs from its form in a single byte is not intact.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.x509 import Certificate

from respondeat.errors import InputError

from .certificates import der_of
from .der import (
    CONTEXT_0,
    CONTEXT_1,
    INTEGER,
    NULL,
    OCTET_STRING,
    OID,
    SEQUENCE,
    SET,
    Element,
    element,
    encoded,
    identifier,
    integer,
)

_SIGNED_DATA: Final = identifier("1.2.840.113549.1.7.2")
_TST_INFO: Final = identifier("1.2.840.113549.1.9.16.1.4")
_CONTENT_TYPE: Final = identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST: Final = identifier("1.2.840.113549.1.9.4")
_SIGNER_V1: Final = identifier("1.2.840.113549.1.9.16.2.12")
_SIGNER_V2: Final = identifier("1.2.840.113549.1.9.16.2.47")
_PROTECTED: Final = identifier("1.2.840.113549.1.9.52")

HASHES: Final = {
    identifier("2.16.840.1.101.3.4.2.1"): "sha256",
    identifier("2.16.840.1.101.3.4.2.2"): "sha384",
    identifier("2.16.840.1.101.3.4.2.3"): "sha512",
    identifier("1.3.14.3.2.26"): "sha1",
}
_STRONG: Final = ("sha256", "sha384", "sha512")
_RSA: Final = encoded(SEQUENCE, identifier("1.2.840.113549.1.1.1"), NULL)
_RSA_WITH: Final = {
    encoded(SEQUENCE, identifier(f"1.2.840.113549.1.1.{number}"), NULL): name
    for number, name in ((11, "sha256"), (12, "sha384"), (13, "sha512"))
}
_ECDSA_WITH: Final = {
    encoded(SEQUENCE, identifier(f"1.2.840.10045.4.3.{number}")): name
    for number, name in ((2, "sha256"), (3, "sha384"), (4, "sha512"))
}


@dataclass(frozen=True, slots=True)
class Parts:
    """A token's parts: what is signed, and what is needed to check the signature."""

    info: bytes
    digest: bytes
    signer: bytes
    attributes: bytes
    algorithm: bytes
    signature: bytes
    certificates: tuple[bytes, ...]

    @property
    def hash_name(self) -> str:
        """With which hash was signed: sha256, sha384 or sha512."""
        return _hash_name(self.digest, _STRONG)

    @property
    def kind(self) -> str:
        """With which kind of key was signed: rsa or ecdsa. Raises InputError for another."""
        if self.algorithm == _RSA or _RSA_WITH.get(self.algorithm) == self.hash_name:
            return "rsa"
        if _ECDSA_WITH.get(self.algorithm) == self.hash_name:
            return "ecdsa"
        raise InputError("It is signed in a way that is not known here: neither RSA nor ECDSA, or weak.")

    @property
    def signed(self) -> bytes:
        """The bytes that the signature covers (RFC 5652, section 5.4)."""
        return encoded(SET, self.attributes)

    def is_by(self, certificate: Certificate) -> bool:
        """Whether the token names this certificate as its signer's: by issuer and number."""
        return signer_of(certificate) == self.signer


def signer_of(certificate: Certificate) -> bytes:
    """IssuerAndSerialNumber of a certificate, as a token has it."""
    told = element(der_of(certificate)).parts()[0].parts()
    number, _, issuer = told[1:4] if told[0].tag == CONTEXT_0 else told[0:3]
    return encoded(SEQUENCE, issuer.whole, number.whole)


def taken_apart(response: bytes) -> Parts:
    """The parts of a granted TimeStampResp. Raises InputError for what is none, or holds more than it may."""
    status, token = element(response).parts(SEQUENCE, SEQUENCE)
    if status.first().whole not in (integer(0), integer(1)):
        raise InputError("It says that no time stamp was granted.")
    kind, content = token.parts(OID, CONTEXT_0)
    if kind.whole != _SIGNED_DATA:
        raise InputError("It is no signed message (CMS).")
    (data,) = content.parts(SEQUENCE)
    found = data.parts()
    if tuple(p.tag for p in found) != (INTEGER, SET, SEQUENCE, CONTEXT_0, SET):
        raise InputError(
            "It has no certificate of the authority, or holds revocation lists, which are not kept."
        )
    _, _, inside, certificates, signers = found
    info_kind, wrapped = inside.parts(OID, CONTEXT_0)
    (info,) = wrapped.parts(OCTET_STRING)
    (signer,) = signers.parts(SEQUENCE)
    if info_kind.whole != _TST_INFO:
        raise InputError("It is signed, but it is no time stamp.")
    return _of_signer(signer, info.content, tuple(part.whole for part in certificates.parts()))


def _of_signer(signer: Element, info: bytes, certificates: tuple[bytes, ...]) -> Parts:
    tags = tuple(p.tag for p in signer.parts())
    if CONTEXT_1 in tags:
        raise InputError("It has attributes that nothing signs: anybody could have added or changed them.")
    _, who, digest, attributes, algorithm, signature = signer.parts(
        INTEGER, SEQUENCE, SEQUENCE, CONTEXT_0, SEQUENCE, OCTET_STRING
    )
    parts = Parts(
        info, digest.whole, who.whole, attributes.content, algorithm.whole, signature.content, certificates
    )
    if not _is_protected(parts) and parts.kind == "rsa":
        return Parts(info, parts.digest, parts.signer, parts.attributes, _RSA, parts.signature, certificates)
    return parts


def put_together(parts: Parts, chain: Iterable[Certificate]) -> bytes:
    """The TimeStampResp of a bundle: granted, with the certificates of the chain but its root."""
    certificates = [der_of(one) for one in chain]
    kept = sorted(certificates[:-1] or certificates)
    signer = encoded(
        SEQUENCE,
        integer(1),
        parts.signer,
        parts.digest,
        encoded(CONTEXT_0, parts.attributes),
        parts.algorithm,
        encoded(OCTET_STRING, parts.signature),
    )
    data = encoded(
        SEQUENCE,
        integer(3),
        encoded(SET, parts.digest),
        encoded(SEQUENCE, _TST_INFO, encoded(CONTEXT_0, encoded(OCTET_STRING, parts.info))),
        encoded(CONTEXT_0, *kept),
        encoded(SET, signer),
    )
    token = encoded(SEQUENCE, _SIGNED_DATA, encoded(CONTEXT_0, data))
    return encoded(SEQUENCE, encoded(SEQUENCE, integer(0)), token)


def check_attributes(parts: Parts, leaf: Certificate) -> None:
    """Hold the signed attributes against what they sign and who signs (RFC 5652, 5816). Raises InputError."""
    found = _attributes(parts)
    if found.get(_CONTENT_TYPE) != _TST_INFO:
        raise InputError("What it signs does not say that it is a time stamp.")
    hashed = hashlib.new(parts.hash_name, parts.info).digest()
    if found.get(_MESSAGE_DIGEST) != encoded(OCTET_STRING, hashed):
        raise InputError("What it says is not what was signed.")
    if _SIGNER_V1 not in found and _SIGNER_V2 not in found:
        raise InputError("It does not say which certificate signed it, as RFC 3161 asks.")
    der = der_of(leaf)
    if _SIGNER_V1 in found and _named(found[_SIGNER_V1], "sha1") != hashlib.sha1(der).digest():
        raise InputError("It was signed with another certificate than the one that it holds.")
    if _SIGNER_V2 in found:
        name = _named_hash(found[_SIGNER_V2])
        if _named(found[_SIGNER_V2], name) != hashlib.new(name, der).digest():
            raise InputError("It was signed with another certificate than the one that it holds.")


def _attributes(parts: Parts) -> dict[bytes, bytes]:
    """Each signed attribute's kind and its one value."""
    found: dict[bytes, bytes] = {}
    for attribute in _listed(parts):
        kind, values = attribute.parts(OID, SET)
        told = values.parts()
        if kind.whole in found or len(told) != 1:
            raise InputError("It says a thing twice.")
        found[kind.whole] = told[0].whole
    return found


def _listed(parts: Parts) -> tuple[Element, ...]:
    """The signed attributes, one by one."""
    return element(parts.signed, SET).parts()


def _is_protected(parts: Parts) -> bool:
    """Whether the algorithms are signed too (RFC 6211). Raises InputError when they are others."""
    told = _attributes(parts).get(_PROTECTED)
    if told is None:
        return False
    digest, algorithm = element(told).parts(SEQUENCE, CONTEXT_1)
    if digest.whole != parts.digest or encoded(SEQUENCE, algorithm.content) != parts.algorithm:
        raise InputError("It says of its signature two things that differ.")
    return True


def _first_named(value: bytes) -> tuple[Element, ...]:
    """Of SigningCertificate or its version 2: the parts of the first certificate's id."""
    return element(value).first().first().parts()


def _named_hash(value: bytes) -> str:
    told = [part for part in _first_named(value)[:1] if part.tag == SEQUENCE]
    return _hash_name(told[0].whole, tuple(HASHES.values())) if told else "sha256"


def _named(value: bytes, name: str) -> bytes:
    hashes = [part.content for part in _first_named(value) if part.tag == OCTET_STRING]
    if len(hashes) != 1 or len(hashes[0]) != hashlib.new(name).digest_size:
        raise InputError("It does not say which certificate signed it, as RFC 3161 asks.")
    return hashes[0]


def _hash_name(algorithm: bytes, allowed: tuple[str, ...]) -> str:
    told = [part.whole for part in element(algorithm).parts()]
    name = HASHES.get(told[0]) if told else None
    if name is None or name not in allowed or told[1:] not in ([], [NULL]):
        raise InputError("It rests on a hash that is weak or not known here.")
    return name
