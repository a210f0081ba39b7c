"""Documents by their titles, of which the index of names has none."""

from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from respondeat.graph.stores import Reader
from respondeat.ontology import vocabulary as v

_WORDS: Final = 8
_LONGEST: Final = 200


def titled(reader: Reader, text: str, limit: int) -> Sequence[str]:
    """The ids of documents, versions too, whose title has every word of a text, in capitals or not, by title.

    Words after the eighth are not looked at. It reads every title there is, which are fewer by orders of
    magnitude than names.
    """
    plain = text[:_LONGEST].encode(errors="replace").decode()  # half a character is in no title
    words = plain.lower().split()[:_WORDS]
    if not words:
        return ()
    has = " && ".join(f"CONTAINS(LCASE(STR(?title)), {ox.Literal(word)})" for word in words)
    found = reader.query(
        f"SELECT DISTINCT ?document ?title WHERE {{ VALUES ?kind {{ <{v.DOCUMENT}> <{v.DOCUMENT_VERSION}> }} "
        f"?document a ?kind ; <{v.TITLE}> ?title FILTER({has}) }} "
        f"ORDER BY ?title ?document LIMIT {int(limit)}"
    )
    assert isinstance(found, ox.QuerySolutions)
    return tuple(
        dict.fromkeys(row["document"].value for row in found if isinstance(row["document"], ox.NamedNode))
    )
