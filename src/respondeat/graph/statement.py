"""The records of the graph: frozen values, ids from content.

Three kinds of node are never mixed: a `Statement` is what somebody says, an `Attestation` is that a passage
of a document says or denies it, an `Assessment` is what an analyst makes of it. Beside them stand
derivations, contradictions and retractions; a `Changeset` holds records of one access level, written
together.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from respondeat.errors import InputError
from respondeat.ontology import vocabulary as v

from .dates import ValidTime


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A literal: text in a language (BCP 47 tag, kept in lower case), or in none."""

    text: str
    lang: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lang", self.lang.lower())


Value = str | Text | int | bool  # str is an IRI

_RELATIONS = v.RELATIONS


def content_id(prefix: str, *parts: object) -> str:
    """An IRI of our own from the content: `prefix`, a dash, 32 hex digits (SHA-256, cut to 128 bits)."""
    digest = hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass"))
    return f"{v.ID}{prefix}-{digest.hexdigest()[:32]}"


def random_id(prefix: str) -> str:
    """An IRI that nothing can be guessed from, for whatever concerns a protected person."""
    return f"{v.ID}{prefix}-{secrets.token_hex(16)}"


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
    foreign = sorted(role.removeprefix(v.R) for role in given if role not in kind.roles)
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


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an analyst decided about a statement; replaced by a revision, never edited."""

    id: str
    assesses: str
    status: str = v.ACCEPTED
    confidence: str = ""
    reason: str = ""
    by: str = ""
    revision_of: str = ""

    @classmethod
    def of(
        cls,
        assesses: str,
        status: str = v.ACCEPTED,
        confidence: str = "",
        reason: str = "",
        by: str = "",
        revision_of: str = "",
    ) -> "Assessment":
        """An assessment whose id follows from its content."""
        parts = (assesses, status, confidence, reason, by, revision_of)
        return cls(content_id("as", *parts), *parts)


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a statement was derived: the rule, its version, one minimal set of premises (statement ids)."""

    id: str
    derives: str
    rule: str
    premises: tuple[str, ...]
    rule_version: str = "1"

    @classmethod
    def of(cls, derives: str, rule: str, premises: Iterable[str], rule_version: str = "1") -> "Derivation":
        """A derivation whose id follows from its content."""
        p = tuple(sorted(set(premises)))
        return cls(content_id("dv", derives, rule, p, rule_version), derives, rule, p, rule_version)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that contradict each other, or only seem to (notContradictory, with the reason)."""

    id: str
    between: tuple[str, str]
    kind: str
    reason: str = ""

    @classmethod
    def of(cls, first: str, second: str, kind: str, reason: str = "") -> "Contradiction":
        """A contradiction whose id follows from its content; the pair has no order."""
        a, b = sorted((first, second))
        return cls(content_id("x", a, b, kind), (a, b), kind, reason)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What is no longer upheld, and why; deletes nothing."""

    id: str
    invalidates: tuple[str, ...]
    reason: str
    by: str = ""

    @classmethod
    def of(cls, invalidates: Iterable[str], reason: str, by: str = "") -> "Retraction":
        """A retraction whose id follows from its content."""
        ids = tuple(sorted(set(invalidates)))
        return cls(content_id("rt", ids, reason, by), ids, reason, by)


Record = (
    Entity
    | Name
    | Document
    | Passage
    | Statement
    | Attestation
    | Assessment
    | Derivation
    | Contradiction
    | Retraction
)


@dataclass(frozen=True, slots=True)
class Changeset:
    """Records of one access level that are written together; append-only.

    `recorded_at` is an ISO 8601 moment in UTC with Z; `level` one of `vocabulary.LEVELS`.
    """

    id: str
    recorded_at: str
    level: str
    author: str
    records: tuple[Record, ...] = field(repr=False)
    note: str = ""

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        *,
        recorded_at: str,
        level: str = "public",
        author: str,
        note: str = "",
    ) -> "Changeset":
        """A changeset whose id follows from its content; equal records are kept once.

        Raises InputError for an unknown level.
        """
        if level not in v.LEVELS:
            raise InputError(f"there is no access level {level!r}; there are {', '.join(v.LEVELS)}")
        kept = tuple(dict.fromkeys(records))
        digest = hashlib.sha256()
        for record in kept:
            digest.update(repr(record).encode("utf-8", "surrogatepass"))
        made = content_id("cs", digest.hexdigest(), recorded_at, level, author, note)
        return cls(made, recorded_at, level, author, kept, note)
