"""The read stores of all levels, brought to what the writer's store implies."""

from collections.abc import Mapping, Sequence

from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from . import versions
from .files import disk_faults, remove_tree
from .layout import Layout
from .levels import LevelStore
from .protocol import LevelIndex
from .sequences import owned, owner, visible
from .writer import Writer

Fresh = Mapping[str, tuple[bytes, tuple[Record, ...]]]
"""By changeset id what was just written, as N-Triples and as records: it need not be read back."""


class ReadStores:
    """What the writing process keeps open of the levels' read stores."""

    def __init__(self, layout: Layout, indexes: Sequence[LevelIndex]) -> None:
        self._layout = layout
        self._indexes = tuple(indexes)
        self._open: dict[str, LevelStore] = {}

    def settle(self, writer: Writer, fresh: Fresh) -> None:
        """Bring every level up to date, the highest first; broken off anywhere it is just done again.

        A level that begins to differ from the one below starts as its copy, which has to be as it was then.
        """
        levels = owned(writer.infos)
        changed = [self._publish(writer, fresh, level) for level in reversed(levels)]
        for level in v.LEVELS:
            if level not in levels:
                changed.append(self._share(level, owner(levels, level)))
                self._discard(level)
        if any(changed):
            versions.remove_unused(self._layout)
        versions.remove_unread(self._layout)

    def _publish(self, writer: Writer, fresh: Fresh, level: str) -> bool:
        seen = visible(writer.infos, level)
        found = versions.current(self._layout, level)
        if (
            found is not None
            and found.level == level
            and found.sequence == len(seen)
            and found.holds(seen)
            and all(index.name in found.indexes for index in self._indexes)
        ):
            return False
        work = self._work(level, writer)
        work.advance(seen, lambda id: fresh[id][0] if id in fresh else writer.triples(id))
        made = versions.make(
            self._layout,
            level,
            work,
            self._indexes,
            lambda id: fresh[id][1] if id in fresh else writer.records(id),
        )
        versions.point(self._layout, level, made)
        return True

    def _share(self, level: str, whose: str) -> bool:
        """Have a level read the store of the level that sees the same."""
        theirs, mine = versions.current(self._layout, whose), versions.current(self._layout, level)
        if theirs is None or theirs == mine:
            return False
        versions.point(self._layout, level, theirs)
        return True

    def _discard(self, level: str) -> None:
        """Remove the store of a level that does not differ from the one below any more."""
        folder = self._layout.work(level)
        if level in self._open:
            self._open.pop(level).close()
        if folder.exists():
            with disk_faults("removing a level's store", folder):
                remove_tree(folder)

    def _work(self, level: str, writer: Writer) -> LevelStore:
        if level not in self._open:
            folder = self._layout.work(level)
            lower = v.LEVELS[: v.LEVELS.index(level)]
            below = next((b for b in reversed(lower) if self._layout.work(b).exists()), None)
            base = self._work(below, writer) if below and not folder.exists() else None
            with disk_faults("making a level's store", folder):
                folder.parent.mkdir(parents=True, exist_ok=True)
            self._open[level] = LevelStore.opened(level, folder, visible(writer.infos, level), base)
        return self._open[level]

    def close(self) -> None:
        """Let go of the files."""
        for level in self._open.values():
            level.close()
        self._open.clear()
