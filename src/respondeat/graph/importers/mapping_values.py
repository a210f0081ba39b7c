"""What a role or attribute of a table mapping is filled with, and whether that fits the role."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, field_validator, model_validator

from respondeat.errors import DateError
from respondeat.graph.dates import parse
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import role_range

from .mapping_parts import Column, Order, Part, concept, folded

Words = dict[str, Annotated[str, Field(min_length=1)]]


class Value(Part):
    """A value: an entity of this mapping, a constant (concept, text, integer, flag), or what a column holds.

    `words` translate the texts of a column into concepts; `otherwise` is the concept for any other text.
    """

    entity: Column | None = None
    concept: Column | None = None
    text: Column | None = None
    integer: int | None = None
    flag: bool | None = None
    column: Column | None = None
    words: Words = Field(default_factory=dict)
    otherwise: Column | None = None
    lang: str = ""
    order: Order = "dmy"

    @field_validator("words")
    @classmethod
    def _folded(cls, words: Words) -> Words:
        return {folded(text): word for text, word in words.items()}

    @model_validator(mode="after")
    def _one(self) -> "Value":
        given = [
            n
            for n in ("entity", "concept", "text", "integer", "flag", "column")
            if n in self.model_fields_set
        ]
        if len(given) != 1:
            raise ValueError("give one of entity, concept, text, integer, flag, column")
        if (self.words or self.otherwise) and self.column is None:
            raise ValueError("words and otherwise belong to a column")
        return self

    def check(self, role: str, relation: str, entities: Mapping[str, object]) -> None:
        """Whether the value fits the role or attribute. Raises ValueError that says what would."""
        kind = role_range(v.R + role, v.R + relation)
        scheme = kind.removeprefix("concept:")
        if kind == "entity":
            if self.entity is None:
                raise ValueError(f"{role} is an entity: give entity: NAME, one of {', '.join(entities)}")
            if self.entity not in entities:
                raise ValueError(
                    f"there is no entity {self.entity!r} here. There are: {', '.join(entities)}."
                )
            return
        if self.entity is not None:
            raise ValueError(f"{role} is no entity: give {_fitting(kind)}")
        if self.column is None and getattr(self, _constant(kind)) is None:
            raise ValueError(f"give {_fitting(kind)}")
        if kind.startswith("concept:"):
            for word in (self.concept, self.otherwise, *self.words.values()):
                if word is not None:
                    concept(scheme, word)
        elif kind == "edtf" and self.text is not None:
            _date(self.text)
        elif self.words or self.otherwise:
            raise ValueError(f"{role} is no concept, so words and otherwise mean nothing here")


def _date(text: str) -> None:
    try:
        parse(text)
    except DateError as error:
        raise ValueError(error.detail) from error


def _constant(kind: str) -> str:
    return {"integer": "integer", "boolean": "flag", "text": "text", "edtf": "text"}.get(kind, "concept")


def _fitting(kind: str) -> str:
    return f"{_constant(kind)} or column"
