"""From the answers to what the chain page shows, in the order in which it is read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from respondeat.api.language import counted
from respondeat.api.phrases import named
from respondeat.api.report.words import Words, short

from .asking import LIMIT, Found
from .entries import Entries
from .gaps import gaps
from .lines import lines
from .shown import Box, Group, More, Rank, View

Json = dict[str, Any]


def view(found: Found, language: str, chosen: int | None = None) -> View:
    """Everything on the page."""
    return _Views(found, Words(language)).whole(chosen)


class _Views:
    """Writes the parts of one view."""

    def __init__(self, found: Found, words: Words) -> None:
        self._told, self._chain, self._place, self._words = found.structure, found.chain, found.place, words
        self._nodes = {box["node"]["id"]: box["node"] for box in self._told["boxes"]}
        ids = {id: f"b{number}" for number, id in enumerate(self._nodes, 1)}
        self._entries = Entries(words, found.place, ids, self._told["on"])
        self._ids: Mapping[str, str] = ids
        self._up: dict[str, list[Json]] = defaultdict(list)
        self._not: dict[str, list[Json]] = defaultdict(list)
        for row in self._told["links"]:
            self._up[row["source"]].append(row)
        for row in self._told["denied"]:
            at = next((row[end] for end in ("source", "target") if row[end] in ids), "")
            self._not[at].append(row)
        self._gaps = gaps(found)

    def whole(self, chosen: int | None) -> View:
        """The view."""
        told, words = self._told, self._words
        ranks = tuple(self._ranks())
        tray = tuple(self._apart(n, one) for n, one in enumerate(told["unlinked"], 1))
        language = words.language
        out = [
            (named(row["person"], language), named(row["body"], language))
            for row in told["left_out"]
            if "person" in row and "body" in row
        ]
        return View(
            named(told["target"], language),
            self._when(),
            tuple(self._summary(ranks, tray)),
            ranks,
            tray,
            told["unlinked_count"],
            tuple(out),
            lines(self._chain, words, self._place, chosen),
            self._chain["truncated"],
            tuple(self._entries.sources.listed()),
            tuple(self._entries.sources.documents()),
        )

    def _when(self) -> str:
        first, last = self._told["on"]
        return self._words.say(f"report.mode.{self._told['mode']}", days=self._words.days(first, last))

    def _summary(self, ranks: tuple[Rank, ...], tray: tuple[Box, ...]) -> Iterator[str]:
        language = self._words.language
        boxes = [box for rank in ranks for box in rank.boxes]
        rows = [link for box in boxes for link in box.links]
        links = [link for link in rows if link.kind == "link"]
        yield counted("chain.boxes", len(boxes), language)
        if certain := sum(one.line == "certain" for one in links):
            yield counted("chain.certain", certain, language)
        if possible := sum(one.line != "certain" for one in links):
            yield counted("chain.possible", possible, language)
        if against := sum(one.state != "supported" for one in rows):
            yield counted("chain.against", against, language)
        told = (*boxes, *tray)  # heads and gaps of what stands beside are told as well, and exported
        heads = [head for box in told for head in box.heads]
        if against := sum(one.state != "supported" for one in heads):
            yield counted("chain.against_heads", against, language)
        if missing := sum(len(box.gaps) for box in told):
            yield counted("chain.gaps", missing, language)
        if apart := self._told["unlinked_count"]:
            yield counted("chain.unlinked", apart, language)

    def _ranks(self) -> Iterator[Rank]:
        boxes, groups = defaultdict(list), defaultdict(list)
        for box in self._told["boxes"]:
            boxes[box["rank"]].append(self._box(box))
        for number, group in enumerate(self._told["groups"], 1):
            groups[group["rank"]].append(self._group(number, group))
        found = sorted({*boxes, *groups}, key=lambda rank: (rank < 0, abs(rank)))
        for rank in found:
            yield Rank(rank, self._heading(rank), tuple(boxes[rank]), tuple(groups[rank]))

    def _heading(self, rank: int) -> str:
        if rank == 0:
            return self._words.say("chain.rank.target")
        language = self._words.language
        return counted("chain.above", rank, language) if rank > 0 else counted("chain.below", -rank, language)

    def _box(self, box: Json) -> Box:
        node, entries, id = box["node"], self._entries, box["node"]["id"]
        heads = [entries.head(node, row) for row in box["heads"]]
        links = [entries.link(row, self._nodes[row["target"]]) for row in self._up[id]]
        denied = [entries.denied(row) for row in self._not[id]]
        return Box(
            self._ids[id],
            id,
            **self._called(node),
            rank=box["rank"],
            target=id == self._told["target"]["id"],
            heads=(*heads, *(row for row in denied if not row.higher)),
            gaps=tuple(map(entries.gap, self._gaps[id])),
            posts=entries.posts(node, box["others"]),
            links=(*links, *(row for row in denied if row.higher)),
            more=tuple(self._more(node, box["more"])),
        )

    def _called(self, node: Json) -> dict[str, Any]:
        words = self._words
        return {
            "name": named(node, words.language),
            "href": self._place.entity(node["id"]),
            "kind": words.term(node["type"]) if node.get("type") else "",
            "placeholder": bool(node.get("placeholder")),
        }

    def _more(self, node: Json, more: Json) -> Iterator[More]:
        language, target = self._words.language, short(node["id"])
        left = {"target": target, "selected": None, "chosen": None}
        if number := more["above"]:
            yield More(counted("chain.more_above", number, language), self._place.changed(**left, up=None))
        if number := more["below"]:
            yield More(counted("chain.more_below", number, language), self._place.changed(**left, down=1))

    def _apart(self, number: int, one: Json) -> Box:
        node, entries = one["node"], self._entries
        return Box(
            f"u{number}",
            node["id"],
            **self._called(node),
            rank=0,
            heads=tuple(entries.head(node, row) for row in one["heads"]),
            gaps=tuple(map(entries.gap, self._gaps[node["id"]])),
            near=entries.near(one, "body"),
            chain=self._place.changed(target=short(node["id"]), selected=None, chosen=None),
        )

    def _group(self, number: int, group: Json) -> Group:
        words, place = self._words, self._place
        kind = words.term(group["type"]) if group.get("type") else ""
        limit = int(place.one("limit") or LIMIT)
        left = {"selected": None, "chosen": None}
        shown = counted("chain.group", group["count"], words.language, kind=kind)
        direction = "down" if group["rank"] < 0 else "up"
        expanded = place.changed(**left, target=short(group["under"]), **{direction: 1})
        all = place.changed(**left, limit=min(1000, limit + group["count"]))
        return Group(
            f"g{number}",
            shown,
            self._ids.get(group["under"], ""),
            group["rank"],
            tuple((named(node, words.language), place.entity(node["id"])) for node in group["bodies"]),
            More(words.say("chain.group_own"), expanded),
            More(words.say("chain.group_all"), all),
        )
