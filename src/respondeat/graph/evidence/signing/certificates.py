"""Certificates of time authorities: read, joined into a chain, held against what RFC 3161 and 5280 ask.

Not looked at: whether a certificate was revoked. That needs the authority's lists of the day in question.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from warnings import catch_warnings, simplefilter

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    DuplicateExtension,
    ExtendedKeyUsage,
    ExtensionNotFound,
    ExtensionType,
    InvalidVersion,
    KeyUsage,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.oid import ExtendedKeyUsageOID

from respondeat.errors import InputError

from .der import BIT_STRING, SEQUENCE, element

_LONGEST: Final = 8  # certificates from an authority to its root
_MOST: Final = 32  # certificates that come with tokens
_SMALLEST_RSA: Final = 2048
_FAULTS: Final = (
    *(ValueError, TypeError, UnsupportedAlgorithm, InvalidVersion, DuplicateExtension),
    CryptographyDeprecationWarning,
)
_STRONG: Final = frozenset({"sha256", "sha384", "sha512"})


def read_certificates(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates in a PEM file. Raises InputError for none, and for what cannot be read."""
    try:
        with _strictly():
            return tuple(_whole(one) for one in load_pem_x509_certificates(pem))
    except _FAULTS:
        raise InputError("It holds no certificates in PEM, or a damaged one.") from None


def read_certificate(der: bytes) -> Certificate:
    """One certificate in DER. Raises InputError."""
    try:
        with _strictly():
            return _whole(load_der_x509_certificate(der))
    except _FAULTS:
        raise InputError("It holds a certificate that cannot be read.") from None


def trusted_certificates(path: Path) -> tuple[Certificate, ...]:
    """The certificates that a user trusts, from a PEM file. Raises InputError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The certificates in {path} cannot be read: {error.strerror}.") from None
    try:
        return read_certificates(content)
    except InputError as error:
        raise InputError(f"{path} cannot be used as the authority's certificates. {error.detail}") from None


@contextmanager
def _strictly() -> Iterator[None]:
    """What the library only warns of though RFC 5280 forbids it is a fault; an odd name is none."""
    with catch_warnings():
        simplefilter("ignore", UserWarning)
        simplefilter("error", CryptographyDeprecationWarning)
        yield


def _whole(certificate: Certificate) -> Certificate:
    """The certificate, no part of which proves unreadable later: the library reads each when asked for it."""
    certificate.public_key()
    told = (certificate.subject, certificate.issuer, certificate.extensions, certificate.not_valid_after_utc)
    assert all(part is not None for part in told)
    return certificate


def few(certificates: Sequence[Certificate]) -> Sequence[Certificate]:
    """The certificates, which somebody else sent; so many have no place in a chain. Raises InputError."""
    if len(certificates) > _MOST:
        raise InputError(f"It holds {len(certificates)} certificates: more than any chain has.")
    return certificates


def der_of(certificate: Certificate) -> bytes:
    """A certificate in DER."""
    return certificate.public_bytes(Encoding.DER)


def pem_of(certificates: Iterable[Certificate]) -> bytes:
    """Certificates in PEM, in the one form that a bundle has."""
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def name_of(certificate: Certificate) -> str:
    """Whom a certificate names, as RFC 4514 writes it."""
    return certificate.subject.rfc4514_string()


def chain_from(leaf: Certificate, pool: Iterable[Certificate], moment: datetime) -> tuple[Certificate, ...]:
    """A chain from an authority's certificate up to one that is signed by itself, all valid at a moment.

    Raises InputError that says what the matter is when `pool` holds none.
    """
    check_signer(leaf)
    known = {der_of(one): one for one in pool}
    faults = [
        f"No chain goes from {name_of(leaf)} to a root: a certificate is missing, or did not issue the next."
    ]
    found = next(_chains((leaf,), {der: known[der] for der in sorted(known)}, moment, faults), None)
    if found is None:
        raise InputError(faults[-1])
    return found


def _chains(
    below: tuple[Certificate, ...], pool: dict[bytes, Certificate], moment: datetime, faults: list[str]
) -> Iterator[tuple[Certificate, ...]]:
    """All chains that go on from here; what spoke against others is added to `faults`.

    Each certificate is taken out of `pool` when it is tried: circles made to keep us busy end there.
    """
    last = below[-1]
    root = last.issuer == last.subject
    try:
        _check_valid(last, moment)
        _check_form(last, root=root)
        if len(below) > 1:
            _check_authority(last, len(below) - 2)
    except InputError as error:
        faults.append(error.detail)
        return
    if root:
        yield from [below] if _signs_itself(last) else []
        return
    for der, one in list(pool.items()):
        if der in pool and len(below) < _LONGEST and issued(last, one):
            del pool[der]
            yield from _chains((*below, one), pool, moment, faults)


def issued(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether `issuer` bears the name and the key that `certificate` is signed by."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _signs_itself(root: Certificate) -> bool:
    """Whether a root is signed by its own key: over SHA-1 too, as old roots are whom people trust anyway."""
    key, hashed = root.public_key(), root.signature_hash_algorithm
    if not isinstance(key, rsa.RSAPublicKey) or not isinstance(hashed, SHA1):
        return issued(root, root)
    try:
        key.verify(root.signature, root.tbs_certificate_bytes, PKCS1v15(), hashed)
    except InvalidSignature:
        return False
    return True


def check_signer(leaf: Certificate) -> None:
    """Hold a certificate against RFC 3161, section 2.3: critically, for time stamps and nothing else.

    Raises InputError.
    """
    name = name_of(leaf)
    try:
        usage = leaf.extensions.get_extension_for_class(ExtendedKeyUsage)
    except ExtensionNotFound:
        raise InputError(f"The certificate of {name} is not for time stamps: it does not say so.") from None
    if not usage.critical or list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise InputError(
            f"The certificate of {name} is not for time stamps alone, said critically, as RFC 3161 asks."
        )
    key_usage = _extension(leaf, KeyUsage)
    if isinstance(key_usage, KeyUsage) and not (key_usage.digital_signature or key_usage.content_commitment):
        raise InputError(f"The certificate of {name} is not for signing.")


def is_anchored(chain: tuple[Certificate, ...], trusted: Iterable[Certificate], moment: datetime) -> bool:
    """Whether a certificate of the chain is trusted, or was issued by one that is and was valid then."""
    for root in trusted:
        if root in chain:
            return True
        valid = root.not_valid_before_utc <= moment <= root.not_valid_after_utc
        if valid and _is_authority(root) and any(issued(one, root) for one in chain):
            return True
    return False


def _check_valid(certificate: Certificate, moment: datetime) -> None:
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if not first <= moment <= last:
        raise InputError(
            f"The certificate of {name_of(certificate)} was valid from {first:%Y-%m-%dT%H:%M:%SZ} to "
            f"{last:%Y-%m-%dT%H:%M:%SZ}, and not at {moment:%Y-%m-%dT%H:%M:%SZ}."
        )


def _check_form(certificate: Certificate, *, root: bool) -> None:
    """No bits that no signature covers; a signature and a key that hold."""
    name = name_of(certificate)
    told, algorithm, signature = element(der_of(certificate)).parts(SEQUENCE, SEQUENCE, BIT_STRING)
    if signature.content[:1] != b"\0":
        raise InputError(f"The certificate of {name} has bits that nothing signs.")
    if algorithm.whole not in (part.whole for part in told.parts()):
        raise InputError(f"The certificate of {name} says of its signature two things that differ.")
    # nobody's trust in a root rests on its own signature
    if not root and _hash_name(certificate) not in _STRONG | {None}:
        raise InputError(f"The certificate of {name} is signed over a hash that is too weak.")
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < _SMALLEST_RSA:
        raise InputError(f"The key of {name} is too weak: RSA of {key.key_size} bits.")
    if isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < 256:
        raise InputError(f"The key of {name} is too weak: a curve of {key.key_size} bits.")


def _hash_name(certificate: Certificate) -> str | None:
    try:
        found: HashAlgorithm | None = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return "unknown"
    return found.name if found else None


def _check_authority(certificate: Certificate, below: int) -> None:
    name = name_of(certificate)
    if not _is_authority(certificate):
        raise InputError(f"The certificate of {name} may not issue others.")
    constraints = _extension(certificate, BasicConstraints)
    longest = constraints.path_length if isinstance(constraints, BasicConstraints) else None
    if longest is not None and below > longest:
        raise InputError(f"The certificate of {name} may not stand so far above the authority's.")


def _is_authority(certificate: Certificate) -> bool:
    constraints = _extension(certificate, BasicConstraints)
    usage = _extension(certificate, KeyUsage)
    return (
        isinstance(constraints, BasicConstraints)
        and constraints.ca
        and (not isinstance(usage, KeyUsage) or usage.key_cert_sign)
    )


def _extension(certificate: Certificate, kind: type[ExtensionType]) -> ExtensionType | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except ExtensionNotFound:
        return None
