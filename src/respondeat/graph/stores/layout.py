"""Where things lie in a store's folder, and of which version it is."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from respondeat.errors import StoreError, StoreMissing, StoreVersionError
from respondeat.ontology import vocabulary as v

from .files import replace

FORMAT = 1
MARKER = "respondeat.json"
# what reading JSON of a known form from a damaged file raises
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)


class Layout:
    """The places in a store's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.marker = root / MARKER
        self.lock = root / "lock"
        self.pending = root / "pending"
        self.writer = root / "writer"
        self.next_writer = root / "writer.next"  # whole, and to be put in the place of the writer's store
        self.documents = root / "documents"
        self.levels = root / "levels"

    def level(self, level: str) -> Path:
        """The folder of an access level."""
        return self.levels / level

    def work(self, level: str) -> Path:
        """The level's store that the writing process brings up to date."""
        return self.level(level) / "work"

    def versions(self, level: str) -> Path:
        """The folder of the level's versions, which readers open."""
        return self.level(level) / "versions"

    def current(self, level: str) -> Path:
        """The file that names the version to read."""
        return self.level(level) / "current"

    def unfinished(self) -> Iterator[Path]:
        """The folders in which a process that was broken off can have left something."""
        yield self.root
        yield from self.levels.glob("*")
        yield from self.levels.glob("*/versions")

    def mark(self) -> None:
        """Make the folder a store."""
        made = {"format": FORMAT, "created_by": f"respondeat {version('respondeat')}"}
        replace(self.marker, json.dumps(made, indent=1).encode())

    def check(self) -> None:
        """Raises StoreMissing, StoreVersionError or StoreError unless this is a store that can be read."""
        try:
            found = json.loads(self.marker.read_bytes())
            number, maker = int(found["format"]), str(found.get("created_by", "an unknown version"))
        except FileNotFoundError:
            raise StoreMissing(
                f"There is no store at {self.root}. Name the folder of one, or make one by loading or "
                "importing data into it."
            ) from None
        except UNREADABLE as error:
            raise StoreError(
                f"{self.marker} cannot be read ({error}). Restore the store from a backup."
            ) from error
        if number > FORMAT:
            raise StoreVersionError(
                f"{self.root} has store format {number}, made by {maker}; this version reads up to format "
                f"{FORMAT}. Install a newer version of Respondeat. Nothing was changed."
            )


def check_level(level: str) -> str:
    """The level as given. Raises StoreError when there is no such level."""
    if level not in v.LEVELS:
        raise StoreError(f"There is no access level {level!r}; there are {', '.join(v.LEVELS)}.")
    return level
