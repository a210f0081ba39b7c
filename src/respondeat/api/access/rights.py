"""What keys and users may: levels and scopes as they are kept, and that nobody gives more than they have."""

from collections.abc import Iterable

from respondeat.errors import InputError, NotAllowed
from respondeat.ontology import vocabulary as v

from .caller import SCOPES, Caller, Scope


def scopes_of(text: str) -> frozenset[Scope]:
    """Scopes from the text in which they are kept."""
    kept = text.split()
    return frozenset(scope for scope in SCOPES if scope in kept)


def text_of(scopes: Iterable[str]) -> str:
    """Scopes as the text in which they are kept. Raises InputError for none and for unknown ones."""
    given = set(scopes)
    if not given or not given <= set(SCOPES):
        raise InputError(f"Scopes are one or more of {', '.join(SCOPES)}.")
    return " ".join(scope for scope in SCOPES if scope in given)


def level_of(text: str) -> str:
    """The level. Raises InputError when there is none of this name."""
    if text not in v.LEVELS:
        raise InputError(f"There is no level {text!r}: there are {', '.join(v.LEVELS)}.")
    return text


def within(caller: Caller, level: str, scopes: str) -> bool:
    """Whether this is no more than somebody has."""
    return v.LEVELS.index(level) <= v.LEVELS.index(caller.level) and scopes_of(scopes) <= caller.scopes


def check_within(caller: Caller, level: str, scopes: str) -> None:
    """Raises NotAllowed when this is more than somebody has: they can neither give it nor touch it."""
    if not within(caller, level, scopes):
        raise NotAllowed(
            "This needs a level or a scope that you have not yourself: nobody gives more than they have."
        )
