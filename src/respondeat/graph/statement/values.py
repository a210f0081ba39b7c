"""Literals, and ids: from content, or random."""

import hashlib
import secrets
from dataclasses import dataclass

from respondeat.ontology import vocabulary as v


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A literal: text in a language (BCP 47 tag, kept in lower case), or in none."""

    text: str
    lang: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", self.lang.lower())


Value = str | Text | int | bool  # str is an IRI


def content_id(prefix: str, *parts: object) -> str:
    """An IRI of our own from the content: `prefix`, a dash, 32 hex digits (SHA-256, cut to 128 bits)."""
    digest = hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass"))
    return f"{v.ID}{prefix}-{digest.hexdigest()[:32]}"


def random_id(prefix: str) -> str:
    """An IRI that nothing can be guessed from, for whatever concerns a protected person."""
    return f"{v.ID}{prefix}-{secrets.token_hex(16)}"
