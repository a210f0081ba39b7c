"""Errors of the data and of the store."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class RespondeatError(Exception):
    """Base of every error of this package.

    `detail` says what happened, where, and what to do. `candidates` lists what could have been meant.
    """

    type: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str, *, candidates: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.candidates = tuple(dict(c) for c in candidates)

    def more(self) -> dict[str, Any]:
        """What this kind of error tells beside the members that all have."""
        return {}

    def as_json(self) -> dict[str, Any]:
        """The error as `{"error": {"type", "title", "detail", "candidates"}}` and what is `more`."""
        return {
            "error": {
                "type": self.type,
                "title": self.title,
                "detail": self.detail,
                "candidates": list(self.candidates),
                **self.more(),
            }
        }


class InputError(RespondeatError):
    """A file, row, value or argument that cannot be read."""

    type = "input"
    title = "The input cannot be read"
    exit_code = 2


class DateError(InputError):
    """A date that does not exist, or a start after the end."""

    type = "date"
    title = "Not a date"


class TableError(InputError):
    """A file that is no table, is in the wrong encoding, or lacks columns."""

    type = "table"
    title = "The table cannot be read"


class MappingError(InputError):
    """A mapping file with a fault in it."""

    type = "mapping"
    title = "The mapping file is faulty"


class DocumentError(InputError):
    """A document whose text cannot be read."""

    type = "document"
    title = "The document cannot be read"


class ValidationError(InputError):
    """Statements that break a rule of the model; `violations` lists each broken rule with its path."""

    type = "validation"
    title = "The data break a rule of the model"

    def __init__(
        self,
        detail: str,
        *,
        candidates: Sequence[Mapping[str, Any]] = (),
        violations: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(detail, candidates=candidates)
        self.violations = tuple(dict(one) for one in violations)

    def more(self) -> dict[str, Any]:
        """`violations`, where they are listed."""
        return {"violations": list(self.violations)} if self.violations else {}


class QueryError(InputError):
    """A SPARQL text that cannot be read."""

    type = "query"
    title = "The query cannot be read"


class ForbiddenQuery(InputError):
    """A SPARQL text that asks for what is never done here: to change data, to reach other machines."""

    type = "query-forbidden"
    title = "The query asks for what is never done here"


class ConfigurationError(InputError):
    """A setting that is unknown or cannot be."""

    type = "configuration"
    title = "The configuration cannot be used"


class NamingError(RespondeatError):
    """A name that does not mean exactly one entity."""

    type = "name"
    title = "The name does not mean exactly one entity"
    exit_code = 3


class UnknownName(NamingError):
    """A name that no entity in the data bears; near ones are listed."""

    type = "unknown-name"
    title = "No entity bears this name"


class AmbiguousName(NamingError):
    """A name that several entities bear; all are listed, none is chosen."""

    type = "ambiguous-name"
    title = "Several entities bear this name"


class IntegrityError(RespondeatError):
    """Bytes that are not what their hash says."""

    type = "integrity"
    title = "The content does not agree with its hash"
    exit_code = 4


class StoreError(RespondeatError):
    """The store cannot be used."""

    type = "store"
    title = "The store cannot be used"
    exit_code = 5


class StoreMissing(StoreError):
    """There is no store at the place named."""

    type = "store-missing"
    title = "There is no store here"


class StoreLocked(StoreError):
    """Another process holds the store."""

    type = "store-locked"
    title = "Another process is writing to the store"


class StoreVersionError(StoreError):
    """The store was made by a newer version of Respondeat."""

    type = "store-version"
    title = "The store is of a newer version"


class StoreFull(StoreError):
    """No space left on the device, or a file size limit is reached."""

    type = "store-full"
    title = "No space left for the store"
