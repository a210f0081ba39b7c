"""RDF files of every usual syntax, in and out."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO, Final

import pyoxigraph as ox

from respondeat.errors import InputError
from respondeat.ontology.prefixes import PREFIXES

FORMATS: Final = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_SUFFIXES: Final = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_DEFAULT: Final = ox.DefaultGraph()


def write(quads: Iterable[ox.Quad], changesets: Collection[str], format: str, file: IO[bytes]) -> None:
    """Write a level's quads in one of `FORMATS`.

    Formats with graphs have each changeset as a graph of its own and, in the default graph, what is
    said of the `changesets`; Turtle has the union of all.
    """
    kind, prefixes = FORMATS[format], dict(PREFIXES)
    if kind.supports_datasets:
        chosen = (q for q in quads if q.graph_name != _DEFAULT or _subject(q) in changesets)
        ox.serialize(chosen, file, format=kind, prefixes=prefixes)
    else:
        triples = (q.triple for q in quads if q.graph_name == _DEFAULT)
        ox.serialize(triples, file, format=kind, prefixes=prefixes)


def union(quads: Iterable[ox.Quad]) -> bytes:
    """The default graph of a level, the union of its changesets, as N-Triples."""
    return (
        ox.serialize((q.triple for q in quads if q.graph_name == _DEFAULT), format=ox.RdfFormat.N_TRIPLES)
        or b""
    )


def read_union(path: Path) -> bytes:
    """All triples of an RDF file, graphs or not, as N-Triples. Its suffix says what syntax it is in.

    Raises InputError for a file that is not there, has no RDF suffix, or breaks the syntax, with the place.
    """
    kind = _SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise InputError(f"{path}: no RDF file by its name; there are {', '.join(sorted(_SUFFIXES))}")
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    try:
        triples = [q.triple for q in ox.parse(path=str(path), format=kind)]
    except SyntaxError as error:
        raise InputError(f"{path}: {error}. Mend that line and try again.") from error
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _subject(quad: ox.Quad) -> str:
    return str(getattr(quad.subject, "value", ""))
