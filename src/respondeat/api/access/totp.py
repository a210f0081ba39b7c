"""One-time passwords (TOTP, RFC 6238), each taken once, and codes for whoever loses the device."""

import hmac
import secrets
from typing import Final

import pyotp

ISSUER: Final = "Respondeat"
CODES: Final = 10
_STEP: Final = 30
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"


def new_secret() -> str:
    """A secret of 160 bits in base 32, as RFC 4226 advises."""
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """The otpauth address that a device reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: float, after: int) -> int | None:
    """The time step that a code is of: this one, the last or the next; None for a wrong or a used one.

    `after` is the step of the code that was taken last: it and those before it are used.
    """
    given = code.replace(" ", "").encode("utf-8", "surrogatepass")
    this = int(now) // _STEP
    made = pyotp.TOTP(secret)
    found = None
    for step in (this - 1, this, this + 1):
        if hmac.compare_digest(made.at(step * _STEP).encode(), given) and step > after:
            found = step
    return found


def new_codes() -> list[str]:
    """Codes of 80 bits, each good once."""
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4)) for _ in range(CODES)
    ]
