"""What was found when a package was judged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from respondeat.errors import InputError, IntegrityError

_SHOWN: Final = 40
_LONGEST: Final = 200
_HASHES: Final = frozenset(
    {"bundle", "digest", "hash", "sha256", "signature", "size"}
)  # what is not what it was


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that is broken (`error`) or a thing to know (`warning`): which rule, where, and in words."""

    severity: Literal["error", "warning"]
    rule: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message

    def as_json(self) -> dict[str, Any]:
        """The finding as JSON data."""
        return {"severity": self.severity, "rule": self.rule, "where": self.where, "message": self.message}


def error(rule: str, where: str, message: str) -> Finding:
    """A broken rule."""
    return Finding("error", rule, shown(where), message)


def warning(rule: str, where: str, message: str) -> Finding:
    """A thing to know."""
    return Finding("warning", rule, shown(where), message)


def shown(text: str) -> str:
    """What others wrote, as it can be printed on one line: short, and what a terminal would obey replaced."""
    printable = "".join(letter if letter.isprintable() else "\ufffd" for letter in text[: _LONGEST + 1])
    return printable if len(printable) <= _LONGEST else printable[: _LONGEST - 1] + "…"


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The broken rules among findings."""
    return tuple(one for one in findings if one.severity == "error")


def refuse(what: str, findings: Sequence[Finding]) -> None:
    """Raises InputError, which lists what is broken, when something is; IntegrityError where a hash is."""
    broken = errors_of(findings)
    if broken:
        listed = "\n".join(f"  {one}" for one in broken[:_SHOWN])
        more = f"\n  and {len(broken) - _SHOWN} more" if len(broken) > _SHOWN else ""
        unlike = any(one.rule in _HASHES for one in broken)
        raise (IntegrityError if unlike else InputError)(
            f"{what} is not taken in: required rules are broken ({len(broken)}). "
            f"Ask whoever made it for a corrected one. Nothing was taken in.\n{listed}{more}"
        )
