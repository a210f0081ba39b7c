"""How a document was got: when and with what it was captured, by whom it was handed over, in what package."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from respondeat.errors import IntegrityError

_LEVELS: Final = ("public", "restricted", "sealed")


@dataclass(frozen=True, slots=True)
class Capture:
    """One way in which a document came here. What is not known is empty.

    `captured_at` is a moment or day as the source tells it, `tool` what captured it, `collector` who did,
    under a pseudonym. `received_from` is the kind of package that it came in (`bag`, `crate`, `wacz`,
    `auto-archiver`), `package` the SHA-256 of that package, `path_in_package` its name there, `received_at`
    the moment when it was taken in. `level` is the lowest access level that may be told of all this.
    """

    captured_at: str = ""
    tool: str = ""
    collector: str = ""
    url: str = ""
    language: str = ""
    received_from: str = ""
    package: str = ""
    path_in_package: str = ""
    received_at: str = ""
    level: str = "sealed"

    def __post_init__(self) -> None:
        if self.level not in _LEVELS:
            raise ValueError(f"no access level: {self.level}")


_NAMES: Final = tuple(f.name for f in fields(Capture))


def captures_file(place: Path, told: Sequence[Capture]) -> tuple[Path, bytes]:
    """Where captures of the document at `place` are kept, and as what.

    What came together is one file, whose name follows from its content: nothing that is there is changed,
    whoever else adds some at the same time.
    """
    content = json.dumps([_told(one) for one in told], ensure_ascii=False, indent=1).encode() + b"\n"
    return place.with_name(f"{place.name}.captures-{hashlib.sha256(content).hexdigest()[:16]}.json"), content


def read_captures(place: Path) -> tuple[Capture, ...]:
    """The captures kept beside the document at `place`, the earliest received first.

    Raises IntegrityError when a file of them is not as it was written.
    """
    found = [one for path in place.parent.glob(f"{place.name}.captures-*.json") for one in _read(path)]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.received_at, *asdict(one).values())))


def _told(capture: Capture) -> dict[str, str]:
    return {name: value for name, value in asdict(capture).items() if value}


def _read(path: Path) -> Iterable[Capture]:
    content = path.read_bytes()
    named = path.name.rpartition("-")[2].removesuffix(".json")
    try:
        if hashlib.sha256(content).hexdigest()[:16] != named:
            raise ValueError("its content does not agree with its name")
        return [_capture(one) for one in json.loads(content)]
    except (ValueError, TypeError) as error:
        raise IntegrityError(
            f"{path} is not as it was written ({error}). Take it from a backup, or remove it."
        ) from None


def _capture(told: Any) -> Capture:
    if not isinstance(told, dict) or not all(k in _NAMES and isinstance(v, str) for k, v in told.items()):
        raise ValueError("an entry is no capture")
    return Capture(**told)
