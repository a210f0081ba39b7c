"""Proofs of OpenTimestamps: that a file's hash went into a Bitcoin block, by way of a calendar.

A proof commits to a file by hashes alone, which is checked offline. What it says of time rests on Bitcoin:
whoever checks it looks up the block in a node of theirs. A pending proof is a calendar's promise only; it is
completed later (`ots upgrade`, on a copy), which a written bundle is not changed for. Like any time stamp it
says nothing of who made the file, where it comes from, or whether what it says is so.

The format is that of the reference library (python-opentimestamps), which is an extra.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from respondeat.errors import ConfigurationError, InputError

NONCE_BYTES: Final = 16
LARGEST: Final = 1 << 16
"""Bytes of a proof, at most."""

HIGHEST: Final = 1 << 32  # of a block: more than there will be in our time


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who attests: `kind` is "pending" (a calendar at `where`), "bitcoin" (block `height`), or "other".

    `merkle_root` is what the block must have, written as block explorers do.
    """

    kind: str
    where: str = ""
    height: int = 0
    merkle_root: str = ""


def require_library() -> None:
    """Raises ConfigurationError, which says how to get it, when the library is not installed."""
    _library()


def commitment(content: bytes, nonce: bytes) -> bytes:
    """What calendars are shown: the hash of the file's hash and a nonce, so that they learn nothing of it."""
    return hashlib.sha256(hashlib.sha256(content).digest() + nonce).digest()


def make_proof(content: bytes, nonce: bytes, answers: Mapping[str, bytes]) -> bytes:
    """The proof of `content` from what calendars answered, by their URLs, to its `commitment`.

    Raises ConfigurationError without the library, InputError, whose text begins with the calendar's URL, for
    an answer that is none.
    """
    lib = _library()
    file = lib.Timestamp(hashlib.sha256(content).digest())
    committed = file.ops.add(lib.OpAppend(nonce)).ops.add(lib.OpSHA256())
    for url, answer in answers.items():
        try:
            context = lib.Reader(answer)
            told = lib.Timestamp.deserialize(context, committed.msg)
            context.assert_eof()
            committed.merge(told)
        except lib.faults:
            raise InputError(f"{url} answers with what is no proof of OpenTimestamps.") from None
    context = lib.Writer()
    lib.DetachedTimestampFile(lib.OpSHA256(), file).serialize(context)
    proof: bytes = context.getbytes()
    read_proof(proof, content)
    return proof


def read_proof(proof: bytes, content: bytes) -> tuple[Attestation, ...]:
    """Who attests `content`, by a proof that commits to it.

    Raises ConfigurationError without the library, InputError for a proof of another file, one that cannot
    be read, and one that is not written as the library writes it.
    """
    lib = _library()
    if len(proof) > LARGEST:
        raise InputError("It is larger than a proof is.")
    try:
        file = lib.DetachedTimestampFile.deserialize(lib.Reader(proof))
        context = lib.Writer()
        file.serialize(context)
        found = sorted((lib.attestation(m, a) for m, a in file.timestamp.all_attestations()), key=str)
    except lib.faults:
        raise InputError("It is no proof of OpenTimestamps, or damaged.") from None
    if context.getbytes() != proof:
        raise InputError("It is not written as OpenTimestamps writes it: bytes were changed or added.")
    if (
        not isinstance(file.file_hash_op, lib.OpSHA256)
        or file.file_digest != hashlib.sha256(content).digest()
    ):
        raise InputError("It is of another file, or the file was changed since.")
    return tuple(found)


def _library() -> Any:
    try:
        from . import proofs_library
    except ImportError:
        raise ConfigurationError(
            "Proofs of OpenTimestamps need its library: pip install 'respondeat[opentimestamps]'."
        ) from None
    return proofs_library
