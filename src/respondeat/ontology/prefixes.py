"""Namespaces of the model and of the vocabularies it stands on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

R: Final = "https://w3id.org/respondeat/ns#"
ID: Final = "https://w3id.org/respondeat/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
DCTERMS: Final = "http://purl.org/dc/terms/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "r": R,
        "d": ID,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "skos": SKOS,
        "skosxl": SKOSXL,
        "prov": PROV,
        "oa": OA,
        "org": ORG,
        "dcterms": DCTERMS,
        "eli": ELI,
        "sem": SEM,
    }
)
