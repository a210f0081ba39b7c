"""The forms of an answer to a query: media types, short names, and how the engine writes each.

SPARQL 1.1 Protocol 2.1.6; the four result formats of SPARQL 1.1; Turtle, N-Triples, N-Quads, TriG, JSON-LD,
RDF/XML. An ASK in CSV or TSV, which no specification defines, is the one word true or false. RDF/XML cannot
hold every property, XML not every character: what cannot be written is refused, never written wrongly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import pyoxigraph as ox

Class = Literal["results", "graph"]
Engine = ox.QueryResultsFormat | ox.RdfFormat | None

HTML: Final = "text/html"
_W3C: Final = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an answer; `names` are those of the parameter `format`, `also` types that mean the same.

    `iri` names it in descriptions of the service; the engine writes no page of HTML.
    """

    media_type: str
    names: tuple[str, ...]
    engine: Engine
    iri: str = ""
    also: tuple[str, ...] = ()


RESULTS: Final = (
    Format(
        "application/sparql-results+json",
        ("json", "srj"),
        ox.QueryResultsFormat.JSON,
        f"{_W3C}SPARQL_Results_JSON",
        ("application/json",),
    ),
    Format(
        "application/sparql-results+xml",
        ("xml", "srx"),
        ox.QueryResultsFormat.XML,
        f"{_W3C}SPARQL_Results_XML",
        ("application/xml", "text/xml"),
    ),
    Format("text/csv", ("csv",), ox.QueryResultsFormat.CSV, f"{_W3C}SPARQL_Results_CSV"),
    Format("text/tab-separated-values", ("tsv",), ox.QueryResultsFormat.TSV, f"{_W3C}SPARQL_Results_TSV"),
    Format(HTML, ("html",), None),
)
"""What SELECT and ASK are answered in, the default first."""

GRAPHS: Final = (
    Format("text/turtle", ("turtle", "ttl"), ox.RdfFormat.TURTLE, f"{_W3C}Turtle"),
    Format(
        "application/n-triples",
        ("ntriples", "n-triples", "nt"),
        ox.RdfFormat.N_TRIPLES,
        f"{_W3C}N-Triples",
    ),
    Format("application/n-quads", ("nquads", "n-quads", "nq"), ox.RdfFormat.N_QUADS, f"{_W3C}N-Quads"),
    Format("application/trig", ("trig",), ox.RdfFormat.TRIG, f"{_W3C}TriG"),
    Format(
        "application/ld+json",
        ("jsonld", "json-ld", "json"),
        ox.RdfFormat.JSON_LD,
        f"{_W3C}JSON-LD",
        ("application/json",),
    ),
    Format(
        "application/rdf+xml",
        ("rdfxml", "rdf+xml", "rdf", "xml"),
        ox.RdfFormat.RDF_XML,
        f"{_W3C}RDF_XML",
        ("application/xml", "text/xml"),
    ),
    Format(HTML, ("html",), None),
)
"""What CONSTRUCT and DESCRIBE are answered in, the default first."""


def _types(formats: Iterable[Format]) -> dict[str, Format]:
    found = {one.media_type: one for one in formats}
    return found | {also: one for one in formats for also in one.also}


BY_TYPE: Final[Mapping[Class, Mapping[str, Format]]] = MappingProxyType(
    {"results": MappingProxyType(_types(RESULTS)), "graph": MappingProxyType(_types(GRAPHS))}
)
"""Every media type that is taken, in the order of preference, for either class of answer."""

_BY_NAME: Final[Mapping[Class, Mapping[str, Format]]] = MappingProxyType(
    {
        "results": MappingProxyType({name: one for one in RESULTS for name in one.names}),
        "graph": MappingProxyType({name: one for one in GRAPHS for name in one.names}),
    }
)


def named(name: str, kind: Class) -> str | None:
    """The media type that the parameter `format` means, a short name or itself one; None for neither.

    A "+" of an address that was not encoded has become a space.
    """
    short = name.strip().lower().replace(" ", "+")
    found = _BY_NAME[kind].get(short)
    if found is not None:
        return found.media_type
    return short if short in BY_TYPE[kind] else None


def known(name: str) -> bool:
    """Whether the parameter `format` may be this, for any query."""
    return named(name, "results") is not None or named(name, "graph") is not None


def listed(formats: Sequence[Format]) -> str:
    """The media types of formats, for a person."""
    return ", ".join(one.media_type for one in formats)
