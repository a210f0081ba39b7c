"""Validation of what is about to be written, together with what it refers to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from respondeat.errors import ValidationError
from respondeat.ontology import vocabulary as v

from .protocol import Finding, Validator

_TYPE = f"<{v.TYPE}>".encode()
OWN = f"<{v.R}".encode()  # words of the ontology, of which a store says nothing
_SHOWN = 20

About = Callable[[str, str | None], Iterable[tuple[str, ox.Quad]]]
"""What a store says of a subject, with one property or any, as (graph, quad)."""


def validate(payloads: Iterable[bytes], about: About, validator: Validator) -> None:
    """Check N-Triples against the rules, with the classes of what they refer to and what is known of it.

    Raises ValidationError, which lists the first twenty broken rules. Warnings do not stop it, nor do
    rules that only what was there before breaks.
    """
    data = b"".join(payloads)
    spoken = spoken_of(data)
    subjects = {term[1:-1].decode() for term in spoken.subjects}
    broken = validator(data + _known(spoken, about))
    found = [f for f in broken if f.severity == "Violation" and f.focus in subjects]
    if found:
        raise ValidationError(_told(found))


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


def _known(spoken: Spoken, about: About) -> bytes:
    """What the store says of what is spoken of: all of it where more is added to it, else its class."""
    whole = _said(spoken.subjects - spoken.typed, about, None)
    also = spoken_of(whole)
    referred = (spoken.objects | also.objects) - spoken.typed - also.typed
    return whole + _said(referred, about, v.TYPE)


def _said(terms: set[bytes], about: About, prop: str | None) -> bytes:
    iris = (term[1:-1].decode() for term in sorted(terms) if not term.startswith(OWN))
    lines = (f"{quad.triple} .\n" for iri in iris for _, quad in about(iri, prop))
    return "".join(dict.fromkeys(lines)).encode()


def _told(found: list[Finding]) -> str:
    lines = [f"- {finding.focus}: {finding.message}" for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    return "Nothing was written, for these records break rules of the model:\n" + "\n".join(lines)
