"""The signature of a WACZ (WACZ Signing and Verification 0.1.0): made by a key alone, or by that of a domain.

What can be told offline is told: that the signature fits the key or certificate beside it, and whether the
certificate names the domain. Whose key it is, whether an authority vouches for the certificate, and when it
was signed, nothing in the file can prove by itself.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.certificates import chain_from, issued, read_certificates
from respondeat.graph.evidence.signing.signatures import fingerprint
from respondeat.graph.evidence.signing.token_form import HASHES, put_together, taken_apart
from respondeat.graph.evidence.signing.token_info import read_info
from respondeat.graph.evidence.signing.tokens import read_token

from .findings import Finding, error, shown, warning

_ANONYMOUS: Final = frozenset({"hash", "created", "software", "version", "signature", "publicKey"})
_DOMAIN: Final = frozenset(
    {"hash", "created", "software", "version", "signature", "domain", "domainCert"}
    | {"timeSignature", "timestampCert", "crossSignedCert"}
)
_CERTIFICATE: Final = re.compile(r"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----")
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_MOST: Final = 16  # certificates in a chain

WHERE: Final = "datapackage-digest.json"

Kind = Literal["none", "key", "domain"]


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed: nobody, a key (`fingerprint`, the SHA-256 of its SubjectPublicKeyInfo), a `domain`.

    `time` is what a time token over the signature says, whose authority is not known here. `created` and
    `software` are as the file says, which the signature does not cover.
    """

    kind: Kind
    fingerprint: str = ""
    domain: str = ""
    time: str = ""
    created: str = ""
    software: str = ""
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is told of the signature, as JSON data."""
        return {
            "signed_by": self.kind,
            "fingerprint": self.fingerprint or None,
            "domain": self.domain or None,
            "time": self.time or None,
            "created": self.created or None,
            "software": self.software or None,
        }


def signature_of(told: Any, expected_hash: str) -> Signed:
    """What the member `signedData` says, checked against the hash of `datapackage.json` ("sha256:...").

    The findings hold an error when the signature does not fit, and what was not verified as warnings.
    """
    if told is None:
        return Signed("none", findings=(warning("signature", WHERE, "the web archive is not signed"),))
    fault = _form_fault(told)
    if fault:
        return Signed("none", findings=(error("signature", WHERE, fault),))
    made = {key: shown(told[key]) for key in ("created", "software") if key in told}
    if told["hash"] != expected_hash:
        text = "what is signed is not the hash of datapackage.json"
        return Signed("none", findings=(error("signature", WHERE, text),), **made)
    return _by_domain(told, made) if "domainCert" in told else _by_key(told, made)


def _form_fault(told: Any) -> str:
    if not isinstance(told, dict) or not all(
        isinstance(value, str) for value in told.values() if value is not None
    ):
        return "signedData is no object of texts"
    members = {key for key, value in told.items() if value is not None}
    wanted = _DOMAIN if "domainCert" in members else _ANONYMOUS
    needed = (
        {"hash", "signature", "domainCert", "domain"}
        if "domainCert" in members
        else {"hash", "signature", "publicKey"}
    )
    if missing := needed - members:
        return f"signedData lacks {', '.join(sorted(missing))}"
    if odd := members - wanted:
        return f"signedData has members that signatures do not have: {shown(', '.join(sorted(odd)))}"
    return ""


def _by_key(told: Mapping[str, str], made: Mapping[str, str]) -> Signed:
    try:
        key = serialization.load_der_public_key(_decoded(told["publicKey"]))
    except (ValueError, UnsupportedAlgorithm):
        return Signed("none", findings=(error("signature", WHERE, "publicKey is no public key"),), **made)
    if fault := _fault(key, told):
        return Signed("none", findings=(error("signature", WHERE, fault),), **made)
    text = "the signature fits the key beside it; whose key that is, nothing here shows"
    return Signed("key", fingerprint(key), findings=(warning("signer", WHERE, text),), **made)


def _by_domain(told: Mapping[str, str], made: Mapping[str, str]) -> Signed:
    try:
        chain = [
            x509.load_pem_x509_certificate(pem.encode()) for pem in _CERTIFICATE.findall(told["domainCert"])
        ]
        key = chain[0].public_key()
    except (ValueError, IndexError, UnsupportedAlgorithm):
        return Signed(
            "none", findings=(error("signature", WHERE, "domainCert holds no certificate"),), **made
        )
    fault = _fault(key, told)
    if not fault and told["domain"].lower() not in _domains(chain[0]):
        fault = "the certificate is not for the domain that is said to have signed"
    if not fault and len(chain) > _MOST:
        fault = "domainCert holds more certificates than a chain has"
    if fault:
        return Signed("none", findings=(error("signature", WHERE, fault),), **made)
    text = (
        "the signature fits the certificate beside it; whether an authority vouches for it was not verified"
    )
    found = [warning("signer", WHERE, text)]
    if not all(issued(below, above) for below, above in pairwise(chain)):
        found.append(warning("chain", WHERE, "the certificates in domainCert do not sign one another"))
    at, doubt = _time(told)
    if doubt:
        found.append(warning("time", WHERE, doubt))
    return Signed("domain", fingerprint(key), shown(told["domain"]), at, findings=tuple(found), **made)


def _time(told: Mapping[str, str]) -> tuple[str, str]:
    """What the time token over the signature says ("" for one that does not hold), and what is in doubt."""
    if not told.get("timeSignature"):
        return "", "nobody attests when it was signed: there is no time token"
    try:
        pool = read_certificates(told.get("timestampCert", "").encode())
        parts = taken_apart(_decoded(told["timeSignature"]))
        leaf = next((one for one in pool if parts.is_by(one)), None)
        if leaf is None:
            return (
                "",
                "the time token is not signed with a certificate of timestampCert, so it was not verified",
            )
        chain = chain_from(leaf, pool, read_info(parts.info, HASHES).moment)
        token = read_token(put_together(parts, chain), told["signature"].encode(), chain)
    except (InputError, ValueError) as fault:
        return "", f"the time token was not verified: {shown(str(fault))}"
    at = token.info.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return at, f"a time token of {shown(token.authority)} fits; whether that is an authority was not verified"


def _fault(key: object, told: Mapping[str, str]) -> str:
    """Why a signature does not fit a key; "" when it does."""
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, _CURVES):
        return "the key is not of a kind that web archives are signed with (ECDSA)"
    try:
        signature = _decoded(told["signature"])
        data = told["hash"].encode("ascii")
    except ValueError:
        return "the signature is not base64"
    size = (key.curve.key_size + 7) // 8
    forms = [signature]
    if len(signature) == 2 * size:  # as browsers write it: two numbers of a fixed size
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        forms.append(encode_dss_signature(r, s))
    for form in forms:
        try:
            key.verify(form, data, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            continue
        return ""
    return "the signature does not fit the key beside it"


def _decoded(text: str) -> bytes:
    """Raises ValueError for what is not base64."""
    return base64.b64decode("".join(text.split()), validate=True)


def _domains(certificate: x509.Certificate) -> set[str]:
    """The names that a certificate is for: its alternative names, else its common name."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        return {name.lower() for name in found.value.get_values_for_type(x509.DNSName)}
    except (x509.ExtensionNotFound, ValueError):
        names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        return {str(name.value).lower() for name in names}
