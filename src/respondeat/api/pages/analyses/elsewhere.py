"""The same question elsewhere: as a command of the terminal, as an address for programs, as a bundle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any, Final
from urllib.parse import urlencode

from respondeat.api.language import LANGUAGES
from respondeat.api.pages.place import LASTING, Place
from respondeat.graph.evidence.redaction.profiles import PROFILES

_PLACES: Final = (
    "source",
    "target",
    "entity",
    "body",
    "text",
    "actor",
    "targets",
    "person",
    "event",
    "query",
)
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

NO_BUNDLE: Final = frozenset({"graph"})
"""Questions that the terminal makes no bundle of: it does not answer them in words."""

PROFILES_OF: Final[Mapping[str, str]] = {one.level: name for name, one in PROFILES.items()}
"""The profile of a bundle that shows what a level sees."""


FILE: Final = "bundle.zip"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How the same is asked elsewhere; a `command` is "" where there is none."""

    command: str
    address: str


def elsewhere(name: str, given: Mapping[str, Any], place: Place) -> Elsewhere:
    """The same question for the terminal and for programs."""
    first, options, last = _of(name, _as_typed(name, given))
    command = " ".join(map(quote, ["respondeat", *first, *options, *_lasting(place), *last]))
    if _is_foreign(name, given):
        command = ""
    pairs = [(key, value) for key, told in given.items() for value in _texts(told)]
    pairs += [(key, value) for key in LASTING for value in place.given.get(key, ())]
    return Elsewhere(command, f"/v1/{name}?{urlencode([*pairs, ('language', place.language)])}")


def bundled(name: str, given: Mapping[str, Any], place: Place, level: str, *more: str) -> str:
    """The command that makes the bundle of a question as a level sees it, with `more` options.

    It is "" where the terminal cannot ask it so.
    """
    profile = PROFILES_OF.get(level, "")
    shown = () if profile == next(iter(PROFILES)) else ("--profile", profile)
    return _bundle("create", name, given, place, *shown, *more, "--out", FILE)


def previewed(name: str, given: Mapping[str, Any], place: Place) -> str:
    """The command that tells what such bundles would show and withhold; "" as of `bundled`."""
    return _bundle("preview", name, given, place)


def _bundle(verb: str, name: str, given: Mapping[str, Any], place: Place, *more: str) -> str:
    if name in NO_BUNDLE or _is_foreign(name, given):
        return ""
    first, options, last = _of(name, _as_typed(name, given))
    options += _lasting(place, "level")
    if place.language != LANGUAGES[0]:
        options += ["--language", place.language]
    return " ".join(map(quote, ["respondeat", "bundle", verb, *first, *options, *more, *last]))


def _is_foreign(name: str, given: Mapping[str, Any]) -> bool:
    return any((name, key) in _NOT_THERE for key in given)


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


def _lasting(place: Place, *but: str) -> Iterator[str]:
    for key in LASTING:
        for value in () if key in but else place.given.get(key, ()):
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
