"""What a bundle says of itself: the one input that all its descriptions are written from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from respondeat.graph.evidence.verifier.canonical import canonical
from respondeat.graph.evidence.verifier.layout import FORMAT

State = Literal["included", "withheld", "not-held"]
Kind = Literal["document", "working", "answer", ""]
AGENT: Final = "Respondeat"
HOME: Final = "https://w3id.org/respondeat/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row of the index: a document, an extracted text or the answer.

    `leaf` is the hash of its leaf, "" where it has none. `tool` and `collector` (a pseudonym) say how a
    document was captured; of an extracted text `tool` is the extractor with its version and `made_from` the
    SHA-256 of the document. `path` is the name in the bag, with `data/`.
    """

    number: str
    leaf: str = ""
    kind: Kind = ""
    state: State = "included"
    path: str = ""
    sha256: str = ""
    size: int | None = None
    media_type: str = ""
    title: str = ""
    source_url: str = ""
    captured_at: str = ""
    tool: str = ""
    collector: str = ""
    language: str = ""
    level: str = ""
    made_from: str = ""

    @classmethod
    def withheld(cls, number: str, leaf: str) -> "Item":
        """An item of which the reader learns its number and the hash of its leaf, and nothing else."""
        return cls(number=number, leaf=leaf, state="withheld")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file of the payload as it was written; `path` with `data/`."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A changeset that the reader may see. `author` is the IRI of a pseudonym, or ""."""

    id: str
    recorded_at: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What was asked of which data, for whom, and what came of it.

    `parameters` is the JSON text of the question's parameters, `changesets` their ids in the order of the
    history, `recorded_at` the record time of the data (UTC, with Z), `custody_head` the head of the custody
    log as "number:hash". `held`, `listed` and `withheld_documents` count documents: in the bundle, known by
    hash and address only, above the reader's level.
    """

    question: str
    parameters: str
    profile: str
    level: str
    language: str
    engine: str
    dataset_hash: str
    recorded_at: str
    changesets: tuple[str, ...]
    extent: str
    merkle_root: str
    custody_head: str
    leaves: int
    withheld: int
    held: int
    listed: int
    withheld_documents: int
    item_prefix: str

    def as_json(self) -> dict[str, Any]:
        """The content of `bundle.json`."""
        return {
            "format": FORMAT,
            "engine": self.engine,
            "profile": self.profile,
            "level": self.level,
            "language": self.language,
            "question": {"name": self.question, "parameters": self.parameters},
            "dataset_hash": self.dataset_hash,
            "recorded_at": self.recorded_at,
            "changesets": list(self.changesets),
            "extent": self.extent,
            "leaves": self.leaves,
            "withheld": self.withheld,
            "documents": {
                "held": self.held,
                "listed": self.listed,
                "withheld": self.withheld_documents,
            },
            "item_prefix": self.item_prefix,
            "custody_head": self.custody_head,
        }


def bundle_json(about: About) -> bytes:
    """`bundle.json`: canonical JSON (RFC 8785) and a line end."""
    return canonical(about.as_json()) + b"\n"


def bag_info(about: About) -> Mapping[str, str]:
    """The reserved names of `bag-info.txt` (RFC 8493, section 2.2.2) that a bundle fills in.

    The bagging date is the day of the data's record time: two runs give the same bytes.
    """
    told = {
        "Bag-Software-Agent": f"{AGENT} {about.engine}",
        "Bagging-Date": about.recorded_at[:10],
        "External-Description": (
            f"Evidence bundle ({FORMAT}), profile {about.profile}: answer to the question "
            f"{about.question}, with the statements and documents that it rests on"
        ),
        "External-Identifier": about.merkle_root,
        "Internal-Sender-Identifier": about.dataset_hash,
    }
    return {name: " ".join(value.split()) for name, value in told.items()}
