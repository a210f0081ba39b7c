"""What a time-stamp token says: TSTInfo of RFC 3161, section 2.4.2."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from respondeat.errors import InputError

from .der import INTEGER, OCTET_STRING, OID, SEQUENCE, Element, element, integer

_LONGEST: Final = 64  # octets of a number
_GENERALIZED_TIME: Final = 0x18
_MOMENT: Final = re.compile(rb"(\d{14})(?:\.(\d*[1-9]))?Z")
_REQUIRED: Final = (INTEGER, OID, SEQUENCE, INTEGER, _GENERALIZED_TIME)


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What the authority signed: when, which number, under which policy, over which hash.

    `accuracy` is in seconds; None where the authority tells none. `nonce` is what the request held.
    """

    moment: datetime
    serial: int
    policy: str
    hash_name: str
    imprint: bytes
    accuracy: float | None
    nonce: int | None

    def is_of(self, content: bytes) -> bool:
        """Whether the hash is that of `content`."""
        return hashlib.new(self.hash_name, content).digest() == self.imprint


def read_info(der: bytes, hashes: dict[bytes, str]) -> TokenInfo:
    """TSTInfo in DER; `hashes` names object identifiers. Raises InputError."""
    found = element(der).parts()
    if tuple(part.tag for part in found[:5]) != _REQUIRED or found[0].whole != integer(1):
        raise InputError("It lacks what every time stamp says.")
    _, policy, imprint, serial, moment, *others = found
    algorithm, hashed = imprint.parts(SEQUENCE, OCTET_STRING)
    name = hashes.get(algorithm.first().whole)
    if name not in ("sha256", "sha384", "sha512"):
        raise InputError("It is of a hash that is weak or not known here.")
    nonces = [_number(part) for part in others if part.tag == INTEGER]
    return TokenInfo(
        _moment(moment.content),
        _number(serial),
        _dotted(policy.content),
        name,
        hashed.content,
        next((_accuracy(part) for part in others if part.tag == SEQUENCE), None),
        nonces[0] if nonces else None,
    )


def _number(part: Element) -> int:
    if not 0 < len(part.content) <= _LONGEST:
        raise InputError("It has a number that is none, or longer than one is.")
    return int.from_bytes(part.content, "big", signed=True)


def _moment(written: bytes) -> datetime:
    found = _MOMENT.fullmatch(written)
    if not found:
        raise InputError("Its time is not written as RFC 3161 asks.")
    try:
        told = datetime.strptime(found[1].decode("ascii"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise InputError("Its time does not exist.") from None
    return told.replace(microsecond=int((found[2] or b"0").decode("ascii")[:6].ljust(6, "0")))


def _accuracy(part: Element) -> float:
    units = {INTEGER: 1.0, 0x80: 0.001, 0x81: 0.000_001}
    return sum(_number(one) * units.get(one.tag, 0) for one in part.parts())


def _dotted(content: bytes) -> str:
    if not 0 < len(content) <= _LONGEST or content[-1] & 0x80:
        raise InputError("Its policy is none, or longer than one is.")
    numbers, number = list[int](), 0
    for octet in content:
        number = number << 7 | octet & 0x7F
        if not octet & 0x80:
            numbers.append(number)
            number = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))
