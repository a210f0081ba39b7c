"""What statements are about and rest on: entities, their names, documents, passages."""

from collections.abc import Iterable
from dataclasses import dataclass

from respondeat.errors import InputError
from respondeat.graph.dates import ValidTime
from respondeat.ontology import vocabulary as v

from .values import Value, content_id


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body, place, event, legal article or other thing that statements are about.

    `cls` is one of `vocabulary.ENTITY_CLASSES`; `attributes` are pairs (property IRI, value), sorted.
    """

    id: str
    cls: str
    attributes: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, id: str, kind: str, **attributes: Value | None) -> "Entity":
        """An entity of class `kind` (local name) with attributes by the local names of our own properties."""
        pairs = ((v.R + name, value) for name, value in attributes.items() if value is not None)
        return cls(id, v.R + kind, tuple(sorted(pairs, key=repr)))

    def get(self, prop: str) -> Value | None:
        """The first value of an attribute, or None."""
        return next((value for name, value in self.attributes if name == prop), None)


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of a name (SKOS-XL label), with the documents in which it stands."""

    id: str
    entity: str
    form: str
    lang: str = ""  # BCP 47 in lower case, such as be, ru, be-latn
    preferred: bool = False
    documents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", self.lang.lower())

    @classmethod
    def of(
        cls, entity: str, form: str, lang: str = "", *, preferred: bool = False, documents: Iterable[str] = ()
    ) -> "Name":
        """A name form whose id follows from its entity, form and language."""
        return cls(
            content_id("n", entity, form, lang.lower()),
            entity,
            form,
            lang,
            preferred,
            tuple(sorted(documents)),
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A source document, known by the SHA-256 of its bytes where they are at hand.

    `written` is the window of writing: the earliest and latest day on which it can have been written.
    """

    id: str
    title: str = ""
    sha256: str = ""
    publisher: str = ""
    url: str = ""
    file_name: str = ""
    media_type: str = ""
    language: str = ""
    written: ValidTime | None = None
    version_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: offsets in Unicode code points of its text, or a locator such as a row."""

    id: str
    document: str
    start: int | None = None
    end: int | None = None
    sha256: str = ""
    locator: str = ""

    @classmethod
    def of(
        cls,
        document: str,
        start: int | None = None,
        end: int | None = None,
        sha256: str = "",
        locator: str = "",
    ) -> "Passage":
        """A passage whose id follows from its place."""
        if (start is None) != (end is None) or (
            start is not None and end is not None and not 0 <= start < end
        ):
            raise InputError(f"passage {start}..{end} of {document}: needs 0 <= start < end")
        return cls(content_id("pa", document, start, end, locator), document, start, end, sha256, locator)
