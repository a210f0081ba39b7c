"""Verifying Ed25519 (RFC 8032, section 5.1), in Python alone and strictly.

Refused are encodings that are not the canonical ones, an S that is not below the order of the group, and
points of small order: with such a key one signature would hold for every text. Verifying needs no secret,
so that it may take as long as it takes.
"""

from __future__ import annotations

import hashlib
from typing import Final

_P: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT: Final = pow(2, (_P - 1) // 4, _P)
_ZERO: Final = (0, 1, 1, 0)  # extended coordinates: X, Y, Z, T, with x = X/Z, y = Y/Z, xy = T/Z


def signature_holds(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature of 64 bytes over a message is that of a public key of 32 bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, commitment = _decoded(key), _decoded(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or s >= _ORDER:
        return False
    if _equal(_times(8, public), _ZERO) or _equal(_times(8, commitment), _ZERO):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    h = int.from_bytes(digest, "little") % _ORDER
    return _equal(_times(s, _BASE), _sum(commitment, _times(h, public)))


def _sum(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % _P, (a[1] + a[0]) * (b[1] + b[0]) % _P
    c, d = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: tuple[int, ...]) -> tuple[int, ...]:
    made: tuple[int, ...] = _ZERO
    while factor:
        if factor & 1:
            made = _sum(made, point)
        point = _sum(point, point)
        factor >>= 1
    return made


def _equal(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % _P == 0 and (a[1] * b[2] - b[1] * a[2]) % _P == 0


def _decoded(encoded: bytes) -> tuple[int, ...] | None:
    """The point that 32 bytes say (RFC 8032, 5.1.3); None when they say none, or not in the one form."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (not x and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _base() -> tuple[int, ...]:
    y = 4 * pow(5, _P - 2, _P) % _P
    point = _decoded(y.to_bytes(32, "little"))
    assert point is not None
    return point


_BASE: Final = _base()
