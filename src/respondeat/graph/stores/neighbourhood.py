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

    Raises ValidationError, which lists the first twenty broken rules. Rules that only what was there before
    breaks are not this changeset's fault, and are left out.
    """
    data = b"".join(payloads)
    subjects = set(_SUBJECT.findall(data))
    found = [f for f in validator(data + _known(data, subjects, about)) if f.focus.encode() in subjects]
    if found:
        raise ValidationError(_told(found))


def _known(data: bytes, subjects: set[bytes], about: About) -> bytes:
    """What the store says of what is spoken of: all of it where more is added to it, else its class."""
    own = v.R.encode()
    typed = set(_TYPED.findall(data))
    lines: list[str] = []
    for iri in sorted((subjects | set(_OBJECT.findall(data))) - typed):
        if iri.startswith(own):
            continue  # a word of the ontology
        prop = None if iri in subjects else v.TYPE
        lines += [f"{quad.triple} .\n" for _, quad in about(iri.decode(), prop)]
    return "".join(dict.fromkeys(lines)).encode()


def _told(found: list[Finding]) -> str:
    lines = [f"- {finding.focus}: {finding.message}" for finding in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    return "Nothing was written, for these records break rules of the model:\n" + "\n".join(lines)
