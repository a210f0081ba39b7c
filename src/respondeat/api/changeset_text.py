"""Characters that no text of a changeset holds: XML cannot carry them, or they hide what a text says."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from .changeset_draft import Draft, Fault, shown

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # commands to a terminal; XML 1.0, 2.2
    "\ud800-\udfff\ufffe\uffff"  # half a character; none at all
    "\u202d\u202e]"  # what follows is shown in another order than it is written (Unicode TR 36, 2.6)
)


def unfit(draft: Draft) -> Iterator[Fault]:
    """The texts of a posting with such a character, each once for its record and member."""
    for name in ("note", "author", "recorded_at", "id", "level"):
        yield from _fault(draft.id, name, getattr(draft, name), "")
    for record in draft.records:
        for member, text in _texts(record, ""):
            yield from _fault(record.id, member, text, draft.places.get(record.id, ""))
    for local, key in draft.keys.items():
        yield from _fault(local, "key", key, draft.places.get(local, ""))


def _fault(focus: str, member: str, text: str, place: str) -> Iterator[Fault]:
    found = _FORBIDDEN.search(text)
    if found is not None:
        why = (
            f"{member} has the character U+{ord(found[0]):04X}, which no text of the data holds: take it out."
        )
        yield Fault(_plain(shown(focus)), member, "", why, _plain(place))


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _texts(value: Any, member: str) -> Iterator[tuple[str, str]]:
    """Every text in a record, under the name of the member that it stands in."""
    if isinstance(value, str):
        yield member, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name), member or one.name)
    elif isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from _texts(part, member)
