"""What verification says: a check a line, and one verdict over all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

OK: Final = "ok"
FAILED: Final = "failed"
NOTE: Final = "note"
NOT_CHECKED: Final = "not-checked"

NOT_INTACT: Final = "NOT INTACT"
ANOTHER_KEY: Final = "intact, not signed by the key that was given"
SIGNER: Final = "signer"
"""The check of whose key it is that signed."""
NOT_SIGNED: Final = "intact, not signed"
NOT_VERIFIED: Final = "intact, signer not verified"
SIGNED_BY: Final = "intact, signed by "


class Unreadable(ValueError):
    """A file of a bundle that is not written as bundles are, or a bundle that cannot be read at all."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what, how it stands (OK, FAILED, NOTE or NOT_CHECKED), and in words."""

    name: str
    verdict: str
    detail: str

    def as_json(self) -> dict[str, Any]:
        """The check as JSON data."""
        return {"check": self.name, "verdict": self.verdict, "detail": self.detail}


@dataclass(frozen=True)
class Verdict:
    """All checks; `signer` is the fingerprint of the key that signed, "" where the bundle is not signed.

    `known` says that the fingerprint is the one that whoever verifies expected.
    """

    checks: tuple[Check, ...]
    signer: str = ""
    known: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing that was checked disagrees."""
        return all(check.verdict != FAILED for check in self.checks)

    @property
    def verdict(self) -> str:
        """The verdict in words: one of five."""
        if not self.ok:
            failed = {check.name for check in self.checks if check.verdict == FAILED}
            return ANOTHER_KEY if failed == {SIGNER} else NOT_INTACT
        if not self.signer:
            return NOT_SIGNED
        return SIGNED_BY + self.signer if self.known else NOT_VERIFIED

    def and_also(self, checks: tuple[Check, ...]) -> Verdict:
        """The verdict with more checks: each takes the place of the one with its name, others come last.

        One that failed stays as it is.
        """
        named = {check.name: check for check in checks}
        kept = []
        for check in self.checks:
            other = named.pop(check.name, check)
            kept.append(check if check.verdict == FAILED else other)
        return Verdict((*kept, *named.values()), self.signer, self.known)

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON data."""
        return {
            "verdict": self.verdict,
            "ok": self.ok,
            "signer": self.signer or None,
            "checks": [check.as_json() for check in self.checks],
        }


def read_fingerprint(text: str) -> str:
    """A fingerprint as 64 small hexadecimal digits, however it was written.

    Raises Unreadable when it is none.

    >>> read_fingerprint("AB:CD " * 16)[:8]
    'abcdabcd'
    """
    told = re.sub(r"[\s:]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{64}", told):
        raise Unreadable(f"{text!r} is no fingerprint of a key: it has 64 hexadecimal digits.")
    return told
