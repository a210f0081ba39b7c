"""Records of one access level that are written together."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from respondeat.errors import InputError
from respondeat.ontology import vocabulary as v

from .claims import Attestation, Statement
from .decisions import Assessment, Contradiction, Derivation, Retraction
from .things import Document, Entity, Name, Passage
from .values import content_id

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


_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:(\.[0-9]*[1-9])0*|\.0+)?Z")


def _moment(text: str) -> str:
    """The moment as a store gives it back: without zeros at the end of a fraction."""
    found = _MOMENT.fullmatch(text)
    try:
        if found is None:
            raise ValueError("it is not written so")
        datetime.fromisoformat(found[1])
    except ValueError as error:
        raise InputError(f"{text!r} is no moment such as 2026-01-31T12:00:00Z (in UTC): {error}") from None
    return f"{found[1]}{found[2] or ''}Z"


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

        Raises InputError for an unknown level, or a moment that is none.
        """
        if level not in v.LEVELS:
            raise InputError(f"there is no access level {level!r}; there are {', '.join(v.LEVELS)}")
        recorded_at = _moment(recorded_at)
        kept = tuple(dict.fromkeys(records))
        digest = hashlib.sha256()
        for record in kept:
            digest.update(repr(record).encode("utf-8", "surrogatepass"))
        made = content_id("cs", digest.hexdigest(), recorded_at, level, author, note)
        return cls(made, recorded_at, level, author, kept, note)
