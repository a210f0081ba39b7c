"""Documents by their titles, of which the index of names has none."""

import re
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from respondeat.graph.stores import Reader
from respondeat.ontology import vocabulary as v

_WORDS: Final = 8
_LONGEST: Final = 200
_HASH: Final = re.compile("[0-9a-f]{64}")


def titled(reader: Reader, text: str, limit: int) -> Sequence[str]:
    """The ids of documents, versions too, whose title has every word of a text, in capitals or not, by title.

    Those whose title is the text itself come first. For a SHA-256 it is the documents with that hash. Words
    after the eighth are not looked at. It reads every title there is, which are fewer by orders of magnitude
    than names.
    """
    plain = text[:_LONGEST].encode(errors="replace").decode()  # half a character is in no title
    words = plain.lower().split()
    if not words:
        return ()
    whole = ox.Literal(" ".join(words))
    if _HASH.fullmatch(whole.value):
        where, first = f"?document <{v.SHA256}> {whole}", ""
    else:
        has = " && ".join(f"CONTAINS(LCASE(STR(?title)), {ox.Literal(word)})" for word in words[:_WORDS])
        where = f"?document <{v.TITLE}> ?title FILTER({has})"
        first = f"DESC(LCASE(STR(?title)) = {whole}) ?title"
    found = reader.query(
        f"SELECT DISTINCT ?document ?title WHERE {{ VALUES ?kind {{ <{v.DOCUMENT}> <{v.DOCUMENT_VERSION}> }} "
        f"?document a ?kind . {where} }} ORDER BY {first} ?document LIMIT {int(limit)}"
    )
    assert isinstance(found, ox.QuerySolutions)
    return tuple(
        dict.fromkeys(row["document"].value for row in found if isinstance(row["document"], ox.NamedNode))
    )
