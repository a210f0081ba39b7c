"""What a statement of a kind is asked for: a field for each role, in the order of the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts, definition, label
from respondeat.ontology.kinds import kinds_of

RELATIONS: Final = tuple(relation.name for relation in v.RELATIONS.values() if relation.name != "Identity")
"""The kinds of statement that are entered here; identities are judged on the page of review."""

FIRST_MEANS: Final = ("started", "cited_first")
LAST_MEANS: Final = ("ended", "cited_last", "still")
WHEN_MEANS: Final = ("on", "within", "edtf")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: what it is called and means, what stands in it, what is wrong with it.

    `kind` is "entity", "choice", "text", "number", "flag" or "date"; `means` says what a text meant where it
    was understood; `near` are entities that may be meant, as nodes.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    value: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    new: str = ""
    lang: str = ""
    wrong: tuple[str, ...] = ()
    means: str = ""
    near: tuple[Mapping[str, str], ...] = field(default=())


def roles_of(relation: str) -> Iterator[tuple[str, bool]]:
    """The roles of a kind of statement by their local names, and whether each is needed."""
    kind = v.RELATIONS[v.R + relation]
    yield from ((role, True) for role in kind.needed)
    yield from ((role, False) for role in (*kind.one_of, *kind.optional))


def range_of(relation: str, role: str) -> str:
    """What stands in a role: see `vocabulary.role_range`."""
    return v.role_range(v.R + role, v.R + relation)


def role_field(relation: str, role: str, needed: bool, language: str) -> Field:
    """The empty field of a role."""
    kind = range_of(relation, role)
    iri = v.R + role
    of: dict[str, str] = {"integer": "number", "boolean": "flag", "edtf": "date"}
    shape = "choice" if kind.startswith("concept:") else of.get(kind, kind)
    return Field(
        f"r-{role}",
        shape,
        label(iri, language),
        definition(iri, language),
        needed=needed,
        choices=listed(kind.removeprefix("concept:"), language) if shape == "choice" else (),
        kinds=kinds(iri, language),
    )


def listed(scheme: str, language: str) -> tuple[tuple[str, str], ...]:
    """The concepts of a list by their local names, and what they are called."""
    return tuple((iri.removeprefix(v.R), label(iri, language)) for iri in concepts(scheme))


def kinds(role: str, language: str) -> tuple[tuple[str, str], ...]:
    """The kinds of entities that may stand in a role, by their local names, and what they are called."""
    return tuple((name, label(v.R + name, language)) for name in kinds_of(role))
