"""Every type of problem, from the error tree: what it means, its status, what to do about it."""

from collections.abc import Iterator, Mapping
from inspect import getdoc
from types import MappingProxyType
from typing import Any, Final

from respondeat.errors import RespondeatError

from .problems import STATUS

_ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access": "Ask whoever runs the service for a key with the level or scope that is needed.",
        "ambiguous-name": "Ask again with the id of the candidate that is meant; nothing is chosen for you.",
        "busy": "Ask again after the seconds in Retry-After.",
        "configuration": "Whoever runs the service corrects the setting that is named.",
        "conflict": "Look at what is there, and send what does not contradict it.",
        "date": "Write days as 2020-08-10, months as 2020-08, years as 2020, spans as FROM/TO.",
        "document": "Send a document that opens: not encrypted, not cut short, of a kind that is read.",
        "error": "It is the service's own fault: tell whoever runs it what stands in X-Request-Id.",
        "input": "Correct what the detail names.",
        "integrity": "Whoever runs the service looks at the store: it holds what does not fit its hash.",
        "leak": "Make it for a profile that may see it, or without what the detail names.",
        "limit": "Ask for less, or later; `limit` names what was hit.",
        "mapping": "Correct the place in the mapping that the detail names.",
        "method-not-allowed": "Use a method that the header Allow lists.",
        "name": "Give a name that means exactly one entity, or an id.",
        "not-acceptable": "Accept one of the media types that the detail lists.",
        "not-allowed": "Ask at a level that you may read, or for a key with the scope that is needed.",
        "not-authenticated": "Send a valid key as Authorization: Bearer, or log in.",
        "not-found": "Look the address up at /docs; look ids up by name at /v1/search.",
        "query": "Correct the query at the line and column that the detail names.",
        "query-forbidden": "Ask with a query that only reads, and only from here.",
        "remote": "Ask again later; the other server is named in the detail.",
        "request": "Correct the parameter that the detail names; /docs lists those of each address.",
        "request-timeout": "Send the whole request without long pauses.",
        "stale": "Begin again at the first page.",
        "stopped": "Ask for less: fewer rows, a narrower target, a page; or start a job for long work.",
        "store": "Whoever runs the service looks at the store.",
        "store-full": "Whoever runs the service makes room.",
        "store-locked": "Ask again in a moment: somebody else is writing.",
        "store-missing": "Whoever runs the service names a store that is there.",
        "store-version": "Whoever runs the service updates the program.",
        "table": "Send a table in UTF-8 with the columns that are needed.",
        "too-large": "Send less, or in parts; `limit` says how much is taken.",
        "too-many": "Ask again after the seconds in Retry-After, and fewer things at once.",
        "unknown-name": "Ask with one of the candidates, or look the name up at /v1/search.",
        "unsupported-media": "Send the body as one of the types that the detail lists.",
        "validation": "Correct each of the violations; nothing was written.",
    }
)


def _tree(kind: type[RespondeatError]) -> Iterator[type[RespondeatError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


TYPES: Final[Mapping[str, type[RespondeatError]]] = MappingProxyType(
    {kind.type: kind for kind in sorted(_tree(RespondeatError), key=lambda kind: kind.type)}
)
"""Every type with the error that has it."""


def status_of(kind: type[RespondeatError]) -> int:
    """The status of an error of this kind."""
    return next(STATUS[one] for one in kind.__mro__ if one in STATUS)


def as_json(kind: type[RespondeatError]) -> dict[str, Any]:
    """A type of problem as data."""
    return {
        "type": f"/problems/{kind.type}",
        "title": kind.title,
        "status": status_of(kind),
        "meaning": " ".join((getdoc(kind) or "").split()),
        "what_to_do": _ADVICE[kind.type],
    }
