"""Servers that attest a time: authorities (RFC 3161) and calendars of OpenTimestamps."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.x509 import Certificate

from respondeat.errors import InputError, RemoteError
from respondeat.graph.evidence.signing.certificates import trusted_certificates
from respondeat.graph.evidence.signing.proofs import (
    LARGEST,
    NONCE_BYTES,
    commitment,
    make_proof,
    require_library,
)
from respondeat.graph.evidence.signing.tokens import Token, received, request_for

from .posting import checked_url, post


@dataclass(frozen=True, slots=True)
class Authority:
    """A time authority: where it is asked, which root certificates it must rest on, over which hash.

    Plain http will do: what comes back is signed, and held against the roots.
    """

    url: str
    roots: tuple[Certificate, ...]
    hash_name: str = "sha256"

    @classmethod
    def of(cls, url: str, ca: Path, hash_name: str = "sha256") -> "Authority":
        """The authority at a URL under the certificates in a file. Raises InputError for either."""
        return cls(checked_url(url, "a time authority"), trusted_certificates(ca), hash_name)

    def stamp(self, content: bytes, now: datetime) -> tuple[bytes, Token]:
        """A token over `content`, as a file of a bundle, and what it says.

        Raises RemoteError when the authority does not answer, or with something else.
        """
        asked = request_for(content, self.hash_name)
        answer = post(
            self.url, asked.as_bytes(), "application/timestamp-query", "application/timestamp-reply"
        )
        try:
            return received(answer, asked, content, self.roots, now)
        except InputError as error:
            raise RemoteError(
                f"{self.url.partition('?')[0]} answered, and its time stamp cannot be used. {error.detail} "
                "Nothing was written."
            ) from None


def check_calendars(calendars: Sequence[str]) -> tuple[str, ...]:
    """Their URLs. Raises ConfigurationError for what is no address of a calendar, and without the library."""
    require_library()
    return tuple(checked_url(url, "a calendar").rstrip("/") for url in calendars)


def prove(content: bytes, calendars: Sequence[str]) -> bytes:
    """A proof of OpenTimestamps over `content`, pending at these calendars: each of them has to answer.

    Raises ConfigurationError as `check_calendars`, RemoteError when a calendar gives no proof.
    """
    urls = check_calendars(calendars)
    nonce = os.urandom(NONCE_BYTES)
    shown = commitment(content, nonce)
    accept = "application/vnd.opentimestamps.v1"
    kind = "application/x-www-form-urlencoded"  # as the reference client sends it
    answers = {url: post(f"{url}/digest", shown, kind, accept)[:LARGEST] for url in urls}
    try:
        return make_proof(content, nonce, answers)
    except InputError as error:
        raise RemoteError(f"{error.detail} Nothing was written.") from None
