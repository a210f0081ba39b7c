"""A changeset as JSON (schemas/changeset.json): read with the place of every fault, and written."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from respondeat.errors import RequestError, ValidationError
from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from .changeset_draft import LOCAL, Draft, Fault, is_local
from .changeset_json_given import Faults, Given
from .changeset_json_records import READERS

_HEAD: Final = ("level", "author", "note", "recorded_at")


def read_json(data: bytes) -> Draft:
    """The draft that a JSON text is.

    Raises RequestError for what is no JSON, with line and column, ValidationError with every fault and its
    place as a JSON pointer.
    """
    return drafted(parsed(data))


def parsed(data: bytes) -> Any:
    """The value of a JSON text (RFC 8259); a member given twice is refused. Raises RequestError."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise RequestError(f"The body is not UTF-8: byte {error.start} cannot be read.") from None
    except json.JSONDecodeError as error:
        raise RequestError(
            f"The body is no JSON at line {error.lineno}, column {error.colno}: {error.msg}."
        ) from None
    except RecursionError:
        raise RequestError("The body is nested too deeply to be a changeset.") from None
    except ValueError as error:
        raise RequestError(f"The body is no JSON that can be read: {error}.") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in {k for k, _ in pairs[:number]})
        raise ValueError(f"the member {twice[:80]!r} is given twice in one object")
    return made


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number of JSON")


def drafted(data: Any) -> Draft:
    """The draft that a JSON value is. Raises ValidationError with every fault."""
    faults: Faults = []
    given = Given(data, "", faults)
    given.allow((*_HEAD, *READERS))
    level = given.text("level", needed=True)
    if level and level not in v.LEVELS:
        given.fault("level", level, f"is no access level; there are {', '.join(v.LEVELS)}")
    places: dict[str, str] = {}
    keys: dict[str, str] = {}
    records: list[Record] = []
    for kind in READERS:
        listed = given.data.get(kind)
        if listed is None:
            continue
        if not isinstance(listed, list):
            given.fault(kind, listed, "must be a list")
            continue
        for number, one in enumerate(listed):
            records.append(_record(kind, Given(one, f"/{kind}/{number}", faults), places, keys))
    if not records and not faults:
        given.fault("", None, f"has no record: give one of {', '.join(READERS)}")
    if faults:
        raise refused(faults)
    author = given.ref("author")
    if is_local(author):
        given.fault("author", author, "must be an id")
        raise refused(faults)
    return Draft(
        tuple(records), level, author, given.text("note"), given.text("recorded_at"), keys=keys, places=places
    )


def _record(kind: str, given: Given, places: dict[str, str], keys: dict[str, str]) -> Record:
    id = given.ref("id") or LOCAL + given.place
    if is_local(id) and id in places:
        given.fault("id", id.removeprefix(LOCAL), f"is the name of {places[id]} as well")
    places[id] = given.place
    if kind == "entities" and given.has("key"):
        if given.has("id") and not is_local(id):
            given.fault("key", given.data["key"], "stands beside a name of the posting's own only")
        keys[id] = given.text("key", needed=True)
    return READERS[kind](given, id)


def refused(faults: Iterable[Fault]) -> ValidationError:
    """The error that lists faults of a posting."""
    found = list(faults)
    first = "\n".join(f"- {one.place or one.focus}: {one.message}" for one in found[:20])
    more = f"\n- and {len(found) - 20} more" if len(found) > 20 else ""
    return ValidationError(
        f"Nothing was written, for the posting does not fit:\n{first}{more}",
        violations=[one.as_json() for one in found[:1000]],
    )


def counted(records: Iterable[Record]) -> Mapping[str, int]:
    """How many records there are of each kind, by the names of the lists."""
    found: dict[str, int] = {}
    for record in records:
        kind = KINDS[type(record).__name__]
        found[kind] = found.get(kind, 0) + 1
    return {kind: found[kind] for kind in READERS if kind in found}


KINDS: Final = {
    "Document": "documents",
    "Entity": "entities",
    "Name": "names",
    "Passage": "passages",
    "Statement": "statements",
    "Attestation": "attestations",
    "Assessment": "assessments",
    "Derivation": "derivations",
    "Contradiction": "contradictions",
    "Retraction": "retractions",
}
"""The list of a posting in which each kind of record stands."""
