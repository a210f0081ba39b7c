"""An answer written whole, within its rows and bytes, or not at all."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

import pyoxigraph as ox

from respondeat.errors import NotAcceptable, Stopped
from respondeat.graph.stores import Answer
from respondeat.ontology import vocabulary as v

_JSON: Final = ox.QueryResultsFormat.JSON
_XML: Final = ox.QueryResultsFormat.XML
_CSV: Final = ox.QueryResultsFormat.CSV
_IN_XML: Final = (_XML, ox.RdfFormat.RDF_XML)
_WITH_PREFIXES: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
_PREFIXES: Final = dict(v.PREFIXES)
_QUOTED: Final = re.compile(rb'"[^"]*"')
_NO_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # XML 1.0, section 2.2
_NO_NAME: Final = b"<oxprefix: "  # what the engine writes for a property whose IRI ends in no XML name

Complete = Literal["yes", "no", "unknown"]
T = TypeVar("T")


class Sink:
    """Takes what the engine writes, up to so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Take a piece; its length. Raises Stopped when it is too much."""
        self._size += len(piece)
        if self._size > self._most:
            raise too_long(self._most)
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def content(self) -> bytes:
        """All that was taken."""
        return b"".join(self._pieces)


@dataclass(frozen=True, slots=True)
class Caps:
    """At most so many rows or triples, and bytes; `asked`: the client wants the first so many."""

    rows: int
    bytes: int
    asked: int | None = None


class Taken(Generic[T]):
    """The rows that may be given out. Beyond those asked for it ends, and `complete` tells so."""

    def __init__(self, found: Iterable[T], caps: Caps) -> None:
        self._found = found
        self._caps = caps
        self.complete: Complete = "yes"

    def __iter__(self) -> Iterator[T]:
        """The rows. Raises Stopped when there are more than are given out."""
        asked, rows = self._caps.asked, self._caps.rows
        for count, one in enumerate(self._found):
            if asked is not None and count == asked:
                self.complete = "no"
                return
            if count == rows:
                raise too_many(rows)
            yield one


def written(found: Answer, form: ox.QueryResultsFormat | ox.RdfFormat, caps: Caps) -> tuple[bytes, Complete]:
    """An answer in a form of the engine's, and whether it is all there is.

    Of SELECT the engine was asked for no more rows than `caps.asked`; whether there are more is not known.
    Raises Stopped over the caps, NotAcceptable for what the form cannot hold.
    """
    sink = Sink(caps.bytes)
    complete: Complete = "yes"
    if isinstance(found, ox.QueryTriples):
        assert isinstance(form, ox.RdfFormat)
        taken = Taken(found, caps)
        prefixes = _PREFIXES if form in _WITH_PREFIXES else None
        ox.serialize(taken, sink, form, prefixes=prefixes)  # type: ignore[arg-type]
        body, complete = sink.content(), taken.complete
    else:
        assert isinstance(form, ox.QueryResultsFormat)
        found.serialize(sink, form)  # type: ignore[arg-type]
        body = sink.content()
    if isinstance(found, ox.QuerySolutions):
        if reaches(body, form, caps.rows + 1):
            raise too_many(caps.rows)
        complete = "unknown" if caps.asked is not None and reaches(body, form, caps.asked) else "yes"
    return (as_xml(body) if form in _IN_XML else body), complete


def too_many(rows: int) -> Stopped:
    """What is said when an answer has more rows than are given out."""
    return Stopped(
        f"The answer has more than {rows} rows. Ask for less: a narrower query, or LIMIT and OFFSET. The "
        "parameter rows=N gives the first N and says in a header that there may be more.",
        limit="rows",
        allowed=rows,
    )


def too_long(most: int) -> Stopped:
    """What is said when an answer has more bytes than are given out."""
    return Stopped(
        f"The answer is larger than {most} bytes. Ask for less: fewer rows, or fewer variables.",
        limit="bytes",
        allowed=most,
    )


def reaches(body: bytes, form: object, rows: int) -> bool:
    """Whether a SELECT's answer has at least so many rows.

    Told from marks in the text. Of JSON and CSV there can be too many, never too few, since a literal may
    hold them: only where they reach `rows` it is read to be counted.
    """
    if form == _XML:
        return body.count(b"<result>") >= rows  # a literal has no "<"
    if form == _JSON:
        return body.count(b"},{") + 1 >= rows and _solutions(body) >= rows
    marks = body.count(b"\n") - 1  # without the line of the variables; TSV writes no other line ends
    return marks >= rows and (form != _CSV or _QUOTED.sub(b"", body).count(b"\n") - 1 >= rows)


def _solutions(body: bytes) -> int:
    found = ox.parse_query_results(body, _JSON)
    assert isinstance(found, ox.QuerySolutions)
    return sum(1 for _ in found)


def as_xml(body: bytes) -> bytes:
    """What the engine wrote as XML, well-formed: a carriage return stays one when it is read.

    Raises NotAcceptable for characters that XML 1.0 has not, and for properties that RDF/XML cannot name.
    """
    if _NO_XML.search(body):
        raise NotAcceptable(
            "A value in the answer has a character that XML cannot hold. Ask for another form, such as JSON "
            "or N-Triples."
        )
    if _NO_NAME in body:
        raise NotAcceptable(
            "A property in the answer ends in no XML name, so RDF/XML cannot hold it. Ask for another form, "
            "such as Turtle."
        )
    return body.replace(b"\r", b"&#xD;") if b"\r" in body else body
