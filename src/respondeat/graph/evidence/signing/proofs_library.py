"""What is used of the library of OpenTimestamps; imported only where it is installed."""

from typing import Any, Final

from opentimestamps.core.notary import (  # type: ignore[import-untyped]
    BitcoinBlockHeaderAttestation,
    PendingAttestation,
)
from opentimestamps.core.op import OpAppend, OpSHA256  # type: ignore[import-untyped]
from opentimestamps.core.serialize import (  # type: ignore[import-untyped]
    BytesDeserializationContext as Reader,
)
from opentimestamps.core.serialize import (
    BytesSerializationContext as Writer,
)
from opentimestamps.core.serialize import DeserializationError
from opentimestamps.core.timestamp import DetachedTimestampFile, Timestamp  # type: ignore[import-untyped]

from .proofs import HIGHEST, Attestation

__all__ = [
    "DetachedTimestampFile",
    "OpAppend",
    "OpSHA256",
    "Reader",
    "Timestamp",
    "Writer",
    "attestation",
    "faults",
]

faults: Final = (DeserializationError, ValueError, TypeError, AssertionError, RecursionError, Warning)


def attestation(message: bytes, told: Any) -> Attestation:
    """An attestation of the library's as one of ours. Raises ValueError for one that cannot be."""
    if isinstance(told, PendingAttestation):
        return Attestation("pending", where=told.uri)
    if isinstance(told, BitcoinBlockHeaderAttestation):
        if len(message) != 32 or told.height >= HIGHEST:
            raise ValueError("no Bitcoin block is like this")
        return Attestation("bitcoin", height=told.height, merkle_root=message[::-1].hex())
    return Attestation("other", where=type(told).__name__)
