"""One object of a posted changeset, read member by member: what is wrong is kept with its place."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from respondeat.graph.statement import Text
from respondeat.ontology import vocabulary as v

from .changeset_draft import LOCAL, Fault

_LOCAL_NAME: Final = re.compile(r"#[A-Za-z0-9_.-]{1,200}", re.ASCII)
_BARE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,200}", re.ASCII)
_NO_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_ECHOED: Final = 80
_MANY: Final = 1000

Faults = list[Fault]


class Given:
    """One object with its place; each wrong member becomes a fault and reads as nothing."""

    def __init__(self, data: Any, place: str, faults: Faults, focus: str = "") -> None:
        self.place = place
        self.focus = focus or place
        self._faults = faults
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            self.fault("", data, "must be an object")

    def fault(self, key: str, value: object, why: str) -> None:
        """Keep a fault of a member, or of the whole object under ""."""
        if len(self._faults) < _MANY:
            place = f"{self.place}/{_escaped(key)}" if key else self.place
            name = place.rpartition("/")[2] or "The posting"
            said = "" if value is None else echoed(value)
            self._faults.append(Fault(self.focus, place, said, f"{name} {why}.", place))

    def allow(self, keys: Iterable[str]) -> None:
        """Every other member is a fault."""
        known = sorted(keys)
        for key in self.data:
            if key not in known:
                self.fault(key, key, f"is not known here; there are {', '.join(known)}")

    def has(self, key: str) -> bool:
        """Whether the member is there and not null."""
        return self.data.get(key) is not None

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; "" when there is none."""
        found = self.data.get(key)
        if found is None:
            if needed:
                self.fault(key, None, "is missing")
            return ""
        if not isinstance(found, str) or (needed and not found):
            self.fault(key, found, "must be a text" + (" that is not empty" if found == "" else ""))
            return ""
        return found

    def flag(self, key: str) -> bool:
        """True or false; false when nothing is said."""
        found = self.data.get(key)
        if found is not None and not isinstance(found, bool):
            self.fault(key, found, "must be true or false")
        return found is True

    def whole(self, key: str) -> int | None:
        """A whole number, None when nothing is said."""
        found = self.data.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or abs(found) >= 2**63:
            self.fault(key, found, "must be a whole number")
            return None
        return found

    def ref(self, key: str, *, needed: bool = False) -> str:
        """The id of a record, or a name of the posting's own as an IRI; "" when there is none."""
        found = self.text(key, needed=needed)
        return self._ref(key, found) if found else ""

    def refs(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Ids from a list, or from one id without a list."""
        found = self.data.get(key)
        listed = found if isinstance(found, list) else [] if found is None else [found]
        if needed and not listed:
            self.fault(key, None, "is missing")
        made: list[str] = []
        for number, one in enumerate(listed):
            if isinstance(one, str) and one:
                made.append(self._ref(f"{key}/{number}" if isinstance(found, list) else key, one))
            else:
                self.fault(key, one, "must be a list of ids")
        return tuple(sorted({one for one in made if one}))

    def _ref(self, key: str, found: str) -> str:
        if found.startswith("#"):
            if _LOCAL_NAME.fullmatch(found):
                return LOCAL + found[1:]
        elif ":" in found and not _NO_IRI.search(found) and not found.startswith(LOCAL):
            return found
        elif _BARE.fullmatch(found):
            return v.ID + found
        self.fault(key, found, "must be an id, or a name of the posting's own such as #p1")
        return ""

    def concept(self, key: str, *, needed: bool = False) -> str:
        """A concept by its local name or IRI; "" when there is none. That it is of the list, SHACL says."""
        found = self.text(key, needed=needed)
        if not found:
            return ""
        name = found.removeprefix(v.R)
        if not _BARE.fullmatch(name):
            self.fault(key, found, "must be a concept by its local name, such as head")
            return ""
        return v.R + name

    def words(self, key: str) -> Text | None:
        """A text, or an object of `text` and `lang`."""
        found = self.data.get(key)
        if isinstance(found, str):
            return Text(found)
        inner = self.object(key)
        if inner is None:
            return None
        inner.allow(("text", "lang"))
        return Text(inner.text("text", needed=True), inner.text("lang"))

    def object(self, key: str) -> "Given | None":
        """An object within this one."""
        found = self.data.get(key)
        return None if found is None else Given(found, f"{self.place}/{key}", self._faults, self.focus)


def echoed(value: object) -> str:
    """The beginning of what was given."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _ECHOED else f"{text[:_ECHOED]}…"


def _escaped(key: str) -> str:
    """A member's name as a part of a JSON pointer; the parts of a list's place stay as they are."""
    return key[:200].replace("~", "~0")
