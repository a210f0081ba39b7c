"""The form of a question: a field for each of its parameters, filled with what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

from respondeat.api.language import catalogue
from respondeat.api.pages.place import Place
from respondeat.api.parameters import Parameter
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .asking import parameters
from .choices import CHOICES, kinds, told

Kind = Literal["entity", "day", "text", "number", "choice", "choices", "flag"]

_DAYS: Final = frozenset({"on", "recorded_at"})
_MORE: Final = frozenset({"limit", "max_hops", "least", "events", "max_length"})
"""Parameters that few change: they stand in the fold."""


def _names(concepts: Iterable[str]) -> tuple[str, ...]:
    return tuple(one.removeprefix(v.R) for one in concepts)


COMMON: Final = (
    Parameter("recorded_at"),
    Parameter("without_document", many=True),
    Parameter("without_origin", many=True),
    Parameter(
        "without_modality", many=True, choices=tuple(m.removeprefix(v.R) for m in concepts("modality"))
    ),
    Parameter("min_confidence", choices=_names(v.CONFIDENCES)),
)
"""The moment, and what is set aside: parameters that every question takes."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several that can be chosen."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: several `values` where it may be given more than once."""

    name: str
    kind: Kind
    label: str
    hint: str
    values: tuple[str, ...]
    options: tuple[Option, ...] = ()
    kinds: str = ""
    required: bool = False
    default: str = ""
    least: int | None = None
    most: int | None = None


def fields(name: str, place: Place) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """The fields of a question: those that stand in sight, and those in the fold."""
    own = [_field(name, p, place) for p in parameters(name)]
    common = [_field(name, p, place) for p in COMMON]
    seen = tuple(one for one in own if one.name not in _MORE)
    return seen, (*(one for one in own if one.name in _MORE), *common)


def opened(folded: Sequence[Field]) -> bool:
    """Whether the fold is open: something in it was given."""
    return any(any(one.values) for one in folded)


def _field(name: str, p: Parameter, place: Place) -> Field:
    values = tuple(value for value in place.given.get(p.name, ()) if value)
    language = place.language
    choices = CHOICES.get((name, p.name), p.choices)
    default = "" if p.default is None else str(p.default.value if isinstance(p.default, Enum) else p.default)
    meant = kinds(name, p.name)
    chosen = values or ((default,) if default and not p.many else ())
    return Field(
        p.name,
        _kind(p, choices, meant),
        _label(name, p.name, language),
        _hint(name, p.name, language),
        (*values, "") if p.many and not choices else (values or ("",)),
        tuple(Option(one, told(name, p.name, one, language), one in chosen) for one in choices),
        " ".join(sorted(meant or ())),
        p.required,
        default,
        p.least,
        p.most,
    )


def _kind(p: Parameter, choices: Sequence[str], meant: frozenset[str] | None) -> Kind:
    if choices:
        return "choices" if p.many else "choice"
    if p.type == "boolean":
        return "flag"
    if p.type in ("integer", "number"):
        return "number"
    if p.name in _DAYS:
        return "day"
    return "text" if meant is None else "entity"


def _label(question: str, name: str, language: str) -> str:
    """What a parameter is called: the words for one question before those for all."""
    known = catalogue(language)
    told = [known.get(f"analyses.field.{key}") for key in (f"{question}-{name}", name)]
    return next(filter(None, told), name)


def _hint(question: str, name: str, language: str) -> str:
    """What a parameter means."""
    known = catalogue(language)
    told = [known.get(f"analyses.hint.{key}") for key in (f"{question}-{name}", name)]
    return next(filter(None, told), "")


def hidden(place: Place, *but: Sequence[Field]) -> Iterator[tuple[str, str]]:
    """What the form sends along: all that is in the address and no field of it, but the row."""
    names = {one.name for part in but for one in part}
    yield from place.hidden(*names, "row")
