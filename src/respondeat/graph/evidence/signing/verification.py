"""Tokens of a bundle, looked at when it is verified."""

from collections.abc import Sequence
from typing import Final

from cryptography.x509 import Certificate

from respondeat.errors import ConfigurationError, InputError
from respondeat.graph.evidence.verifier.layout import AUTHORITY, TAG_MANIFEST, TAG_PROOF, TAG_SIGNATURE
from respondeat.graph.evidence.verifier.signed import STAMPED
from respondeat.graph.evidence.verifier.source import Source, read_whole
from respondeat.graph.evidence.verifier.verdict import FAILED, NOT_CHECKED, NOTE, OK, Check, Unreadable

from .certificates import few, is_anchored, name_of, pem_of, read_certificates
from .proofs import Attestation, read_proof
from .tokens import Token, read_token

_LARGEST: Final = 1 << 20


def verify_tokens(source: Source, trusted: Sequence[Certificate] | None) -> tuple[Check, ...]:
    """A check for each token, and one for the authority behind them.

    `trusted` are the certificates that whoever verifies trusts; without them the tokens are held against
    the chain that the bundle holds, and nobody says that it is an authority's.
    """
    there = set(source.names())
    stamped = [found for found in STAMPED if found[0] in there]
    if not stamped:
        if AUTHORITY in there:
            return (Check(AUTHORITY, FAILED, "It holds certificates, and there is no time stamp of theirs."),)
        return (Check("time stamp", NOTE, "There is none: nobody attests when the bundle was made."),)
    try:
        pem = _read(source, AUTHORITY)
        pool = few(read_certificates(pem))
    except InputError as error:
        return (Check(AUTHORITY, FAILED, error.detail),)
    checks, tokens = list[Check](), list[Token]()
    for name, signature, plain in stamped:
        over = signature if signature in there else plain
        try:
            token = read_token(_read(source, name), _read(source, over), pool)
        except InputError as error:
            checks.append(Check(name, FAILED, error.detail))
        else:
            tokens.append(token)
            checks.append(Check(name, OK, _told(token, over)))
    if len(tokens) == len(stamped):
        checks.append(_authority(tokens, pem, trusted))
    return tuple(checks)


def verify_proofs(source: Source) -> tuple[Check, ...]:
    """A check of the proof of OpenTimestamps and one of what it rests on; none where there is no proof."""
    there = set(source.names())
    if TAG_PROOF not in there:
        return ()
    over = TAG_SIGNATURE if TAG_SIGNATURE in there else TAG_MANIFEST
    try:
        found = read_proof(_read(source, TAG_PROOF), _read(source, over))
    except ConfigurationError as error:
        return (Check(TAG_PROOF, NOT_CHECKED, error.detail),)
    except InputError as error:
        return (Check(TAG_PROOF, FAILED, error.detail),)
    return (
        Check(TAG_PROOF, OK, f"The proof of OpenTimestamps commits to {over}."),
        Check(f"{TAG_PROOF}: time", NOTE, " ".join(map(_rests_on, found))),
    )


def _rests_on(told: Attestation) -> str:
    if told.kind == "bitcoin":
        return (
            f"It says that Bitcoin block {told.height} has the Merkle root {told.merkle_root}: not checked "
            "here; look that block up in a Bitcoin node. Its time is then the latest at which this existed."
        )
    if told.kind == "pending":
        return (
            f"Pending at {told.where}: a promise of that calendar, not yet in a Bitcoin block. Complete a "
            "copy of the proof with `ots upgrade`, then check that."
        )
    return f"An attestation of a kind not known here ({told.where}): not checked."


def authority_file(tokens: Sequence[Token]) -> bytes:
    """`authority.pem`: the chains of the tokens, each from the authority to its root, nothing twice."""
    return pem_of(dict.fromkeys(one for token in tokens for one in token.chain))


def _authority(tokens: Sequence[Token], pem: bytes, trusted: Sequence[Certificate] | None) -> Check:
    if authority_file(tokens) != pem:
        return Check(
            AUTHORITY, FAILED, "It holds other bytes than the certificates of the time stamps' chain."
        )
    roots = " and ".join(dict.fromkeys(name_of(token.chain[-1]) for token in tokens))
    if trusted is None:
        return Check(
            AUTHORITY,
            NOT_CHECKED,
            f"Authority not verified: the bundle itself names its root, {roots}. Give one that you have from "
            "elsewhere and trust: --authority-ca FILE.",
        )
    if all(is_anchored(token.chain, trusted, token.info.moment) for token in tokens):
        return Check(
            AUTHORITY, OK, f"The time stamps rest on a certificate that you trust; their root: {roots}."
        )
    return Check(AUTHORITY, FAILED, f"The time stamps rest on {roots}, which is not what you trust.")


def _told(token: Token, over: str) -> str:
    info = token.info
    exact = f" (± {info.accuracy:g} s)" if info.accuracy is not None else ""
    return (
        f"{over} existed at {info.moment:%Y-%m-%dT%H:%M:%SZ}{exact}, says {token.authority}; its number "
        f"0x{info.serial:x}, policy {info.policy}."
    )


def _read(source: Source, name: str) -> bytes:
    try:
        return read_whole(source, name, _LARGEST)
    except Unreadable as error:
        raise InputError(str(error)) from None
