"""What somebody says, and that a passage of a document says or denies it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from respondeat.errors import InputError
from respondeat.graph.dates import ValidTime
from respondeat.ontology import vocabulary as v

from .values import Value, content_id

_RELATIONS = v.RELATIONS


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition with the time for which it is said to hold; typed by its relation.

    `roles` are pairs (property IRI, value), sorted. `id` follows from relation, roles and time, so that
    the same proposition from two sources is one statement; what concerns a protected person gets a
    random id.
    """

    id: str
    relation: str
    roles: tuple[tuple[str, Value], ...]
    time: ValidTime | None = None
    note: str = ""
    derived: bool = False

    @classmethod
    def of(
        cls,
        relation: str,
        time: ValidTime | None = None,
        *,
        id: str = "",
        note: str = "",
        derived: bool = False,
        **roles: Value | None,
    ) -> "Statement":
        """A statement by local names: `Statement.of("Posting", time, holder=p, body=b, capacity=v.HEAD)`.

        Raises InputError when a needed role is missing or a role does not belong to the relation.
        """
        kind = _RELATIONS.get(v.R + relation)
        if kind is None:
            raise InputError(
                f"there is no relation {relation!r}; there are {sorted(r.name for r in _RELATIONS.values())}"
            )
        given = {v.R + name: value for name, value in roles.items() if value is not None}
        _check_roles(kind, given)
        pairs = tuple(sorted(given.items()))
        return cls(id or statement_id(kind.iri, pairs, time), kind.iri, pairs, time, note, derived)

    def get(self, role: str) -> Value | None:
        """The value of a role given by its local name, or None."""
        name = v.R + role
        return next((value for prop, value in self.roles if prop == name), None)

    def iri(self, role: str) -> str:
        """The IRI in a role given by its local name; "" when absent or not an IRI."""
        value = self.get(role)
        return value if isinstance(value, str) else ""

    @property
    def link(self) -> tuple[object, ...]:
        """What makes two statements the same link whatever their times: relation and key roles."""
        key = _RELATIONS[self.relation].key
        return (self.relation, *(self.get(role) for role in key))


def _check_roles(kind: v.Relation, given: Mapping[str, Value]) -> None:
    missing = [role for role in kind.needed if v.R + role not in given]
    if missing:
        raise InputError(f"{kind.name} lacks {', '.join(missing)}")
    if kind.one_of and not any(v.R + role in given for role in kind.one_of):
        raise InputError(f"{kind.name} needs one of {', '.join(kind.one_of)}")
    allowed = kind.roles  # made anew at each asking
    foreign = sorted(role.removeprefix(v.R) for role in given if role not in allowed)
    if foreign:
        raise InputError(f"{kind.name} has no role {', '.join(foreign)}")


def statement_id(relation: str, roles: tuple[tuple[str, Value], ...], time: ValidTime | None) -> str:
    """The id that a statement gets from its content."""
    if time is None:
        return content_id("s", relation, roles)
    b = time.bounds
    return content_id("s", relation, roles, time.edtf, b.es, b.ls, b.ee, b.le)


@dataclass(frozen=True, slots=True)
class Attestation:
    """A passage of a document supports or denies statements; who ultimately says so, and who passes it on."""

    id: str
    supports: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    origin: str = ""
    reported_by: str = ""
    modality: str = v.R + "asserted"
    standard: str = ""
    withheld: bool = False
    note: str = ""

    @classmethod
    def of(
        cls,
        *,
        supports: Iterable[str] = (),
        denies: Iterable[str] = (),
        passages: Iterable[str] = (),
        origin: str = "",
        reported_by: str = "",
        modality: str = v.R + "asserted",
        standard: str = "",
        note: str = "",
        id: str = "",
    ) -> "Attestation":
        """An attestation whose id follows from its content unless given."""
        s, d, p = (tuple(sorted(set(x))) for x in (supports, denies, passages))
        if not s and not d:
            raise InputError("an attestation supports or denies at least one statement")
        made = id or content_id("a", s, d, p, origin, reported_by, modality, standard)
        return cls(made, s, d, p, origin, reported_by, modality, standard, False, note)

    def stub(self) -> "Attestation":
        """What a reader below its level may see: that it is there, origin, modality; no passage, no note."""
        return Attestation(
            self.id,
            self.supports,
            self.denies,
            (),
            self.origin,
            self.reported_by,
            self.modality,
            self.standard,
            True,
        )
