"""What mappings share: the form of the file, concepts, authorities, the table as a document."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from respondeat.graph.statement import Document, Entity, Name, Record, content_id
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .identifiers import LETTERS, imported_id, shared_id

Level = Literal["public", "restricted", "sealed"]
Order = Literal["dmy", "mdy", "ymd"]
Column = Annotated[str, Field(min_length=1)]


def folded(text: str) -> str:
    """A text by which words are compared: case, form of Unicode and width of blanks do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


# one text, or a list of at least one
Texts = Annotated[tuple[Column, ...], BeforeValidator(_listed), Field(min_length=1)]


class Misplaced(ValueError):
    """A fault that a check of the whole finds at a place within: the keys that lead there from the whole."""

    def __init__(self, message: str, *place: str | int) -> None:
        super().__init__(message)
        self.place = place


class Part(BaseModel):
    """A part of a mapping: no key beside those it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def concept(scheme: str, word: str) -> str:
    """The IRI of a concept of a list by its local name. Raises ValueError that says what is allowed."""
    if v.R + word not in concepts(scheme):
        allowed = ", ".join(c.removeprefix(v.R) for c in concepts(scheme))
        raise ValueError(f"there is no {scheme} {word!r}. Allowed here: {allowed}.")
    return v.R + word


def _class(word: str) -> str:
    if word not in LETTERS:
        raise ValueError(f"there is no class {word!r}. Allowed here: {', '.join(LETTERS)}.")
    return word


def _capacity(word: str) -> str:
    return concept("capacity", word)


def _modality(word: str) -> str:
    return concept("modality", word)


def _standard(word: str) -> str:
    return concept("standardOfProof", word)


def _body_kind(word: str) -> str:
    return concept("bodyKind", word)


Class = Annotated[str, AfterValidator(_class)]
Capacity = Annotated[str, AfterValidator(_capacity)]
Modality = Annotated[str, AfterValidator(_modality)]
Standard = Annotated[str, AfterValidator(_standard)]
BodyKind = Annotated[str, AfterValidator(_body_kind)]


class Table(Part):
    """How the file is to be read; what is left out is found out from the file."""

    encoding: str = "utf-8-sig"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    sheet: str | None = None


class About(Part):
    """The table itself as a document."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""

    def document(self, sha256: str, file_name: str) -> Document:
        """The document that is known by the hash of the file's bytes."""
        return Document(
            content_id("doc", sha256),
            title=self.title or file_name,
            sha256=sha256,
            publisher=self.publisher,
            url=self.url,
            file_name=file_name,
            language=self.language,
        )


class Authority(Part):
    """Who says something: named here, or known in the curated data by its key there, or by the id it has."""

    name: Annotated[str, Field(min_length=1)]
    lang: str = ""
    kind: Class = Field("Body", alias="class")
    key: str = ""
    id: str = ""

    @property
    def iri(self) -> str:
        """The id: as given, else from the key, else from the name (one name is one authority everywhere)."""
        if self.id:
            return self.id
        return shared_id(self.kind, self.key) if self.key else imported_id(self.kind, "authority", self.name)

    def records(self) -> tuple[Record, ...]:
        """The entity and its name."""
        return (Entity.of(self.iri, self.kind), Name.of(self.iri, self.name, self.lang, preferred=True))
