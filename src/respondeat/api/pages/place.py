"""Where a page is: its path and all that its address says, so that a link brings the same view back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote, urlencode

from respondeat.api.report.markup import passage_path
from respondeat.ontology import vocabulary as v

LASTING: Final = (
    *("level", "recorded_at"),
    *("without_document", "without_origin", "without_modality", "min_confidence"),
)
"""Parameters that a link to another page keeps: whose eyes, which moment, what is set aside."""

Value = str | int | float | bool | Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Place:
    """A path, what the address says beside it (texts, as they were given), and the language of the page."""

    path: str
    language: str
    given: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    _kept: str = field(init=False, repr=False, compare=False)  # the end of every link, written once

    def __post_init__(self) -> None:
        kept = [(name, x) for name, values in self.given.items() if name in LASTING for x in values]
        object.__setattr__(self, "_kept", urlencode([*kept, ("language", self.language)]))

    def one(self, name: str, default: str = "") -> str:
        """The first value of a parameter, as it was given."""
        return next(iter(self.given.get(name, ())), default)

    def link(self, path: str, **given: Value) -> str:
        """The address of another page in the same language, as seen by the same eyes.

        >>> Place("/", "be", {"level": ("team",), "text": ("x",)}).link("/chain", target="a b")
        '/chain?target=a+b&level=team&language=be'
        """
        new = {n: value for n, value in given.items() if n not in LASTING or n not in self.given}
        own = [(n, x) for n, value in new.items() for x in _text(value)]
        return f"{path}?{urlencode(own)}&{self._kept}" if own else f"{path}?{self._kept}"

    def changed(self, **changes: Value) -> str:
        """The address of this page with other values; None leaves a parameter out.

        >>> Place("/chain", "en", {"target": ("x",), "on": ("2020",)}).changed(on="2021-01-01")
        '/chain?target=x&on=2021-01-01&language=en'
        """
        language = str(changes.pop("language", self.language))
        left = {name: values for name, values in self.given.items() if name not in changes}
        order = {name: left.get(name, ()) for name in self.given} | _texts(changes)
        return _address(self.path, order, language)

    def entity(self, id: str) -> str:
        """The address of the page about an entity or document."""
        return self.link(_of_entity(id))

    def statement(self, entity: str, id: str) -> str:
        """Where a statement stands among all that is said of an entity, on whichever page that is.

        >>> Place("/explore", "en").statement("b-1", "s-2")
        '/entity/b-1?statement=s-2&language=en#s-2'
        """
        short = id.removeprefix(v.ID)
        return f"{self.link(_of_entity(entity), statement=short)}#{short}"

    def passage(self, passage: Mapping[str, Any]) -> str:
        """Where the words of a passage of an answer are read; "" for one that says not where they stand.

        >>> Place("/", "be").passage({"passage": "pa-1", "start": 3, "end": 8, "sha256": "12"})
        '/passage/pa-1?language=be'
        """
        path = passage_path(passage)
        return self.link(path) if path else ""

    def hidden(self, *but: str) -> Iterator[tuple[str, str]]:
        """Names and values that a form has to send along, other than its own fields."""
        yield from (
            (name, value) for name, values in self.given.items() if name not in but for value in values
        )
        yield "language", self.language

    def lasting(self) -> Iterator[tuple[str, str]]:
        """Names and values that a form which leads to another page sends along."""
        yield from self.hidden(*(name for name in self.given if name not in LASTING))


def _of_entity(id: str) -> str:
    return f"/entity/{quote(id.removeprefix(v.ID), safe='')}"


def _texts(given: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
    return {name: _text(value) for name, value in given.items()}


def _text(value: Value) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),) if isinstance(value, str | int | float) else tuple(value)


def _address(path: str, given: Mapping[str, tuple[str, ...]], language: str) -> str:
    pairs = [(name, value) for name, values in given.items() if name != "language" for value in values]
    return f"{path}?{urlencode([*pairs, ('language', language)])}"
