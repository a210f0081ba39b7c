"""The same question elsewhere: as a command of the terminal, as an address for programs, as a bundle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any, Final
from urllib.parse import urlencode

from respondeat.api.pages.place import LASTING, Place

_PLACES: Final = ("source", "target", "entity", "body", "text", "actor", "targets", "person", "event")
"""Parameters that stand in a command without a name, in this order."""

_NAMED: Final[Mapping[tuple[str, str], str]] = {
    ("conflicts", "kinds"): "--kind",
    ("gaps", "kinds"): "--kind",
    ("measures", "regimes"): "--regime",
    ("patterns", "least"): "--min",
    ("neighbours", "relations"): "--relation",
    ("path", "relations"): "--relation",
}
_JOINED: Final = frozenset({("patterns", "by")})
"""Parameters whose values a command takes joined by commas."""

_NOT_THERE: Final = frozenset({("search", "kinds")})
"""Parameters that no command takes."""

_NO_BUNDLE: Final = frozenset({"graph", "neighbours", "path", "structure"})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How the same is asked elsewhere; a `command` or `bundle` is "" where there is none."""

    command: str
    address: str
    bundle: str


def elsewhere(name: str, given: Mapping[str, Any], place: Place) -> Elsewhere:
    """The same question for the terminal, for programs, and as evidence."""
    first, options, last = _of(name, _as_typed(name, given))
    options = [*options, *_lasting(place)]
    command = " ".join(map(quote, ["respondeat", *first, *options, *last]))
    whole = ["respondeat", "bundle", "create", *first, *options, "--out", "bundle", *last]
    bundle = "" if name in _NO_BUNDLE else " ".join(map(quote, whole))
    if any((name, key) in _NOT_THERE for key in given):
        command = bundle = ""
    pairs = [(key, value) for key, told in given.items() for value in _texts(told)]
    pairs += [(key, value) for key in LASTING for value in place.given.get(key, ())]
    return Elsewhere(command, f"/v1/{name}?{urlencode([*pairs, ('language', place.language)])}", bundle)


def _as_typed(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: ",".join(value) if (name, key) in _JOINED else value
        for key, value in given.items()
        if (name, key) not in _NOT_THERE
    }


def _of(name: str, given: Mapping[str, Any]) -> tuple[list[str], list[str], list[str]]:
    """The command, its options, and what stands in it without a name."""
    first = [name]
    if name == "figures":  # figures are asked of the terminal beside custody
        first = ["detention", "--figures", str(given.get("metric", "all"))]
        given = {key: value for key, value in given.items() if key != "metric"}
    options = [
        text
        for key, value in given.items()
        if key not in _PLACES
        for text in _option(_NAMED.get((name, key), f"--{key.replace('_', '-')}"), value)
    ]
    last = [text for key in _PLACES for text in _texts(given.get(key, ()))]
    return first, options, ["--", *last] if any(text.startswith("-") for text in last) else last


def _lasting(place: Place) -> Iterator[str]:
    for key in LASTING:
        for value in place.given.get(key, ()):
            yield from (f"--{key.replace('_', '-')}", value)


def _option(name: str, value: object) -> Iterator[str]:
    if value is True:
        yield name
    elif value is not False:
        for text in _texts(value):
            yield from (name, text)


def _texts(value: object) -> list[str]:
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]
