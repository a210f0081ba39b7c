"""Time-stamp tokens (RFC 3161): asked for, and held against the file, the certificates, the form of a bundle.

A token says that the authority was shown the hash of these bytes at the time that it names: they existed
then, and have not changed since. It does not say who made them, where they come from, whether what they say
is so, or that they did not exist long before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.x509 import Certificate
from rfc3161_client import HashAlgorithm as Asked
from rfc3161_client import (
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from respondeat.errors import InputError

from .certificates import chain_from, few, name_of, read_certificate
from .token_form import HASHES, Parts, check_attributes, put_together, taken_apart
from .token_info import TokenInfo, read_info

FURTHEST: Final = timedelta(hours=1)
"""How far an authority's time may be from ours when a token is asked for."""

_ASKED: Final = {"sha256": Asked.SHA256, "sha512": Asked.SHA512}
_SIGNED: Final[dict[str, HashAlgorithm]] = {"sha256": SHA256(), "sha384": SHA384(), "sha512": SHA512()}


class Request(Protocol):
    """A request as RFC 3161 has it."""

    @property
    def nonce(self) -> int | None:
        """The number that the answer has to repeat, so that it cannot be an older one."""

    def as_bytes(self) -> bytes:
        """The request in DER."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that holds: what it says, and the certificates from the authority's to the root."""

    info: TokenInfo
    chain: tuple[Certificate, ...]

    @property
    def authority(self) -> str:
        """Whom the authority's certificate names."""
        return name_of(self.chain[0])


def request_for(content: bytes, hash_name: str = "sha256") -> Request:
    """A request over the hash of `content` (sha256 or sha512), with a nonce, for certificates too."""
    builder = TimestampRequestBuilder(content, _ASKED[hash_name], nonce=True, cert_req=True)
    return builder.build()


def received(
    response: bytes, asked: Request, content: bytes, roots: Iterable[Certificate], now: datetime
) -> tuple[bytes, Token]:
    """What an authority answered, in the form of a bundle, and the token in it.

    `roots` are the certificates that are trusted. Raises InputError, whose text begins with "It", for
    anything that is not exactly the answer to this request, signed under a root of these.
    """
    trusted = tuple(roots)
    parts = taken_apart(response)
    pool = (*_certificates(parts), *trusted)
    token = _token(parts, content, pool)
    if token.info.nonce != asked.nonce:
        raise InputError("It is not the answer to this request: it repeats another number, or none.")
    if abs(token.info.moment - now) > FURTHEST:
        raise InputError(
            f"It says {token.info.moment:%Y-%m-%dT%H:%M:%SZ}, and the clock here {now:%Y-%m-%dT%H:%M:%SZ}. "
            "Set the clock right, or ask another authority."
        )
    if token.chain[-1] not in trusted:
        raise InputError(
            f"It rests on the root {name_of(token.chain[-1])}, which is not among the certificates named."
        )
    written = put_together(parts, token.chain)
    return written, read_token(written, content, token.chain)


def read_token(response: bytes, content: bytes, pool: Iterable[Certificate]) -> Token:
    """The token in a file of a bundle, over `content`; `pool` has the certificates of its chain.

    Says nothing of whether the chain's root is to be trusted. Raises InputError, whose text begins with
    "It", for a token that does not hold or is written in any other way than bundles write it.
    """
    parts = taken_apart(response)
    token = _token(parts, content, pool)
    if put_together(parts, token.chain) != response:
        raise InputError("It holds bytes that nothing signs, or is not written as bundles write it.")
    _ask_the_library(response, content, token.chain)
    return token


def _certificates(parts: Parts) -> Sequence[Certificate]:
    return few([read_certificate(der) for der in parts.certificates])


def _token(parts: Parts, content: bytes, pool: Iterable[Certificate]) -> Token:
    info = read_info(parts.info, HASHES)
    if not info.is_of(content):
        raise InputError("It is of another file, or the file was changed since.")
    leaf = next((one for one in _certificates(parts) if parts.is_by(one)), None)
    if leaf is None:
        raise InputError("It does not hold the certificate of the authority that signed it.")
    check_attributes(parts, leaf)
    _check_signature(parts, leaf)
    return Token(info, chain_from(leaf, (*_certificates(parts), *pool), info.moment))


def _check_signature(parts: Parts, leaf: Certificate) -> None:
    key, hashed = leaf.public_key(), _SIGNED[parts.hash_name]
    try:
        if parts.kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(parts.signature, parts.signed, PKCS1v15(), hashed)
        elif parts.kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(parts.signature, parts.signed, ec.ECDSA(hashed))
        else:
            raise InputError("It is signed with another kind of key than its certificate has.")
    except InvalidSignature:
        raise InputError("It was changed: the authority's signature is not of these bytes.") from None


def _ask_the_library(response: bytes, content: bytes, chain: tuple[Certificate, ...]) -> None:
    """Have OpenSSL judge signature and chain as well."""
    above = list(chain[1:-1])
    verifier = VerifierBuilder(roots=[chain[-1]], intermediates=above).build()
    try:
        verifier.verify_message(decode_timestamp_response(response), content)
    except (ValueError, VerificationError) as error:
        raise InputError(f"It does not hold when OpenSSL checks it: {error}") from None
