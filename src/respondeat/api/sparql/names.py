"""IRIs as a query means them: its BASE and PREFIX, and the prefixes that are known without being declared."""

from typing import Final

import pyoxigraph as ox

from respondeat.ontology import vocabulary as v

from .parsing import Parsed

_KNOWN: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in v.PREFIXES.items())


def resolved(parsed: Parsed, at: int, base: str = "") -> str:
    """The IRI that the token at a place means. Raises QueryError for an unknown prefix or no absolute IRI.

    A prologue of SPARQL is one of Turtle too, so the engine's own reader resolves it.
    """
    token = parsed.tokens[at]
    written = parsed.text[token.start : token.end]
    start = f"BASE <{base}>\n" if base else ""
    prologue = parsed.written(parsed.named("Prologue")[0])
    try:
        found = next(
            ox.parse(f"{start}{_KNOWN}{prologue}\n{written} <x:> <x:> .", format=ox.RdfFormat.TURTLE)
        )
    except (SyntaxError, ValueError):
        raise parsed.source.error(
            token.start,
            f"{written} means no IRI: its prefix is not declared, or it is relative without a BASE,",
        ) from None
    return str(found.subject).strip("<>")
