"""The gaps of a view: what nobody attests of its bodies, for its page, picture, table and graphs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from respondeat.api.phrases import named
from respondeat.api.report.words import Words, short

from . import keys
from .asking import Found

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing at a body; `near` has who is attested last before and next after, where anybody is.

    `possible` is a gap at which somebody possibly stands.
    """

    kind: str
    body: Json
    near: Json
    possible: bool = False

    @property
    def key(self) -> str:
        """What it is called in addresses."""
        return keys.gap(self.body["id"], self.kind)

    @property
    def role(self) -> str:
        """As what somebody is attested near it: as a person, or as a body that was above."""
        return "body" if self.kind == "no-superior" else "person"

    def lead(self, words: Words) -> str:
        """What is missing, in words."""
        return words.say("chain.possible_head" if self.possible else f"report.gap.{self.kind}")

    def attested(self, key: str, words: Words) -> tuple[str, str, str]:
        """Who is attested near it (`last_before`, `first_after`): name, short id, day; "" where nobody is."""
        if not (one := self.near.get(key)):
            return "", "", ""
        node = one[self.role]
        return named(node, words.language), short(node["id"]), one["day"] or words.say("report.no_day")


def gaps(found: Found) -> dict[str, list[Gap]]:
    """The gaps on screen, by the body at which they are."""
    told: dict[str, list[Gap]] = defaultdict(list)
    for gap in (*_heads(found.structure), *_others(found)):
        if all(one.kind != gap.kind for one in told[gap.body["id"]]):
            told[gap.body["id"]].append(gap)
    return told


def _heads(structure: Json) -> Iterator[Gap]:
    for box in (*structure["boxes"], *structure["unlinked"]):
        if box["gap"]:
            yield Gap("no-head", box["node"], box["gap"], bool(box["heads"]))


def _others(found: Found) -> Iterator[Gap]:
    """Those of the chains, at boxes in view; a body with a link upward does not lack a superior."""
    structure = found.structure
    boxes = {box["node"]["id"] for box in structure["boxes"]}
    linked = {row["source"] for row in structure["links"]}
    for gap in found.chain["gaps"]:
        id, kind = gap["body"]["id"], gap["kind"]
        if id in boxes and kind != "no-head" and (kind != "no-superior" or id not in linked):
            yield Gap(kind, gap["body"], gap)
