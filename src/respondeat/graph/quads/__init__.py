"""Records to RDF and back, lossless."""

from .reading import name, record, records, value
from .writing import description, lines, nquads, triples

__all__ = ["description", "lines", "name", "nquads", "record", "records", "triples", "value"]
