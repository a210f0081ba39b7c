"""Queries that hurt, read from the data file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

_FILE: Final = Path(__file__).with_name("queries.yaml")


@dataclass(frozen=True, slots=True)
class Query:
    """A query, why it hurts, and what may become of it."""

    name: str
    why: str
    text: str
    outcome: tuple[str, ...]


def queries() -> list[Query]:
    """All of them."""
    told: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return [Query(one["name"], one["why"], written(one["text"]), tuple(one["outcome"])) for one in told]


def written(text: str | list[Any]) -> str:
    """A text as it stands, or from its parts."""
    parts = [text] if isinstance(text, str) else text
    return "".join(part if isinstance(part, str) else _times(*part) for part in parts)


def _times(part: str, times: int) -> str:
    if "{i}" not in part and "{j}" not in part:
        return part * times
    return "".join(part.replace("{i}", str(i)).replace("{j}", str(i + 1)) for i in range(times))
