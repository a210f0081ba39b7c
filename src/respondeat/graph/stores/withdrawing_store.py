"""What a store offers for raising a level and for erasing by law; see `withdrawing` for the rules."""

import json
from collections.abc import Iterable
from pathlib import Path

from respondeat.errors import StoreError, UnknownName
from respondeat.graph.documents import DocumentStore
from respondeat.graph.statement import Changeset

from . import versions
from .layout import UNREADABLE, Layout
from .rewriting import leftovers, write_anew
from .tombstones import Tombstone, refuse_withdrawn
from .withdrawing import plan
from .withdrawing_results import Order, Withdrawal
from .writer import Writer


class Withdrawing:
    """The part of a store that withdraws. What else it is made of is the store's."""

    _layout: Layout

    def _ready(self) -> Writer:
        raise NotImplementedError

    def _drop(self) -> None:
        raise NotImplementedError

    def _intend(self, ids: list[str], **more: object) -> None:
        raise NotImplementedError

    def _let_go(self, error: BaseException) -> None:
        raise NotImplementedError

    def planned(
        self,
        targets: Iterable[str],
        level: str = "",
        *,
        recorded_at: str,
        author: str,
        reason: str,
        dependents: bool = False,
        files: bool = False,
    ) -> Withdrawal:
        """What `raise_level` to a level, or without one `erase`, would do. Nothing is changed.

        Random ids in it are others than those of the withdrawal itself. Raises as these two do.
        """
        order = Order(_once(targets), level, recorded_at, author, reason, dependents, files)
        return plan(self._ready(), order).withdrawal

    def raise_level(
        self,
        targets: Iterable[str],
        level: str,
        *,
        recorded_at: str,
        author: str,
        reason: str,
        dependents: bool = False,
    ) -> Withdrawal:
        """Move records or whole changesets, given by their ids, to a higher level, with what rests on them.

        When this returns they are in no store, index or version of a lower level, except in versions that
        somebody still reads; these go when they are let go. With `dependents` also goes what would otherwise
        stand in the way. Raises UnknownName for an id that is not there, InputError for a level that is not
        above, ValidationError with all that stands in the way, StoreFull, StoreError.
        """
        return self._withdraw(Order(_once(targets), level, recorded_at, author, reason, dependents))

    def erase(
        self,
        targets: Iterable[str],
        *,
        recorded_at: str,
        author: str,
        reason: str,
        dependents: bool = False,
        files: bool = False,
    ) -> Withdrawal:
        """Erase records or whole changesets at every level, the writer's store included, down to the bytes.

        `reason` is the legal basis, without personal data: it stays in the tombstone. With `files` go the
        bytes and texts of documents of which no record stays. Else as `raise_level`.
        """
        return self._withdraw(Order(_once(targets), "", recorded_at, author, reason, dependents, files))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was withdrawn so far, the oldest first."""
        return self._ready().tombstones.all

    def refuse_withdrawn(self, changesets: Iterable[Changeset]) -> None:
        """Raises ValidationError when `write` would refuse changesets because of what was withdrawn."""
        refuse_withdrawn(changesets, self._ready().tombstones)

    def lift(self, tombstone: str, *, recorded_at: str, author: str, reason: str) -> None:
        """Have what a tombstone stands for be written again from now on; the decision is kept with it.

        Nothing comes back by this alone. Raises UnknownName when there is no such tombstone.
        """
        writer = self._ready()
        Changeset.of((), recorded_at=recorded_at, author=author)
        changed = writer.tombstones.lifted(tombstone, recorded_at, author, reason)
        if changed is None:
            raise UnknownName(f"There is no tombstone {tombstone} in {self._layout.root}.")
        try:
            writer.lift(changed)
        except BaseException as error:
            self._let_go(error)
            raise

    def _withdraw(self, order: Order) -> Withdrawal:
        writer = self._ready()
        made = plan(writer, order)
        self._intend([], tombstone=made.withdrawal.tombstone, files=list(made.withdrawal.files))
        try:
            write_anew(self._layout, writer, made)
            self._drop()
            self._ready()
        except BaseException as error:
            self._let_go(error)
            raise
        left = list(leftovers(self._layout))
        if left:
            raise StoreError(
                f"It was withdrawn, but these could not be removed and may hold what was: {', '.join(left)}. "
                "Remove them by hand."
            )
        return made.withdrawal


def remove_files(layout: Layout, writer: Writer, documents: DocumentStore) -> None:
    """Remove the documents that a withdrawal meant to remove, where it has taken place."""
    try:
        said = json.loads(layout.pending.read_bytes())
        tombstone, files = str(said["tombstone"]), [str(f) for f in said["files"]]
    except UNREADABLE:
        return  # nothing is pending, or something else
    if any(one.id == tombstone for one in writer.tombstones.all):
        for sha256 in files:
            documents.remove(sha256)


def _once(targets: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(targets))


def remove_unread(path: Path) -> None:
    """Remove the versions of a store that were replaced and that nobody reads any more.

    Each reader does so when it lets go; one that was killed, or may not remove anything, leaves it to this.
    """
    versions.remove_unread(Layout(path))
