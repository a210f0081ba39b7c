"""The error tree.

Every error that a user can cause, and every fault of the machine that a user can mend, is one of these::

    RespondeatError
    ├── InputError            a file, row, value or argument cannot be read            exit 2
    │   ├── DateError         a date that does not exist, or a start after the end
    │   ├── TableError        a table that is no table, or lacks columns
    │   ├── MappingError      a mapping file with a fault in it
    │   ├── DocumentError     a document that cannot be read: encrypted, truncated, of an unknown kind
    │   ├── ValidationError   statements that break a rule of the model
    │   ├── QueryError        a SPARQL text that cannot be read
    │   ├── ForbiddenQuery    a SPARQL text that asks for what is never done here
    │   ├── ConfigurationError a setting that is unknown or cannot be
    │   └── RequestError      an HTTP request that does not fit
    │       ├── NotFound          there is nothing at this address
    │       ├── MethodNotAllowed
    │       ├── NotAcceptable     no form that the client takes
    │       ├── Conflict          what is there already differs
    │       ├── Stale             what was asked about has changed since
    │       ├── UnsupportedMedia
    │       └── RequestTimeout    the request did not arrive in time
    ├── NamingError            a name that means nothing, or more than one entity       exit 3
    │   ├── UnknownName
    │   └── AmbiguousName
    ├── IntegrityError        bytes that are not what their hash says                  exit 4
    ├── StoreError            the store cannot be used                                 exit 5
    │   ├── StoreMissing      there is no store at the place named
    │   ├── StoreLocked       another process holds it
    │   ├── StoreVersionError made by a newer version of Respondeat
    │   └── StoreFull         no space left, or a file size limit
    ├── AccessError           who asks may not have this                               exit 6
    │   ├── LeakError         what was made would tell what its reader may not see
    │   ├── NotAuthenticated  who asks is not known
    │   └── NotAllowed        known, and without the level or scope
    ├── LimitError            a limit was hit; `limit` says which and how much         exit 7
    │   ├── TooLarge          what was sent is more than is taken
    │   ├── TooMany           this client asks too much at once or in a time
    │   ├── Busy              no room now: ask again later
    │   └── Stopped           the work went over a limit and was ended
    └── RemoteError           a server that was asked gave no answer that can be used  exit 8

All have one JSON shape (`as_json`), after RFC 9457 (problem details): type, title, detail, candidates, and
`limit` where one was hit.
"""

from .core import (
    AmbiguousName,
    ConfigurationError,
    DateError,
    DocumentError,
    ForbiddenQuery,
    InputError,
    IntegrityError,
    MappingError,
    NamingError,
    QueryError,
    RespondeatError,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreVersionError,
    TableError,
    UnknownName,
    ValidationError,
)
from .serving import (
    AccessError,
    Busy,
    Conflict,
    LeakError,
    LimitError,
    MethodNotAllowed,
    NotAcceptable,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    RemoteError,
    RequestError,
    RequestTimeout,
    Stale,
    Stopped,
    TooLarge,
    TooMany,
    UnsupportedMedia,
)

__all__ = [
    "AccessError",
    "AmbiguousName",
    "Busy",
    "ConfigurationError",
    "Conflict",
    "DateError",
    "DocumentError",
    "ForbiddenQuery",
    "InputError",
    "IntegrityError",
    "LeakError",
    "LimitError",
    "MappingError",
    "MethodNotAllowed",
    "NamingError",
    "NotAcceptable",
    "NotAllowed",
    "NotAuthenticated",
    "NotFound",
    "QueryError",
    "RemoteError",
    "RequestError",
    "RequestTimeout",
    "RespondeatError",
    "Stale",
    "Stopped",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreMissing",
    "StoreVersionError",
    "TableError",
    "TooLarge",
    "TooMany",
    "UnknownName",
    "UnsupportedMedia",
    "ValidationError",
]
