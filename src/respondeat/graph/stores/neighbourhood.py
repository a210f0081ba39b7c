"""Validation of what is about to be written, together with what it refers to."""

import re
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from respondeat.errors import ValidationError
from respondeat.ontology import vocabulary as v

from .protocol import Finding, Validator

_SUBJECT = re.compile(rb"(?m)^<([^>]*)>")
_OBJECT = re.compile(rb"> <([^>]*)> \.$", re.MULTILINE)  # inside a literal a quotation mark would follow
_TYPED = re.compile(rb"(?m)^<([^>]*)> <" + re.escape(v.TYPE.encode()) + rb"> ")
_SHOWN = 20

About = Callable[[str, str | None], Iterable[tuple[str, ox.Quad]]]
"""What a store says of a subject, with one property or any, as (graph, quad)."""


def validate(payloads: Iterable[bytes], about: About, validator: Validator) -> None:
    """Check N-Triples against the rules, with the classes of what they refer to and what is known of it.

    Raises ValidationError, which lists the first twenty broken rules. Warnings do not stop it, nor do
    rules that only what was there before breaks.
    """
    data = b"".join(payloads)
    subjects = set(_SUBJECT.findall(data))
    broken = validator(data + _known(data, subjects, about))
    found = [f for f in broken if f.severity == "Violation" and f.focus.encode() in subjects]
    if found:
        raise ValidationError(_told(found))


def _known(data: bytes, subjects: set[bytes], about: About) -> bytes:
    """What the store says of what is spoken of: all of it where more is added to it, else its class."""
    whole = _said(subjects - set(_TYPED.findall(data)), about, None)
    known = data + whole
    referred = set(_OBJECT.findall(known)) - set(_TYPED.findall(known))
    return whole + _said(referred, about, v.TYPE)


def _said(iris: set[bytes], about: About, prop: str | None) -> bytes:
    own = v.R.encode()  # a word of the ontology, of which a store says nothing
    quads = (quad for iri in sorted(iris) if not iri.startswith(own) for _, quad in about(iri.decode(), prop))
    return "".join(dict.fromkeys(f"{quad.triple} .\n" for quad in quads)).encode()


def _told(found: list[Finding]) -> str:
    lines = [f"- {finding.focus}: {finding.message}" for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    return "Nothing was written, for these records break rules of the model:\n" + "\n".join(lines)
