"""IRIs as a query means them: its BASE and PREFIX, and the prefixes that are known without being declared."""

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from respondeat.ontology import vocabulary as v

from .parsing import Parsed

_KNOWN: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in v.PREFIXES.items())
_KINDS: Final = frozenset({"IRIREF", "PNAME_LN", "PNAME_NS"})


def resolved(parsed: Parsed, at: int, base: str = "") -> str:
    """The IRI that the token at a place means. Raises QueryError for an unknown prefix or no absolute IRI."""
    token = parsed.tokens[at]
    written = parsed.text[token.start : token.end]
    found = _read(_prologue(parsed, base), (written,))
    if found is None:
        raise parsed.source.error(
            token.start,
            f"{written} means no IRI: its prefix is not declared, or it is relative without a BASE",
        )
    return found[0]


def names(parsed: Parsed, base: str = "") -> Mapping[int, str]:
    """What IRIs and prefixed names after the prologue mean, by the places of their tokens.

    Raises QueryError for the first that means none.
    """
    start = parsed.named("Prologue")[0].last
    places = [at for at in range(start, len(parsed.tokens)) if parsed.tokens[at].kind in _KINDS]
    written = [parsed.text[parsed.tokens[at].start : parsed.tokens[at].end] for at in places]
    different = tuple(dict.fromkeys(written))
    found = _read(_prologue(parsed, base), different)
    if found is None:
        return {at: resolved(parsed, at, base) for at in places}
    meant = dict(zip(different, found, strict=True))
    return {at: meant[name] for at, name in zip(places, written, strict=True)}


def _prologue(parsed: Parsed, base: str) -> str:
    start = f"BASE <{base}>\n" if base else ""
    return f"{start}{_KNOWN}{parsed.written(parsed.named('Prologue')[0])}\n"


def _read(prologue: str, written: tuple[str, ...]) -> tuple[str, ...] | None:
    """The IRIs as the engine reads them, None where one of them is none.

    A prologue of SPARQL is one of Turtle too.
    """
    lines = "\n".join(f"{name} <x:> <x:> ." for name in written)
    try:
        triples = ox.parse(prologue + lines, format=ox.RdfFormat.TURTLE)
        return tuple(str(triple.subject)[1:-1] for triple in triples)
    except (SyntaxError, ValueError):
        return None
