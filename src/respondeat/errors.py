"""The error tree.

Every error that a user can cause, and every fault of the machine that a user can mend, is one of these::

    RespondeatError
    ├── InputError            a file, row, value or argument cannot be read            exit 2
    │   ├── DateError         a date that does not exist, or a start after the end
    │   ├── TableError        a table that is no table, or lacks columns
    │   ├── MappingError      a mapping file with a fault in it
    │   ├── DocumentError     a document that cannot be read: encrypted, truncated, of an unknown kind
    │   └── ValidationError   statements that break a rule of the model
    ├── NamingError            a name that means nothing, or more than one entity       exit 3
    │   ├── UnknownName
    │   └── AmbiguousName
    ├── IntegrityError        bytes that are not what their hash says                  exit 4
    └── StoreError            the store cannot be used                                 exit 5
        ├── StoreMissing      there is no store at the place named
        ├── StoreLocked       another process holds it
        ├── StoreVersionError made by a newer version of Respondeat
        └── StoreFull         no space left, or a file size limit

All have one JSON shape (`as_json`), after RFC 9457 (problem details): type, title, detail, candidates.
"""

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

    def as_json(self) -> dict[str, Any]:
        """The error as `{"error": {"type", "title", "detail", "candidates"}}`."""
        return {
            "error": {
                "type": self.type,
                "title": self.title,
                "detail": self.detail,
                "candidates": list(self.candidates),
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
    """Statements that break a rule of the model."""

    type = "validation"
    title = "The data break a rule of the model"


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
