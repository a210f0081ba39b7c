"""Raising a level and erasing by law, asked for by an admin who sees every level."""

import shutil
from collections.abc import Callable
from typing import Any

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_withdrawn
from respondeat.errors import NotAllowed, RespondeatError, StoreError
from respondeat.graph.stores import EmbeddedStore, Withdrawal
from respondeat.ontology import vocabulary as v

from .writing import Order, viewed
from .writing_review import Asked, given
from .writing_slips import FOLDER


def raise_level(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Move records or changesets up: `targets`, `level`, `reason`, `dependents`.

    Raises NotAllowed for a caller who does not see every level (for what goes with it may stand there),
    UnknownName for an id that is not there, ValidationError with what stands in the way.
    """
    asked = given(order, ("targets", "level", "reason", "dependents"))
    level = asked.text("level", needed=True)
    if level and level not in v.LEVELS[1:]:
        asked.fault("level", level, f"is none to raise to; there are {', '.join(v.LEVELS[1:])}")
    targets, how = _how(asked, order)
    planned = lambda: store.planned(targets, level, **how)  # noqa: E731
    return _done(store, order, "level-raise", planned, lambda: store.raise_level(targets, level, **how))


def erase(store: EmbeddedStore, order: Order) -> dict[str, Any]:
    """Erase records or changesets at every level: `targets`, `reason`, `dependents`, `files`.

    The reason is the legal basis, and stays. Raises as `raise_level`.
    """
    asked = given(order, ("targets", "reason", "dependents", "files"))
    files = asked.flag("files")
    targets, how = _how(asked, order)
    planned = lambda: store.planned(targets, files=files, **how)  # noqa: E731
    return _done(store, order, "erasure", planned, lambda: store.erase(targets, files=files, **how))


def _how(asked: Asked, order: Order) -> tuple[tuple[str, ...], dict[str, Any]]:
    targets, reason = asked.refs("targets", needed=True), asked.text("reason", needed=True)
    dependents = asked.flag("dependents")
    asked.settle()
    if order.level != v.LEVELS[-1]:
        raise NotAllowed(
            f"This takes the level {v.LEVELS[-1]}: what goes with the records may stand at any level."
        )
    how = {"recorded_at": order.now, "author": order.author, "reason": reason, "dependents": dependents}
    return targets, how


def _done(
    store: EmbeddedStore,
    order: Order,
    action: str,
    planned: Callable[[], Withdrawal],
    do: Callable[[], Withdrawal],
) -> dict[str, Any]:
    plan = planned()  # what cannot be done is said before anything is noted
    if order.dry_run:
        return _told(store, order, plan)
    made = _noted(store, order, action, len(plan.gone), do)
    shutil.rmtree(store.path / FOLDER, ignore_errors=True)  # hashes of what was posted can be guessed
    return _told(store, order, made)


def _noted(
    store: EmbeddedStore, order: Order, action: str, records: int, do: Callable[[], Withdrawal]
) -> Withdrawal:
    """Do it, and log it before and after by the id of its tombstone: an id that is a hash can be guessed."""
    audit, tombstones = Audit(store.path), len(store.tombstones())
    who = audit.opaque(order.who)
    audit.record(who, f"{action}-begun", records=records)
    try:
        made = do()
    except BaseException as error:
        outcome = error.type if isinstance(error, RespondeatError) else "fault"
        audit.record(who, f"{action}-failed", outcome=outcome)
        if isinstance(error, StoreError) and len(store.tombstones()) > tombstones:
            raise RespondeatError(
                "It is withdrawn, and no reader sees it any more, but old files of the store could not "
                "all be removed. Whoever runs the server finds them with `respondeat doctor`."
            ) from error
        raise
    audit.record(who, f"{action}-done", made.tombstone, records=records)
    note_withdrawn(audit, made, who)
    return made


def _told(store: EmbeddedStore, order: Order, withdrawal: Any) -> dict[str, Any]:
    with viewed(store, order) as view:
        said = {"dataset_hash": view.reader.dataset_hash, "dry_run": order.dry_run}
    return {**withdrawal.as_json(), **said}
