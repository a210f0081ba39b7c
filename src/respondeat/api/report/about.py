"""What a report must be told of the bundle in which it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

State = Literal["held", "not-held", "withheld"]
STATES: Final = ("held", "not-held", "withheld")


@dataclass(frozen=True, slots=True)
class DocumentItem:
    """A document of the bundle: a withheld one has its item number only."""

    item: str
    sha256: str = ""
    title: str = ""
    url: str = ""
    state: State = "held"
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What was asked, on which data, by which engine, and what of it this bundle shows.

    `leaves` and `withheld` count the leaves of the hash tree; `custody_head` is "n:hash"; `names` are those
    of what the question set aside, of which the answer need not say anything else. Nothing here may be above
    what the profile sees.
    """

    question: str
    parameters: Mapping[str, Any]
    profile: str
    level: str
    language: str
    engine: str
    dataset_hash: str
    recorded_at: str
    merkle_root: str
    custody_head: str
    leaves: int
    withheld: int = 0
    extent: str = "cited"
    documents: tuple[DocumentItem, ...] = field(default=())
    names: Mapping[str, str] = field(default_factory=dict)
