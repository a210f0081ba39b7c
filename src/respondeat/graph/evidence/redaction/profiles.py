"""Who a bundle is for, and what they may see."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.stores import seen_by
from respondeat.ontology import vocabulary as v


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of reader: the highest access level shown, and in words for whom and what."""

    name: str
    level: str
    words: str

    @property
    def shown(self) -> tuple[str, ...]:
        """The access levels that are shown."""
        return seen_by(self.level)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The access levels of which only the hashes of leaves are shown."""
        return tuple(level for level in v.LEVELS if level not in self.shown)


PROFILES: Final = MappingProxyType(
    {
        profile.name: profile
        for profile in (
            Profile("public", "public", "anybody: what is public; restricted and sealed are withheld"),
            Profile("partner", "restricted", "a trusted partner: public and restricted; sealed is withheld"),
            Profile("court", "sealed", "a court: everything, nothing is withheld"),
        )
    }
)
"""Every profile by name, from the one that shows least."""


def profile(name: str) -> Profile:
    """The profile of a name. Raises InputError for one that there is not.

    >>> profile("partner").withheld
    ('sealed',)
    """
    if name not in PROFILES:
        raise InputError(f"There is no profile {name!r}; there are {', '.join(PROFILES)}.")
    return PROFILES[name]
