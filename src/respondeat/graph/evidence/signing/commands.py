"""How a recipient checks signatures and time stamps with tools that are not ours, word for word.

All run in the folder of the bundle. OpenSSL 3.0 or newer is needed: older ones cannot check Ed25519 so. What
such a check shows is told by `signatures`, `tokens` and `proofs`, and what it does not: a signature does not
say that what is signed is so, a time stamp does not say who made it or where it comes from.
"""

from datetime import datetime
from typing import Final

from respondeat.graph.evidence.verifier.layout import (
    AUTHORITY,
    KEY,
    ROOT,
    ROOT_SIGNATURE,
    ROOT_TOKEN,
    TAG_MANIFEST,
    TAG_PROOF,
    TAG_SIGNATURE,
    TAG_TOKEN,
)
from respondeat.graph.evidence.verifier.signed import SIGNED

TRUSTED_CA: Final = "../AUTHORITY-CA.pem"
"""Stands in the commands for the root certificate that the recipient has from elsewhere.

It is beside the folder of the bundle: a file more in it would make the bundle not intact.
"""

FINGERPRINT: Final = f"openssl pkey -pubin -in {KEY} -outform DER | openssl dgst -sha256"
"""Prints the fingerprint of the key that signed; compare it with what the signer made known."""


def signature_commands() -> tuple[str, ...]:
    """The commands that check the three signatures; each prints `Signature Verified Successfully`."""
    return tuple(
        f"openssl pkeyutl -verify -rawin -pubin -inkey {KEY} -sigfile {signature} -in {signed}"
        for signature, signed in SIGNED
    )


def token_commands(*, signed: bool, ca: str = TRUSTED_CA, at: datetime | None = None) -> tuple[str, ...]:
    """The commands that check the two time stamps; each prints `Verification: OK`.

    `signed` says that the bundle is: its stamps are then over the signatures. `at` is the time that the
    stamps say: needed once the authority's certificate has ended, which OpenSSL else holds against today.
    """
    moment = f" -attime {int(at.timestamp())}" if at else ""
    over = (ROOT_SIGNATURE, TAG_SIGNATURE) if signed else (ROOT, TAG_MANIFEST)
    return tuple(
        f"openssl ts -verify -in {token} -data {data} -CAfile {ca} -untrusted {AUTHORITY}{moment}"
        for token, data in zip((ROOT_TOKEN, TAG_TOKEN), over, strict=True)
    )


def token_text_commands() -> tuple[str, ...]:
    """The commands that print what the two time stamps say: their time, number, authority."""
    return tuple(f"openssl ts -reply -in {token} -text" for token in (ROOT_TOKEN, TAG_TOKEN))


def proof_commands(*, signed: bool) -> tuple[str, ...]:
    """The commands of OpenTimestamps' client that show its proof and hold it against a Bitcoin node."""
    over = TAG_SIGNATURE if signed else TAG_MANIFEST
    return (f"ots info {TAG_PROOF}", f"ots verify -f {over} {TAG_PROOF}")
