"""Validation of what is about to be written, together with what it refers to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from respondeat.errors import ValidationError
from respondeat.ontology import vocabulary as v

from .protocol import Finding, Validator

_TYPE = f"<{v.TYPE}>".encode()
OWN = f"<{v.R}".encode()  # words of the ontology, of which a store says nothing
_SHOWN = 20
_LISTED = 1000

About = Callable[[str, str | None], Iterable[tuple[str, ox.Quad]]]
"""What a store says of a subject, with one property or any, as (graph, quad)."""


def validate(payloads: Iterable[bytes], about: About, validator: Validator) -> None:
    """Check N-Triples against the rules, with the classes of what they refer to and what is known of it.

    Raises ValidationError, which tells the first twenty broken rules and lists the first thousand. Warnings
    do not stop it, nor do rules that only what was there before breaks.
    """
    found = broken(b"".join(payloads), about, validator)
    if found:
        raise refusal(found)


def broken(data: bytes, about: About, validator: Validator, *, merged: bool = False) -> list[Finding]:
    """The rules that N-Triples break, with the classes of what they refer to and what is known of it.

    With `merged` also with all that is known of what they describe: two descriptions must agree.
    """
    spoken = spoken_of(data)
    subjects = {term[1:-1].decode() for term in spoken.subjects}
    found = validator(data + _known(spoken, about, merged))
    return [f for f in found if f.severity == "Violation" and f.focus in subjects]


def refusal(found: Sequence[Finding]) -> ValidationError:
    """The error that tells of broken rules."""
    return ValidationError(_told(found), violations=[_violation(one) for one in found[:_LISTED]])


def _violation(found: Finding) -> dict[str, str]:
    more = {
        name: str(getattr(found, name, "")) for name in ("path", "value")
    }  # not every validator says them
    return {"focus": found.focus, **more, "message": found.message}


@dataclass(frozen=True, slots=True)
class Spoken:
    """The terms that N-Triples speak of, as bytes with their angle brackets."""

    subjects: set[bytes]
    typed: set[bytes]  # subjects whose class is said
    objects: set[bytes]


def spoken_of(data: bytes) -> Spoken:
    """The terms of N-Triples, one on a line."""
    found = Spoken(set(), set(), set())
    for line in data.split(b"\n"):
        if not line:
            continue
        subject, predicate, rest = line.split(b" ", 2)
        found.subjects.add(subject)
        if predicate == _TYPE:
            found.typed.add(subject)
        elif rest.startswith(b"<"):
            found.objects.add(rest[:-2])  # without " ."
    return found


def _known(spoken: Spoken, about: About, merged: bool) -> bytes:
    """What the store says of what is spoken of: all of it where more is added to it, else its class."""
    whole = _said(spoken.subjects if merged else spoken.subjects - spoken.typed, about, None)
    also = spoken_of(whole)
    referred = (spoken.objects | also.objects) - spoken.typed - also.typed
    return whole + _said(referred, about, v.TYPE)


def _said(terms: set[bytes], about: About, prop: str | None) -> bytes:
    known = (t for t in sorted(terms) if t.startswith(b"<") and not t.startswith(OWN))  # blank nodes: nowhere
    iris = (term[1:-1].decode() for term in known)
    lines = (f"{quad.triple} .\n" for iri in iris for _, quad in about(iri, prop))
    return "".join(dict.fromkeys(lines)).encode()


def _told(found: Sequence[Finding]) -> str:
    lines = [f"- {finding.focus}: {finding.message}" for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    return "Nothing was written, for these records break rules of the model:\n" + "\n".join(lines)
