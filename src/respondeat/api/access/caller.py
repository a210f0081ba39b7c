"""Who asks."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from respondeat.errors import NotAllowed
from respondeat.ontology import vocabulary as v

Scope = Literal["read", "write", "review", "admin"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the id of a key or user ("" for somebody unknown), and what they may.

    `client` stands for them where work is counted: the id, or for somebody unknown the address.
    """

    id: str = ""
    level: str = v.LEVELS[0]
    scopes: frozenset[Scope] = frozenset({"read"})
    client: str = ""

    def at(self, level: str | None) -> str:
        """The level asked for, their own for None. Raises NotAllowed when it is above their own.

        A level that does not exist is refused alike.
        """
        if level is None:
            return self.level
        if level not in v.LEVELS or v.LEVELS.index(level) > v.LEVELS.index(self.level):
            raise NotAllowed(f"You may read up to the level {self.level}, not {level!r}.")
        return level

    def need(self, scope: Scope) -> None:
        """Raises NotAllowed without this scope."""
        if scope not in self.scopes:
            raise NotAllowed(f"This needs the scope {scope}, which you have not.")


OWNER: Final = Caller("terminal", v.LEVELS[-1], frozenset(SCOPES), "terminal")
"""Who asks at the terminal: the owner of the store."""
