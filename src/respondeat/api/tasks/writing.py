"""What the writing process does: each work is a function of the open store, and answers with JSON values.

It is checked against what the caller's level may see, and answers with nothing else: see `changeset_view`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from respondeat.api.access.audit import UNKNOWN, Audit
from respondeat.api.changeset_view import View
from respondeat.errors import InputError, RespondeatError, StoreError, StoreFull, ValidationError
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .base import at

WRITINGS: Final = MappingProxyType(
    {
        "changeset": "writing_changeset:post",
        "assessment": "writing_review:assess",
        "retraction": "writing_review:retract",
        "identity": "writing_identity:judge",
        "raise-level": "writing_withdrawal:raise_level",
        "erasure": "writing_withdrawal:erase",
    }
)
"""Every work by its name, as "module:function"."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: parameters (JSON values), a body, for whom, and the moment of it.

    `who` is the id of a key or user, `level` what they may see; `admin` whether they have that scope.
    """

    parameters: Mapping[str, Any]
    body: bytes
    who: str
    level: str
    admin: bool
    now: str

    @property
    def dry_run(self) -> bool:
        """Whether everything is checked and nothing written."""
        return self.parameters.get("dry_run") is True

    @property
    def author(self) -> str:
        """Who asks, as an IRI."""
        return self.who if ":" in self.who else v.ID + quote(self.who or UNKNOWN, safe="")


Writing = Callable[[EmbeddedStore, Order], dict[str, Any]]


def writing(name: str) -> Writing:
    """The work with this name. Raises InputError when there is none."""
    place = WRITINGS.get(name)
    if place is None:
        raise InputError(f"There is no writing {name!r}.")
    found: Writing = at(place, __package__)
    return found


@contextmanager
def viewed(store: EmbeddedStore, order: Order) -> Iterator[View]:
    """What the caller may see, as it is now."""
    with store.reader(order.level) as reader:
        yield View(reader)


def write(store: EmbeddedStore, order: Order, action: str, changesets: Sequence[Changeset]) -> None:
    """Write changesets, all or none, with a note in the custody log before and after.

    Raises what `EmbeddedStore.write` raises; StoreError when it cannot be noted, and then nothing is written.
    """
    audit = Audit(store.path)
    who = audit.opaque(order.who) if order.who else UNKNOWN
    said = [(audit.opaque(c.id), {"level": c.level, "records": len(c.records)}) for c in changesets]
    with noting(audit, who, action, said):
        try:
            store.write(changesets, seeing=order.level)
        except (ValidationError, StoreFull):
            raise
        except (
            InputError
        ) as error:  # from above what was checked, and so perhaps about what is not to be told
            raise StoreError("The changeset could not be written whole, and is not there.") from error


@contextmanager
def noting(
    audit: Audit, who: str, action: str, objects: Sequence[tuple[str, Mapping[str, Any]]]
) -> Iterator[None]:
    """Log that something is about to be done, and what came of it."""
    for object, details in objects:
        audit.record(who, f"{action}-begun", object, **details)
    try:
        yield
    except BaseException as error:
        outcome = error.type if isinstance(error, RespondeatError) else "fault"
        for object, _ in objects:
            audit.record(who, f"{action}-failed", object, outcome=outcome)
        raise
    for object, details in objects:
        audit.record(who, f"{action}-done", object, **details)
